"""What is kept of a person, and how it is deleted: for one person, or for a whole event whose time is over."""

from collections.abc import Sequence
from datetime import datetime
from typing import Any

from sqlalchemy import ColumnElement, delete, func, or_, select
from sqlalchemy.ext.asyncio import AsyncConnection

from bot.db import inbox, people
from bot.db.models import (
    Account,
    Attendance,
    Content,
    Delivery,
    FeedbackBallot,
    FeedbackCode,
    FeedbackDraft,
    FeedbackMark,
    Inbox,
    Notice,
    Person,
    Photo,
    PhotoConsent,
    Question,
    Receipt,
    WebMessage,
    WebSession,
)

_HIDDEN = {"id", "person_id", "event_id", "group_of", "card_mark"}


async def kept(tx: AsyncConnection, account_id: int) -> dict[str, Any]:
    """Everything kept of an account and its person, as JSON values by subject; counts where the rows are many."""
    account = (await tx.execute(select(Account).where(Account.id == account_id))).one()
    person = (await tx.execute(select(Person).where(Person.id == account.person_id))).first()
    asked = await tx.execute(
        select(Question.text, Question.answer, Question.asked_at).where(Question.account_id == account_id)
    )
    counts = {
        "messages_to_you": await _count(tx, Delivery.id, Delivery.account_id == account_id),
        "receipts": await _count(tx, Receipt.person_id, Receipt.person_id == account.person_id),
        "feedback_sent": await _count(tx, FeedbackMark.person_id, FeedbackMark.person_id == account.person_id),
        "feedback_drafts": await _count(tx, FeedbackDraft.person_id, FeedbackDraft.account_id == account_id),
        "roll_calls": await _count(tx, Attendance.person_id, Attendance.person_id == account.person_id),
        "photos": await _count(tx, Photo.id, Photo.person_id == account.person_id),
        "web_messages": await _count(tx, WebMessage.id, WebMessage.user == account.user) if account.bot == "web" else 0,
        "recent_updates": await _count(tx, Inbox.id, inbox.of_user(account.bot, account.user)),
    }
    sent = await tx.execute(
        select(Photo.caption, Photo.activity, Photo.taken_at).where(Photo.person_id == account.person_id)
    )
    agreed = await tx.execute(select(PhotoConsent.at).where(PhotoConsent.person_id == account.person_id))
    return {
        "account": _plain(account),
        "person": _plain(person) if person else {},
        "questions": [_plain(row) for row in asked],
        "photos": [_plain(row) for row in sent],
        "photos_agreed": [_plain(row) for row in agreed],
        "counts": counts,
    }


async def forget(tx: AsyncConnection, account_id: int, person_id: int | None) -> None:
    """Delete an account with its deliveries, its person, and the questions that did not become part of the FAQ."""
    mine = or_(Question.account_id == account_id, Question.looked_by == account_id)
    await tx.execute(delete(Question).where(Question.account_id == account_id, Question.learnt.is_(False), mine))
    await _own_contents(tx, account_id)
    await people.forget_account(tx, account_id)
    if person_id is not None:
        await people.forget_person(tx, person_id)


async def accounts_of(tx: AsyncConnection, persons: Sequence[int]) -> list[tuple[int, str, str]]:
    """The accounts (id, bot, user) that speak for these people."""
    query = select(Account.id, Account.bot, Account.user).where(Account.person_id.in_(list(persons)))
    return [(row.id, row.bot, row.user) for row in await tx.execute(query)]


async def forget_sessions(tx: AsyncConnection, user: str) -> None:
    """Delete the sessions of a web user."""
    await tx.execute(delete(WebSession).where(WebSession.user == user))


async def expire(tx: AsyncConnection, event_id: str, now: datetime) -> tuple[int, list[tuple[str, str]]]:
    """Delete all people of an event and what hangs on them; how many they were, and their accounts (bot, user)."""
    persons = list((await tx.execute(select(Person.id).where(Person.event_id == event_id))).scalars())
    accounts = await accounts_of(tx, persons)
    if not persons:
        return 0, []
    await tx.execute(delete(Question).where(Question.event_id == event_id, Question.learnt.is_(False)))
    for table in (FeedbackBallot, FeedbackCode):  # what people wrote may name somebody
        await tx.execute(delete(table).where(table.event_id == event_id))
    for account, bot, user in accounts:
        await people.forget_account(tx, account)
        await inbox.forget_user(tx, bot, user)
        if bot == "web":
            await forget_sessions(tx, user)
    await tx.execute(delete(Notice).where(Notice.event_id == event_id))
    await tx.execute(delete(Person).where(Person.event_id == event_id))
    data = {"people": len(persons), "accounts": len(accounts)}
    await people.note(tx, "event.expired", now, event_id=event_id, data=data)
    return len(persons), [(bot, user) for _, bot, user in accounts]


async def _own_contents(tx: AsyncConnection, account_id: int) -> None:
    """Notices that were for this account alone hold its words or its card: they go, too."""
    mine = select(Delivery.notice_id).where(Delivery.account_id == account_id)
    others = select(Delivery.notice_id).where(Delivery.account_id != account_id)
    alone = (Notice.kind.in_(("card", "newcard", "answer", "looking")), Notice.id.in_(mine), Notice.id.not_in(others))
    await tx.execute(delete(Content).where(Content.notice_id.in_(select(Notice.id).where(*alone))))
    await tx.execute(delete(Notice).where(*alone))


async def _count(tx: AsyncConnection, column: Any, where: ColumnElement[bool]) -> int:  # noqa: ANN401 - any column
    return (await tx.execute(select(func.count(column)).where(where))).scalar_one()


def _plain(row: Any) -> dict[str, Any]:  # noqa: ANN401 - a row
    values = {name: value for name, value in row._mapping.items() if name not in _HIDDEN}  # noqa: SLF001 - SQLAlchemy's public name
    return {
        name: value.isoformat() if isinstance(value, datetime) else value
        for name, value in values.items()
        if value not in (None, "", False)
    }
