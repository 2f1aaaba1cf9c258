"""A picture that somebody sent, made into a plain JPEG: upright, RGB on white, without a word of metadata.

What is refused is refused by its content, before anything large is unpacked: names and media types are only claims.
Decoded pictures are large (a phone's 50 million pixels take 200 MB), so JPEGs are decoded at a fraction of their size
and the other formats are let in only as far as `MEMORY` allows.
"""

import hashlib
from dataclasses import dataclass
from datetime import datetime, timedelta, timezone
from io import BytesIO
from typing import Any, Literal

from PIL import ExifTags, Image, ImageOps, UnidentifiedImageError

from bot.photos.look import look

LARGEST = 20 * 1024 * 1024
"""Bytes of a picture; Telegram gives bots no larger file (core.telegram.org/bots/api#getfile)."""
WIDEST = 2048
SMALL = 640
QUALITY = 85
PIXELS = 60_000_000
MEMORY = 110_000_000
LONGEST = 20
"""How many times as long as wide; Telegram shows no photo that is longer (core.telegram.org/bots/api#sendphoto)."""

Reason = Literal["lost", "large", "none", "heic", "pixels", "broken", "long"]
# Bytes for each pixel while it is decoded and put on white: Pillow keeps RGB in 4; WebP's decoder keeps four copies.
_COSTS = {"PNG": 9, "GIF": 9, "WEBP": 17}
_PROGRESSIVE = 6  # libjpeg holds all coefficients of such a picture, two bytes for each of three colours
_FORMATS = (
    (b"\xff\xd8\xff", "JPEG"),
    (b"\x89PNG\r\n\x1a\n", "PNG"),
    (b"GIF87a", "GIF"),
    (b"GIF89a", "GIF"),
)
_HEIC = {b"heic", b"heix", b"heim", b"heis", b"hevc", b"hevx", b"mif1", b"msf1", b"avif", b"avis"}
_BROKEN = (UnidentifiedImageError, OSError, ValueError, SyntaxError, EOFError, KeyError)
_WHITE = (255, 255, 255)


class BadPictureError(Exception):
    """No picture that we take; `reason` says why: a text of photos.yaml (`bad_…`)."""

    def __init__(self, reason: Reason) -> None:
        super().__init__(reason)
        self.reason = reason


@dataclass(frozen=True, slots=True)
class Refusal:
    """Why a file is not taken as a picture; "lost": its bytes could not be had."""

    reason: Reason


@dataclass(frozen=True, slots=True)
class Clean:
    """A picture as it is kept: `data` and the small `thumb` are JPEGs, `width` and `height` pixels of `data`.

    `digest` is the SHA-256 of the bytes as they came, `look` its perceptual hash. `taken` is when the camera says it
    was taken: aware if the camera knows its offset from UTC, else on the wall clock of wherever it was; None if it
    does not say.
    """

    data: bytes
    thumb: bytes
    width: int
    height: int
    digest: str
    look: str
    taken: datetime | None = None


def see(data: bytes) -> Clean | Refusal:
    """The picture in a file's bytes, or why it is not taken; slow, so not for the event loop."""
    try:
        return clean(data)
    except BadPictureError as error:
        return Refusal(error.reason)


def clean(data: bytes) -> Clean:
    """The picture in a file's bytes, at most 2048 pixels wide or high; BadPictureError."""
    found = _format(data)
    try:
        with Image.open(BytesIO(data), formats=(found,)) as image:
            _measure(image, found)
            taken = _taken(image)
            bare = _bare(image)
    except Image.DecompressionBombError as error:  # Pillow looks at the header, too
        raise BadPictureError(reason="pixels") from error
    except _BROKEN as error:
        raise BadPictureError(reason="broken") from error
    small = bare.copy()
    small.thumbnail((SMALL, SMALL), Image.Resampling.LANCZOS)
    width, height = bare.size
    return Clean(_jpeg(bare), _jpeg(small), width, height, hashlib.sha256(data).hexdigest(), look(small), taken)


def _format(data: bytes) -> str:
    """Which format it is, by its first bytes."""
    if not data:
        raise BadPictureError(reason="lost")
    if len(data) > LARGEST:
        raise BadPictureError(reason="large")
    if data[:4] == b"RIFF" and data[8:12] == b"WEBP":
        return "WEBP"
    if data[4:8] == b"ftyp" and data[8:12] in _HEIC:
        raise BadPictureError(reason="heic")
    name = next((name for magic, name in _FORMATS if data.startswith(magic)), None)
    if name is None:
        raise BadPictureError(reason="none")
    return name


def _measure(image: Image.Image, name: str) -> None:
    """Refuse by the header what is too large to unpack; a JPEG is asked to be decoded small."""
    pixels = image.width * image.height
    cost = _COSTS.get(name, _PROGRESSIVE if image.info.get("progressive") else 0)
    if pixels > PIXELS or pixels * cost > MEMORY:
        raise BadPictureError(reason="pixels")
    if max(image.size) > LONGEST * min(image.size):
        raise BadPictureError(reason="long")
    image.draft("RGB", (WIDEST, WIDEST))


def _bare(image: Image.Image) -> Image.Image:
    """The pixels alone, in a picture that never had anything else."""
    image.load()
    if image.mode.startswith("I;16") or image.mode in {"I", "F"}:
        image = image.point(lambda level: level / 256).convert("L")  # 16 bits of grey; convert alone would cut them off
    elif image.mode == "P" or "transparency" in image.info:
        image = image.convert("RGBA" if "transparency" in image.info else "RGB")
    orientation = image.getexif().get(ExifTags.Base.Orientation)
    image.thumbnail((WIDEST, WIDEST), Image.Resampling.LANCZOS, reducing_gap=3.0)
    image.getexif()[ExifTags.Base.Orientation] = orientation or 1
    upright = ImageOps.exif_transpose(image)
    bare = Image.new("RGB", upright.size, _WHITE)
    seen = upright.convert("RGBA") if upright.has_transparency_data else None
    bare.paste(seen or upright.convert("RGB"), mask=seen)
    return bare


def _jpeg(image: Image.Image) -> bytes:
    out = BytesIO()
    image.save(out, "JPEG", quality=QUALITY, optimize=True)
    return out.getvalue()


def _taken(image: Image.Image) -> datetime | None:
    """When the camera says the picture was taken (Exif 2.32, tags 36867 and 36881)."""
    try:
        exif = image.getexif().get_ifd(ExifTags.IFD.Exif)
        moment = datetime.strptime(_text(exif.get(ExifTags.Base.DateTimeOriginal)), "%Y:%m:%d %H:%M:%S")  # noqa: DTZ007 - the camera's wall clock
        return _offset(moment, _text(exif.get(ExifTags.Base.OffsetTimeOriginal)))
    except (ValueError, TypeError, KeyError, AttributeError, OverflowError, SyntaxError, OSError):
        return None


def _offset(moment: datetime, offset: str) -> datetime:
    """The moment with the camera's offset ("+09:00"), as it is without one."""
    sign, hours, _, minutes = offset[:1], offset[1:3], offset[3:4], offset[4:6]
    if sign not in {"+", "-"} or not (hours + minutes).isdigit():
        return moment
    span = timedelta(hours=int(hours), minutes=int(minutes))
    return moment.replace(tzinfo=timezone(span if sign == "+" else -span))


def _text(value: Any) -> str:  # noqa: ANN401 - whatever a camera wrote
    return value.strip("\x00 ") if isinstance(value, str) else ""
