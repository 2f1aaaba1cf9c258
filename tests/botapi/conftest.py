from collections.abc import AsyncIterator

import pytest
from telegram import Bot
from telegram.request import BaseRequest, HTTPXRequest

from bot.adapters.telegram.transport import AiohttpRequest
from tests.botapi import UNLIMITED, BotApi, User


@pytest.fixture
async def api() -> AsyncIterator[BotApi]:
    async with BotApi(rates=UNLIMITED, callback_lifetime=0.5, webhook_retry=0.05) as api:
        yield api


@pytest.fixture
def kim(api: BotApi) -> User:
    """A person who has opened the bot."""
    user = api.user(7, first_name="김영자")
    user.start()
    return user


def connected(api: BotApi, request: type[BaseRequest] = AiohttpRequest, token: str | None = None) -> Bot:
    """python-telegram-bot's own client, not yet initialized."""
    return Bot(
        token or api.token,
        base_url=f"{api.url}/bot",
        base_file_url=f"{api.url}/file/bot",
        request=request(),
        get_updates_request=request(),
    )


@pytest.fixture(params=[AiohttpRequest, HTTPXRequest])
async def either_bot(api: BotApi, request: pytest.FixtureRequest) -> AsyncIterator[Bot]:
    """The real client over both HTTP libraries."""
    async with connected(api, request.param) as bot:
        yield bot


@pytest.fixture
async def bot(api: BotApi) -> AsyncIterator[Bot]:
    async with connected(api) as bot:
        yield bot
