"""Lists: one line of a table, one activity; the day and time that still hold are carried down."""

import re
from dataclasses import replace

from config.importers import dates, heads, places, times, vocabulary
from config.importers.cells import Cell, Grid
from config.importers.dates import Day
from config.importers.heads import Column, Layout, when
from config.importers.row import Row, Where, whom
from config.importers.times import Span
from config.importers.words import closed, one_line, plain

_NOTE = re.compile(r"^\s*[※*☞]")


def read_list(cells: Grid, found: Layout, name: str, day: Day | None) -> list[Row]:
    """The rows of a list with one title column, under a heading that names `day`."""
    reader = Lines(cells, found, name, day)
    for number in range(found.body, found.end):
        reader.take(number)
    return reader.rows


class Lines:
    """Reads the lines of a list from top to bottom, keeping the day and time that still hold."""

    def __init__(self, cells: Grid, found: Layout, name: str, day: Day | None) -> None:
        self.cells, self.found, self.name, self.day = cells, found, name, day
        self.rows: list[Row] = []
        self.same_place = ""
        self.last: tuple[Cell | None, Cell | None] = (None, None)

    def take(self, number: int) -> None:
        """Read one line."""
        line = [self.cells[number][column.index] for column in self.found.columns]
        distinct = list({id(cell): cell for cell in line if cell is not None and cell.text.strip()}.values())
        if not distinct or self.heading(distinct, line) or self.repeats_head(line):
            return
        texts = self.texts(line, number)
        day, span = self.when(number)
        self.day = day or self.day
        row = self._row(number, texts, span)
        self._add(row, line, len(distinct))

    def heading(self, distinct: list[Cell], line: list[Cell | None]) -> bool:
        """A line with one cell: a day, a note about the table, or an activity that no column split."""
        cell = distinct[0]
        if len(distinct) > 1 or any(when(one)[1] for one in distinct):
            return False
        wide = cell.columns > 1 or self.found.columns[0].index == cell.column
        found = dates.find(cell.text)
        if found and (wide or dates.named(cell.text)) and len(found[1]) <= 40:
            self.day = found[0]
            return True
        if _NOTE.match(cell.text) and self.rows and cell.columns >= min(2, len(line)):
            self.rows[-1] = replace(self.rows[-1], notes=(*self.rows[-1].notes, cell.text))
            return True
        return False

    def repeats_head(self, line: list[Cell | None]) -> bool:
        """Whether a line says the head words again, as after a page break."""
        roles = [heads.role(cell.text) for cell in line if cell is not None and cell.text.strip()]
        return len(roles) > 1 and all(roles)

    def texts(self, line: list[Cell | None], number: int) -> dict[str, list[tuple[Column, str]]]:
        """Role → texts; a cell that spans several columns belongs to the most telling of them."""
        rank = {"time": 0, "start": 0, "end": 0, "day": 0, "title": 1, "": 2, "detail": 3, "place": 4, "note": 5}
        owner: dict[int, Column] = {}
        for column, cell in zip(self.found.columns, line, strict=True):
            if cell is None or not cell.text.strip() or _told_above(column, cell, number):
                continue
            known = owner.get(id(cell))
            if known is None or rank.get(column.role, 6) < rank.get(known.role, 6):
                owner[id(cell)] = column
        result: dict[str, list[tuple[Column, str]]] = {}
        for column, cell in zip(self.found.columns, line, strict=True):
            if cell is not None and owner.get(id(cell)) is column:
                result.setdefault(column.role, []).append((column, cell.text.strip()))
        return result

    def when(self, number: int) -> tuple[Day | None, Span | None]:
        """The day and time of a line, from its day, time, start, end and duration columns."""
        days: list[Day] = []
        spans: dict[str, Span] = {}
        for column in self.found.of("day", "time", "start", "end"):
            cell = self.cells[number][column.index]
            day, span = when(cell)
            named = day or (dates.named(cell.text) if cell and column.role == "day" else None)
            if named:
                days.append(named)
            if span:
                spans.setdefault("end" if "time" in spans and column.role == "time" else column.role, span)
        return _merged(days), _with_end(spans, self._length(number))

    def _length(self, number: int) -> int | None:
        for column in self.found.of("duration"):
            cell = self.cells[number][column.index]
            text = plain(cell.text) if cell else ""
            clock = re.fullmatch(r"(\d{1,2}):(\d{2})", text)
            if clock:
                return int(clock[1]) * 60 + int(clock[2])
            unit = 60 if "시간" in column.label and "분" not in column.label else 1
            return times.length(text) or (int(text) * unit if text.isdigit() else None)
        return None

    def _row(self, number: int, texts: dict[str, list[tuple[Column, str]]], span: Span | None) -> Row:
        titles = [text for _, text in texts.get("title", [])]
        details = [text for _, text in texts.get("detail", [])]
        sections = [text for _, text in texts.get("section", [])]
        title = (titles or details or [""])[0]
        notes = [*titles[1:], *(details if titles else details[1:])]
        notes += [labelled(column, text) for role in ("note", "") for column, text in texts.get(role, [])]
        audience = whom(" ".join(text for _, text in texts.get("audience", [])))
        notes += [text for _, text in texts.get("audience", []) if not audience and not places.is_nothing(text)]
        return Row(
            Where(self.name, number + 1, (texts.get("title") or [(self.found.columns[0], "")])[0][0].index + 1),
            title,
            halved(span, sections),
            self.day,
            _where(texts),
            tuple(text for text in notes if not places.is_nothing(text)),
            " ".join(sections),
            audience=audience,
            details=_people(texts.get("people", [])),
        )

    def _add(self, row: Row, line: list[Cell | None], distinct: int) -> None:
        title = next(
            (cell for column, cell in zip(self.found.columns, line, strict=True) if column.role == "title"), None
        )
        time = next(
            (cell for column, cell in zip(self.found.columns, line, strict=True) if column.role in {"time", "start"}),
            None,
        )
        before, self.last = self.last, (title, time)
        previous = self.rows[-1] if self.rows else None
        if previous and title is not None and title is before[0] and row.span and previous.span:
            self.rows[-1] = longer(previous, row)
        elif row.span is None and previous and distinct == 1 and not (row.title and places.is_nothing(previous.title)):
            self.rows[-1] = _continued(previous, row)
        elif not row.title and row.span and previous and not row.place and not row.notes:
            return
        else:
            self.rows.append(_ditto(self._same(row, previous), previous))

    def _same(self, row: Row, previous: Row | None) -> Row:
        """The row in the place that 이하 동일 holds on to, as long as no other place follows."""
        if previous and places.goes_on(row.place):
            self.same_place = previous.place
        elif row.place.strip():
            self.same_place = ""
        return replace(row, place=self.same_place) if self.same_place else row


def _where(texts: dict[str, list[tuple[Column, str]]]) -> str:
    """The text of the place columns; of From and To, as the way from one to the other."""
    told = {role: "\n".join(text for _, text in texts.get(role, [])) for role in ("place", "origin", "destination")}
    if told["destination"] and not places.is_nothing(told["destination"]):
        return f"{told['origin']} → {told['destination']}"
    return told["place"] or told["origin"]


def _told_above(column: Column, cell: Cell, number: int) -> bool:
    """Whether a cell merged down, such as a day's meals, was told with its first line."""
    return cell.row < number and closed(column.label) in vocabulary.words("once_notes")


def _people(texts: list[tuple[Column, str]]) -> dict[str, str]:
    """Who speaks, and who is in charge, by the head word of their column."""
    result: dict[str, str] = {}
    for column, text in texts:
        if not places.is_nothing(text) and not places.is_ditto(text):
            name = (
                "speaker" if any(word in closed(column.label) for word in vocabulary.words("speakers")) else "in_charge"
            )
            result[name] = one_line(text)
    return result


def _merged(days: list[Day]) -> Day | None:
    """One day of several cells: 1일차 and 10.23(목) side by side."""
    if not days:
        return None
    fields = ("number", "year", "month", "day", "weekday")
    return Day(*(next((getattr(day, name) for day in days if getattr(day, name) is not None), None) for name in fields))


def _with_end(spans: dict[str, Span], length: int | None) -> Span | None:
    """The span of separate start and end columns, or of a start and its length."""
    first = spans.get("start") or spans.get("time")
    last = spans.get("end")
    if first is None and last is None:
        return Span(None, minutes=length) if length else None
    if first is None:
        return replace(last, start=None, end=last.start if last.end is None else last.end) if last else None
    if last and first.end is None and last.start is not None:
        end = last.start
        if first.start is not None and end <= first.start:
            end += 720 if last.twelve and end + 720 > first.start else times.DAY
        return replace(first, end=end)
    if length and first.end is None and first.start is not None:
        return replace(first, end=first.start + length)
    return first


def halved(span: Span | None, sections: list[str]) -> Span | None:
    """오후 in a column of its own says which half of the day a bare 2:00 means."""
    if span and span.twelve and any(re.search(r"오후|저녁|밤|\bpm\b", text, re.IGNORECASE) for text in sections):
        return replace(span.later(720), twelve=False)
    return span


def labelled(column: Column, text: str) -> str:
    """A note with the head word of its column before it, where that says more than 비고."""
    label = column.label
    if (
        not label
        or closed(label) in vocabulary.words("generic_notes")
        or places.is_nothing(text)
        or re.match(r".{1,12}[:：]", text)
    ):
        return text
    return f"{label}: {one_line(text)}"


def longer(previous: Row, row: Row) -> Row:
    """A title merged down over several times is one activity."""
    first, last = previous.span, row.span
    notes = (*previous.notes, *(note for note in row.notes if note not in previous.notes))
    if first and last and last.start is not None and (last.end is not None or (first.end or 0) <= last.start):
        return replace(previous, span=replace(first, end=last.end), notes=notes)
    return replace(previous, notes=notes)


def _continued(previous: Row, row: Row) -> Row:
    """A line without a time that fills one column goes on with the cell above it."""
    return replace(
        previous,
        title=f"{previous.title}\n{row.title}" if row.title else previous.title,
        place=f"{previous.place}\n{row.place}" if row.place and row.place != previous.place else previous.place,
        notes=(*previous.notes, *row.notes),
    )


def _ditto(row: Row, previous: Row | None) -> Row:
    if previous is None:
        return row
    return replace(
        row,
        place=previous.place if places.is_ditto(row.place) else row.place,
        title=previous.title if places.is_ditto(row.title) else row.title,
        notes=tuple(note for n, note in enumerate(row.notes) if not places.is_ditto(note)),
    )
