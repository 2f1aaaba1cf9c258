"""Filled-in forms in the ballot box: nothing in it, nor its order, says whose they are.

Whatever is put in or taken out, all of the event's ballots, answers and marks are written anew in random order in the
same transaction: neither the place of a row in the file nor PostgreSQL's ctid and xmin tell which is the newest.
"""

import secrets
from collections.abc import Mapping, Sequence
from hashlib import sha256
from typing import Any

from sqlalchemy import delete, func, insert, select, update
from sqlalchemy.ext.asyncio import AsyncConnection

from bot.db import feedback
from bot.db.models import Event, FeedbackAnswer, FeedbackBallot, FeedbackMark, Person
from bot.feedback import LEAST, Answer, Answers

_RANDOM = secrets.SystemRandom()


def new_token() -> str:
    """What only the author will hold: 128 random bits."""
    return secrets.token_urlsafe(16)


def digest(token: str) -> str:
    """What is kept of it."""
    return sha256(token.encode()).hexdigest()


async def cast(tx: AsyncConnection, event_id: str, person_id: int, token: str, answers: Answers) -> bool:
    """Put a person's answers in under a token and mark that they have answered; False when they had already."""
    await feedback.form(tx, event_id, lock=True)
    if person_id in await feedback.answered(tx, event_id):
        return False
    await tx.execute(insert(FeedbackMark).values(event_id=event_id, person_id=person_id))
    await _put(tx, event_id, digest(token), await _group(tx, event_id, person_id), answers)
    await shuffle(tx, event_id)
    return True


async def event_of(tx: AsyncConnection, token: str) -> str | None:
    """The event of the ballot under a token; None when there is none."""
    query = select(FeedbackBallot.event_id).where(FeedbackBallot.key == digest(token))
    return (await tx.execute(query)).scalar_one_or_none()


async def read(tx: AsyncConnection, event_id: str, token: str) -> Answers | None:
    """The answers under a token; None when there are none."""
    key = digest(token)
    mine = (FeedbackBallot.key == key, FeedbackBallot.event_id == event_id)
    if (await tx.execute(select(FeedbackBallot.key).where(*mine))).first() is None:
        return None
    rows = await tx.execute(select(FeedbackAnswer).where(FeedbackAnswer.ballot == key))
    return {row.question: Answer(row.score, row.text) for row in rows}


async def take_back(tx: AsyncConnection, event_id: str, person_id: int, token: str) -> Answers | None:
    """Take a ballot out, to be changed; its person has not answered then. None when it is not there."""
    await feedback.form(tx, event_id, lock=True)
    answers = await read(tx, event_id, token)
    if answers is None or person_id not in await feedback.answered(tx, event_id):
        return None
    await tx.execute(delete(FeedbackBallot).where(FeedbackBallot.key == digest(token)))
    mark = (FeedbackMark.event_id == event_id, FeedbackMark.person_id == person_id)
    await tx.execute(delete(FeedbackMark).where(*mark))
    await _forget_small_groups(tx, event_id)
    await shuffle(tx, event_id)
    return answers


async def replace(tx: AsyncConnection, event_id: str, token: str, answers: Answers) -> bool:
    """Put other answers under the same token; False when there is no such ballot."""
    await feedback.form(tx, event_id, lock=True)
    key = digest(token)
    kept = (FeedbackBallot.key == key, FeedbackBallot.event_id == event_id)
    if (await tx.execute(select(FeedbackBallot.key).where(*kept))).first() is None:
        return False
    await tx.execute(delete(FeedbackAnswer).where(FeedbackAnswer.ballot == key))
    await _answers(tx, key, answers)
    await shuffle(tx, event_id)
    return True


async def settle(tx: AsyncConnection, event_id: str, unsent: Sequence[tuple[int, Answers]]) -> None:
    """At the closing: put in what was taken back and not sent again (person, answers); small groups are blurred."""
    fresh = [one for one in unsent if one[0] not in await feedback.answered(tx, event_id)]
    for person_id in dict.fromkeys(person for person, _ in fresh):
        await tx.execute(insert(FeedbackMark).values(event_id=event_id, person_id=person_id))
    for _, answers in _RANDOM.sample(fresh, len(fresh)):
        await _put(tx, event_id, digest(new_token()), "", answers)
    await _forget_small_groups(tx, event_id)
    await shuffle(tx, event_id)


async def shuffle(tx: AsyncConnection, event_id: str) -> None:
    """Write all marks, ballots and answers of an event anew in random order."""
    mine = select(FeedbackBallot.key).where(FeedbackBallot.event_id == event_id)
    marks = await _rows(tx, select(FeedbackMark).where(FeedbackMark.event_id == event_id))
    ballots = await _rows(tx, select(FeedbackBallot).where(FeedbackBallot.event_id == event_id))
    answers = await _rows(tx, select(FeedbackAnswer).where(FeedbackAnswer.ballot.in_(mine)))
    await tx.execute(delete(FeedbackAnswer).where(FeedbackAnswer.ballot.in_(mine)))
    await tx.execute(delete(FeedbackBallot).where(FeedbackBallot.event_id == event_id))
    await tx.execute(delete(FeedbackMark).where(FeedbackMark.event_id == event_id))
    for table, rows in ((FeedbackMark, marks), (FeedbackBallot, ballots), (FeedbackAnswer, answers)):
        if rows:
            await tx.execute(insert(table), _RANDOM.sample(rows, len(rows)))


async def _rows(tx: AsyncConnection, query: Any) -> list[dict[str, Any]]:  # noqa: ANN401 - a select
    return [dict(row) for row in (await tx.execute(query)).mappings()]


async def _put(tx: AsyncConnection, event_id: str, key: str, group: str, answers: Answers) -> None:
    await tx.execute(insert(FeedbackBallot).values(key=key, event_id=event_id, group=group))
    await _answers(tx, key, answers)


async def _answers(tx: AsyncConnection, key: str, answers: Answers) -> None:
    rows = [
        {"ballot": key, "question": question, "score": one.score, "text": one.text}
        for question, one in answers.items()
        if one.score is not None or one.text
    ]
    if rows:
        await tx.execute(insert(FeedbackAnswer), rows)


async def _group(tx: AsyncConnection, event_id: str, person_id: int) -> str:
    """The person's group, if the event counts it and enough of it have answered; else ""."""
    group = (await tx.execute(select(Person.group).where(Person.id == person_id))).scalar_one_or_none() or ""
    file = (await tx.execute(select(Event.file).where(Event.id == event_id))).scalar_one()
    counted = group in file.get("event", {}).get("attendance", {})
    return group if counted and (await _sizes(tx, event_id)).get(group, 0) >= LEAST else ""


async def _sizes(tx: AsyncConnection, event_id: str) -> Mapping[str, int]:
    """How many of each group have answered."""
    query = select(Person.group, func.count()).join(FeedbackMark, FeedbackMark.person_id == Person.id)
    query = query.where(FeedbackMark.event_id == event_id).group_by(Person.group)
    return {row[0]: row[1] for row in await tx.execute(query)}


async def _forget_small_groups(tx: AsyncConnection, event_id: str) -> None:
    """A group of which fewer than `LEAST` have answered stands on no ballot."""
    many = [group for group, number in (await _sizes(tx, event_id)).items() if number >= LEAST]
    small = (FeedbackBallot.event_id == event_id, FeedbackBallot.group.not_in(many))
    await tx.execute(update(FeedbackBallot).where(*small).values(group=""))
