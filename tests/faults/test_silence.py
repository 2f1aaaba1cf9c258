"""429 in the middle of a broadcast: the whole token is silent until the time is over, even over a restart."""

import asyncio
import time

import pytest

from tests.faults.process import Bot, kill, until


@pytest.mark.slow
@pytest.mark.parametrize("restart", [False, True], ids=["running on", "killed and restarted"])
@pytest.mark.parametrize("address", ["sqlite", "postgresql"], indirect=True)
async def test_a_429_with_ten_in_flight_silences_the_whole_token(bot: Bot, restart: bool) -> None:  # noqa: FBT001
    people = await bot.join(60)
    silence = 12 if not restart else 25
    bot.api.fault("latency", "sendMessage", times=None, seconds=0.3)
    bot.api.fault("flood", "sendMessage", people[12], seconds=silence)
    process = await bot.start(HAMKKE_TELEGRAM_RATE="50")
    refused = lambda: [one for one in bot.api.ledger.of("sendMessage") if one.code == 429]  # noqa: E731
    await until(refused)
    told = time.monotonic()
    under_way = len(bot.api.ledger.of("sendMessage"))
    assert under_way >= 20
    if restart:
        await until(lambda: "asks for silence" in bot.log)
        await asyncio.sleep(1)
        await kill(process)
        await bot.start()
    await bot.settled(60)
    arrivals = [one.at for one in bot.api.ledger.of("sendMessage")]
    # What was on its way when the 429 arrived had been begun within its latency.
    assert not [at for at in arrivals if told + 0.5 < at < told + silence - 0.5]
    assert bot.api.violations == []
    assert min(bot.arrivals(people).values()) >= 1
    assert (await bot.states()) == {"sent": 60}
    if not restart:
        assert sum(bot.arrivals(people).values()) == 60
