"""How many answered the form, and the scores they gave."""

from collections.abc import Iterator

from bot.feedback import Results, Score
from bot.questionnaire import OVERALL
from bot.report.document import Bar, Block, Cell, Chart, Line, Table
from bot.report.facts import Facts
from bot.texts import Say

TOP = 5.0


def blocks(facts: Facts, say: Say) -> Iterator[Block]:
    """The response rate, a bar for each question, a table by group; nothing before the form is closed."""
    results = facts.results
    if results is None or not results.asked:
        return
    yield Line(say("report.satisfaction"), "■")
    share = f"{results.answered / results.asked:.1%}"
    yield Line(say("report.answered", answered=results.answered, asked=results.asked, share=share), "-", 1)
    if results.scores:
        bars = tuple(Bar(_name(one, facts, say), one.mean, _written(one, say)) for one in results.scores)
        yield Chart(say("report.scores"), bars, TOP)
    if results.groups:
        yield from _by_group(results, facts, say)


def _by_group(results: Results, facts: Facts, say: Say) -> Iterator[Block]:
    """Scores side by side; what fewer than five people gave is not known."""
    groups = list(results.groups)
    names = [say("report.column_question"), say("report.all"), *(facts.group(one, say.language) for one in groups)]
    known = {(group, one.question): one for group, scores in results.groups.items() for one in scores}
    rows = []
    for one in results.scores:
        cells = [_written(one, say), *(_of(known.get((group, one.question)), say) for group in groups)]
        rows.append((Cell(_name(one, facts, say), align="left"), *(Cell(cell) for cell in cells)))
    yield Table((70, *(100 / (len(names) - 1),) * (len(names) - 1)), (tuple(Cell(one) for one in names),), tuple(rows))
    yield Line(say("report.groups_note"), "※", 1)


def _of(score: Score | None, say: Say) -> str:
    return _written(score, say) if score else "-"


def _written(score: Score, say: Say) -> str:
    return say("report.score", mean=f"{score.mean:.1f}", n=score.answers)


def _name(score: Score, facts: Facts, say: Say) -> str:
    if score.question == OVERALL:
        return say("report.question_overall")
    found = facts.itinerary.find(score.question)
    return str(found.row.say("title", say.language)) if found else score.question
