"""An imported roster against the people of an event: what it changes, and the change itself.

People are matched by the roster's own key, else by name and organisation, else by a name that is alone on both sides.
What hangs on a person (accounts, questions, attendance) stays, because the person stays.
"""

from collections import Counter
from collections.abc import Callable, Hashable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import insert, select, update
from sqlalchemy.ext.asyncio import AsyncConnection

from bot.db.models import Account, Event, Person
from config.roster import Entry, fold

_COLUMNS = ("name", "organisation", "group", "bus", "room", "team", "language", "phone", "key")
_LEADS = ("leads_bus", "leads_team")


@dataclass(frozen=True, slots=True)
class Change:
    """A person whom the roster changes: the columns with their new values."""

    person_id: int
    name: str
    values: Mapping[str, Any]


@dataclass(frozen=True, slots=True)
class Changes:
    """What a roster does: new entries, changed people, and those of the last roster whom it no longer names."""

    added: tuple[Entry, ...]
    changed: tuple[Change, ...]
    missing: tuple[Change, ...]
    unchanged: int

    @property
    def counts(self) -> tuple[int, int, int]:
        """How many are added, changed and missing."""
        return len(self.added), len(self.changed), len(self.missing)


async def compare(tx: AsyncConnection, event_id: str, entries: Sequence[Entry], columns: Sequence[str]) -> Changes:
    """What these entries change; a column that the file does not have changes nothing."""
    rows = (await tx.execute(select(Person).where(Person.event_id == event_id).order_by(Person.id))).all()
    pairs = _pairs(entries, rows)
    values = [(row, _values(entry, row, columns)) for entry, row in pairs if row is not None]
    known = {row.id for row, _ in values}
    gone = [row for row in rows if row.id not in known and row.listed and row.left_at is None]
    return Changes(
        added=tuple(entry for entry, row in pairs if row is None),
        changed=tuple(Change(row.id, row.name, one) for row, one in values if one),
        missing=tuple(Change(row.id, row.name, {}) for row in gone),
        unchanged=sum(1 for _, one in values if not one),
    )


async def apply(tx: AsyncConnection, event_id: str, changes: Changes, now: datetime, *, remove: bool = False) -> None:
    """Write the changes; `remove` also takes the missing off the list. The event's version moves."""
    for entry in changes.added:
        written = {name: getattr(entry, name) for name in (*_COLUMNS, *_LEADS)}
        values = {**written, "role": entry.role or "participant", "listed": True}
        await tx.execute(insert(Person).values(event_id=event_id, created_at=now, **values))
    for change in changes.changed:
        await tx.execute(update(Person).where(Person.id == change.person_id).values(**change.values))
    if remove and changes.missing:
        gone = [one.person_id for one in changes.missing]
        await tx.execute(update(Person).where(Person.id.in_(gone)).values(left_at=now))
    await tx.execute(update(Event).where(Event.id == event_id).values(version=Event.version + 1))


def _pairs(entries: Sequence[Entry], rows: Sequence[Any]) -> list[tuple[Entry, Any]]:
    """Each entry with the person that it means, None for somebody new."""
    found: dict[int, Any] = {}
    free = list(rows)
    for mark in (_by_key, _by_both, _by_name):
        left = [one for one in entries if one.row not in found]
        for entry, row in _matches(left, free, mark):
            found[entry.row] = row
        taken = {row.id for row in found.values()}
        free = [row for row in rows if row.id not in taken]
    return [(entry, found.get(entry.row)) for entry in entries]


def _matches(entries: Sequence[Entry], rows: Sequence[Any], mark: Callable[[Any], Hashable]) -> list[tuple[Entry, Any]]:
    """Entries and people whose mark is the same and stands once on either side."""
    here, there = Counter(map(mark, entries)), Counter(map(mark, rows))
    by_mark = {mark(row): row for row in rows}
    alone = [one for one in entries if mark(one) and here[mark(one)] == there[mark(one)] == 1]
    return [(one, by_mark[mark(one)]) for one in alone]


def _by_key(one: Any) -> str:  # noqa: ANN401 - an entry or a row
    return str(one.key)


def _by_both(one: Any) -> Hashable:  # noqa: ANN401 - an entry or a row
    return fold(one.name), fold(one.organisation)


def _by_name(one: Any) -> str:  # noqa: ANN401 - an entry or a row
    return fold(one.name)


def _values(entry: Entry, row: Any, columns: Sequence[str]) -> dict[str, Any]:  # noqa: ANN401 - a row of Person
    """The columns in which the entry differs from the person."""
    wanted: dict[str, Any] = {name: getattr(entry, name) for name in _COLUMNS if name in columns}
    if {"leader", *_LEADS} & set(columns):
        wanted |= {name: getattr(entry, name) for name in _LEADS}
    wanted |= {"role": role} if (role := _role(entry, row, columns)) else {}
    wanted |= {"listed": True, "left_at": None}
    return {name: value for name, value in wanted.items() if getattr(row, name) != value}


def _role(entry: Entry, row: Any, columns: Sequence[str]) -> str:  # noqa: ANN401 - a row of Person
    """The role that the roster gives; nobody loses the organizer's only because the file says nothing."""
    if entry.role == "leader" and row.role == "organizer" and (entry.leads_bus or entry.leads_team):
        return ""
    led = bool(row.leads_bus or row.leads_team)
    stops = led and row.role == "leader" and not entry.role and bool({"leader", *_LEADS} & set(columns))
    return "participant" if stops else entry.role


async def everybody(tx: AsyncConnection, event_id: str) -> Sequence[Any]:
    """All people of an event by name, with their phone and whether an account of theirs has joined (`joined`)."""
    joined = select(Account.id).where(Account.person_id == Person.id).correlate(Person).exists().label("joined")
    query = select(Person, joined).where(Person.event_id == event_id, Person.left_at.is_(None))
    return (await tx.execute(query.order_by(Person.name, Person.id))).all()
