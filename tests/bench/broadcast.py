"""One announcement to many, with people asking meanwhile: how much of the limit is used, and how long answers wait.

    python -m tests.bench.broadcast [people] [messages a second]

The limits are compressed (1,000 a second) so that 10,000 people take ten seconds; moments are those of the calls.
After that 1,000 people get an announcement over real HTTP, and then the same text from stock python-telegram-bot: the
processor time that both take, with all that we keep in the database in ours.
"""

import asyncio
import resource
import sys
import tempfile
import time
from datetime import timedelta
from pathlib import Path

import structlog
from sqlalchemy import func, select
from telegram import Bot
from telegram.request import HTTPXRequest

import scheduler
from bot.adapters.memory import Memory
from bot.adapters.telegram import Telegram
from bot.adapters.telegram.transport import AiohttpRequest
from bot.clock import SimulatedClock
from bot.db import notices
from bot.db.database import Database
from bot.db.models import Delivery
from bot.db.notices import Note, Recipients
from bot.itinerary import Itinerary
from bot.messages import Address, Reply
from bot.texts import load
from scheduler import Limits, Settings
from scheduler.limiter import REPLIES
from tests.bench.reminders import START, people
from tests.botapi import remote
from tests.botapi.server import TOKEN

WORDS = "버스는 정문 앞에서 출발해요."
BY_HTTP = 1000
AT_ONCE = 32


class _Platform(Memory):
    """Answers after 20 ms and notes when it was called."""

    def __init__(self) -> None:
        super().__init__("memory")
        self.moments: list[float] = []

    async def send(self, address: Address, reply: Reply, *, pressed: str = "", update: str = "") -> str:
        self.moments.append(time.perf_counter())
        await asyncio.sleep(0.02)
        return await super().send(address, reply, pressed=pressed, update=update)


async def _asking(one: scheduler.Scheduler, waits: list[float]) -> None:
    """Ten questions a second."""
    number = 0
    while True:
        await asyncio.sleep(0.1)
        number += 1
        before = time.perf_counter()
        await one.limiters["memory"].wait(f"asker{number}", REPLIES)
        waits.append(time.perf_counter() - before)


async def _announce(database: Database, clock: SimulatedClock) -> None:
    now = clock.now()
    note = Note("announcement:1", "announcement", 3, must=True, due_at=now, expires_at=now + timedelta(days=1))
    async with database.begin() as tx:
        await notices.put(tx, note, Recipients("bench"), {"ko": Reply(WORDS)}, now)


async def _sent(database: Database) -> int:
    async with database.read() as tx:
        return (await tx.execute(select(func.count()).where(Delivery.state == "sent"))).scalar_one()


async def _measure(count: int, rate: float, folder: str) -> None:
    database = Database(f"sqlite:///{Path(folder)}/broadcast.db")
    plan = await people(database, count)
    clock, platform = SimulatedClock(START, 0), _Platform()

    async def plans() -> dict[str, Itinerary]:
        return {"bench": plan}

    settings = Settings({"memory": Limits(bot=rate)})
    started = await scheduler.start(database, clock, plans, {"memory": platform}, load(), settings)
    waits: list[float] = []
    asking = asyncio.create_task(_asking(started, waits))
    await _announce(database, clock)
    begun = time.perf_counter()
    started.wake()
    while await _sent(database) < count:  # noqa: ASYNC110 - as an onlooker would
        await asyncio.sleep(0.2)
    asking.cancel()
    await started.stop()
    await database.close()
    _report(platform.moments, waits, rate, begun)


def _processor() -> float:
    """Seconds of processor time that this process has taken."""
    used = resource.getrusage(resource.RUSAGE_SELF)
    return used.ru_utime + used.ru_stime


async def _compare(folder: str) -> None:
    async with remote.running("--unlimited") as server:
        for number in range(1, BY_HTTP + 1):
            user = await server.user(number)
            await user.start()
        ours, stock = await _ours(server.url, folder), await _stock(server.url)
        assert await server.violations() == []
    print(
        f"processor time for {BY_HTTP} messages over HTTP: ours {ours:.2f} s, stock python-telegram-bot {stock:.2f} s, "
        f"ratio {ours / stock:.2f}"
    )


async def _ours(url: str, folder: str) -> float:
    """From the announcement until all of it is recorded as sent."""
    telegram = Telegram(Bot(TOKEN, base_url=f"{url}/bot", request=AiohttpRequest()))
    await telegram.start()
    database = Database(f"sqlite:///{Path(folder)}/http.db")
    plan = await people(database, BY_HTTP, telegram.bot)
    clock = SimulatedClock(START, 0)

    async def plans() -> dict[str, Itinerary]:
        return {"bench": plan}

    settings = Settings({telegram.bot: Limits(bot=10_000, chat=100)})
    started = await scheduler.start(database, clock, plans, {telegram.bot: telegram}, load(), settings)
    before = _processor()
    await _announce(database, clock)
    started.wake()
    while await _sent(database) < BY_HTTP:  # noqa: ASYNC110 - as an onlooker would
        await asyncio.sleep(0.05)
    used = _processor() - before
    await started.stop()
    await database.close()
    await telegram.client.shutdown()
    return used


async def _stock(url: str) -> float:
    """The library as it comes, with as many connections as its own application gives it, and nothing kept."""
    room = asyncio.Semaphore(AT_ONCE)
    async with Bot(TOKEN, base_url=f"{url}/bot", request=HTTPXRequest(connection_pool_size=256)) as bot:

        async def say(chat: int) -> None:
            async with room:
                await bot.send_message(chat, WORDS)

        before = _processor()
        await asyncio.gather(*(say(chat) for chat in range(1, BY_HTTP + 1)))
        return _processor() - before


def _report(moments: list[float], waits: list[float], rate: float, begun: float) -> None:
    used = (len(moments) + len(waits)) / (moments[-1] - moments[0]) / rate
    most = start = 0
    for end, moment in enumerate(moments):
        while moment - moments[start] >= 1:
            start += 1
        most = max(most, end - start + 1)
    waits.sort()
    print(f"{len(moments)} notices in {moments[-1] - begun:.1f} s beside {len(waits)} answers: {used:.1%} of the limit")
    print(f"most notices in any second: {most} of {rate:.0f}; answers waited p95 {waits[int(len(waits) * 0.95)]:.3f} s")


def main() -> None:
    """Run it once."""
    structlog.configure(wrapper_class=structlog.make_filtering_bound_logger(40))
    count = int(sys.argv[1]) if sys.argv[1:] else 10_000
    rate = float(sys.argv[2]) if sys.argv[2:] else 1000.0
    with tempfile.TemporaryDirectory() as folder:
        asyncio.run(_measure(count, rate, folder))
        asyncio.run(_compare(folder))


if __name__ == "__main__":
    main()
