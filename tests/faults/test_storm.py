"""A storm of kills over 3,000 deliveries: none is lost, and the repeats are few, counted and known."""

import asyncio
import sys
import time

import pytest

from tests.faults.process import MUST, Bot, kill, locked

PEOPLE = 3000
RATE = 100
IN_FLIGHT = RATE // 2
KILLS = 12


async def _weathered(bot: Bot, people: list[int], kills: int, seconds: float) -> None:
    await bot.settled(PEOPLE, seconds)
    arrivals = bot.arrivals(people)
    doubled, counted = sum(arrivals.values()) - PEOPLE, await bot.repeats()
    sys.stdout.write(f"{kills} kills: {doubled} arrived again, {counted} counted as possible repeats\n")
    assert await bot.states() == {"sent": PEOPLE}
    assert min(arrivals.values()) >= 1
    assert doubled <= counted <= kills * IN_FLIGHT
    assert bot.api.violations == []


@pytest.mark.slow
async def test_one_process_on_sqlite_killed_ten_times(bot: Bot) -> None:
    bot.at = MUST
    bot.settings["HAMKKE_TELEGRAM_RATE"] = str(RATE)
    bot.api.fault("latency", "sendMessage", times=None, seconds=0.2)
    people = await bot.join(PEOPLE)
    for number in range(10):
        process = await bot.start()
        while sum(bot.arrivals(people).values()) < 150 * (number + 1):
            assert process.returncode is None
            await asyncio.sleep(0.02)
        await kill(process)
    await bot.start()
    await _weathered(bot, people, 10, 200)


@pytest.mark.slow
async def test_processes_on_postgresql_and_one_killed_every_second(machines: Bot) -> None:
    machines.at = MUST
    machines.settings["HAMKKE_TELEGRAM_RATE"] = str(RATE)
    machines.api.fault("latency", "sendMessage", times=None, seconds=0.2)
    people = await machines.join(PEOPLE)
    # Starting one takes longer than a second, so whoever replaces the dead is there before the storm begins.
    async with locked(machines):
        for _ in range(3 + KILLS):
            await machines.start()
    began = time.monotonic()
    for number in range(KILLS):
        await asyncio.sleep(began + number + 1 - time.monotonic())
        await kill(machines.processes[number])
    assert time.monotonic() - began < KILLS + 1
    assert sum(machines.arrivals(people).values()) < PEOPLE
    await _weathered(machines, people, KILLS, 200)
