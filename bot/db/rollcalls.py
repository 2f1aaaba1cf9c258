"""Roll calls, and who was there."""

from datetime import datetime
from typing import Any

from sqlalchemy import insert, select, update
from sqlalchemy.dialects import postgresql, sqlite
from sqlalchemy.ext.asyncio import AsyncConnection

from bot.db.models import Attendance, Rollcall


async def add(tx: AsyncConnection, event_id: str, key: str, now: datetime, **values: object) -> int | None:
    """A new roll call; its id, None when there is one with that key."""
    dialect = sqlite if tx.dialect.name == "sqlite" else postgresql
    statement = dialect.insert(Rollcall).values(event_id=event_id, key=key, created_at=now, reason="", **values)
    statement = statement.on_conflict_do_nothing(index_elements=["event_id", "key"])
    return (await tx.execute(statement.returning(Rollcall.id))).scalar_one_or_none()


async def change(tx: AsyncConnection, key: int, **values: object) -> None:
    """Set columns of a roll call."""
    await tx.execute(update(Rollcall).where(Rollcall.id == key).values(**values))


async def get(tx: AsyncConnection, event_id: str, key: int) -> Any:  # noqa: ANN401 - a row of Rollcall's columns
    """A roll call of that event, None if there is none."""
    query = select(Rollcall).where(Rollcall.event_id == event_id, Rollcall.id == key)
    return (await tx.execute(query)).first()


async def running(tx: AsyncConnection, event_id: str) -> list[Any]:
    """The roll calls that are not closed, oldest first."""
    query = select(Rollcall).where(Rollcall.event_id == event_id, Rollcall.closed_at.is_(None))
    return list(await tx.execute(query.order_by(Rollcall.id)))


async def close(tx: AsyncConnection, key: int, reason: str, now: datetime) -> bool:
    """Close it; False when it was closed already."""
    still = (Rollcall.id == key) & Rollcall.closed_at.is_(None)
    return (await tx.execute(update(Rollcall).where(still).values(closed_at=now, reason=reason))).rowcount == 1


async def mark(  # noqa: PLR0913 - the columns of a row
    tx: AsyncConnection, key: int, person_id: int, state: str, *, by: int, now: datetime
) -> bool:
    """Say what is known of a person: present, excused or absent; False when it was known already."""
    here = (Attendance.rollcall_id == key) & (Attendance.person_id == person_id)
    known = (await tx.execute(select(Attendance.state).where(here))).scalar_one_or_none()
    values = {"state": state, "account_id": by, "at": now}
    if known is None:
        await tx.execute(insert(Attendance).values(rollcall_id=key, person_id=person_id, **values))
    elif known != state:
        await tx.execute(update(Attendance).where(here).values(values))
    return known != state


async def marks(tx: AsyncConnection, key: int) -> dict[int, str]:
    """What is known, by person."""
    query = select(Attendance.person_id, Attendance.state).where(Attendance.rollcall_id == key)
    return {row.person_id: row.state for row in await tx.execute(query)}


async def attendance(tx: AsyncConnection, event_id: str) -> list[Any]:
    """Every mark of an event: person_id, state, the roll call's `opens_at` and `activity`, in their order."""
    query = (
        select(Attendance.person_id, Attendance.state, Rollcall.opens_at, Rollcall.activity)
        .join(Rollcall, Rollcall.id == Attendance.rollcall_id)
        .where(Rollcall.event_id == event_id)
        .order_by(Rollcall.opens_at, Rollcall.id)
    )
    return list(await tx.execute(query))
