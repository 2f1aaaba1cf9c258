"""A document as PDF: A4, the Korean fonts embedded, head rows on each page of a table."""

import io
from collections.abc import Iterator, Mapping, Sequence
from functools import lru_cache
from itertools import takewhile
from pathlib import Path
from typing import Any, Literal
from xml.sax.saxutils import escape

from reportlab.lib.enums import TA_CENTER, TA_LEFT, TA_RIGHT
from reportlab.lib.pagesizes import A4
from reportlab.lib.styles import ParagraphStyle
from reportlab.lib.units import mm
from reportlab.pdfbase import pdfmetrics
from reportlab.pdfbase.ttfonts import TTFont
from reportlab.pdfgen.canvas import Canvas
from reportlab.platypus import (
    CondPageBreak,
    Flowable,
    HRFlowable,
    Image,
    KeepTogether,
    Paragraph,
    SimpleDocTemplate,
    Spacer,
)
from reportlab.platypus import PageBreak as NewPage

from bot.report import pdf_table
from bot.report.document import (
    Block,
    Cell,
    Chapter,
    Chart,
    Cover,
    Document,
    Heads,
    Line,
    PageBreak,
    Picture,
    Pictures,
    Table,
)
from bot.report.grid import clean, lines, rows_of
from bot.report.headings import headed

FONTS = Path(__file__).parent.parent.parent / "config" / "fonts"
PLAIN, BOLD = pdf_table.PLAIN, "NanumSquareB"
MISSING = "□"
"""Stands for a character that the fonts do not have, as an emoji."""
ALIGN: Mapping[str, Literal[0, 1, 2]] = {"left": TA_LEFT, "center": TA_CENTER, "right": TA_RIGHT}
PADDING = 6
"""Points that the library leaves free inside its margins."""
COMPACT = 9.2
OTHERS = 0.92
"""Their fonts are wider than ours and their margins larger."""
SCALES = (1.25, 1.15, 1.07, 1.0, 0.93, 0.87, 0.81, 0.75, 0.7)
"""A compact document is tried smaller and smaller until it fits its page."""


def render(document: Document) -> bytes:
    """The document; the same document gives the same bytes."""
    if document.compact:
        return _Writer(document, fitting(document) or 1.0).write()[0]
    broken, fewest = _Writer(document, 1.0, merge=False).write()
    # The library does not break within merged cells: they are merged where that costs no page.
    merged, pages = _Writer(document, 1.0).write()
    return merged if pages <= fewest else broken


def fitting(document: Document) -> float:
    """The largest scale at which a document fits one page; 0 if it fits at none."""
    return next((scale for scale in SCALES if _Writer(document, scale).write()[1] == 1), 0.0)


def compact_size(document: Document) -> float:
    """Points of type at which another format, whose lines nobody can measure here, will fit its page, too."""
    return round(min(fitting(document) or 1.0, 1.0) * COMPACT * 2 * OTHERS) / 2


@lru_cache(maxsize=2)
def _font(name: str) -> TTFont:
    font = TTFont(name, FONTS / f"{name}.ttf")
    pdfmetrics.registerFont(font)
    return font


def _shown(text: str) -> str:
    """Markup for the text: escaped, with line breaks, and nothing that the fonts lack."""
    known = _font(PLAIN).face.charToGlyph
    kept = ("".join(c if ord(c) in known or c == "\t" else MISSING for c in line) for line in lines(text))
    # Spaces are collapsed in markup: the second of two stays as one that does not break.
    return "<br/>".join(escape(line).replace("  ", " \u00a0") for line in kept)


def _height(one: Flowable, width: float) -> float:
    return float(one.wrap(width, A4[1])[1] + one.getSpaceBefore() + one.getSpaceAfter())


def _least(one: Flowable, width: float) -> float:
    """How high its first part is that stays on one page."""
    if isinstance(one, KeepTogether):
        parts: list[Flowable] = one._content  # type: ignore[attr-defined]  # noqa: SLF001 - untold before it is drawn
        return sum(_height(part, width) for part in parts)
    least = getattr(one, "least", 0.0)
    return float(least) if least else _height(one, width)


def _first(part: Sequence[Flowable], width: float) -> float:
    """How high its lines are with the first part of what they stand above."""
    part = [one for one in part if not isinstance(one, CondPageBreak)]
    above = list(takewhile(lambda one: isinstance(one, Paragraph), part))
    below = part[len(above) : len(above) + 1]
    return sum(_height(one, width) for one in above) + sum(_least(one, width) for one in below)


class _Writer:
    """One document in one size of type."""

    def __init__(self, document: Document, scale: float, *, merge: bool = True) -> None:
        for name in (PLAIN, BOLD):
            _font(name)
        self._document, self._merge = document, merge
        self._size = (COMPACT if document.compact else 10) * scale
        edge = (12 if document.compact else 20) * mm
        self._width = A4[0] - 2 * edge
        self._margin = edge - PADDING

    def write(self) -> tuple[bytes, int]:
        """The file, and how many pages it has."""
        out = io.BytesIO()
        made = SimpleDocTemplate(
            out,
            pagesize=A4,
            leftMargin=self._margin,
            rightMargin=self._margin,
            topMargin=self._margin,
            bottomMargin=self._margin,
            title=clean(self._document.title),
            author=clean(self._document.author),
            lang="ko-KR" if self._document.language == "ko" else "en-US",
            invariant=1,
            # Its own, Helvetica, would be named on every page and not be inside.
            initialFontName=PLAIN,
        )
        made.build([*self._flow()] or [Spacer(1, 1)], onFirstPage=self._foot, onLaterPages=self._foot)
        return out.getvalue(), made.page

    def _flow(self) -> Iterator[Flowable]:
        """Everything in its order; a heading goes to a new page where what it heads would not begin on its own."""
        heads = [heads for _, heads in headed(self._document.blocks)]
        parts = [list(self._block(block)) for block in self._document.blocks]
        for number, part in enumerate(parts):
            if heads[number]:
                yield CondPageBreak(min(self._reach(parts, heads, number), A4[1] / 2))
            yield from part

    def _reach(self, parts: Sequence[list[Flowable]], heads: Sequence[bool], number: int) -> float:
        """How high a heading is with those below it and the first that cannot be parted of what they head."""
        last = next(at for at in range(number, len(heads)) if not heads[at])
        above = sum(_height(one, self._width) for part in parts[number:last] for one in part)
        return above + _first(parts[last], self._width)

    def _foot(self, canvas: Canvas, _: object) -> None:
        if not self._document.compact:
            canvas.setFont(PLAIN, 8)
            canvas.drawCentredString(A4[0] / 2, 10 * mm, f"- {canvas.getPageNumber()} -")

    def _style(self, align: str = "left", *, bold: bool = False, size: float = 0, **other: Any) -> ParagraphStyle:  # noqa: ANN401 - as the library takes them
        size = size or self._size
        return ParagraphStyle(
            "text",
            fontName=BOLD if bold else PLAIN,
            fontSize=size,
            leading=size * 1.45,
            alignment=ALIGN[align],
            # Between any two characters, so that 60 syllables without a space stay within the line.
            wordWrap="CJK",
            **other,
        )

    def _block(self, block: Block) -> Iterator[Flowable]:
        match block:
            case Heads():
                yield from self._heads(block)
            case Cover():
                yield from self._cover(block)
            case Chapter():
                yield from self._chapter(block)
            case Line():
                yield self._line(block)
            case Table():
                yield from self._table(block)
            case Chart():
                yield from self._chart(block)
            case Pictures():
                yield from self._pictures(block)
            case PageBreak():
                yield NewPage()

    def _text(self, text: str, align: str = "left", *, bold: bool = False, size: float = 0) -> Paragraph:
        return Paragraph(_shown(text), self._style(align, bold=bold, size=size))

    def _heads(self, heads: Heads) -> Iterator[Flowable]:
        size = self._size * 0.9
        cells = [(Cell(name), Cell(value, align="left")) for name, value in heads.fields]
        drawn = [[self._text(one.text, one.align, size=size) for one in row] for row in cells]
        yield pdf_table.plain(drawn, (26 * mm, 52 * mm), align="LEFT")
        yield Spacer(1, 6 * mm)

    def _cover(self, cover: Cover) -> Iterator[Flowable]:
        compact = self._document.compact
        yield Spacer(1, (0 if compact else 8) * mm)
        for text, size, bold in ((cover.above, 1.15, False), (cover.title, 1.9, True), (cover.below, 1.25, False)):
            if text:
                yield self._text(text, "center", bold=bold, size=self._size * size)
                yield Spacer(1, (1.5 if compact else 4) * mm)
        yield Spacer(1, (1 if compact else 6) * mm)

    def _chapter(self, chapter: Chapter) -> Iterator[Flowable]:
        yield Spacer(1, self._size * 0.8)
        heading = self._text(f"{chapter.mark}  {chapter.text}".strip(), bold=True, size=self._size * 1.4)
        rule = HRFlowable(width="100%", thickness=1.2, color="#2F4B7C", spaceBefore=2, spaceAfter=self._size * 0.6)
        yield from (heading, rule)

    def _line(self, line: Line) -> Flowable:
        """The mark hangs before the text, so that further lines begin below the text."""
        step = self._size * 1.3
        left = line.depth * step + (step if line.mark else 0)
        style = self._style(
            bold=line.strong,
            leftIndent=left,
            bulletIndent=left - step,
            bulletFontSize=self._size,
            spaceBefore=self._size * (0.5 if line.mark in {"■", "▷"} or line.strong else 0.1),
            spaceAfter=self._size * 0.15,
        )
        style.bulletFontName = style.fontName
        return Paragraph(_shown(line.text), style, bulletText=line.mark or None)

    def _table(self, table: Table) -> Iterator[Flowable]:
        size = self._size * 0.9

        def draw(cell: Cell, head: bool) -> Paragraph:  # noqa: FBT001 - as pdf_table calls it
            return self._text(cell.text, cell.align, bold=head, size=size)

        share = self._width / sum(table.widths)
        widths = tuple(width * share for width in table.widths)
        page = A4[1] - 2 * self._margin if self._merge else 0
        drawn = pdf_table.merged(rows_of(table), len(table.head), widths, draw, page)
        caption = [self._line(Line(table.caption, strong=True))] if table.caption else []
        if caption:
            yield CondPageBreak(_first([*caption, drawn], self._width))
        yield from (*caption, drawn)
        yield Spacer(1, self._size * 0.6)

    def _chart(self, chart: Chart) -> Iterator[Flowable]:
        rows = [
            [
                self._text(bar.name),
                pdf_table.Bar(bar.value / (chart.top or 1), self._width * 0.45, self._size),
                self._text(bar.label),
            ]
            for bar in chart.bars
        ]
        title = self._line(Line(chart.title, strong=True))
        widths = tuple(self._width * share for share in (0.33, 0.47, 0.2))
        yield KeepTogether([title, pdf_table.plain(rows, widths, lines=False)] if rows else [title])
        yield Spacer(1, self._size * 0.6)

    def _pictures(self, pictures: Pictures) -> Iterator[Flowable]:
        columns = pictures.columns
        room = self._width / columns
        for start in range(0, len(pictures.pictures), columns):
            row = [self._picture(one, room, pictures.width) for one in pictures.pictures[start : start + columns]]
            row += [[Spacer(1, 1)]] * (columns - len(row))
            yield pdf_table.plain([row], (room,) * columns, lines=False)

    def _picture(self, picture: Picture, room: float, width: float) -> list[Flowable]:
        wide = min(width * mm or room, room) - 4 * mm
        high = 60 * mm
        scale = min(wide / picture.width, high / picture.height)
        image = Image(io.BytesIO(picture.data), picture.width * scale, picture.height * scale, lazy=2)
        return [image, self._text(picture.caption, "center", size=self._size * 0.9)] if picture.caption else [image]
