"""Forms that are being filled in: kept with their account until they are sent."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from sqlalchemy import delete, select
from sqlalchemy.dialects import postgresql, sqlite
from sqlalchemy.ext.asyncio import AsyncConnection

from bot.db.models import Account, FeedbackDraft, Person
from bot.feedback import Answer


@dataclass(frozen=True, slots=True)
class Draft:
    """What an account filled in for a person; the fields are those of the table `feedback_draft`."""

    account_id: int
    person_id: int
    answers: Mapping[str, Answer] = field(default_factory=dict)
    position: str = ""
    aside: str = ""
    said: tuple[str, ...] = ()
    again: bool = False


async def find(tx: AsyncConnection, account_id: int, person_id: int) -> Draft | None:
    """One draft."""
    mine = (FeedbackDraft.account_id == account_id, FeedbackDraft.person_id == person_id)
    row = (await tx.execute(select(FeedbackDraft).where(*mine))).first()
    return _draft(row) if row else None


async def keep(tx: AsyncConnection, one: Draft) -> None:
    """Keep a draft in place of the one before."""
    values = {
        "answers": {key: [answer.score, answer.text] for key, answer in one.answers.items()},
        "position": one.position,
        "aside": one.aside,
        "said": list(one.said),
        "again": one.again,
    }
    dialect = sqlite if tx.dialect.name == "sqlite" else postgresql
    statement = dialect.insert(FeedbackDraft).values(account_id=one.account_id, person_id=one.person_id, **values)
    await tx.execute(statement.on_conflict_do_update(index_elements=["account_id", "person_id"], set_=values))


async def drop(tx: AsyncConnection, account_id: int, person_id: int) -> None:
    """Throw a draft away."""
    mine = (FeedbackDraft.account_id == account_id, FeedbackDraft.person_id == person_id)
    await tx.execute(delete(FeedbackDraft).where(*mine))


async def of_event(tx: AsyncConnection, event_id: str) -> Sequence[tuple[Draft, str, str]]:
    """Every draft of an event's people, with the bot and user of the account that holds it."""
    query = select(FeedbackDraft, Account.bot, Account.user).join(Account, Account.id == FeedbackDraft.account_id)
    query = query.join(Person, Person.id == FeedbackDraft.person_id).where(Person.event_id == event_id)
    return [(_draft(row), row.bot, row.user) for row in await tx.execute(query)]


def _draft(row: Any) -> Draft:  # noqa: ANN401 - a row of FeedbackDraft's columns
    answers = {key: Answer(score, text) for key, (score, text) in row.answers.items()}
    return Draft(row.account_id, row.person_id, answers, row.position, row.aside, tuple(row.said), row.again)
