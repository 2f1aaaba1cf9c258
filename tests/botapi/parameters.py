"""The methods the stand-in knows, their parameters, and the conversion of a request body to plain values.

Source: https://core.telegram.org/bots/api; every parameter arrives as text (form) or as JSON.
"""

import json
from collections.abc import Callable
from typing import Any, NoReturn

from tests.botapi.refused import refuse, violate

Params = dict[str, Any]

_OPTIONS = {
    "business_connection_id": "str",
    "message_thread_id": "int",
    "direct_messages_topic_id": "int",
    "disable_notification": "bool",
    "protect_content": "bool",
    "allow_paid_broadcast": "bool",
    "message_effect_id": "str",
    "suggested_post_parameters": "json",
    "reply_parameters": "json",
    "reply_markup": "json",
}
_CAPTION = {
    "caption": "str",
    "parse_mode": "str",
    "caption_entities": "json",
}
_MESSAGE = {"business_connection_id": "str", "chat_id": "id", "message_id": "int"}
_EDITED = {**_MESSAGE, "inline_message_id": "str", "reply_markup": "json"}
_LOCALE = {"language_code": "str"}
_POINT = {"chat_id": "id", "latitude": "float", "longitude": "float"}

METHODS: dict[str, dict[str, str]] = {
    "getMe": {},
    "getUpdates": {"offset": "int", "limit": "int", "timeout": "int", "allowed_updates": "json"},
    "setWebhook": {
        "url": "str",
        "certificate": "file",
        "ip_address": "str",
        "max_connections": "int",
        "allowed_updates": "json",
        "drop_pending_updates": "bool",
        "secret_token": "str",
    },
    "deleteWebhook": {"drop_pending_updates": "bool"},
    "getWebhookInfo": {},
    "sendMessage": {
        "chat_id": "id",
        "text": "str",
        "parse_mode": "str",
        "entities": "json",
        "link_preview_options": "json",
        **_OPTIONS,
    },
    "sendVenue": {
        **_POINT,
        "title": "str",
        "address": "str",
        "foursquare_id": "str",
        "foursquare_type": "str",
        "google_place_id": "str",
        "google_place_type": "str",
        **_OPTIONS,
    },
    "sendLocation": {
        **_POINT,
        "horizontal_accuracy": "float",
        "live_period": "int",
        "heading": "int",
        "proximity_alert_radius": "int",
        **_OPTIONS,
    },
    "sendDocument": {
        "chat_id": "id",
        "document": "file",
        "thumbnail": "file",
        "disable_content_type_detection": "bool",
        **_CAPTION,
        **_OPTIONS,
    },
    "sendPhoto": {
        "chat_id": "id",
        "photo": "file",
        "has_spoiler": "bool",
        "show_caption_above_media": "bool",
        **_CAPTION,
        **_OPTIONS,
    },
    "copyMessage": {
        "chat_id": "id",
        "from_chat_id": "id",
        "message_id": "int",
        "video_start_timestamp": "int",
        "show_caption_above_media": "bool",
        **_CAPTION,
        **{name: kind for name, kind in _OPTIONS.items() if name != "business_connection_id"},
    },
    "forwardMessage": {
        "chat_id": "id",
        "from_chat_id": "id",
        "message_id": "int",
        "video_start_timestamp": "int",
        **{
            name: kind
            for name, kind in _OPTIONS.items()
            if name not in {"business_connection_id", "allow_paid_broadcast", "reply_parameters", "reply_markup"}
        },
    },
    "editMessageText": {
        **_EDITED,
        "text": "str",
        "parse_mode": "str",
        "entities": "json",
        "link_preview_options": "json",
    },
    "editMessageCaption": {**_EDITED, "show_caption_above_media": "bool", **_CAPTION},
    "editMessageReplyMarkup": _EDITED,
    "deleteMessage": {"chat_id": "id", "message_id": "int"},
    "answerCallbackQuery": {
        "callback_query_id": "str",
        "text": "str",
        "show_alert": "bool",
        "url": "str",
        "cache_time": "int",
    },
    "pinChatMessage": {**_MESSAGE, "disable_notification": "bool"},
    "unpinChatMessage": _MESSAGE,
    "setMessageReaction": {"chat_id": "id", "message_id": "int", "reaction": "json", "is_big": "bool"},
    "sendChatAction": {
        "business_connection_id": "str",
        "chat_id": "id",
        "message_thread_id": "int",
        "action": "str",
    },
    "setMyCommands": {"commands": "json", "scope": "json", **_LOCALE},
    "getMyCommands": {"scope": "json", **_LOCALE},
    "deleteMyCommands": {"scope": "json", **_LOCALE},
    "setMyName": {"name": "str", **_LOCALE},
    "setMyDescription": {"description": "str", **_LOCALE},
    "setMyShortDescription": {"short_description": "str", **_LOCALE},
    "setChatMenuButton": {"chat_id": "id", "menu_button": "json"},
    "getFile": {"file_id": "str"},
    "getChat": {"chat_id": "id"},
    "getChatMember": {"chat_id": "id", "user_id": "int"},
    "leaveChat": {"chat_id": "id"},
}
_BY_LOWER = {name.lower(): name for name in METHODS}

CREATING = frozenset(
    {
        "sendMessage",
        "sendVenue",
        "sendLocation",
        "sendDocument",
        "sendPhoto",
        "copyMessage",
        "forwardMessage",
    }
)
EDITING = frozenset({"editMessageText", "editMessageCaption", "editMessageReplyMarkup"})


def canonical(method: str) -> str | None:
    """The documented spelling of a method name (the server ignores case), None if it is unknown."""
    return _BY_LOWER.get(method.lower())


def converted(method: str, raw: Params) -> Params:
    """Plain values of a known method's parameters; an unknown name or a malformed value is a violation."""
    known = METHODS[method]
    values: Params = {}
    for name, value in raw.items():
        kind = known.get(name)
        if kind is None:
            if isinstance(value, Upload):  # a part which another parameter names by attach://
                continue
            violate(f'{method} has no parameter "{name}"')
        if value is not None and value != "":
            values[name] = _CONVERT[kind](name, _attached(value, raw) if kind == "file" else value)
    return values


def _attached(value: Any, raw: Params) -> Any:  # noqa: ANN401 - any JSON value
    if isinstance(value, str) and value.startswith("attach://"):
        return raw.get(value.removeprefix("attach://"))
    return value


class Upload:
    """A file part of a multipart body."""

    __slots__ = ("content", "filename", "mime")

    def __init__(self, filename: str, content: bytes, mime: str) -> None:
        self.filename = filename
        self.content = content
        self.mime = mime

    def __repr__(self) -> str:
        return f"<{self.filename}, {len(self.content)} bytes>"


def _malformed(name: str, expected: str) -> NoReturn:
    violate(f'parameter "{name}" must be {expected}')


def _text(name: str, value: Any) -> str:  # noqa: ANN401 - any JSON value
    if isinstance(value, str):
        return value
    _malformed(name, "a String")


def _integer(name: str, value: Any) -> int:  # noqa: ANN401 - any JSON value
    if isinstance(value, bool) or not isinstance(value, int | str):
        _malformed(name, "an Integer")
    try:
        return int(value)
    except ValueError:
        _malformed(name, "an Integer")


def _number(name: str, value: Any) -> float:  # noqa: ANN401 - any JSON value
    try:
        return float(value)
    except (TypeError, ValueError):
        _malformed(name, "a Float")


def _boolean(name: str, value: Any) -> bool:  # noqa: ANN401 - any JSON value
    if isinstance(value, bool):
        return value
    if str(value).lower() in {"true", "yes", "1"}:
        return True
    if str(value).lower() in {"false", "no", "0"}:
        return False
    _malformed(name, "a Boolean")


def _chat_id(name: str, value: Any) -> int | str:  # noqa: ANN401 - any JSON value
    if isinstance(value, str) and value.startswith("@"):
        return value
    return _integer(name, value)


def _json(name: str, value: Any) -> Any:  # noqa: ANN401 - any JSON value
    if not isinstance(value, str):
        return value
    try:
        return json.loads(value)
    except ValueError:
        described = "reply keyboard markup" if name == "reply_markup" else name.replace("_", " ")
        refuse(f"can't parse {described} JSON object")


def _file(name: str, value: Any) -> "Upload | str":  # noqa: ANN401 - any JSON value
    if isinstance(value, Upload | str):
        return value
    _malformed(name, "a file or a String")


_CONVERT: dict[str, Callable[[str, Any], Any]] = {
    "str": _text,
    "int": _integer,
    "float": _number,
    "bool": _boolean,
    "id": _chat_id,
    "json": _json,
    "file": _file,
}
