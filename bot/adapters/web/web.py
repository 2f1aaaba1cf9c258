"""The web chat as a platform: two conversions around one call, and the routes of its page."""

import asyncio
from collections.abc import Callable, Mapping, Sequence
from pathlib import Path
from typing import Any

from starlette.routing import BaseRoute

from bot.adapters.web.api import Accept, Api
from bot.adapters.web.clockbar import ClockBar, NextDue
from bot.adapters.web.conversation import Conversation
from bot.adapters.web.feedback import Form
from bot.adapters.web.files import Files
from bot.adapters.web.page import Page
from bot.adapters.web.people import About, Seat
from bot.adapters.web.routes import routes
from bot.adapters.web.secrets import Secrets
from bot.adapters.web.sessions import Sessions
from bot.adapters.web.stream import Stream
from bot.adapters.web.visitors import Visitors
from bot.adapters.web.words import Words
from bot.clock import Clock, SimulatedClock
from bot.db.database import Database
from bot.messages import Address, BadContent, File, Reply, Request, Unreachable
from bot.texts import Say


class Web:
    """Our own platform.

    In a rehearsal `seats` need no code, on a simulated clock and on loopback only; otherwise a browser speaks through
    its session cookie and joins like everybody.

    `accept(update_id, update)` puts an update into the inbox and returns when it is committed. `about` is asked again
    for every page; `host` is a further name by which a rehearsal may be called; files lie in `folder`.
    """

    bot = "web"

    def __init__(  # noqa: PLR0913 - what the composition root knows
        self,
        database: Database,
        clock: Clock,
        accept: Accept,
        texts: Mapping[str, Say],
        *,
        rehearsal: bool,
        seats: Sequence[Seat] = (),
        about: Callable[[], About] = About,
        next_due: NextDue | None = None,
        host: str = "127.0.0.1",
        folder: Path = Path("data/web"),
    ) -> None:
        if rehearsal != bool(seats) or (rehearsal and not isinstance(clock, SimulatedClock)):
            message = "seats belong to a rehearsal, and a rehearsal to a simulated clock"
            raise ValueError(message)
        by_user = {seat.user: seat for seat in seats}
        self._files = Files(folder)
        self._conversation = Conversation(database, clock, self._files)
        self._sessions = Sessions(database, clock)
        self._visitors = Visitors(by_user, self._sessions, host)
        bar = ClockBar(clock, next_due) if isinstance(clock, SimulatedClock) and rehearsal else None
        if isinstance(clock, SimulatedClock):
            clock.changed.append(self._conversation.ring)
        words = Words(texts)
        self._page = Page(words, about, by_user, self._sessions, bar)
        self._secrets = Secrets()
        self._form = Form(database, clock, texts)
        self._api = Api(self._conversation, self._files, accept, self._secrets)
        # One process sees its own news at once; on a database that several share, the beat brings the others'.
        self._stream = Stream(self._conversation, words, bar, beat=15.0 if database.sqlite else 2.0)

    def request_of(self, update: dict[str, Any]) -> Request | None:
        """What a person did on the page."""
        user = update["user"]
        file = update.get("file")
        return Request(
            id=update["id"],
            address=Address(self.bot, user, user),
            name=update.get("name", ""),
            language=update.get("language", ""),
            what=update["what"],
            text=update.get("text", ""),
            action=update.get("action", ""),
            message=update.get("message", ""),
            secret=self._secrets.of(update["id"]),
            file=File(file["reference"], file["name"], file["size"], file["type"]) if file else None,
        )

    async def send(self, address: Address, reply: Reply, *, pressed: str = "", update: str = "") -> str:
        """Keep a message and show it on every open page of its user; an edit changes the kept one.

        Raises `Unreachable` when no session and no seat belongs to the user any more.
        """
        del update
        if not await self._visitors.knows(address.chat):
            reason = "no session"
            raise Unreachable(reason)
        return await self._conversation.answer(address.chat, reply, pressed)

    async def fetch(self, file: File) -> bytes:
        """The bytes of a file that a person sent; BadContent when it is gone."""
        try:
            return await asyncio.to_thread(self.path_of(file).read_bytes)
        except (OSError, ValueError) as error:
            reason = "the file is gone"
            raise BadContent(reason) from error

    async def keep(self, file: File, data: bytes) -> None:
        """Exchange what lies here of a file; a page that shows it gets the new bytes, or hears that there are none."""
        if data:
            await self._files.exchange(file.reference, data)
        else:
            await self._files.remove(file.reference)

    def path_of(self, file: File) -> Path:
        """Where a file that a person sent lies."""
        return self._files.path(file.reference)

    async def forget(self, user: str) -> None:
        """Delete a user's conversation and files; an open page empties, and can still show a farewell."""
        await self._conversation.forget(user)

    async def tidy(self) -> None:
        """Delete what can never be read again: sessions over 90 days old, and the conversations that had only those."""
        await self._sessions.expire()
        for user in await self._conversation.users():
            if not await self._visitors.knows(user):
                await self._conversation.forget(user)

    def routes(self) -> list[BaseRoute]:
        """The page at "/", its parts under "/static" and what it asks under "/web"."""
        return routes(self._page, self._api, self._form, self._stream, self._visitors)
