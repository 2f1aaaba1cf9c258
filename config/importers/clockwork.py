"""Times that a plan leaves out or writes on a twelve-hour clock, supposed from the rows around them and marked."""

from collections.abc import Sequence
from dataclasses import replace

from config.importers.draft import Remark
from config.importers.row import Row, short
from config.importers.times import Span

_NOON = 12 * 60


def filled(rows: Sequence[Row], opens: int | None = None) -> tuple[list[Row], list[Remark]]:
    """The rows that have, or can be given, a start; remarks on those that cannot, with their cell.

    The first begins when the event `opens`, where the plan has nothing but lengths.
    """
    result: list[Row] = []
    remarks: list[Remark] = []
    for number, row in enumerate(rows):
        previous = result[-1] if result and _same_day(result[-1], row) else None
        following = rows[number + 1] if number + 1 < len(rows) and _same_day(row, rows[number + 1]) else None
        span = _started(row, previous, following)
        if not result and row.span and row.span.minutes and opens is not None:
            span = Span(opens, opens + row.span.minutes, ("opening",))
        if span is None or (not row.title and not row.place and not row.notes):
            remarks.append(unread(row))
            continue
        result.append(replace(row, span=_afternoon(span, previous)))
    return result, remarks


def unread(row: Row) -> Remark:
    """The remark on a row that has no time."""
    where = row.where
    text = short(row.title or row.place or " ".join(row.notes))
    return Remark(
        "row_unread", {"table": where.table, "row": where.row, "column": where.column, "text": text}, "unread"
    )


def _same_day(one: Row, other: Row) -> bool:
    return one.day == other.day and one.where.table == other.where.table


def _started(row: Row, previous: Row | None, following: Row | None) -> Span | None:
    """The row's span; one without a start begins where the row before it ends."""
    if row.span and row.span.start is not None:
        return row.span
    before = previous.span if previous else None
    if row.span and row.span.end is not None:
        start = (before.end or before.start) if before else None
        usable = start is not None and start < row.span.end
        return replace(row.span, start=start, guesses=("start_from_before",)) if usable else None
    if row.span and row.span.minutes and before and before.end is not None:
        return Span(before.end, before.end + row.span.minutes)
    if before is None or not row.title:
        return None
    after = following.span.start if following and following.span else None
    if before.end is not None and after is not None and before.end < after:
        return Span(before.end, after, ("between",))
    return replace(before, guesses=("same_time",)) if before.start is not None else None


def _afternoon(span: Span, previous: Row | None) -> Span:
    """A bare 2:00 after 10:30, or before six in the morning with nothing before it, is an afternoon hour."""
    if not span.twelve or span.start is None:
        return span
    before = previous.span.start if previous and previous.span else None
    if before is not None and span.start < before <= span.start + _NOON:
        return _half_day(span)
    if before is None and span.start < 6 * 60:
        return _half_day(span)
    return span


def _half_day(span: Span) -> Span:
    return replace(span.later(_NOON, "afternoon"), twelve=False)
