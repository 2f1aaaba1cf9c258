"""What the bot says unprompted: planned, put into the outbox, delivered. `start` is all that others need."""

import asyncio
import time
from collections.abc import Awaitable, Callable, Mapping
from dataclasses import dataclass, field

import structlog

from bot.adapters import Adapter
from bot.clock import Clock, SimulatedClock
from bot.db.database import Database
from bot.tasks import end
from bot.texts import Say
from scheduler import holder
from scheduler.delivery import Courier
from scheduler.lease import Lease, Terms
from scheduler.limiter import Limiter, Limits
from scheduler.sending import Pace, Parts
from scheduler.ticker import Itineraries, Nightly, Plan, Ticker

__all__ = ["Health", "Limiter", "Limits", "Pace", "Scheduler", "Settings", "Terms", "start"]
PLANNER = "planner"
log = structlog.get_logger()


@dataclass(frozen=True, slots=True)
class Settings:
    """What may be set: limits by bot (others get the defaults), leases, the pace, what to do once a night."""

    limits: Mapping[str, Limits] = field(default_factory=dict)
    terms: Terms = field(default_factory=Terms)
    pace: Pace = field(default_factory=Pace)
    nightly: Nightly | None = None


@dataclass(frozen=True, slots=True)
class Health:
    """How it goes: whether this process plans, seconds since its last look, its term by bot (None: it stands by).

    `waiting` counts who waits for the limiter, `outcomes` and `repeats` what was sent since the start, by bot.
    """

    plans: bool
    seconds_since_look: float
    terms: Mapping[str, int | None]
    waiting: Mapping[str, int]
    outcomes: Mapping[str, Mapping[str, int]]
    repeats: Mapping[str, int]


@dataclass(slots=True)
class Scheduler:
    """All that runs for the events of a database and the bots of this process; leases, limiters, couriers by bot."""

    clock: Clock
    ticker: Ticker
    planning: Lease
    leases: dict[str, Lease]
    limiters: dict[str, Limiter]
    couriers: dict[str, Courier]
    tasks: list[asyncio.Task[None]] = field(default_factory=list)

    def wake(self) -> None:
        """The plan, somebody's choice, the outbox or the clock has changed: look at once."""
        self.ticker.wake()
        for one in self.couriers.values():
            one.wake()

    def health(self) -> Health:
        """How it goes right now."""
        return Health(
            self.planning.held() is not None,
            time.monotonic() - self.ticker.ticked,
            {bot: one.held() for bot, one in self.leases.items()},
            {bot: one.waiting for bot, one in self.limiters.items()},
            {bot: dict(one.tally.outcomes) for bot, one in self.couriers.items()},
            {bot: one.tally.repeats for bot, one in self.couriers.items()},
        )

    async def stop(self) -> None:
        """End cleanly: nothing new is begun, what is being sent is recorded, the leases are given back."""
        if isinstance(self.clock, SimulatedClock) and self.wake in self.clock.changed:
            self.clock.changed.remove(self.wake)
        self.ticker.stop()
        await self.ticker.settle()
        await end(*self.tasks)
        await asyncio.gather(*(one.finish() for one in self.couriers.values()))
        await asyncio.gather(*(one.stop() for one in (self.planning, *self.leases.values())))


async def start(  # noqa: PLR0913, PLR0917 - the parts of the house that it joins
    database: Database,
    clock: Clock,
    itineraries: Itineraries,
    adapters: Mapping[str, Adapter],
    texts: Mapping[str, Say],
    settings: Settings | None = None,
) -> Scheduler:
    """Begin to take leases, plan and deliver; `adapters` by bot, `itineraries` gives all events as they stand."""
    settings = settings or Settings()
    name = holder.new()
    planning = Lease(database, PLANNER, name, settings.terms)
    leases = {bot: Lease(database, bot, name, settings.terms) for bot in adapters}
    limiters = {bot: Limiter(settings.limits.get(bot)) for bot in adapters}
    couriers = {
        bot: Courier(Parts(database, one, clock, leases[bot], limiters[bot], texts, pace=settings.pace))
        for bot, one in adapters.items()
    }
    rate = min((one.limits.bot for one in limiters.values()), default=Limits().bot)

    def enqueued() -> None:
        for one in couriers.values():
            one.wake()

    ticker = Ticker(Plan(database, clock, planning, itineraries, texts, enqueued, rate, settings.nightly))
    result = Scheduler(clock, ticker, planning, leases, limiters, couriers)
    _begin(result)
    return result


def _begin(all_of_it: Scheduler) -> None:
    for bot, lease in all_of_it.leases.items():
        lease.silenced.append(all_of_it.limiters[bot].silence)
    all_of_it.planning.taken.append(all_of_it.ticker.wake)
    for lease in (all_of_it.planning, *all_of_it.leases.values()):
        lease.start()
    all_of_it.ticker.start()
    if isinstance(all_of_it.clock, SimulatedClock):
        all_of_it.clock.changed.append(all_of_it.wake)
    runs: list[tuple[str, Callable[[], Awaitable[None]]]] = [("ticker", all_of_it.ticker.run)]
    runs += [(f"outbox {bot}", one.run) for bot, one in all_of_it.couriers.items()]
    all_of_it.tasks += [asyncio.create_task(_kept_up(run), name=name) for name, run in runs]


async def _kept_up(run: Callable[[], Awaitable[None]]) -> None:
    """Run it for ever; a fault that nobody foresaw is told and the work begins anew."""
    while True:
        try:
            await run()
        except Exception:
            log.exception("begins anew")
            await asyncio.sleep(1)
