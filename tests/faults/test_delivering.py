"""kill -9 at each point of a delivery: what nobody may miss arrives at least once, chatter at most once."""

import asyncio

import pytest

from tests.faults.process import CHATTER, MUST, Bot, kill, until

PEOPLE = 40
MOMENTS = {
    "claimed, before the call is processed": "hang",
    "after the server accepted, before its answer": "hang_after",
    "after the answer, before the commit": None,
}
pytestmark = [
    pytest.mark.parametrize("address", ["sqlite", pytest.param("postgresql", marks=pytest.mark.slow)], indirect=True),
    pytest.mark.parametrize("moment", MOMENTS),
]


async def _killed_in_the_middle(bot: Bot, moment: str) -> list[int]:
    """Let it send, kill it at that moment, let another process finish; returns who should have heard."""
    people = await bot.join(PEOPLE)
    fault = MOMENTS[moment]
    if fault:
        for user in people[15:]:
            bot.api.fault(fault, "sendMessage", user, times=None)  # type: ignore[arg-type]  # a Kind
    process = await bot.start(HAMKKE_TELEGRAM_RATE="100")
    wanted = PEOPLE if fault else 15
    await until(lambda: len(bot.api.ledger.of("sendMessage")) >= wanted)
    if fault:
        await asyncio.sleep(0.5)
    await kill(process)
    bot.api.clear_faults()
    if fault is None:
        await _undone(bot)
    await bot.start()
    await bot.settled(PEOPLE)
    return people


async def _undone(bot: Bot) -> None:
    """There were calls that the server had answered and of which the database knows nothing more than the claim."""
    states = await bot.states()
    assert sum(bot.arrivals(range(100_000, 100_000 + PEOPLE)).values()) > states.get("sent", 0)


async def test_what_nobody_may_miss_arrives_at_least_once(bot: Bot, moment: str) -> None:
    bot.at = MUST
    people = await _killed_in_the_middle(bot, moment)
    arrivals = bot.arrivals(people)
    assert min(arrivals.values()) >= 1
    assert await bot.states() == {"sent": PEOPLE}
    doubled = sum(arrivals.values()) - PEOPLE
    assert doubled <= await bot.repeats()
    if moment == "after the server accepted, before its answer":
        assert doubled == await bot.repeats() == PEOPLE - 15


async def test_chatter_arrives_at_most_once(bot: Bot, moment: str) -> None:
    bot.at = CHATTER
    people = await _killed_in_the_middle(bot, moment)
    arrivals = bot.arrivals(people)
    states = await bot.states()
    assert max(arrivals.values()) == 1
    assert set(states) <= {"sent", "uncertain"}
    sent = states.get("sent", 0)  # none, when the kill came before the first commit
    assert sent <= sum(arrivals.values()) <= sent + states.get("uncertain", 0)
    assert await bot.repeats() == 0
    if moment != "after the answer, before the commit":
        assert states == {"sent": 15, "uncertain": PEOPLE - 15}
