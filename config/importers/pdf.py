"""PDF with text: ruled tables with their merged cells, the lines between them, and aligned columns without rules."""

import io
import unicodedata
from collections.abc import Sequence
from typing import TYPE_CHECKING, Any

from config.importers import frames, leaves, text, wraps
from config.importers.cells import Cell, Document, Table
from config.importers.frames import Box, Ruled
from config.importers.problem import ImportProblem
from config.importers.words import clean

if TYPE_CHECKING:
    from pdfplumber.page import Page

_NEAR = 3.0
_COLUMN = 2.5  # points to a column of letters: wider than any letter is drawn, so that columns stay apart
_Letter = dict[str, Any]


def read(data: bytes) -> Document:
    """The lines and tables of all pages; a table that goes on over a page break is one table."""
    import pdfplumber  # noqa: PLC0415 - only when this format comes

    try:
        with pdfplumber.open(io.BytesIO(data), pages=leaves.wanted(data)) as document:
            pages, pictured = [], False
            for page in document.pages:
                pages.append(_page(page))
                pictured = pictured or bool(page.images)
                page.close()
            empty = not any(pages)
    except (MemoryError, ImportProblem):
        raise
    except Exception as error:  # pdfminer raises many kinds on broken files
        raise ImportProblem(_reason(error), format="PDF") from error
    if empty:
        raise ImportProblem(key="image_only" if pictured or len(data) > 50_000 else "empty")
    blocks = _joined([block for page in pages for block in page])
    if not any(isinstance(block, Table) for block in blocks):
        blocks = text.blocks([block for block in blocks if isinstance(block, str)])
    return Document(tuple(blocks))


def _reason(error: BaseException | None) -> str:
    names = []
    while error is not None:
        names += [type(error).__name__, *(type(one).__name__ for one in error.args if isinstance(one, BaseException))]
        error = error.__cause__ or error.__context__
    return "encrypted" if any("Password" in name or "Encrypt" in name for name in names) else "broken"


def _page(page: "Page") -> list[str | Table]:
    drawn = [table for one in _tables(page) for table in frames.unframed([box for box in one.cells if box])]
    found = sorted(drawn, key=lambda table: table.bbox[1])
    boxes = [table.bbox for table in found]
    letters = [letter for letter in page.chars if not any(_within(letter, box) for box in boxes)]
    lines = _lines(letters)
    left = min((line[0]["x0"] for line in lines), default=0.0)
    told = [_line(line) if boxes else _laid(line, left) for line in lines]
    placed: list[tuple[float, str | Table]] = [(_top(line), one) for line, one in zip(lines, told, strict=True)]
    placed += [(box[1], _ruled(page, table)) for box, table in zip(boxes, found, strict=True)]
    result = [block for _, block in sorted(placed, key=lambda one: one[0])]
    return [part for block in result for part in _unboxed(block)]


def _unboxed(block: str | Table) -> list[str | Table]:
    if isinstance(block, Table) and len(block.cells) == 1:
        return [*block.cells[0].text.split("\n")]
    return [block] if isinstance(block, Table) or block.strip() else []


def _tables(page: "Page") -> list[Any]:
    """The page's ruled tables; where the outer columns have no side rules, the ends of the level rules serve."""
    found = page.find_tables()
    sides = _sides(page)
    if not sides:
        return list(found)
    wider = page.find_tables({"explicit_vertical_lines": sides})
    kept = [table for table in wider if len(table.cells) > 1]
    return kept if sum(len(table.cells) for table in kept) > sum(len(table.cells) for table in found) else list(found)


def _sides(page: "Page") -> list[float]:
    """Where level rules begin and end with no upright rule to meet them."""
    level = [edge for edge in page.edges if edge["orientation"] == "h" and edge["x1"] - edge["x0"] > page.width / 4]
    upright = [edge["x0"] for edge in page.edges if edge["orientation"] == "v"]
    if len(level) < 3:
        return []
    ends = {round(edge[side], 1) for edge in level for side in ("x0", "x1")}
    lone = sorted(end for end in ends if not any(abs(end - x) < _NEAR for x in upright))
    result: list[float] = []
    for end in lone:
        if (not result or end - result[-1] > _NEAR) and sum(
            abs(edge[s] - end) < _NEAR for edge in level for s in ("x0", "x1")
        ) > 2:
            result.append(end)
    return result


def _ruled(page: "Page", table: Ruled) -> Table:
    """Cells by the rules around them: a box that covers several rows or columns is a merged cell."""
    boxes = table.cells
    xs, ys = _edges(box[n] for box in boxes for n in (0, 2)), _edges(box[n] for box in boxes for n in (1, 3))
    letters: dict[int, list[_Letter]] = {}
    for letter in page.chars:
        index = next((n for n, box in enumerate(boxes) if _within(letter, box)), None)
        if index is not None:
            letters.setdefault(index, []).append(letter)
    lined = [_lines(letters.get(n, [])) for n in range(len(boxes))]
    spaced = wraps.spaced(list(zip(lined, boxes, strict=True)))
    return Table(tuple(_cell(box, lines, xs, ys, spaced=spaced) for box, lines in zip(boxes, lined, strict=True)))


def _cell(box: Box, lines: list[list[_Letter]], xs: list[float], ys: list[float], *, spaced: bool) -> Cell:
    left, top, right, bottom = (_index(xs, box[0]), _index(ys, box[1]), _index(xs, box[2]), _index(ys, box[3]))
    texts = [_line(line).strip() for line in lines]
    told = wraps.joined(lines, texts, box, kept=spaced)
    return Cell(clean(told), top, left, max(1, bottom - top), max(1, right - left))


def _edges(values: Any) -> list[float]:  # noqa: ANN401 - any iterable of float
    result: list[float] = []
    for value in sorted(values):
        if not result or value - result[-1] > _NEAR:
            result.append(value)
    return result


def _index(edges: Sequence[float], value: float) -> int:
    return min(range(len(edges)), key=lambda n: abs(edges[n] - value))


def _within(letter: _Letter, box: Box) -> bool:
    x, y = (letter["x0"] + letter["x1"]) / 2, (letter["top"] + letter["bottom"]) / 2
    return bool(box[0] <= x <= box[2] and box[1] <= y <= box[3])


def _lines(letters: list[_Letter]) -> list[list[_Letter]]:
    """Letters in lines from top to bottom, each from left to right."""
    lines: list[list[_Letter]] = []
    for letter in sorted(letters, key=lambda one: (one["top"] + one["bottom"]) / 2):
        middle = (letter["top"] + letter["bottom"]) / 2
        if lines and abs(_middle(lines[-1]) - middle) < max(2.0, float(letter["size"]) * 0.5):
            lines[-1].append(letter)
        else:
            lines.append([letter])
    return [sorted(line, key=lambda one: one["x0"]) for line in lines]


def _middle(line: list[_Letter]) -> float:
    return float((line[0]["top"] + line[0]["bottom"]) / 2)


def _top(line: list[_Letter]) -> float:
    return float(min(letter["top"] for letter in line))


def _line(line: list[_Letter]) -> str:
    """The text of a line: a gap of a third of a letter is a space, of two letters a column's."""
    parts: list[str] = []
    for number, letter in enumerate(line):
        gap = letter["x0"] - line[number - 1]["x1"] if number else 0.0
        size = float(letter["size"]) or 10.0
        if gap > size * 1.6:
            parts.append("   ")
        elif gap > size * 0.22 and parts and parts[-1] != " " and letter["text"] != " ":
            parts.append(" ")
        parts.append(letter["text"])
    return "".join(parts).strip()


def _laid(line: list[_Letter], left: float) -> str:
    """A line of a page without rules, each piece of it in the column of letters where it stands."""
    result = ""
    for piece in _apart(line):
        at = round((piece[0]["x0"] - left) / _COLUMN)
        gap = at - sum(1 + (unicodedata.east_asian_width(letter) in "WF") for letter in result)
        result += " " * (max(3, gap) if result else gap) + _line(piece)
    return result


def _apart(line: list[_Letter]) -> list[list[_Letter]]:
    """The pieces of a line between gaps of a column's width."""
    pieces: list[list[_Letter]] = []
    spaces: list[_Letter] = []
    for letter in line:
        if letter["text"].isspace():
            spaces.append(letter)
            continue
        wide = pieces and letter["x0"] - pieces[-1][-1]["x1"] > (float(letter["size"]) or 10.0) * 1.6
        if wide or not pieces:
            pieces.append([])
        pieces[-1] += [*(spaces if pieces[-1] else []), letter]
        spaces = []
    return pieces


def _joined(blocks: list[str | Table]) -> list[str | Table]:
    """Tables of the same width with nothing but page numbers between them are one."""
    result: list[str | Table] = []
    between: list[str] = []
    for block in blocks:
        if isinstance(block, str):
            between.append(block)
            continue
        last = next((one for one in reversed(result) if isinstance(one, Table)), None)
        if (
            last is not None
            and result[-1] is last
            and last.width == block.width
            and not any(_tells(line) for line in between)
        ):
            result[-1] = _below(last, block)
        else:
            result += [*between, block]
        between = []
    return [*result, *between]


def _tells(line: str) -> bool:
    return bool(line.strip(" -–0123456789/")) and not line.strip().lower().startswith("page")


def _below(one: Table, other: Table) -> Table:
    moved = (Cell(cell.text, cell.row + one.height, cell.column, cell.rows, cell.columns) for cell in other.cells)
    return Table((*one.cells, *moved), one.name)
