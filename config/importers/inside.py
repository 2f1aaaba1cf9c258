"""Cells that hold times within their text: each line that begins with one is a row."""

import re
from collections.abc import Iterable
from dataclasses import replace

from config.importers import chains, dates, times
from config.importers.cells import Cell, Grid
from config.importers.dates import Day
from config.importers.row import Row, Where
from config.importers.times import Span
from config.importers.words import clean


def with_times(row: Row) -> list[Row]:
    """A cell whose lines begin with times of their own gives a row for each."""
    lines = [part for line in clean(row.title).split("\n") if line for part in chains.parted(line)]
    starts = [found for line in lines if (found := _led(line))]
    if len(starts) < 2 and not (len(starts) == 1 and row.span is None):
        return [row]
    result: list[Row] = []
    for line in lines:
        led = _led(line)
        if led:
            result.append(replace(row, title=led[1], span=led[0]))
        elif result:
            result[-1] = replace(result[-1], title=f"{result[-1].title}\n{line}")
    return result


def _led(line: str) -> tuple[Span, str] | None:
    """A line that begins with a time, and what follows it."""
    found = times.find(re.sub(r"^[^\w~]+", "", line))
    if found is None or found[1] or not found[2].strip(" :)]-–·,~"):
        return None
    return found[0], found[2].lstrip(" :)]-–·,|").rstrip(" :-–·,|")


def read_inside(cells: Grid, name: str, day: Day | None) -> Iterable[Row]:
    """Rows of a table without a time column, from the times within its cells."""
    headed: dict[int, Day] = {}
    held = day
    for number, line in enumerate(cells):
        for column, cell in enumerate(line):
            if cell is None or cell.row != number or cell.column != column:
                continue
            named = dates.named(cell.text)
            if named and number == 0:
                headed[column] = named
            elif named:
                held = named
            else:
                yield from _timed_lines(cell, Where(name, number + 1, column + 1), headed.get(column, held))


def _timed_lines(cell: Cell, where: Where, day: Day | None) -> Iterable[Row]:
    rows = with_times(Row(where, cell.text, None, day))
    return (row for row in rows if row.span)
