"""Which tables of a document are the itinerary: by their times, head words and captions."""

import re
from dataclasses import dataclass

from config.importers import dates, heads, rows, vocabulary
from config.importers.cells import Document, Grid, Table, grid
from config.importers.dates import Day
from config.importers.row import Row
from config.importers.words import bare, closed, one_line, plain


@dataclass(frozen=True, slots=True)
class Candidate:
    """A table that holds times: its rows, its caption, its head words and how much it looks like an itinerary."""

    table: Table
    rows: tuple[Row, ...]
    caption: str
    signature: tuple[str, ...]
    score: int
    place: int


@dataclass(frozen=True, slots=True)
class Choice:
    """The tables taken as the itinerary and those with times that were not."""

    taken: tuple[Candidate, ...]
    left: tuple[Candidate, ...]


def choose(document: Document) -> Choice:
    """The best table and the others that go on with it: the same head words, or a day of their own."""
    found = candidates(document)
    if not found:
        return Choice((), ())
    best = max(found, key=lambda one: (one.score, -one.place))
    taken = [best]
    for one in found:
        if one is not best and _belongs(one, best, taken):
            taken.append(one)
    taken.sort(key=lambda one: one.place)
    return Choice(tuple(taken), tuple(one for one in found if one not in taken))


def candidates(document: Document) -> list[Candidate]:
    """Every table with two or more times, or one time under a head, in order."""
    result = []
    lines: list[str] = []
    inherited: tuple[str, ...] = ()
    for place, block in enumerate(document.blocks):
        if isinstance(block, str):
            lines.append(block)
            continue
        one = _candidate(block, lines, place, inherited)
        inherited = one.signature if one else inherited
        if one:
            result.append(one)
        lines = []
    return result


def _candidate(table: Table, lines: list[str], place: int, inherited: tuple[str, ...]) -> Candidate | None:
    caption = _caption(table, lines)
    found = rows.read(table, _heading_day(table, lines))
    timed = [row for row in found if row.span]
    signature = _signature(table)
    if len(timed) < 2 and not (timed and (signature or inherited)):
        return None
    return Candidate(table, tuple(found), caption, signature, _score(timed, caption, signature), place)


def _signature(table: Table) -> tuple[str, ...]:
    cells = grid(table)
    found = heads.layout(cells)
    if found is None:
        return ()
    return tuple(closed(column.label) for column in found.columns if column.label)


def _score(timed: list[Row], caption: str, signature: tuple[str, ...]) -> int:
    roles = {heads.role(word) for word in signature}
    ended = sum(1 for row in timed if row.title)
    score = 2 * ended + 4 * len(roles & {"title", "place", "time", "day"})
    score += 6 if vocabulary.pattern("itinerary_captions").search(caption) else 0
    begun = any(row.span and (row.span.start is not None or row.span.end is not None) for row in timed)
    return score - (1000 if _other(caption) else 0) - (0 if begun else 500)


def _other(caption: str) -> bool:
    """Whether a caption says that the table is about something else: preparations, staff, a rain plan."""
    return bool(vocabulary.pattern("other_captions").search(plain(caption)))


def _caption(table: Table, lines: list[str]) -> str:
    """What heads a table: the last lines before it, its sheet's name, its own rows above the head."""
    above = [bare(line) for line in lines if line.strip()][-2:]
    near = [line for line in above if len(line) <= 60]
    return " ".join([*near[-1:], table.name if not table.name.isdigit() else "", *top_lines(table)[-1:]])


def top_lines(table: Table) -> list[str]:
    """The lines of a table above its head words or first time: often the overview."""
    found = heads.layout(cells := grid(table))
    return _lines(cells, range(min(found.head, found.body or found.head))) if found else []


def lines_around(table: Table) -> list[str]:
    """The lines above and below the itinerary within its table, as in a sheet that holds the whole plan."""
    found = heads.layout(cells := grid(table))
    return [*top_lines(table), *_lines(cells, range(found.end, len(cells)))] if found else []


def _lines(cells: Grid, numbers: range) -> list[str]:
    result = []
    for number in numbers:
        seen = {id(cell): one_line(cell.text) for cell in cells[number] if cell is not None and cell.row == number}
        texts = [text for text in seen.values() if text]
        if texts:
            result.append("\t".join(texts))
    return result


def _heading_day(table: Table, lines: list[str]) -> Day | None:
    """The day that the nearest short line above a table names, or the name of its sheet."""
    named = None if table.name.isdigit() else dates.find(table.name)
    for line in reversed([*[line for line in lines if line.strip()][-3:], *top_lines(table)]):
        found = dates.find(bare(line).strip("[]<>【】*# "))
        if (
            found
            and len(line) <= 60
            and not re.match(r"[^:：]{0,10}(?:기간|일시|작성|기준)", bare(line))
            and not _range(line)
        ):
            return found[0]
    return named[0] if named and len(named[1]) <= 12 else None


def _range(line: str) -> bool:
    period = dates.period(line)
    return bool(period and (period[0].month, period[0].day) != (period[1].month, period[1].day))


def _belongs(one: Candidate, best: Candidate, taken: list[Candidate]) -> bool:
    if one.score < 0 or _covers(one, taken):
        return False
    alike = one.signature == best.signature if one.signature else one.table.width == best.table.width
    own_days = {row.day for row in one.rows if row.day}
    return alike or bool(own_days and len(set(one.signature) & set(best.signature)) * 2 >= len(one.signature))


def _covers(one: Candidate, taken: list[Candidate]) -> bool:
    """Whether a table tells a day again that a taken one told: the same day at overlapping times."""
    days = {row.day for row in one.rows}
    for other in taken:
        again = days & {row.day for row in other.rows}
        if again - {None} and _overlaps(one, other, again):
            return True
        if again == {None} and _overlaps(one, other, {None}) and one.place == other.place + 1:
            continue
    return False


def _overlaps(one: Candidate, other: Candidate, days: set[Day | None]) -> bool:
    first, second = _hours(one, days), _hours(other, days)
    return first is not None and second is not None and first[0] < second[1] and second[0] < first[1]


def _hours(one: Candidate, days: set[Day | None]) -> tuple[int, int] | None:
    spans = [row.span for row in one.rows if row.day in days and row.span and row.span.start is not None]
    if not spans:
        return None
    starts = [span.start for span in spans if span.start is not None]
    return min(starts), max(span.end or (span.start or 0) + 1 for span in spans)
