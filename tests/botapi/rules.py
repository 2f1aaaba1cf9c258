"""What the Bot API accepts as text and place, in pure functions; refusals carry its own words."""

import re
from typing import Any

from tests.botapi.html import Entity, parse_html, utf16
from tests.botapi.parameters import Params
from tests.botapi.refused import refuse

TEXT_LIMIT = 4096
CAPTION_LIMIT = 1024
_STYLES = frozenset(
    {
        "bold",
        "italic",
        "underline",
        "strikethrough",
        "spoiler",
        "code",
        "pre",
        "text_link",
        "text_mention",
        "custom_emoji",
        "blockquote",
        "expandable_blockquote",
        "date_time",
    }
)
_FOUND_BY_SERVER = frozenset(
    {
        "mention",
        "hashtag",
        "cashtag",
        "bot_command",
        "url",
        "email",
        "phone_number",
        "bank_card_number",
    }
)
Formatted = tuple[str, list[Entity]]


def message_text(params: Params, *, too_long: str = "message is too long") -> Formatted:
    """The text of sendMessage or editMessageText as people see it, 1 to 4096 UTF-16 units."""
    if not params.get("text"):
        refuse("message text is empty")
    text, entities = _formatted(params["text"], params, "entities")
    if not text:
        refuse("text must be non-empty")
    if utf16(text) > TEXT_LIMIT:
        refuse(too_long)
    return text, entities


def caption(params: Params) -> Formatted:
    """The caption of a file as people see it, up to 1024 UTF-16 units."""
    text, entities = _formatted(params.get("caption", ""), params, "caption_entities")
    if utf16(text) > CAPTION_LIMIT:
        refuse("message caption is too long")
    return text, entities


def _formatted(source: str, params: Params, entities_name: str) -> Formatted:
    mode = params.get("parse_mode", "").lower()
    if mode == "html":
        return _trimmed(*parse_html(source))
    if mode:
        refuse("unsupported parse_mode" if "markdown" not in mode else "the stand-in reads HTML only")
    return _trimmed(source, _given(source, params.get(entities_name, [])))


def _given(text: str, listed: Any) -> list[Entity]:  # noqa: ANN401 - any JSON value
    entities = [_checked(entity) for entity in listed] if isinstance(listed, list) else []
    borders = {0}
    position = 0
    for character in text:
        position += utf16(character)
        borders.add(position)
    for entity in entities:
        start, end = entity["offset"], entity["offset"] + entity["length"]
        if end > position:
            refuse(f"entity beginning at UTF-16 offset {start} ends after the end of the text")
        if start not in borders or end not in borders:
            refuse(f"entity beginning at UTF-16 offset {start} ends in a middle of a UTF-16 symbol")
    return [entity for entity in entities if entity["type"] in _STYLES]


def _checked(entity: Any) -> Entity:  # noqa: ANN401 - any JSON value
    if not isinstance(entity, dict):
        refuse("can't parse MessageEntity: expected an Object")
    for name in ("offset", "length"):
        if not isinstance(entity.get(name), int) or entity[name] < 0:
            refuse(f'can\'t parse MessageEntity: Field "{name}" must be a non-negative Number')
    if entity.get("type") not in _STYLES | _FOUND_BY_SERVER:
        refuse("can't parse MessageEntity: Unsupported type specified")
    return entity


def _trimmed(text: str, entities: list[Entity]) -> Formatted:
    """The server cuts white space at both ends and moves the entities along."""
    kept = text.strip()
    if kept == text:
        return text, entities
    shift = utf16(text[: len(text) - len(text.lstrip())])
    length = utf16(kept)
    moved = []
    for entity in entities:
        start = max(entity["offset"] - shift, 0)
        end = min(entity["offset"] + entity["length"] - shift, length)
        if end > start:
            moved.append({**entity, "offset": start, "length": end - start})
    return kept, moved


def location(params: Params) -> dict[str, float]:
    """Latitude and longitude in degrees, in range."""
    for name in ("latitude", "longitude"):
        if name not in params:
            refuse(f"{name} is empty")
    latitude, longitude = params["latitude"], params["longitude"]
    if not (-90 <= latitude <= 90 and -180 <= longitude <= 180):
        refuse("invalid location specified")
    return {"latitude": latitude, "longitude": longitude}


def venue(params: Params) -> dict[str, Any]:
    """A place with a title and an address."""
    place: dict[str, Any] = {"location": location(params)}
    for name in ("title", "address"):
        if not params.get(name, "").strip():
            refuse(f'parameter "{name}" is required')
        place[name] = params[name]
    return place


def commands(listed: Any) -> list[dict[str, str]]:  # noqa: ANN401 - any JSON value
    """A bot's command menu: up to 100 of name and description."""
    if not isinstance(listed, list):
        refuse("expected an Array of BotCommand")
    if len(listed) > 100:
        refuse("BOT_COMMANDS_TOO_MUCH")
    return [_command(entry) for entry in listed]


def _command(entry: Any) -> dict[str, str]:  # noqa: ANN401 - any JSON value
    if not isinstance(entry, dict):
        refuse("can't parse BotCommand: expected an Object")
    for name in ("command", "description"):
        if not isinstance(entry.get(name), str):
            refuse(f"can't parse BotCommand: Can't find field \"{name}\"")
    if not re.fullmatch(r"[a-z0-9_]{1,32}", entry["command"].removeprefix("/")):
        refuse("BOT_COMMAND_INVALID")
    if not 1 <= utf16(entry["description"].strip()) <= 256:
        refuse("BOT_COMMAND_DESCRIPTION_INVALID")
    return {"command": entry["command"].removeprefix("/"), "description": entry["description"]}


_SCOPES = {
    "default": (),
    "all_private_chats": (),
    "all_group_chats": (),
    "all_chat_administrators": (),
    "chat": ("chat_id",),
    "chat_administrators": ("chat_id",),
    "chat_member": ("chat_id", "user_id"),
}


def command_scope(given: Any) -> tuple[Any, ...]:  # noqa: ANN401 - any JSON value
    """A hashable key of a BotCommandScope, ("default",) where none is given."""
    if given is None:
        return ("default",)
    if not isinstance(given, dict):
        refuse("can't parse BotCommandScope: BotCommandScope must be an Object")
    kind = given.get("type")
    if kind not in _SCOPES:
        refuse("can't parse BotCommandScope: Unsupported type specified")
    for name in _SCOPES[kind]:
        if not given.get(name):
            refuse(f"can't parse BotCommandScope: Empty {name} specified")
    return (kind, *(given[name] for name in _SCOPES[kind]))


def language(params: Params) -> str:
    """An ISO 639-1 code or the empty string for every language."""
    code = params.get("language_code", "")
    if code and not re.fullmatch(r"[a-z]{2}", code):
        refuse("invalid language code specified")
    return str(code)


def limited(params: Params, name: str, limit: int) -> str:
    """A plain text parameter of at most `limit` characters, empty where it is left out."""
    value = str(params.get(name, ""))
    if len(value) > limit:
        refuse(f"{name} is too long: at most {limit} characters")
    return value


ACTIONS = frozenset(
    {
        "typing",
        "upload_photo",
        "record_video",
        "upload_video",
        "record_voice",
        "upload_voice",
        "upload_document",
        "choose_sticker",
        "find_location",
        "record_video_note",
        "upload_video_note",
    }
)
