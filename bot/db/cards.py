"""Whose cards stand where, and what people's cards are made of."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from sqlalchemy import String, cast, exists, literal, select, update
from sqlalchemy.ext.asyncio import AsyncConnection

from bot.db import people
from bot.db.models import Account, Notice, Person
from bot.people import Person as Participant


@dataclass(frozen=True, slots=True)
class Holder:
    """An account that has a person: `card` is the message with their card ("" none), `mark` what it says."""

    account_id: int
    language: str
    card: str
    mark: str
    person: Participant


async def holders(tx: AsyncConnection, event_id: str, *, without: str = "") -> list[Holder]:
    """The reachable accounts of an event; with `without` only those for which no notice `<without><account>` exists."""
    mine = (Account.id.label("account_id"), Account.language, Account.card, Account.card_mark)
    query = select(*mine, *people.PERSON).join(Person, Person.id == Account.person_id)
    query = query.where(Person.event_id == event_id, Person.left_at.is_(None), Account.unreachable == "")
    if without:
        key = literal(without) + cast(Account.id, String)
        query = query.where(~exists().where(Notice.event_id == event_id, Notice.key == key))
    rows = await tx.execute(query.order_by(Account.id))
    return [Holder(row.account_id, row.language, row.card, row.card_mark, people.person_of(row)) for row in rows]


async def everybody(tx: AsyncConnection, event_id: str) -> Sequence[Any]:
    """Id, name, room, phone and what they lead, of all people of an event."""
    columns = (Person.id, Person.name, Person.room, Person.phone, Person.leads_bus, Person.leads_team)
    here = (Person.event_id == event_id, Person.left_at.is_(None))
    return (await tx.execute(select(*columns).where(*here).order_by(Person.id))).all()


async def marked(tx: AsyncConnection, account_id: int, mark: str) -> None:
    """What an account's card says from now on."""
    await tx.execute(update(Account).where(Account.id == account_id).values(card_mark=mark))
