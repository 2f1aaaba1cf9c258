"""Changing what was sent: the messages of a notice get new words, wherever they are on their way."""

from collections.abc import Mapping
from datetime import datetime, timedelta
from typing import Any
from uuid import uuid4

from sqlalchemy import insert, select, update
from sqlalchemy.ext.asyncio import AsyncConnection

from bot.db import notices
from bot.db.models import Account, Delivery, Notice
from bot.db.notices import Note
from bot.messages import Reply

OF_USE = timedelta(hours=12)


async def change(tx: AsyncConnection, notice_id: int, contents: Mapping[str, Reply], now: datetime) -> int:
    """Let every message of a notice say `contents` (by language, the first for all others); how many that concerns.

    What waits is sent with the new words at once; what is sent or on its way is changed by a further delivery. Several
    changes that wait for the same message become one.
    """
    ids = await notices.say(tx, notice_id, contents)
    query = (
        select(Delivery.id, Delivery.state, Delivery.account_id, Delivery.bot, Delivery.lane, Account.language)
        .join(Account, Account.id == Delivery.account_id)
        .where(Delivery.notice_id == notice_id)
    )
    found = (await tx.execute(query)).all()
    waiting = await _edits_waiting(tx, notice_id)
    late = []
    for row in found:
        content = ids.get(row.language, next(iter(ids.values())))
        if row.state in {"queued", "retry"}:
            await tx.execute(update(Delivery).where(Delivery.id == row.id).values(content_id=content))
        elif row.id in waiting:
            await tx.execute(update(Delivery).where(Delivery.id == waiting[row.id]).values(content_id=content))
        elif row.state in {"sending", "sent"}:
            late.append((row, content))
    if late:
        await _enqueue(tx, notice_id, late, now)
    return len(found)


async def _edits_waiting(tx: AsyncConnection, notice_id: int) -> dict[int, int]:
    """The edits of a notice's messages that are not begun: edited delivery → its edit."""
    of_notice = select(Delivery.id).where(Delivery.notice_id == notice_id)
    query = select(Delivery.id, Delivery.edits).where(
        Delivery.edits.in_(of_notice), Delivery.state.in_(("queued", "retry"))
    )
    return {row.edits: row.id for row in await tx.execute(query)}


async def _enqueue(tx: AsyncConnection, notice_id: int, late: list[Any], now: datetime) -> None:
    event_id = (await tx.execute(select(Notice.event_id).where(Notice.id == notice_id))).scalar_one()
    lane = late[0][0].lane
    note = Note(f"edit:{uuid4().hex}", "edit", lane, must=True, due_at=now, expires_at=now + OF_USE)
    edit_id = await notices.add(tx, event_id, note, now)
    rows = [
        {
            "notice_id": edit_id,
            "content_id": content,
            "account_id": row.account_id,
            "bot": row.bot,
            "lane": lane,
            "must": True,
            "edits": row.id,
            "expires_at": note.expires_at,
            "created_at": now,
        }
        for row, content in late
    ]
    await tx.execute(insert(Delivery), rows)
