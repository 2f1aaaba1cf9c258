"""One bot as the server knows it: its chats, updates, menu, files and limits."""

import itertools
import math
import time
from dataclasses import dataclass, field
from typing import Any

from tests.botapi.chats import Chat, Json, as_heard
from tests.botapi.limits import Limits
from tests.botapi.parameters import Params
from tests.botapi.refused import Refused, Violation, refuse, too_many
from tests.botapi.updates import Updates


@dataclass(slots=True)
class Callback:
    """A press of an inline button that waits for answerCallbackQuery."""

    at: float
    chat_id: int
    user_id: int
    answer: Json | None = None


@dataclass(frozen=True, slots=True)
class StoredFile:
    content: bytes
    name: str
    mime: str
    path: str


@dataclass(frozen=True, slots=True)
class Webhook:
    url: str
    secret: str = ""
    max_connections: int = 40


@dataclass
class Account:
    """The state behind one token."""

    token: str
    username: str
    limits: Limits
    reads_all_group_messages: bool = False
    callback_lifetime: float = 60.0
    chats: dict[int, Chat] = field(default_factory=dict)
    updates: Updates = field(default_factory=Updates)
    callbacks: dict[str, Callback] = field(default_factory=dict)
    files: dict[str, StoredFile] = field(default_factory=dict)
    menus: dict[tuple[tuple[Any, ...], str], list[Json]] = field(default_factory=dict)
    names: dict[tuple[str, str], str] = field(default_factory=dict)
    menu_buttons: dict[int, Json] = field(default_factory=dict)
    webhook: Webhook | None = None
    webhook_error: str = ""
    silences: dict[int | None, tuple[float, float]] = field(default_factory=dict)
    _ids: "itertools.count[int]" = field(default_factory=lambda: itertools.count(1))

    @property
    def id(self) -> int:
        return int(self.token.split(":")[0])

    @property
    def body(self) -> Json:
        return {"id": self.id, "is_bot": True, "first_name": self.username, "username": self.username}

    def next_id(self) -> int:
        return next(self._ids)

    def chat(self, params: Params, name: str = "chat_id") -> Chat:
        """The chat that a call names, if the bot may know of it."""
        chat_id = params.get(name)
        if chat_id is None:
            refuse(f"{name} is empty")
        chat = self.chats.get(chat_id)
        if chat is None or (chat.access == "unknown" and not self._has_met(chat)):
            refuse("chat not found")
        return chat

    def writable(self, params: Params) -> Chat:
        """The chat that a call names, if the bot may write to it."""
        chat = self.chat(params)
        if chat.access == "unknown":
            chat.access = "never"
        chat.check_write()
        return chat

    def _has_met(self, chat: Chat) -> bool:
        return any(chat.id in group.members for group in self.chats.values() if group.access == "open")

    def count(self, chat: Chat) -> None:
        """Count one message against the limits; 429 when a window is full or the token must be silent."""
        now = time.monotonic()
        for key in (None, chat.id):
            since, until = self.silences.get(key, (0.0, 0.0))
            if now < until:
                refusal = too_many(max(1, math.ceil(until - now)))
                # What was already on its way when the 429 went out is no violation.
                raise refusal if now < since + 0.25 else _as_violation(refusal)
        if seconds := self.limits.take(chat.id, now):
            raise _as_violation(too_many(seconds))

    def post(self, chat: Chat, content: Json, *, sender: Json | None = None) -> Json:
        """Put a message into a chat; what the bot sends is shown to its people."""
        message = {
            "message_id": self.next_id(),
            "from": sender or self.body,
            "chat": chat.body,
            "date": int(time.time()),
            **content,
        }
        chat.messages[message["message_id"]] = message
        return message

    def show(self, chat: Chat, message: Json, *, edited: bool = False) -> None:
        chat.arrive(as_heard(message, chat, time.monotonic(), edited=edited))


def _as_violation(refusal: Refused) -> Violation:
    return Violation(refusal.code, refusal.description, **refusal.parameters)
