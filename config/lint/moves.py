"""Getting from place to place: rides with no stop, rides from nowhere, hops that nobody can make."""

import re
from collections.abc import Iterator
from datetime import timedelta

from config.event import Event
from config.lint.distance import kilometres
from config.lint.remark import Remark, ask, warn
from config.lint.rows import Row, neighbours, rows

_DRIVE = 120
_NEAR_KM = 1.0
_WALK_KM_PER_MINUTE = 5 / 60
_REST = re.compile(r"휴게소|휴식|쉬는|쉼터|정차|경유|rest|break|stop", re.IGNORECASE)


def check(event: Event) -> Iterator[Remark]:
    """All remarks on moving."""
    plan = rows(event)
    following = {one.index: other for one, other in neighbours(plan)}
    for row in plan:
        after = following.get(row.index)
        if row.moves:
            yield from _ends(row, after)
            yield from _drive(row)
            yield from _arrival(event, row, after)
        elif not row.places():
            yield ask("no_place", row)
        if after and not row.moves:
            yield from _departure(event, row, after)


def _ends(row: Row, after: Row | None) -> Iterator[Remark]:
    """A row of boarding needs no destination of its own when the ride from there follows."""
    boards = after is not None and after.moves and after.row.origin in {row.row.origin, *row.places()}
    if not row.row.origin and not row.places():
        yield ask("no_origin", row)
    if not row.row.destination and not boards:
        yield ask("no_destination", row)


def _drive(row: Row) -> Iterator[Remark]:
    rests = row.number("rest_stops", "stops") or any(_REST.search(text) for text in row.texts())
    if row.minutes and row.minutes > _DRIVE and not rests:
        yield ask("no_rest", row, length=timedelta(minutes=row.minutes))


def _arrival(event: Event, row: Row, after: Row | None) -> Iterator[Remark]:
    """Where a ride ends and where people are next."""
    reached = row.row.destination
    if after is None or reached is None:
        return
    if after.moves:
        if after.row.origin and after.row.origin != reached:
            yield warn("leaves_elsewhere", after, origin=event.places[after.row.origin], place=event.places[reached])
    elif after.places() and reached not in after.places() and _far(event, reached, after.places()[0]):
        yield warn("arrival", after, place=event.places[after.places()[0]], reached=event.places[reached])


def _departure(event: Event, row: Row, after: Row) -> Iterator[Remark]:
    """From a row that people spend somewhere to the next one, by a ride or on foot."""
    here = row.places()
    if not here:
        return
    if after.moves:
        if after.row.origin and after.row.origin not in here:
            yield ask("boards_elsewhere", after, origin=event.places[after.row.origin], place=event.places[here[-1]])
    elif row.ends is not None and after.places() and not set(here) & set(after.places()):
        distance = kilometres(event.places[here[-1]], event.places[after.places()[0]])
        if distance and distance > _NEAR_KM and distance > max(0, after.starts - row.ends) * _WALK_KM_PER_MINUTE:
            place, gap = event.places[here[-1]], timedelta(minutes=max(0, after.starts - row.ends))
            yield warn("hop", after, place=place, km=round(distance, 1), gap=gap)


def _far(event: Event, first: str, second: str) -> bool:
    distance = kilometres(event.places[first], event.places[second])
    return distance is not None and distance > _NEAR_KM
