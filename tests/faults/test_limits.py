"""Telegram's own limits: used to the full, never overrun, and a question in between is answered at once."""

import asyncio
import sys
from bisect import bisect_left
from collections.abc import Sequence

import pytest

from tests.botapi import Rates
from tests.botapi.limits import Limits
from tests.faults.process import Bot

PEOPLE = 900
SLACK = 0.1  # seconds that a busy machine may hold up a call on its way; 0 on a quiet one
ASKERS = range(500, 510)


@pytest.mark.slow
@pytest.mark.parametrize("address", ["sqlite", "postgresql"], indirect=True)
async def test_900_people_at_thirty_a_second_and_questions_meanwhile(bot: Bot) -> None:
    bot.api.bot().limits = Limits(Rates(slack=SLACK))
    bot.settings.clear()
    people = await bot.join(PEOPLE)
    await bot.join(len(ASKERS), ASKERS[0])
    process = await bot.start()
    while not bot.api.ledger.of("sendMessage"):
        assert process.returncode is None
        await asyncio.sleep(0.05)
    waits = await _questions(bot, 18)
    await bot.settled(PEOPLE + len(ASKERS))
    calls = bot.api.ledger.of("sendMessage")
    assert {one.code for one in calls} == {200}
    assert bot.api.violations == []
    last = max(one.at for one in calls if one.chat_id in set(people))
    times = sorted(one.at for one in calls if one.at <= last)
    used = (len(times) - 1) / (times[-1] - times[0]) / 30
    p95 = sorted(waits)[int(len(waits) * 0.95)]
    sys.stdout.write(
        f"{used:.1%} of the limit; fullest second {_fullest(times, 1)}; p95 of {len(waits)} answers {p95:.3f} s\n"
    )
    assert _fullest(times, 1 - SLACK) <= 30
    assert used >= 0.98
    assert p95 < 1
    assert set(bot.arrivals(people).values()) == {1}


async def _questions(bot: Bot, rounds: int) -> list[float]:
    """One question a second in turn from ten people; seconds from asking to hearing."""
    waits = []
    for number in range(rounds):
        asker = bot.api.user(ASKERS[number % len(ASKERS)])
        message = asker.say("점심 몇 시예요?")
        began = asyncio.get_running_loop().time()
        heard = await asker.hears(60)
        while heard.message_id < message or "13:30" not in heard.text:  # its own reminder may come in between
            heard = await asker.hears(60)
        waits.append(heard.at - began)
        await asyncio.sleep(1)
    return waits


def _fullest(times: Sequence[float], seconds: float) -> int:
    """The most arrivals in any window of that length that begins with one of them."""
    return max(bisect_left(times, at + seconds) - number for number, at in enumerate(times))
