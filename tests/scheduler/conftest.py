import asyncio
from collections.abc import AsyncIterator, Awaitable, Callable, Iterator
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest
from sqlalchemy import insert

import scheduler
from bot import itinerary
from bot.adapters.memory import Memory
from bot.clock import SimulatedClock
from bot.db import events
from bot.db.database import Database
from bot.db.models import Account, Base, Person
from bot.itinerary import Itinerary
from bot.texts import Say, load
from config.event import Event
from scheduler import Limits, Pace, Scheduler, Settings, Terms
from tests.postgres import Postgres, server

EVENING = datetime(2031, 10, 13, 12, 0, tzinfo=UTC)  # 21:00 in Seoul, the day before
MORNING = datetime(2031, 10, 13, 22, 0, tzinfo=UTC)  # 07:00 in Seoul, day 1
DAY_1 = datetime(2031, 10, 13, 15, 0, tzinfo=UTC)  # midnight in Seoul

FAST = Settings(
    limits={"memory": Limits(bot=1000, chat=50)},
    terms=Terms(lasts=3, renew=0.5, margin=0.5),
    pace=Pace(look=0.1, commit=0.01, end=1),
)
Run = Callable[..., Awaitable[Scheduler]]


def at(clock: str, day: int = 1) -> datetime:
    """That wall clock in Seoul on a day of the event."""
    hours, minutes = (int(part) for part in clock.split(":"))
    return DAY_1 + timedelta(days=day - 1, hours=hours, minutes=minutes)


def forum(*rows: dict[str, object], **more: object) -> Event:
    """An event in Seoul on 14 and 15 October 2031 with these rows; the default rows are a bus and a lunch."""
    usual = (
        {"id": "bus", "day": 1, "start": "09:00", "end": "10:00", "title": "이동", "kind": "transport", "to": "diner"},
        {"id": "lunch", "day": 1, "start": "12:30", "title": "점심", "kind": "meal", "places": ["diner"]},
    )
    return Event.model_validate(
        {
            "version": 1,
            "event": {"id": "forum", "title": "포럼", "timezone": "Asia/Seoul", "days": ["2031-10-14", "2031-10-15"]},
            "places": {"diner": {"name": "식당", "name_en": "Diner"}},
            "itinerary": list(rows or usual),
            "feedback": {"opens": {"day": 2, "at": "23:00"}},  # long after what these tests look at
            **more,
        }
    )


@dataclass
class World:
    """An event in a real database, with people in it."""

    database: Database
    clock: SimulatedClock
    texts: dict[str, Say]
    itinerary: Itinerary

    async def load(self, file: Event) -> Itinerary:
        async with self.database.begin() as tx:
            await events.load(tx, file, self.clock.now())
            self.itinerary = await events.snapshot(tx, file.event.id)
        return self.itinerary

    async def itineraries(self) -> dict[str, Itinerary]:
        return {self.itinerary.event.id: self.itinerary}

    async def join(
        self, *users: str, bot: str = "memory", person: dict[str, object] | None = None, **account: object
    ) -> None:
        """People with these names who consented, each with an account of the same name."""
        now = self.clock.now()
        async with self.database.begin() as tx:
            for user in users:
                values = {"event_id": self.itinerary.event.id, "name": user, "created_at": now, **(person or {})}
                key = (await tx.execute(insert(Person).values(values).returning(Person.id))).scalar_one()
                mine = {
                    "bot": bot,
                    "user": user,
                    "chat": user,
                    "person_id": key,
                    "consented_at": now,
                    "created_at": now,
                }
                await tx.execute(insert(Account).values({**mine, **account}))


@pytest.fixture(scope="session")
def postgres() -> Iterator[Postgres | None]:
    with server() as one:
        yield one


@pytest.fixture(params=["sqlite", "postgresql"])
async def database(
    request: pytest.FixtureRequest, tmp_path: Path, postgres: Postgres | None
) -> AsyncIterator[Database]:
    if request.param == "postgresql" and postgres is None:
        pytest.skip("no PostgreSQL on this machine")
    address = f"sqlite:///{tmp_path}/test.db" if request.param == "sqlite" or postgres is None else postgres.new()
    one = Database(address)
    async with one.engine.begin() as tx:
        await tx.run_sync(Base.metadata.create_all)
    yield one
    await one.close()


@pytest.fixture(scope="session")
def texts() -> dict[str, Say]:
    return load()


@pytest.fixture
async def world(database: Database, texts: dict[str, Say]) -> World:
    file = forum()
    one = World(database, SimulatedClock(MORNING, 0), texts, itinerary.of(file))
    await one.load(file)
    return one


@pytest.fixture
async def run(world: World) -> AsyncIterator[Run]:
    """Start a scheduler on the world's database, as one more process with a clock of its own if one is given."""
    started: list[Scheduler] = []

    async def start(adapter: Memory, clock: SimulatedClock | None = None) -> Scheduler:
        one = await scheduler.start(
            world.database, clock or world.clock, world.itineraries, {adapter.bot: adapter}, world.texts, FAST
        )
        started.append(one)
        return one

    yield start
    for one in started:
        await one.stop()


async def until(done: Callable[[], bool | Awaitable[bool]], seconds: float = 8) -> None:
    async with asyncio.timeout(seconds):
        while True:
            answer = done()
            if answer is True or (not isinstance(answer, bool) and await answer):
                return
            await asyncio.sleep(0.01)
