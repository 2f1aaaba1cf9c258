"""The right to poll and send for a bot: one process has it, others stand by.

The database's clock decides who may take a lease. Here a clock that also runs while the process or the machine sleeps
decides how long we may believe to have it: from the moment before the last renewal was asked for.
"""

import asyncio
import time
from collections.abc import Callable
from dataclasses import dataclass

import structlog
from sqlalchemy.exc import SQLAlchemyError
from sqlalchemy.ext.asyncio import AsyncConnection

from bot.db import leases
from bot.db.database import Database
from bot.db.leases import Grant
from bot.tasks import end
from scheduler import holder

log = structlog.get_logger()


@dataclass(frozen=True, slots=True)
class Terms:
    """Seconds: how long a lease lasts, how often it is renewed, how much earlier we stop to believe in it."""

    lasts: float = 15.0
    renew: float = 4.0
    margin: float = 2.0


def awake() -> float:
    """Seconds on a clock that also runs while the machine sleeps, where the system has one."""
    return time.clock_gettime(time.CLOCK_BOOTTIME) if hasattr(time, "CLOCK_BOOTTIME") else time.monotonic()


class Lease:
    """The lease of one bot, for the process of that name; who wants to know of a new term is called from `taken`.

    Before that, `silenced` is called with the seconds of silence that the term inherits.
    """

    def __init__(
        self, database: Database, bot: str, name: str, terms: Terms | None = None, timer: Callable[[], float] = awake
    ) -> None:
        self.bot = bot
        self.silenced: list[Callable[[float], object]] = []
        self.taken: list[Callable[[], object]] = []
        self._database = database
        self._holder = name
        self._terms = terms or Terms()
        self._timer = timer
        self._term: int | None = None
        self._gone = ""
        self._good_until = 0.0
        self._offset = time.time() - timer()
        self._new = asyncio.Event()
        self._task: asyncio.Task[None] | None = None

    def start(self) -> None:
        """Begin to take and renew it in the background."""
        self._task = asyncio.create_task(self._run(), name=f"lease {self.bot}")

    def held(self) -> int | None:
        """Our term while the lease is certainly ours; ask right before each call that needs it."""
        return self._term if self._timer() < self._good_until else None

    async def wait_held(self) -> int:
        """Our term, as soon as the lease is ours."""
        while (term := self.held()) is None:
            self._new.clear()
            await self._new.wait()
        return term

    async def mine(self, tx: AsyncConnection) -> bool:
        """Whether the lease is still ours, for as long as this transaction lasts."""
        term = self.held()
        return term is not None and await leases.owns(tx, self.bot, self._holder, term)

    def database_time(self) -> float:
        """Seconds since 1970 by the database's clock, as of the last renewal."""
        return self._timer() + self._offset

    async def silence(self, seconds: float) -> None:
        """Store that the whole bot is silent for so long, so that a restart or another process obeys it, too."""
        async with self._database.begin() as tx:
            await leases.silence(tx, self.bot, seconds)

    async def stop(self) -> None:
        """Stop renewing and give it back."""
        if self._task:
            await end(self._task)
        term, self._term = self._term, None
        if term is not None:
            async with self._database.begin() as tx:
                await leases.release(tx, self.bot, self._holder, term)

    async def _run(self) -> None:
        while True:
            try:
                async with asyncio.timeout(self._terms.lasts / 2):
                    await self._once()
            except (SQLAlchemyError, OSError, TimeoutError) as error:
                log.warning("lease not renewed", bot=self.bot, error=type(error).__name__)
            await asyncio.sleep(self._terms.renew if self.held() else min(1.0, self._terms.renew))

    async def _once(self) -> None:
        asked = self._timer()
        seconds = self._terms.lasts
        async with self._database.begin() as tx:
            if self._term is None:
                grant = await leases.take(tx, self.bot, self._holder, seconds, self._gone)
                self._gone = await self._seen_gone(tx) if grant is None else ""
            else:
                grant = await leases.renew(tx, self.bot, self._holder, self._term, seconds)
        if grant is None:
            self._lost()
        else:
            self._keep(grant, asked)

    async def _seen_gone(self, tx: AsyncConnection) -> str:
        """A holder that has certainly ended; it is succeeded at the next look, by when its last second is over."""
        name = await leases.holder(tx, self.bot)
        return name if name and holder.gone(name) else ""

    def _lost(self) -> None:
        if self._term is not None:
            log.warning("lease lost", bot=self.bot, term=self._term)
        self._term = None
        self._good_until = 0.0

    def _keep(self, grant: Grant, asked: float) -> None:
        fresh = grant.term != self._term
        self._offset = grant.now - self._timer()
        self._term = grant.term
        self._good_until = asked + self._terms.lasts - self._terms.margin
        if fresh:
            self._tell(grant)
        self._new.set()

    def _tell(self, grant: Grant) -> None:
        log.info("lease taken", bot=self.bot, term=grant.term)
        for silent in self.silenced:
            silent(grant.silent)
        for tell in self.taken:
            tell()
