import asyncio
import signal
import subprocess
import sys
import time
from collections.abc import Iterator
from pathlib import Path

import pytest

from bot.db import leases
from bot.db.database import Database
from scheduler import holder
from scheduler.lease import Lease, Terms

BRIEF = Terms(lasts=0.8, renew=0.2, margin=0.2)


async def test_one_holds_and_the_other_takes_over_when_it_is_given_back(database: Database) -> None:
    first, second = Lease(database, "b", "one", BRIEF), Lease(database, "b", "two", BRIEF)
    first.start()
    assert await first.wait_held() == 1
    second.start()
    await asyncio.sleep(1.2)
    assert (first.held(), second.held()) == (1, None)
    await first.stop()
    async with asyncio.timeout(3):
        assert await second.wait_held() == 2
    assert first.held() is None
    await second.stop()


async def test_a_holder_that_falls_silent_is_succeeded_and_knows_it_before(database: Database) -> None:
    now = [0.0]
    lease = Lease(database, "b", "one", BRIEF, timer=lambda: now[0])
    lease.start()
    assert await lease.wait_held() == 1
    now[0] += BRIEF.lasts - BRIEF.margin
    assert lease.held() is None
    await lease.stop()


async def test_terms_fence_renewals_and_silence_is_inherited(database: Database) -> None:
    async with database.begin() as tx:
        assert (await leases.take(tx, "b", "one", 0.05)) is not None
        await leases.silence(tx, "b", 30)
        await leases.silence(tx, "b", 3)
    await asyncio.sleep(0.1)
    async with database.begin() as tx:
        taken = await leases.take(tx, "b", "two", 5)
        assert taken is not None
        assert taken.term == 2
        assert 28 < taken.silent <= 30
        assert abs(taken.now - time.time()) < 2
        assert await leases.renew(tx, "b", "one", 1, 5) is None
        assert not await leases.owns(tx, "b", "one", 1)
        assert await leases.owns(tx, "b", "two", 2)
        assert await leases.take(tx, "b", "one", 5) is None


@pytest.fixture
def processes(database: Database, tmp_path: Path) -> Iterator[tuple[Path, list[subprocess.Popen[bytes]]]]:
    """Two real processes that want the same lease, and the ledger of what they did."""
    ledger = tmp_path / "ledger"
    ledger.touch()
    address = database.url.render_as_string(hide_password=False)
    command = [sys.executable, "-m", "tests.scheduler.holding", address, str(ledger)]
    started = [subprocess.Popen(command, cwd=Path(__file__).parents[2]) for _ in range(2)]
    yield ledger, started
    for process in started:
        process.kill()
        process.wait()


def entries(ledger: Path) -> list[tuple[int, int]]:
    return [(int(pid), int(term)) for pid, term in (line.split() for line in ledger.read_text().splitlines())]


async def until_term(ledger: Path, term: int) -> int:
    """The process that acts in that term."""
    async with asyncio.timeout(30):
        while not any(one == term for _, one in entries(ledger)):  # noqa: ASYNC110 - another process writes it
            await asyncio.sleep(0.05)
    return next(pid for pid, one in entries(ledger) if one == term)


async def test_a_stopped_process_that_continues_sends_nothing(
    processes: tuple[Path, list[subprocess.Popen[bytes]]],
) -> None:
    ledger, started = processes
    first = await until_term(ledger, 1)
    holder = next(one for one in started if one.pid == first)
    holder.send_signal(signal.SIGSTOP)
    second = await until_term(ledger, 2)
    assert second != first
    before = entries(ledger).count((first, 1))
    holder.send_signal(signal.SIGCONT)
    await asyncio.sleep(1.5)
    assert entries(ledger).count((first, 1)) == before
    assert {term for pid, term in entries(ledger) if pid == second} == {2}


async def test_a_killed_holder_is_succeeded(processes: tuple[Path, list[subprocess.Popen[bytes]]]) -> None:
    ledger, started = processes
    first = await until_term(ledger, 1)
    next(one for one in started if one.pid == first).kill()
    killed = time.monotonic()
    assert await until_term(ledger, 2) != first
    assert time.monotonic() - killed < 10


def name_of(process: subprocess.Popen[str]) -> str:
    assert process.stdout is not None
    return process.stdout.readline().strip()


@pytest.fixture
def other() -> Iterator[subprocess.Popen[str]]:
    """A process that says its name as a holder and waits to be ended."""
    words = "import time; from scheduler import holder; print(holder.new(), flush=True); time.sleep(60)"
    process = subprocess.Popen(
        [sys.executable, "-c", words], cwd=Path(__file__).parents[2], stdout=subprocess.PIPE, text=True
    )
    yield process
    process.kill()
    process.wait()


async def test_whoever_died_on_this_machine_is_succeeded_at_once(
    database: Database, other: subprocess.Popen[str]
) -> None:
    name = name_of(other)
    async with database.begin() as tx:
        assert await leases.take(tx, "b", name, 60)
    lease = Lease(database, "b", holder.new(), Terms(60, 0.2, 0.2))
    lease.start()
    await asyncio.sleep(1)
    assert lease.held() is None  # it lives
    other.kill()  # nobody has waited for it yet: its id is still taken
    async with asyncio.timeout(5):
        assert await lease.wait_held() == 2
    await lease.stop()


def test_of_another_machine_or_start_nothing_is_known(other: subprocess.Popen[str]) -> None:
    name = name_of(other)
    machine, pid, started, token = name.split(":")
    assert not holder.gone(name)
    assert holder.gone(f"{machine}:{pid}:{int(started) + 1}:{token}")  # the id was given anew
    for foreign in (f"elsewhere:{pid}:1:{token}", f"host:{pid}:{token}", "one", "", f"{machine}:x:1:{token}"):
        assert not holder.gone(foreign)
    other.kill()
    other.wait()
    assert holder.gone(name)
