"""Long polling goes on whatever comes back, and no update has an effect twice or stops another."""

import asyncio
from pathlib import Path
from typing import get_args

import pytest

from tests.botapi.faults import Kind
from tests.faults.process import QUIET, Bot, prepare, question, until

NOT_FOR_POLLING = {"latency", "hang", "hang_after"}
KINDS = [one for one in get_args(Kind) if one not in NOT_FOR_POLLING]


async def test_nothing_that_comes_back_stops_the_polling(bot: Bot) -> None:
    bot.at = QUIET
    kim = bot.api.user((await bot.join(1))[0])
    process = await bot.start()
    for kind in KINDS:
        bot.api.fault(kind, "getUpdates", seconds=1)
        kim.say("점심 몇 시예요?")
        await until(lambda: not bot.api.world.faults.planned)
        kim.say("저녁 몇 시예요?")
        assert "13:30" in (await kim.hears(60)).text, kind
        assert "20:00" in (await kim.hears(60)).text, kind
    assert process.returncode is None
    assert bot.api.violations == []


async def test_an_outage_of_the_platform_ends_nothing(bot: Bot) -> None:
    bot.at = QUIET
    kim = bot.api.user((await bot.join(1))[0])
    await bot.start()
    await until(lambda: bot.api.ledger.of("getUpdates"))
    down = bot.api.outage(2)
    kim.say("점심 몇 시예요?")
    await down
    assert "13:30" in (await kim.hears(60)).text


async def test_what_was_kept_before_a_start_waits_until_the_platform_is_there(bot: Bot) -> None:
    bot.at = QUIET
    people = await bot.join(3)
    await bot.receive([question(user) for user in people])
    down = bot.api.outage(4)
    await bot.start()
    await down
    await bot.handled(len(people))
    assert all(bot.arrivals(people).values())


async def test_three_deliveries_of_each_update_have_one_answer(bot: Bot) -> None:
    bot.at = QUIET
    people = await bot.join(10)
    bot.api.duplicate_updates(2, len(people))
    for user in people:
        bot.api.user(user).say("점심 몇 시예요?")
    await bot.start()
    await bot.handled(len(people))
    updates = bot.api.bot().updates
    await until(lambda: not updates.again and not updates.pending)
    await asyncio.sleep(1)
    assert set(bot.arrivals(people).values()) == {1}


async def test_a_poisonous_update_is_set_aside_after_three_tries(bot: Bot) -> None:
    bot.at = QUIET
    kim, lee = (bot.api.user(user) for user in await bot.join(2))
    updates = bot.api.bot().updates
    kim.say("점심 몇 시예요?")
    updates.add("message", {"message_id": 1, "from": {"id": kim.id}, "text": "어디에서 왔는지 없는 글"}, kim.id)
    updates.add("callback_query", {"id": "1", "message": {"message_id": "?"}}, lee.id)
    lee.say("점심 몇 시예요?")
    await bot.start()
    assert "13:30" in (await kim.hears(60)).text
    assert "13:30" in (await lee.hears(60)).text
    while (found := await bot.rows("SELECT state, attempts FROM inbox ORDER BY id"))[1:3] != [("failed", 3)] * 2:
        assert {one[0] for one in found} <= {"received", "handled", "done", "failed"}
        await asyncio.sleep(0.2)
    kim.say("저녁 몇 시예요?")
    assert "20:00" in (await kim.hears(60)).text


@pytest.mark.slow
async def test_two_pollers_on_one_token_take_turns_and_none_falls(bot: Bot, tmp_path: Path) -> None:
    bot.at = QUIET
    other_folder = tmp_path / "other"
    other_folder.mkdir()
    other = Bot(bot.api, other_folder, f"sqlite:///{other_folder}/hamkke.db", QUIET, bot.settings)
    await prepare(other.database)
    people = await bot.join(1)
    await other.join(1)
    kim = bot.api.user(people[0])
    try:
        processes = [await bot.start(), await other.start()]
        await until(lambda: "poll.conflict" in bot.log + other.log)
        for number in range(5):
            kim.say("점심 몇 시예요?")
            assert "13:30" in (await kim.hears(60)).text, number
        assert [one.returncode for one in processes] == [None, None]
        aside = [one for one in (bot, other) if "poll.conflict" in one.log]
        assert len(aside) == 1
    finally:
        await other.end()
    for one in (bot, other):
        assert await one.rows("SELECT update_id FROM inbox GROUP BY update_id HAVING count(*) > 1") == []
