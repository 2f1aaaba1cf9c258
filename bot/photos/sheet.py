"""A contact sheet: small pictures side by side under numbers that can be typed, for the width of a phone (pure)."""

from collections.abc import Collection, Sequence
from io import BytesIO

from PIL import Image, ImageDraw, ImageFont, ImageOps

COLUMNS, ROWS = 3, 5
PER_SHEET = COLUMNS * ROWS
_CELL = (352, 264)
_GAP = 8
_BADGE = 58
_PAPER, _INK, _MARK = (250, 250, 248), (28, 28, 30), (24, 128, 70)


def sheet(thumbs: Sequence[bytes], marked: Collection[int] = (), first: int = 1) -> bytes:
    """A JPEG of these pictures (JPEGs), numbered from `first`; those whose number is `marked` have a green frame."""
    rows = -(-len(thumbs) // COLUMNS)
    columns = min(COLUMNS, len(thumbs))
    size = (_GAP + columns * (_CELL[0] + _GAP), _GAP + rows * (_CELL[1] + _GAP))
    paper = Image.new("RGB", size, _PAPER)
    for place, thumb in enumerate(thumbs):
        row, column = divmod(place, COLUMNS)
        corner = (_GAP + column * (_CELL[0] + _GAP), _GAP + row * (_CELL[1] + _GAP))
        _place(paper, thumb, corner, first + place, marked=first + place in marked)
    out = BytesIO()
    paper.save(out, "JPEG", quality=82)
    return out.getvalue()


def _place(paper: Image.Image, thumb: bytes, corner: tuple[int, int], number: int, *, marked: bool) -> None:
    with Image.open(BytesIO(thumb), formats=("JPEG",)) as image:
        image.draft("RGB", _CELL)
        paper.paste(ImageOps.pad(image.convert("RGB"), _CELL, color=(224, 224, 220)), corner)
    x, y = corner
    draw = ImageDraw.Draw(paper)
    colour = _MARK if marked else _INK
    if marked:
        draw.rectangle((x - 4, y - 4, x + _CELL[0] + 3, y + _CELL[1] + 3), outline=colour, width=8)
    draw.rounded_rectangle((x, y, x + _BADGE + 14 * (number > 9), y + _BADGE), 10, fill=colour)
    middle = (x + (_BADGE + 14 * (number > 9)) / 2, y + _BADGE / 2)
    draw.text(middle, str(number), fill=(255, 255, 255), font=ImageFont.load_default(40), anchor="mm")
