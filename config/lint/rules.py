"""The rules of the event against its plan: quiet hours, reminders, feedback, joining."""

import re
from collections.abc import Iterator

from config.event import SAFETY_KINDS, DailyRule, Event, ReminderRule
from config.fields import length
from config.lint.remark import Remark, ask, warn
from config.lint.rows import Row, clock, rows

_SHORTEST_CODE = 8
_COUNTS = re.compile(r"[0-9A-Za-z]")  # of a code that is typed nothing else is read (bot.codes)


def check(event: Event) -> Iterator[Remark]:
    """All remarks on rules."""
    yield from _swallowed(event)
    yield from _feedback(event)
    yield from _code(event)


def _quiet(event: Event, minute: int) -> bool:
    """Whether that minute (of any day) lies in the quiet hours."""
    if event.quiet is None:
        return False
    start, end = (clock(one) % 1440 for one in event.quiet)
    minute %= 1440
    return start <= minute < end if start <= end else minute >= start or minute < end


def _swallowed(event: Event) -> Iterator[Remark]:
    quiet = event.quiet or ("", "")
    for index, rule in enumerate(event.reminders):
        if isinstance(rule, DailyRule):
            if _quiet(event, clock(rule.daily)):
                yield warn("quiet_daily", loc=("reminders", index), clock=rule.daily, start=quiet[0], end=quiet[1])
            continue
        for row in rows(event):
            due = _lost(event, rule, row)
            if due:
                yield ask("quiet_reminder", row, due=due, start=quiet[0], end=quiet[1])


def _lost(event: Event, rule: ReminderRule, row: Row) -> list[str]:
    """The times of the reminders that the quiet hours swallow; what concerns safety passes."""
    if row.row.kind not in rule.kinds or row.row.kind in SAFETY_KINDS:
        return []
    due = (row.starts - int(length(before).total_seconds()) // 60 for before in rule.before)
    return [f"{one // 60 % 24:02}:{one % 60:02}" for one in due if _quiet(event, one)]


def _feedback(event: Event) -> Iterator[Remark]:
    """A form that opens on the way home is fine; one that opens before the last activity is over is not."""
    if event.feedback is None or event.feedback.opens is None:
        return
    opens, days = event.feedback.opens, event.event.days
    minute = (days[opens.day - 1] - days[0]).days * 1440 + clock(opens.at)
    late = [row for row in rows(event) if not row.moves and (row.ends or row.starts) > minute]
    if late:
        yield ask("feedback_early", loc=("feedback",), day=opens.day, clock=opens.at, last=late[-1].row)


def _code(event: Event) -> Iterator[Remark]:
    facts = event.event
    if facts.join == "code" and facts.code and len(_COUNTS.findall(facts.code)) < _SHORTEST_CODE:
        yield warn("weak_code", loc=("event", "code"), least=_SHORTEST_CODE)
    if facts.join != "code" and facts.code:
        yield ask("code_unused", loc=("event", "code"), join=facts.join)
