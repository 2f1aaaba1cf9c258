"""Ⅰ 총평: what went well, what was lacking, what should be better."""

from collections.abc import Iterator

from bot.feedback import HEADINGS
from bot.report.document import Block, Line
from bot.report.facts import Facts
from bot.texts import Say


def blocks(facts: Facts, say: Say) -> Iterator[Block]:
    """The three headings with their lines, and why there are none where there are none."""
    for heading in HEADINGS:
        yield Line(say(f"report.{heading}"), "▷", strong=True)
        findings = facts.evaluation.get(heading, ())
        for one in findings:
            text = say("report.voices", line=one.line, n=one.voices) if one.voices > 1 else one.line
            yield Line(text, "-", 1)
        if not findings:
            yield Line(say(_why(facts)), "-", 1)


def _why(facts: Facts) -> str:
    if not facts.closed:
        return "report.not_closed"
    return "report.too_few" if facts.results is None else "report.no_comments"
