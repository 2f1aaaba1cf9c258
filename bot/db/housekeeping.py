"""What is cleared away at night: answered updates, and the people of events whose time is over."""

from collections.abc import Awaitable, Callable, Mapping
from datetime import datetime, timedelta

import structlog
from sqlalchemy.ext.asyncio import AsyncConnection

from bot import retention
from bot.clock import Clock
from bot.db import deliveries, events, inbox, notices, privacy
from bot.db.database import Database
from bot.db.notices import Note, Recipients
from bot.itinerary import Itinerary
from bot.messages import Reply
from bot.texts import Say
from config.event import Audience

KEEP_INBOX = timedelta(days=2)
KEEP_ASIDE = timedelta(days=14)  # long enough to look for what was wrong with an update
WARNINGS = (7, 1)
ORGANIZERS = Audience(role=("organizer",))
log = structlog.get_logger()

Forget = Callable[[str, str], Awaitable[None]]


async def nightly(database: Database, clock: Clock, texts: Mapping[str, Say], forget: Forget) -> None:
    """Forget updates that were answered or set aside; warn of, then do, what retention asks.

    `forget(bot, user)` deletes what a platform's own side keeps.
    """
    now = clock.now()
    gone: list[tuple[str, str]] = []
    async with database.begin() as tx:
        await inbox.forget(tx, now - KEEP_INBOX, now - KEEP_ASIDE)
        await deliveries.forget_lost(tx)
        for event_id in await events.versions(tx):
            itinerary = await events.snapshot(tx, event_id)
            await _warn(tx, itinerary, texts, now)
            gone += await _expire(tx, itinerary, now)
    for bot, user in gone:
        await forget(bot, user)
    await database.scrub()


async def _warn(tx: AsyncConnection, itinerary: Itinerary, texts: Mapping[str, Say], now: datetime) -> None:
    """Tell organizers once, some days before, that people's data will go."""
    left = retention.ends(itinerary) - now
    due = [days for days in WARNINGS if timedelta() < left <= timedelta(days=days)]
    if not due:
        return
    days, until = min(due), retention.last_day(itinerary)
    said = {key: Reply(say("privacy.countdown", days=days, until=say.date(until))) for key, say in texts.items()}
    note = Note(f"retention:{days}", "retention", 3, must=True, due_at=now, expires_at=now + left, audience=ORGANIZERS)
    await notices.put(tx, note, Recipients(itinerary.event.id, ORGANIZERS), said, now)


async def _expire(tx: AsyncConnection, itinerary: Itinerary, now: datetime) -> list[tuple[str, str]]:
    if now < retention.ends(itinerary):
        return []
    count, accounts = await privacy.expire(tx, itinerary.event.id, now)
    if count:
        log.info("people deleted", event_id=itinerary.event.id, people=count, accounts=len(accounts))
    return accounts
