"""A printable A4 sheet: names with the QR codes of their own invitations, ten a page, to cut apart."""

import io
from collections.abc import Sequence
from pathlib import Path

import segno
from reportlab.lib.pagesizes import A4
from reportlab.lib.units import mm
from reportlab.pdfbase import pdfmetrics
from reportlab.pdfbase.ttfonts import TTFont
from reportlab.pdfgen.canvas import Canvas

from bot.people_commands import Invitation

FONTS = Path(__file__).parent.parent / "config" / "fonts"
PLAIN, BOLD = "NanumSquareR", "NanumSquareB"
COLUMNS, ROWS = 2, 5
MARGIN, QR, GAP = 12 * mm, 38 * mm, 4 * mm
WIDTH, HEIGHT = (A4[0] - 2 * MARGIN) / COLUMNS, (A4[1] - 2 * MARGIN) / ROWS


def sheet(invitations: Sequence[Invitation], title: str, how: str) -> bytes:
    """The sheet as PDF with its fonts embedded; `how` says what to do with the code."""
    for name in (PLAIN, BOLD):
        pdfmetrics.registerFont(TTFont(name, FONTS / f"{name}.ttf"))
    data = io.BytesIO()
    canvas = Canvas(data, pagesize=A4)
    canvas.setTitle(title)
    for number, one in enumerate(invitations):
        place = number % (COLUMNS * ROWS)
        if number and not place:
            canvas.showPage()
        left = MARGIN + place % COLUMNS * WIDTH
        _card(canvas, one, left, A4[1] - MARGIN - (place // COLUMNS + 1) * HEIGHT, how)
    canvas.save()
    return data.getvalue()


def grouped(code: str) -> str:
    """A code as it is easiest to type: in groups of four."""
    return "-".join(code[start : start + 4] for start in range(0, len(code), 4))


def _card(canvas: Canvas, one: Invitation, left: float, bottom: float, how: str) -> None:
    canvas.setStrokeGray(0.7)
    canvas.setDash(2, 2)
    canvas.rect(left, bottom, WIDTH, HEIGHT)
    _qr(canvas, one.link or one.code, left + GAP, bottom + (HEIGHT - QR) / 2)
    text, room = left + QR + 2 * GAP, WIDTH - QR - 3 * GAP
    lines = ((one.name, BOLD, 16), (one.organisation, PLAIN, 9), (how, PLAIN, 8), (grouped(one.code), PLAIN, 7))
    top = bottom + HEIGHT - 18 * mm
    for words, font, size in lines:
        for line in _wrapped(words, font, size, room):
            canvas.setFont(font, size)
            canvas.drawString(text, top, line)
            top -= size * 1.4
        top -= 4


def _wrapped(words: str, font: str, size: float, room: float) -> list[str]:
    """As many characters a line as fit, at most four lines: Korean may break anywhere."""
    lines = [""]
    for letter in words:
        if pdfmetrics.stringWidth(lines[-1] + letter, font, size) > room:
            lines.append("")
        lines[-1] += letter
    return [line.strip() for line in lines[:4]]


def _qr(canvas: Canvas, text: str, left: float, bottom: float) -> None:
    """The code as dark squares, with the quiet zone of four modules that the standard asks for (ISO/IEC 18004)."""
    matrix = [list(row) for row in segno.make(text, error="m", micro=False).matrix_iter(border=4)]
    side = QR / len(matrix)
    canvas.setFillGray(0)
    path = canvas.beginPath()
    for row, modules in enumerate(matrix):
        for column, dark in enumerate(modules):
            if dark:
                path.rect(left + column * side, bottom + QR - (row + 1) * side, side, side)
    canvas.drawPath(path, stroke=0, fill=1)
