"""What every day and night needs: meals, a bed, dates that fall on the weekday that the text says."""

import re
from collections.abc import Iterator
from datetime import date, timedelta
from itertools import pairwise

from config.event import Event
from config.lint.remark import Remark, ask, warn
from config.lint.rows import Row, rows
from config.tree import Loc

# The hour that a day must span, and when the meal for it may begin; minutes since midnight.
_MEALS = (("lunch", 720, 780, 630, 870), ("dinner", 1080, 1140, 1020, 1230))
_WRITTEN = re.compile(r"(\d{1,2})\s*[월./]\s*(\d{1,2})\s*일?\.?\s*\(\s*([월화수목금토일])(?:요일)?\s*\)")
_WEEKDAYS = "월화수목금토일"


def check(event: Event) -> Iterator[Remark]:
    """All remarks on days and nights."""
    plan, days = rows(event), event.event.days
    for day, on in enumerate(days, 1):
        midnight = (on - days[0]).days * 1440
        yield from _meals(day, midnight, [row for row in plan if row.row.day == day])
    yield from _nights(event, plan)
    yield from _weekdays(event, plan)
    for before, after in pairwise(days):
        if after - before > timedelta(days=1):
            yield ask("days_apart", loc=("event", "days"), before=before, after=after)


def _meals(day: int, midnight: int, plan: list[Row]) -> Iterator[Remark]:
    if not plan:
        return
    first = min(row.starts for row in plan) - midnight
    last = max(row.starts if row.ends is None else row.ends for row in plan) - midnight
    meals = [row.starts - midnight for row in plan if row.row.kind == "meal"]
    for name, start, end, earliest, latest in _MEALS:
        if first <= start and last >= end and not any(earliest <= meal <= latest for meal in meals):
            yield ask(f"no_{name}", plan[0], day=day)


def _nights(event: Event, plan: list[Row]) -> Iterator[Remark]:
    days = event.event.days
    for day in range(1, len(days)):
        evening, morning = (days[day - 1] - days[0]).days * 1440 + 900, (days[day] - days[0]).days * 1440 + 300
        beds = [row for row in plan if row.row.kind == "lodging" and evening - 180 <= row.starts < morning]
        rides = [row for row in plan if row.moves and row.ends and row.starts < morning - 300 < row.ends]
        both = {row.row.day for row in plan} >= {day, day + 1}
        if both and days[day] - days[day - 1] == timedelta(days=1) and not beds and not rides:
            yield ask("no_lodging", loc=("event", "days"), day=day)


def _weekdays(event: Event, plan: list[Row]) -> Iterator[Remark]:
    texts = [(text, row) for row in plan for text in row.texts()]
    facts = event.event
    whole = [(text, None) for text in (facts.title, facts.purpose or "", *facts.notes, *facts.topics)]
    for text, row in [*texts, *whole]:
        for month, day, weekday in _WRITTEN.findall(text):
            real = _real(facts.days[0].year, int(month), int(day))
            if real and _WEEKDAYS[real.weekday()] != weekday:
                loc: Loc = () if row else ("event",)
                values = {"text": text, "weekday": weekday, "real": _WEEKDAYS[real.weekday()]}
                yield warn("weekday", row, loc=loc, **values)


def _real(year: int, month: int, day: int) -> date | None:
    try:
        return date(year, month, day)
    except ValueError:
        return None
