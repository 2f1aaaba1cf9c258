"""kill -9 between planning a notice and committing it: nothing is half-planned, and the next process plans it whole."""

import asyncio
import time

import pytest

from tests.faults.process import CHATTER, MUST, Bot, kill, locked

PEOPLE = 40
BEFORE = {MUST: "2014-10-23T07:59:50", CHATTER: "2014-10-23T13:19:50"}  # ten seconds before the reminder falls due
pytestmark = [
    pytest.mark.parametrize("address", ["sqlite", pytest.param("postgresql", marks=pytest.mark.slow)], indirect=True),
    pytest.mark.parametrize("moment", [MUST, CHATTER], ids=["must", "chatter"]),
]


async def test_a_plan_that_was_never_committed_is_made_again(bot: Bot, moment: str) -> None:
    people = await bot.join(PEOPLE)
    bot.at = BEFORE[moment]
    began = time.monotonic()
    process = await bot.start()
    assert time.monotonic() - began < 9, "it was not ready before the reminder fell due"
    async with locked(bot):
        await asyncio.sleep(max(0.0, 12 - (time.monotonic() - began)))
        await kill(process)
    assert await bot.rows("SELECT count(*) FROM delivery") == [(0,)]
    assert await bot.rows("SELECT count(*) FROM notice") == [(0,)]
    assert sum(bot.arrivals(people).values()) == 0
    bot.at = moment
    await bot.start()
    assert await bot.settled(PEOPLE) == {"sent": PEOPLE}
    assert set(bot.arrivals(people).values()) == {1}
    assert await bot.repeats() == 0
