"""One-time codes for the web form, kept as digests; one for each person without an account."""

from collections.abc import Mapping

from sqlalchemy import delete, insert, select
from sqlalchemy.ext.asyncio import AsyncConnection

from bot import codes
from bot.db.models import FeedbackCode


async def fresh(tx: AsyncConnection, event_id: str, persons: list[int]) -> Mapping[int, str]:
    """A new code for each of these people; the ones that they had do not work any more."""
    made = {person: codes.new() for person in persons}
    await tx.execute(delete(FeedbackCode).where(FeedbackCode.event_id == event_id, FeedbackCode.person_id.in_(persons)))
    rows = [{"digest": codes.digest(code), "event_id": event_id, "person_id": one} for one, code in made.items()]
    if rows:
        await tx.execute(insert(FeedbackCode), sorted(rows, key=lambda one: str(one["digest"])))
    return made


async def find(tx: AsyncConnection, code: str) -> tuple[str, int] | None:
    """The event and person of a code."""
    query = select(FeedbackCode.event_id, FeedbackCode.person_id).where(FeedbackCode.digest == codes.digest(code))
    row = (await tx.execute(query)).first()
    return (row.event_id, row.person_id) if row and row.person_id is not None else None


async def use(tx: AsyncConnection, code: str) -> None:
    """A code has served."""
    await tx.execute(delete(FeedbackCode).where(FeedbackCode.digest == codes.digest(code)))


async def forget(tx: AsyncConnection, event_id: str) -> None:
    """Delete all codes of an event."""
    await tx.execute(delete(FeedbackCode).where(FeedbackCode.event_id == event_id))
