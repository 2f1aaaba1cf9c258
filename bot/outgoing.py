"""Replies on their way out: concurrently, in order within each chat, and noted in the inbox once they are sent."""

import asyncio
from collections import deque
from collections.abc import Awaitable, Callable, Sequence
from dataclasses import dataclass, field

import structlog

from bot.db import inbox
from bot.db.away import AWAY
from bot.db.database import Database
from bot.messages import Reply, Request

NOTE_AFTER = 0.05
log = structlog.get_logger()

Send = Callable[[Request, Sequence[Reply]], Awaitable[None]]


@dataclass(slots=True)
class Outgoing:
    """One bot's replies from the moment they are committed until they are noted as sent, by the inbox row's id.

    `send` delivers the replies to one request.
    """

    database: Database
    bot: str
    send: Send
    _chats: dict[str, deque[tuple[int, Request, Sequence[Reply]]]] = field(default_factory=dict)
    _sent: list[int] = field(default_factory=list)
    _tasks: set[asyncio.Task[None]] = field(default_factory=set)
    _noting: asyncio.Task[None] | None = None

    def put(self, row: int, request: Request, replies: Sequence[Reply]) -> None:
        """Queue them behind those that the chat is still waiting for."""
        line = self._chats.setdefault(request.address.chat, deque())
        line.append((row, request, replies))
        if len(line) == 1:
            task = asyncio.create_task(self._drain(request.address.chat))
            self._tasks.add(task)
            task.add_done_callback(self._tasks.discard)

    @property
    def rows(self) -> set[int]:
        """Whose replies wait to be sent, are being sent, or are sent and not noted yet."""
        return {row for line in self._chats.values() for row, _, _ in line} | set(self._sent)

    @property
    def waiting(self) -> int:
        """How many are not sent yet."""
        return sum(len(line) for line in self._chats.values())

    async def settle(self, seconds: float = 5.0) -> None:
        """Let what is being sent finish, and note it; used on a clean stop."""
        if self._tasks:
            await asyncio.wait(set(self._tasks), timeout=seconds)
        await self._note()

    async def _drain(self, chat: str) -> None:
        line = self._chats[chat]
        while line:
            row, request, replies = line[0]
            try:
                await self.send(request, replies)
                self._sent.append(row)
            except Exception:
                # Not noted as sent, so the next start tries again; the chat's further answers must not wait for it.
                log.exception("inbox.not_sent", bot=self.bot, row=row)
            line.popleft()
            if self._noting is None or self._noting.done():
                self._noting = asyncio.create_task(self._note_soon())
        del self._chats[chat]

    async def _note_soon(self) -> None:
        """Many at once: one commit does for all answers of a moment."""
        while self._sent:  # more may have been sent during the commit
            await asyncio.sleep(NOTE_AFTER)
            await self._note()

    async def _note(self) -> None:
        sent = list(self._sent)
        if not sent:
            return
        try:
            async with self.database.begin() as tx:
                await inbox.done(tx, sent)
        except AWAY as error:
            log.warning("inbox.database", error=type(error).__name__)
            await asyncio.sleep(1)
        else:
            self._sent = [one for one in self._sent if one not in sent]
