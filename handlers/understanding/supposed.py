"""Whether a row is at the time that a question supposes."""

import re
from datetime import timedelta

from bot.itinerary import Activity
from handlers.understanding.clocktimes import Clock
from handlers.understanding.clockwork import moment_asked
from handlers.understanding.model import Answer
from handlers.understanding.parts import part
from handlers.understanding.situation import Situation


def compared(here: Situation, row: Activity) -> Answer:
    """Whether the row is at the time that the question supposes."""
    moment = moment_asked(here)
    clock = here.asked.when.clock
    target = (
        row.ends_at if clock and (clock.relation == "until" or here.asked.has("end")) and row.ends_at else row.starts_at
    )
    if here.asked.topics & {"arrival"} and row.ends_at:
        target = row.ends_at
    local = here.itinerary.local(target)
    same = clock is not None and local.hour * 60 + local.minute in clock.minutes
    same = same or (moment is not None and moment in (target, row.ends_at if _reached(here) else target))
    if clock and moment and clock.relation in ("after", "before"):
        same = _on_side(here, row, clock)
    lead = here.say("answers.yes_right" if same else "answers.no_right")
    return here.tell(f"{lead}\n{here.write.card(row, *part(here, row))}", (row,), asked="when")


def _reached(here: Situation) -> bool:
    """Whether the end of a ride counts: to be back, to arrive."""
    return bool(here.asked.topics & {"arrival", "homeward", "disband"})


_GOES_ON = re.compile(r"넘|이어지|계속|늦게까지|\b(?:go|goes|last|lasts|run|runs|continue|continues|end|ends|finish)\b")


def _on_side(here: Situation, row: Activity, clock: Clock) -> bool:
    """Whether the row starts (or, when it goes on, ends) after or before the time that the question supposes."""
    own = row.ends_at if row.ends_at and (_reached(here) or _GOES_ON.search(here.asked.text)) else row.starts_at
    first = here.itinerary.local(row.starts_at) + timedelta(days=clock.night)
    limits = [first.replace(hour=minutes // 60 % 24, minute=minutes % 60) for minutes in clock.minutes]
    near = min(limits, key=lambda one: abs(one - own))
    return own >= near if clock.relation == "after" else own <= near
