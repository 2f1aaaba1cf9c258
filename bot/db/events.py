"""Events and their activities: from the file into the tables, and from the tables into a snapshot."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import delete, insert, select, update
from sqlalchemy.ext.asyncio import AsyncConnection

from bot import itinerary, revision
from bot.db import questions
from bot.db.models import Activity, Event
from bot.itinerary import Itinerary
from config import event as plan

_VERSIONS = select(Event.id, Event.version)


@dataclass(frozen=True, slots=True)
class Changes:
    """What loading a file did, as keys of activities; `facts` says whether anything else in the file changed."""

    added: tuple[str, ...]
    changed: tuple[str, ...]
    removed: tuple[str, ...]
    facts: bool
    new: bool

    def __bool__(self) -> bool:
        """Whether anything changed at all."""
        return bool(self.added or self.changed or self.removed or self.facts or self.new)


async def load(tx: AsyncConnection, file: plan.Event, now: datetime) -> Changes:
    """Put an event file into the database; again is an update that leaves unchanged activities untouched.

    What has slipped, was called off or was added in the chat since stays so (`bot.revision.settled`).
    """
    event_id = file.event.id
    stored = (await tx.execute(select(Event.file, Event.version).where(Event.id == event_id))).first()
    known = await snapshot(tx, event_id) if stored else None
    facts = _facts(file)
    if stored is None:
        await tx.execute(insert(Event).values(id=event_id, file=facts, version=1, loaded_at=now))
    before = await _rows(tx, event_id)
    after = {one.key: _columns(position, one) for position, one in enumerate(revision.settled(known, file))}
    changes = _compare(before, after, facts=stored is None or stored.file != facts, new=stored is None)
    await _write(tx, event_id, changes, after)
    if stored is not None and changes:
        values = {"file": facts, "version": stored.version + 1, "loaded_at": now}
        await tx.execute(update(Event).where(Event.id == event_id).values(values))
    return changes


async def versions(tx: AsyncConnection) -> dict[str, int]:
    """The version of every event."""
    return {row.id: row.version for row in await tx.execute(_VERSIONS)}


async def snapshot(tx: AsyncConnection, event_id: str) -> Itinerary:
    """The event as it stands now, with what was learnt; NoResultFound when there is none with that id."""
    stored = (await tx.execute(select(Event.file, Event.version).where(Event.id == event_id))).one()
    rows = await tx.execute(select(Activity).where(Activity.event_id == event_id).order_by(Activity.position))
    found = [_activity(row) for row in rows]
    faq = (*stored.file.get("faq", ()), *await questions.learnt(tx, event_id))
    file = plan.Event.model_validate({**stored.file, "itinerary": [one.row for one in found], "faq": faq})
    running = itinerary.in_order(one for one in found if not one.cancelled)
    cancelled = itinerary.in_order(one for one in found if one.cancelled)
    return Itinerary(file, running, cancelled, stored.version)


async def change_heads(tx: AsyncConnection, event_id: str, heads: Mapping[str, str]) -> None:
    """Set the lines above the title of the event's documents; their translation is no longer true."""
    stored = (await tx.execute(select(Event.file, Event.version).where(Event.id == event_id))).one()
    report = {name: one for name, one in (stored.file.get("report") or {}).items() if name != "heads_en"}
    file = {**stored.file, "report": {**report, "heads": dict(heads)}}
    values = {"file": file, "version": stored.version + 1}
    await tx.execute(update(Event).where(Event.id == event_id).values(values))


def _facts(file: plan.Event) -> dict[str, Any]:
    return file.model_dump(mode="json", by_alias=True, exclude={"itinerary"}, exclude_unset=True)


def _columns(position: int, one: itinerary.Activity) -> dict[str, Any]:
    return {
        "key": one.key,
        "position": position,
        "row": one.row.model_dump(mode="json", by_alias=True, exclude_unset=True),
        "day": one.day,
        "starts_at": one.starts_at,
        "ends_at": one.ends_at,
        "cancelled": one.cancelled,
        "added": one.added,
    }


async def _rows(tx: AsyncConnection, event_id: str) -> dict[str, Mapping[str, Any]]:
    rows = await tx.execute(select(Activity).where(Activity.event_id == event_id))
    return {row["key"]: dict(row) for row in rows.mappings()}


def _compare(
    before: Mapping[str, Mapping[str, Any]], after: Mapping[str, dict[str, Any]], *, facts: bool, new: bool
) -> Changes:
    changed = tuple(key for key, row in after.items() if key in before and _differs(before[key], row))
    added = tuple(key for key in after if key not in before)
    removed = tuple(key for key in before if key not in after)
    return Changes(added, changed, removed, facts, new)


def _differs(before: Mapping[str, Any], after: dict[str, Any]) -> bool:
    return any(before[name] != after[name] for name in after)


async def _write(tx: AsyncConnection, event_id: str, changes: Changes, after: Mapping[str, dict[str, Any]]) -> None:
    if changes.added:
        await tx.execute(insert(Activity), [{"event_id": event_id, **after[key]} for key in changes.added])
    here = Activity.event_id == event_id
    for key in changes.changed:
        await tx.execute(update(Activity).where(here, Activity.key == key).values(**after[key]))
    if changes.removed:
        await tx.execute(delete(Activity).where(here, Activity.key.in_(changes.removed)))


def _activity(row: Any) -> itinerary.Activity:  # noqa: ANN401 - a result row of Activity's columns
    written = plan.Activity.model_validate(row.row)
    return itinerary.Activity(row.key, row.day, row.starts_at, row.ends_at, written, row.cancelled, row.added)
