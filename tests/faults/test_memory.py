"""A hundred thousand people in the outbox: the process stays small while it sends."""

import asyncio
import sys

import pytest

from tests.bench.answers import memory
from tests.faults.process import MUST, Bot

PEOPLE = 100_000


@pytest.mark.slow
async def test_memory_stays_flat_with_a_hundred_thousand_people(bot: Bot) -> None:
    bot.at = MUST
    bot.settings["HAMKKE_TELEGRAM_RATE"] = "500"
    await bot.join(PEOPLE)
    process = await bot.start()
    while not bot.api.ledger.of("sendMessage"):
        assert process.returncode is None
        await asyncio.sleep(0.1)
    before = memory(process.pid)
    most, sent = before, len(bot.api.ledger.of("sendMessage"))
    for _ in range(100):
        await asyncio.sleep(0.1)
        most = max(most, memory(process.pid))
    sent = len(bot.api.ledger.of("sendMessage")) - sent
    sys.stdout.write(f"{before:.0f} MB at first, {most:.0f} MB at most over {sent} messages in 10 s\n")
    assert (await bot.rows("SELECT count(*) FROM delivery"))[0][0] == PEOPLE
    assert sent > 0
    assert most < 300
