"""Who speaks, when no talk is named: tonight, this morning, now."""

from bot.itinerary import Activity
from handlers.understanding import facts
from handlers.understanding.model import Answer
from handlers.understanding.named import strong
from handlers.understanding.pick import current, in_part
from handlers.understanding.situation import Situation

_OTHER = (
    "mine",
    "roommate",
    "contact",
    "host",
    "leader",
    "attendance",
    "when",
    "where",
    "it",
    "next",
    "after",
    "before",
)


def speakers(here: Situation) -> Answer | None:
    """Who speaks in the part of the day that the question names, or now."""
    asked = here.asked
    timed = asked.parts or asked.has("now")
    if not asked.has("who") or not timed or strong(here) or asked.unknown or asked.has(*_OTHER):
        return None
    rows = [row for row in _rows(here) if facts.fact(row, "who", here.say)]
    if not rows:
        return None
    lines = [
        here.say("answers.detail", title=here.write.title(row), fact=facts.fact(row, "who", here.say)) for row in rows
    ]
    return here.tell("\n".join(lines), rows, asked="who")


def _rows(here: Situation) -> list[Activity]:
    if here.asked.has("now") and not here.asked.when.day:
        return list(current(here.itinerary, here.now))
    day = here.asked.when.day or here.today or 1
    return [row for row in here.itinerary.on(day) if in_part(here.index, row, here.asked)]
