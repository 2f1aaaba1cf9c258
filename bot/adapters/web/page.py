"""The page itself and what it must know before it shows anything."""

import html
from collections.abc import Callable, Mapping
from pathlib import Path
from string import Template
from typing import Any

from starlette.requests import Request as HttpRequest
from starlette.responses import HTMLResponse, JSONResponse, Response

from bot.adapters.web.api import Refused, json_of
from bot.adapters.web.clockbar import SPEEDS, ClockBar
from bot.adapters.web.people import About, Seat
from bot.adapters.web.rate import Buckets
from bot.adapters.web.sessions import Sessions, give
from bot.adapters.web.visitors import hint
from bot.adapters.web.words import Words
from bot.texts import language_of

STATIC = Path(__file__).parent / "static"


class Page:
    """One chat with a cookie, or the desk of a rehearsal with its clock."""

    def __init__(
        self,
        words: Words,
        about: Callable[[], About],
        seats: Mapping[str, Seat],
        sessions: Sessions,
        bar: ClockBar | None,
    ) -> None:
        self._words, self._about, self._seats, self._sessions, self._bar = words, about, seats, sessions, bar
        self._new = Buckets(size=120, per_second=5)

    async def show(self, request: HttpRequest) -> Response:
        """The page in the browser's language; scripts fill it."""
        language = language_of(hint(request))
        shell = Template((STATIC / "index.html").read_text("utf-8"))
        words = {key: html.escape(text) for key, text in self._words.of(language).items()}
        return HTMLResponse(shell.substitute(words, language=language))

    async def setup(self, request: HttpRequest) -> Response:
        """What stands on the page; a browser without a session gets one."""
        response = JSONResponse(self._facts(language_of(hint(request))))
        if not self._seats and await self._sessions.user(request) is None:
            if wait := self._new.wait(request.client.host if request.client else ""):
                return Refused(429, "fast", wait).response()
            _, token = await self._sessions.open()
            give(response, token, secure=request.url.scheme == "https")
        return response

    async def turn(self, request: HttpRequest) -> Response:
        """Turn the rehearsal's clock; there is none otherwise."""
        if self._bar is None:
            return Refused(404, "nothing").response()
        try:
            self._bar.turn(await json_of(request))
        except ValueError:
            return Refused(400, "unclear").response()
        except Refused as refused:
            return refused.response()
        return JSONResponse(self._bar.state())

    def _facts(self, language: str) -> dict[str, Any]:
        about = self._about()
        return {
            "language": language,
            "words": self._words.of(language),
            "titles": dict(about.title),
            "zone": about.zone.key,
            "days": [day.isoformat() for day in about.days],
            "seats": [{"user": one.user, "role": one.role, "name": one.name} for one in self._seats.values()],
            "clock": self._bar.state() if self._bar else None,
            "speeds": SPEEDS,
        }
