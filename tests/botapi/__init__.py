"""A strict stand-in of the Telegram Bot API, over real HTTP on 127.0.0.1.

A dialogue test starts it, starts the bot with `TELEGRAM_API_BASE=api.url` and `TELEGRAM_TOKEN=api.token`, and
speaks as people do:

    async with BotApi() as api:
        kim = api.user(7, first_name="김영자", language_code="ko")
        kim.start("CODE")                      # the deep link t.me/bot?start=CODE
        consent = await kim.hears()            # the next message, edit, place or file; Silence after 5 s
        kim.press(consent.labels[0])           # an inline button by text or data, or a reply keyboard's
        kim.say("점심 몇 시예요?")
        assert "12:30" in (await kim.hears()).text
        assert api.violations == []            # no unknown method or parameter, no limit overrun

`kim.inbox` is all that arrived, `kim.screen` the messages as they look now, `kim.toasts` the answers to presses.
`api.group(-5, "1호차", [kim])` is a group: `group.say(kim, …)`, `group.hears()`, `group.migrate(-1005)`.
What it enforces is the documented API: texts, keyboards, menus, chats that never wrote, blocks, rate limits
(`BotApi(rates=UNLIMITED)` switches those off), one poller, confirmed updates. `api.ledger` has every call.
Trouble is set with `api.fault("reset_after", "sendMessage", times=2)` (see `faults.Kind`), `api.outage(3)`,
`api.duplicate_updates()`. For a server that outlives the test's own process: `remote.running(…)`.
"""

from tests.botapi.chats import Button, Heard
from tests.botapi.limits import UNLIMITED, Rates
from tests.botapi.people import Group, Silence, User
from tests.botapi.server import TOKEN, BotApi

__all__ = ["TOKEN", "UNLIMITED", "BotApi", "Button", "Group", "Heard", "Rates", "Silence", "User"]
