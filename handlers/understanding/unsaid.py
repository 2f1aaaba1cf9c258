"""What the event does not say: things it does not hold, and facts that plans seldom state."""

import re

from handlers.understanding import about, facts
from handlers.understanding.element import Element
from handlers.understanding.lexicon import stem
from handlers.understanding.mentions import speaks_of
from handlers.understanding.model import Answer
from handlers.understanding.named import strong, told_of
from handlers.understanding.noted import kindred
from handlers.understanding.pick import MOVING, choose
from handlers.understanding.situation import Situation


def absent(here: Situation) -> Answer | None:  # noqa: PLR0911 - each return is one case
    """A thing that the event does not hold."""
    asked = here.asked
    contact = here.itinerary.event.contact if asked.has("contact") else None
    names = f"{contact.name} {contact.name_en or ''}" if contact else ""
    missing = [one.word for one in asked.elements
               if one.absent and not speaks_of(names, one) and not _held(here, one)]  # fmt: skip
    if missing and contact and _in_trouble(here, missing):
        return None
    if missing:
        prepared = kindred(here)
        return prepared or here.unknown("\n".join((_no_such(here, asked.shown(missing[0])), *_supplies(here))))
    told = [one for one in asked.elements if one.event and not one.weak and not one.rows]
    if told and asked.has("now") and asked.has("where") and not strong(here):
        return here.unknown(_no_such(here, asked.shown(told[0].word)))
    if "praise" in asked.small and strong(here) and asked.yesno:
        return here.unknown(here.say("answers.fact_unknown"))
    if not asked.unknown or asked.has("contact", "training", "room_number", "bus_number", "team_number"):
        return None
    if line(here):
        return None
    meal = asked.topics & {"breakfast", "lunch", "dinner"} and asked.has("when", "where", "menu", "until", "howlong")
    if meal and all(len(word) < 3 for word in asked.unknown) and not asked.english:
        return None
    return here.unknown(_no_such(here, asked.unknown[0]))


_TROUBLE = frozenset({"o:permission_off", "o:medicine", "o:bookings", "o:valuables", "o:traffic", "t:lost_property"})


def _in_trouble(here: Situation, missing: list[str]) -> bool:
    """Whether all that is missing is a trouble in which one asks whom to call."""
    tags = (here.index.look.get(word, frozenset()) for word in missing)
    return all(one & _TROUBLE for one in tags) and (here.asked.has("who") or not here.asked.topics)


def _supplies(here: Situation) -> list[str]:
    """What the event says is to be brought, beside a thing of which it does not say so."""
    if "supplies" not in here.asked.topics:
        return []
    return _readable(here, [text for text, words in here.index.lines if "t:supplies" in words])


def _readable(here: Situation, lines: list[str]) -> list[str]:
    """The lines in the reader's language; in Korean any, when none is Korean."""
    if here.say.language == "en":
        return [text for text in lines if text.isascii()]
    return [text for text in lines if not text.isascii()] or lines


# What may follow a noun; other letters make it the beginning of a verb (아프네, 안 해도 되나).
_AFTER_NOUN = re.compile(
    r"(?:은|는|이|가|을|를|에|도|만|의|로|으로|와|과|랑|이랑|하고|나|이나|요|여|님|들|까지|부터|에서|에는|에도|처럼|보다|마다|인|이|예|대|이라|라)"
    r"?(?![가-힣])|(?:이|예|인|에|에서|은|는|도|까지|부터|하|할|한|했|해|되|있|없|타|가|같)"
)
_VERBS = re.compile(
    r"(?:^|\s)(?:안|못)\s|도$|면$|고$|서$|^.{1,2}[아어여]$|^(?:아프|막혀|막히|비오|비와|비올|추워|더워|춥|덥|맛있|무서|힘든|힘드)"
)


def _nameable(word: str, text: str) -> bool:
    """Whether a word reads as the name of a thing, so that it can be said that it is not known."""
    if word.isascii():
        return True
    at = text.find(word)
    return at < 0 or (not _VERBS.search(word) and _AFTER_NOUN.match(text, at + len(word)) is not None)


def _no_such(here: Situation, word: str) -> str:
    if not _nameable(word, here.asked.text):
        rows = choose(here.asked, here.index).rows if strong(here) else ()
        row = told_of(here, rows)
        return (
            here.say("answers.detail_unknown", title=here.write.title(row)) if row else here.say("answers.fact_unknown")
        )
    if word.startswith(("how ", "what ")) or len(word.split()) > 3:
        return here.say("answers.fact_unknown")
    return here.say("answers.absent", word=word)


def unstated(here: Situation) -> Answer | None:
    """Things of which plans state the row and hardly ever this: a film's title, another dish, who sits where."""
    asked = here.asked
    film = (asked.has("title") and "film" in asked.topics) or bool(_WHICH_FILM.search(asked.text))
    dish = (
        _RATHER.search(asked.text) and (asked.has("menu") or asked.topics & _DISHES) and not asked.has("when", "where")
    )
    seated = [one for one in strong(here) if not one.topics & (MOVING | {"seats_topic"})]
    seat = "seats_topic" in asked.topics and (seated or not asked.has("howmany", "size"))
    if not (film or dish or seat or _own_turn(here) or _which_kind(here)):
        return None
    rows = choose(asked, here.index, seated if seat and seated else None).rows
    title = here.write.title(rows[0]) if rows else ""
    return here.unknown(here.say("answers.detail_unknown", title=title), rows[:1]) if rows else None


def _which_kind(here: Situation) -> bool:
    """Whether it is asked what kind of a thing there is, of which the row lists no kinds."""
    asked = here.asked
    if not _KIND.search(asked.text) or not strong(here) or asked.has("menu", "when", "where") or asked.topics & _DISHES:
        return False
    rows = choose(asked, here.index).rows
    named = [one for one in strong(here) if one.rows]
    return bool(rows) and bool(named) and facts.counted(rows[0], about.counts(here), here.say) is None


_KIND = re.compile(
    r"\bwhat (?:kinds?|sorts?|types?|flavou?rs?) of (?!event|trip|workshop|programme|program|activit|thing)"
    r"|(?:무슨|어떤) (?:맛|종류)"
)


def _own_turn(here: Situation) -> bool:
    """Whether one's own team's part is asked of a row that is for all teams alike."""
    asked = here.asked
    if not asked.has("mine", "first") or asked.has("now", "next", "when") or "team_topic" not in asked.topics:
        return False
    rows = choose(asked, here.index).rows if _OWN_TEAM.search(asked.text) else ()
    return bool(rows) and not any(row.row.audience.team or row.row.audience.group for row in rows)


_WHICH_FILM = re.compile(r"(?:무슨|어떤|뭔)\s?(?:영화|필름)|\b(?:what|which) (?:film|movie)")
# Another dish than the one of the plan.
_RATHER = re.compile(
    r"말고|빼고|대신|(?<![가-힣])[못안]\s?먹|다른\s?(?:메뉴|음식|거|것)"
    r"|\b(?:instead|other than|alternative|besides|apart from|something else)\b"
)
_OWN_TEAM = re.compile(r"(?:우리|저희|내|제)\s?(?:팀|조|반|모둠)|\b(?:my|our) (?:team|group)\b")
_DISHES = frozenset({"soup", "setmeal", "veggies", "meal", "breakfast", "lunch", "dinner", "buffet", "lunchbox"})


# Topics of which every word means the same, so that a line with another of them is meant.
_LISTED = frozenset({"supplies", "mobile"})


def _held(here: Situation, missing: Element) -> bool:
    """Whether the event has another thing of the same kind that the message names too (vegetarian, no meat)."""
    look = here.index.look
    kinds = {tag for tag in look.get(missing.word, ()) if tag.startswith("o:")}
    others = [one for one in here.asked.elements if one.rows and not one.weak]
    return any(kinds & look.get(one.word, frozenset()) for one in others)


def _among(thing: Element, words: frozenset[str]) -> bool:
    """Whether it is one of the words, in whatever English form, or of the topics of a line."""
    word = thing.word
    same = word in words or (word.isascii() and stem(stem(word)) in {stem(one) for one in words})
    return same or any(f"t:{topic}" in words for topic in thing.topics & _LISTED)


def line(here: Situation) -> Answer | None:
    """A line among the event's notes, topics or organizers that holds what was asked for."""
    asked = here.asked
    things = [one for one in asked.elements if one.event and not one.weak and not one.rows]
    if not things or (asked.has("when", "where", "end", "howlong") and asked.unknown):
        return None
    found = [text for text, words in here.index.lines if all(_among(one, words) for one in things)]
    found = _readable(here, found)
    if not found:
        return None
    listed = "yes_right" if "supplies" in asked.topics else "there_is"
    lead = [here.say(f"answers.{listed}")] if asked.yesno else []
    return here.tell("\n".join((*lead, *found[:3])))
