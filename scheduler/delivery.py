"""The outbox of one bot on its way: claim, commit, call, record.

Nothing is called before its claim is committed, without the lease, or after its time. What came of it is recorded in
batches, in one commit with the next claim.
"""

import asyncio
import contextlib
from collections import OrderedDict
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta

import structlog
from sqlalchemy.exc import SQLAlchemyError
from sqlalchemy.ext.asyncio import AsyncConnection

from bot.db import deliveries, notices
from bot.db.deliveries import Result, Row
from bot.db.notices import Note, Recipients
from bot.messages import Reply
from bot.tasks import end
from scheduler import wording
from scheduler.outbox import LISTED_FOR, ORGANIZERS
from scheduler.retry import Outcome
from scheduler.sending import Parts, Sender

KNOWN_TEXTS = 200
log = structlog.get_logger()


@dataclass(slots=True)
class Tally:
    """What this process has seen since its start, by outcome; for the metrics."""

    outcomes: dict[str, int] = field(default_factory=dict)
    repeats: int = 0

    def add(self, outcome: Outcome) -> None:
        """Count one."""
        self.outcomes[outcome.state] = self.outcomes.get(outcome.state, 0) + 1
        self.repeats += outcome.repeats


@dataclass(slots=True)
class _Trip:
    """A claimed delivery on its way; `called` once the platform may have it."""

    row: Row
    called: bool = False
    task: asyncio.Task[None] | None = None


class Courier:
    """Carries the deliveries of one bot for as long as this process holds its lease."""

    def __init__(self, parts: Parts) -> None:
        self.tally = Tally()
        self._parts = parts
        self._sender = Sender(parts)
        self._room = max(2, int(parts.limiter.limits.bot / 2))
        self._woken = asyncio.Event()
        self._trips: dict[int, _Trip] = {}
        self._results: list[Result] = []
        self._texts: OrderedDict[int, Reply] = OrderedDict()
        self._stopped: set[int] = set()
        self._doubtful = True

    def wake(self) -> None:
        """There is something new in the outbox."""
        self._woken.set()

    async def run(self) -> None:
        """Carry, for ever; a fault of the database delays it and ends nothing."""
        while True:
            term = await self._parts.lease.wait_held()
            try:
                await self._serve(term)
            except (SQLAlchemyError, OSError, TimeoutError) as error:
                self._doubtful = True
                log.warning("the outbox waits for the database", bot=self._parts.bot, error=type(error).__name__)
            await asyncio.sleep(0.5)

    async def finish(self) -> None:
        """Give back what was not called yet, wait a little for the rest, record it all. `run` must have ended."""
        term = self._parts.lease.held()
        for trip in [one for one in self._trips.values() if not one.called and one.task]:
            trip.task.cancel()  # type: ignore[union-attr]  # filtered above
            self._note(trip.row, Outcome("queued"))
        called = [one.task for one in self._trips.values() if one.called and one.task]
        if called:
            await asyncio.wait(called, timeout=self._parts.pace.end)
        await self._abandon()
        if term is not None:
            with contextlib.suppress(SQLAlchemyError, OSError):
                async with self._parts.database.begin() as tx:
                    await deliveries.record(tx, term, self._results)

    async def _serve(self, term: int) -> None:
        """One term, until it is lost; whoever holds the lease then decides about what is still on its way."""
        pace = self._parts.pace
        while self._parts.lease.held() == term:
            self._woken.clear()
            taken = await self._turn(term)
            if taken is None:
                break
            await asyncio.sleep(pace.commit if self._trips else 0)
            if not self._results and not (taken and len(self._trips) < self._room):
                with contextlib.suppress(TimeoutError):
                    async with asyncio.timeout(pace.look):
                        await self._woken.wait()
        await self._abandon()
        self._results.clear()
        self._doubtful = True

    async def _abandon(self) -> None:
        await end(*(one.task for one in self._trips.values() if one.task))
        self._trips.clear()

    async def _turn(self, term: int) -> int | None:
        """Record what has come back and claim what there is room for, in one commit; None when the lease is lost.

        After a fault it is unknown which claims were committed: then everything on its way comes back first.
        """
        results, nothing_out = list(self._results), not self._trips
        rows: list[Row] = []
        async with self._parts.database.begin() as tx:
            if not await self._parts.lease.mine(tx):
                return None
            await deliveries.record(tx, term, results)
            if self._doubtful and nothing_out:
                await self._recover(tx, term)
            await self._stop_refused(tx)
            if nothing_out or not self._doubtful:
                rows = await self._claim(tx, term, len(self._results) - len(results))
        self._doubtful = self._doubtful and not nothing_out
        del self._results[: len(results)]
        self._depart(rows, term)
        return len(rows)

    async def _recover(self, tx: AsyncConnection, term: int) -> None:
        if found := await deliveries.recover(tx, self._parts.bot, term):
            log.warning("sending had been cut short", bot=self._parts.bot, deliveries=found)

    async def _claim(self, tx: AsyncConnection, term: int, unrecorded: int) -> list[Row]:
        """Claim what there is room for; what has just come back and is not recorded yet still takes up room."""
        parts, room = self._parts, self._room - len(self._trips) - unrecorded
        if room <= 0:
            return []
        now, real = parts.clock.now(), self._real()
        busy = tuple(self._trips)
        rows = await deliveries.claim(tx, parts.bot, term, limit=room, busy=busy, now=now, real=real)
        wanted = {row.content_id for row in rows}
        if new := wanted - self._texts.keys():
            self._texts.update(await deliveries.replies(tx, new))
        return rows

    def _depart(self, rows: list[Row], term: int) -> None:
        for row in rows:
            self._texts.move_to_end(row.content_id)
            trip = self._trips[row.account_id] = _Trip(row)
            trip.task = asyncio.create_task(self._carry(trip, self._texts[row.content_id], term))
        while len(self._texts) > KNOWN_TEXTS:
            self._texts.popitem(last=False)

    async def _carry(self, trip: _Trip, reply: Reply, term: int) -> None:
        row = trip.row
        try:
            place = await self._parts.limiter.wait(row.chat, row.lane, group=row.chat != row.user)
            # Right before the call: a process that was stopped and continues must notice here.
            if self._parts.lease.held() != term:
                return
            trip.called = True
            self._note(row, await self._sender.send(row, reply, place))
        finally:
            if self._trips.get(row.account_id) is trip:
                del self._trips[row.account_id]
            self._woken.set()

    def _note(self, row: Row, outcome: Outcome) -> None:
        self.tally.add(outcome)
        again = None
        if outcome.state == "retry":
            again = self._real() + timedelta(seconds=outcome.after)
            asyncio.get_running_loop().call_later(outcome.after, self.wake)
        sent_at = self._parts.clock.now() if outcome.state == "sent" else None
        self._results.append(
            Result(
                row.id,
                row.account_id,
                outcome.state,
                outcome.reason,
                outcome.message,
                outcome.repeats,
                again,
                sent_at,
                row.card,
            )
        )

    def _real(self) -> datetime:
        return datetime.fromtimestamp(self._parts.lease.database_time(), UTC)

    async def _stop_refused(self, tx: AsyncConnection) -> None:
        """Stop the notices whose content is refused, and say so to the organizers."""
        for notice_id in self._sender.refused.keys() - self._stopped:
            if await deliveries.stop(tx, notice_id):
                await self._tell_stopped(tx, notice_id, self._sender.refused[notice_id])
            self._stopped.add(notice_id)

    async def _tell_stopped(self, tx: AsyncConnection, notice_id: int, reason: str) -> None:
        now = self._parts.clock.now()
        counts = await deliveries.counts(tx, notice_id)
        sent, cancelled = counts.get("sent", 0), counts.get("cancelled", 0)
        said = {key: wording.stopped(reason, sent, cancelled, say) for key, say in self._parts.texts.items()}
        until = now + LISTED_FOR
        note = Note(f"stopped:{notice_id}", "stopped", 1, must=True, due_at=now, expires_at=until, audience=ORGANIZERS)
        event_id = await deliveries.event_of(tx, notice_id)
        await notices.put(tx, note, Recipients(event_id, ORGANIZERS), said, now)
        log.error("a notice was stopped", bot=self._parts.bot, notice=notice_id, reason=reason)
