"""Questions that wait too long are brought to another organizer."""

from collections.abc import Mapping
from datetime import datetime, timedelta

from sqlalchemy.ext.asyncio import AsyncConnection

from bot.db import questions
from bot.itinerary import Itinerary
from bot.texts import Say
from handlers.questions import tell

PATIENCE = timedelta(minutes=10)
NUDGES = 3


def overdue(told: int, told_at: datetime | None, now: datetime) -> bool:
    """Whether to tell of it again: ten minutes after the last time, some times at most."""
    return told < 1 + NUDGES and (told_at is None or now - told_at >= PATIENCE)


def whom(organizers: Mapping[int, bool], informed: set[int]) -> list[int]:
    """The organizers' accounts to tell next: those who do not know of it, on duty first; else everybody again."""
    fresh = [one for one in organizers if one not in informed]
    on_duty = [one for one in fresh if organizers[one]]
    return on_duty or fresh or list(organizers)


async def waits(tx: AsyncConnection, itinerary: Itinerary, now: datetime) -> bool:
    """Whether `nudge` has something to do; reads only."""
    return any(overdue(one.told, one.told_at, now) for one in await questions.waiting(tx, itinerary.event.id))


async def nudge(tx: AsyncConnection, itinerary: Itinerary, texts: Mapping[str, Say], now: datetime) -> int:
    """Tell of what waits too long; the number of messages. `now` is the event's time."""
    event_id, count = itinerary.event.id, 0
    for one in await questions.waiting(tx, event_id):
        if not overdue(one.told, one.told_at, now):
            continue
        accounts = whom(await questions.organizers(tx, event_id), await questions.informed(tx, event_id, one.id))
        if accounts:
            found = await questions.find(tx, event_id, one.id)
            asker = "" if one.anonymous else found.asker or ""
            count += await tell(tx, event_id, one.id, one.text, asker, accounts, texts, now)
    return count
