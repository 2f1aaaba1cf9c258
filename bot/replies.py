"""Sending the replies to a request: tried again until they are out or can be known to be in vain."""

import asyncio
from collections.abc import Awaitable, Callable, Sequence
from contextlib import AbstractAsyncContextManager, suppress
from dataclasses import dataclass, field, replace

import structlog

from bot import reading
from bot.adapters import Adapter
from bot.db import inbox, people
from bot.db.away import AWAY
from bot.db.database import Database
from bot.messages import (
    Address,
    BadContent,
    File,
    Moved,
    Reply,
    Request,
    RetryLater,
    SendError,
    Uncertain,
    Unreachable,
    units,
)
from bot.photos import clean

PAUSES = (0.5, 1, 2, 4, 8, 15, 30, *[60] * 60)  # for an hour; a platform may be away for long
FETCH = 30.0
log = structlog.get_logger()

Gate = Callable[[Address, Reply, bool], AbstractAsyncContextManager[None]]


@dataclass(frozen=True, slots=True)
class _Letter:
    address: Address
    reply: Reply
    pressed: str
    press: str
    late: bool = False
    doubts: int = 0


@dataclass(slots=True)
class Replies:
    """One bot's answers.

    `gate` waits until the limits allow the next message (late ones do not press) and ends with its call, `silence`
    stops the whole bot, `again` runs the handlers once more, for a request whose file has been fetched, and `make`
    makes the document that a reply asks for. Pictures are large: all bots share `looking`, and see one at a time.
    """

    database: Database
    adapter: Adapter
    gate: Gate
    silence: Callable[[float], Awaitable[None]]
    again: Callable[[Request], Awaitable[Sequence[Reply]]] | None = None
    make: Callable[[Request, str], Awaitable[Sequence[Reply]]] | None = None
    looking: asyncio.Lock = field(default_factory=asyncio.Lock)

    async def send(self, request: Request, replies: Sequence[Reply]) -> None:
        """Send all replies to a request in order; never raises. The first one answers the button, if it was a press."""
        press = request.press
        for unit in [unit for reply in replies for unit in units(reply)] or [Reply()]:
            address = request.address
            if unit.private and not request.private:
                address = Address(address.platform, address.user, address.user)
            if unit.forget:
                await self._forget(request.address)
            number = await self._deliver(_Letter(address, unit, request.message, press, request.late))
            press = ""
            await self._afterwards(request, unit, number)

    async def _afterwards(self, request: Request, sent: Reply, number: str) -> None:
        """What a reply asks for besides being sent."""
        if sent.pin and number:
            async with self.database.begin() as tx:
                await people.keep_card(tx, self.adapter.bot, request.address.user, number)
        for one in sent.drops:
            await self.adapter.keep(one, b"")
        file = await self._asked_for(request, sent)
        if file:
            await self._answer_with(file, request)
        for one in sent.sees:
            await self._answer_with(await self._see(one), request)
        if sent.makes and self.make:
            await self.send(replace(request, press=""), await self.make(request, sent.makes))

    async def _answer_with(self, file: File, request: Request) -> None:
        if self.again:
            await self.send(replace(request, file=file, press=""), await self.again(replace(request, file=file)))

    async def _see(self, file: File) -> File:
        """The file with the picture in it, or why there is none; our own side keeps nothing else of it."""
        async with self.looking:
            picture = await asyncio.to_thread(clean.see, await self._fetch(file))
        if picture != clean.Refusal("lost"):
            await self.adapter.keep(file, picture.data if isinstance(picture, clean.Clean) else b"")
        return replace(file, picture=picture)

    async def _asked_for(self, request: Request, sent: Reply) -> File | None:
        """The file with what the reply wants of it, None when it wants nothing; pasted text is a file, too."""
        file = request.file
        if sent.wants and file:
            return replace(file, data=await self._fetch(file))
        if sent.reads:
            data = sent.reads.encode()
            file = File("", reading.PASTED, len(data), "text/plain", data)
        if sent.reads is None or file is None:
            return None
        if file.data is None:
            file = replace(file, data=await self._fetch(file))
        plan = await asyncio.to_thread(reading.read, file.data or b"", file.name)
        return replace(file, plan=plan)

    async def _forget(self, address: Address) -> None:
        """Delete what the platform and the inbox keep of a user; the farewell comes after it."""
        await self.adapter.forget(address.user)
        async with self.database.begin() as tx:
            await inbox.forget_user(tx, self.adapter.bot, address.user)

    async def _fetch(self, file: File) -> bytes:
        """The file's bytes, b"" when they cannot be had."""
        for pause in PAUSES[:3]:
            try:
                async with asyncio.timeout(FETCH):
                    return await self.adapter.fetch(file)
            except RetryLater as error:
                await asyncio.sleep(max(pause, error.after))
            except (SendError, TimeoutError) as error:
                log.warning("file.not_fetched", bot=self.adapter.bot, error=type(error).__name__)
                break
        return b""

    async def _deliver(self, letter: _Letter | None) -> str:
        """Send, and the message's id; "" when there is none."""
        for pause in PAUSES:
            if letter is None:
                return ""
            try:
                async with self.gate(letter.address, letter.reply, letter.late):
                    return await self.adapter.send(
                        letter.address, letter.reply, pressed=letter.pressed, update=letter.press
                    )
            except SendError as error:
                letter = await self._after(error, letter, pause)
        log.warning("reply.given_up", bot=self.adapter.bot)
        return ""

    async def _after(self, error: SendError, letter: _Letter, pause: float) -> _Letter | None:
        """What to send next after an error, once it is time; None when there is nothing more to do."""
        if isinstance(error, Moved):
            return replace(letter, address=replace(letter.address, chat=error.chat))
        if isinstance(error, BadContent) and letter.reply.edit:
            return replace(letter, reply=replace(letter.reply, edit=False), press="")
        if isinstance(error, RetryLater):
            if error.silence:
                with suppress(*AWAY):  # silent we are all the same; only the next process may not know
                    await self.silence(error.after)
            await asyncio.sleep(max(pause, error.after))
            return letter
        if isinstance(error, Uncertain) and letter.doubts == 0:
            # Who asked and heard nothing asks again; the same answer twice harms less than none.
            await asyncio.sleep(pause)
            return replace(letter, doubts=1)
        if isinstance(error, Unreachable):
            await self._unreachable(letter.address, str(error))
        else:
            log.error("reply.lost", bot=self.adapter.bot, reason=str(error))
        return None

    async def _unreachable(self, address: Address, reason: str) -> None:
        async with self.database.begin() as tx:
            account = await people.account(tx, self.adapter.bot, address.user)
            if account:
                await people.change_account(tx, account.id, unreachable=reason[:120])
