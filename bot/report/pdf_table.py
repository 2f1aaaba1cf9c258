"""Tables of a PDF: merged cells that still break between pages, and bars."""

from collections.abc import Callable, Sequence
from typing import Any, Literal

from reportlab.lib.colors import HexColor
from reportlab.platypus import Flowable, Paragraph, Table, TableStyle

from bot.report.document import Cell
from bot.report.grid import Placed, placed

LINE = HexColor("#8A94A6")
HEAD = HexColor("#E7ECF4")
FILL = HexColor("#3E6FB0")
TRACK = HexColor("#E7ECF4")
Command = Any  # the library types each command apart
Draw = Callable[[Cell, bool], Paragraph]
PLAIN = "NanumSquareR"
PADDING: list[Command] = [
    ("FONTNAME", (0, 0), (-1, -1), PLAIN),  # of empty cells, too: the library's own is not inside the file
    ("VALIGN", (0, 0), (-1, -1), "MIDDLE"),
    ("ALIGN", (0, 0), (-1, -1), "CENTER"),
    ("LEFTPADDING", (0, 0), (-1, -1), 4),
    ("RIGHTPADDING", (0, 0), (-1, -1), 4),
    ("TOPPADDING", (0, 0), (-1, -1), 2.5),
    ("BOTTOMPADDING", (0, 0), (-1, -1), 3.5),
]


class Bar(Flowable):
    """A bar that fills a share from 0 to 1 of its track; sizes in points."""

    def __init__(self, share: float, width: float, height: float) -> None:
        super().__init__()
        self._share = min(max(share, 0.0), 1.0)
        self.width, self.height = width, height

    def draw(self) -> None:
        """Draw the track and the bar on it."""
        self.canv.setFillColor(TRACK)
        self.canv.rect(0, 0, self.width, self.height, stroke=0, fill=1)
        self.canv.setFillColor(FILL)
        self.canv.rect(0, 0, self.width * self._share, self.height, stroke=0, fill=1)


def plain(
    rows: Sequence[list[Any]],
    widths: Sequence[float],
    *,
    lines: bool = True,
    align: Literal["LEFT", "CENTER"] = "CENTER",
) -> Table:
    """A table without merged cells; widths in points."""
    made = Table(rows, widths, hAlign=align)
    made.setStyle(TableStyle([*PADDING, *([("GRID", (0, 0), (-1, -1), 0.5, LINE)] if lines else [])]))
    return made


def merged(rows: Sequence[Sequence[Cell]], head: int, widths: Sequence[float], draw: Draw, page: float) -> Table:
    """A table whose first `head` rows stand on each page; `page` is a page's height in points.

    A cell over several rows is really merged as long as it fits the page easily; a longer one only looks so, because
    the library does not break within a merged cell.
    """
    cells = list(placed(rows))
    grid: list[list[object]] = [[""] * len(widths) for _ in rows]
    for one in cells:
        grid[one.row][one.column] = draw(one.cell, one.row < head)
    made = Table(grid, widths, repeatRows=head)
    made.setStyle(_style(cells, head, really=True))
    made.wrap(sum(widths), 1e6)
    heights = made._rowHeights  # type: ignore[attr-defined]  # noqa: SLF001 - what wrap has found out
    tall = max((sum(heights[one.row : one.row + one.cell.rows]) for one in cells), default=0)
    really = tall < page * 0.4
    if not really:
        made = Table(grid, widths, repeatRows=head)
        made.setStyle(_style(cells, head, really=False))
    first = max((one.cell.rows for one in cells if one.row == head), default=0) if really else 1
    made.least = sum(heights[: head + first])  # type: ignore[attr-defined]  # for what stands above it
    return made


def _style(cells: Sequence[Placed], head: int, *, really: bool) -> TableStyle:
    style: list[Command] = [*PADDING, ("BACKGROUND", (0, 0), (-1, head - 1), HEAD)] if head else [*PADDING]
    for one in cells:
        first = one.column, one.row
        last = one.column + one.cell.columns - 1, one.row + one.cell.rows - 1
        style.append(("BOX", first, last, 0.5, LINE))
        if really and first != last:
            style.append(("SPAN", first, last))
        elif first != last:
            style += [("SPAN", first, (last[0], first[1])), ("VALIGN", first, first, "TOP")]
    style.append(("LINEBELOW", (0, "splitlast"), (-1, "splitlast"), 0.5, LINE))
    return TableStyle(style)
