"""The shared row reader: any table → rows, in the order in which they stand."""

from collections.abc import Iterable
from dataclasses import replace
from itertools import pairwise

from config.importers import heads, places
from config.importers.cells import Cell, Grid, Table, grid
from config.importers.dates import Day
from config.importers.grids import read_grid
from config.importers.heads import Column, Layout, when
from config.importers.inside import read_inside
from config.importers.lists import read_list
from config.importers.row import Row


def read(table: Table, day: Day | None = None) -> list[Row]:
    """The rows of a table under a heading that names `day`; empty when no cell holds a time."""
    cells = grid(table)
    if not cells:
        return []
    if _lies_down(cells):
        cells = _turned(cells)
    found = heads.layout(cells)
    if found is None:
        return list(read_inside(cells, table.name, day))
    rows: list[Row] = []
    for part in _side_by_side(found):
        rows.extend(_part(cells, part, table.name, day))
    return rows


def _part(cells: Grid, found: Layout, name: str, day: Day | None) -> list[Row]:
    by_day = _day_groups(found)
    if by_day:
        return [row for headed, group in by_day for row in _group(cells, group, name, headed)]
    return _group(cells, found, name, day)


def _group(cells: Grid, found: Layout, name: str, day: Day | None) -> list[Row]:
    rooms = _parallel(found)
    if rooms:
        return read_grid(cells, found, rooms, name, day)
    return read_list(cells, heads.with_title(cells, found), name, day)


# Which way a table lies


def _lies_down(cells: Grid) -> bool:
    """Whether times run along a row, not down a column."""

    def most(lines: Iterable[Iterable[Cell | None]]) -> int:
        return max((len({id(cell) for cell in line if when(cell)[1]}) for line in lines), default=0)

    across, down = most(cells), most(zip(*cells, strict=True))
    return across > down and across > 2


def _turned(cells: Grid) -> Grid:
    turned: dict[int, Cell] = {}
    for cell in (cell for line in cells for cell in line if cell is not None):
        turned[id(cell)] = Cell(cell.text, cell.column, cell.row, cell.columns, cell.rows)
    return [[turned[id(cell)] if cell is not None else None for cell in line] for line in zip(*cells, strict=True)]


def _side_by_side(found: Layout) -> list[Layout]:
    """A table that holds several lists beside one another, cut before each time column but the first."""
    starts = [column.index for column in found.of("time", "start")]
    starts = [index for n, index in enumerate(starts) if n == 0 or index - starts[n - 1] > 1]
    if len(starts) < 2:
        return [found]
    edges = [0, *(_edge(found, index) for index in starts[1:]), len(found.columns)]
    return [replace(found, columns=found.columns[low:high]) for low, high in pairwise(edges)]


def _edge(found: Layout, index: int) -> int:
    return index - 1 if index and found.columns[index - 1].role in {"day", "number"} else index


def _day_groups(found: Layout) -> list[tuple[Day, Layout]]:
    """Columns headed by days, each with the columns that all days share."""
    days = [column.day for column in found.columns if column.day and column.role not in {"time", "start", "end"}]
    distinct = list(dict.fromkeys(days))
    if not distinct:
        return []
    shared = [column for column in found.columns if column.day is None or column.role in {"time", "start", "end"}]
    return [
        (day, replace(found, columns=tuple(c for c in found.columns if c in shared or c.day == day)))
        for day in distinct
    ]


def _parallel(found: Layout) -> list[Column]:
    """The columns that stand for rooms, tracks or teams side by side; empty when the table is a list."""
    unknown = [column for column in found.columns if not column.role and (column.label or column.day)]
    if found.of("title", "detail"):
        return []
    rooms = [*unknown, *(column for column in found.of("place") if places.level(column.label))] if unknown else []
    if len(rooms) > 1 or (len(rooms) == 1 and rooms[0].day is not None):
        return sorted(rooms, key=lambda column: column.index)
    return []
