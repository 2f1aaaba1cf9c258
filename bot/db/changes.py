"""Changes of the plan: the rows' new times under the event's version, who made them, and what is to be told of them."""

from collections.abc import Iterable, Mapping
from datetime import datetime
from typing import Any

from sqlalchemy import Select, func, insert, select, update
from sqlalchemy.ext.asyncio import AsyncConnection

from bot.db.models import Account, Activity, Content, Delivery, Event, Notice, Person, PlanChange
from bot.itinerary import Activity as Planned

State = dict[str, Any]
_OPEN = ("queued", "retry")


def state(row: Planned) -> State:
    """What holds of a row now, as JSON values."""
    return {
        "day": row.day,
        "starts_at": row.starts_at.isoformat(),
        "ends_at": row.ends_at.isoformat() if row.ends_at else None,
        "cancelled": row.cancelled,
    }


async def advance(tx: AsyncConnection, event_id: str, version: int) -> bool:
    """Move the event to its next version; False when it is not at `version` any more, and then nothing happens."""
    here = (Event.id == event_id) & (Event.version == version)
    return (await tx.execute(update(Event).where(here).values(version=version + 1))).rowcount == 1


async def write(tx: AsyncConnection, event_id: str, rows: Iterable[Planned]) -> None:
    """Keep what holds of these rows now; a row that is not there yet is added behind the others."""
    for one in rows:
        values = {"day": one.day, "starts_at": one.starts_at, "ends_at": one.ends_at, "cancelled": one.cancelled}
        here = (Activity.event_id == event_id) & (Activity.key == one.key)
        if (await tx.execute(update(Activity).where(here).values(values))).rowcount == 0:
            last = select(func.coalesce(func.max(Activity.position), 0)).where(Activity.event_id == event_id)
            position = (await tx.execute(last)).scalar_one() + 1
            row = one.row.model_dump(mode="json", by_alias=True, exclude_unset=True)
            await tx.execute(
                insert(Activity).values(
                    event_id=event_id, key=one.key, position=position, row=row, added=True, **values
                )
            )


async def keep(tx: AsyncConnection, event_id: str, now: datetime, **values: object) -> int:
    """Record a change; its id."""
    statement = insert(PlanChange).values(event_id=event_id, created_at=now, **values)
    return int((await tx.execute(statement.returning(PlanChange.id))).scalar_one())


async def get(tx: AsyncConnection, change_id: int) -> Any:  # noqa: ANN401 - a row of PlanChange's columns
    """A recorded change, None if there is none."""
    return (await tx.execute(select(PlanChange).where(PlanChange.id == change_id))).first()


async def undone(tx: AsyncConnection, change_id: int, now: datetime) -> bool:
    """Mark a change as undone; False when it was already."""
    here = (PlanChange.id == change_id) & PlanChange.undone_at.is_(None)
    return (await tx.execute(update(PlanChange).where(here).values(undone_at=now))).rowcount == 1


async def untold(tx: AsyncConnection, event_id: str, now: datetime) -> list[Any]:
    """The changes whose notice still waits for its time, oldest first; each with the notice's `due_at`."""
    query = (
        select(PlanChange.id, PlanChange.before, PlanChange.notice_id, PlanChange.account_id, Notice.due_at)
        .join(Notice, Notice.id == PlanChange.notice_id)
        .where(PlanChange.event_id == event_id, ~Notice.cancelled, Notice.due_at > now)
        .order_by(PlanChange.id)
    )
    return list(await tx.execute(query))


async def told_by(tx: AsyncConnection, change_ids: Iterable[int], notice_id: int | None) -> None:
    """Say which notice tells of these changes."""
    await tx.execute(update(PlanChange).where(PlanChange.id.in_(list(change_ids))).values(notice_id=notice_id))


async def hurry(tx: AsyncConnection, notice_id: int, now: datetime) -> bool:
    """Send a waiting notice now; False when it does not wait any more."""
    here = (Notice.id == notice_id) & ~Notice.cancelled & (Notice.due_at > now)
    if (await tx.execute(update(Notice).where(here).values(due_at=now))).rowcount == 0:
        return False
    await tx.execute(update(Delivery).where(Delivery.notice_id == notice_id).values(due_at=now))
    return True


async def silence_reminders(tx: AsyncConnection, event_id: str, starts: Mapping[str, datetime]) -> None:
    """Cancel reminders of these rows for their former starts that are not sent yet.

    A message that speaks for other notices, too, is held back instead, until it is said anew (`held`).
    """
    stale: set[int] = set()
    for key, start in starts.items():
        query = select(Notice.id).where(
            Notice.event_id == event_id, Notice.kind == "reminder", Notice.activity == key, Notice.expires_at == start
        )
        stale |= set((await tx.execute(query)).scalars())
    if not stale:
        return
    bundled = [
        row.id for row in await tx.execute(_speaking(event_id)) if row.covers and stale & {row.notice_id, *row.covers}
    ]
    hold = update(Delivery).where(Delivery.id.in_(bundled)).values(state="retry", not_before=None)
    await tx.execute(hold)
    left = Delivery.notice_id.in_(stale) & Delivery.state.in_(_OPEN) & Delivery.id.not_in(bundled)
    await tx.execute(update(Delivery).where(left).values(state="cancelled"))


def _speaking(event_id: str) -> Select[Any]:
    """The open deliveries of an event with the notices that their message speaks for besides their own."""
    return (
        select(Delivery.id, Delivery.notice_id, Content.covers, Content.language)
        .join(Content, Content.id == Delivery.content_id)
        .join(Notice, Notice.id == Delivery.notice_id)
        .where(Notice.event_id == event_id, Delivery.state.in_(_OPEN))
    )


async def held(tx: AsyncConnection, event_id: str) -> list[Any]:
    """What `silence_reminders` held back: no other retry is without a time."""
    query = _speaking(event_id).where(Delivery.state == "retry", Delivery.not_before.is_(None))
    return [row for row in await tx.execute(query) if row.covers]


async def notices_of(tx: AsyncConnection, ids: Iterable[int]) -> list[Any]:
    """These notices, in the order of their time."""
    query = select(Notice).where(Notice.id.in_(list(ids))).order_by(Notice.due_at, Notice.id)
    return list(await tx.execute(query))


async def release(tx: AsyncConnection, deliveries: Iterable[int], **values: object) -> None:
    """Let deliveries go on with these columns."""
    await tx.execute(update(Delivery).where(Delivery.id.in_(list(deliveries))).values(**values))


async def reminded(tx: AsyncConnection, event_id: str, starts: Mapping[str, datetime]) -> set[str]:
    """The keys of these rows that people were already reminded of for the given start."""
    query = (
        select(Notice.activity, Notice.expires_at)
        .join(Delivery)
        .where(Notice.event_id == event_id, Notice.kind == "reminder", Notice.activity.in_(list(starts)))
        .where(Delivery.state == "sent")
        .distinct()
    )
    return {row.activity for row in await tx.execute(query) if row.expires_at == starts[row.activity]}


async def without_account(tx: AsyncConnection, event_id: str) -> list[str]:
    """The names of those whom no message reaches, because no account speaks for them."""
    taken = select(Account.person_id).where(Account.person_id.is_not(None), Account.consented_at.is_not(None))
    query = select(Person.name).where(Person.event_id == event_id, Person.left_at.is_(None), Person.id.not_in(taken))
    return list((await tx.execute(query.order_by(Person.name))).scalars())
