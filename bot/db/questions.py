"""Questions that were handed to organizers, and the answers that became part of what the bot knows."""

from collections.abc import Sequence
from datetime import datetime
from typing import Any

from sqlalchemy import and_, insert, or_, select, update
from sqlalchemy.ext.asyncio import AsyncConnection

from bot.db.models import Account, Delivery, Event, Notice, Person, Question
from config.event import Faq

TOLD = "question:"


async def add(tx: AsyncConnection, event_id: str, account_id: int, text: str, now: datetime, **values: object) -> int:
    """A question that waits for an answer."""
    row = {"event_id": event_id, "account_id": account_id, "text": text, "asked_at": now, **values}
    return int((await tx.execute(insert(Question).values(row).returning(Question.id))).scalar_one())


async def learnt(tx: AsyncConnection, event_id: str) -> tuple[Faq, ...]:
    """Answers that organizers kept, as further FAQ."""
    query = select(Question.text, Question.answer).where(Question.event_id == event_id, Question.learnt.is_(True))
    return tuple(Faq(q=(row.text,), a=row.answer) for row in await tx.execute(query))


async def find(tx: AsyncConnection, event_id: str, number: int) -> Any:  # noqa: ANN401 - a row of Question
    """A question of that event with the names of who looks at it and who answered; None when there is none."""
    columns = (
        Question,
        _name(Question.looked_by).label("looker"),
        _name(Question.answered_by).label("answerer"),
        _name(Question.account_id).label("asker"),
    )
    query = select(*columns).where(Question.event_id == event_id, Question.id == number)
    return (await tx.execute(query)).first()


async def waiting(tx: AsyncConnection, event_id: str) -> Sequence[Any]:
    """The open questions that hang on no other, oldest first: id, text, told, told_at, asked_at."""
    query = select(Question).where(
        Question.event_id == event_id, Question.answered_at.is_(None), Question.same_as.is_(None)
    )
    return (await tx.execute(query.order_by(Question.id))).all()


async def look(tx: AsyncConnection, number: int, account_id: int) -> bool:
    """An organizer begins to answer; False when somebody had begun already."""
    fresh = and_(Question.id == number, Question.looked_by.is_(None))
    return bool((await tx.execute(update(Question).where(fresh).values(looked_by=account_id))).rowcount)


async def answer(tx: AsyncConnection, number: int, text: str, account_id: int, now: datetime) -> bool:
    """Answer a question and those that hang on it; False when it was answered already."""
    values = {"answer": text, "answered_by": account_id, "answered_at": now}
    fresh = and_(Question.id == number, Question.answered_at.is_(None))
    if (await tx.execute(update(Question).where(fresh).values(values))).rowcount == 0:
        return False
    await tx.execute(update(Question).where(Question.same_as == number).values(values))
    return True


async def askers(tx: AsyncConnection, number: int) -> dict[int, str]:
    """The accounts that asked a question or the same, each with its own words."""
    query = select(Question.account_id, Question.text).where(or_(Question.id == number, Question.same_as == number))
    return {row.account_id: row.text for row in await tx.execute(query) if row.account_id is not None}


async def hide(tx: AsyncConnection, number: int) -> None:
    """Forget who asked without a name, once the answer is on its way."""
    here = or_(Question.id == number, Question.same_as == number)
    await tx.execute(update(Question).where(here, Question.anonymous).values(account_id=None))


async def learn(tx: AsyncConnection, event_id: str, number: int) -> bool:
    """Keep question and answer as FAQ; False when that was done already or there is no answer."""
    fresh = and_(
        Question.event_id == event_id,
        Question.id == number,
        Question.answered_at.is_not(None),
        Question.learnt.is_(False),
    )
    if (await tx.execute(update(Question).where(fresh).values(learnt=True))).rowcount == 0:
        return False
    await tx.execute(update(Event).where(Event.id == event_id).values(version=Event.version + 1))
    return True


async def told(tx: AsyncConnection, number: int, now: datetime) -> None:
    """Organizers have been told of a question once more."""
    await tx.execute(update(Question).where(Question.id == number).values(told=Question.told + 1, told_at=now))


async def organizers(tx: AsyncConnection, event_id: str) -> dict[int, bool]:
    """The organizers' reachable accounts, and whether each is on duty."""
    query = select(Account.id, Person.off_duty).join(Person, Person.id == Account.person_id)
    query = query.where(Person.event_id == event_id, Person.role == "organizer", Person.left_at.is_(None))
    return {row.id: not row.off_duty for row in await tx.execute(query.where(Account.unreachable == ""))}


async def informed(tx: AsyncConnection, event_id: str, number: int) -> set[int]:
    """The accounts to which the question has gone already."""
    query = select(Delivery.account_id).join(Notice, Notice.id == Delivery.notice_id)
    here = (Notice.event_id == event_id, Notice.kind == "question", Notice.key.startswith(f"{TOLD}{number}:"))
    return set((await tx.execute(query.where(*here))).scalars())


async def replied_to(tx: AsyncConnection, account_id: int, message: str) -> int | None:
    """The question that a message to an organizer told of; None when it was about something else."""
    query = select(Notice.key).join(Delivery, Delivery.notice_id == Notice.id)
    here = (Delivery.account_id == account_id, Delivery.message == message, Notice.kind == "question")
    key = (await tx.execute(query.where(*here).limit(1))).scalar_one_or_none()
    return int(key.split(":")[1]) if key else None


async def duty(tx: AsyncConnection, person_id: int, *, off: bool) -> None:
    """Whether an organizer is asked first."""
    await tx.execute(update(Person).where(Person.id == person_id).values(off_duty=off))


def _name(column: Any) -> Any:  # noqa: ANN401 - a column, and a scalar query
    query = select(Person.name).join(Account, Account.person_id == Person.id).where(Account.id == column)
    return query.correlate(Question).scalar_subquery()
