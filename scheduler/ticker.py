"""The alarm clock: looks at the plan when something falls due, at each heartbeat, and when it is woken.

APScheduler rings, the database remembers: its only jobs are this alarm and the nightly housekeeping, none of them is
stored, and none is dropped for being late.
"""

import asyncio
import contextlib
import time
from collections.abc import Awaitable, Callable, Mapping
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from typing import Any

import structlog
from apscheduler.schedulers.asyncio import AsyncIOScheduler
from sqlalchemy.exc import SQLAlchemyError

from bot.clock import Clock
from bot.db import notices
from bot.db.database import Database
from bot.itinerary import Itinerary
from bot.texts import Say
from config.event import Audience
from handlers.announce import result, waiting
from handlers.feedback import rule as feedback
from handlers.rollcall import rule
from scheduler import bundles, cards, outbox, planner, questions
from scheduler.lease import Lease

HEARTBEAT = 15.0
REMEMBER = 60.0
NIGHT = 4
log = structlog.get_logger()

Itineraries = Callable[[], Awaitable[Mapping[str, Itinerary]]]
Nightly = Callable[[], Awaitable[object]]


@dataclass(frozen=True, slots=True)
class Plan:
    """What planning works with. `clock` is the event's, `rate` the messages a second that the slowest bot may send.

    `enqueued` is called when something new is in the outbox, `nightly` once a night by the process that plans.
    """

    database: Database
    clock: Clock
    lease: Lease
    itineraries: Itineraries
    texts: Mapping[str, Say]
    enqueued: Callable[[], object]
    rate: float = 30.0
    nightly: Nightly | None = None


@dataclass(slots=True)
class Seen:
    """What this process knows of an event while it plans: the last look, and the keys that are kept already."""

    since: datetime | None
    keys: set[tuple[str, bool]] = field(default_factory=set)
    kept_at: float = 0.0
    ahead: dict[Audience, timedelta] = field(default_factory=dict)
    counted_at: float = float("-inf")
    version: int = -1


class Ticker:
    """Plans for all events while it holds the planning lease."""

    def __init__(self, plan: Plan) -> None:
        self.ticked = float("-inf")
        self._plan = plan
        self._seen: dict[str, Seen] = {}
        self._term: int | None = None
        self._rung = asyncio.Event()
        self._idle = asyncio.Event()
        self._alarm = AsyncIOScheduler(
            timezone=UTC, job_defaults={"misfire_grace_time": None, "coalesce": True, "max_instances": 1}
        )

    def start(self) -> None:
        """Set the alarms."""
        self._alarm.start()
        self._alarm.add_job(self._ring, "interval", seconds=HEARTBEAT, id="tick")
        self._alarm.add_job(self._night, "cron", hour=NIGHT, id="night")

    def stop(self) -> None:
        """Take the alarms away."""
        if self._alarm.running:
            self._alarm.shutdown(wait=False)

    async def settle(self, seconds: float = 3.0) -> None:
        """Let the look that is under way come to its end, so that nothing stops in the midst of a transaction."""
        with contextlib.suppress(TimeoutError):
            async with asyncio.timeout(seconds):
                await self._idle.wait()

    def wake(self) -> None:
        """Look at once: the plan, somebody's choice or the clock has changed."""
        self._rung.set()

    async def run(self) -> None:
        """Look whenever it rings, for ever; a fault of the database delays it and ends nothing."""
        while True:
            self._rung.clear()
            self._idle.clear()
            try:
                due = await self._tick()
            except (SQLAlchemyError, OSError, TimeoutError) as error:
                log.warning("planning waits for the database", error=type(error).__name__)
                due = 1.0
            self._idle.set()
            self._set(min(due, HEARTBEAT))
            # APScheduler reckons by the wall clock; should that be set back, this ends the wait all the same.
            with contextlib.suppress(TimeoutError):
                async with asyncio.timeout(min(due, HEARTBEAT) + 1):
                    await self._rung.wait()

    async def _ring(self) -> None:
        self._rung.set()

    def _set(self, seconds: float) -> None:
        if self._alarm.running:  # not while it stops
            self._alarm.modify_job("tick", next_run_time=datetime.now(UTC) + timedelta(seconds=seconds))

    async def _tick(self) -> float:
        """One look at every event; real seconds until the next is due."""
        term = self._plan.lease.held()
        if term is None:
            self._term = None
            return 1.0
        if term != self._term:
            await self._begin()
            self._term = term
        next_due = [await self._look(one) for one in (await self._plan.itineraries()).values()]
        self.ticked = time.monotonic()
        return min((self._plan.clock.seconds_until(one) for one in next_due if one), default=HEARTBEAT)

    async def _begin(self) -> None:
        async with self._plan.database.read() as tx:
            self._seen = {key: Seen(looked) for key, looked in (await notices.looks(tx)).items()}

    async def _look(self, itinerary: Itinerary) -> datetime | None:
        plan, now = self._plan, self._plan.clock.now()
        seen = self._seen.setdefault(itinerary.event.id, Seen(None))
        async with plan.database.read() as tx:
            leads = await notices.leads(tx)
            await self._count(tx, itinerary, seen)
        since = min(seen.since, now) if seen.since else None
        # The first look of a term: who planned before may have stopped long ago.
        if since and seen.version < 0 and outbox.unseen(itinerary, since, now):
            await self._tell_away(itinerary, since, now)
        found = planner.notices(itinerary, now, since, leads, seen.ahead)
        fresh = [one for one in found if (one.key, one.missed) not in seen.keys]
        if fresh or time.monotonic() - seen.kept_at > REMEMBER:
            await self._keep(itinerary, fresh, now)
            seen.kept_at = time.monotonic()
        seen.keys = {(one.key, one.missed) for one in found}
        seen.since = now
        later = await self._personal(itinerary, seen, now)
        coming = (planner.next_due(itinerary, now, leads, seen.ahead), rule.next_due(itinerary, now), *later)
        return min((one for one in coming if one), default=None)

    async def _tell_away(self, itinerary: Itinerary, since: datetime, now: datetime) -> None:
        log.warning("nobody planned", event_id=itinerary.event.id, since=since.isoformat(), until=now.isoformat())
        async with self._plan.database.begin() as tx:
            if await self._plan.lease.mine(tx):
                await outbox.tell_away(tx, itinerary, since, self._plan.texts, now)

    async def _keep(self, itinerary: Itinerary, fresh: list[planner.Planned], now: datetime) -> None:
        plan = self._plan
        async with plan.database.begin() as tx:
            if not await plan.lease.mine(tx):
                return
            done = await outbox.enqueue(tx, itinerary, fresh, plan.texts, now)
            await notices.looked(tx, itinerary.event.id, now)
        if done.deliveries:
            plan.enqueued()
        if done.notices or done.missed:
            log.info("enqueued", event_id=itinerary.event.id, notices=done.notices, missed=done.missed)

    async def _personal(self, itinerary: Itinerary, seen: Seen, now: datetime) -> list[datetime]:
        """Cards, open questions, roll calls, announcements for later, the feedback form; when those go out."""
        plan = self._plan
        async with plan.database.read() as tx:
            waits = await cards.waits(tx, itinerary, now) or await questions.waits(tx, itinerary, now)
            settles = await waiting.waits(tx, itinerary)
            waits = waits or await result.waits(tx, itinerary, now)
            asks, next_asked = await feedback.waits(tx, itinerary, now)
            later = [*settles, *([next_asked] if next_asked else [])]
        if not (waits or asks or settles or rule.due(itinerary, now)) and seen.version == itinerary.version:
            return later
        async with plan.database.begin() as tx:
            if not await plan.lease.mine(tx):
                return []
            count = await cards.push(tx, itinerary, plan.texts, now)
            if seen.version != itinerary.version:
                count += await cards.refresh(tx, itinerary, plan.texts, now)
            count += await questions.nudge(tx, itinerary, plan.texts, now)
            count += await bundles.mend(tx, itinerary, plan.texts, now) if seen.version != itinerary.version else 0
            count += await waiting.settle(tx, itinerary, now)
            count += await result.report(tx, itinerary, plan.texts, now)
            count += await rule.open_due(tx, itinerary, rule.due(itinerary, now), plan.texts, now)
            count += await feedback.settle(tx, itinerary, plan.texts, now) if asks else 0
        seen.version = itinerary.version
        if count:
            plan.enqueued()
        return [one for one in later if one > now]

    async def _count(self, tx: Any, itinerary: Itinerary, seen: Seen) -> None:  # noqa: ANN401 - a connection
        """How much earlier each audience is begun with; nothing is counted while all accounts fit into a minute."""
        if time.monotonic() - seen.counted_at < REMEMBER:
            return
        seen.counted_at = time.monotonic()
        seen.ahead = {}
        rate = self._plan.rate
        if not outbox.lead_in(await notices.largest(tx), rate):
            return
        for audience in {Audience(), *(one.row.audience for one in itinerary.activities)}:
            early = outbox.lead_in(await notices.audience_size(tx, itinerary.event.id, audience), rate)
            if early:
                seen.ahead[audience] = early

    async def _night(self) -> None:
        if self._plan.nightly and self._plan.lease.held() is not None:
            await self._plan.nightly()
