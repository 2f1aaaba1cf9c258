"""What the columns of a table hold: by their head words, else by what stands in them."""

import re
from dataclasses import dataclass, replace

from config.importers import dates, kinds, places, times, vocabulary
from config.importers.cells import Cell, Grid
from config.importers.dates import Day
from config.importers.times import Span
from config.importers.words import closed, joined_if_spaced, one_line

_SUFFIXED = ("time", "place", "title", "note", "people", "duration")


@dataclass(frozen=True, slots=True)
class Column:
    """One column: `role` of the vocabulary's heads or "" when unknown, `label` its head word, `day` if one heads it."""

    index: int
    role: str
    label: str = ""
    day: Day | None = None


@dataclass(frozen=True, slots=True)
class Layout:
    """The columns of a grid, the row where its body begins, its first head row, and the row after its body."""

    columns: tuple[Column, ...]
    body: int
    head: int = 0
    end: int = 0

    def of(self, *roles: str) -> list[Column]:
        """The columns with one of these roles."""
        return [column for column in self.columns if column.role in roles]


def role(text: str) -> str:
    """The role that a head word gives a column; "" when it gives none."""
    word = re.sub(r"\(.*?\)", "", closed(text)).strip(":.·*■○●-") or closed(text)
    for name, found in vocabulary.groups("heads").items():
        if word in found or closed(text) in found:
            return name
    if re.search(r"[/·,]|및", word) and len(word) <= 14:
        return next((one for one in map(role, re.split(r"[/·,]|및", word)) if one), "")
    if 2 < len(word) <= 12:
        groups = vocabulary.groups("heads")
        return next(
            (name for name in _SUFFIXED if any(len(end) > 1 and word.endswith(end) for end in groups[name])), ""
        )
    return ""


def when(cell: Cell | None) -> tuple[Day | None, Span | None]:
    """The day and the time that a cell holds, when it holds little else."""
    if cell is None or not cell.text.strip() or len(cell.text) > 80:
        return None, None
    found = dates.find(cell.text)
    day, rest = (found[0], found[1]) if found else (None, cell.text)
    return day, times.span(rest) if rest else None


def layout(cells: Grid) -> Layout | None:
    """The layout of a grid that has a time column; None without one."""
    width = len(cells[0]) if cells else 0
    timed = [column for column in range(width) if _is_time(cells, column)] or _first_start(cells, width)
    if not timed:
        return None
    first = min(
        row for row in range(len(cells)) for column in timed if _own(cells, row, column) and _tells(cells, row, column)
    )
    heads = _head_rows(cells, first)
    columns = [_column(cells, heads, column) for column in range(width)]
    body = max(heads) + 1 if heads else 0
    timed = _clocks(columns, timed)
    columns = _led(columns)
    return Layout(
        tuple(_settled(cells, columns, timed, body)),
        body,
        min(heads, default=_first_row(cells, first)),
        _end(cells, timed),
    )


def _led(columns: list[Column]) -> list[Column]:
    """진행 heads who leads where another column holds what is done."""
    titles = [column for column in columns if column.role == "title"]
    led = [column for column in titles if closed(column.label) in vocabulary.words("leading")]
    return [replace(one, role="people") if one in led and len(titles) > 1 else one for one in columns]


def _clocks(columns: list[Column], timed: list[int]) -> list[int]:
    """Of the columns that look like times, those that are no durations: 1:30 under 소요시간."""
    return [column for column in timed if columns[column].role != "duration"] or timed


def _end(cells: Grid, timed: list[int]) -> int:
    """The row after the last time and what goes on with it; lines across the sheet below are no part of the table."""
    last = max(row for row in range(len(cells)) for column in timed if _tells(cells, row, column))
    end = last + 1
    while end < len(cells) and not _lone(cells, end):
        end += 1
    return end


def _lone(cells: Grid, row: int) -> bool:
    """Whether a row holds nothing, or one text at its left edge."""
    found = {id(cell): cell for cell in cells[row] if cell is not None and cell.text.strip()}
    return not found or (len(found) == 1 and next(iter(found.values())).column == 0)


def _first_row(cells: Grid, first: int) -> int:
    """Without a head: the body begins at the first time, or at a line that heads a day just before it."""
    return next((row for row in range(first) if any(dates.named(text) for text in _texts(cells, row))), first)


def _own(cells: Grid, row: int, column: int) -> bool:
    cell = cells[row][column]
    return cell is not None and cell.row == row and cell.column == column


def _time(cells: Grid, row: int, column: int) -> bool:
    return when(cells[row][column])[1] is not None


def _tells(cells: Grid, row: int, column: int) -> bool:
    cell = cells[row][column]
    return cell is not None and (when(cell)[1] is not None or bool(times.length(cell.text)))


def _is_time(cells: Grid, column: int) -> bool:
    own = [row for row in range(len(cells)) if _own(cells, row, column) and (cells[row][column] or _EMPTY).text.strip()]
    found = [row for row in own if _time(cells, row, column)]
    words = [row for row in own if not dates.named((cells[row][column] or _EMPTY).text) and row >= (found or [0])[0]]
    headed = any(role((cells[row][column] or _EMPTY).text) in {"time", "start", "end"} for row in own[:3])
    if not found:
        return False
    return len(found) * 2 >= len(words) and (len(found) > 1 or headed or len(cells) <= 3)


def _first_start(cells: Grid, width: int) -> list[int]:
    """In a table of lengths: the column that holds one start alone, else the lengths themselves."""
    lengths = [n for n in range(width) if sum(bool(times.length(text)) for text in _down(cells, n)) > 1]
    starts = [n for n in range(width) if any(times.span(text) for text in _down(cells, n)) and n not in lengths]
    return (starts or lengths)[:1] if lengths else []


def _down(cells: Grid, column: int) -> list[str]:
    return [cell.text for row in range(len(cells)) if _own(cells, row, column) and (cell := cells[row][column])]


_EMPTY = Cell("", 0, 0)


def _head_rows(cells: Grid, first: int) -> list[int]:
    """Of the rows before the first time: those that hold head words, days or room names over several columns."""
    result: list[int] = []
    for row in range(first):
        texts = _texts(cells, row)
        roles = [text for text in texts if role(text)]
        days = [text for text in texts if dates.named(text)]
        if len(texts) > 1 and (roles or len(days) > 1 or (result and row == result[-1] + 1 and _names(cells, row))):
            result.append(row)
    if not result and first == 1 and len(_texts(cells, 0)) > 1:
        result = [0]
    return result


def _texts(cells: Grid, row: int) -> list[str]:
    seen = {id(cell): cell.text.strip() for cell in cells[row] if cell is not None}
    return [text for text in seen.values() if text]


def _names(cells: Grid, row: int) -> bool:
    """Whether a row under a head row goes on heading: a cell above it covers it, or it only holds short names."""
    covered = any(cell is not None and cell.row < row for cell in cells[row])
    short = all(len(text) <= 30 for text in _texts(cells, row))
    return covered and short


def _column(cells: Grid, heads: list[int], column: int) -> Column:
    found, label, day = "", "", None
    for row in heads:
        cell = cells[row][column]
        text = one_line(cell.text) if cell else ""
        if not text:
            continue
        named = dates.named(text)
        if named and not role(text):
            day = named
        else:
            found, label = role(text) or found, text
    return Column(column, found, joined_if_spaced(label), day)


def _settled(cells: Grid, columns: list[Column], timed: list[int], body: int) -> list[Column]:
    """Columns with roles corrected by their contents: times, days, numbers, and what no head word names."""
    result = []
    for column in columns:
        if column.index in timed:
            own = column.role if column.role in {"start", "end", "time"} else "time"
            texts = [cell.text for cell in _cells(cells, column.index, body) if cell.text.strip()]
            long = bool(texts) and all(times.length(text) for text in texts)
            result.append(replace(column, role="duration" if long else own))
        elif column.day is None and _is_day(cells, column, body):
            result.append(replace(column, role="day"))
        elif column.role in {"start", "end"} and _way(cells, column, body):
            result.append(replace(column, role="origin" if column.role == "start" else "destination"))
        elif column.role in {"day", "time", "start", "end"} or (
            not column.role and not column.label and column.day is None
        ):
            result.append(replace(column, role=_unnamed(cells, column, body)))
        else:
            result.append(column)
    return result


def _way(cells: Grid, column: Column, body: int) -> bool:
    """Whether a column headed From or 출발 names places, not times."""
    texts = [cell.text.strip() for cell in _cells(cells, column.index, body) if cell.text.strip()]
    return bool(texts) and not any(re.match(r"\d", text) or times.length(text) for text in texts)


def _is_day(cells: Grid, column: Column, body: int) -> bool:
    own = [cell for cell in _cells(cells, column.index, body) if cell.text.strip()]
    days = [cell for cell in own if dates.named(cell.text) and when(cell)[1] is None]
    return bool(days) and (len(days) * 2 >= len(own) or column.role == "day")


def _unnamed(cells: Grid, column: Column, body: int) -> str:
    """The role of a column that its head word does not tell: a duration, a number, 오전/오후, or unknown."""
    texts = [cell.text.strip() for cell in _cells(cells, column.index, body) if cell.text.strip()]
    if not texts:
        return "number"
    if all(times.length(text) for text in texts):
        return "duration"
    if all(re.fullmatch(r"\d{1,3}\.?", text) for text in texts):
        return "number"
    if column.label and all(len(closed(text)) <= 4 for text in texts) and not any(kinds.named(text) for text in texts):
        return "section"
    return ""


def _cells(cells: Grid, column: int, body: int) -> list[Cell]:
    return [cell for row in range(body, len(cells)) if _own(cells, row, column) and (cell := cells[row][column])]


def with_title(cells: Grid, found: Layout) -> Layout:
    """The layout of a list with one title column: named, else the fullest unnamed one; a place column if one shows."""
    columns = list(found.columns)
    if not any(column.role == "place" for column in columns):
        columns = _placed(cells, columns, found.body)
    if not any(column.role == "title" for column in columns):
        chosen = _likeliest(cells, columns, found.body)
        columns = [replace(column, role="title") if column.index == chosen else column for column in columns]
    return replace(found, columns=tuple(columns))


def _placed(cells: Grid, columns: list[Column], body: int) -> list[Column]:
    """Among several unnamed columns, the one whose cells mostly end like places."""
    unnamed = [column for column in columns if not column.role and not column.label]
    shares = {column.index: _share(cells, column.index, body) for column in unnamed}
    best = max(shares, key=lambda index: shares[index], default=-1)
    if (len(unnamed) > 1 or any(column.role == "title" for column in columns)) and shares.get(best, 0) >= 0.5:
        return [replace(column, role="place") if column.index == best else column for column in columns]
    return columns


def _share(cells: Grid, column: int, body: int) -> float:
    texts = [cell.text for cell in _cells(cells, column, body) if cell.text.strip()]
    like = [text for text in texts if places.is_transit(text) or (places.level(text) and len(text) <= 20)]
    return len(like) / len(texts) if texts else 0.0


def _likeliest(cells: Grid, columns: list[Column], body: int) -> int:
    order = {"": 0, "detail": 1, "section": 2, "place": 3, "note": 4, "people": 5, "audience": 6}
    usable = [column for column in columns if column.role in order]
    if not usable:
        return -1
    least = min(order[column.role] for column in usable)

    def fullness(column: Column) -> int:
        return sum(len(cell.text.strip()) for cell in _cells(cells, column.index, body))

    return max((column for column in usable if order[column.role] == least), key=fullness).index
