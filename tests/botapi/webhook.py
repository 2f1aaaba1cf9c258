"""Delivery of updates to a bot's webhook: in order per chat, several chats at once, again until it answers 2xx."""

import asyncio
import time
from dataclasses import dataclass, field

import aiohttp

from tests.botapi.account import Account, Webhook
from tests.botapi.updates import Update


@dataclass
class Deliverer:
    """The delivery of one account; `retry` is the pause in seconds after a failure."""

    account: Account
    retry: float = 0.2
    _busy: set[int] = field(default_factory=set)
    _tasks: set["asyncio.Task[None]"] = field(default_factory=set)

    async def run(self) -> None:
        """Deliver for as long as the account has a webhook."""
        async with aiohttp.ClientSession(timeout=aiohttp.ClientTimeout(total=60)) as session:
            try:
                await self._serve(session)
            finally:
                for task in self._tasks:
                    task.cancel()

    async def _serve(self, session: aiohttp.ClientSession) -> None:
        while True:
            hook = self.account.webhook
            if hook is not None:
                for update in self._next(hook.max_connections - len(self._busy)):
                    self._start(session, hook, update)
            await asyncio.sleep(0.002 if hook else 0.05)

    def _next(self, room: int) -> list[Update]:
        """The first waiting update of each chat that has none under way."""
        chosen: dict[int, Update] = {}
        for update in (*self.account.updates.again, *self.account.updates.pending):
            if len(chosen) >= room:
                break
            if update.chat_id not in self._busy:
                chosen.setdefault(update.chat_id, update)
        return list(chosen.values())

    def _start(self, session: aiohttp.ClientSession, hook: Webhook, update: Update) -> None:
        self._busy.add(update.chat_id)
        task = asyncio.create_task(self._deliver(session, hook, update))
        self._tasks.add(task)
        task.add_done_callback(self._tasks.discard)

    async def _deliver(self, session: aiohttp.ClientSession, hook: Webhook, update: Update) -> None:
        self.account.updates.deliveries.setdefault(update.id, time.monotonic())
        headers = {"X-Telegram-Bot-Api-Secret-Token": hook.secret} if hook.secret else {}
        try:
            async with session.post(hook.url, json=update.body, headers=headers) as answer:
                problem = "" if answer.ok else f"Wrong response from the webhook: {answer.status}"
        except (aiohttp.ClientError, TimeoutError) as error:
            problem = f"Connection failed: {type(error).__name__}"
        self.account.webhook_error = problem or self.account.webhook_error
        if problem:
            await asyncio.sleep(self.retry)
        elif self.account.webhook is hook:
            self._done(update)
        self._busy.discard(update.chat_id)

    def _done(self, update: Update) -> None:
        updates = self.account.updates
        if update in updates.again:
            updates.again.remove(update)
        elif update in updates.pending:
            updates.pending.remove(update)
            updates.confirm(update)
