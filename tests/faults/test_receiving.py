"""Updates that were fetched are answered, whatever happens to the process."""

from collections import Counter

import pytest

from tests.faults.process import QUIET, Bot, kill, question, until

pytestmark = [pytest.mark.slow, pytest.mark.parametrize("address", ["sqlite", "postgresql"], indirect=True)]


async def test_a_hundred_updates_fetched_and_killed_are_all_answered(bot: Bot) -> None:
    bot.at = QUIET
    people = await bot.join(100)
    process = await bot.start()
    await until(lambda: bot.api.ledger.of("getUpdates"))
    bot.api.fault("hang", "sendMessage", times=None)
    for user in people:
        bot.api.user(user).say("점심 몇 시예요?")
    await until(lambda: len(bot.api.ledger.of("sendMessage")) >= 50)
    await kill(process)
    assert not any(bot.arrivals(people).values())
    bot.api.clear_faults()
    await bot.start()
    await until(lambda: all(bot.arrivals(people).values()), 90)
    assert all("13:30" in bot.api.user(user).inbox[0].text for user in people)
    await bot.handled(100)


async def test_joining_people_join_once_however_often_it_is_killed(bot: Bot) -> None:
    bot.at = QUIET
    people = [bot.api.user(3000 + number, first_name=f"새사람{number}") for number in range(20)]
    process = await bot.start()
    await until(lambda: bot.api.ledger.of("getUpdates"))
    for one in people:
        one.start()
    for one in people:
        await one.hears(60)
    bot.api.duplicate_updates(2, len(people))
    bot.api.fault("hang_after", "sendMessage", times=None)
    for one in people:
        one.press(one.inbox[-1].labels[0])
    await until(lambda: len(bot.api.ledger.of("sendMessage")) > len(people) + 5)
    await kill(process)
    bot.api.clear_faults()
    process = await bot.start()
    await until(lambda: all(len(one.inbox) > 1 for one in people), 90)
    await kill(process)
    await bot.start()
    await bot.handled(2 * len(people))
    accounts = await bot.rows('SELECT "user", count(*) FROM account WHERE person_id IS NOT NULL GROUP BY "user"')
    assert Counter(dict(accounts)) == Counter({str(one.id): 1 for one in people})
    assert await bot.rows("SELECT count(*) FROM person") == [(len(people),)]


async def test_being_killed_again_and_again_sets_no_innocent_update_aside(bot: Bot) -> None:
    bot.at = QUIET
    people = await bot.join(40)
    await bot.receive([question(user) for user in people])
    for number in range(4):
        process = await bot.start()
        await until(lambda: bot.log.count("inbox.recovered") > number)  # noqa: B023 - asked within this round
        await kill(process)
    await bot.start()
    await bot.handled(len(people))
    assert all(bot.arrivals(people).values())
