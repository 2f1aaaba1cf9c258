"""What comes out is a plain JPEG, and what is none is refused by its content before it can do harm."""

import struct
import time
import tracemalloc
import zlib
from datetime import datetime, timedelta, timezone
from io import BytesIO

import pytest
from PIL import Image

from bot.photos.clean import LARGEST, BadPictureError, Clean, Refusal, clean, see
from tests.photos.scenes import jpeg, photo, scene

SECRETS = (b"Exif", b"GPS", b"geheim", b"Geheim", b"http://ns.adobe", b"ICC_PROFILE", b"Photoshop", b"8BIM")


def opened(made: Clean) -> Image.Image:
    return Image.open(BytesIO(made.data))


def saved(image: Image.Image, kind: str, **options: object) -> bytes:
    out = BytesIO()
    image.save(out, kind, **options)
    return out.getvalue()


def segments(data: bytes) -> set[int]:
    """The markers of a JPEG's segments before its pixels."""
    found, at = set(), 2
    while data[at + 1] != 0xDA:
        found.add(data[at + 1])
        at += 2 + int.from_bytes(data[at + 2 : at + 4], "big")
    return found


def header(width: int, height: int) -> bytes:
    """A PNG that claims a size and has hardly any pixels."""

    def chunk(kind: bytes, body: bytes) -> bytes:
        return struct.pack(">I", len(body)) + kind + body + struct.pack(">I", zlib.crc32(kind + body))

    lines = zlib.compress(b"\0" * 1000)
    size = struct.pack(">IIBBBBB", width, height, 8, 2, 0, 0, 0)
    return b"\x89PNG\r\n\x1a\n" + chunk(b"IHDR", size) + chunk(b"IDAT", lines) + chunk(b"IEND", b"")


def test_nothing_but_pixels_is_left() -> None:
    profile = jpeg(scene(1), icc_profile=b"geheim icc" * 50)
    for data in (photo(1, "2014:10:23 15:20:00"), profile, saved(scene(1), "PNG", exif=b"Exif\0\0geheim")):
        made = clean(data)
        for kept in (made.data, made.thumb):
            assert not [one for one in SECRETS if one in kept]
            assert segments(kept) <= {0xE0, 0xDB, 0xC0, 0xC4}  # JFIF, tables, the frame: no APP1-15, no comment
    assert b"geheim" in photo(1)


@pytest.mark.parametrize("orientation", range(1, 9))
def test_it_stands_upright(orientation: int) -> None:
    image = Image.new("RGB", (60, 40), "white")
    image.paste("red", (0, 0, 20, 20))
    turned = {3: 180, 6: 90, 8: 270}.get(orientation)
    if turned is None and orientation != 1:
        return  # the mirrored ones have no camera that makes them; below they only must not fail
    exif = Image.Exif()
    exif[0x0112] = orientation
    data = jpeg(image.rotate(turned or 0, expand=True), exif=exif)
    made = opened(clean(data)).convert("RGB")
    assert made.size == (60, 40)
    red, green, _ = made.getpixel((8, 8))  # type: ignore[misc]  # an RGB picture's
    assert red > 200
    assert green < 60


def test_large_ones_become_small_and_small_ones_stay() -> None:
    made = clean(jpeg(scene(2, (4000, 3000)), progressive=True))
    assert (made.width, made.height) == (2048, 1536) == opened(made).size
    assert max(Image.open(BytesIO(made.thumb)).size) == 640
    assert (clean(photo(2)).width, clean(photo(2)).height) == (800, 600)


@pytest.mark.parametrize("mode", ["L", "P", "RGBA", "LA", "I;16", "CMYK", "1"])
def test_every_kind_of_colour_becomes_rgb_on_white(mode: str) -> None:
    wide = Image.linear_gradient("L").resize((200, 100))
    if mode == "I;16":
        image = wide.convert("I").point(lambda level: level * 257).convert("I;16")
    elif mode in {"RGBA", "LA"}:
        image = wide.convert(mode)
        image.putalpha(Image.new("L", (200, 100), 0))
    else:
        image = wide.convert(mode)
    made = opened(clean(saved(image, "JPEG" if mode == "CMYK" else "PNG")))
    assert made.mode == "RGB"
    top, bottom = made.convert("L").getpixel((100, 2)), made.convert("L").getpixel((100, 97))
    if mode in {"RGBA", "LA"}:
        assert (top, bottom) == (255, 255)
    else:
        assert top < 40  # type: ignore[operator]  # a grey picture's
        assert bottom > 200  # type: ignore[operator]


def test_a_transparent_palette_lies_on_white() -> None:
    image = Image.new("P", (50, 50), 0)
    image.putpalette([200, 0, 0, 0, 0, 200])
    image.paste(1, (0, 0, 25, 50))
    made = opened(clean(saved(image, "PNG", transparency=0)))
    assert made.getpixel((40, 20)) == (255, 255, 255)
    assert made.getpixel((5, 20))[2] > 150  # type: ignore[index]


def test_of_a_moving_picture_the_first_one() -> None:
    frames = [Image.new("RGB", (80, 60), colour) for colour in ("white", "black", "black")]
    for kind in ("GIF", "WEBP", "PNG"):
        made = opened(clean(saved(frames[0], kind, save_all=True, append_images=frames[1:], duration=100)))
        assert made.getpixel((40, 30)) == (255, 255, 255)


@pytest.mark.parametrize(
    ("data", "reason"),
    [
        (b"", "lost"),
        (b"<html><script>alert(1)</script></html>", "none"),
        (b"GIF89a<script>alert(1)</script>", "broken"),
        (b"\xff\xd8\xff<html></html>", "broken"),
        (b"<?xml version='1.0'?><svg xmlns='http://www.w3.org/2000/svg'/>", "none"),
        (b"<svg xmlns='http://www.w3.org/2000/svg' onload='x'/>", "none"),
        (b"%PDF-1.7", "none"),
        (b"\0\0\0\x18ftypheic\0\0\0\0mif1heic", "heic"),
        (b"\0\0\0\x18ftypmp42\0\0\0\0", "none"),
        (saved(scene(1), "BMP"), "none"),
        (saved(scene(1), "TIFF"), "none"),
        (header(30_000, 30_000), "pixels"),
        (header(8_000, 7_000), "pixels"),
        (header(300, 300), "broken"),
        (photo(1)[: len(photo(1)) // 2], "broken"),
        (saved(scene(1), "PNG")[:-4000], "broken"),
        (jpeg(scene(1, (3000, 20))), "long"),
        (b"\xff\xd8\xff" + bytes(LARGEST), "large"),
    ],
)  # fmt: skip
def test_what_is_no_picture_is_refused_by_its_content(data: bytes, reason: str) -> None:
    with pytest.raises(BadPictureError, match=f"^{reason}$"):
        clean(data)
    assert see(data) == Refusal(reason)  # type: ignore[arg-type]


def test_a_picture_that_is_too_large_is_not_unpacked() -> None:
    data = header(30_000, 30_000)
    tracemalloc.start()
    begin = time.perf_counter()
    see(data)
    assert tracemalloc.get_traced_memory()[1] < 5_000_000
    tracemalloc.stop()
    assert time.perf_counter() - begin < 2  # unpacking takes minutes


def test_whatever_is_cut_or_spoiled_is_refused_or_clean_but_never_fails() -> None:
    for data in (photo(3, "2014:10:23 15:20:00"), saved(scene(3), "WEBP"), saved(scene(3, (90, 70)), "GIF")):
        for at in range(0, len(data), max(1, len(data) // 40)):
            for spoiled in (
                data[:at],
                data[:at] + bytes(8) + data[at + 8 :],
                data[:at] + b"\xff" * 30 + data[at + 30 :],
            ):
                assert isinstance(see(spoiled), (Clean, Refusal))


@pytest.mark.parametrize(
    ("said", "offset", "moment"),
    [
        ("2014:10:23 15:20:00", "", datetime(2014, 10, 23, 15, 20)),  # noqa: DTZ001 - the camera's wall clock
        ("2014:10:23 15:20:00", "+09:00", datetime(2014, 10, 23, 15, 20, tzinfo=timezone(timedelta(hours=9)))),
        ("2014:10:23 02:20:00", "-04:30", datetime(2014, 10, 23, 2, 20, tzinfo=timezone(-timedelta(hours=4.5)))),
        ("0000:00:00 00:00:00", "", None),
        ("gestern", "+99:99", None),
        ("", "", None),
    ],
)
def test_when_it_was_taken_is_read_before_it_goes(said: str, offset: str, moment: datetime | None) -> None:
    assert clean(photo(4, said, offset)).taken == moment
