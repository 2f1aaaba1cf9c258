"""Ⅰ 총평: what went well, what was lacking, what should be better; and, apart, what some people wrote."""

from collections.abc import Iterator, Sequence

from bot.evaluation import MOST, Finding
from bot.feedback import HEADINGS, LEAST
from bot.report.document import Block, Line
from bot.report.facts import Facts
from bot.texts import Say

QUOTES = 3
LONGEST_QUOTE = 60


def blocks(facts: Facts, say: Say) -> Iterator[Block]:
    """The three headings with their lines, and why there are none where there are none."""
    why = _why(facts)
    if why:
        yield Line(say(why, least=LEAST), "※", 1)
    for heading in HEADINGS:
        yield Line(say(f"report.{heading}"), "▷", strong=True)
        findings = facts.evaluation.get(heading, ())
        yield from (_line(one, facts, say) for one in _parted(findings)[0])
        if not findings:
            yield Line(say("report.unwritten" if why else "report.no_comment"), "-", 1)


def others(facts: Facts, say: Say) -> Iterator[Block]:
    """What else was said, where nobody has chosen yet what the evaluation should hold."""
    rest = {heading: _parted(facts.evaluation.get(heading, ()))[1] for heading in HEADINGS}
    if any(rest.values()):
        yield Line(say("report.others"), "■")
    for heading, findings in rest.items():
        if findings:
            yield Line(say(f"report.{heading}"), "▷", 1)
        yield from (_line(one, facts, say, depth=2) for one in findings)


def _parted(findings: Sequence[Finding]) -> tuple[Sequence[Finding], Sequence[Finding]]:
    """Those that stand in the evaluation and the others; a line that was accepted always stands in it."""
    most = len(findings) if any(not one.proposed for one in findings) else MOST
    return findings[:most], findings[most:]


def _line(one: Finding, facts: Facts, say: Say, depth: int = 1) -> Line:
    # A count of very few is close to a name, so a copy for publication leaves it out.
    counted = one.voices >= (LEAST if facts.open else 2)
    return Line(say("report.voices", line=one.line, n=one.voices) if counted else one.line, "-", depth)


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
        said = dict.fromkeys(
            _telling(one.quotes) for one in findings if one.quotes and _telling(one.quotes) != one.line
        )
        name = say(f"report.{heading}")
        lines += [Line(say("report.quote", heading=name, text=one), "-", 1) for one in list(said)[:QUOTES]]
    if lines and not facts.open:
        yield Line(say("report.quotes"), "■")
        yield from lines


def _telling(quotes: Sequence[str]) -> str:
    """The one that says most and is not too long."""
    return max(
        quotes, key=lambda one: (len(one) <= LONGEST_QUOTE, len(one) if len(one) <= LONGEST_QUOTE else -len(one))
    )
