"""Grids: times down, rooms, teams or days across; a cell is an activity, a merged one lasts or reaches further."""

import re
from dataclasses import replace

from config.importers import kinds, places
from config.importers.cells import Cell, Grid
from config.importers.dates import Day
from config.importers.heads import Column, Layout
from config.importers.inside import with_times
from config.importers.lists import Lines, halved, labelled, longer
from config.importers.row import Row, Where, whom
from config.importers.words import clean, closed, plain


def read_grid(cells: Grid, found: Layout, columns: list[Column], name: str, day: Day | None) -> list[Row]:
    """The rows of a grid whose `columns` stand side by side, under a heading that names `day`."""
    cells = [_same(line, columns) for line in cells]
    lines = Lines(cells, found, name, day)
    timed = []
    for number in range(found.body, found.end):
        line = [cells[number][column.index] for column in found.columns]
        distinct = list({id(cell): cell for cell in line if cell is not None and cell.text.strip()}.values())
        if distinct and not lines.heading(distinct, line) and not lines.repeats_head(line):
            held, span = lines.when(number)
            lines.day = held or lines.day
            section = [text for _, text in lines.texts(line, number).get("section", [])]
            timed.append((number, halved(span, section), lines.day))
    seen: dict[int, Row] = {}
    for number, span, held in timed:
        notes = _shared_notes(cells, found, number)
        for column in columns:
            cell = cells[number][column.index]
            if cell is None or places.is_nothing(cell.text):
                continue
            known = seen.get(id(cell))
            if known is not None and cell.row < number:
                seen[id(cell)] = longer(known, replace(known, span=span, notes=())) if span else known
            elif known is None:
                covered = [one for one in columns if cell.column <= one.index < cell.column + cell.columns]
                seen[id(cell)] = _grid_row(
                    cell, covered, columns, Row(Where(name, number + 1, column.index + 1), "", span, held, notes=notes)
                )
    return [one for row in seen.values() for one in with_times(row)]


def _same(line: list[Cell | None], columns: list[Column]) -> list[Cell | None]:
    """A line that says the same in every column, as one cell across them all."""
    own = [line[column.index] for column in columns]
    texts = {closed(cell.text) if cell and cell.rows == 1 else "" for cell in own}
    first = own[0]
    if len(columns) < 2 or len(texts) > 1 or not first or not first.text.strip() or first.rows > 1:
        return line
    whole = replace(first, columns=columns[-1].index - first.column + 1)
    places_of = {column.index for column in columns}
    return [whole if number in places_of else cell for number, cell in enumerate(line)]


def _shared_notes(cells: Grid, found: Layout, number: int) -> tuple[str, ...]:
    texts = ((column, cells[number][column.index]) for column in found.of("note", "people"))
    return tuple(
        labelled(column, cell.text.strip()) for column, cell in texts if cell and not places.is_nothing(cell.text)
    )


def _grid_row(cell: Cell, covered: list[Column], columns: list[Column], row: Row) -> Row:
    """A cell of a grid: what it says, where (its columns' rooms, unless it spans them all), and for whom."""
    text = clean(cell.text)
    whole = len(covered) == len(columns) and len(columns) > 1
    labels = [] if whole else [column.label for column in covered if column.label]
    audience: dict[str, list[str]] = {}
    for label in labels:
        for group, numbers in whom(label).items():
            audience.setdefault(group, []).extend(numbers)
    rooms = [label for label in labels if not whom(label)]
    details: dict[str, str] = {}
    if rooms and all(_is_track(label) for label in rooms):
        details, rooms = {"track": ", ".join(rooms)}, [_bracketed(label) for label in rooms]
    beside = len(columns) > 1 and not whole and not audience
    title, people = _with_people(text) if len(columns) > 1 or rooms else (text, "")
    details |= {"speaker": people} if people else {}
    named = tuple(room for room in rooms if room)
    return replace(row, title=title, rooms=named, parallel=beside, audience=audience, details=details)


_PERSON = re.compile(
    r"(?:(?:[A-Z][\w'’\-]*\.?|de|van|von|der|la)(?: (?:[A-Z][\w'’\-]*\.?|de|van|von|der|la)){1,3}"
    r"|[가-힣]{2,4}(?:\s*(?:교수|박사|대표|이사|팀장|강사|작가|님|목사|과장|연구원))?(?:\s*\([^()]{2,20}\))?)"
)


def _with_people(text: str) -> tuple[str, str]:
    """A cell of a programme whose last line names people alone: its title, and who speaks."""
    lines = text.split("\n")
    last = lines[-1].strip("() ")
    names = re.split(r"\s*(?:,|·|&|/| and )\s*", last)
    if len(lines) < 2 or not all(_PERSON.fullmatch(name) for name in names) or kinds.named(last):
        return text, ""
    return "\n".join(lines[:-1]), ", ".join(names)


def _is_track(label: str) -> bool:
    return bool(
        re.match(r"(?:track|트랙|분과|세션|session|stream|\d+분과|제\d+분과|[A-Z]분과)", plain(label), re.IGNORECASE)
    )


def _bracketed(label: str) -> str:
    match = re.search(r"[(\[]([^()\[\]]+)[)\]]", plain(label))
    return match[1] if match else ""
