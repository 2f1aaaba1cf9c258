"""The feedback form as it follows from the event: what is asked, and when it opens, reminds and closes (pure)."""

from dataclasses import dataclass
from datetime import datetime

from bot.feedback import HEADINGS
from bot.itinerary import Activity, Itinerary, instant
from config.event import DEFAULT_FEEDBACK, Feedback, length

OVERALL = "overall"
MAIN = frozenset({"session", "tour", "meal"})
MOST_NUDGES = 2


@dataclass(frozen=True, slots=True)
class Question:
    """One question: `key` is "overall", a heading's name or an activity's key; `scored` ones take 1 to 5 and a word."""

    key: str
    scored: bool
    activity: Activity | None = None


def rules(itinerary: Itinerary) -> Feedback:
    """What the event file says of the form, or the default."""
    return itinerary.file.feedback or DEFAULT_FEEDBACK


def questions(itinerary: Itinerary, now: datetime | None = None) -> list[Question]:
    """All questions in their order, none on cancelled rows; with `now` (aware) only those about what has begun."""
    wanted = rules(itinerary)
    rows = [one for one in itinerary.activities if _rated(one, wanted) and (now is None or one.starts_at <= now)]
    return [
        *([Question(OVERALL, scored=True)] if wanted.overall else []),
        *(Question(one.key, scored=True, activity=one) for one in rows),
        *(Question(one, scored=False) for one in HEADINGS if one in wanted.headings),
    ]


def _rated(one: Activity, wanted: Feedback) -> bool:
    return one.row.kind in MAIN if wanted.activities is None else one.key in wanted.activities


def opens_at(itinerary: Itinerary) -> datetime | None:
    """When the form opens by the plan as it stands now (aware, UTC); None while there is no plan."""
    given, event = rules(itinerary).opens, itinerary.event
    if given:
        return instant(event.days[given.day - 1], given.at, itinerary.zone)
    if not itinerary.activities:
        return None
    last = itinerary.on(max(one.day for one in itinerary.activities))
    rides = [one for one in last if one.row.kind == "transport"]
    # A ride that something else still follows is not the way home; a farewell without an end is nothing else.
    rest = [one for one in last if one.row.kind != "transport" and (one.row.kind in MAIN or one.ends_at)]
    if rides and all(one.starts_at < rides[-1].starts_at for one in rest):
        return rides[-1].starts_at
    return max(one.ends_at or one.starts_at for one in last)


def closes_at(itinerary: Itinerary, opened_at: datetime) -> datetime:
    """When a form that opened then closes, if nobody decides otherwise."""
    return opened_at + length(rules(itinerary).closes)


def nudges_at(itinerary: Itinerary, opened_at: datetime) -> list[datetime]:
    """When whoever has not answered is reminded, in their order."""
    return sorted(opened_at + length(one) for one in rules(itinerary).nudges[:MOST_NUDGES])
