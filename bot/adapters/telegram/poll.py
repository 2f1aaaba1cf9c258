"""Long polling: the offset moves only after the updates are committed (Bot API, getUpdates).

The library's own updater confirms updates that only memory holds, and stops for good at one 401; this loop never does.
"""

import asyncio
import time
import warnings
from collections.abc import Awaitable, Callable, Sequence
from dataclasses import dataclass, field
from typing import Any

import structlog
from telegram import Bot
from telegram.error import Conflict, RetryAfter, TelegramError

from bot.db.away import AWAY

TIMEOUT = 25
WELL = TIMEOUT * 2 + 10.0  # seconds without a poll that succeeded after which receiving is not well
ASIDE = 30.0
KINDS = ["message", "callback_query", "my_chat_member"]
log = structlog.get_logger()
# Raw updates on purpose: the inbox keeps them as they came, and one that cannot be read must not stop the rest.
warnings.filterwarnings("ignore", message="Please use 'Bot.getUpdates'")

Accept = Callable[[Sequence[tuple[str, dict[str, Any]]]], Awaitable[None]]


@dataclass(slots=True)
class Poll:
    """Fetches updates while `mine` says that this process owns the bot."""

    client: Bot
    accept: Accept
    mine: Callable[[], bool]
    offset: int | None = None
    alive_at: float = field(default_factory=time.monotonic)
    _pause: float = 0.0

    async def run(self) -> None:
        """Poll for ever."""
        while True:
            if not self.mine():
                self.alive_at = time.monotonic()
                await asyncio.sleep(0.2)
                continue
            try:
                await self._once()
                self._pause = 0.0
                self.alive_at = time.monotonic()
            except TelegramError as error:
                await self._after(error)
            except AWAY as error:
                log.warning("poll.database", error=type(error).__name__)
                await asyncio.sleep(1)
            except Exception:
                log.exception("poll.goes_on")
                await asyncio.sleep(5)

    @property
    def healthy(self) -> bool:
        """Whether a poll succeeded lately."""
        return time.monotonic() - self.alive_at < WELL

    async def _once(self) -> None:
        wanted: dict[str, Any] = {"timeout": TIMEOUT, "allowed_updates": KINDS, "limit": 100}
        if self.offset is not None:
            wanted["offset"] = self.offset
        updates = await self.client.do_api_request("getUpdates", api_kwargs=wanted, read_timeout=TIMEOUT + 10)
        if not updates or not self.mine():
            return
        await self.accept([(str(one["update_id"]), one) for one in updates])
        self.offset = max(one["update_id"] for one in updates) + 1
        await asyncio.sleep(0)  # the answers leave before the next look

    async def _after(self, error: TelegramError) -> None:
        """Wait as the error asks for, longer with each one in a row; never give up."""
        self._pause = min(max(0.5, self._pause * 2), 30)
        if isinstance(error, RetryAfter):
            wait = error.retry_after
            self._pause = float(wait if isinstance(wait, int | float) else wait.total_seconds())
        elif isinstance(error, Conflict):
            log.error("poll.conflict", remedy="another process polls this bot token; stop one of them")
            self._pause = ASIDE  # the other one has the updates meanwhile; taking turns each second helps nobody
        log.warning("poll.failed", error=type(error).__name__, pause=self._pause)
        await asyncio.sleep(self._pause)
