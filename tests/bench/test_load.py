"""The load helpers count what they say, whatever the machine's speed."""

import asyncio
import contextlib
from collections.abc import AsyncIterator

import pytest
from telegram import Bot

from bot.adapters.telegram.transport import AiohttpRequest
from tests.bench.load import answers_per_second, latency_at, percentile
from tests.botapi import UNLIMITED, BotApi


async def _echo(api: BotApi) -> None:
    bot = Bot(api.token, f"{api.url}/bot", request=AiohttpRequest(), get_updates_request=AiohttpRequest())
    async with bot:
        offset = 0
        while True:
            for update in await bot.get_updates(offset=offset, timeout=5):
                offset = update.update_id + 1
                if update.message:
                    await bot.send_message(update.message.chat_id, update.message.text or "")


@contextlib.asynccontextmanager
async def _echoing() -> AsyncIterator[BotApi]:
    async with BotApi(rates=UNLIMITED) as api:
        bot = asyncio.create_task(_echo(api))
        yield api
        bot.cancel()
        with contextlib.suppress(asyncio.CancelledError):
            await bot


async def test_a_closed_loop_asks_each_question_once() -> None:
    async with _echoing() as api:
        assert await answers_per_second(api, users=5, messages=40, concurrency=3) > 0
        said = [call.params["text"] for call in api.ledger.of("sendMessage", ok=True)]
    assert sorted(said) == sorted(f"점심 몇 시예요? {number}" for number in range(40))


async def test_an_open_loop_measures_every_answer() -> None:
    async with _echoing() as api:
        latency = await latency_at(api, rate=100, seconds=0.3, users=10)
    assert (latency.asked, latency.answered) == (30, 30)
    assert 0 < latency.p50 <= latency.p95 <= latency.p99 <= latency.said_p99


@pytest.mark.parametrize(("share", "value"), [(0.5, 51), (0.95, 96), (0.99, 100)])
def test_percentiles(share: float, value: int) -> None:
    assert percentile(range(100, 0, -1), share) == value
    assert percentile([], share) == float("inf")
