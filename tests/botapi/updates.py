"""The updates that wait for one bot: handed out again until they are confirmed.

Source: https://core.telegram.org/bots/api#getupdates
"""

import asyncio
import time
from collections import deque
from dataclasses import dataclass, field
from typing import Any

from tests.botapi.parameters import Params
from tests.botapi.refused import Refused

Json = dict[str, Any]

# What a bot gets without asking; the others only when allowed_updates names them.
_OPT_IN = frozenset({"chat_member", "message_reaction", "message_reaction_count"})
_CONFLICT = "Conflict: terminated by other getUpdates request; make sure that only one bot instance is running"
_WEBHOOK = (
    "Conflict: can't use getUpdates method while webhook is active; use deleteWebhook to delete the webhook first"
)


@dataclass(slots=True, eq=False)
class Update:
    """One update and how many more times it shall come after its confirmation."""

    body: Json
    chat_id: int
    copies: int = 0

    @property
    def id(self) -> int:
        return int(self.body["update_id"])


@dataclass
class Updates:
    """The queue of one bot; `deliveries` has the first hand-out of each update in monotonic seconds."""

    next_id: int = 700_000_001
    pending: deque[Update] = field(default_factory=deque)
    again: list[Update] = field(default_factory=list)
    allowed: frozenset[str] | None = None
    conflicts: int = 0
    deliveries: dict[int, float] = field(default_factory=dict)
    _copies: tuple[int, int] = (0, 0)
    _arrival: asyncio.Event = field(default_factory=asyncio.Event)
    _poller: "asyncio.Future[None] | None" = None

    def add(self, kind: str, content: Json, chat_id: int) -> Update | None:
        """Queue an update, unless the bot has not asked for its kind."""
        if kind in _OPT_IN if self.allowed is None else kind not in self.allowed:
            return None
        update = Update({"update_id": self.next_id, kind: content}, chat_id)
        self.next_id += 1
        copies, left = self._copies
        if left:
            update.copies, self._copies = copies, (copies, left - 1)
        self.pending.append(update)
        self._arrival.set()
        return update

    def duplicate(self, copies: int, updates: int) -> None:
        """Deliver each of the next `updates` updates `copies` more times (at most 3) after its confirmation."""
        self._copies = (min(copies, 3), updates)

    def confirm(self, update: Update) -> None:
        """Forget an update, or queue the copies it is to have."""
        self.again.extend([update] * update.copies)
        update.copies = 0

    def allow(self, kinds: Any) -> None:  # noqa: ANN401 - any JSON value
        """Remember allowed_updates; None keeps what was set before, an empty list resets it."""
        if isinstance(kinds, list):
            self.allowed = frozenset(kinds) or None

    async def poll(self, params: Params, *, has_webhook: bool) -> list[Json]:
        """The answer of getUpdates, at most one poller at a time."""
        if has_webhook:
            raise Refused(409, _WEBHOOK)
        self.allow(params.get("allowed_updates"))
        self._forget(params.get("offset", 0))
        mine = self._take_over()
        limit = min(max(params.get("limit", 100), 1), 100)
        try:
            await self._something(mine, min(params.get("timeout", 0), 50))
            return self._batch(limit)
        finally:
            if self._poller is mine:
                self._poller = None

    def stop_polling(self, reason: str) -> None:
        """End a waiting getUpdates with a 409."""
        if self._poller is not None and not self._poller.done():
            self.conflicts += 1
            self._poller.set_exception(Refused(409, reason))

    def _take_over(self) -> "asyncio.Future[None]":
        self.stop_polling(_CONFLICT)
        self._poller = asyncio.get_running_loop().create_future()
        return self._poller

    def _forget(self, offset: int) -> None:
        if offset < 0:
            while len(self.pending) > -offset:
                self.confirm(self.pending.popleft())
        while self.pending and self.pending[0].id < offset:
            self.confirm(self.pending.popleft())

    async def _something(self, mine: "asyncio.Future[None]", seconds: float) -> None:
        """Return when there is an update or the time is up; raise when another poller took over."""
        deadline = time.monotonic() + seconds
        while not (self.pending or self.again):
            self._arrival.clear()
            arrival = asyncio.ensure_future(self._arrival.wait())
            try:
                left = deadline - time.monotonic()
                await asyncio.wait((arrival, mine), timeout=max(left, 0), return_when=asyncio.FIRST_COMPLETED)
            finally:
                arrival.cancel()
            if mine.done():
                mine.result()
            if time.monotonic() >= deadline:
                return

    def _batch(self, limit: int) -> list[Json]:
        copies, self.again = self.again[:limit], self.again[limit:]
        fresh = [update for update, _ in zip(self.pending, range(limit - len(copies)), strict=False)]
        now = time.monotonic()
        for update in fresh:
            self.deliveries.setdefault(update.id, now)
        return [update.body for update in (*copies, *fresh)]
