"""The feedback form of an event: its state, who has answered, and, once it is closed, what was answered."""

from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import func, select, update
from sqlalchemy.dialects import postgresql, sqlite
from sqlalchemy.ext.asyncio import AsyncConnection

from bot import questionnaire
from bot.db import events
from bot.db.models import Account, FeedbackAnswer, FeedbackBallot, FeedbackForm, FeedbackMark, Person
from bot.feedback import HEADINGS, LEAST, Comment, Results, Score


@dataclass(frozen=True, slots=True)
class Form:
    """The state of a form that has been opened; moments are aware, UTC."""

    opened_at: datetime
    closes_at: datetime
    closed_at: datetime | None
    asked: int | None

    def takes(self, now: datetime) -> bool:
        """Whether answers are taken."""
        return self.closed_at is None and now < self.closes_at


async def form(tx: AsyncConnection, event_id: str, *, lock: bool = False) -> Form | None:
    """The form, None before it opened; `lock`: whoever else wants to write answers waits for this transaction."""
    query = select(FeedbackForm).where(FeedbackForm.event_id == event_id)
    row = (await tx.execute(query.with_for_update() if lock else query)).first()
    return Form(row.opened_at, row.closes_at, row.closed_at, row.asked) if row else None


async def open_form(tx: AsyncConnection, event_id: str, opened_at: datetime, closes_at: datetime) -> bool:
    """Open the form; False when it was opened before."""
    dialect = sqlite if tx.dialect.name == "sqlite" else postgresql
    statement = dialect.insert(FeedbackForm).values(event_id=event_id, opened_at=opened_at, closes_at=closes_at)
    once = statement.on_conflict_do_nothing(index_elements=["event_id"])
    return (await tx.execute(once.execution_options(preserve_rowcount=True))).rowcount == 1


async def change(tx: AsyncConnection, event_id: str, **values: object) -> None:
    """Set columns of the form."""
    await tx.execute(update(FeedbackForm).where(FeedbackForm.event_id == event_id).values(**values))


async def answered(tx: AsyncConnection, event_id: str) -> frozenset[int]:
    """Who has answered, by person."""
    query = select(FeedbackMark.person_id).where(FeedbackMark.event_id == event_id)
    return frozenset((await tx.execute(query)).scalars())


async def asked(tx: AsyncConnection, event_id: str) -> int:
    """How many people the event has."""
    query = select(func.count()).select_from(Person).where(Person.event_id == event_id, Person.left_at.is_(None))
    return (await tx.execute(query)).scalar_one()


async def silent(tx: AsyncConnection, event_id: str) -> tuple[int, ...]:
    """The accounts of the people who have not answered."""
    marked = select(FeedbackMark.person_id).where(FeedbackMark.event_id == event_id)
    query = select(Account.id).join(Person, Person.id == Account.person_id)
    query = query.where(Person.event_id == event_id, Person.left_at.is_(None), Person.id.not_in(marked))
    return tuple((await tx.execute(query.order_by(Account.id))).scalars())


async def count(tx: AsyncConnection, event_id: str) -> int:
    """How many ballots there are."""
    query = select(func.count()).select_from(FeedbackBallot).where(FeedbackBallot.event_id == event_id)
    return (await tx.execute(query)).scalar_one()


async def results(tx: AsyncConnection, event_id: str, now: datetime) -> Results | None:
    """What was answered; None until the form is closed for good, and with fewer than `LEAST` answers.

    As nothing changes after the closing, no two views differ. A group's scores are shown only where at least `LEAST`
    of it answered that question and what remains of all answers, without the groups shown, is none or `LEAST` at least.
    """
    known = await form(tx, event_id)
    if known is None or known.closed_at is None or known.closed_at > now:
        return None
    ballots = await _groups(tx, event_id)
    if len(ballots) < LEAST:
        return None
    query = select(FeedbackAnswer).where(FeedbackAnswer.ballot.in_(select(FeedbackBallot.key).where(_of(event_id))))
    rows = (await tx.execute(query)).all()
    plan = await events.snapshot(tx, event_id)
    order = [one.key for one in questionnaire.questions(plan) if one.scored]
    counts: dict[str, dict[str, Counter[int]]] = defaultdict(lambda: defaultdict(Counter))
    for row in rows:
        if row.score is not None:
            counts[row.question][ballots[row.ballot]][row.score] += 1
    total = {key: _sum(counts[key].values()) for key in order}
    scores = tuple(_score(key, one) for key, one in total.items() if one.total() >= LEAST)
    comments = _comments([(row.question, row.text, row.score) for row in rows], Counter(row.question for row in rows))
    asked_ = max(known.asked or 0, len(ballots))
    return Results(asked_, len(ballots), scores, _by_group(counts, [one.question for one in scores]), comments)


def _of(event_id: str):  # type: ignore[no-untyped-def]  # noqa: ANN202 - a condition
    return FeedbackBallot.event_id == event_id


async def _groups(tx: AsyncConnection, event_id: str) -> Mapping[str, str]:
    found = await tx.execute(select(FeedbackBallot.key, FeedbackBallot.group).where(_of(event_id)))
    return {row.key: row.group for row in found}


def _sum(counters: Iterable[Counter[int]]) -> Counter[int]:
    return sum(counters, Counter())


def _score(question: str, counted: Counter[int]) -> Score:
    one, two, three, four, five = (counted[score] for score in range(1, 6))
    return Score(question, (one, two, three, four, five))


def _by_group(
    counts: Mapping[str, Mapping[str, Counter[int]]], order: Sequence[str]
) -> Mapping[str, tuple[Score, ...]]:
    result: dict[str, list[Score]] = defaultdict(list)
    for question in order:
        for group in sorted(_shown({key: one.total() for key, one in counts[question].items()})):
            result[group].append(_score(question, counts[question][group]))
    return {group: tuple(scores) for group, scores in sorted(result.items())}


def _shown(sizes: Mapping[str, int]) -> set[str]:
    """The groups of one question that may be shown: the smallest are left out until what remains is none or many."""
    shown = {group for group, size in sizes.items() if group and size >= LEAST}
    while shown and 0 < sum(sizes.values()) - sum(sizes[one] for one in shown) < LEAST:
        shown.discard(min(shown, key=lambda one: (sizes[one], one)))
    return shown


def _comments(said: Iterable[tuple[str, str, int | None]], crowd: Counter[str]) -> tuple[Comment, ...]:
    """What was written, in the order of its words. The headings are for everybody, an activity may be for a few."""
    kept = [
        Comment(question, text, score)
        for question, text, score in said
        if text and (question in HEADINGS or question == questionnaire.OVERALL or crowd[question] >= LEAST)
    ]
    return tuple(sorted(kept, key=lambda one: (one.text, one.question)))
