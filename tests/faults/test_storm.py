"""A storm of kills over 3,000 deliveries: none is lost, and the repeats are few, counted and known."""

import asyncio
import itertools
import sys

import pytest

from tests.faults.process import MUST, Bot, kill

PEOPLE = 3000
RATE = 100
IN_FLIGHT = RATE // 2


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
async def test_three_processes_on_postgresql_and_one_killed_every_second(machines: Bot) -> None:
    machines.at = MUST
    machines.settings["HAMKKE_TELEGRAM_RATE"] = str(RATE)
    machines.api.fault("latency", "sendMessage", times=None, seconds=0.2)
    people = await machines.join(PEOPLE)
    three = list(await asyncio.gather(*(machines.start() for _ in range(3))))
    kills = 0
    for number in itertools.cycle(range(3)):
        await asyncio.sleep(1)
        await kill(three[number])
        kills += 1
        three[number] = await machines.start()
        if kills == 30 or sum(machines.arrivals(people).values()) > PEOPLE * 0.8:
            break
    await _weathered(machines, people, kills, 200)
