"""What comes before every route of the web chat: who may knock, and what a browser may do with the answer.

A rehearsal has seats without a code, so it opens only to this machine and only under names that a hostile page cannot
point here (DNS rebinding). Whatever changes something must come from our own page (Origin).
"""

import ipaddress
from collections.abc import Callable
from urllib.parse import urlsplit

from starlette.datastructures import MutableHeaders
from starlette.requests import HTTPConnection
from starlette.responses import JSONResponse
from starlette.types import ASGIApp, Message, Receive, Scope, Send

HERE = frozenset({"127.0.0.1", "localhost", "::1"})
_POLICY = (
    "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self' blob:; connect-src 'self'; "
    "manifest-src 'self'; base-uri 'none'; form-action 'none'; frame-ancestors 'none'"
)
_HEADERS = {
    "content-security-policy": _POLICY,
    "cache-control": "private, no-cache",
    "x-content-type-options": "nosniff",
    "referrer-policy": "no-referrer",
    "cross-origin-resource-policy": "same-origin",
    "cross-origin-opener-policy": "same-origin",
    "permissions-policy": "camera=(), microphone=(), geolocation=()",
}


def name_of(host: str) -> str:
    """The name in a Host header: "[::1]:8000" → "::1"; "" when it is none."""
    try:
        return urlsplit(f"//{host}").hostname or ""
    except ValueError:
        return ""


def from_our_page(connection: HTTPConnection) -> bool:
    """Whether the browser says that a page of this very host asks."""
    origin = urlsplit(connection.headers.get("origin", ""))
    return origin.scheme in ("http", "https") and origin.netloc == connection.headers.get("host")


def on_this_machine(connection: HTTPConnection, names: frozenset[str]) -> bool:
    """Whether the caller sits at this machine and called it by one of `names`."""
    caller = connection.client.host if connection.client else ""
    try:
        return ipaddress.ip_address(caller).is_loopback and name_of(connection.headers.get("host", "")) in names
    except ValueError:
        return False


class Guard:
    """Refuses with 403 what `allowed` or the origin forbids, and sets the security headers on what it lets through."""

    def __init__(self, app: ASGIApp, allowed: Callable[[HTTPConnection], bool]) -> None:
        self._app, self._allowed = app, allowed

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """One request or WebSocket."""

        async def answer(message: Message) -> None:
            if message["type"] == "http.response.start":
                headers = MutableHeaders(scope=message)
                for name, value in _HEADERS.items():
                    headers.setdefault(name, value)
            await send(message)

        if self._passes(HTTPConnection(scope)):
            await self._app(scope, receive, answer)
        elif scope["type"] == "websocket":
            await send({"type": "websocket.close", "code": 1008})
        else:
            await JSONResponse({"error": "refused"}, 403)(scope, receive, answer)

    def _passes(self, connection: HTTPConnection) -> bool:
        reads = connection.scope.get("method") in ("GET", "HEAD")
        return self._allowed(connection) and (reads or from_our_page(connection))
