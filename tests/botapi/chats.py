"""Chats as one bot's account sees them, and what people have seen in them."""

import asyncio
from collections import deque
from dataclasses import dataclass, field
from datetime import UTC, datetime
from typing import Any

from tests.botapi.refused import Refused, forbid, refuse

Json = dict[str, Any]


@dataclass(frozen=True, slots=True)
class Button:
    """An inline button: its text and either callback data or an address."""

    text: str
    data: str | None = None
    url: str | None = None


@dataclass(frozen=True, slots=True)
class Heard:
    """What arrived at a chat: a message as people see it. `at` is monotonic seconds, `wall` UTC.

    `kind` is text, venue, location, document or photo; `text` is plain, its styles are in `entities`;
    `keyboard` is the reply keyboard that came with it; `details` the rest as the Bot API names it.
    """

    kind: str
    text: str
    message_id: int
    at: float
    wall: datetime
    edited: bool = False
    buttons: tuple[tuple[Button, ...], ...] = ()
    keyboard: tuple[tuple[str, ...], ...] | None = None
    entities: tuple[Json, ...] = ()
    details: Json = field(default_factory=dict)
    content: bytes | None = None

    @property
    def labels(self) -> list[str]:
        """The texts of its inline buttons in reading order."""
        return [button.text for row in self.buttons for button in row]


_PRIVATE = {
    "never": "bot can't initiate conversation with a user",
    "blocked": "bot was blocked by the user",
    "deactivated": "user is deactivated",
}
_GROUP = {
    "kicked": "bot was kicked from the {kind} chat",
    "left": "bot is not a member of the {kind} chat",
    "deleted": "the group chat was deleted",
}


@dataclass
class Chat:
    """One chat. `access` is open, unknown, never, blocked, deactivated, kicked, left, deleted or migrated."""

    id: int
    kind: str
    profile: Json
    access: str = "unknown"
    members: dict[int, Json] = field(default_factory=dict)
    bot_is_admin: bool = False
    migrated_to: int = 0
    messages: dict[int, Json] = field(default_factory=dict)
    files: dict[int, bytes] = field(default_factory=dict)
    keyboard: list[list[Json]] | None = None
    keyboards: set[int] = field(default_factory=set)
    pinned: list[int] = field(default_factory=list)
    reactions: dict[int, list[Json]] = field(default_factory=dict)
    inbox: list[Heard] = field(default_factory=list)
    read: int = 0
    waiting: deque[asyncio.Future[None]] = field(default_factory=deque)
    body: Json = field(default_factory=dict)

    def __post_init__(self) -> None:
        names = ("first_name", "last_name", "username", "title")
        kept = {name: self.profile[name] for name in names if self.profile.get(name)}
        self.body = {"id": self.id, "type": self.kind, **kept}

    @property
    def private(self) -> bool:
        return self.kind == "private"

    def check_write(self) -> None:
        """Refuse as the server does where the bot may not write."""
        if self.access == "open":
            return
        if self.access == "migrated":
            text = "Bad Request: group chat was upgraded to a supergroup chat"
            raise Refused(400, text, migrate_to_chat_id=self.migrated_to)
        if self.access == "unknown":
            refuse("chat not found")
        forbid((_PRIVATE if self.private else _GROUP)[self.access].format(kind=self.kind))

    def arrive(self, heard: Heard) -> None:
        """Show something to the people of this chat."""
        self.inbox.append(heard)
        while self.waiting:
            future = self.waiting.popleft()
            if not future.done():
                future.set_result(None)


def as_heard(message: Json, chat: Chat, at: float, *, edited: bool = False) -> Heard:
    """A message of the bot as people see it, arrived at `at` (monotonic seconds)."""
    kind = next((name for name in ("venue", "location", "document", "photo") if name in message), "text")
    named = message.get(kind) if kind != "photo" else {"sizes": message.get("photo")}
    prefix = "caption_" if kind in {"document", "photo"} else ""
    return Heard(
        kind=kind,
        text=str(message.get("text") or message.get("caption") or ""),
        message_id=message["message_id"],
        at=at,
        wall=datetime.now(UTC),
        edited=edited,
        buttons=_buttons(message.get("reply_markup")),
        keyboard=_labels(chat, message["message_id"]),
        entities=tuple(message.get(f"{prefix}entities", ())),
        details=named if isinstance(named, dict) else {},
        content=chat.files.get(message["message_id"]),
    )


def _buttons(markup: Json | None) -> tuple[tuple[Button, ...], ...]:
    rows = (markup or {}).get("inline_keyboard", ())
    return tuple(
        tuple(Button(button["text"], button.get("callback_data"), button.get("url")) for button in row) for row in rows
    )


def _labels(chat: Chat, message_id: int) -> tuple[tuple[str, ...], ...] | None:
    if message_id not in chat.keyboards or chat.keyboard is None:
        return None
    return tuple(tuple(button["text"] for button in row) for row in chat.keyboard)
