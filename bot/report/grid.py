"""Where a table's cells stand, and text that every format can hold."""

import re
import unicodedata
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from bot.report.document import Cell, Table

# What XML 1.0 does not allow (w3.org/TR/xml, "Char"), and lone surrogates; line ends and tabs stay.
_FORBIDDEN = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f\ud800-\udfff\ufdd0-\ufdef\ufffe\uffff]")


@dataclass(frozen=True, slots=True)
class Placed:
    """A cell with its row and column, counted from 0."""

    row: int
    column: int
    cell: Cell


def clean(text: str) -> str:
    """The text composed (NFC), with line feeds as line ends and without characters that no file may hold."""
    return _FORBIDDEN.sub("", unicodedata.normalize("NFC", text).replace("\r\n", "\n").replace("\r", "\n"))


def lines(text: str) -> list[str]:
    """The clean text's lines; at least one."""
    return clean(text).split("\n")


def rows_of(table: Table) -> tuple[tuple[Cell, ...], ...]:
    """Head and rows, one after the other."""
    return (*table.head, *table.rows)


def placed(rows: Sequence[Sequence[Cell]]) -> Iterator[Placed]:
    """Each cell at the first place of its row that no cell from above or from the left covers."""
    covered: set[tuple[int, int]] = set()
    for number, row in enumerate(rows):
        column = 0
        for cell in row:
            while (number, column) in covered:
                column += 1
            yield Placed(number, column, cell)
            covered |= {(number + down, column + right) for down in range(cell.rows) for right in range(cell.columns)}
            column += cell.columns
