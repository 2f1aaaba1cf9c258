"""What is cleared away at night."""

from datetime import timedelta

from bot.clock import Clock
from bot.db import inbox
from bot.db.database import Database

KEEP_INBOX = timedelta(days=2)


async def nightly(database: Database, clock: Clock) -> None:
    """Forget updates that were answered days ago; Telegram keeps undelivered ones for one day at most."""
    async with database.begin() as tx:
        await inbox.forget(tx, clock.now() - KEEP_INBOX)
