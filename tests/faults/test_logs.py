"""What must not be in the logs; that they are looked through after every test here is in conftest.py."""

from tests.faults.conftest import CODE, TOKEN
from tests.faults.process import PHONE, QUIET, Bot, until
from tests.leaks import leaks


async def test_logs_at_debug_hold_no_secret(bot: Bot) -> None:
    bot.at = QUIET
    kim, new = bot.api.user((await bot.join(1))[0]), bot.api.user(77, first_name="새사람")
    await bot.start()
    new.start(CODE)
    await new.hears(60)
    updates = bot.api.bot().updates
    for words in (f"/start {CODE}", f"제 번호는 {PHONE}입니다", TOKEN, f"https://t.me/hamkke_bot?start={CODE}"):
        new.say(words)
        updates.add("message", {"message_id": 1, "from": {"id": 1}, "text": words}, 1)
        updates.add("callback_query", {"id": "1", "data": f"join:{CODE}", "message": {"message_id": words}}, 1)
    for kind in ("unauthorized", "malformed", "reset_after", "status"):
        bot.api.fault(kind, "getUpdates")
        bot.api.fault(kind, "sendMessage")
        kim.say("점심 몇 시예요?")
        await until(lambda: not bot.api.world.faults.planned)
    kim.say("저녁 몇 시예요?")
    await until(lambda: any("20:00" in one.text for one in kim.inbox))
    await until(lambda: "inbox.failed" in bot.log)
    assert "poll.failed" in bot.log
    for secret in (TOKEN.partition(":")[2], PHONE, PHONE.replace("-", ""), CODE):
        assert secret not in bot.log
        assert leaks(f"it said {secret}")  # what looks through all other logs would have seen it
    assert leaks(bot.log) == []
