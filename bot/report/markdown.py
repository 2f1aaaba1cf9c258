"""A document as Markdown (CommonMark with tables, github.github.com/gfm); pictures become their captions."""

import re

from bot.report.document import (
    Block,
    Chapter,
    Chart,
    Cover,
    Document,
    Heads,
    Line,
    PageBreak,
    Pictures,
    Table,
)
from bot.report.grid import clean, placed, rows_of

# Only what would mean something where it stands, so that times and dates read as they are.
_MARKED = re.compile(r"([\\`*\[\]|]|(?<![^\W_])_|_(?![^\W_])|~(?=~)|<(?=[A-Za-z/!?])|&(?=#?\w+;))")
_SIGN = re.compile(r"^(\s*)([-+#>=](?=\s|$|[#>=-]))")
_NUMBER = re.compile(r"^(\s*\d{1,9})([.)])(?=\s|$)")


def render(document: Document) -> bytes:
    """The document in UTF-8."""
    parts = [_block(one) for one in document.blocks]
    return ("\n\n".join(part for part in parts if part) + "\n").encode()


def _escape(text: str) -> str:
    """Text that means nothing to Markdown; line ends stay as hard breaks."""
    return "  \n".join(_begin(_inside(line)) for line in clean(text).split("\n"))


def _inside(text: str) -> str:
    return _MARKED.sub(r"\\\1", text)


def _begin(line: str) -> str:
    return _NUMBER.sub(r"\1\\\2", _SIGN.sub(r"\1\\\2", line))


def _block(block: Block) -> str:  # noqa: PLR0911 - one return for each kind of block
    match block:
        case Heads():
            return "\n".join(f"- {_escape(name)}: {_escape(value)}" for name, value in block.fields)
        case Cover():
            parts = [_escape(block.above), f"# {_escape(block.title)}", _escape(block.below)]
            return "\n\n".join(part for part in parts if part)
        case Chapter():
            return f"## {_escape(block.mark)} {_escape(block.text)}".replace("  ", " ")
        case Line():
            return _line(block)
        case Table():
            return _table(block)
        case Chart():
            bars = [f"- {_escape(bar.name)}: {_escape(bar.label)}" for bar in block.bars]
            return "\n".join([f"**{_escape(block.title)}**", "", *bars])
        case Pictures():
            return "\n".join(f"- {_escape(one.caption)}" for one in block.pictures if one.caption)
        case PageBreak():
            return "---"


def _line(line: Line) -> str:
    text = _escape(line.text) if line.mark in {"", "-"} else f"{line.mark} {_inside(clean(line.text))}"
    text = f"**{text}**" if line.strong else text
    if line.mark == "-":
        return f"{'  ' * line.depth}- {text}"
    return f"{'  ' * line.depth}- {text}" if line.depth and line.mark else text


def _table(table: Table) -> str:
    rows = rows_of(table)
    grid = [[""] * len(table.widths) for _ in rows]
    for one in placed(rows):
        grid[one.row][one.column] = _inside(clean(one.cell.text)).replace("\n", "<br>")
    drawn = [f"| {' | '.join(row)} |" for row in grid]
    drawn.insert(1, "|" + " --- |" * len(table.widths))
    return "\n".join([*([f"**{_escape(table.caption)}**", ""] if table.caption else []), *drawn])
