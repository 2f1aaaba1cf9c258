"""Pictures for tests: scenes that differ as photos do, in every format and with what phones write into them."""

import random
from io import BytesIO
from typing import Any

from PIL import Image, ImageDraw, ImageFilter
from PIL.ExifTags import IFD, Base


def scene(number: int, size: tuple[int, int] = (800, 600)) -> Image.Image:
    """A landscape of hills, light and people that looks like no other number's."""
    draw_from = random.Random(number)  # noqa: S311 - no secret
    width, height = size

    def colour() -> tuple[int, int, int]:
        return draw_from.randrange(256), draw_from.randrange(256), draw_from.randrange(256)

    image = Image.linear_gradient("L").resize(size).convert("RGB")
    image = Image.blend(image, Image.new("RGB", size, colour()), 0.6)
    draw = ImageDraw.Draw(image)
    for _ in range(14):
        x, y = draw_from.randrange(width), draw_from.randrange(height)
        wide, high = draw_from.randrange(width // 12, width // 2), draw_from.randrange(height // 12, height // 2)
        (draw.ellipse if draw_from.random() < 0.5 else draw.rectangle)((x, y, x + wide, y + high), fill=colour())
    return image.filter(ImageFilter.GaussianBlur(width / 200))


def jpeg(image: Image.Image, **options: Any) -> bytes:  # noqa: ANN401 - as the library takes them
    out = BytesIO()
    image.save(out, "JPEG", **{"quality": 85, **options})
    return out.getvalue()


def photo(
    number: int, taken: str = "", offset: str = "", orientation: int = 1, size: tuple[int, int] = (800, 600)
) -> bytes:
    """As a phone makes it: EXIF with the time ("2014:10:23 15:20:00"), the place, the camera; XMP and a comment."""
    exif = Image.Exif()
    exif[Base.Orientation] = orientation
    exif[Base.Model] = "Geheim Phone"
    if taken:
        exif.get_ifd(IFD.Exif)[Base.DateTimeOriginal] = taken
        exif.get_ifd(IFD.Exif)[Base.OffsetTimeOriginal] = offset
    exif.get_ifd(IFD.GPSInfo)[1] = "N"
    exif.get_ifd(IFD.GPSInfo)[2] = (35.0, 15.0, 30.0)
    return jpeg(scene(number, size), exif=exif, xmp=b"<x:xmpmeta>geheim xmp</x:xmpmeta>", comment=b"geheim comment")
