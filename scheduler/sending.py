"""One delivery to its platform: the call, and what its error means for this delivery and for others."""

import asyncio
import contextlib
from collections.abc import Mapping
from dataclasses import dataclass, field, replace

import structlog
from sqlalchemy.exc import SQLAlchemyError

from bot.adapters import Adapter
from bot.clock import Clock
from bot.db import deliveries
from bot.db.database import Database
from bot.db.deliveries import Row
from bot.messages import Address, BadContent, Moved, Reply, RetryLater, plain
from bot.texts import Say
from scheduler.lease import Lease
from scheduler.limiter import Limiter, Place
from scheduler.retry import Outcome, Retry, failed

PLAIN_LENGTH = 4000
log = structlog.get_logger()


@dataclass(frozen=True, slots=True)
class Pace:
    """Seconds: between two looks at the outbox, between two commits, for one call, for the last calls at the end."""

    look: float = 0.5
    commit: float = 0.2
    call: float = 60.0
    end: float = 8.0


@dataclass(frozen=True, slots=True)
class Parts:
    """What sending for one bot works with; `clock` is the event's."""

    database: Database
    adapter: Adapter
    clock: Clock
    lease: Lease
    limiter: Limiter
    texts: Mapping[str, Say]
    retry: Retry = field(default_factory=Retry)
    pace: Pace = field(default_factory=Pace)

    @property
    def bot(self) -> str:
        """The bot's name, "telegram:123456"."""
        return self.adapter.bot


class Sender:
    """Calls the platform. `refused` are the notices, with the reason, whose content it will not take in any form."""

    def __init__(self, parts: Parts) -> None:
        self.refused: dict[int, str] = {}
        self._parts = parts
        self._plain: set[int] = set()

    async def send(self, row: Row, reply: Reply, place: Place) -> Outcome:
        """One call and what became of it; two where the platform says how it wants the message. Never raises."""
        if self._parts.clock.now() >= row.expires_at:
            return Outcome("expired")
        if row.notice_id in self.refused:
            return Outcome("cancelled")
        bare = row.content_id in self._plain
        try:
            return await self._call(row, row.chat, _plainly(reply) if bare else reply, place)
        except BadContent as error:
            return await self._unwanted(row, reply, str(error), bare=bare)
        except Moved as error:
            return await self._follow(row, reply, error.chat)
        except Exception as error:  # noqa: BLE001 - what an adapter raises unforeseen leaves the outcome unknown
            return await self._failed(row, error)

    async def _unwanted(self, row: Row, reply: Reply, reason: str, *, bare: bool) -> Outcome:
        """The content is refused: a message that can no longer be changed concerns only its reader."""
        if row.message:
            return Outcome("failed", reason[:200])
        return self._refuse(row, reason) if bare else await self._once_plainly(row, reply)

    async def _call(self, row: Row, chat: str, reply: Reply, place: Place) -> Outcome:
        parts = self._parts
        address = Address(parts.bot.partition(":")[0], chat, row.user)
        reply = replace(reply, edit=bool(row.message))
        try:
            async with asyncio.timeout(parts.pace.call):
                return Outcome("sent", message=await parts.adapter.send(address, reply, pressed=row.message))
        finally:
            parts.limiter.answered(place)

    async def _again(self, row: Row, chat: str, reply: Reply) -> Outcome | BadContent | Moved:
        """A second call: what the platform answers to it is an answer, too."""
        place = await self._parts.limiter.wait(chat, row.lane, group=chat != row.user)
        if self._parts.lease.held() is None:
            return Outcome("queued")
        try:
            return await self._call(row, chat, reply, place)
        except (BadContent, Moved) as error:
            return error
        except Exception as error:  # noqa: BLE001 - as in `send`
            return await self._failed(row, error)

    async def _once_plainly(self, row: Row, reply: Reply) -> Outcome:
        """The content is refused: once with nothing but its text; everybody else then gets it so at once."""
        answer = await self._again(row, row.chat, _plainly(reply))
        if isinstance(answer, BadContent | Moved):
            return self._refuse(row, str(answer))
        if answer.state == "sent":
            self._plain.add(row.content_id)
        return answer

    async def _follow(self, row: Row, reply: Reply, chat: str) -> Outcome:
        """The chat has a new id: keep it first, then send there, once."""
        try:
            async with self._parts.database.begin() as tx:
                await deliveries.moved(tx, self._parts.bot, row.chat, chat)
        except (SQLAlchemyError, OSError):
            return Outcome("retry", "the chat's new id could not be kept", after=self._parts.retry.delay(row.attempts))
        answer = await self._again(row, chat, reply)
        return answer if isinstance(answer, Outcome) else Outcome("failed", str(answer)[:200])

    def _refuse(self, row: Row, reason: str) -> Outcome:
        self.refused.setdefault(row.notice_id, reason)
        return Outcome("failed", reason[:200])

    async def _failed(self, row: Row, error: Exception) -> Outcome:
        if isinstance(error, RetryLater) and error.silence:
            await self._fall_silent(error.after)
        outcome = failed(error, must=row.must, attempts=row.attempts, policy=self._parts.retry)
        log.info("not sent", bot=self._parts.bot, delivery=row.id, state=outcome.state, error=type(error).__name__)
        return outcome

    async def _fall_silent(self, seconds: float) -> None:
        self._parts.limiter.silence(seconds)
        log.warning("the platform asks for silence", bot=self._parts.bot, seconds=seconds)
        with contextlib.suppress(SQLAlchemyError, OSError):
            await self._parts.lease.silence(seconds)


def _plainly(reply: Reply) -> Reply:
    return Reply(plain(reply.text)[:PLAIN_LENGTH])
