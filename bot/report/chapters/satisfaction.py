"""How many answered the form, and the scores they gave."""

from collections.abc import Iterator

from bot.feedback import Score
from bot.report.document import Bar, Block, Chart, Line
from bot.report.facts import Facts
from bot.texts import Say

TOP = 5.0


def blocks(facts: Facts, say: Say) -> Iterator[Block]:
    """The response rate and a bar for each question; nothing before the form is closed or below five answers."""
    results = facts.results
    if results is None or not results.asked:
        return
    yield Line(say("report.satisfaction"), "■")
    share = f"{results.answered / results.asked:.1%}"
    yield Line(say("report.answered", answered=results.answered, asked=results.asked, share=share), "-", 1)
    bars = tuple(_bar(one, facts, say) for one in results.scores)
    if bars:
        yield Chart(say("report.scores"), bars, TOP)
    for group, scores in results.groups.items():
        overall = next((one for one in scores if one.question == "overall"), None)
        if overall:
            yield Line(say("report.group_score", group=group, mean=f"{overall.mean:.1f}", n=overall.answers), "-", 1)


def _bar(score: Score, facts: Facts, say: Say) -> Bar:
    found = facts.itinerary.find(score.question)
    name = str(found.row.say("title", say.language)) if found else say(f"report.question_{score.question}")
    return Bar(name, score.mean, say("report.score", mean=f"{score.mean:.1f}", n=score.answers))
