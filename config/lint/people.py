"""Heads against seats, rooms, teams and groups; whom to call."""

import re
from collections.abc import Iterator
from math import ceil

from config import guess
from config.event import Event
from config.lint.remark import Remark, ask, warn
from config.lint.rows import Row, rows

_HEADS = re.compile(r"(?:총|모두|전체|참석자|참가자|합계)\D{0,4}(\d{1,6})\s*명")


def check(event: Event) -> Iterator[Remark]:
    """All remarks on people."""
    plan, heads = rows(event), sum(event.event.attendance.values())
    if heads:
        yield from _seats(plan, heads)
        yield from _rooms(plan, heads)
        yield from _stated(event, plan, heads)
    else:
        yield ask("no_heads", loc=("event",))
    yield from _teams(plan)
    yield from _groups(event, plan)
    yield from _contact(event)


def _bus(row: Row) -> tuple[float | None, float | None]:
    """How many seats a bus has, and how many buses there are."""
    return row.number("seats"), row.number("buses", "vehicles", "bus_count")


def _seats(plan: list[Row], heads: int) -> Iterator[Remark]:
    """Said once for buses of a size, at the first of their rides; rides for some buses only are not judged."""
    rides = [row for row in plan if row.moves and not row.row.audience.bus]
    told = set()
    for row in rides:
        seats, buses = _bus(row)
        if seats is None or seats >= heads or (seats, buses) in told:
            continue
        told.add((seats, buses))
        if buses is None:
            count = sum(_bus(one) == (seats, None) for one in rides)
            yield ask("seats", row, heads=heads, seats=int(seats), least=ceil(heads / seats), rides=count)
        elif seats * buses < heads:
            yield warn("too_few_seats", row, heads=heads, seats=int(seats), buses=int(buses), all=int(seats * buses))


def _rooms(plan: list[Row], heads: int) -> Iterator[Remark]:
    for row in plan:
        each, count = row.number("per_room"), row.number("rooms", "room_count")
        if each and count is None:
            yield ask("rooms", row, heads=heads, each=int(each), least=ceil(heads / each))
        elif each and count and each * count < heads:
            yield warn("too_few_rooms", row, heads=heads, each=int(each), rooms=int(count), all=int(each * count))


def _teams(plan: list[Row]) -> Iterator[Remark]:
    assigned = any(row.row.audience.team for row in plan)
    for row in plan:
        teams = row.number("teams")
        if teams and teams > 1 and not assigned:
            yield ask("teams", row, teams=int(teams))


def _groups(event: Event, plan: list[Row]) -> Iterator[Remark]:
    known = [*event.event.attendance, *event.event.attendance_en]
    for row in plan:
        for group in row.row.audience.group if known else ():
            if group not in known:
                yield warn(
                    "unknown_group", row, group=group, groups=known, nearest=guess.nearest(group, known) or known[0]
                )


def _stated(event: Event, plan: list[Row], heads: int) -> Iterator[Remark]:
    """Other head counts that the file says: all of them in a note, a group's in a note, people in details."""
    counts = event.event.attendance
    for note in event.event.notes:
        whole = _HEADS.search(note)
        groups = [
            (re.match(rf"{re.escape(group)}\D{{0,3}}(\d{{1,6}})\s*명", note), count) for group, count in counts.items()
        ]
        for said, count in [(whole, heads), *groups]:
            if said and int(said[1]) != count:
                yield warn("heads_differ", loc=("event", "notes"), stated=int(said[1]), heads=count, note=note)
    for row in plan:
        stated = row.number("people", "heads", "participants")
        if stated and stated > heads:
            yield warn("heads_over", row, stated=int(stated), heads=heads)


def _contact(event: Event) -> Iterator[Remark]:
    contact = event.event.contact
    if contact is None:
        yield ask("no_contact", loc=("event",))
    elif not contact.phone:
        yield ask("no_phone", loc=("event", "contact"), name=contact.name)
