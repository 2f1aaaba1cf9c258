"""Ⅳ 행정 사항: what follows from the event, and the end mark."""

from collections.abc import Iterator
from dataclasses import replace

from bot.report.document import Line
from bot.report.facts import Facts
from bot.texts import Say


def blocks(facts: Facts, say: Say) -> Iterator[Line]:
    """The event file's own lines and the training hours; the last one ends the document."""
    lines = list(_lines(facts, say)) or [Line(say("report.nothing"), "-", 1)]
    yield from lines[:-1]
    yield end(lines[-1], say)


def end(line: Line, say: Say) -> Line:
    """The line with the end mark: two spaces and 끝. in Korean offices."""
    return replace(line, text=say("report.end", text=line.text))


def _lines(facts: Facts, say: Say) -> Iterator[Line]:
    file = facts.itinerary.file
    hours = file.event.training_hours
    if hours:
        yield Line(say("report.training", days=hours.days, hours=f"{hours.hours:g}"), "-", 1)
    yield from (Line(one, "-", 1) for one in file.report.say("admin", say.language))
