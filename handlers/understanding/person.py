"""What concerns the person who asks: bus, room, team, room-mates, leader, group."""

import re

from handlers.understanding.eventfacts import about_place, of_contact
from handlers.understanding.model import Answer
from handlers.understanding.pick import choose
from handlers.understanding.situation import Situation

_ROOM_NUMBER = frozenset({"room_number"})
# Which room is Kim Minsu in: anybody but oneself.
_SOMEBODYS = re.compile(
    r"\b(?:which|what) (?:room|bus|team|group) (?:is|does|do|are|was) "
    r"(?!i\b|we\b|my\b|our\b|us\b|me\b|the\b|it\b|that\b|this\b|for\b|mine\b|a\b|your\b|you\b|next\b|"
    r"going\b|leaving\b|used\b)[a-z]+ (?:[a-z]+ )?"
    r"(?:in|on|at|staying|sleeping|assigned|have|take)\b"
)
_OTHERS = re.compile(
    r"[가-힣]{2,4}\s?(?:씨|님|과장|팀장|부장|국장|주임|대리|선생)(?:님)?(?:은|는|이|의|\s)|\b(?:his|her|their|mrs?|ms)\b"
)


def answer(here: Situation) -> Answer | None:  # noqa: PLR0911 - each return is one case
    """The answer to a personal question, None if it is none."""
    asked = here.asked
    if asked.has("role") and not asked.elements:
        return _profile(here)
    if asked.has("roommate"):
        names = ", ".join(here.asker.roommates)
        return here.tell(here.say("answers.my_mates", names=names)) if names else _not_known(here)
    if asked.has("leader") and (asked.has("who", "mine", "contact", "title") or not asked.elements):
        name = here.asker.leader_name
        return here.tell(here.say("answers.my_leader", name=name)) if name else _not_known(here)
    if (
        _OTHERS.search(asked.text)
        and not of_contact(here)
        and (asked.has("room_number", "contact", "bus_number") or "room" in asked.topics)
    ):
        return here.unknown(here.say("answers.private"))
    if _SOMEBODYS.search(asked.text):
        return here.unknown(here.say("answers.private"))
    if asked.unknown and not asked.has("mine") and asked.has("room_number", "bus_number", "team_number"):
        return here.unknown(here.say("answers.private"))
    for field, wanted in (("bus", "bus_number"), ("room", "room_number"), ("team", "team_number")):
        if _asks(here, field, wanted):
            return _assigned(here, field)
    return None


def _asks(here: Situation, field: str, wanted: str) -> bool:  # noqa: PLR0911 - each return is one case
    asked = here.asked
    if (asked.has("size", "howmany") and not asked.has(wanted)) or (field == "bus" and asked.numbered):
        return False
    others = [
        one
        for one in asked.elements
        if not one.weak and not one.topics & {"room", "lodging", "transport", "team_topic"}
    ]
    if not asked.has("mine") and (
        others or (asked.english and field == "bus" and re.search(r"\d|when|where", asked.text))
    ):
        return False
    if (
        field == "team"
        and not asked.has("mine")
        and re.search(r"나눠|나누|총|모두|전부|몇 ?(?:개 ?)?팀|how many", asked.text)
    ):
        return False
    if asked.has(wanted):
        return not (asked.has("when", "howlong", "until") or (asked.topics & {"education", "talk", "film"}))
    if not asked.has("mine"):
        return False
    topic = {"bus": "transport", "room": "room", "team": "team_topic"}[field]
    if topic not in asked.topics or asked.has("when", "howlong", "until", "end", "start", "exists"):
        return False
    own = re.search(
        r"(?:내|제|저의|나의|my|mine)\s?(?:버스|차|방|객실|룸|숙소|조|팀|bus|coach|room|team|group|seat)", asked.text
    )
    return bool(own)


def _assigned(here: Situation, field: str) -> Answer:
    value = getattr(here.asker, field)
    if value:
        name = here.say("answers.my_name", name=here.asker.name) if here.asker.name else ""
        shown = here.say(f"answers.{field}_no", n=value) if value.isdigit() else value
        return here.tell(here.say(f"answers.my_{field}", name=name, **{field: shown}), asked=field)
    if field == "room":
        return _room_unknown(here)
    return _not_known(here)


def _room_unknown(here: Situation) -> Answer:
    rows = [one for one in choose(here.asked, here.index).rows if one.row.kind == "lodging"]
    rows = rows or [one for one in here.index.rows if one.row.kind == "lodging"]
    text = here.say("answers.my_unknown")
    beds = [one for one in rows if one.ends_at is None] or rows
    places = list(beds[-1].row.places[-1:]) if beds else []
    if places:
        text = f"{text}\n{here.say('answers.lodging_is', place=here.write.places(places))}"
    plain_where = (
        here.asked.has("where") and not here.asked.has("room_number") and not re.search(r"층|floor", here.asked.text)
    )
    return here.tell(
        "\n".join((text, *(about_place(here, places[0]) if places else []))), places=places, unknown=not plain_where
    )


def _not_known(here: Situation) -> Answer:
    return here.unknown(here.say("answers.my_unknown"))


def _profile(here: Situation) -> Answer:
    lines = []
    for field in ("bus", "room", "team", "group"):
        value = getattr(here.asker, field)
        if value:
            named = {"name": ""} if field != "group" else {}
            lines.append(here.say(f"answers.my_{field}", **{field: value}, **named))
    return here.tell("\n".join(lines)) if lines else _not_known(here)
