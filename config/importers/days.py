"""The days of an event, and the day of each row."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date, timedelta

from config.importers.dates import LAST, Day, days_between
from config.importers.draft import Remark
from config.importers.overview import Overview
from config.importers.row import Row, short
from config.importers.times import DAY

UNKNOWN = date(2000, 1, 1)
_MORNING, _EVENING = 5 * 60, 17 * 60


@dataclass(frozen=True, slots=True)
class Dated:
    """A row and the number of its day, from 1."""

    row: Row
    day: int
    guesses: tuple[str, ...] = ()

    @property
    def last_day(self) -> int:
        """The number of the day on which it ends; midnight belongs to the day before."""
        end = self.row.span.end if self.row.span else None
        return self.day + (max(0, end - 1) // DAY if end else 0)


@dataclass(frozen=True, slots=True)
class Calendar:
    """The dates of an event; `guess` is the key of what was supposed about them, "" when they are written."""

    days: tuple[date, ...]
    guess: str = ""
    remarks: tuple[Remark, ...] = ()


def calendar(overview: Overview, rows: Sequence[Row], today: date | None) -> Calendar:
    """The event's dates: of its period, else of the rows; what is missing is supposed and said."""
    labels = list(dict.fromkeys(row.day for row in rows if row.day))
    year, guess = _year(overview, labels, today)
    written = _of_period(overview, year)
    from_rows = sorted({found for day in labels if (found := day.date(year))})
    if written and (len(written) <= 14 or not from_rows):
        days = written if len(written) <= 14 or not labels else written[: _count(overview, labels)]
    else:
        days = from_rows
    return _completed(days, guess, overview, labels, from_rows)


def _completed(days: list[date], guess: str, overview: Overview, labels: list[Day], from_rows: list[date]) -> Calendar:
    """The days with those added that rows name beyond them; unknown dates stand as 2000-01-01."""
    count = _count(overview, labels)
    remarks = []
    if not days:
        first = UNKNOWN
        return Calendar(
            tuple(first + timedelta(days=n) for n in range(count)),
            "dates_unknown",
            (Remark("dates_unknown", {"days": count}, "guess"),),
        )
    outside = [one for one in from_rows if one not in days and abs((one - days[0]).days) <= 30]
    remarks += [Remark("date_outside", {"date": str(one)}) for one in outside]
    known = sorted({*days, *outside})
    if count > len(known):
        remarks.append(Remark("days_added", {"have": len(known), "need": count}, "guess"))
        guess = guess or "days_added"
        known += [known[-1] + timedelta(days=n + 1) for n in range(count - len(known))]
    if overview.nights and overview.nights[1] != len(known):
        remarks.append(
            Remark("nights_differ", {"nights": overview.nights[0], "days": overview.nights[1], "count": len(known)})
        )
    if guess == "year_guessed":
        remarks.append(Remark("year_guessed", {"year": known[0].year}, "guess"))
    remarks += _weekdays(overview, labels, known)
    return Calendar(tuple(known), guess, tuple(remarks))


def _count(overview: Overview, labels: list[Day]) -> int:
    numbers = [day.number for day in labels if day.number and day.number != LAST]
    weekdays = {day.weekday for day in labels if day.weekday is not None and day.number is None and day.month is None}
    nights = overview.nights[1] if overview.nights and overview.nights[1] <= 30 else 1
    return max([*numbers, len(weekdays), nights])


def _of_period(overview: Overview, year: int | None) -> list[date]:
    if overview.first is None or overview.last is None:
        return []
    first = overview.first.date(year)
    last = overview.last.date(first.year if first else year)
    if first and last and last < first:
        last = replace(overview.last, year=first.year + 1).date()
    if first and overview.nights and (last is None or last == first):
        last = first + timedelta(days=overview.nights[1] - 1)
    return days_between(first, last) if first and last else []


def _year(overview: Overview, labels: list[Day], today: date | None) -> tuple[int | None, str]:
    """The year of dates that name none: of the period, of the document, or the one in which their weekday fits."""
    written = next((day.year for day in (overview.first, *labels) if day and day.year), None)
    if written:
        return written, ""
    sample = next((day for day in (overview.first, *labels) if day and day.month and day.day), None)
    if sample is None:
        return None, ""
    near = today.year if today else None
    likely = [*overview.years, *((near, near + 1) if near else ())]
    nearby = range(near - 1, near + 3) if near else range(UNKNOWN.year, UNKNOWN.year + 12)
    fitting = [year for year in (*likely, *(nearby if sample.weekday is not None else ())) if _fits(sample, year)]
    return (fitting or likely or [UNKNOWN.year])[0], "year_guessed"


def _fits(day: Day, year: int) -> bool:
    found = day.date(year)
    return found is not None and (day.weekday is None or found.weekday() == day.weekday)


def _weekdays(overview: Overview, labels: list[Day], days: list[date]) -> list[Remark]:
    """Dates whose written weekday is another."""
    result = []
    for day in dict.fromkeys(day for day in (overview.first, overview.last, *labels) if day):
        found = day.date(days[0].year)
        if found and day.weekday is not None and found.weekday() != day.weekday:
            result.append(
                Remark(
                    "weekday_wrong",
                    {
                        "date": str(found),
                        "said": "월화수목금토일"[day.weekday],
                        "is": "월화수목금토일"[found.weekday()],
                    },
                )
            )
    return list({tuple(remark.values.values()): remark for remark in result}.values())


def dated(rows: Sequence[Row], found: Calendar) -> tuple[list[Dated], list[Remark]]:
    """Each row with its day: as named, else as the row before, else the next when the clock has gone back to morning.

    A start after midnight belongs to the next calendar day.
    """
    result: list[Dated] = []
    remarks: list[Remark] = []
    label: Day | None = None
    order: dict[Day, int] = {}
    named, shift, previous = 1, 0, None
    for row in rows:
        guesses: tuple[str, ...] = ()
        if row.day is not None and row.day != label:
            label, shift, previous = row.day, 0, None
            named = order.setdefault(row.day, _index(row.day, found.days) or (max(order.values(), default=0) + 1))
            if row.day.number and (conflict := _conflict(row.day, found.days, named)):
                remarks.append(conflict)
        start = row.span.start if row.span else None
        if start is not None and previous is not None and not shift:
            shift, guesses = _wrapped(start, previous, row, label)
        if guesses:
            remarks.append(Remark(guesses[0], {"title": short(row.title), "day": named + shift}, "guess", len(result)))
        if shift and guesses == ("new_day",):
            named, shift = named + 1, 0
        if start is not None and start >= 1440:
            remarks.append(Remark("after_midnight", {"title": short(row.title), "day": named}, "said", len(result)))
            row = replace(row, span=row.span.later(-1440) if row.span else None)  # noqa: PLW2901 - the row as told by the clock
            result.append(Dated(row, named + 1, guesses))
        else:
            result.append(Dated(row, named + shift, guesses))
            previous = start if start is not None and not shift else previous
    return result, remarks


def _wrapped(start: int, previous: int, row: Row, label: Day | None) -> tuple[int, tuple[str, ...]]:
    """The clock went back: past midnight, or a new day that nothing names."""
    if start >= previous or row.span is None:
        return 0, ()
    if start < _MORNING and previous >= _EVENING:
        return 1, ("past_midnight",)
    if label is None and previous >= _EVENING and start < 12 * 60:
        return 1, ("new_day",)
    return 0, ()


def _index(day: Day, days: Sequence[date]) -> int | None:
    if day.number == LAST:
        return len(days)
    if day.number:
        return day.number
    written = day.date(days[0].year)
    for number, one in enumerate(days, 1):
        if one == written or (day.month is None and day.day == one.day):
            return number
        if day.day is None and day.weekday is not None and one.weekday() == day.weekday and days[0] != UNKNOWN:
            return number
    return None


def _conflict(day: Day, days: Sequence[date], number: int) -> Remark | None:
    written = day.date(days[0].year)
    if written and number <= len(days) and days[number - 1] != written and days[0] != UNKNOWN:
        return Remark("day_conflict", {"day": number, "date": str(written), "is": str(days[number - 1])})
    return None
