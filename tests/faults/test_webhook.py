"""The webhook: only with the secret, and 200 only for what is committed."""

import asyncio
import contextlib
import socket
import sqlite3

import aiohttp

from tests.faults.process import QUIET, Bot, kill, until

SECRET = "a_secret-for-the_webhook"
HEADER = "X-Telegram-Bot-Api-Secret-Token"


def _webhook(bot: Bot) -> str:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port = probe.getsockname()[1]
    address = f"http://127.0.0.1:{port}/telegram/webhook"
    bot.at = QUIET
    bot.settings |= {
        "HAMKKE_WEB_PORT": str(port),
        "HAMKKE_TELEGRAM_WEBHOOK_URL": address,
        "HAMKKE_TELEGRAM_WEBHOOK_SECRET": SECRET,
    }
    return address


async def test_only_the_right_secret_is_let_in(bot: Bot) -> None:
    address = _webhook(bot)
    update = {"update_id": 5, "message": {"message_id": 1}}
    await bot.start()
    await until(lambda: bot.api.ledger.of("setWebhook"))
    async with aiohttp.ClientSession() as session:
        for wrong in ({}, {HEADER: ""}, {HEADER: SECRET[:-1]}, {HEADER: SECRET + "x"}, {HEADER: "한글"}):
            async with session.post(address, json=update, headers=wrong) as answer:
                assert answer.status == 403
        for odd in (b"", b"[1]", b'{"message": {}}', b'{"update_id": "x"}', b"\xff"):
            async with session.post(address, data=odd, headers={HEADER: SECRET}) as answer:
                assert answer.status == 400
    assert await bot.rows("SELECT * FROM inbox") == []


async def test_people_are_answered_and_killed_updates_come_back(bot: Bot) -> None:
    _webhook(bot)
    people = await bot.join(20)
    process = await bot.start()
    bot.api.fault("hang", "sendMessage", times=None)
    for user in people:
        bot.api.user(user).say("점심 몇 시예요?")
    await until(lambda: not bot.api.bot().updates.pending)
    await kill(process)
    bot.api.clear_faults()
    await bot.start()
    await until(lambda: all(bot.arrivals(people).values()), 90)


async def test_200_comes_only_after_the_commit(bot: Bot) -> None:
    _webhook(bot)
    kim = bot.api.user((await bot.join(1))[0])
    await bot.start()
    await until(lambda: bot.api.bot().webhook)
    with contextlib.closing(sqlite3.connect(bot.database.partition("///")[2], isolation_level=None)) as other:
        other.execute("BEGIN IMMEDIATE")
        kim.say("점심 몇 시예요?")
        await asyncio.sleep(2)
        assert len(bot.api.bot().updates.pending) == 1
        other.execute("ROLLBACK")
    assert "13:30" in (await kim.hears(60)).text
    await until(lambda: not bot.api.bot().updates.pending)
    assert bot.arrivals([kim.id]) == {kim.id: 1}
