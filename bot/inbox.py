"""Receiving for one bot: every update is committed before the platform hears that we have it.

`received → handled → done`: the effects and the replies of an update are committed together before any reply is sent,
so a crash repeats an answer at most, never an effect. Updates are handled in the order of their arrival, a batch in
one transaction; the replies then go their own way (`bot.outgoing`).
"""

import asyncio
from collections import deque
from collections.abc import Awaitable, Callable, Sequence
from contextlib import suppress
from dataclasses import dataclass, field, replace
from typing import Any

import structlog
from sqlalchemy.ext.asyncio import AsyncConnection

from bot.adapters import Adapter
from bot.clock import Clock
from bot.db import inbox
from bot.db.away import AWAY
from bot.db.database import Database
from bot.db.inbox import Row
from bot.messages import Reply, Request
from bot.outgoing import Outgoing, Send
from bot.packing import pack, unpack

BATCH = 100
SWEEP = 1.0
log = structlog.get_logger()

Answers = Callable[[AsyncConnection, str, Sequence[Request]], Awaitable[list[list[Reply]]]]
Mine = Callable[[AsyncConnection], Awaitable[bool]]


@dataclass(slots=True)
class Parts:
    """What an inbox works with.

    `answers` runs the handlers of a batch in the given transaction, `send` delivers the replies to one request
    and never raises, `held` and (inside a transaction, with certainty) `mine` tell whether this process owns the bot,
    `sorry` is what a person hears whose update could not be handled, `committed` is called after each batch.
    """

    database: Database
    adapter: Adapter
    clock: Clock
    held: Callable[[], bool]
    answers: Answers
    send: Send
    mine: Mine
    sorry: Callable[[Request], Reply]
    committed: Callable[[], object]


@dataclass(slots=True)
class Inbox:
    """The updates of one bot on their way to their answers."""

    parts: Parts
    _outgoing: Outgoing = field(init=False)
    _queue: deque[Row] = field(default_factory=deque)
    _flying: set[int] = field(default_factory=set)
    _ready: asyncio.Event = field(default_factory=asyncio.Event)
    _turn: asyncio.Lock = field(default_factory=asyncio.Lock)
    _calm: bool = False

    def __post_init__(self) -> None:
        self._outgoing = Outgoing(self.parts.database, self.parts.adapter.bot, self.parts.send)

    @property
    def waiting(self) -> int:
        """How many updates are not answered yet."""
        return len(self._queue) + self._outgoing.waiting

    async def settle(self) -> None:
        """Let what is being sent finish, and note it; used on a clean stop."""
        await self._outgoing.settle()

    async def accept(self, updates: Sequence[tuple[str, dict[str, Any]]]) -> None:
        """Keep updates (id, content); returns when they are committed. The same id again has no effect.

        When nothing waits before them they are handled in the same transaction, so that an answer costs one commit.
        Until an owner has finished its first round nothing is: should an update bring the process down, its try must
        have been counted.
        """
        parts = self.parts
        if parts.held() and self._calm and not self._queue and await self._at_once(updates):
            return
        async with parts.database.begin() as tx:
            rows = await inbox.add(tx, parts.adapter.bot, updates, parts.clock.now())
        if parts.held():
            self._enqueue(rows)

    async def _at_once(self, updates: Sequence[tuple[str, dict[str, Any]]]) -> bool:
        """Keep and handle in one transaction; False when that did not work out and nothing is kept."""
        parts = self.parts
        try:
            async with self._turn, parts.database.begin() as tx:
                rows = await inbox.add(tx, parts.adapter.bot, updates, parts.clock.now())
                answers = await self._within(tx, rows)
        except AWAY:
            raise
        except Exception:  # noqa: BLE001 - the careful way will find out which update it is
            return False
        if answers is None:
            return False
        self._answer_all(rows, answers)
        return True

    async def run(self) -> None:
        """Handle what arrives for as long as this process owns the bot; first what an earlier owner left."""
        self._queue.clear()
        self._flying.clear()
        self._calm = False
        await self._recover()
        while True:
            batch = [self._queue.popleft() for _ in range(min(BATCH, len(self._queue)))]
            if batch:
                await self._take(batch)
                self._flying.difference_update(row.id for row in batch)
                self._calm = True
            else:
                await self._wait()

    async def _wait(self) -> None:
        """Until something arrives; what other machines took in for us is found by looking."""
        self._ready.clear()
        if self._queue:
            return
        try:
            async with asyncio.timeout(None if self.parts.database.sqlite else SWEEP):
                await self._ready.wait()
        except TimeoutError:
            await self._sweep()

    async def _sweep(self) -> None:
        try:
            async with self.parts.database.read() as tx:
                rows = await inbox.open_rows(tx, self.parts.adapter.bot, "received")
        except AWAY as error:
            log.warning("inbox.database", error=type(error).__name__)
            return
        self._enqueue(rows)

    def _enqueue(self, rows: Sequence[Row]) -> None:
        self._queue.extend(self._new(rows))
        self._ready.set()

    def _new(self, rows: Sequence[Row]) -> list[Row]:
        """Those that are not on their way already: what was just taken in is also found by looking."""
        new = [row for row in rows if row.id not in self._flying]
        self._flying.update(row.id for row in new)
        return new

    async def _recover(self) -> None:
        ours = self._outgoing.rows  # this process may have owned the bot a moment ago
        async with self.parts.database.read() as tx:
            found = await inbox.open_rows(tx, self.parts.adapter.bot, "received", "handled")
        rows = [replace(row, late=True) for row in self._new([row for row in found if row.id not in ours])]
        if rows:
            log.info("inbox.recovered", bot=self.parts.adapter.bot, updates=len(rows))
        for row in self._least_tried_first(rows):
            if row.replies is not None:
                self._answer(row, [unpack(one) for one in row.replies])
            else:
                await self._take_alone(row)
        self._flying.difference_update(row.id for row in rows)

    def _least_tried_first(self, rows: Sequence[Row]) -> list[Row]:
        """In order within each chat, but what was at hand when a process died comes last: it may well be innocent."""
        tried: dict[str, int] = {}
        for row in rows:
            tried.setdefault(self._chat_of(row), row.attempts)
        return sorted(rows, key=lambda row: tried[self._chat_of(row)])

    def _chat_of(self, row: Row) -> str:
        """Where it came from; what cannot be read counts as one chat."""
        with suppress(Exception):
            request = self.parts.adapter.request_of(row.update)
            return request.address.chat if request else ""
        return ""

    async def _take(self, batch: list[Row]) -> None:
        """Handle a batch in one transaction; if that fails, each alone, so that only the poisonous one is set aside."""
        try:
            answers = await self._handle(batch)
        except AWAY as error:
            await self._wait_for_database(batch, error)
            return
        except Exception:  # noqa: BLE001 - the careful way finds out which update it is
            for row in batch:
                await self._take_alone(row)
            return
        self._answer_all(batch, answers)

    async def _take_alone(self, row: Row) -> None:
        """Up to three tries, each counted before it begins: should one bring the process down, the next one knows."""
        for attempt in range(row.attempts + 1, inbox.TRIES + 1):
            async with self.parts.database.begin() as tx:
                if not await self.parts.mine(tx):
                    return  # the next owner tries it
                await inbox.tried(tx, row.id, attempt)
            try:
                answers = await self._handle([row])
            except AWAY as error:
                await self._wait_for_database([replace(row, attempts=attempt - 1)], error)
                return
            except Exception:
                log.exception("inbox.failed", bot=self.parts.adapter.bot, row=row.id, attempt=attempt)
                continue
            self._answer_all([row], answers)
            return
        await self._set_aside(row)

    async def _wait_for_database(self, batch: list[Row], error: Exception) -> None:
        """Nothing is wrong with these: they come again in a moment."""
        log.warning("inbox.database", error=type(error).__name__)
        await asyncio.sleep(1)
        self._enqueue_again(batch)

    def _enqueue_again(self, batch: list[Row]) -> None:
        self._queue.extendleft(reversed(batch))
        self._ready.set()

    async def _handle(self, batch: list[Row]) -> list[list[Reply]]:
        async with self._turn, self.parts.database.begin() as tx:
            return await self._within(tx, batch) or [[] for _ in batch]

    async def _within(self, tx: AsyncConnection, batch: Sequence[Row]) -> list[list[Reply]] | None:
        """Run the handlers and keep their replies; None when the bot is no longer ours."""
        parts = self.parts
        if not await parts.mine(tx):
            return None
        requests = [parts.adapter.request_of(row.update) for row in batch]
        said = iter(await parts.answers(tx, parts.adapter.bot, [one for one in requests if one]))
        answers = [next(said) if request else [] for request in requests]
        packed = [(row.id, [pack(one) for one in replies]) for row, replies in zip(batch, answers, strict=True)]
        await inbox.handled(tx, packed)
        return answers

    def _answer_all(self, batch: Sequence[Row], answers: Sequence[list[Reply]]) -> None:
        self.parts.committed()
        for row, replies in zip(batch, answers, strict=True):
            self._answer(row, replies)

    async def _set_aside(self, row: Row) -> None:
        """It is kept and not tried any more; who sent it is told."""
        async with self.parts.database.begin() as tx:
            await inbox.set_aside(tx, row.id)
        with suppress(Exception):  # the update itself may be what cannot be read
            request = self.parts.adapter.request_of(row.update)
            if request and request.addressed:
                await self.parts.send(request, [self.parts.sorry(request)])

    def _answer(self, row: Row, replies: list[Reply]) -> None:
        request = self.parts.adapter.request_of(row.update)
        if request and replies:
            self._outgoing.put(row.id, replace(request, late=row.late), replies)
