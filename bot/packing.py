"""Replies as JSON and back, for the rows that keep them until they are sent."""

from base64 import b64decode, b64encode
from dataclasses import asdict, replace
from typing import Any

from bot.messages import Attachment, Button, File, Reply, Venue


def pack(reply: Reply) -> dict[str, Any]:
    """The reply as JSON values, without what is empty; a secret one without its buttons."""
    reply = replace(reply, buttons=()) if reply.secret else reply
    values = {name: value for name, value in asdict(reply).items() if value or (name == "reads" and value is not None)}
    if reply.attachment:
        values["attachment"]["data"] = b64encode(reply.attachment.data).decode()
    return values


def unpack(values: dict[str, Any]) -> Reply:
    """The reply that `pack` packed."""
    values = dict(values)
    if "buttons" in values:
        values["buttons"] = tuple(tuple(Button(**one) for one in row) for row in values["buttons"])
    if "keyboard" in values:
        values["keyboard"] = tuple(tuple(row) for row in values["keyboard"])
    if "venue" in values:
        values["venue"] = Venue(**values["venue"])
    if "attachment" in values:
        file = values["attachment"]
        values["attachment"] = Attachment(**{**file, "data": b64decode(file["data"])})
    for name in ("sees", "drops"):
        if name in values:
            values[name] = tuple(File(**one) for one in values[name])
    return Reply(**values)
