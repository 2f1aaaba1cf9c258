"""A draft becomes the plan: new times, the record, and one notice, all in the caller's transaction."""

from collections.abc import Mapping, Sequence
from dataclasses import replace
from datetime import datetime, timedelta
from typing import Any

from bot.db import changes as kept
from bot.db import deliveries, people
from bot.itinerary import Activity, Itinerary
from handlers.context import Context
from handlers.plan import telling
from handlers.plan.shift import Change

GATHER = timedelta(minutes=1)
UNDO = timedelta(minutes=10)


async def apply(kind: str, changes: Sequence[Change], context: Context) -> tuple[int, int | None] | None:
    """Write the changes, record them, and tell of them; (change, notice). None when the plan has moved meanwhile."""
    itinerary, tx, now = context.itinerary, context.tx, context.now
    if not await kept.advance(tx, itinerary.event.id, itinerary.version):
        return None
    await kept.write(tx, itinerary.event.id, [one.after for one in changes])
    starts = {one.key: one.before.starts_at for one in changes if one.before and starts_otherwise(one)}
    await kept.silence_reminders(tx, itinerary.event.id, starts)
    change = await kept.keep(
        tx,
        itinerary.event.id,
        now,
        account_id=context.speaker.id,
        kind=kind,
        before={one.key: kept.state(one.before) if one.before else None for one in changes},
        after={one.key: kept.state(one.after) for one in changes},
        version=itinerary.version + 1,
    )
    notice = await _gathered(change, changes, context)
    data = {"kind": kind, "change": change, "rows": [one.key for one in changes]}
    await people.note(tx, "plan.changed", now, event_id=itinerary.event.id, account_id=context.speaker.id, data=data)
    context.woken = True
    return change, notice


def starts_otherwise(one: Change) -> bool:
    """Whether reminders of its former start would be wrong."""
    return one.after.cancelled or (one.before is not None and one.before.starts_at != one.after.starts_at)


async def _gathered(change: int, changes: Sequence[Change], context: Context) -> int | None:
    """One notice for this change and for those of the last minute that nobody has read of yet."""
    tx, now, event_id = context.tx, context.now, context.itinerary.event.id
    waiting = await kept.untold(tx, event_id, now)
    for notice_id in {one.notice_id for one in waiting}:
        await deliveries.stop(tx, notice_id)
    due = min((one.due_at for one in waiting), default=now + GATHER)
    plan = telling.after(context.itinerary, changes)
    whole = since(waiting, changes, plan)
    authors = {context.speaker.id} | {one.account_id for one in waiting if one.account_id}
    # Who made the only change has read it; with several authors each has to hear of the others'.
    without = authors if len(authors) == 1 else set()
    notice = await telling.tell(tx, plan, whole, context.texts, now, due, without) if whole else None
    await kept.told_by(tx, [change, *(one.id for one in waiting)], notice)
    return notice


def since(waiting: Sequence[Any], changes: Sequence[Change], plan: Itinerary) -> list[Change]:
    """What differs between the plan as people know it and as it is now."""
    known: dict[str, Activity | None] = {one.key: one.before for one in changes}
    for one in reversed(waiting):
        for key, state in one.before.items():
            row = plan.find(key)
            known[key] = at(row, state) if row and state else None
    result = [Change(before, row) for key, before in known.items() if (row := plan.find(key))]
    differing = [one for one in result if one.before != one.after and not (one.after.cancelled and _off(one.before))]
    return sorted(differing, key=lambda one: (one.before or one.after).starts_at)


def _off(row: Activity | None) -> bool:
    return row is None or row.cancelled


def at(row: Activity, state: Mapping[str, Any]) -> Activity:
    """The row as a recorded state says."""
    ends_at = state["ends_at"] and datetime.fromisoformat(state["ends_at"])
    starts_at = datetime.fromisoformat(state["starts_at"])
    return replace(row, day=state["day"], starts_at=starts_at, ends_at=ends_at, cancelled=state["cancelled"])


async def restoring(change: Any, context: Context) -> list[Change] | None:  # noqa: ANN401 - a row of PlanChange
    """What undoes a change; None when a row was changed again since."""
    result = []
    for key, after in change.after.items():
        row = context.itinerary.find(key)
        if row is None or kept.state(row) != after:
            return None
        before = change.before[key]
        result.append(Change(row, at(row, before) if before else replace(row, cancelled=True)))
    return result
