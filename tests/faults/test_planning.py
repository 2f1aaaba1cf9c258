"""kill -9 between planning a notice and committing it: nothing is half-planned, and the next process plans it whole."""

import asyncio
import time
from datetime import datetime, timedelta

import pytest

from tests.faults.process import CHATTER, MUST, Bot, kill, locked

PEOPLE = 40
DUE = {MUST: "2014-10-23T08:00", CHATTER: "2014-10-23T13:20"}
DAY_BEFORE = "2014-10-22T10:00"
pytestmark = [
    pytest.mark.parametrize("address", ["sqlite", pytest.param("postgresql", marks=pytest.mark.slow)], indirect=True),
    pytest.mark.parametrize(
        "moment", [pytest.param(MUST, id="must"), pytest.param(CHATTER, id="chatter", marks=pytest.mark.slow)]
    ),
]


async def test_a_plan_that_was_never_committed_is_made_again(bot: Bot, moment: str) -> None:
    people = await bot.join(PEOPLE)
    ahead = timedelta(seconds=5 + 3 * await _start_takes(bot))
    bot.at = (datetime.fromisoformat(DUE[moment]) - ahead).isoformat()
    began = time.monotonic()
    process = await bot.start()
    async with locked(bot):
        assert await bot.rows("SELECT count(*) FROM notice") == [(0,)], "it was not locked before the reminder fell due"
        await asyncio.sleep(max(0.0, ahead.total_seconds() + 2 - (time.monotonic() - began)))
        await kill(process)
    assert await bot.rows("SELECT count(*) FROM delivery") == [(0,)]
    assert await bot.rows("SELECT count(*) FROM notice") == [(0,)]
    assert sum(bot.arrivals(people).values()) == 0
    bot.at = moment
    await bot.start()
    assert await bot.settled(PEOPLE) == {"sent": PEOPLE}
    assert set(bot.arrivals(people).values()) == {1}
    assert await bot.repeats() == 0


async def _start_takes(bot: Bot) -> float:
    """The seconds that a start takes on this machine, which may be a slow one."""
    bot.at, began = DAY_BEFORE, time.monotonic()
    process = await bot.start()
    took = time.monotonic() - began
    await kill(process)
    return took
