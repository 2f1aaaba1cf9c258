"""Wiping what our own tables still hold of what somebody said, once it has become a ballot."""

from collections.abc import Sequence

from sqlalchemy import func, select, update
from sqlalchemy.ext.asyncio import AsyncConnection

from bot.db import inbox
from bot.db.models import WebMessage


async def wipe(tx: AsyncConnection, bot: str, user: str, requests: Sequence[str], instead: str) -> None:
    """Wipe these requests of a user, and in the web chat's memory their words and the form's own messages.

    `instead` is what the web chat shows in their place.
    """
    await inbox.blank(tx, bot, requests)
    keys = {one.rpartition(":")[2] for one in requests}
    query = select(WebMessage.id, WebMessage.key, WebMessage.message).where(WebMessage.user == user)
    rows = (await tx.execute(query.order_by(WebMessage.id))).all()
    last = (await tx.execute(select(func.max(WebMessage.revision)).where(WebMessage.user == user))).scalar_one() or 0
    for row in rows:
        if row.key in keys or row.message.get("form"):
            last += 1
            values = {"message": {"text": instead}, "revision": last}
            await tx.execute(update(WebMessage).where(WebMessage.id == row.id).values(values))
