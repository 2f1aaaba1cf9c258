"""Reminders from due to outbox: lateness, what the event loop feels, rows a second, cost a row; idle processor time.

    python -m tests.bench.reminders [people …]

The plan has 60 activities; at each round one of them falls due for everybody. Lateness is from the due moment to the
committed outbox, in real milliseconds; "blocked" the longest time that the loop could not run anything else. The first
round, in which statements are built, is told apart.
"""

import asyncio
import gc
import resource
import sys
import tempfile
import time
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from pathlib import Path
from statistics import median

import structlog
from sqlalchemy import func, insert, select

import scheduler
from bot.adapters.memory import Memory
from bot.clock import SimulatedClock
from bot.db import events
from bot.db.database import Database
from bot.db.models import Account, Base, Delivery, Person
from bot.itinerary import Itinerary
from bot.texts import load
from config.event import Event
from scheduler import Limits, Settings, Terms, planner
from tests.postgres import server

START = datetime(2031, 10, 13, 22, 0, tzinfo=UTC)
ROUNDS, LARGE_ROUNDS = 59, 12


def _event() -> Event:
    rows = [
        {"day": 1 + number // 30, "start": f"{8 + number % 30 // 3:02}:{number % 3 * 20:02}", "title": f"일정 {number}"}
        for number in range(60)
    ]
    facts = {"id": "bench", "title": "Bench", "timezone": "Asia/Seoul", "days": ["2031-10-14", "2031-10-15"]}
    itinerary = [{**row, "kind": "meal"} for row in rows]
    return Event.model_validate({"version": 1, "event": facts, "itinerary": itinerary})


async def people(database: Database, count: int, bot: str = "memory") -> Itinerary:
    """The plan, with so many people who joined; the chats of their accounts are "1", "2" and so on."""
    async with database.engine.begin() as tx:
        await tx.run_sync(Base.metadata.create_all)
    async with database.begin() as tx:
        await events.load(tx, _event(), START)
        person = {"event_id": "bench", "created_at": START}
        account = {"bot": bot, "consented_at": START, "created_at": START}
        for first in range(1, count + 1, 5000):
            numbers = range(first, min(first + 5000, count + 1))
            await tx.execute(insert(Person), [{**person, "id": one, "name": f"p{one}"} for one in numbers])
            rows = [{**account, "id": one, "person_id": one, "user": f"{one}", "chat": f"{one}"} for one in numbers]
            await tx.execute(insert(Account), rows)
        return await events.snapshot(tx, "bench")


class _Pulse:
    """Feels how long the loop cannot run anything, in seconds."""

    def __init__(self) -> None:
        self.worst = 0.0

    async def run(self) -> None:
        while True:
            before = time.perf_counter()
            await asyncio.sleep(0.001)
            self.worst = max(self.worst, time.perf_counter() - before - 0.001)


async def _rounds(database: Database, count: int, name: str) -> float:
    """The cost of a row in microseconds."""
    plan = await people(database, count)
    clock = SimulatedClock(START)
    texts = load()

    async def plans() -> dict[str, Itinerary]:
        return {"bench": plan}

    # Nothing is sent here: the bot of these people belongs to no adapter of this process.
    # No limit is so low that it would have to begin earlier.
    wishes = Settings({"other": Limits(bot=1e6)}, Terms(60))
    started = await scheduler.start(database, clock, plans, {"other": Memory("other")}, texts, wishes)
    committed: asyncio.Queue[datetime] = asyncio.Queue()
    ticker = started.ticker
    ticker._plan = replace(ticker._plan, enqueued=lambda: committed.put_nowait(clock.now()))
    while started.planning.held() is None or ticker.ticked < 0:  # noqa: ASYNC110 - once, before anything is measured
        await asyncio.sleep(0.01)
    gc.freeze()  # as the bot does
    pulse = _Pulse()
    feeling = asyncio.create_task(pulse.run())
    late = []
    for number in range(1 + (ROUNDS if count < 50_000 else LARGE_ROUNDS)):
        due = planner.next_due(plan, clock.now())
        assert due is not None
        clock.jump(due - timedelta(seconds=0.4))
        late.append((await committed.get() - due).total_seconds())
        await asyncio.sleep(0.2)
        if not number:
            pulse.worst = 0.0
    feeling.cancel()
    idle = await _idle()
    await started.stop()
    async with database.read() as tx:
        rows = (await tx.execute(select(func.count()).select_from(Delivery))).scalar_one()
    assert rows == count * len(late)
    first, rest = late[0], sorted(late[1:])
    cost = median(rest) / count * 1e6
    print(
        f"{name:10} {count:7} people: to the outbox p50 {median(rest) * 1e3:7.1f} ms, "
        f"p99 {rest[int(len(rest) * 0.99)] * 1e3:7.1f} ms, first {first * 1e3:5.1f} ms, "
        f"blocked {pulse.worst * 1e3:5.1f} ms, {count / median(rest):9.0f} rows/s, {cost:7.2f} µs a row, "
        f"idle {idle:.2%}"
    )
    return cost


async def _idle() -> float:
    """The share of one core that the process takes while nothing is due."""
    before, start = resource.getrusage(resource.RUSAGE_SELF), time.perf_counter()
    await asyncio.sleep(5)
    after = resource.getrusage(resource.RUSAGE_SELF)
    return (after.ru_utime + after.ru_stime - before.ru_utime - before.ru_stime) / (time.perf_counter() - start)


def main() -> None:
    """Run all sizes on both databases."""
    structlog.configure(wrapper_class=structlog.make_filtering_bound_logger(40))
    sizes = [int(one) for one in sys.argv[1:]] or [51, 1000, 100_000]
    with server() as postgres, tempfile.TemporaryDirectory() as folder:
        for name in ("sqlite", "postgresql"):
            if name == "postgresql" and postgres is None:
                print("postgresql: not on this machine")
                continue
            costs = {}
            for size in sizes:
                address = f"sqlite:///{Path(folder)}/{size}.db" if name == "sqlite" else postgres.new()  # type: ignore[union-attr]
                costs[size] = asyncio.run(_measure(address, size, name))
            if {1000, 100_000} <= costs.keys():
                print(f"{name:10} cost a row at 100,000 to that at 1,000: {costs[100_000] / costs[1000]:.2f}")


async def _measure(address: str, size: int, name: str) -> float:
    database = Database(address)
    try:
        return await _rounds(database, size, name)
    finally:
        await database.close()


if __name__ == "__main__":
    main()
