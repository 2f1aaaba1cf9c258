"""People, their accounts and invitations."""

from collections.abc import Iterable
from datetime import datetime
from functools import cache
from typing import Any, cast

from sqlalchemy import Table, Update, bindparam, delete, insert, or_, select, update
from sqlalchemy.ext.asyncio import AsyncConnection

from bot import people
from bot.db import models
from bot.messages import Address

_ACCOUNT = (
    models.Account.id.label("account_id"),
    models.Account.bot.label("account_bot"),
    models.Account.user,
    models.Account.chat,
    models.Account.language,
    models.Account.reminders,
    models.Account.muted,
    models.Account.lead,
    models.Account.dialogue,
    models.Account.focus,
    models.Account.unreachable,
    models.Account.card,
)
PERSON = (
    models.Person.id,
    models.Person.event_id,
    models.Person.name,
    models.Person.organisation,
    models.Person.group,
    models.Person.bus,
    models.Person.room,
    models.Person.team,
    models.Person.role,
    models.Person.leads_bus,
    models.Person.leads_team,
    models.Person.language.label("person_language"),
    models.Person.listed,
)
_BOTH = select(*_ACCOUNT, *PERSON).outerjoin(
    models.Person, (models.Person.id == models.Account.person_id) & models.Person.left_at.is_(None)
)
# Made once: building a statement costs more than running it.
_OF_USERS = _BOTH.where(
    models.Account.bot == bindparam("bot"), models.Account.user.in_(bindparam("users", expanding=True))
)
_ACCOUNTS = cast("Table", models.Account.__table__)
_ONE_ACCOUNT = update(_ACCOUNTS).where(_ACCOUNTS.c.id == bindparam("row"))


async def accounts(tx: AsyncConnection, bot: str, users: Iterable[str]) -> dict[str, people.Account]:
    """The accounts of these users of a bot, by user; those that we do not know are absent."""
    rows = await tx.execute(_OF_USERS, {"bot": bot, "users": list(users)})
    return {row.user: _account(row) for row in rows}


async def account(tx: AsyncConnection, bot: str, user: str) -> people.Account | None:
    """One account."""
    return (await accounts(tx, bot, [user])).get(user)


async def add_account(tx: AsyncConnection, bot: str, address: Address, values: dict[str, Any]) -> int:
    """A new account; `values` are further columns."""
    statement = insert(models.Account).values(bot=bot, user=address.user, chat=address.chat, **values)
    return _new_id(await tx.execute(statement.returning(models.Account.id)))


async def change_account(tx: AsyncConnection, account_id: int, **values: object) -> None:
    """Set columns of an account."""
    await tx.execute(_setting(*sorted(values)), {"row": account_id, **values})


@cache
def _setting(*names: str) -> Update:
    return _ONE_ACCOUNT.values({name: bindparam(name) for name in names})


async def forget_account(tx: AsyncConnection, account_id: int) -> None:
    """Delete an account with everything that hangs on it (its deliveries, too)."""
    await tx.execute(delete(models.Account).where(models.Account.id == account_id))


async def add_person(tx: AsyncConnection, event_id: str, name: str, now: datetime, **values: object) -> int:
    """A new person of an event."""
    statement = insert(models.Person).values(event_id=event_id, name=name, created_at=now, **values)
    return _new_id(await tx.execute(statement.returning(models.Person.id)))


async def change_person(tx: AsyncConnection, person_id: int, **values: object) -> None:
    """Set columns of a person."""
    await tx.execute(update(models.Person).where(models.Person.id == person_id).values(**values))


async def forget_person(tx: AsyncConnection, person_id: int) -> None:
    """Delete a person."""
    await tx.execute(delete(models.Person).where(models.Person.id == person_id))


async def roster(tx: AsyncConnection, event_id: str, *, without_account: bool = False) -> list[people.Person]:
    """The people of an event who have not left, by name; only those whom no account speaks for, if asked."""
    query = select(*PERSON).where(models.Person.event_id == event_id, models.Person.left_at.is_(None))
    if without_account:
        taken = select(models.Account.person_id).where(models.Account.person_id.is_not(None))
        query = query.where(models.Person.id.not_in(taken))
    return [person_of(row) for row in await tx.execute(query.order_by(models.Person.name, models.Person.id))]


async def sharing(tx: AsyncConnection, person: people.Person, column: str) -> list[people.Person]:
    """The others of the same bus, room or team; nobody while it is not assigned."""
    value = getattr(person, column)
    if not value:
        return []
    query = select(*PERSON).where(
        models.Person.event_id == person.event_id,
        getattr(models.Person, column) == value,
        models.Person.id != person.id,
        models.Person.left_at.is_(None),
    )
    return [person_of(row) for row in await tx.execute(query.order_by(models.Person.name))]


async def take(tx: AsyncConnection, account_id: int, person_id: int) -> bool:
    """Let an account speak for a person; False when another account of that person's is there already."""
    await tx.execute(select(models.Person.id).where(models.Person.id == person_id).with_for_update())
    others = (models.Account.person_id == person_id) & (models.Account.id != account_id)
    if (await tx.execute(select(models.Account.id).where(others).limit(1))).first():
        return False
    await change_account(tx, account_id, person_id=person_id)
    return True


async def leaders(tx: AsyncConnection, person: people.Person) -> list[tuple[str, str, str]]:
    """Who leads this person's bus and team: ("bus" or "team", name, phone). Only leaders' phones are ever read here."""
    columns = (models.Person.name, models.Person.phone, models.Person.leads_bus, models.Person.leads_team)
    leads = [
        getattr(models.Person, f"leads_{what}") == getattr(person, what)
        for what in ("bus", "team")
        if getattr(person, what)
    ]
    if not leads:
        return []
    here = (models.Person.event_id == person.event_id, models.Person.left_at.is_(None), or_(*leads))
    rows = (await tx.execute(select(*columns).where(*here).order_by(models.Person.id))).all()
    return [
        (what, row.name, row.phone)
        for what in ("bus", "team")
        for row in rows
        if getattr(person, what) and getattr(row, f"leads_{what}") == getattr(person, what)
    ]


async def keep_card(tx: AsyncConnection, bot: str, user: str, message: str) -> None:
    """The message that shows a person's card from now on."""
    mine = (models.Account.bot == bot) & (models.Account.user == user)
    await tx.execute(update(models.Account).where(mine).values(card=message))


async def add_invite(tx: AsyncConnection, digest: str, event_id: str, now: datetime, **values: object) -> None:
    """A one-time invitation, kept as the digest of its code."""
    await tx.execute(insert(models.Invite).values(digest=digest, event_id=event_id, created_at=now, **values))


async def any_invite(tx: AsyncConnection, digest: str) -> models.Invite | None:
    """The invitation with that digest, also a used or expired one."""
    return (await tx.execute(select(models.Invite).where(models.Invite.digest == digest))).first()  # type: ignore[return-value]  # a row of Invite's columns


async def invite(tx: AsyncConnection, digest: str, now: datetime) -> models.Invite | None:
    """The unused, unexpired invitation with that digest."""
    row = await any_invite(tx, digest)
    if row is None or row.used_at is not None or (row.expires_at is not None and row.expires_at <= now):
        return None
    return row


async def use_invite(tx: AsyncConnection, digest: str, now: datetime) -> bool:
    """Use an invitation up; False when somebody else was faster."""
    unused = (models.Invite.digest == digest) & models.Invite.used_at.is_(None)
    result = await tx.execute(update(models.Invite).where(unused).values(used_at=now))
    return result.rowcount == 1


async def note(tx: AsyncConnection, action: str, now: datetime, **values: object) -> None:
    """Write who did what into the audit."""
    await tx.execute(insert(models.Audit).values(action=action, at=now, **values))


def _new_id(result: Any) -> int:  # noqa: ANN401 - a cursor result
    return int(result.scalar_one())


def person_of(row: Any) -> people.Person:  # noqa: ANN401 - a result row of PERSON's columns
    """A person from a row of `PERSON`'s columns."""
    return people.Person(
        row.id,
        row.event_id,
        row.name,
        row.organisation,
        row.group,
        row.bus,
        row.room,
        row.team,
        row.role,
        row.leads_bus,
        row.leads_team,
        row.person_language,
        row.listed,
    )


def _account(row: Any) -> people.Account:  # noqa: ANN401 - a result row of _BOTH's columns
    return people.Account(
        row.account_id,
        row.account_bot,
        row.user,
        row.chat,
        row.language,
        person_of(row) if row.id is not None else None,
        row.reminders,
        tuple(kind for kind in row.muted.split(",") if kind),
        row.lead,
        row.dialogue or {},
        row.focus or {},
        row.unreachable,
        row.card,
    )
