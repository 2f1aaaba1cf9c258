"""A conversation's rows: written with a revision that grows by one, read by revision or by age.

A revision is the highest one plus one, and unique: whoever loses a race for it gets an IntegrityError and tries again,
so that no reader can see n + 1 before n.
"""

from collections.abc import Sequence
from datetime import datetime
from typing import Any

from sqlalchemy import Row, delete, func, insert, select, update
from sqlalchemy.ext.asyncio import AsyncConnection

from bot.db.models import WebMessage

Message = dict[str, Any]
Stored = Row[tuple[int, int, str | None, bool, Message, datetime]]
_COLUMNS = (WebMessage.id, WebMessage.revision, WebMessage.key, WebMessage.mine, WebMessage.message, WebMessage.at)


async def newest(connection: AsyncConnection, user: str) -> int:
    """The highest revision of a user's conversation, 0 when there is none."""
    highest = await connection.scalar(select(func.max(WebMessage.revision)).where(WebMessage.user == user))
    return int(highest or 0)


async def add(connection: AsyncConnection, user: str, message: Message, at: datetime) -> int:
    """Append what we say and return the row's id."""
    revision = await newest(connection, user) + 1
    values = {"user": user, "revision": revision, "mine": False, "message": message, "at": at}
    return int(await connection.scalar(insert(WebMessage).values(values).returning(WebMessage.id)) or 0)


async def add_mine(connection: AsyncConnection, user: str, key: str, message: Message, at: datetime) -> None:
    """Append what the person said, once for each `key`."""
    if await connection.scalar(select(WebMessage.id).where(WebMessage.user == user, WebMessage.key == key)):
        return
    revision = await newest(connection, user) + 1
    values = {"user": user, "revision": revision, "key": key, "mine": True, "message": message, "at": at}
    await connection.execute(insert(WebMessage).values(values))


async def change(connection: AsyncConnection, user: str, number: int, message: Message) -> None:
    """Replace the message of a row."""
    revision = await newest(connection, user) + 1
    mine = (WebMessage.user == user, WebMessage.id == number)
    await connection.execute(update(WebMessage).where(*mine).values(message=message, revision=revision))


async def find(connection: AsyncConnection, user: str, number: str) -> Stored | None:
    """One row of the user's own conversation."""
    if not (number.isascii() and number.isdigit() and len(number) < 18):
        return None
    query = select(*_COLUMNS).where(WebMessage.user == user, WebMessage.id == int(number))
    return (await connection.execute(query)).one_or_none()


async def after(connection: AsyncConnection, user: str, revision: int, limit: int) -> Sequence[Stored]:
    """What was written or edited after `revision`, in that order."""
    query = select(*_COLUMNS).where(WebMessage.user == user, WebMessage.revision > revision)
    return (await connection.execute(query.order_by(WebMessage.revision).limit(limit))).all()


async def before(connection: AsyncConnection, user: str, number: int | None, limit: int) -> Sequence[Stored]:
    """The last rows with an id under `number`, oldest first."""
    query = select(*_COLUMNS).where(WebMessage.user == user)
    if number is not None:
        query = query.where(WebMessage.id < number)
    found = (await connection.execute(query.order_by(WebMessage.id.desc()).limit(limit))).all()
    return found[::-1]


async def keyboard(connection: AsyncConnection, user: str) -> list[list[str]]:
    """The keyboard that was set last."""
    query = select(WebMessage.message).where(
        WebMessage.user == user, WebMessage.message["keyboard"].as_string().is_not(None)
    )
    message = await connection.scalar(query.order_by(WebMessage.id.desc()).limit(1))
    return message["keyboard"] if message else []


async def clear(connection: AsyncConnection, user: str) -> list[str]:
    """Delete a conversation and return the references of its files."""
    messages = await connection.scalars(select(WebMessage.message).where(WebMessage.user == user))
    references = [one["file"]["reference"] for one in messages if one.get("file")]
    await connection.execute(delete(WebMessage).where(WebMessage.user == user))
    return references
