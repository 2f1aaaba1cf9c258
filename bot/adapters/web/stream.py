"""The way from us to an open page: a WebSocket that carries what changed, and a beat while nothing does."""

import asyncio
from collections.abc import Awaitable, Callable
from contextlib import suppress

from starlette.websockets import WebSocket, WebSocketDisconnect

from bot.adapters.web.clockbar import ClockBar
from bot.adapters.web.conversation import Conversation
from bot.adapters.web.people import Visitor
from bot.adapters.web.words import Words

MOST_PAGES = 12
Who = Callable[[], Awaitable[Visitor | None]]
_NOBODY, _TOO_MANY = 4401, 4429


class Stream:
    """Serves open pages. `beat` is in seconds: the longest silence, and the longest until news of another machine."""

    def __init__(self, conversation: Conversation, words: Words, bar: ClockBar | None, beat: float) -> None:
        self._conversation, self._words, self._bar, self._beat = conversation, words, bar, beat

    async def serve(self, socket: WebSocket, who: Who) -> None:
        """One page, from its opening to its end, or to the end of its session."""
        await socket.accept()
        visitor = await who()
        if visitor is None:
            await socket.close(_NOBODY)
        elif self._conversation.pages(visitor.user) >= MOST_PAGES:
            await socket.close(_TOO_MANY)
        else:
            await self._carry(socket, visitor, who)

    async def _carry(self, socket: WebSocket, visitor: Visitor, who: Who) -> None:
        telling = asyncio.create_task(self._tell(socket, visitor, who))
        listening = asyncio.create_task(_until_closed(socket))
        try:
            await asyncio.wait({telling, listening}, return_when=asyncio.FIRST_COMPLETED)
        finally:
            for task in (telling, listening):
                task.cancel()
            # What ends with the connection is no news; anything else is.
            with suppress(asyncio.CancelledError, WebSocketDisconnect):
                await telling

    async def _tell(self, socket: WebSocket, visitor: Visitor, who: Who) -> None:
        seen, language = _seen(socket), ""
        with self._conversation.bell(visitor.user) as bell:
            while await who():
                bell.clear()
                language = await self._speak(socket, visitor, language)
                seen = await self._catch_up(socket, visitor.user, seen)
                await self._rest(bell)
        await socket.close(_NOBODY)

    async def _speak(self, socket: WebSocket, visitor: Visitor, language: str) -> str:
        now = await self._conversation.language(visitor.user, visitor.hint)
        if now != language:
            await socket.send_json({"type": "words", "language": now, "words": self._words.of(now)})
        return now

    async def _catch_up(self, socket: WebSocket, user: str, seen: int | None) -> int:
        """Send what came after `seen` (None: all of the last page) and return the revision that the page now has."""
        news = None if seen is None else await self._conversation.news(user, seen)
        while news:
            seen = int(news[-1]["revision"])
            await socket.send_json({"type": "news", "messages": news, "revision": seen})
            news = await self._conversation.news(user, seen)
        if seen is None or news is None:
            opening = await self._conversation.opening(user)
            await socket.send_json({"type": "opening"} | opening)
            seen = int(opening["revision"])
        await socket.send_json({"type": "beat", "clock": self._bar.state() if self._bar else None})
        return seen

    async def _rest(self, bell: asyncio.Event) -> None:
        with suppress(TimeoutError):
            async with asyncio.timeout(self._beat):
                await bell.wait()


def _seen(socket: WebSocket) -> int | None:
    asked = socket.query_params.get("after", "")
    return int(asked) if asked.isascii() and asked.isdigit() and len(asked) < 10 else None


async def _until_closed(socket: WebSocket) -> None:
    with suppress(WebSocketDisconnect):
        while True:
            await socket.receive_text()
