"""Everything that runs in one process, as plain data."""

import asyncio
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any

from bot import texts
from bot.adapters import Adapter, telegram
from bot.adapters.web import About, Seat
from bot.clock import Clock
from bot.db.database import Database
from bot.inbox import Inbox
from bot.itinerary import Itinerary
from bot.snapshots import Snapshots
from bot.texts import Say
from config.settings import Settings
from handlers.conversation import Conversation
from scheduler import Scheduler, planner


@dataclass(slots=True)
class App:
    """What runs; `seats` are there in a rehearsal only, `receiver` where there is a token, `scheduler` once it runs."""

    settings: Settings
    database: Database
    clock: Clock
    texts: Mapping[str, Say]
    home: Itinerary
    snapshots: Snapshots
    conversation: Conversation
    seats: tuple[Seat, ...] = ()
    adapters: dict[str, Adapter] = field(default_factory=dict)
    inboxes: dict[str, Inbox] = field(default_factory=dict)
    receiver: telegram.Receiver | None = None
    scheduler: Scheduler | None = None
    tasks: list[asyncio.Task[Any]] = field(default_factory=list)
    looking: asyncio.Lock = field(default_factory=asyncio.Lock)

    async def itineraries(self) -> Mapping[str, Itinerary]:
        """Every event as it stands now."""
        async with self.database.read() as tx:
            return await self.snapshots.current(tx)

    def next_due(self) -> datetime | None:
        """When the next notice of the rehearsed event falls due."""
        return planner.next_due(self.home, self.clock.now())

    def about(self) -> About:
        """What heads the chat page."""
        facts = self.home.event
        title = {language: str(facts.say("title", language)) for language in texts.LANGUAGES}
        return About(title, self.home.zone, facts.days)

    def wake(self) -> None:
        """Let the scheduler look at once."""
        self.conversation.woken = False
        if self.scheduler:
            self.scheduler.wake()
