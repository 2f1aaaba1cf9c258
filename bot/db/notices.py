"""Notices: what is owed to people, what it says, and the outbox rows that carry it to each account."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import ColumnElement, Integer, and_, case, false, func, insert, literal, or_, select, true
from sqlalchemy.dialects import postgresql, sqlite
from sqlalchemy.ext.asyncio import AsyncConnection

from bot.db.direct import MANY_ROWS
from bot.db.models import Account, Content, Delivery, Event, Notice, Person
from bot.messages import Reply
from bot.packing import pack
from config.event import Audience

EVERYONE = Audience()


@dataclass(frozen=True, slots=True)
class Note:
    """A notice to be kept; the fields are those of the table `notice`."""

    key: str
    kind: str
    lane: int
    must: bool
    due_at: datetime
    expires_at: datetime
    topic: str = ""
    activity: str = ""
    audience: Audience = EVERYONE
    created_by: int | None = None
    missed: bool = False


@dataclass(frozen=True, slots=True)
class Recipients:
    """Whom a notice is for: accounts of people of the event who consented, have not left and can be reached.

    What is not assigned to a person yet excludes nobody. `topic` is what people may have muted ("" nobody may);
    `leads` are personal lead times in minutes (None: those who chose none; empty: everybody); `accounts` narrows to
    these; `without` leaves out whoever got a reminder of the same activity and start that fell due later. `groups`:
    group chats of the event hear it, too.
    """

    event_id: str
    audience: Audience = EVERYONE
    topic: str = ""
    leads: frozenset[int | None] = frozenset()
    accounts: tuple[int, ...] | None = None
    without: Note | None = None
    groups: bool = False


async def put(
    tx: AsyncConnection, note: Note, who: Recipients, contents: Mapping[str, Reply], now: datetime
) -> int | None:
    """Keep a notice with its texts by language and a delivery for each recipient; the number of deliveries.

    None when there is a notice with that key already: then nothing happens. `now` is the event's time; what is due
    later waits in the outbox.
    """
    notice_id = await add(tx, who.event_id, note, now)
    if notice_id is None:
        return None
    said = await say(tx, notice_id, contents)
    return await deliver(tx, [(notice_id, note, who)], 1, said, now)


async def add(tx: AsyncConnection, event_id: str, note: Note, now: datetime) -> int | None:
    """Keep a notice; its id, or None when its key is there already.

    One that was recorded as missed (a clock had run ahead) becomes a notice when it falls due after all.
    """
    dialect = sqlite if tx.dialect.name == "sqlite" else postgresql
    statement = dialect.insert(Notice).values(
        event_id=event_id,
        key=note.key,
        kind=note.kind,
        topic=note.topic,
        activity=note.activity,
        lane=note.lane,
        must=note.must,
        missed=note.missed,
        audience=note.audience.model_dump(exclude_defaults=True) or None,
        created_by=note.created_by,
        due_at=note.due_at,
        expires_at=note.expires_at,
        created_at=now,
    )
    revived = statement.on_conflict_do_update(
        index_elements=["event_id", "key"],
        set_={"missed": false(), "due_at": note.due_at, "created_at": now},
        where=Notice.missed & statement.excluded.missed.is_(false()),
    )
    return (await tx.execute(revived.returning(Notice.id))).scalar_one_or_none()


async def known(tx: AsyncConnection, event_id: str, keys: Sequence[str]) -> frozenset[str]:
    """Which of these keys there is a notice for."""
    query = select(Notice.key).where(Notice.event_id == event_id, Notice.key.in_(list(keys)))
    return frozenset((await tx.execute(query)).scalars())


async def of_kind(tx: AsyncConnection, event_id: str, kind: str) -> list[int]:
    """The notices of that kind, oldest first."""
    query = select(Notice.id).where(Notice.event_id == event_id, Notice.kind == kind).order_by(Notice.id)
    return list((await tx.execute(query)).scalars())


async def say(
    tx: AsyncConnection, notice_id: int, contents: Mapping[str, Reply], covers: Sequence[int] = ()
) -> dict[str, int]:
    """Keep what a notice says, once a language; the ids by language. `covers` are notices that it speaks for, too."""
    result = {}
    for language, reply in contents.items():
        values = {"notice_id": notice_id, "language": language, "reply": pack(reply), "covers": list(covers) or None}
        result[language] = (await tx.execute(insert(Content).values(values).returning(Content.id))).scalar_one()
    return result


Owed = Sequence[tuple[int, Note, Recipients]]


async def deliver(tx: AsyncConnection, owed: Owed, mask: int, contents: Mapping[str, int], now: datetime) -> int:
    """Outbox rows for everybody to whom exactly the notices at the bits of `mask` are owed; how many they are.

    They hang on the first of these notices, with the id of the content in the account's language (the first of
    `contents` where that language has none).
    """
    chosen = [one for bit, one in enumerate(owed) if mask >> bit & 1]
    wanted = [_due_to(who) if mask >> bit & 1 else ~_due_to(who) for bit, (_, _, who) in enumerate(owed)]
    ids = list(contents.items())
    content: Any = literal(ids[0][1], Integer)
    if ids[1:]:
        content = case(*((Account.language == language, one) for language, one in ids[1:]), else_=content)
    row = {
        "notice_id": literal(chosen[0][0]),
        "content_id": content,
        "account_id": Account.id,
        "bot": Account.bot,
        "lane": literal(min(note.lane for _, note, _ in chosen)),
        "must": true() if any(note.must for _, note, _ in chosen) else false(),
        "state": literal("queued"),
        "attempts": literal(0),
        "repeats": literal(0),
        "message": literal(""),
        "reason": literal(""),
        "due_at": literal(_later(chosen, now), Delivery.due_at.type),
        "expires_at": literal(min(note.expires_at for _, note, _ in chosen), Delivery.expires_at.type),
        "created_at": literal(now, Delivery.created_at.type),
    }
    query = select(*row.values()).select_from(Account).outerjoin(Person).where(_alive(chosen[0][2]), *wanted)
    dialect = sqlite if tx.dialect.name == "sqlite" else postgresql
    statement = dialect.insert(Delivery).from_select(list(row), query, include_defaults=False)
    once = statement.on_conflict_do_nothing(index_elements=["notice_id", "account_id"]).prefix_with(MANY_ROWS)
    return (await tx.execute(once.execution_options(preserve_rowcount=True))).rowcount


def _later(owed: Owed, now: datetime) -> datetime | None:
    """Until when the outbox has to wait with them, None when they are due."""
    due = min(note.due_at for _, note, _ in owed)
    return due if due > now else None


async def masks(tx: AsyncConnection, owed: Owed) -> list[int]:
    """Which combinations of these notices are owed to anybody, as bit masks over their positions."""
    if len(owed) == 1:
        return [1]
    bits = [case((_due_to(who), 1 << bit), else_=0) for bit, (_, _, who) in enumerate(owed)]
    mask = sum(bits[1:], bits[0]).label("mask")
    query = select(mask).select_from(Account).outerjoin(Person).where(_alive(owed[0][2])).distinct()
    query = query.prefix_with(MANY_ROWS)
    return [one for one in (await tx.execute(query)).scalars() if one]


_LEADS = select(Account.lead).where(Account.lead.is_not(None)).distinct().prefix_with(MANY_ROWS)


async def leads(tx: AsyncConnection) -> frozenset[int]:
    """The personal lead times in use, in minutes."""
    found = (await tx.execute(_LEADS)).scalars()
    return frozenset(one for one in found if one is not None)


async def largest(tx: AsyncConnection) -> int:
    """No event has more accounts than this; costs nothing, however many there are."""
    return (await tx.execute(select(func.max(Account.id)))).scalar_one() or 0


async def audience_size(tx: AsyncConnection, event_id: str, audience: Audience) -> int:
    """The most accounts of one bot that a notice to this audience reaches."""
    who = Recipients(event_id, audience)
    query = select(func.count()).select_from(Account).join(Person).where(_alive(who), _due_to(who))
    query = query.prefix_with(MANY_ROWS)
    return max((await tx.execute(query.group_by(Account.bot))).scalars(), default=0)


async def looked(tx: AsyncConnection, event_id: str, now: datetime) -> None:
    """The planner has looked up to this moment of the event's time."""
    await tx.execute(Event.__table__.update().where(Event.id == event_id).values(ticked_at=now))  # type: ignore[attr-defined]  # a Table


async def looks(tx: AsyncConnection) -> dict[str, datetime | None]:
    """Up to which moment the planner has looked, by event."""
    return {row.id: row.ticked_at for row in await tx.execute(select(Event.id, Event.ticked_at))}


def _alive(who: Recipients) -> ColumnElement[bool]:
    person = and_(Person.event_id == who.event_id, Person.left_at.is_(None))
    return and_(
        or_(person, Account.group_of == who.event_id), Account.consented_at.is_not(None), Account.unreachable == ""
    )


def _due_to(who: Recipients) -> ColumnElement[bool]:
    people = and_(Account.group_of.is_(None), *_conditions(who))
    return or_(people, Account.group_of == who.event_id) if who.groups else people


def _conditions(who: Recipients) -> list[ColumnElement[bool]]:
    return [
        *_audience(who.audience),
        *((Account.reminders, ~Account.muted.contains(f",{who.topic},", autoescape=True)) if who.topic else ()),
        *((_lead(who.leads),) if who.leads else ()),
        *((Account.id.in_(who.accounts),) if who.accounts is not None else ()),
        *((~_has_later(who.without),) if who.without else ()),
    ]


def _audience(audience: Audience) -> Iterable[ColumnElement[bool]]:
    narrowed = [(getattr(Person, field), values) for field, values in audience if values]
    if narrowed:
        yield or_(Person.role == "organizer", and_(*(column.in_((*values, "")) for column, values in narrowed)))


def _lead(leads: frozenset[int | None]) -> ColumnElement[bool]:
    chosen = Account.lead.in_([one for one in leads if one is not None])
    return or_(Account.lead.is_(None), chosen) if None in leads else chosen


def _has_later(note: Note) -> ColumnElement[bool]:
    return (
        select(Delivery.id)
        .join(Notice)
        .where(
            Delivery.account_id == Account.id,
            Notice.kind == note.kind,
            Notice.activity == note.activity,
            Notice.expires_at == note.expires_at,
            Notice.due_at > note.due_at,
        )
        .correlate(Account)
        .exists()
    )
