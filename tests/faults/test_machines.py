"""Several machines on one PostgreSQL: who was stopped beyond the lease and goes on sends nothing."""

import asyncio
import contextlib
import signal
from collections.abc import AsyncIterator
from urllib.parse import urlsplit

import pytest

from tests.faults.process import MUST, Bot, until

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
