"""Group chats that belong to an event: accounts without a person, so that the outbox reaches them like anybody."""

from datetime import datetime

from sqlalchemy import delete, select, update
from sqlalchemy.ext.asyncio import AsyncConnection

from bot.db import people
from bot.db.models import Account
from bot.db.readers import Reader
from bot.messages import Address
from bot.people import Person


def user_of(chat: str) -> str:
    """The user under which a group's account is kept: no platform has such a one."""
    return f"group:{chat}"


async def bind(tx: AsyncConnection, bot: str, chat: str, event_id: str, language: str, now: datetime) -> None:  # noqa: PLR0913, PLR0917 - a row
    """Let a group belong to an event; again moves it there and makes it reachable."""
    mine = (Account.bot == bot) & (Account.chat == chat) & Account.group_of.is_not(None)
    found = (await tx.execute(select(Account.id).where(mine))).scalar_one_or_none()
    if found is not None:
        values = {"group_of": event_id, "language": language, "unreachable": ""}
        await tx.execute(update(Account).where(Account.id == found).values(values))
        return
    address = Address(bot.partition(":")[0], chat, user_of(chat))
    row = {"group_of": event_id, "language": language, "consented_at": now, "created_at": now}
    await people.add_account(tx, bot, address, row)


async def unbind(tx: AsyncConnection, bot: str, chat: str, event_id: str) -> bool:
    """Let a group go; False when it did not belong to that event."""
    mine = (Account.bot == bot) & (Account.chat == chat) & (Account.group_of == event_id)
    return bool((await tx.execute(delete(Account).where(mine))).rowcount)


async def readers(tx: AsyncConnection, event_id: str) -> list[Reader]:
    """The group chats of an event as readers for whom every row is meant."""
    query = select(Account).where(Account.group_of == event_id).order_by(Account.id)
    nobody = Person(0, event_id, "")
    return [Reader(row.id, row.bot, row.language, row.unreachable, nobody) for row in await tx.execute(query)]
