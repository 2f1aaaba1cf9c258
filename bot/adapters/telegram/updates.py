"""Updates to requests: what somebody did (Bot API, Update). Pure."""

from dataclasses import dataclass
from typing import Any

from bot.messages import Address, File, Request


@dataclass(frozen=True, slots=True)
class Me:
    """The bot itself: its id, and its name without @."""

    id: int
    username: str


def request(update: dict[str, Any], me: Me) -> Request | None:
    """What somebody did; None for kinds of updates that are no concern of ours."""
    key = str(update["update_id"])
    if "message" in update:
        return _message(key, update["message"], me)
    if "callback_query" in update:
        return _press(key, update["callback_query"])
    if "my_chat_member" in update:
        return _membership(key, update["my_chat_member"])
    return None


def _message(key: str, message: dict[str, Any], me: Me) -> Request | None:
    sender, chat = message.get("from"), message["chat"]
    if sender is None or sender.get("is_bot") or "migrate_from_chat_id" in message:
        return None
    text = message.get("text") or message.get("caption") or ""
    file = _file(message)
    if not text and file is None and chat["type"] != "private":
        return None
    spoken_to, text = _addressed(message, text, me)
    return Request(
        id=key,
        address=Address("telegram", str(chat["id"]), str(sender["id"])),
        name=_name(sender),
        language=sender.get("language_code", ""),
        what="file" if file else "text",
        text=text,
        file=file,
        album=message.get("media_group_id", ""),
        reply_to=str(message.get("reply_to_message", {}).get("message_id", "")),
        private=chat["type"] == "private",
        addressed=chat["type"] == "private" or spoken_to,
    )


def _addressed(message: dict[str, Any], text: str, me: Me) -> tuple[bool, str]:
    """Whether a group's message speaks to us: a command, our @name, or a reply to us; and the text without us."""
    name = f"@{me.username}"
    found = text.lower().find(name.lower())
    replied = message.get("reply_to_message", {}).get("from", {}).get("id") == me.id
    if text.startswith("/"):
        other = "@" in text.split(maxsplit=1)[0] and found < 0
        return not other, text
    if found >= 0:
        return True, f"{text[:found]}{text[found + len(name) :]}".strip()
    return replied, text


def _press(key: str, query: dict[str, Any]) -> Request | None:
    message, sender = query.get("message"), query["from"]
    if message is None:
        return None
    return Request(
        id=key,
        address=Address("telegram", str(message["chat"]["id"]), str(sender["id"])),
        name=_name(sender),
        language=sender.get("language_code", ""),
        what="press",
        action=query.get("data", ""),
        message=str(message["message_id"]),
        press=query["id"],
        private=message["chat"]["type"] == "private",
    )


def _membership(key: str, change: dict[str, Any]) -> Request | None:
    chat, sender, status = change["chat"], change["from"], change["new_chat_member"]["status"]
    address = Address("telegram", str(chat["id"]), str(sender["id"]))
    language = sender.get("language_code", "")
    private = chat["type"] == "private"
    if private and status == "kicked":
        return Request(id=key, address=address, language=language, what="left")
    came = status in {"member", "administrator"} and change["old_chat_member"]["status"] in {"left", "kicked"}
    if not private and came:
        return Request(id=key, address=address, language=language, what="group", private=False)
    return None


def _name(sender: dict[str, Any]) -> str:
    """The name as people write it: 홍길동, Hong Gildong."""
    first, last = sender.get("first_name", ""), sender.get("last_name", "")
    if last and not last.isascii() and not first.isascii():
        return f"{last}{first}"
    return f"{first} {last}".strip()


def _file(message: dict[str, Any]) -> File | None:
    if "document" in message:
        one = message["document"]
        return File(one["file_id"], one.get("file_name", ""), one.get("file_size", 0), one.get("mime_type", ""))
    if message.get("photo"):
        one = max(message["photo"], key=lambda size: (size["width"] * size["height"], size.get("file_size", 0)))
        return File(one["file_id"], "photo.jpg", one.get("file_size", 0), "image/jpeg")
    return None
