"""The bot as processes of their own, which a test kills, stops and starts again; what their logs must not hold."""

import asyncio
import contextlib
import os
import signal
import sqlite3
import sys
import threading
import time
from collections.abc import AsyncIterator, Callable, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import psycopg
from sqlalchemy import insert

from bot.clock import SystemClock
from bot.db import events, inbox
from bot.db.database import Database
from bot.db.migrate import migrate
from bot.db.models import Account, Person
from tests.botapi import BotApi
from tests.house import sample

ROOT = Path(__file__).parents[2]
MUST = "2014-10-23T08:01"  # the reminder of the departure at 08:30 has just fallen due: nobody may miss it
CHATTER = "2014-10-23T13:22"  # only the reminder of lunch at 13:30 is due
QUIET = "2014-10-23T10:30"  # nothing is due for hours
PHONE = "010-5150-7788"
FIRST = 100_000  # the first of the people who are there before the bot starts


@dataclass
class Bot:
    """One bot on one database and stand-in: `start` runs a process, several make several machines."""

    api: BotApi
    folder: Path
    database: str
    at: str = MUST
    settings: dict[str, str] = field(default_factory=dict)
    processes: list[asyncio.subprocess.Process] = field(default_factory=list)
    limit: Callable[[], object] | None = None

    @property
    def name(self) -> str:
        return f"telegram:{self.api.token.partition(':')[0]}"

    @property
    def log(self) -> str:
        """All that the processes have logged, at DEBUG."""
        return "".join(path.read_text(encoding="utf-8") for path in sorted(self.folder.glob("bot-*.log")))

    async def start(self, **settings: str) -> asyncio.subprocess.Process:
        """Run a process; returns once it says that it is ready."""
        environment = {
            **{name: value for name, value in os.environ.items() if not name.startswith("HAMKKE_")},
            "HAMKKE_TELEGRAM_TOKEN": self.api.token,
            "HAMKKE_TELEGRAM_API_BASE": self.api.url,
            "HAMKKE_DATABASE_URL": self.database,
            "HAMKKE_DATA_FOLDER": str(self.folder),
            "HAMKKE_WEB_PORT": "0",
            "HAMKKE_LOG_LEVEL": "DEBUG",
            **self.settings,
            **settings,
        }
        number = len(self.processes)
        with (self.folder / f"bot-{id(self)}-{number:03}.log").open("wb") as log:
            process = await asyncio.create_subprocess_exec(
                *(sys.executable, "-m", "bot", "run", "--at", self.at, "--speed", "1"),
                env=environment,
                stdout=asyncio.subprocess.PIPE,
                stderr=log,
                cwd=ROOT,
                preexec_fn=self.limit,
            )
        self.processes.append(process)
        assert process.stdout is not None
        async with asyncio.timeout(90):
            line = await process.stdout.readline()
        assert line, self.log[-2000:]
        return process

    async def join(self, count: int, first: int = FIRST) -> list[int]:
        """So many people of the sample event who can be written to; returns the ids of their chats."""
        people = list(range(first, first + count))
        for user in people:
            self.api.user(user).chat.access = "open"
        await _insert(self.database, self.name, people)
        return people

    async def receive(self, updates: Sequence[dict[str, Any]]) -> None:
        """Put updates into the inbox, as a process that was killed right after its commit leaves them."""
        database = Database(self.database)
        try:
            async with database.begin() as tx:
                kept = [(str(one["update_id"]), one) for one in updates]
                await inbox.add(tx, self.name, kept, SystemClock().now())
        finally:
            await database.close()

    async def rows(self, query: str, *values: object) -> list[tuple[Any, ...]]:
        """What the database says; `?` stands for a value."""
        return await asyncio.to_thread(_rows, self.database, query, values)

    async def states(self) -> dict[str, int]:
        """How many deliveries are in which state."""
        return dict(await self.rows("SELECT state, count(*) FROM delivery GROUP BY state"))

    async def repeats(self) -> int:
        """How many deliveries may have arrived once more, as the organizer sees it."""
        return int((await self.rows("SELECT coalesce(sum(repeats), 0) FROM delivery"))[0][0])

    async def settled(self, count: int, seconds: float = 120) -> dict[str, int]:
        """The states, once so many deliveries are there and all have a final one."""
        end = time.monotonic() + seconds
        while True:
            states = await self.states()
            open_ones = sum(states.get(one, 0) for one in ("queued", "retry", "sending"))
            if sum(states.values()) >= count and not open_ones:
                return states
            assert time.monotonic() < end, f"{states}\n{self.log[-3000:]}"
            await asyncio.sleep(0.2)

    async def handled(self, count: int, seconds: float = 60) -> None:
        """Wait until so many updates are there and all are done."""
        end = time.monotonic() + seconds
        while (states := dict(await self.rows("SELECT state, count(*) FROM inbox GROUP BY state"))) != {"done": count}:
            assert time.monotonic() < end, f"{states}\n{self.log[-3000:]}"
            await asyncio.sleep(0.2)

    def arrivals(self, people: Sequence[int]) -> dict[int, int]:
        """How often each of these chats was written to, as the server has it."""
        found = dict.fromkeys(people, 0)
        for call in self.api.ledger.of("sendMessage"):
            if call.processed and call.chat_id in found:
                found[call.chat_id] += 1
        return found

    async def end(self) -> None:
        """Stop what still runs."""
        for process in self.processes:
            if process.returncode is None:
                process.send_signal(signal.SIGCONT)
                process.terminate()
        for process in self.processes:
            with contextlib.suppress(TimeoutError):
                async with asyncio.timeout(20):
                    await process.wait()
            if process.returncode is None:
                await kill(process)


async def kill(process: asyncio.subprocess.Process) -> None:
    """kill -9, and wait until it is gone."""
    process.kill()
    await process.wait()


async def until(true: Callable[[], object], seconds: float = 60) -> None:
    """Wait until it is true."""
    end = time.monotonic() + seconds
    while not true():
        assert time.monotonic() < end, "it did not come true in time"
        await asyncio.sleep(0.02)


@contextlib.asynccontextmanager
async def running(bot: Bot, **settings: str) -> AsyncIterator[asyncio.subprocess.Process]:
    """A process for the length of the block."""
    process = await bot.start(**settings)
    try:
        yield process
    finally:
        if process.returncode is None:
            process.terminate()
            await process.wait()


class _Lock(threading.Thread):
    """Somebody else writes to the database and takes their time, so that no plan can be committed meanwhile."""

    def __init__(self, address: str) -> None:
        super().__init__(daemon=True)
        self._address = address
        self.held, self.released = threading.Event(), threading.Event()

    def run(self) -> None:
        """Hold the lock until `released`."""
        if self._address.startswith("sqlite"):
            with sqlite3.connect(self._address.removeprefix("sqlite:///"), timeout=10, isolation_level=None) as file:
                file.execute("BEGIN IMMEDIATE")
                self._wait()
                file.execute("ROLLBACK")
        else:
            with psycopg.connect(self._address.replace("postgresql+psycopg", "postgresql")) as server:
                server.execute("LOCK TABLE delivery IN SHARE ROW EXCLUSIVE MODE")
                self._wait()

    def _wait(self) -> None:
        self.held.set()
        self.released.wait(60)


@contextlib.asynccontextmanager
async def locked(bot: Bot) -> AsyncIterator[None]:
    """For the length of the block nothing can be planned."""
    lock = _Lock(bot.database)
    lock.start()
    assert await asyncio.to_thread(lock.held.wait, 20)
    try:
        yield
    finally:
        lock.released.set()
        await asyncio.to_thread(lock.join, 10)


async def prepare(address: str) -> None:
    """The tables and the sample event."""
    database = Database(address)
    try:
        await migrate(database)
        async with database.begin() as tx:
            await events.load(tx, sample(), SystemClock().now())
    finally:
        await database.close()


async def _insert(address: str, bot: str, users: Sequence[int]) -> None:
    database, now, event = Database(address), SystemClock().now(), sample().event.id
    try:
        async with database.begin() as tx:
            people = [
                {"id": user, "event_id": event, "name": f"사람{user}", "phone": PHONE, "created_at": now}
                for user in users
            ]
            accounts = [
                {
                    "bot": bot,
                    "user": str(user),
                    "chat": str(user),
                    "person_id": user,
                    "consented_at": now,
                    "created_at": now,
                }
                for user in users
            ]
            await tx.execute(insert(Person), people)
            await tx.execute(insert(Account), accounts)
    finally:
        await database.close()


def _rows(address: str, query: str, values: Sequence[object]) -> list[tuple[Any, ...]]:
    if address.startswith("sqlite"):
        with contextlib.closing(sqlite3.connect(address.partition("///")[2], timeout=30)) as connection:
            return list(connection.execute(query, values))
    with psycopg.connect(address) as connection:
        return list(connection.execute(query.replace("?", "%s").encode(), values))


def question(user: int) -> dict[str, Any]:
    """An update as the platform hands it over: somebody asks when lunch is."""
    chat = {"id": user, "type": "private"}
    words = {"text": "점심 몇 시예요?", "from": {"id": user, "is_bot": False, "first_name": "사람"}}
    return {"update_id": user, "message": {"message_id": user, "date": 1_700_000_000, "chat": chat, **words}}
