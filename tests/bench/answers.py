"""The whole bot beside a bare echo bot of stock python-telegram-bot: answers a second, latency, memory, start.

Both answer in turn, in one session and against the same kind of stand-in, and the median of several rounds counts, so
that the ratio holds on a busy machine as well. The echo bot gets what is best for it: `sniffio` has to be installed.
"""

import argparse
import asyncio
import contextlib
import gc
import os
import sys
import tempfile
import time
from collections.abc import AsyncIterator
from pathlib import Path
from statistics import median

import sniffio  # noqa: F401 - without it the echo bot's HTTP client loses up to half of its speed

from tests.bench import load
from tests.botapi import UNLIMITED, BotApi, User

PEOPLE = 200
WAYS = (1, 32)  # questions under way at a time
QUESTIONS = (
    "점심 몇 시예요?",
    "버스 어디서 타요",
    "지금 뭐 해요?",
    "숙소 몇 인실이야",
    "내일 아침 메뉴 뭐예요",
    "when is dinner?",
    "노고단 해발 몇 미터",
    "와이파이 비번",
    "다음은?",
    "2일차 일정 알려주세요",
)


def ask(_user: User, number: int) -> str:
    """One of several kinds of question in turn."""
    return QUESTIONS[number % len(QUESTIONS)]


@contextlib.asynccontextmanager
async def whole_bot(people: int = PEOPLE) -> AsyncIterator[tuple[BotApi, int, float]]:
    """A server with our bot at work and so many people who joined; the bot's pid and seconds until its first poll."""
    with tempfile.TemporaryDirectory() as folder:
        async with BotApi(rates=UNLIMITED) as server:
            os.environ.update(
                HAMKKE_TELEGRAM_TOKEN=server.token,
                HAMKKE_TELEGRAM_API_BASE=server.url,
                HAMKKE_DATABASE_URL=f"sqlite:///{folder}/hamkke.db",
                HAMKKE_WEB_PORT="0",
                HAMKKE_LOG_LEVEL="WARNING",
            )
            began = time.perf_counter()
            async with load.process("-m", "bot", "run", "--at", "2014-10-23T10:00", server=server) as pid:
                ready = time.perf_counter() - began
                await asyncio.gather(*(_join(server.user(1000 + number)) for number in range(people)))
                yield server, pid, ready


async def _join(user: User) -> None:
    user.start("")
    consent = await user.hears(timeout=60)
    user.press(consent.labels[0])
    await user.hears(timeout=60)  # the welcome
    await user.hears(timeout=60)  # the card


def memory(pid: int) -> float:
    """Resident memory of a process in MB."""
    pages = int(Path(f"/proc/{pid}/statm").read_text("ascii").split()[1])
    return pages * os.sysconf("SC_PAGE_SIZE") / 1e6


async def compare(messages: int, rounds: int, seconds: float) -> None:
    """Print what both reach, and the ratios.

    Both live at the same time and are asked in turn, ours after the echo and the other way round, so that a busy
    moment of the machine cannot favour one of them for long; who is not asked only waits for updates.
    """
    gc.set_threshold(100_000, 50, 100)
    async with load.echo_bot() as (echo, echo_pid), whole_bot() as (ours, pid, ready):
        for server in (echo, ours):
            await load.answers_per_second(server, 10, 50, 10)  # warm up
        for way in WAYS:
            pairs = [await _pair(echo, ours, messages, way, first=number % 2) for number in range(rounds)]
            ratios = [mine / theirs for theirs, mine in pairs]
            each = ", ".join(f"{one:.2f}" for one in ratios)
            theirs, mine = (median(speeds) for speeds in zip(*pairs, strict=True))
            print(
                f"concurrency {way:2}: whole bot {mine:5.0f} /s, echo bot {theirs:5.0f} /s, "
                f"ratio {median(ratios):.2f} (median of {each})"
            )
        for name, server in (("whole bot", ours), ("echo bot", echo)):
            print(f"{name} at 50/s: {await load.latency_at(server, 50, seconds, PEOPLE, ask)}")
        print(f"memory: whole bot {memory(pid):.0f} MB, echo bot {memory(echo_pid):.0f} MB; ready in {ready:.2f} s")
        print(f"violations of the Bot API: {len(ours.violations)}")


async def _pair(echo: BotApi, ours: BotApi, messages: int, way: int, *, first: int) -> tuple[float, float]:
    """Answers a second of the echo bot and of ours, asked one after the other."""
    order = (ours, echo) if first else (echo, ours)
    speeds = {server.url: await load.answers_per_second(server, PEOPLE, messages, way, ask) for server in order}
    return speeds[echo.url], speeds[ours.url]


if __name__ == "__main__":
    parser = argparse.ArgumentParser(prog=f"{sys.executable} -m tests.bench.answers", description=__doc__)
    parser.add_argument("--messages", type=int, default=1000, help="in each round")
    parser.add_argument("--rounds", type=int, default=5)
    parser.add_argument("--seconds", type=float, default=10)
    given = parser.parse_args()
    asyncio.run(compare(given.messages, given.rounds, given.seconds))
