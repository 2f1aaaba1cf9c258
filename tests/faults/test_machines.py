"""Several machines on one PostgreSQL: who was stopped beyond the lease sends nothing; each bot token has one owner."""

import asyncio
import contextlib
import signal
from collections.abc import AsyncIterator
from pathlib import Path
from urllib.parse import urlsplit

import pytest

from tests.botapi import UNLIMITED, BotApi
from tests.faults.process import FIRST, MUST, Bot, kill, until

PEOPLE = 300


class Line:
    """One machine's way to the platform; `calls` counts the messages that went through."""

    def __init__(self, target: str) -> None:
        self.calls = 0
        self._target = urlsplit(target)

    async def carry(self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        there, back = await asyncio.open_connection(self._target.hostname, self._target.port)
        with contextlib.suppress(OSError):
            await asyncio.gather(self._pass(reader, back, count=True), self._pass(there, writer, count=False))

    async def _pass(self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter, *, count: bool) -> None:
        while data := await reader.read(65536):
            self.calls += data.count(b"/sendMessage") if count else 0
            writer.write(data)
        writer.close()


@contextlib.asynccontextmanager
async def _line(target: str) -> AsyncIterator[tuple[Line, str]]:
    line = Line(target)
    server = await asyncio.start_server(line.carry, "127.0.0.1", 0)
    try:
        yield line, f"http://127.0.0.1:{server.sockets[0].getsockname()[1]}"
    finally:
        server.close()


@pytest.mark.slow
async def test_a_process_stopped_beyond_its_lease_sends_nothing_more(machines: Bot) -> None:
    machines.at = MUST
    machines.settings["HAMKKE_TELEGRAM_RATE"] = "12"
    people = await machines.join(PEOPLE)
    async with _line(machines.api.url) as (first, way), _line(machines.api.url) as (second, other_way):
        holder = await machines.start(HAMKKE_TELEGRAM_API_BASE=way)
        await until(lambda: first.calls >= 20)
        await machines.start(HAMKKE_TELEGRAM_API_BASE=other_way)
        assert second.calls == 0
        holder.send_signal(signal.SIGSTOP)
        stopped_at = first.calls
        await until(lambda: second.calls >= 10)
        holder.send_signal(signal.SIGCONT)
        begun = second.calls
        await machines.settled(PEOPLE)
        assert first.calls == stopped_at
        assert second.calls > begun + 50
    arrivals = machines.arrivals(people)
    assert await machines.states() == {"sent": PEOPLE}
    assert min(arrivals.values()) >= 1
    assert sum(arrivals.values()) - PEOPLE <= await machines.repeats() <= 6
    assert holder.returncode is None


@pytest.mark.slow
async def test_two_bots_on_one_database_each_with_two_machines(machines: Bot, tmp_path: Path) -> None:
    """One machine of each is killed amid its sending; the other one of the same token goes on, and nobody else."""
    machines.at = MUST
    machines.settings["HAMKKE_TELEGRAM_RATE"] = "20"
    folder = tmp_path / "other"
    folder.mkdir()
    async with BotApi(token=f"7000002:{machines.api.token.partition(':')[2]}", rates=UNLIMITED) as api:
        other = Bot(api, folder, machines.database, MUST, machines.settings)
        people = {bot.name: await bot.join(PEOPLE, FIRST + number) for bot, number in ((machines, 0), (other, PEOPLE))}
        try:
            owners = [await bot.start() for bot in (machines, other)]
            for bot in (machines, other):
                await bot.start()
            for bot, owner in zip((machines, other), owners, strict=True):
                await until(lambda bot=bot: sum(bot.arrivals(people[bot.name]).values()) >= 40)  # type: ignore[misc]
                await kill(owner)
            await machines.settled(2 * PEOPLE)
        finally:
            await other.end()
        for bot, stranger in ((machines, other), (other, machines)):
            arrivals = bot.arrivals(people[bot.name])
            assert min(arrivals.values()) >= 1
            assert sum(bot.arrivals(people[stranger.name]).values()) == 0
            assert bot.api.violations == []
        assert await machines.repeats() <= 2 * 10
