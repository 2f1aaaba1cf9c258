"""The whole bot beside a bare echo bot of stock python-telegram-bot: answers a second, latency, memory, start.

Both run in turn on the same stand-in, in one session, so that the ratio holds on a busy machine as well.
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

from tests.bench import load
from tests.botapi import UNLIMITED, BotApi, User

PEOPLE = 200
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
    """Print what both reach, and the ratios."""
    gc.set_threshold(100_000, 50, 100)
    ratios: dict[int, list[float]] = {1: [], 32: []}
    for _ in range(rounds):
        speeds: dict[str, dict[int, float]] = {}
        async with load.echo_bot() as (server, pid):
            await load.answers_per_second(server, 10, 50, 10)
            speeds["echo"] = await _speeds(server, messages)
            echo = speeds["echo"]
            print(f"echo bot   {echo[1]:5.0f} /s one by one, {echo[32]:5.0f} /s at 32, {memory(pid):.0f} MB")
        async with whole_bot() as (server, pid, ready):
            speeds["ours"] = await _speeds(server, messages)
            latency = await load.latency_at(server, 50, seconds, PEOPLE, ask)
            print(
                f"whole bot  {speeds['ours'][1]:5.0f} /s one by one, {speeds['ours'][32]:5.0f} /s at 32, "
                f"{memory(pid):.0f} MB, ready in {ready:.2f} s, violations {len(server.violations)}"
            )
            print(f"  at 50/s: {latency}")
        for way, found in ratios.items():
            found.append(speeds["ours"][way] / speeds["echo"][way])
    for way, found in ratios.items():
        each = ", ".join(f"{one:.2f}" for one in found)
        print(f"ratio to the echo bot at concurrency {way:2}: {median(found):.2f} (of {each})")


async def _speeds(server: BotApi, messages: int) -> dict[int, float]:
    return {way: await load.answers_per_second(server, PEOPLE, messages, way, ask) for way in (1, 32)}


if __name__ == "__main__":
    parser = argparse.ArgumentParser(prog=f"{sys.executable} -m tests.bench.answers", description=__doc__)
    parser.add_argument("--messages", type=int, default=2000)
    parser.add_argument("--rounds", type=int, default=3)
    parser.add_argument("--seconds", type=float, default=10)
    given = parser.parse_args()
    asyncio.run(compare(given.messages, given.rounds, given.seconds))
