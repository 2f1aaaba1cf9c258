"""Rows against the clock: overlaps, gaps, open ends, odd lengths, rows in disorder."""

from collections.abc import Iterator
from datetime import timedelta
from itertools import islice

from config.event import Event
from config.lint.remark import Remark, ask, warn
from config.lint.rows import Row, meet, rows

_GAP = 30
_SHORT, _LONG = 5, 360


def check(event: Event) -> Iterator[Remark]:
    """All remarks on times."""
    plan = rows(event)
    if not plan:
        yield ask("no_rows")
    yield from _overlaps(plan)
    yield from _gaps(plan)
    yield from _open(plan)
    yield from _lengths(plan)
    yield from _order(event, plan)


def _overlaps(plan: list[Row]) -> Iterator[Remark]:
    """Rows that share people and time, each told once; an open row is over when the next one begins."""
    told = set()
    for index, first in enumerate(plan):
        until = first.starts + 1 if first.ends is None else first.ends
        for second in islice(plan, index + 1, None):
            if second.starts >= until:
                break
            new = second.index not in told and second.ends != second.starts
            if new and meet(first.row.audience, second.row.audience):
                told.add(second.index)
                yield warn("overlap", second, other=first.row, end=first.row.end or first.row.start)


def _gaps(plan: list[Row]) -> Iterator[Remark]:
    """Holes of a day that no row fills, whoever it is for."""
    for day in sorted({row.row.day for row in plan}):
        until: int | None = None
        for row in (one for one in plan if one.row.day == day):
            if until is not None and row.starts - until > _GAP:
                yield ask("gap", row, gap=timedelta(minutes=row.starts - until), start=_text(until))
            until = max(until or 0, row.starts if row.ends is None else row.ends)
            if row.ends is None:
                until = max(until, _next(plan, row))


def _next(plan: list[Row], row: Row) -> int:
    """An open end lasts until the next row of the day."""
    return min((one.starts for one in plan if one.starts > row.starts), default=row.starts)


def _text(minutes: int) -> str:
    return f"{minutes // 60 % 24:02}:{minutes % 60:02}"


def _open(plan: list[Row]) -> Iterator[Remark]:
    for row in (one for one in plan if one.ends is None):
        later = (one for one in plan if one.row.day == row.row.day and one.starts > row.starts)
        after = next(later, None)
        if after:
            yield ask("open_end", row, next=after.row, start=after.row.start)
        elif row is plan[-1] and row.row.kind != "lodging":
            yield ask("open_finish", row)


def _lengths(plan: list[Row]) -> Iterator[Remark]:
    for row in plan:
        if row.minutes is None:
            continue
        span = timedelta(minutes=row.minutes)
        if row.minutes < _SHORT:
            yield ask("short", row, length=span)
        elif row.minutes > _LONG and row.row.kind not in {"lodging", "free", "transport"}:
            yield ask("long", row, length=span)
        if row.row.kind not in {"lodging", "transport"} and (row.row.end_day or row.row.day) > row.row.day:
            yield ask("past_midnight", row, end=row.row.end, day=row.row.end_day)


def _order(event: Event, plan: list[Row]) -> Iterator[Remark]:
    """Rows for the same people that stand before an earlier one in the file; days on which nothing happens."""
    latest: Row | None = None
    for row in sorted(plan, key=lambda one: one.index):
        if latest and row.starts < latest.starts and meet(row.row.audience, latest.row.audience):
            yield ask("order", row, other=latest.row)
        latest = row if latest is None or row.starts > latest.starts else latest
    used = {row.row.day for row in plan}
    for day, date in enumerate(event.event.days, 1):
        if plan and day not in used:
            yield ask("empty_day", loc=("event", "days"), day=day, date=date)
