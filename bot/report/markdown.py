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

_MARKED = re.compile(r"([\\`*_{}\[\]<>|~&])")
_LIST = re.compile(r"^(\s*)([-+#=]|\d+[.)])(?=\s|$|#|-|=)")


def render(document: Document) -> bytes:
    """The document in UTF-8."""
    parts = [_block(one) for one in document.blocks]
    return ("\n\n".join(part for part in parts if part) + "\n").encode()


def _escape(text: str) -> str:
    """Text that means nothing to Markdown; line ends stay as hard breaks."""
    kept = [_LIST.sub(r"\1\\\2", _MARKED.sub(r"\\\1", line)) for line in clean(text).split("\n")]
    return "  \n".join(kept)


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
    text = _escape(f"{line.mark} {line.text}".strip() if line.mark not in {"", "-"} else line.text)
    text = f"**{text}**" if line.strong else text
    if line.mark == "-":
        return f"{'  ' * line.depth}- {text}"
    return f"{'  ' * line.depth}- {text}" if line.depth and line.mark else text


def _table(table: Table) -> str:
    rows = rows_of(table)
    grid = [[""] * len(table.widths) for _ in rows]
    for one in placed(rows):
        grid[one.row][one.column] = _escape(one.cell.text).replace("  \n", "<br>")
    drawn = [f"| {' | '.join(row)} |" for row in grid]
    drawn.insert(1, "|" + " --- |" * len(table.widths))
    return "\n".join([*([f"**{_escape(table.caption)}**", ""] if table.caption else []), *drawn])
