"""The database goes away or is full: nothing is confirmed that is not kept, and all goes on when it is back."""

import asyncio
import resource
from pathlib import Path

import pytest

from tests.botapi import BotApi, User
from tests.faults.process import MUST, QUIET, Bot, prepare, until
from tests.leaks import leaks
from tests.postgres import server

UNLIMITED = (resource.RLIM_INFINITY, resource.RLIM_INFINITY)


@pytest.mark.skipif(not hasattr(resource, "prlimit"), reason="only Linux limits the files of a running process")
async def test_a_full_disk_stops_the_intake_and_loses_nothing(bot: Bot) -> None:
    bot.at = QUIET
    people = await bot.join(20)
    process = await bot.start()
    kim = bot.api.user(people[0])
    kim.say("점심 몇 시예요?")
    assert "13:30" in (await kim.hears(60)).text
    # Whatever SQLite writes from now on fails, as on a full disk.
    resource.prlimit(process.pid, resource.RLIMIT_FSIZE, (4096, resource.RLIM_INFINITY))
    for user in people:
        bot.api.user(user).say("저녁 몇 시예요?")
    await asyncio.sleep(5)
    assert process.returncode is None
    assert len(bot.api.bot().updates.pending) == len(people)
    resource.prlimit(process.pid, resource.RLIMIT_FSIZE, UNLIMITED)
    await until(lambda: all("20:00" in "".join(one.text for one in bot.api.user(user).inbox) for user in people), 90)
    await bot.handled(len(people) + 1)
    assert set(bot.arrivals(people[1:]).values()) == {1}


async def _sends(api: BotApi, more: int) -> None:
    sent = len(api.ledger.of("sendMessage"))
    await until(lambda: len(api.ledger.of("sendMessage")) >= sent + more, 90)


async def _answers(asker: User, count: int) -> None:
    await until(lambda: sum("13:30" in one.text for one in asker.inbox) >= count, 90)


@pytest.mark.slow
async def test_postgresql_restarted_again_and_again_while_it_sends(api: BotApi, tmp_path: Path) -> None:
    with server() as postgres:
        if postgres is None:
            pytest.skip("no PostgreSQL on this machine")
        address = postgres.new()
        await prepare(address)
        bot = Bot(api, tmp_path, address, MUST, {"HAMKKE_TELEGRAM_RATE": "20", "HAMKKE_TELEGRAM_CHAT_RATE": "100"})
        try:
            people = await bot.join(400)
            asker = api.user((await bot.join(1, first=500))[0])
            process = await bot.start()
            for number in range(3):
                await _sends(api, 40)
                postgres.stop()
                asker.say("점심 몇 시예요?")
                await asyncio.sleep(2)
                postgres.start()
                await _answers(asker, number + 1)
            assert await bot.settled(len(people) + 1) == {"sent": len(people) + 1}
            arrivals = bot.arrivals(people)
            assert min(arrivals.values()) >= 1
            assert sum(arrivals.values()) - len(people) <= await bot.repeats()
            assert process.returncode is None
        finally:
            await bot.end()
        assert leaks(bot.log) == []
