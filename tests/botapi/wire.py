"""The HTTP of the Bot API: requests in, JSON out, and the faults between them."""

import asyncio
import json
import re
import socket
import struct
import time
from datetime import UTC, datetime
from typing import Any
from urllib.parse import parse_qsl, unquote

from aiohttp import BodyPartReader, web

from tests.botapi.account import Account
from tests.botapi.faults import Fault
from tests.botapi.ledger import Call
from tests.botapi.parameters import Params, Upload, canonical, converted
from tests.botapi.refused import Refused, Violation, refuse, too_many
from tests.botapi.world import World

_METHOD = re.compile(r"/bot([^/]+)/([A-Za-z]+)")
_FILE = re.compile(r"/file/bot([^/]+)/(.+)")
_encoded = json.JSONEncoder(ensure_ascii=False).encode
_NO_METHOD = "Not Found: method not found"
_HTML = "<html><head><title>{0}</title></head><body><center><h1>{0}</h1></center><hr>nginx</body></html>"


async def answer(world: World, request: web.BaseRequest) -> web.StreamResponse:
    """Answer any request but those of the control endpoint."""
    arrived = time.monotonic()
    path = unquote(request.raw_path.partition("?")[0])
    if match := _METHOD.fullmatch(path):
        return await _answer_method(world, request, *match.groups(), arrived=arrived)
    if match := _FILE.fullmatch(path):
        return _answer_file(world, *match.groups())
    world.violations.append(f"unknown path {_without_token(path)}")
    return _json(404, Refused(404, "Not Found").answer())


async def _answer_method(
    world: World, request: web.BaseRequest, token: str, name: str, *, arrived: float
) -> web.StreamResponse:
    account = world.accounts.get(token)
    if account is None:
        code, text = (401, "Unauthorized") if ":" in token else (404, "Not Found")
        return _json(code, Refused(code, text).answer())
    method = canonical(name)
    call = Call(arrived, datetime.now(UTC), account.id, method or name, {})
    world.ledger.enter(call)
    try:
        return await _answer_call(world, request, account, call, known=method is not None)
    finally:
        world.ledger.close(call)


async def _answer_call(
    world: World, request: web.BaseRequest, account: Account, call: Call, *, known: bool
) -> web.StreamResponse:
    try:
        raw = await _body(request)
        call.params = raw
        if not known:
            raise Violation(404, _NO_METHOD)
        call.params = converted(call.method, raw)
        call.chat_id, call.message_id = call.params.get("chat_id"), call.params.get("message_id")
    except Refused as refusal:
        return _refusal(world, call, refusal)
    delay, fault = world.faults.take(call.method, call.chat_id)
    if delay:
        await asyncio.sleep(delay)
    if fault and (early := await _before(request, account, call, fault)):
        return early
    try:
        result = await world.process(account, call.method, call.params)
    except Refused as refusal:
        return _refusal(world, call, refusal)
    call.outcome, call.code, call.processed = "ok", 200, True
    if isinstance(result, dict):
        call.message_id = result.get("message_id", call.message_id)
    body = _encoded({"ok": True, "result": result}).encode()
    if fault:
        return await _after(request, call, fault, body)
    return web.Response(body=body, content_type="application/json")


def _refusal(world: World, call: Call, refusal: Refused) -> web.Response:
    call.outcome, call.code = refusal.description, refusal.code
    if isinstance(refusal, Violation):
        call.violation = refusal.description
        world.violations.append(f"{call.method} to {call.chat_id}: {refusal.description}")
    return _json(refusal.code, refusal.answer())


async def _before(request: web.BaseRequest, account: Account, call: Call, fault: Fault) -> web.StreamResponse | None:
    """Faults that keep a call from being processed."""
    refusals = {
        "flood": too_many(max(1, int(fault.seconds))),
        "unauthorized": Refused(401, "Unauthorized"),
        "not_found": Refused(404, "Not Found"),
    }
    if fault.kind not in {*refusals, "status", "reset_before", "hang"}:
        return None
    call.outcome, call.code = fault.kind, fault.status if fault.kind == "status" else 0
    if fault.kind == "reset_before":
        return _reset(request)
    if fault.kind == "hang":
        await asyncio.Event().wait()
    if fault.kind == "status":
        return web.Response(status=fault.status, text=_HTML.format(fault.status), content_type="text/html")
    refusal = refusals[fault.kind]
    call.outcome, call.code = refusal.description, refusal.code
    if fault.kind == "flood":
        now = time.monotonic()
        account.silences[fault.chat_id] = (now, now + int(fault.seconds))
    return _json(refusal.code, refusal.answer())


async def _after(request: web.BaseRequest, call: Call, fault: Fault, body: bytes) -> web.StreamResponse:
    """Faults that lose or spoil the answer of a call which took effect."""
    call.outcome = fault.kind
    if fault.kind == "reset_after":
        return _reset(request)
    if fault.kind == "hang_after":
        await asyncio.Event().wait()
    if fault.kind == "cut":
        return await _cut(request, body)
    spoiled = body[: len(body) // 2] if fault.kind == "truncated" else b"<<< " + body
    return web.Response(body=spoiled, content_type="application/json")


def _reset(request: web.BaseRequest) -> web.Response:
    transport = request.transport
    if transport is not None:
        sock = transport.get_extra_info("socket")
        sock.setsockopt(socket.SOL_SOCKET, socket.SO_LINGER, struct.pack("ii", 1, 0))
        transport.abort()
    return web.Response(status=500)


async def _cut(request: web.BaseRequest, body: bytes) -> web.StreamResponse:
    response = web.StreamResponse(headers={"Content-Type": "application/json"})
    response.content_length = len(body)
    await response.prepare(request)
    await response.write(body[: len(body) // 2])
    if request.transport is not None:
        request.transport.close()
    return response


def _answer_file(world: World, token: str, path: str) -> web.Response:
    account = world.accounts.get(token)
    if account is None:
        return _json(401, Refused(401, "Unauthorized").answer())
    for stored in account.files.values():
        if stored.path == path:
            return web.Response(body=stored.content, content_type="application/octet-stream")
    return _json(404, Refused(404, "Not Found").answer())


async def _body(request: web.BaseRequest) -> Params:
    """The parameters of a request, from its query and its body of any documented form."""
    params: Params = dict(request.query) if "?" in request.raw_path else {}
    kind = request.content_type
    if kind == "multipart/form-data":
        params.update(await _parts(request))
    elif kind == "application/json":
        params.update(_object(await request.read()))
    elif kind == "application/x-www-form-urlencoded":
        params.update(parse_qsl((await request.read()).decode(), keep_blank_values=True))
    return params


def _object(body: bytes) -> dict[str, Any]:
    try:
        given = json.loads(body or b"{}")
    except ValueError:
        refuse("can't parse JSON object")
    return given if isinstance(given, dict) else {}


async def _parts(request: web.BaseRequest) -> Params:
    params: Params = {}
    async for part in await request.multipart():
        if not isinstance(part, BodyPartReader) or part.name is None:
            refuse("can't parse multipart body")
        content = await part.read()
        if part.filename is None:
            params[part.name] = content.decode()
        else:
            mime = part.headers.get("Content-Type", "application/octet-stream")
            params[part.name] = Upload(part.filename, bytes(content), mime)
    return params


def _json(status: int, body: dict[str, Any]) -> web.Response:
    data = _encoded(body).encode()
    headers = {}
    if "parameters" in body and "retry_after" in body["parameters"]:
        headers["Retry-After"] = str(body["parameters"]["retry_after"])
    return web.Response(status=status, body=data, content_type="application/json", headers=headers)


def _without_token(path: str) -> str:
    return re.sub(r"bot[^/]+", "bot<token>", path)
