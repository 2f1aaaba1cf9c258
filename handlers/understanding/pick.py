"""Which rows a question speaks of: those that share its words and topics, on the day it names, the next of them."""

import math
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, replace
from datetime import datetime

from bot.itinerary import Activity, Itinerary
from handlers.understanding.element import Element
from handlers.understanding.index import Index, ends_at, place_key
from handlers.understanding.question import Question

MOVING = frozenset({"departure", "gather", "arrival", "transport", "homeward", "disband", "boarding"})
# Minutes since midnight at which a row of that part of the day starts.
PARTS = {"dawn": (0, 420), "morning": (300, 720), "noon": (660, 900), "afternoon": (720, 1080),
         "evening": (1020, 1440), "night": (1140, 1740)}  # fmt: skip


@dataclass(frozen=True, slots=True)
class Choice:
    """Rows that fit about equally well, by start; `off_day`: they fit, but not on the day that was named."""

    rows: tuple[Activity, ...]
    off_day: bool = False


def elements(asked: Question) -> tuple[Element, ...]:
    """The things that select rows: the strong ones, else the weak ones that the plan knows."""
    strong = tuple(one for one in asked.elements if one.rows and not one.weak)
    return strong or tuple(one for one in asked.elements if one.rows)


def choose(asked: Question, index: Index, given: Sequence[Element] | None = None) -> Choice:
    """The rows that the question's things select; empty when there is none."""
    things = elements(asked) if given is None else tuple(given)
    scores = _scores(things, asked, index)
    if not scores or not _covered(things, scores, index):
        return Choice(())
    kept = {row: score for row, score in scores.items() if in_part(index, index.rows[row], asked)}
    day = asked.when.day
    on_day = {row: score for row, score in (kept or scores).items() if not day or index.rows[row].day == day}
    if day and not on_day:
        on_day = {row: score for row, score in scores.items() if index.rows[row].day == day}
        best, other = max(on_day.values(), default=0.0), max(scores.values())
        if best < 0.75 * other:
            return Choice(_best(scores, index), off_day=True)
    if day and max(on_day.values()) < (0.75 if asked.has("negative") or asked.yesno else 0.5) * max(scores.values()):
        return Choice(_best(scores, index), off_day=True)
    return Choice(_day_of_the_rest(_best(_whole(on_day, things), index), things, index))


def _scores(things: Sequence[Element], asked: Question, index: Index) -> dict[int, float]:
    total = len(index.rows)
    scores: dict[int, float] = {}
    seen: set[frozenset[str]] = set()
    weak = [] if any(one.weak for one in things) else [one for one in asked.elements if one.weak and one.rows]
    weak.extend(asked.paired)
    for one, share in (
        *((thing, 1.0) for thing in things),
        *((thing, 0.6 if " " in thing.word else 0.25) for thing in weak),
    ):
        if one.topics and one.topics in seen:
            share *= 0.3  # noqa: PLW2901 - a topic said twice counts little more than once
        seen.add(one.topics)
        rarity = math.log(1 + total / len(one.rows))
        for row, weight in one.rows.items():
            if share < 1.0 and weak and row not in scores:
                continue
            scores[row] = scores.get(row, 0.0) + share * rarity * weight
    return scores


def _covered(things: Sequence[Element], scores: dict[int, float], index: Index) -> bool:
    """Whether the best row holds at least half of what was named, the rarer words counting more."""
    strong = [one for one in things if not one.weak]
    if len(strong) < 2 or len(index.rows) < 60:
        return True
    best = max(scores, key=lambda row: scores[row])
    weights = [math.log(1 + len(index.rows) / len(one.rows)) for one in strong]
    held = sum(weight for weight, one in zip(weights, strong, strict=True) if best in one.rows)
    return held > 0.5 * sum(weights)


def _best(scores: dict[int, float], index: Index) -> tuple[Activity, ...]:
    limit = 0.75 * max(scores.values())
    return tuple(index.rows[row] for row in sorted(scores) if scores[row] >= limit)


def _day_of_the_rest(rows: tuple[Activity, ...], things: Sequence[Element], index: Index) -> tuple[Activity, ...]:
    """Of rows on several days those of the day on which everything else that was named is (the lunch of the hike)."""
    if len({row.day for row in rows}) < 2:
        return rows
    numbers = {index.rows.index(row) for row in rows}
    others = [one for one in things if not one.weak and not numbers & set(one.rows)]
    days = {index.rows[number].day for one in others for number in one.rows}
    return tuple(row for row in rows if row.day in days) or rows if len(days) == 1 else rows


def _whole(scores: dict[int, float], things: Sequence[Element]) -> dict[int, float]:
    """Only the rows that hold every thing named outright, if there are any."""
    strong = [one for one in things if not one.weak]
    held = {row: score for row, score in scores.items() if all(one.rows.get(row, 0.0) > 0.3 for one in strong)}
    return held if len(strong) > 1 and held else scores


def in_part(index: Index, activity: Activity, asked: Question) -> bool:
    """Whether it starts in the part of the day that the question names (any, if none is named)."""
    return not asked.parts or any(_starts_in(index.itinerary, activity, part) for part in asked.parts)


def _starts_in(itinerary: Itinerary, activity: Activity, part: str) -> bool:
    local = itinerary.local(activity.starts_at)
    low, high = PARTS[part]
    return low <= local.hour * 60 + local.minute < high


def nearest(rows: Sequence[Activity], now: datetime, itinerary: Itinerary) -> Activity | None:
    """The one going on or next of `rows`, else the last one past."""
    for one in rows:
        if ends_at(itinerary, one) > now:
            return one
    return rows[-1] if rows else None


def current(itinerary: Itinerary, now: datetime) -> tuple[Activity, ...]:
    """The rows going on at `now`."""
    return tuple(one for one in itinerary.activities if one.starts_at <= now < ends_at(itinerary, one))


def following(itinerary: Itinerary, moment: datetime) -> tuple[Activity, ...]:
    """The rows that start next, at `moment` or later: all those that start together."""
    later = [one for one in itinerary.activities if one.starts_at >= moment]
    return tuple(one for one in later if one.starts_at == later[0].starts_at)


def before(itinerary: Itinerary, moment: datetime) -> tuple[Activity, ...]:
    """The rows that started last before `moment`."""
    earlier = [one for one in itinerary.activities if one.starts_at < moment]
    return tuple(one for one in earlier if one.starts_at == earlier[-1].starts_at)


def leg(asked: Question, index: Index, now: datetime, bus: str = "") -> Activity | None:  # noqa: C901, PLR0911 - each return is one case
    """The transport row that a question of departures, arrivals, buses or the way home means.

    `bus`: the bus that the question speaks of; that day's row for it comes before those for everybody.
    """
    itinerary = index.itinerary
    everything = [one for one in itinerary.activities if one.row.kind == "transport"]
    rows = [one for one in everything if not asked.when.day or one.day == asked.when.day] or everything
    rows = [one for one in rows if in_part(index, one, asked)] or rows
    if not rows:
        return None
    topics = asked.topics
    if topics & {"homeward", "disband"} and asked.yesno and _others(asked, index):
        return None
    bound = any(
        one.places & index.destinations and not one.topics & MOVING and not one.source for one in asked.elements
    )
    if not bound and any(one.source and one.topics & {"homeward"} for one in asked.elements):
        return next((one for one in rows if one.row.destination or not asked.has("howlong")), rows[0])
    if topics & {"homeward", "disband"} and not bound:
        rows = _homeward(index, everything)
        return rows[-1]
    named = [one for one in asked.elements if (not one.topics & MOVING or one.word[-1:].isdigit()) and not one.weak
             and (one.rows or one.places)]  # fmt: skip
    if topics & {"gather"}:
        named = [replace(one, source=True) for one in named]
    scores = [_fits(one, named, index) for one in rows]
    if named and max(scores) > 0:
        best = [one for one, score in zip(rows, scores, strict=True) if score == max(scores)]
        best = [one for one in best if bus and bus in one.row.audience.bus] or best
        return nearest(best, now, itinerary)
    if named and all(not one.places for one in named) and any(_elsewhere(one, index) for one in named):
        return None
    if asked.has("last"):
        return rows[-1]
    on = [one for one in rows if one.starts_at <= now < ends_at(itinerary, one)]
    if on and topics & MOVING <= {"transport"} and asked.has("where", "now", "visits", "list"):
        return on[0]
    plain = asked.yesno or not asked.has("when", "where", "start", "clock")
    riding = "transport" in topics and plain and not topics & {"departure", "gather"}
    if topics & {"arrival"} or riding or (asked.has("howlong") and not topics & {"departure", "gather", "boarding"}):
        rows = [one for one in rows if _goes(one)] or rows
        return nearest(rows, now, itinerary)
    if asked.has("first"):
        return rows[0]
    upcoming = [one for one in rows if one.starts_at >= now]
    own = [one for one in upcoming if bus and bus in one.row.audience.bus and one.day == upcoming[0].day]
    if own and not topics & {"gather"}:
        return own[0]
    return upcoming[0] if upcoming else rows[-1] if not asked.when.day else rows[0]


def _others(asked: Question, index: Index) -> bool:
    things = [one for one in asked.elements if not one.topics & MOVING and not one.weak and not one.places]
    return any(_elsewhere(one, index) for one in things)


def _elsewhere(one: Element, index: Index) -> bool:
    return any(weight > 0.55 and index.rows[row].row.kind != "transport" for row, weight in one.rows.items())


def _goes(activity: Activity) -> bool:
    return bool(activity.row.destination) or "도착" in activity.row.title or "이동" in activity.row.title


def _homeward(index: Index, everything: list[Activity]) -> list[Activity]:
    numbers = {number for topic in ("homeward", "disband") if topic in index.topics
               for number, weight in index.topics[topic].rows.items() if weight > 0.55}  # fmt: skip
    titled = [one for one in everything if index.rows.index(one) in numbers]
    return titled or [everything[-1]]


def _fits(activity: Activity, named: Iterable[Element], index: Index) -> float:
    itinerary, row = index.itinerary, activity.row
    number = index.rows.index(activity)
    origin, destination = place_key(itinerary, row.origin), place_key(itinerary, row.destination)
    score = 0.0
    for one in named:
        to, out = destination in one.places, origin in one.places
        title = one.rows.get(number, 0.0)
        if one.source:
            score += 3.0 if out or any(number in index.at.get(place, ()) for place in one.places) else 0.0
        elif to:
            score += 2.5 + title
        elif title > 0.8 and not out:
            score += 2.0 + title
        elif out:
            score += 0.5
        elif title:
            score += 0.3 * title
    return score


def best_leg(rows: Sequence[Activity], named: Sequence[Element], index: Index) -> tuple[Activity, ...]:
    """Those of the rows that go best where the named things say."""
    scores = [_fits(one, named, index) for one in rows]
    return tuple(one for one, score in zip(rows, scores, strict=True) if score == max(scores))


def only(rows: Sequence[Activity], test: Callable[[Activity], bool]) -> tuple[Activity, ...]:
    """Those that pass the test, all of them if none does."""
    return tuple(one for one in rows if test(one)) or tuple(rows)
