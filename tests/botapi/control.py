"""The control endpoint: what a test does to the stand-in when it runs in a process of its own.

POST /_control with `{"do": name, …arguments}` answers `{"ok": true, "result": …}`, or 400 with `{"error": text}`.
"""

import base64
from collections.abc import Awaitable, Callable
from dataclasses import asdict
from typing import TYPE_CHECKING, Any

from aiohttp import web

from tests.botapi.chats import Heard
from tests.botapi.ledger import as_dict
from tests.botapi.people import Group, Seat, User

if TYPE_CHECKING:
    from tests.botapi.server import BotApi

Json = dict[str, Any]
Action = Callable[["BotApi", Json], Any]
_USER_ACTIONS = ("start", "send_location", "block", "unblock", "deactivate")


async def answer(api: "BotApi", request: web.BaseRequest) -> web.Response:
    """Do what the request says."""
    order = await request.json()
    name = order.pop("do", "")
    try:
        result = await _do(api, name, order)
    except (AssertionError, LookupError, RuntimeError, TypeError, ValueError) as error:
        return web.json_response({"error": f"{name}: {error}", "kind": type(error).__name__}, status=400)
    return web.json_response({"ok": True, "result": result})


async def _do(api: "BotApi", name: str, order: Json) -> Any:  # noqa: ANN401 - any JSON value
    if name not in ACTIONS:
        message = f"no such action; there are {', '.join(sorted(ACTIONS))}"
        raise LookupError(message)
    result = ACTIONS[name](api, order)
    return await result if isinstance(result, Awaitable) else result


def _seat(api: "BotApi", order: Json) -> Seat:
    return api.seat(order.pop("chat"), order.pop("token", None))


def _user(api: "BotApi", order: Json) -> None:
    api.user(order.pop("id"), **order)


def _group(api: "BotApi", order: Json) -> None:
    members = [api.user(member) for member in order.pop("members", ())]
    api.group(order.pop("id"), order.pop("title", ""), members, **order)


def _say(api: "BotApi", order: Json) -> int:
    seat = _seat(api, order)
    if isinstance(seat, Group):
        return seat.say(api.user(order.pop("user")), **order)
    assert isinstance(seat, User)
    return seat.say(**order)


def _press(api: "BotApi", order: Json) -> str:
    seat = _seat(api, order)
    if isinstance(seat, Group):
        return seat.press(api.user(order.pop("user")), **order)
    assert isinstance(seat, User)
    return seat.press(**order)


def _send_document(api: "BotApi", order: Json) -> int:
    seat = _seat(api, order)
    assert isinstance(seat, User)
    return seat.send_document(content=base64.b64decode(order.pop("content")), **order)


def _of_user(name: str) -> Action:
    def act(api: "BotApi", order: Json) -> Any:  # noqa: ANN401 - what the user's method returns
        return getattr(_seat(api, order), name)(**order)

    return act


async def _hears(api: "BotApi", order: Json) -> Json:
    return as_json(await _seat(api, order).hears(**order))


def _outage(api: "BotApi", order: Json) -> None:
    api.outage(order["seconds"])


def _ledger(api: "BotApi", order: Json) -> list[Json]:
    return [as_dict(call) for call in api.ledger.of(**order)]


def as_json(heard: Heard) -> Json:
    content = base64.b64encode(heard.content).decode() if heard.content is not None else None
    return {**asdict(heard), "wall": heard.wall.isoformat(), "content": content}


ACTIONS: dict[str, Action] = {
    "user": _user,
    "group": _group,
    "say": _say,
    "press": _press,
    "send_document": _send_document,
    **{name: _of_user(name) for name in _USER_ACTIONS},
    "migrate": _of_user("migrate"),
    "hears": _hears,
    "inbox": lambda api, order: [as_json(heard) for heard in _seat(api, order).inbox],
    "screen": lambda api, order: [as_json(heard) for heard in _seat(api, order).screen],
    "ledger": _ledger,
    "violations": lambda api, _: api.violations,
    "fault": lambda api, order: api.fault(**order),
    "clear_faults": lambda api, _: api.clear_faults(),
    "duplicate_updates": lambda api, order: api.duplicate_updates(**order),
    "outage": _outage,
}
