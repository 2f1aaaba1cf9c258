"""Ⅳ 행정 사항: what follows from the event (of a plan: what is to be done before it), and the end mark."""

from collections.abc import Iterator
from dataclasses import replace

from bot.report.document import Line
from bot.report.facts import Facts
from bot.texts import Say

BELOW = "- "


def blocks(facts: Facts, say: Say, kind: str) -> Iterator[Line]:
    """The event file's own lines, and the training hours if these do not tell of them; the last ends the document."""
    report = facts.itinerary.file.report
    written = report.say("admin" if kind == "result" else "preparations", say.language)
    lines = [*(_line(one) for one in written), *_training(facts, written, say)]
    lines = lines or [Line(say("report.nothing"), "-", 1)]
    yield from lines[:-1]
    # Two spaces and 끝. in Korean offices (행정업무의 운영 및 혁신에 관한 규정 시행규칙, 제4조).
    yield replace(lines[-1], text=say("report.end", text=lines[-1].text))


def _line(text: str) -> Line:
    return Line(text.removeprefix(BELOW), "-", 2 if text.startswith(BELOW) else 1)


def _training(facts: Facts, written: tuple[str, ...], say: Say) -> Iterator[Line]:
    hours = facts.itinerary.event.training_hours
    if hours is None:
        return
    amount = say("report.hours_of_days", days=hours.days, hours=f"{hours.hours:g}")
    if not any(amount in one for one in written):
        yield Line(say("report.training", amount=amount), "-", 1)
