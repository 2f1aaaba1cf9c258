"""The photo of an announcement: taken once from whoever sent it, kept without metadata, shown to all readers."""

from dataclasses import dataclass

from bot.db import announcements
from bot.messages import Attachment, Reply, Request
from bot.photos.clean import LARGEST, Refusal
from handlers.context import Context

LONGEST = 900
"""Characters of an announcement with a photo: a caption holds 1024 (core.telegram.org/bots/api#sendphoto)."""


@dataclass(frozen=True, slots=True)
class Taken:
    """What came of a photo that was sent: its number, or what to answer instead."""

    number: int = 0
    answer: Reply | None = None


def is_photo(request: Request) -> bool:
    """Whether a picture came."""
    return request.file is not None and request.file.media_type.startswith("image/")


async def take(request: Request, context: Context) -> Taken:
    """Keep the request's photo; it is asked to be seen first."""
    file = request.file
    if file is None or file.size > LARGEST:
        return Taken(answer=Reply(context.say("photos.bad_large")))
    if file.picture is None:
        return Taken(answer=Reply(context.say("announce.photo_reading"), sees=(file,)))
    if isinstance(file.picture, Refusal):
        return Taken(answer=Reply(context.say(f"photos.bad_{file.picture.reason}")))
    values = {"bot": context.bot, "reference": file.reference, "data": file.picture.data}
    number = await announcements.add_photo(context.tx, context.joined.event_id, context.speaker.id, context.now, values)
    return Taken(number)


async def shown(number: int, context: Context) -> Attachment | None:
    """The photo as it is sent; None without one."""
    found = await announcements.photo(context.tx, number) if number else None
    if found is None:
        return None
    return Attachment("photo.jpg", "image/jpeg", found.data, photo=True, bot=found.bot, reference=found.reference)
