"""python-telegram-bot's HTTP over aiohttp.

The library's own request class rescans its connection pool at every call; one aiohttp session sends several
times as much for a fraction of the processor. The contract is `telegram.request.BaseRequest`.
"""

import asyncio
import json
from dataclasses import dataclass
from typing import Any

import aiohttp
from telegram.error import NetworkError, TelegramError, TimedOut
from telegram.request import BaseRequest, RequestData

# The texts of these name host and port at most; any other aiohttp error may quote the address, token included.
_QUOTABLE = (
    aiohttp.ClientOSError,
    aiohttp.ClientConnectionResetError,
    aiohttp.ServerDisconnectedError,
    aiohttp.SocketTimeoutError,
    aiohttp.ClientPayloadError,
)


@dataclass(frozen=True)
class Timeouts:
    """Seconds for one request; None waits for ever. `media_write` replaces `write` when files go up."""

    read: float | None = 5.0
    write: float | None = 5.0
    connect: float | None = 5.0
    pool: float | None = 1.0
    media_write: float | None = 20.0


class AiohttpRequest(BaseRequest):
    """A `BaseRequest` over one keep-alive aiohttp session of at most `connections` connections.

    Raises `telegram.error.TimedOut` or `NetworkError`; `not_delivered` tells from their cause whether the
    request can have reached the server. No error text holds the address, because the address holds the token.
    """

    def __init__(self, connections: int = 256, timeouts: Timeouts | None = None) -> None:
        self._connections = connections
        self._timeouts = timeouts or Timeouts()
        self._session: aiohttp.ClientSession | None = None

    @property
    def read_timeout(self) -> float | None:
        """Seconds to wait for an answer where the caller names none."""
        return self._timeouts.read

    async def initialize(self) -> None:
        """Open the session; a second call changes nothing."""
        if self._session is None:
            self._session = aiohttp.ClientSession(
                connector=aiohttp.TCPConnector(limit=self._connections),
                cookie_jar=aiohttp.DummyCookieJar(),
                headers={"User-Agent": self.USER_AGENT},
            )

    async def shutdown(self) -> None:
        """Close the session and its connections; a second call changes nothing."""
        session, self._session = self._session, None
        if session is not None:
            await session.close()

    @staticmethod
    def parse_json_payload(payload: bytes) -> dict[str, Any]:
        """Read an answer; unlike the library, never log one that is no JSON: people's words may be in it."""
        try:
            answer: dict[str, Any] = json.loads(payload)
        except ValueError:
            message = "the server's answer is no JSON"
            raise TelegramError(message) from None
        return answer

    async def do_request(  # noqa: PLR0913, PLR0917 - the library's own signature
        self,
        url: str,
        method: str,
        request_data: RequestData | None = None,
        read_timeout: object = BaseRequest.DEFAULT_NONE,
        write_timeout: object = BaseRequest.DEFAULT_NONE,
        connect_timeout: object = BaseRequest.DEFAULT_NONE,
        pool_timeout: object = BaseRequest.DEFAULT_NONE,
    ) -> tuple[int, bytes]:
        """Send one request; return the HTTP status and the body. Timeouts are seconds, as in `Timeouts`."""
        if self._session is None:
            message = "AiohttpRequest is used before initialize() or after shutdown()"
            raise RuntimeError(message)
        usual = self._timeouts
        has_files = request_data is not None and request_data.contains_files
        read = _seconds(read_timeout, usual.read)
        write = _seconds(write_timeout, usual.media_write if has_files else usual.write)
        connect = _seconds(connect_timeout, usual.connect)
        to_connection = _sum(connect, _seconds(pool_timeout, usual.pool))
        limits = aiohttp.ClientTimeout(connect=to_connection, sock_connect=connect, sock_read=read)
        try:
            # aiohttp knows no write timeout, so a deadline guards everything up to the answer's first line.
            async with (
                asyncio.timeout(_sum(to_connection, write, read)) as deadline,
                self._session.request(
                    method, url, data=_body(request_data), timeout=limits, allow_redirects=False
                ) as response,
            ):
                deadline.reschedule(None)
                return response.status, await response.read()
        except (aiohttp.ClientError, TimeoutError, OSError) as error:
            failure, cause = _translated(error)
        # Outside the handler, so that no traceback shows the original beside its cleaned copy.
        raise failure from cause


def not_delivered(error: BaseException) -> bool:
    """Whether the request behind `error` certainly never reached the server: no connection came about.

    A reset, a read timeout or a broken answer leave it unknown, so False; False too when the server answered.
    """
    cause: BaseException | None = error
    while cause is not None:
        if isinstance(cause, aiohttp.ClientConnectorError | aiohttp.ConnectionTimeoutError):
            return True
        cause = cause.__cause__
    return False


def _seconds(given: object, usual: float | None) -> float | None:
    if given is None:
        return None
    return float(given) if isinstance(given, int | float) else usual


def _sum(*seconds: float | None) -> float | None:
    known = [value for value in seconds if value is not None]
    return sum(known) if len(known) == len(seconds) else None


def _body(data: RequestData | None) -> aiohttp.BytesPayload | aiohttp.FormData | None:
    if data is None:
        return None
    if not data.contains_files:
        return aiohttp.BytesPayload(data.json_payload, content_type="application/json")
    form = aiohttp.FormData(quote_fields=False)  # file names travel as UTF-8, as browsers send them
    for name, value in data.json_parameters.items():
        form.add_field(name, value)
    for name, (filename, content, mime) in data.multipart_data.items():
        form.add_field(name, content, filename=filename, content_type=mime)
    return form


def _translated(error: Exception) -> tuple[NetworkError, Exception]:
    """python-telegram-bot's error for aiohttp's, and a cause that is safe to print."""
    if isinstance(error, aiohttp.ConnectionTimeoutError):
        cause: Exception = aiohttp.ConnectionTimeoutError("no connection in time")
    elif isinstance(error, _QUOTABLE):
        cause = error
    else:
        cause = type(error)() if type(error) is TimeoutError else ConnectionError(type(error).__name__)
    kind = TimedOut if isinstance(error, TimeoutError) else NetworkError
    return kind(f"{type(error).__name__}: {cause}"), cause
