"""How updates come in: the client, the adapter, and the way that the settings choose (long polling or webhook)."""

import asyncio
from collections.abc import Callable, Mapping, Sequence

import structlog
from starlette.routing import BaseRoute
from telegram import Bot
from telegram.error import TelegramError

from bot.adapters.telegram import webhook
from bot.adapters.telegram.menu import set_menu
from bot.adapters.telegram.poll import KINDS, Accept, Poll
from bot.adapters.telegram.telegram import Telegram
from bot.adapters.telegram.transport import AiohttpRequest
from bot.texts import Say
from config.settings import Settings

log = structlog.get_logger()


class Receiver:
    """Takes in the updates of one token, as the settings say."""

    def __init__(self, settings: Settings, texts: Mapping[str, Say], commands: Sequence[str]) -> None:
        assert settings.telegram_token is not None  # noqa: S101 - the composition root asks first
        base = settings.telegram_api_base
        client = Bot(
            settings.telegram_token.get_secret_value(),
            base_url=f"{base}/bot",
            base_file_url=f"{base}/file/bot",
            request=AiohttpRequest(),
            get_updates_request=AiohttpRequest(connections=2),
        )
        self.adapter = Telegram(client)
        self._texts, self._commands = texts, commands
        self._url = settings.telegram_webhook_url
        self._secret = settings.telegram_webhook_secret
        self._accept: Accept | None = None
        self._poll: Poll | None = None

    @property
    def healthy(self) -> bool:
        """Whether updates can come in."""
        return self.adapter.ready.is_set() and (self._poll is None or self._poll.healthy)

    def routes(self) -> list[BaseRoute]:
        """The webhook's route; none when polling."""
        return [webhook.route(self._secret.get_secret_value(), self._take)] if self._url and self._secret else []

    async def run(self, accept: Accept, held: Callable[[], bool]) -> None:
        """Receive for as long as the process runs; polls only while `held` says that the token is ours."""
        self._accept = accept
        await self.adapter.start()
        client = self.adapter.client
        try:
            await self._choose_way(client)
            if self._url:
                await set_menu(client, self._texts, self._commands)
                await asyncio.Event().wait()
            self._poll = Poll(client, accept, held)
            await asyncio.gather(self._poll.run(), set_menu(client, self._texts, self._commands))
        finally:
            await client.shutdown()

    async def _choose_way(self, client: Bot) -> None:
        """A webhook and polling exclude each other (Bot API, getUpdates)."""
        while True:
            try:
                if self._url and self._secret:
                    secret = self._secret.get_secret_value()
                    await client.set_webhook(self._url, allowed_updates=KINDS, secret_token=secret)
                elif (await client.get_webhook_info()).url:
                    await client.delete_webhook()
            except TelegramError as error:
                log.warning("telegram.webhook", error=type(error).__name__)
                await asyncio.sleep(5)
            else:
                return

    async def _take(self, updates: Sequence[tuple[str, dict[str, object]]]) -> None:
        if self._accept is None:
            message = "not ready yet"
            raise ConnectionError(message)
        await self._accept(updates)
