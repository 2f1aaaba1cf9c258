"""The photo of an announcement: taken once from whoever sent it, kept without metadata, shown to all readers."""

import asyncio
from dataclasses import dataclass
from io import BytesIO

from PIL import Image, ImageOps, UnidentifiedImageError

from bot.db import announcements
from bot.messages import Attachment, Reply, Request
from handlers.context import Context

LARGEST = 10 * 1024 * 1024
WIDEST = 2048
PIXELS = 50_000_000
LONGEST = 900
"""Characters of an announcement with a photo: a caption holds 1024 (core.telegram.org/bots/api#sendphoto)."""


class BadPhotoError(Exception):
    """No picture that can be shown."""


@dataclass(frozen=True, slots=True)
class Taken:
    """What came of a photo that was sent: its number, or what to answer instead."""

    number: int = 0
    answer: Reply | None = None


def is_photo(request: Request) -> bool:
    """Whether a picture came."""
    return request.file is not None and request.file.media_type.startswith("image/")


async def take(request: Request, context: Context) -> Taken:
    """Keep the request's photo; its bytes are asked for first."""
    file = request.file
    if file is None or file.size > LARGEST:
        return Taken(answer=Reply(context.say("announce.photo_large", limit=LARGEST // 1024**2)))
    if file.data is None:
        return Taken(answer=Reply(context.say("announce.photo_reading"), wants=True))
    try:
        data = await asyncio.to_thread(clean, file.data)
    except BadPhotoError:
        return Taken(answer=Reply(context.say("announce.photo_bad")))
    bot, reference = context.bot, file.reference
    values = {"bot": bot, "reference": reference, "data": data}
    number = await announcements.add_photo(context.tx, context.joined.event_id, context.speaker.id, context.now, values)
    return Taken(number)


def clean(data: bytes) -> bytes:
    """The picture as JPEG, upright, at most 2048 pixels wide or high, without EXIF and GPS; BadPhotoError."""
    try:
        with Image.open(BytesIO(data), formats=("JPEG", "PNG", "WEBP", "GIF")) as found:
            if found.width * found.height > PIXELS:
                raise BadPhotoError
            upright = ImageOps.exif_transpose(found).convert("RGB")
    except (UnidentifiedImageError, Image.DecompressionBombError, OSError, ValueError, SyntaxError) as error:
        raise BadPhotoError from error
    if max(upright.size) > 20 * min(upright.size):  # Telegram takes no photo that is longer (sendPhoto)
        raise BadPhotoError
    upright.thumbnail((WIDEST, WIDEST))
    out = BytesIO()
    bare = Image.new("RGB", upright.size)
    bare.paste(upright)
    bare.save(out, "JPEG", quality=85)
    return out.getvalue()


async def shown(number: int, context: Context) -> Attachment | None:
    """The photo as it is sent; None without one."""
    found = await announcements.photo(context.tx, number) if number else None
    if found is None:
        return None
    return Attachment("photo.jpg", "image/jpeg", found.data, photo=True, bot=found.bot, reference=found.reference)
