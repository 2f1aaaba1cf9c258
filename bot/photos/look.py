"""How a picture looks, in 64 bits: what is brighter than its neighbour, in a picture shrunk to 9 by 8.

Copies that were re-encoded, resized, brightened or cropped a little differ in few bits, other pictures in about half
of them (the difference hash, http://www.hackerfactor.com/blog/index.php?/archives/529-Kind-of-Like-That.html).
"""

from collections.abc import Iterable

from PIL import Image

NEAR = 6
"""Bits by which copies of one picture differ at most; tests/photos/test_look.py measures it."""
_FLAT = 12
"""Grey levels (of 256) between the darkest and the brightest spot, under which a picture is a wall or the night."""


def look(image: Image.Image) -> str:
    """Sixteen hexadecimal digits; "" for a picture in which there is nothing to see."""
    small = image.convert("L").resize((9, 8), Image.Resampling.BOX)
    grey = small.tobytes()
    if max(grey) - min(grey) < _FLAT:
        return ""
    bits = (grey[row * 9 + column] < grey[row * 9 + column + 1] for row in range(8) for column in range(8))
    return f"{sum(bit << place for place, bit in enumerate(bits)):016x}"


def distance(one: str, other: str) -> int:
    """In how many of 64 bits two looks differ; what has nothing to see resembles nothing."""
    return (int(one, 16) ^ int(other, 16)).bit_count() if one and other else 64


def nearest(wanted: str, known: Iterable[tuple[int, str]]) -> int | None:
    """The first number whose picture shows the same; None if none does."""
    return next((number for number, one in known if distance(wanted, one) <= NEAR), None)
