"""What a report still lacks, and where it is mended (pure)."""

from collections.abc import Iterator
from dataclasses import dataclass

from bot.db.feedback import Form
from bot.db.progress import Progress
from bot.feedback import LEAST
from bot.itinerary import Itinerary
from bot.texts import Say

_ACTIONS = {"feedback": "survey:refresh", "review": "review:", "photos": "desk:menu", "number": "reporthead:ask"}


@dataclass(frozen=True, slots=True)
class Missing:
    """One line of what is missing; `go` names the place where it is mended, "" when there is none."""

    text: str
    go: str = ""

    @property
    def action(self) -> str:
        """The button's action that leads there."""
        return _ACTIONS.get(self.go, "")


def missing(known: Progress, itinerary: Itinerary, say: Say) -> list[Missing]:
    """In the order in which one would mend it."""
    return [*_feedback(known, itinerary, say), *_review(known, say), *_rest(known, itinerary, say)]


def _feedback(known: Progress, itinerary: Itinerary, say: Say) -> Iterator[Missing]:
    form = known.form
    if form is None:
        yield Missing(say("reporting.not_opened"), "feedback")
    elif form.closed_at is None:
        closes = _moment(form, itinerary, say)
        yield Missing(
            say("reporting.still_open", answered=known.answered, asked=known.asked, closes=closes), "feedback"
        )
    elif known.answered < LEAST:
        yield Missing(say("reporting.too_few", least=LEAST))


def _moment(form: Form, itinerary: Itinerary, say: Say) -> str:
    local = itinerary.local(form.closes_at)
    return f"{say.date(local.date())} {local:%H:%M}"


def _review(known: Progress, say: Say) -> Iterator[Missing]:
    closed = known.form is not None and known.form.closed_at is not None and known.answered >= LEAST
    if known.accepted or not (closed or known.proposed):
        return
    if known.proposed:
        yield Missing(say("reporting.not_reviewed", count=known.proposed), "review")
    else:
        yield Missing(say("reporting.nothing_sorted"), "review")


def _rest(known: Progress, itinerary: Itinerary, say: Say) -> Iterator[Missing]:
    if not known.photos:
        yield Missing(say("reporting.no_photos"))
    elif not known.chosen:
        yield Missing(say("reporting.not_chosen", count=known.photos), "photos")
    if not known.called:
        yield Missing(say("reporting.no_rollcall"))
    if not itinerary.file.report.heads:
        yield Missing(say("reporting.no_number"), "number")
