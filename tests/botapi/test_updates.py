"""Updates: confirmed exactly, handed out again until then, to one poller or a webhook."""

import asyncio
from collections.abc import AsyncIterator, Callable
from dataclasses import dataclass, field
from typing import Any

import pytest
from aiohttp import web
from telegram import Bot, Update
from telegram.error import BadRequest, Conflict

from tests.botapi import BotApi, User


def _texts(updates: tuple[Update, ...]) -> list[str | None]:
    return [update.message.text for update in updates if update.message]


async def _eventually(check: Callable[[], bool]) -> None:
    async with asyncio.timeout(5):
        while not check():  # noqa: ASYNC110 - what it waits for is a list in the other task
            await asyncio.sleep(0.01)


async def test_unconfirmed_updates_come_again(bot: Bot, kim: User) -> None:
    for text in "가나다":
        kim.say(text)
    first = await bot.get_updates(limit=2)
    assert _texts(first) == ["/start", "가"]
    assert _texts(await bot.get_updates()) == ["/start", "가", "나", "다"]
    rest = await bot.get_updates(offset=first[-1].update_id + 1)
    assert _texts(rest) == ["나", "다"]
    assert _texts(await bot.get_updates(offset=rest[-1].update_id)) == ["다"]
    assert await bot.get_updates(offset=rest[-1].update_id + 1) == ()
    assert await bot.get_updates() == ()


async def test_a_negative_offset_keeps_the_last_ones(bot: Bot, kim: User) -> None:
    for text in "가나다":
        kim.say(text)
    assert _texts(await bot.get_updates(offset=-2)) == ["나", "다"]
    assert _texts(await bot.get_updates()) == ["나", "다"]


async def test_a_long_poll_wakes_when_somebody_writes(bot: Bot, api: BotApi) -> None:
    polling = asyncio.create_task(bot.get_updates(timeout=10))
    await asyncio.sleep(0.1)
    api.user(7).say("저 왔어요")
    async with asyncio.timeout(1):
        assert _texts(await polling) == ["저 왔어요"]


async def test_a_second_poller_ends_the_first(bot: Bot, api: BotApi) -> None:
    first = asyncio.create_task(bot.get_updates(timeout=10))
    await asyncio.sleep(0.1)
    second = asyncio.create_task(bot.get_updates(timeout=10))
    with pytest.raises(Conflict, match="terminated by other getUpdates request"):
        await first
    api.user(7).say("안녕")
    assert _texts(await second) == ["안녕"]
    assert api.bot().updates.conflicts == 1


async def test_allowed_updates_stay_until_they_are_changed(bot: Bot, kim: User) -> None:
    await bot.get_updates(offset=-1, allowed_updates=["callback_query"])
    kim.say("안 보이는 말")
    assert _texts(await bot.get_updates()) == ["/start"]
    await bot.get_updates(allowed_updates=[])
    kim.say("보이는 말")
    assert _texts(await bot.get_updates()) == ["/start", "보이는 말"]


async def test_the_same_update_can_come_up_to_four_times(bot: Bot, api: BotApi) -> None:
    api.duplicate_updates(copies=9, updates=1)
    kim = api.user(7)
    kim.say("한 번")
    kim.say("두 번")
    seen: list[str | None] = []
    offset = 0
    for _ in range(6):
        updates = await bot.get_updates(offset=offset)
        seen += _texts(updates)
        offset = max([offset, *(update.update_id + 1 for update in updates)])
    assert (seen.count("한 번"), seen.count("두 번")) == (4, 1)


@dataclass
class Hook:
    """A bot's webhook that fails the first times."""

    failures: int = 0
    url: str = ""
    updates: list[dict[str, Any]] = field(default_factory=list)
    secrets: set[str | None] = field(default_factory=set)

    async def answer(self, request: web.BaseRequest) -> web.Response:
        self.secrets.add(request.headers.get("X-Telegram-Bot-Api-Secret-Token"))
        if self.failures:
            self.failures -= 1
            return web.Response(status=500)
        self.updates.append(await request.json())
        return web.Response()

    @property
    def texts(self) -> list[str]:
        return [update["message"]["text"] for update in self.updates]


@pytest.fixture
async def hook() -> AsyncIterator[Hook]:
    hook = Hook()
    runner = web.ServerRunner(web.Server(hook.answer))
    await runner.setup()
    site = web.TCPSite(runner, "127.0.0.1", 0)
    await site.start()
    hook.url = f"http://127.0.0.1:{runner.addresses[0][1]}/telegram"
    yield hook
    await runner.cleanup()


async def test_a_webhook_gets_each_update_once_in_order_with_its_secret(
    bot: Bot, api: BotApi, kim: User, hook: Hook
) -> None:
    hook.failures = 2
    lee = api.user(8)
    await bot.set_webhook(hook.url, secret_token="s3cret_-")
    for number in range(5):
        kim.say(f"김{number}")
        lee.say(f"이{number}")
    await _eventually(lambda: len(hook.updates) == 11)
    assert [text for text in hook.texts if text[0] in "/김"] == ["/start", *(f"김{n}" for n in range(5))]
    assert [text for text in hook.texts if text[0] == "이"] == [f"이{n}" for n in range(5)]
    assert hook.secrets == {"s3cret_-"}
    info = await bot.get_webhook_info()
    assert (info.url, info.pending_update_count) == (hook.url, 0)
    assert info.last_error_message == "Wrong response from the webhook: 500"


async def test_a_webhook_excludes_polling_until_it_is_deleted(bot: Bot, kim: User, hook: Hook) -> None:
    polling = asyncio.create_task(bot.get_updates(offset=-1, timeout=10))
    await polling
    waiting = asyncio.create_task(bot.get_updates(offset=2_000_000_000, timeout=10))
    await asyncio.sleep(0.1)
    await bot.set_webhook(hook.url)
    with pytest.raises(Conflict, match="terminated by setWebhook"):
        await waiting
    with pytest.raises(Conflict, match="webhook is active"):
        await bot.get_updates()
    await bot.delete_webhook()
    kim.say("다시 물어봐요")
    assert _texts(await bot.get_updates()) == ["다시 물어봐요"]


async def test_a_webhook_delivers_copies_too(bot: Bot, api: BotApi, hook: Hook) -> None:
    await bot.set_webhook(hook.url)
    api.duplicate_updates(copies=2)
    api.user(7).say("한 번")
    await _eventually(lambda: len(hook.updates) == 3)
    assert len({update["update_id"] for update in hook.updates}) == 1


@pytest.mark.parametrize(
    ("url", "secret", "refusal"),
    [
        ("http://x.kr/hook", "s", "An HTTPS URL must be provided"),
        ("https://x.kr/hook", "no spaces", "Secret token contains unallowed characters"),
        ("https://x.kr/hook", "s" * 257, "Secret token is too long"),
    ],
)
async def test_a_webhook_must_be_safe(bot: Bot, url: str, secret: str, refusal: str) -> None:
    with pytest.raises(BadRequest, match=f"(?i){refusal}"):
        await bot.set_webhook(url, secret_token=secret)
