"""Printable lists of who belongs together: a bus, a room or a team each, as A4 PDF with a box to tick by every name."""

import io
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any
from xml.sax.saxutils import escape

from reportlab.lib import colors
from reportlab.lib.pagesizes import A4
from reportlab.lib.styles import ParagraphStyle
from reportlab.lib.units import mm
from reportlab.pdfbase import pdfmetrics
from reportlab.pdfbase.ttfonts import TTFont
from reportlab.platypus import Flowable, Paragraph, SimpleDocTemplate, Spacer, Table

from bot.invitation_sheet import BOLD, FONTS, PLAIN

MARGIN = 14 * mm
COLUMNS = (9 * mm, 11 * mm, 45 * mm, 65 * mm, 52 * mm)
_TEXT = ParagraphStyle("text", fontName=PLAIN, fontSize=10, leading=13, wordWrap="CJK")
_HEAD = ParagraphStyle("head", fontName=BOLD, fontSize=13, leading=18, spaceBefore=4 * mm, spaceAfter=1.5 * mm)
_TITLE = ParagraphStyle("title", fontName=BOLD, fontSize=16, leading=22)


@dataclass(frozen=True, slots=True)
class Group:
    """A bus, room or team with its head line and rows of (name, organisation, remark)."""

    head: str
    rows: tuple[tuple[str, str, str], ...]


def sheet(title: str, groups: Sequence[Group]) -> bytes:
    """The lists as PDF, fonts embedded; what people wrote is set as text, never as markup."""
    for name in (PLAIN, BOLD):
        pdfmetrics.registerFont(TTFont(name, FONTS / f"{name}.ttf"))
    data = io.BytesIO()
    document = SimpleDocTemplate(
        data, pagesize=A4, title=title, leftMargin=MARGIN, rightMargin=MARGIN, topMargin=MARGIN, bottomMargin=MARGIN
    )
    story: list[Flowable] = [Paragraph(escape(title), _TITLE)]
    for one in groups:
        story += [Paragraph(escape(one.head), _HEAD), _table(one), Spacer(0, 2 * mm)]
    document.build(story)
    return data.getvalue()


def _table(group: Group) -> Table:
    rows = [
        ["□", str(number), *(Paragraph(escape(text), _TEXT) for text in row)]
        for number, row in enumerate(group.rows, 1)
    ]
    style: list[Any] = [
        ("FONT", (0, 0), (-1, -1), PLAIN, 10),
        ("VALIGN", (0, 0), (-1, -1), "MIDDLE"),
        ("LINEBELOW", (0, 0), (-1, -1), 0.25, colors.grey),
    ]
    return Table(rows, colWidths=COLUMNS, style=style, splitByRow=1)
