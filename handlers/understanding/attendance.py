"""How many people come: in all, or of one group."""

import re
from collections.abc import Mapping

from handlers.understanding.index import fold
from handlers.understanding.mentions import speaks_of
from handlers.understanding.model import Answer
from handlers.understanding.situation import Situation

_PERSONS = re.compile(
    r"몇\s*(?:명|분|사람|인(?!승|실))|인원|명수|총원|how many (?:people|ppl|persons|of us|participants"
    r"|attendees|guests|are going|will)|headcount|group size|how big is (?:the|our) group"
)


def attendance(here: Situation) -> Answer | None:  # noqa: PLR0911 - each return is one case
    """How many people come, in all or of a group."""
    asked = here.asked
    persons = bool(_PERSONS.search(asked.text)) and asked.has("howmany", "attendance", "next", "list", "who", "visits")
    heads = here.itinerary.event.attendance
    said = [name for name in (*heads, *here.itinerary.event.attendance_en) if name.lower() in asked.text]
    said = said or _meant(here, heads)
    grouped = bool(said)
    coming = re.search(r"누가 ?(?:다 ?)?(?:가|오|참)|who(?: all)?(?:s| is| are) (?:going|coming)", asked.text)
    compared = len(said) > 1 and re.search(r"많|적|more|fewer|most", asked.text)
    if not (
        asked.has("attendance") or persons or coming or compared or (grouped and asked.has("howmany"))
    ) or asked.topics & {
        "room",
        "transport",
        "team_topic",
        "seats_topic",
        "lodging",
    }:
        return None
    titled = any(max(one.rows.values(), default=0.0) >= 0.9 and not one.weak for one in asked.elements)
    if re.search(r"\b(?:fits?|holds?|capacity|seats?)\b|정원|수용", asked.text):
        return None
    title = fold(f"{here.itinerary.event.title} {here.itinerary.event.title_en or ''}")
    apart = any(one.event and not one.rows and not one.weak and one.word not in title for one in asked.elements)
    if (titled or apart or asked.unknown) and not grouped:
        return None
    if not (persons or coming or grouped or asked.has("howmany", "who", "attendance")) or asked.has("when", "where"):
        return None
    if len(said) == 1 and asked.has("howmany") and not re.search(r"모두|전체|총|total|altogether|in all", asked.text):
        return here.tell(_of_group(here, said[0]))
    if not heads:
        return here.unknown(here.say("answers.fact_unknown"))
    names = here.itinerary.event.attendance_en if here.say.language == "en" else {}
    names = names if len(names) == len(heads) else heads
    groups = ", ".join(here.say("answers.attendance_group", name=name, n=n) for name, n in names.items())
    return here.tell(here.say("answers.attendance", total=sum(heads.values()), groups=groups))


def _meant(here: Situation, heads: Mapping[str, int]) -> list[str]:
    """The groups of the event that the question calls by another word: kids, 아이들."""
    things = [one for one in here.asked.elements if one.topics & _PEOPLE]
    return [name for name in heads if any(speaks_of(name, one) for one in things)]


def _of_group(here: Situation, name: str) -> str:
    """How many of one group come."""
    facts = here.itinerary.event
    names = list(zip(facts.attendance, facts.attendance_en or facts.attendance, strict=False))
    pair = next(pair for pair in names if name in pair)
    shown = pair[1] if here.say.language == "en" else pair[0]
    return here.say("answers.attendance_one", name=shown, n=facts.attendance[pair[0]])


_PEOPLE = frozenset({"child", "youth", "adult"})
