"""Tables as organizers draw them: cells with spans, in the order of the document."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from config.importers.problem import ImportProblem


@dataclass(frozen=True, slots=True)
class Cell:
    """One cell: its text (lines by newline), its place (from 0) and its spans."""

    text: str
    row: int
    column: int
    rows: int = 1
    columns: int = 1


@dataclass(frozen=True, slots=True)
class Table:
    """A table: `name` is what its reader calls it (a sheet's name, a number), `loose` when text was only shaped so."""

    cells: tuple[Cell, ...]
    name: str = ""
    loose: bool = False

    @property
    def height(self) -> int:
        """The number of rows."""
        return max((cell.row + cell.rows for cell in self.cells), default=0)

    @property
    def width(self) -> int:
        """The number of columns."""
        return max((cell.column + cell.columns for cell in self.cells), default=0)


@dataclass(frozen=True, slots=True)
class Document:
    """A document: its lines and tables in reading order."""

    blocks: tuple[str | Table, ...]

    def tables(self) -> Iterator[Table]:
        """The tables alone."""
        return (block for block in self.blocks if isinstance(block, Table))

    def lines(self) -> Iterator[str]:
        """The lines outside tables."""
        return (block for block in self.blocks if isinstance(block, str))


Grid = list[list[Cell | None]]
MAX_CELLS = 200_000


def grid(table: Table) -> Grid:
    """Rows of columns; a merged cell stands in every place that it covers, as the same object."""
    if table.width * table.height > MAX_CELLS:
        raise ImportProblem(key="table_huge")
    result: Grid = [[None] * table.width for _ in range(table.height)]
    for cell in table.cells:
        for row in range(cell.row, cell.row + cell.rows):
            for column in range(cell.column, cell.column + cell.columns):
                if result[row][column] is None:
                    result[row][column] = cell
    return result


def from_rows(rows: Sequence[Sequence[str]], name: str = "", *, loose: bool = False) -> Table:
    """A table of plain texts without spans."""
    cells = (Cell(text.strip(), row, column) for row, texts in enumerate(rows) for column, text in enumerate(texts))
    return Table(tuple(cells), name, loose)
