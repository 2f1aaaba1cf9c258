"""Questions that were handed to organizers, and the answers that became part of what the bot knows."""

from datetime import datetime

from sqlalchemy import insert, select
from sqlalchemy.ext.asyncio import AsyncConnection

from bot.db.models import Question
from config.event import Faq


async def add(tx: AsyncConnection, event_id: str, account_id: int, text: str, now: datetime) -> int:
    """A question that waits for an answer."""
    values = {"event_id": event_id, "account_id": account_id, "text": text, "asked_at": now}
    return int((await tx.execute(insert(Question).values(values).returning(Question.id))).scalar_one())


async def learnt(tx: AsyncConnection, event_id: str) -> tuple[Faq, ...]:
    """Answers that organizers kept, as further FAQ."""
    query = select(Question.text, Question.answer).where(Question.event_id == event_id, Question.learnt.is_(True))
    return tuple(Faq(q=(row.text,), a=row.answer) for row in await tx.execute(query))
