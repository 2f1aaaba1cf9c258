"""A document as HWPX, on A4, for Hancom Office.

Measures of the format are in HWPUNIT, 7,200 to an inch. What a paragraph looks like is kept once in the file's header
and named by its number in each paragraph.
"""

from collections.abc import Sequence
from typing import Any

from hwpx import HwpxDocument

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
from bot.report.grid import lines, placed, rows_of
from bot.report.headings import headed
from bot.report.pdf import compact_size

FONT = "함초롬바탕"
WIDTH = 170.0
"""Millimetres between the margins."""
STEP = 4.5
HANG = {"-": 3.4, "": 0.0}
WIDE_HANG = 5.4
MM = 7200 / 25.4
DOT = 75
"""A pixel of a picture in the format's units."""
NAMES = "{http://www.hancom.co.kr/hwpml/2011/paragraph}"
_ALIGN = {"left": "LEFT", "center": "CENTER", "right": "RIGHT"}


def render(document: Document) -> bytes:
    """The document; the library numbers its objects by chance, so no two files are the same byte by byte."""
    writer = _Writer(document)
    for block, heads in headed(document.blocks):
        writer.block(block, heads=heads)
    return writer.bytes()


class _Writer:
    """One document as it is written."""

    def __init__(self, document: Document) -> None:
        self._hwpx = HwpxDocument.new()
        self._size = compact_size(document) if document.compact else 11.0
        # The format measures from the paper's edge to the header and from there to the text.
        half = 6.0 if document.compact else 10.0
        self._hwpx.page.setup(
            paper_size="A4",
            orientation="portrait",
            margins_mm={"left": 20, "right": 20, "top": half, "bottom": half},
            header_margin_mm=half,
            footer_margin_mm=half,
        )
        if not document.compact:
            self._number_pages()
        self._hwpx.styles.ensure_font(FONT)
        self._header = self._hwpx.oxml.headers[0]
        self._lines = self._hwpx.styles.ensure_border_fill(border_color="#8A94A6")
        self._bare = self._hwpx.styles.ensure_border_fill(active_borders=())
        self._shade = self._hwpx.styles.ensure_border_fill(border_color="#8A94A6", fill_color="#E7ECF4")

    def _number_pages(self) -> None:
        """The office's own control, - 1 -, in the paragraph that opens the section."""
        run = self._hwpx.paragraphs[0].runs[0].element
        control = run.makeelement(f"{NAMES}ctrl", {})
        about = {"pos": "BOTTOM_CENTER", "formatType": "DIGIT", "sideChar": "-"}
        control.append(run.makeelement(f"{NAMES}pageNum", about))
        run.append(control)

    def bytes(self) -> bytes:
        """The file."""
        return self._hwpx.to_bytes()

    def block(self, block: Block, *, heads: bool = False) -> None:
        """Write one block at the end."""
        match block:
            case Heads():
                rows = [(Cell(name), Cell(value, align="left")) for name, value in block.fields]
                self._grid(rows, (26, 56), 0, self._size - 1)
            case Cover():
                self._cover(block)
            case Chapter():
                self._paragraph(
                    f"{block.mark}  {block.text}".strip(),
                    size=self._size + 4,
                    bold=True,
                    before=14,
                    after=5,
                    rule=True,
                    heads=True,
                )
            case Line():
                self._line(block, heads=heads)
            case Table():
                self._table(block)
            case Chart():
                self._chart(block)
            case Pictures():
                self._pictures(block)
            case PageBreak():
                self._paragraph("", pageBreak="1")

    def _look(self, size: float = 0, *, bold: bool = False) -> str:
        return str(self._hwpx.styles.ensure_run(font=FONT, size=size or self._size, bold=bold, color="#000000"))

    def _shape(  # noqa: PLR0913 - what a paragraph's look consists of
        self,
        align: str = "left",
        *,
        left: float = 0,
        hang: float = 0,
        before: float = 2,
        after: float = 1,
        rule: bool = False,
        heads: bool = False,
    ) -> str:
        """A paragraph's look; left and hang in millimetres, before and after in points."""
        margins = {"intent": -round(hang * MM), "left": round(left * MM), "right": 0}
        margins |= {"prev": round(before * 100), "next": round(after * 100)}
        border = {"borderFillIDRef": self._rule(), "connect": "0", "ignoreMargin": "0"} if rule else None
        return str(
            self._header.ensure_paragraph_format(
                alignment=_ALIGN[align],
                line_spacing_percent=150,
                margins=margins,
                border=border,
                break_setting={"keep_with_next": heads},
            )
        )

    def _rule(self) -> str:
        return str(
            self._hwpx.styles.ensure_border_fill(
                border_color="#2F4B7C", border_width="0.4 mm", active_borders=("bottom",)
            )
        )

    def _paragraph(self, text: str, *, size: float = 0, bold: bool = False, **look: Any) -> None:  # noqa: ANN401
        page = {"pageBreak": look.pop("pageBreak")} if "pageBreak" in look else {}
        self._hwpx.add_paragraph(
            text,
            para_pr_id_ref=self._shape(**look),
            char_pr_id_ref=self._look(size, bold=bold),
            inherit_style=False,
            **page,
        )

    def _cover(self, cover: Cover) -> None:
        size = self._size
        for text, larger, space in ((cover.above, 1, 20), (cover.title, 9, 6), (cover.below, 3, 8)):
            for line in lines(text) if text else ():
                self._paragraph(line, size=size + larger, bold=larger > 3, align="center", before=space, after=6)

    def _line(self, line: Line, *, heads: bool = True) -> None:
        hang = HANG.get(line.mark, WIDE_HANG)
        left = STEP * line.depth
        before = 5.0 if line.mark in {"■", "▷"} or line.strong else 1.0
        first, *more = lines(line.text)
        text = f"{line.mark} {first}" if line.mark else first
        self._paragraph(text, bold=line.strong, left=left, hang=hang, before=before, heads=heads)
        for one in more:
            self._paragraph(one, bold=line.strong, left=left + hang, before=0, heads=heads)

    def _table(self, table: Table) -> None:
        if table.caption:
            self._line(Line(table.caption, strong=True))
        self._grid(rows_of(table), table.widths, len(table.head), self._size - 1, wide=True)
        self._paragraph("", size=4)

    def _grid(  # noqa: PLR0913 - a table has these
        self,
        rows: Sequence[Sequence[Cell]],
        widths: Sequence[float],
        head: int,
        size: float,
        *,
        wide: bool = False,
        lined: bool = True,
    ) -> Any:  # noqa: ANN401 - the library's table
        share = WIDTH / sum(widths) if wide else 1.0
        measures = [round(width * share * MM) for width in widths]
        fill = self._lines if lined else self._bare
        made = self._hwpx.add_table(
            len(rows), len(widths), width=sum(measures), height=len(rows) * 1800, border_fill_id_ref=fill
        )
        made.set_column_widths(measures)
        # A table in the line of text would not break between pages; its head rows are repeated on each.
        made.set_treat_as_char(False)
        made.element.set("pageBreak", "CELL")
        made.element.set("repeatHeader", "1" if head else "0")
        for one in placed(rows):
            self._cell(made, one.row, one.column, one.cell, self._look(size, bold=one.row < head), head=one.row < head)
        return made

    def _cell(self, table: Any, row: int, column: int, given: Cell, look: str, *, head: bool) -> None:  # noqa: ANN401, PLR0913
        if given.rows > 1 or given.columns > 1:
            table.merge_cells(row, column, row + given.rows - 1, column + given.columns - 1)
        cell = table.cell(row, column)
        shape = self._shape(given.align, before=0, after=0)
        for line in lines(given.text):
            cell.add_paragraph(line, para_pr_id_ref=shape, char_pr_id_ref=look)
        cell.paragraphs[0].remove()  # the empty one that a cell begins with, and must not be without
        if head:
            cell.element.set("header", "1")
            cell.element.set("borderFillIDRef", str(self._shade))

    def _chart(self, chart: Chart) -> None:
        """Bars of text in a table: they stand in every program and can be read aloud."""
        self._line(Line(chart.title, strong=True))
        rows = []
        for bar in chart.bars:
            blocks = "■" * round(20 * min(max(bar.value / (chart.top or 1), 0), 1))
            rows.append((Cell(bar.name, align="left"), Cell(blocks, align="left"), Cell(bar.label, align="left")))
        if rows:
            self._grid(rows, (50, 85, 35), 0, self._size - 1.5, wide=True)
            self._paragraph("", size=4)

    def _pictures(self, pictures: Pictures) -> None:
        columns, shown = pictures.columns, pictures.pictures
        if not shown:
            return
        rows = [[Cell("") for _ in range(columns)] for _ in range(0, len(shown), columns)]
        made = self._grid(rows, (WIDTH / columns,) * columns, 0, self._size, lined=False)
        for number, picture in enumerate(shown):
            self._picture(
                made.cell(number // columns, number % columns), picture, pictures.width or WIDTH / columns - 4
            )

    def _picture(self, cell: Any, picture: Picture, room: float) -> None:  # noqa: ANN401
        kind = "png" if picture.data.startswith(b"\x89PNG") else "jpg"
        width = min(room, WIDTH / 2 - 4, 62 * picture.width / picture.height)
        item = self._hwpx.media.add_image(picture.data, kind)
        first = cell.paragraphs[0]
        first.para_pr_id_ref = self._shape("center", after=2)
        high = width * picture.height / picture.width
        made = first.add_picture(str(item), width=round(width * MM), height=round(high * MM))
        _uncropped(made.element, picture)
        look = self._look(self._size - 1)
        for line in lines(picture.caption) if picture.caption else ():
            cell.add_paragraph(line, para_pr_id_ref=self._shape("center"), char_pr_id_ref=look)


def _uncropped(made: Any, picture: Picture) -> None:  # noqa: ANN401 - the library's element
    """Say how large the picture itself is and that all of it is shown; the library says so of its size on paper."""
    wide, high = str(picture.width * DOT), str(picture.height * DOT)
    for key, value in {"dimwidth": wide, "dimheight": high}.items():
        made.find(f"{NAMES}imgDim").set(key, value)
    for key, value in {"left": "0", "right": wide, "top": "0", "bottom": high}.items():
        made.find(f"{NAMES}imgClip").set(key, value)
