"""What is said between a person and us: kept in the database, and a bell for the pages that show it."""

import asyncio
from collections.abc import Awaitable, Callable, Iterator, Sequence
from contextlib import contextmanager
from typing import Any, TypeVar

from sqlalchemy import select
from sqlalchemy.exc import IntegrityError
from sqlalchemy.ext.asyncio import AsyncConnection

from bot.adapters.web import rows, shape
from bot.adapters.web.files import Files, media_type, safe_name
from bot.clock import Clock
from bot.db.database import Database
from bot.db.models import Account, WebMessage
from bot.messages import Attachment, Reply
from bot.texts import language_of

PAGE = 40
T = TypeVar("T")
_TRIES = 5


class Conversation:
    """The conversations of all web users. The database is what counts: a bell only says that it is worth a look."""

    def __init__(self, database: Database, clock: Clock, files: Files) -> None:
        self._database, self._clock, self._files = database, clock, files
        self._bells: dict[str, set[asyncio.Event]] = {}

    async def hear(self, user: str, key: str, message: rows.Message) -> None:
        """Keep what the person said under the page's own key; saying it again changes nothing."""
        await self._write(lambda writing: rows.add_mine(writing, user, key, message, self._clock.now()))
        self.ring(user)

    async def answer(self, user: str, reply: Reply, pressed: str) -> str:
        """Keep what we say, in place of the message `pressed` when the reply says so; the id of what is new or ""."""
        file = await self._keep(reply.attachment) if reply.attachment else None
        number = await self._write(lambda writing: self._put(writing, user, reply, pressed, file))
        self.ring(user)
        return number

    async def _put(
        self, writing: AsyncConnection, user: str, reply: Reply, pressed: str, file: rows.Message | None
    ) -> str:
        message, now = shape.sent(reply, file), self._clock.now()
        under = await rows.find(writing, user, pressed)
        if reply.keyboard is not None:
            await rows.add(writing, user, {"keyboard": [list(row) for row in reply.keyboard]}, now)
        if under and not under.mine and (reply.edit or not shape.shows(reply)):
            await rows.change(writing, user, under.id, message if shape.shows(reply) else under.message | message)
            return ""
        return str(await rows.add(writing, user, message, now)) if shape.shows(reply) else ""

    async def _keep(self, attachment: Attachment) -> rows.Message:
        reference = await self._files.keep(attachment.data)
        kind = media_type(attachment.media_type, attachment.data[:16])
        return {
            "name": safe_name(attachment.name),
            "type": kind,
            "size": len(attachment.data),
            "reference": reference,
        }

    async def find(self, user: str, number: str) -> rows.Stored | None:
        """One message of the user's own conversation."""
        async with self._database.read() as reading:
            return await rows.find(reading, user, number)

    async def before(self, user: str, number: int | None) -> dict[str, Any]:
        """The page of messages that ends before `number` (None: the last one), and whether there are more."""
        async with self._database.read() as reading:
            found = await rows.before(reading, user, number, PAGE + 1)
        return {"messages": _shown(found[-PAGE:]), "more": len(found) > PAGE}

    async def opening(self, user: str) -> dict[str, Any]:
        """What a page needs that knows nothing yet; the revision is read first, so that nothing falls between."""
        async with self._database.read() as reading:
            revision = await rows.newest(reading, user)
            keyboard = await rows.keyboard(reading, user)
        return await self.before(user, None) | {"revision": revision, "keyboard": keyboard}

    async def news(self, user: str, seen: int) -> list[dict[str, Any]] | None:
        """What came after revision `seen`; None when the conversation has been cleared since."""
        async with self._database.read() as reading:
            found = await rows.after(reading, user, seen, PAGE)
            if not found and await rows.newest(reading, user) < seen:
                return None
        return _shown(found)

    async def language(self, user: str, hint: str) -> str:
        """The language that the person chose, else the browser's."""
        async with self._database.read() as reading:
            query = select(Account.language).where(Account.bot == "web", Account.user == user)
            chosen: str | None = await reading.scalar(query)
        return language_of(chosen or hint)

    async def users(self) -> Sequence[str]:
        """Everybody who has a conversation."""
        async with self._database.read() as reading:
            return (await reading.scalars(select(WebMessage.user).distinct())).all()

    async def forget(self, user: str) -> None:
        """Delete a conversation with its files."""
        references = await self._write(lambda writing: rows.clear(writing, user))
        for reference in references:
            await self._files.remove(reference)
        self.ring(user)

    def ring(self, user: str | None = None) -> None:
        """Wake the pages of one user, or of all."""
        for bells in [self._bells.get(user, set())] if user else self._bells.values():
            for bell in bells:
                bell.set()

    @contextmanager
    def bell(self, user: str) -> Iterator[asyncio.Event]:
        """An event that is set whenever there may be news for `user`."""
        bell = asyncio.Event()
        self._bells.setdefault(user, set()).add(bell)
        try:
            yield bell
        finally:
            self._bells[user].discard(bell)
            if not self._bells[user]:
                del self._bells[user]

    def pages(self, user: str) -> int:
        """How many pages of a user are open here."""
        return len(self._bells.get(user, ()))

    async def _write(self, work: Callable[[AsyncConnection], Awaitable[T]]) -> T:
        for _ in range(_TRIES):
            try:
                async with self._database.begin() as writing:
                    return await work(writing)
            except IntegrityError:
                continue
        async with self._database.begin() as writing:
            return await work(writing)


def _shown(found: Sequence[rows.Stored]) -> list[dict[str, Any]]:
    return [shape.row(one) for one in found]
