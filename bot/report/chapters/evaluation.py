"""Ⅰ 총평: what went well, what was lacking, what should be better; and, apart, what some people wrote."""

from collections.abc import Iterator

from bot.feedback import HEADINGS, LEAST
from bot.report.document import Block, Line
from bot.report.facts import Facts
from bot.texts import Say

QUOTES = 3


def blocks(facts: Facts, say: Say) -> Iterator[Block]:
    """The three headings with their lines, and why there are none where there are none."""
    why = _why(facts)
    if why:
        yield Line(say(why, least=LEAST), "※", 1)
    for heading in HEADINGS:
        yield Line(say(f"report.{heading}"), "▷", strong=True)
        findings = facts.evaluation.get(heading, ())
        for one in findings:
            # A count of very few is close to a name, so a copy for publication leaves it out.
            counted = one.voices >= (LEAST if facts.open else 2)
            yield Line(say("report.voices", line=one.line, n=one.voices) if counted else one.line, "-", 1)
        if not findings:
            yield Line(say("report.unwritten" if why else "report.no_comment"), "-", 1)


def _why(facts: Facts) -> str:
    if any(facts.evaluation.values()):
        return ""
    if not facts.closed:
        return "report.not_closed"
    return "report.too_few" if facts.results is None else ""


def quotes(facts: Facts, say: Say) -> Iterator[Block]:
    """Some of what stands behind the lines, in people's own words; none in a copy for publication."""
    lines = []
    for heading in HEADINGS:
        findings = facts.evaluation.get(heading, ())
        said = dict.fromkeys(quote for one in findings for quote in one.quotes[:1] if quote != one.line)
        name = say(f"report.{heading}")
        lines += [Line(say("report.quote", heading=name, text=one), "-", 1) for one in list(said)[:QUOTES]]
    if lines and not facts.open:
        yield Line(say("report.quotes"), "■")
        yield from lines
