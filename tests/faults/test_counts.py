"""What the organizer is told of an announcement is what the server's ledger says, whenever the bot was killed."""

import asyncio
import re

import pytest
from sqlalchemy import update

from bot.db.database import Database
from bot.db.models import Person
from tests.botapi import User
from tests.faults.process import FIRST, QUIET, Bot, kill, until

PEOPLE, BLOCKED = 30, 3
pytestmark = pytest.mark.parametrize(
    "address", ["sqlite", pytest.param("postgresql", marks=pytest.mark.slow)], indirect=True
)
MOMENTS = {
    "before the call is processed": "hang",
    "after the server accepted, before its answer": "hang_after",
    "after the answer, before the commit": None,
}


async def _organizer(bot: Bot) -> User:
    """The first of the people organizes and is no part of the audience."""
    database = Database(bot.database)
    async with database.begin() as tx:
        await tx.execute(update(Person).where(Person.id == FIRST).values(role="organizer"))
    await database.close()
    return bot.api.user(FIRST)


async def _until(user: User, words: str) -> str:
    async with asyncio.timeout(60):
        while words not in (text := (await user.hears(60)).text):
            pass
    return text


def _names(status: str, line: str) -> set[str]:
    """The names after such a line of /status; there are at most thirty."""
    found = re.search(rf"{line} (\d+)명: (.*)", status)
    names = set(found[2].split(", ")) if found else set()
    assert found is None or len(names) == int(found[1])
    return names


@pytest.mark.parametrize("moment", MOMENTS)
async def test_status_says_what_the_ledger_says(bot: Bot, moment: str) -> None:
    bot.at, fault = QUIET, MOMENTS[moment]
    people = (await bot.join(1 + PEOPLE + BLOCKED))[1:]
    organizer, blocked = await _organizer(bot), people[PEOPLE:]
    process = await bot.start(HAMKKE_TELEGRAM_RATE="100")
    organizer.say("/announce 정문으로 모이세요")
    await _until(organizer, "받는 사람")
    for user in blocked:
        bot.api.user(user).chat.access = "deactivated"  # nobody tells the bot
    if fault:
        for user in people[10:PEOPLE]:
            bot.api.fault(fault, "sendMessage", user, times=None)  # type: ignore[arg-type]  # a Kind
    organizer.press(f"지금 {PEOPLE + BLOCKED}명에게 보내기")
    wanted = PEOPLE if fault else 15
    await until(lambda: len([one for one in bot.api.ledger.of("sendMessage") if one.chat_id in people]) >= wanted)
    await asyncio.sleep(0.5 if fault else 0)
    await kill(process)
    bot.api.clear_faults()
    await bot.start(HAMKKE_TELEGRAM_RATE="100")
    await bot.settled(PEOPLE + BLOCKED)
    organizer.say("/status")
    told = await _until(organizer, "알림 결과")
    arrivals = bot.arrivals(people)
    arrived = {user for user, count in arrivals.items() if count}
    assert arrived == set(people[:PEOPLE])
    assert f"보냄 {len(arrived)} / {PEOPLE + BLOCKED}명" in told
    assert _names(told, "닿지 않음") == {f"사람{user}" for user in blocked}
    doubled = {f"사람{user}" for user, count in arrivals.items() if count > 1}
    assert doubled <= _names(told, "두 번 받았을 수 있는")
    if moment == "after the server accepted, before its answer":
        assert doubled == _names(told, "두 번 받았을 수 있는") == {f"사람{user}" for user in people[10:PEOPLE]}
