"""A copy for publication: what it must not tell is taken out of the facts (pure)."""

from dataclasses import replace

from bot.comments.mask import mask
from bot.evaluation import Evaluation
from bot.itinerary import Itinerary
from bot.report.facts import Facts


def redacted(facts: Facts) -> Facts:
    """Without pictures of people, quotes, scores by group and the contact; names, numbers and addresses are masked.

    What fewer than five people said or were is not counted either (`Facts.open`).
    """
    results = replace(facts.results, groups={}, comments=()) if facts.results else None
    return replace(
        facts,
        itinerary=_without_contact(facts.itinerary),
        photos=(),
        results=results,
        evaluation=_masked(facts.evaluation, facts.names),
        open=True,
    )


def _without_contact(itinerary: Itinerary) -> Itinerary:
    event = itinerary.event.model_copy(update={"contact": None})
    return replace(itinerary, file=itinerary.file.model_copy(update={"event": event}))


def _masked(evaluation: Evaluation, names: frozenset[str]) -> Evaluation:
    return {
        heading: tuple(replace(one, line=mask(one.line, names), quotes=()) for one in findings)
        for heading, findings in evaluation.items()
    }
