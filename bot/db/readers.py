"""Who reads what we send: the accounts of an event's people."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import insert, select
from sqlalchemy.ext.asyncio import AsyncConnection

from bot.db import notices
from bot.db.models import Account, Delivery, Person
from bot.db.notices import Note
from bot.messages import Reply
from bot.people import Person as Someone


@dataclass(frozen=True, slots=True)
class Reader:
    """A person with one of their accounts; `unreachable` says why nothing can be sent there, "" when it can."""

    account_id: int
    bot: str
    language: str
    unreachable: str
    person: Someone


async def readers(tx: AsyncConnection, event_id: str) -> list[Reader]:
    """Every account of the people of an event who consented and have not left, by name."""
    query = (
        select(Account.id.label("account_id"), Account.bot, Account.language, Account.unreachable, Person)
        .join(Person, Person.id == Account.person_id)
        .where(Person.event_id == event_id, Person.left_at.is_(None), Account.consented_at.is_not(None))
        .order_by(Person.name, Person.id, Account.id)
    )
    return [
        Reader(
            row.account_id,
            row.bot,
            row.language,
            row.unreachable,
            Someone(row.id, row.event_id, row.name, row.organisation, row.group, row.bus, row.room, row.team, row.role),
        )
        for row in await tx.execute(query)
    ]


async def send(  # noqa: PLR0913, PLR0917 - what a notice is made of
    tx: AsyncConnection,
    event_id: str,
    note: Note,
    contents: Mapping[str, Reply],
    home: str,
    to: Iterable[Reader],
    now: datetime,
) -> int | None:
    """Keep a notice with its texts by language and an outbox row for each of these readers.

    Its id, None when there is one with that key already: then nothing happens. Who reads none of the languages gets
    that of `home`.
    """
    notice_id = await notices.add(tx, event_id, note, now)
    if notice_id is None:
        return None
    ids = await notices.say(tx, notice_id, contents)
    await deliver(tx, notice_id, note, in_their_language(to, ids, home), now)
    return notice_id


def in_their_language(to: Iterable[Reader], contents: Mapping[str, int], home: str) -> dict[Reader, int]:
    """The content for each reader: that of their language, else that of `home`."""
    return {one: contents.get(one.language, contents[home]) for one in to}


async def deliver(
    tx: AsyncConnection, notice_id: int, note: Note, contents: Mapping[Reader, int], now: datetime
) -> None:
    """Outbox rows for exactly these readers, each with the id of their own content; not begun before `note.due_at`."""
    rows = [
        {
            "notice_id": notice_id,
            "content_id": content,
            "account_id": one.account_id,
            "bot": one.bot,
            "lane": note.lane,
            "must": note.must,
            "due_at": note.due_at if note.due_at > now else None,
            "expires_at": note.expires_at,
            "created_at": now,
        }
        for one, content in contents.items()
    ]
    if rows:
        await tx.execute(insert(Delivery), rows)
