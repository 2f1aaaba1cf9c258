"""Load from people of the stand-in, and how fast a bot answers them.

`python -m tests.bench.load` tries it out on the echo bot. To compare two bots, run both in one session on one machine
and print the ratio; absolute figures mean little.
"""

import argparse
import asyncio
import contextlib
import gc
import itertools
import os
import sys
import time
from collections.abc import AsyncIterator, Callable, Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

from tests.botapi import UNLIMITED, BotApi, User

_ROOT = Path(__file__).parents[2]
Ask = Callable[[User, int], str]


@dataclass(frozen=True)
class Latency:
    """Seconds from an update's delivery to the arrival of its answer; `said_*` from when it was due to be said.

    The second pair also counts what an update waited in the queue of a bot that cannot keep up.
    """

    asked: int
    answered: int
    p50: float
    p95: float
    p99: float
    said_p50: float
    said_p99: float

    def __str__(self) -> str:
        figures = (self.p50, self.p95, self.p99, self.said_p50, self.said_p99)
        p50, p95, p99, said50, said99 = (f"{1000 * seconds:.1f}" for seconds in figures)
        return (
            f"{self.answered}/{self.asked} answered; p50 {p50} p95 {p95} p99 {p99} ms from delivery; "
            f"p50 {said50} p99 {said99} ms from asking"
        )


def _echo(_user: User, number: int) -> str:
    return f"점심 몇 시예요? {number}"


async def answers_per_second(server: BotApi, users: int, messages: int, concurrency: int, ask: Ask = _echo) -> float:
    """Closed loop: `users` people ask `messages` questions in all, `concurrency` of them under way at a time.

    Each waits for one answer before the next question of theirs; returns answers per second.
    """
    people = _people(server, users)
    numbers = iter(range(messages))
    began = time.perf_counter()
    await asyncio.gather(
        *(_converse(people[start::concurrency], numbers, ask) for start in range(min(concurrency, users)))
    )
    return messages / (time.perf_counter() - began)


async def _converse(people: Sequence[User], numbers: Iterator[int], ask: Ask) -> None:
    for user, number in zip(itertools.cycle(people), numbers, strict=False):
        user.skip()
        user.say(ask(user, number))
        await user.hears(timeout=60)


async def latency_at(server: BotApi, rate: float, seconds: float, users: int = 200, ask: Ask = _echo) -> Latency:
    """Open loop: `rate` questions a second from `users` people in turn, whether or not answers come.

    Each person must get exactly one answer a question, in order.
    """
    people = _people(server, users)
    for user in people:
        user.skip()
    asked: dict[int, list[tuple[float, int]]] = {user.id: [] for user in people}
    began = time.monotonic()
    total = int(rate * seconds)
    for number in range(total):
        due = began + number / rate
        if (wait := due - time.monotonic()) > 0:
            await asyncio.sleep(wait)
        user = people[number % users]
        asked[user.id].append((due, server.bot().updates.next_id))
        user.say(ask(user, number))
    await _settled(people, total)
    return _latency(server, people, asked)


async def _settled(people: Sequence[User], total: int) -> None:
    """Wait until everything is answered, or for ten seconds nothing more comes."""
    answered, quiet_since = 0, time.monotonic()
    while answered < total and time.monotonic() - quiet_since < 10:
        await asyncio.sleep(0.05)
        now = sum(len(user.inbox) - user.chat.read for user in people)
        if now != answered:
            answered, quiet_since = now, time.monotonic()


def _latency(server: BotApi, people: Sequence[User], asked: dict[int, list[tuple[float, int]]]) -> Latency:
    delivered = server.bot().updates.deliveries
    from_delivery, from_asking = [], []
    for user in people:
        answers = user.inbox[user.chat.read :]
        for (due, update_id), answer in zip(asked[user.id], answers, strict=False):
            from_delivery.append(answer.at - delivered[update_id])
            from_asking.append(answer.at - due)
        user.skip()
    return Latency(
        sum(map(len, asked.values())),
        len(from_asking),
        *(percentile(from_delivery, share) for share in (0.5, 0.95, 0.99)),
        *(percentile(from_asking, share) for share in (0.5, 0.99)),
    )


def percentile(values: Sequence[float], share: float) -> float:
    """The value below which `share` of all values lie; infinite when there is none."""
    ordered = sorted(values)
    return ordered[min(int(share * len(ordered)), len(ordered) - 1)] if ordered else float("inf")


def cpu_seconds(pid: int) -> float:
    """Processor time a process has used, which tells more than speed where others share the machine."""
    fields = Path(f"/proc/{pid}/stat").read_text(encoding="ascii").rpartition(")")[2].split()
    return (int(fields[11]) + int(fields[12])) / os.sysconf("SC_CLK_TCK")


def _people(server: BotApi, users: int) -> list[User]:
    return [server.user(1000 + number) for number in range(users)]


@contextlib.asynccontextmanager
async def process(*arguments: str, server: BotApi) -> AsyncIterator[int]:
    """Run `python …` as a bot for the length of the block, from its first poll on; yields its pid."""
    program = await asyncio.create_subprocess_exec(sys.executable, *arguments, cwd=_ROOT)
    try:
        async with asyncio.timeout(60):
            while not server.ledger.of("getUpdates"):  # noqa: ASYNC110 - another process has to start
                await asyncio.sleep(0.05)
        yield program.pid
    finally:
        with contextlib.suppress(ProcessLookupError):
            program.terminate()
        await program.wait()


@contextlib.asynccontextmanager
async def echo_bot(*options: str) -> AsyncIterator[tuple[BotApi, int]]:
    """A server with the echo bot at work, no limits enforced, and the bot's pid."""
    async with BotApi(rates=UNLIMITED) as server:
        arguments = ("-m", "tests.bench.echo_bot", "--token", server.token, "--base-url", server.url, *options)
        async with process(*arguments, server=server) as pid:
            yield server, pid


VARIANTS = ((), ("--aiohttp",), ("--concurrent",), ("--concurrent", "--aiohttp"))


async def try_out(messages: int, rounds: int) -> None:
    """Every variant once a round, so that a busy moment of the machine hits all alike; prints the best of each."""
    gc.set_threshold(100_000, 50, 100)  # the server keeps all it sees; looking through that is no part of the load
    best: dict[tuple[str, int], float] = {}
    cost: dict[tuple[str, int], float] = {}
    for _, options in itertools.product(range(rounds), VARIANTS):
        name = " ".join(options) or "stock"
        async with echo_bot(*options) as (server, pid):
            await answers_per_second(server, 10, 50, 10)  # warm up
            for concurrency in (1, 32):
                before = cpu_seconds(pid)
                speed = await answers_per_second(server, 200, messages, concurrency)
                used = (cpu_seconds(pid) - before) / messages
                key = name, concurrency
                best[key] = max(best.get(key, 0), speed)
                cost[key] = min(cost.get(key, used), used)
            print(f"{name:24} at 50/s: {await latency_at(server, 50, 3)}; violations {len(server.violations)}")
    for (name, concurrency), speed in best.items():
        ratio = speed / best["stock", concurrency]
        spent = f"{1000 * cost[name, concurrency]:.2f} ms of processor each"
        print(f"{name:24} concurrency {concurrency:2}: {speed:5.0f} answers/s ({ratio:.2f} of stock), {spent}")


if __name__ == "__main__":
    parser = argparse.ArgumentParser(prog="python -m tests.bench.load", description=__doc__)
    parser.add_argument("--messages", type=int, default=2000)
    parser.add_argument("--rounds", type=int, default=3)
    given = parser.parse_args()
    asyncio.run(try_out(given.messages, given.rounds))
