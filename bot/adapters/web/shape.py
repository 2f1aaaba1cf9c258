"""Messages as they are kept and as the page gets them (pure)."""

import re
from typing import Any
from urllib.parse import urlsplit

from bot.adapters.web.rows import Message, Stored
from bot.messages import Button, Reply, Venue

# A joining code is a secret: the person's own bubble keeps only that they used one.
_CODE = re.compile(r"^(/start(?:@\w+)?\s+)\S.*$", re.DOTALL | re.IGNORECASE)


def said(text: str) -> Message:
    """What a person said."""
    return {"text": _CODE.sub(r"\1••••", text)}


def sent(reply: Reply, file: Message | None) -> Message:
    """What we say; only what there is."""
    parts: Message = {
        "text": reply.text,
        "buttons": [] if reply.secret else [[_button(one) for one in row] for row in reply.buttons],
        "venue": _venue(reply.venue) if reply.venue else None,
        "file": file,
        "toast": reply.toast,
        "form": reply.form,
    }
    return {name: value for name, value in parts.items() if value}


def shows(reply: Reply) -> bool:
    """Whether a reply is more than a toast."""
    return bool(reply.text or reply.buttons or reply.venue or reply.attachment)


def row(stored: Stored) -> dict[str, Any]:
    """A row as the page gets it: no reference, which only the server needs."""
    shown = dict(stored.message)
    if file := shown.get("file"):
        shown["file"] = {name: value for name, value in file.items() if name != "reference"}
    number = {"id": stored.id, "revision": stored.revision, "mine": stored.mine, "at": stored.at.isoformat()}
    return number | ({"key": stored.key} if stored.key else {}) | shown


def actions(message: Message) -> set[str]:
    """The actions of the buttons that stand under a message."""
    return {button["action"] for buttons in message.get("buttons", []) for button in buttons if "action" in button}


def _button(button: Button) -> dict[str, str]:
    if not button.url:
        return {"text": button.text, "action": button.action}
    safe = urlsplit(button.url).scheme in ("http", "https", "tel")
    return {"text": button.text} | ({"url": button.url} if safe else {})


def _venue(venue: Venue) -> dict[str, Any]:
    return {"title": venue.title, "address": venue.address, "at": [venue.latitude, venue.longitude]}
