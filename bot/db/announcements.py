"""Announcements: what was said to whom, what became of it, and who confirmed it."""

from datetime import datetime
from typing import Any

from sqlalchemy import insert, select, update
from sqlalchemy.ext.asyncio import AsyncConnection

from bot.db.models import Account, Announcement, Delivery, Notice, Person, Receipt


async def add(tx: AsyncConnection, event_id: str, now: datetime, **values: object) -> int:
    """Keep an announcement; its id."""
    statement = insert(Announcement).values(event_id=event_id, created_at=now, **values)
    return int((await tx.execute(statement.returning(Announcement.id))).scalar_one())


async def get(tx: AsyncConnection, event_id: str, key: int) -> Any:  # noqa: ANN401 - a row of Announcement's columns
    """An announcement of that event, None if there is none."""
    query = select(Announcement).where(Announcement.event_id == event_id, Announcement.id == key)
    return (await tx.execute(query)).first()


async def recent(tx: AsyncConnection, event_id: str, limit: int = 10) -> list[Any]:
    """The latest announcements, newest first."""
    query = select(Announcement).where(Announcement.event_id == event_id).order_by(Announcement.id.desc()).limit(limit)
    return list(await tx.execute(query))


async def change(tx: AsyncConnection, key: int, **values: object) -> None:
    """Set columns of an announcement."""
    await tx.execute(update(Announcement).where(Announcement.id == key).values(**values))


async def outcomes(tx: AsyncConnection, notice_id: int) -> dict[int, tuple[str, set[str]]]:
    """What became of a notice's deliveries: (name, states of their accounts) by person."""
    query = (
        select(Person.id, Person.name, Delivery.state)
        .join(Account, Account.person_id == Person.id)
        .join(Delivery, Delivery.account_id == Account.id)
        .where(Delivery.notice_id == notice_id)
        .order_by(Person.name, Person.id)
    )
    result: dict[int, tuple[str, set[str]]] = {}
    for row in await tx.execute(query):
        result.setdefault(row.id, (row.name, set()))[1].add(row.state)
    return result


async def confirm(tx: AsyncConnection, key: int, person_id: int, now: datetime) -> bool:
    """Somebody read it; False when they had said so already."""
    here = (Receipt.announcement_id == key) & (Receipt.person_id == person_id)
    if (await tx.execute(select(Receipt.at).where(here))).first():
        return False
    await tx.execute(insert(Receipt).values(announcement_id=key, person_id=person_id, at=now))
    return True


async def confirmed(tx: AsyncConnection, key: int) -> set[int]:
    """The people who confirmed an announcement."""
    return set((await tx.execute(select(Receipt.person_id).where(Receipt.announcement_id == key))).scalars())


async def phones(tx: AsyncConnection, people: list[int]) -> dict[int, str]:
    """The phone numbers of these people, those that are known; whoever asks must leave a row in the audit."""
    query = select(Person.id, Person.phone).where(Person.id.in_(people), Person.phone != "")
    return {row.id: row.phone for row in await tx.execute(query)}


async def due(tx: AsyncConnection, notice_id: int) -> datetime:
    """When a notice goes out."""
    return (await tx.execute(select(Notice.due_at).where(Notice.id == notice_id))).scalar_one()
