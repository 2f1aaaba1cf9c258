"""What a page asks of us over HTTP: say, press, hand over a file, read what was before."""

import json
import re
from collections.abc import AsyncIterator, Awaitable, Callable
from typing import Any

from starlette.requests import Request as HttpRequest
from starlette.responses import FileResponse, JSONResponse, Response

from bot.adapters.web import shape
from bot.adapters.web.conversation import Conversation
from bot.adapters.web.files import Files, TooLarge, media_type, picture, safe_name
from bot.adapters.web.people import Visitor
from bot.adapters.web.rate import Buckets
from bot.adapters.web.secrets import Secrets
from bot.messages import plain

LONGEST = 4096
_BODY = 64 * 1024
_KEY = re.compile(r"[A-Za-z0-9-]{8,36}")
Accept = Callable[[str, dict[str, Any]], Awaitable[None]]


class Refused(Exception):
    """A request that we do not serve; `error` names a text of web.yaml (`error_…`) that the page shows."""

    def __init__(self, status: int, error: str, wait: float = 0.0) -> None:
        super().__init__(error)
        self.status, self.error, self.wait = status, error, wait

    def response(self) -> Response:
        """What the page gets."""
        headers = {"retry-after": str(int(self.wait) + 1)} if self.wait else None
        return JSONResponse({"error": self.error}, self.status, headers)


class Api:
    """The endpoints; each takes the request and who speaks."""

    def __init__(self, conversation: Conversation, files: Files, accept: Accept, secrets: Secrets) -> None:
        self._conversation, self._files, self._accept, self._secrets = conversation, files, accept, secrets
        self._buckets = Buckets(size=30, per_second=2)

    async def say(self, request: HttpRequest, visitor: Visitor) -> Response:
        """{"id", "text"}: the person wrote something."""
        self._take(visitor)
        body = await json_of(request)
        key, text = _key(body.get("id")), plain(_text(body, "text")).strip()
        if not text:
            raise Refused(400, "empty")
        await self._conversation.hear(visitor.user, key, shape.said(text))
        await self._hand_over(visitor, key, {"what": "text", "text": text})
        return Response(status_code=204)

    async def press(self, request: HttpRequest, visitor: Visitor) -> Response:
        """{"id", "message", "action"}: the person pressed a button that stands under that message."""
        self._take(visitor)
        body = await json_of(request)
        key, message, action = _key(body.get("id")), _text(body, "message"), _text(body, "action")
        found = await self._conversation.find(visitor.user, message)
        if found is None or found.mine or action not in shape.actions(found.message):
            raise Refused(409, "gone")
        self._secrets.keep(f"{visitor.user}:{key}", body.get("secret"))
        await self._hand_over(visitor, key, {"what": "press", "action": action, "message": message})
        return Response(status_code=204)

    async def hand_in(self, request: HttpRequest, visitor: Visitor) -> Response:
        """The bytes of a file; ?id, ?name and ?text (a caption) beside them."""
        self._take(visitor, cost=3)
        key, caption = _key(request.query_params.get("id")), plain(request.query_params.get("text", "")).strip()
        if len(caption) > LONGEST:
            raise Refused(413, "long")
        file = await self._receive(request, f"{visitor.user} {key}")
        await self._conversation.hear(visitor.user, key, {"text": caption, "file": file})
        await self._hand_over(visitor, key, {"what": "file", "text": caption, "file": file})
        return Response(status_code=204)

    async def file(self, request: HttpRequest, visitor: Visitor) -> Response:
        """A file of the user's own conversation: pictures to be shown, all else to be saved."""
        found = await self._conversation.find(visitor.user, request.path_params["message"])
        file = found.message.get("file") if found else None
        if not file or not self._files.path(file["reference"]).is_file():
            raise Refused(404, "nothing")
        path = self._files.path(file["reference"])
        kind = picture((await self._files.head(file["reference"]))[1])
        shown = "inline" if kind else "attachment"
        return FileResponse(
            path, media_type=kind or file["type"], filename=file["name"], content_disposition_type=shown
        )

    async def history(self, request: HttpRequest, visitor: Visitor) -> Response:
        """Older messages: those before the id ?before."""
        self._take(visitor)
        before = request.query_params.get("before", "")
        if not (before.isascii() and before.isdigit() and len(before) < 18):
            raise Refused(400, "unclear")
        return JSONResponse(await self._conversation.before(visitor.user, int(before)))

    async def _receive(self, request: HttpRequest, token: str) -> dict[str, Any]:
        try:
            reference = await self._files.receive(token, request.stream())
        except TooLarge:
            raise Refused(413, "large") from None
        size, head = await self._files.head(reference)
        if not size:
            raise Refused(400, "empty")
        kind = media_type(request.headers.get("content-type", ""), head)
        return {
            "name": safe_name(request.query_params.get("name", "")),
            "type": kind,
            "size": size,
            "reference": reference,
        }

    async def _hand_over(self, visitor: Visitor, key: str, what: dict[str, Any]) -> None:
        number = f"{visitor.user}:{key}"
        who = {"id": number, "user": visitor.user, "name": visitor.name, "language": visitor.hint}
        await self._accept(number, who | what)

    def _take(self, visitor: Visitor, cost: float = 1.0) -> None:
        if wait := self._buckets.wait(visitor.user, cost):
            raise Refused(429, "fast", wait)


async def json_of(request: HttpRequest) -> dict[str, Any]:
    """The object that a request carries; Refused when there is none."""
    try:
        body = json.loads(await _limited(request.stream()))
    except (ValueError, UnicodeDecodeError):
        raise Refused(400, "unclear") from None
    if not isinstance(body, dict):
        raise Refused(400, "unclear")
    return body


async def _limited(chunks: AsyncIterator[bytes]) -> bytes:
    body = b""
    async for chunk in chunks:
        body += chunk
        if len(body) > _BODY:
            raise Refused(413, "long")
    return body


def _key(key: object) -> str:
    if not isinstance(key, str) or not _KEY.fullmatch(key):
        raise Refused(400, "unclear")
    return key


def _text(body: dict[str, Any], name: str) -> str:
    text = body.get(name)
    if not isinstance(text, str):
        raise Refused(400, "unclear")
    if len(text) > LONGEST:
        raise Refused(413, "long")
    return text
