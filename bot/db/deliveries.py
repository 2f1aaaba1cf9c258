"""The outbox on its way out: claimed under a lease's term, recorded under the same term, or left to the next holder."""

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any, cast

from sqlalchemy import Integer, Table, bindparam, case, delete, func, or_, select, update
from sqlalchemy import cast as as_type
from sqlalchemy.ext.asyncio import AsyncConnection
from sqlalchemy.orm import aliased

from bot.db.models import Account, Content, Delivery, Notice, Person
from bot.messages import Reply
from bot.packing import unpack

_TABLE = cast("Table", Delivery.__table__)
OPEN = ("queued", "retry")
CARDS = ("card", "newcard")


@dataclass(frozen=True, slots=True)
class Row:
    """A delivery that was claimed, with where it goes; `message` is the one that it changes ("" is a new one).

    `card`: it is the person's card, and the account remembers where it stands.
    """

    id: int
    notice_id: int
    content_id: int
    account_id: int
    lane: int
    must: bool
    attempts: int
    expires_at: datetime
    chat: str
    user: str
    message: str = ""
    card: bool = False


@dataclass(frozen=True, slots=True)
class Result:
    """What became of a claimed delivery; `repeats` is added to what was counted so far."""

    id: int
    account_id: int
    state: str
    reason: str = ""
    message: str = ""
    repeats: int = 0
    not_before: datetime | None = None
    sent_at: datetime | None = None
    card: bool = False


async def recover(tx: AsyncConnection, bot: str, term: int) -> int:
    """What was begun under this or an earlier term and not recorded has an unknown outcome: its kind decides.

    What nobody may miss is sent again and counted as a possible repeat, chatter stays uncertain. The number of rows.
    """
    begun = (Delivery.bot == bot) & (Delivery.state == "sending") & (Delivery.term <= term)
    values = {
        "state": case((Delivery.must, "queued"), else_="uncertain"),
        "repeats": Delivery.repeats + as_type(Delivery.must, Integer),
        "reason": "stopped while sending",
    }
    return (await tx.execute(update(Delivery).where(begun).values(values))).rowcount


async def claim(  # noqa: PLR0913 - each narrows what is taken
    tx: AsyncConnection, bot: str, term: int, *, limit: int, busy: Collection[int], now: datetime, real: datetime
) -> list[Row]:
    """Take at most `limit` deliveries, at most one an account, and mark them `sending`; by lane, then oldest first.

    `busy` are accounts to which something is on its way, `now` is the event's time, `real` the database's. What may
    no longer be sent gets its final state here.
    """
    await _due_again(tx, bot, real)
    found = await _next(tx, bot, limit, busy, now)
    final: dict[str, list[int]] = {"expired": [], "cancelled": [], "unreachable": []}
    taken: dict[int, Any] = {}
    for row in found:
        if state := _hindered(row, now):
            final[state].append(row.id)
        elif not _waits(row):
            taken.setdefault(row.account_id, row)
    await _close(tx, final)
    if final["expired"]:
        await _expire(tx, bot, now)
    ids = [row.id for row in taken.values()]
    if ids:
        begin = {"state": "sending", "term": term, "attempts": Delivery.attempts + 1}
        await tx.execute(update(Delivery).where(Delivery.id.in_(ids)).values(begin))
    return [_row(row) for row in taken.values()]


async def record(tx: AsyncConnection, term: int, results: Sequence[Result]) -> int:
    """Record what became of claimed deliveries, unless their claim is of another term; how many were recorded."""
    if not results:
        return 0
    fenced = (_TABLE.c.id == bindparam("row")) & (_TABLE.c.term == bindparam("ours")) & (_TABLE.c.state == "sending")
    values = {
        name: bindparam(name, type_=_TABLE.c[name].type)
        for name in ("state", "reason", "message", "not_before", "sent_at")
    }
    statement = update(_TABLE).where(fenced).values(**values, repeats=_TABLE.c.repeats + bindparam("again"))
    rows = [
        {
            "row": one.id,
            "ours": term,
            "again": one.repeats,
            "state": one.state,
            "reason": one.reason,
            "message": one.message,
            "not_before": one.not_before,
            "sent_at": one.sent_at,
        }
        for one in results
    ]
    done = (await tx.execute(statement, rows)).rowcount
    for one in results:
        if one.state == "unreachable":
            await tx.execute(update(Account).where(Account.id == one.account_id).values(unreachable=one.reason[:120]))
        if one.card and one.state in {"sent", "failed"}:
            await _remember_card(tx, one)
    return done


async def _remember_card(tx: AsyncConnection, one: Result) -> None:
    """Where the card stands from now on; a card that can no longer be changed stands nowhere."""
    if one.state == "sent" and not one.message:
        return
    values = {"card": one.message} if one.state == "sent" else {"card": "", "card_mark": ""}
    await tx.execute(update(Account).where(Account.id == one.account_id).values(values))


async def moved(tx: AsyncConnection, bot: str, old: str, new: str) -> None:
    """A chat has another id now."""
    await tx.execute(update(Account).where(Account.bot == bot, Account.chat == old).values(chat=new))


async def replies(tx: AsyncConnection, contents: Collection[int]) -> dict[int, Reply]:
    """What these contents say."""
    found = await tx.execute(select(Content.id, Content.reply).where(Content.id.in_(list(contents))))
    return {row.id: unpack(row.reply) for row in found}


async def stop(tx: AsyncConnection, notice_id: int) -> bool:
    """Stop a notice: what is not sent is cancelled. False when it was stopped already."""
    fresh = (Notice.id == notice_id) & ~Notice.cancelled
    if (await tx.execute(update(Notice).where(fresh).values(cancelled=True))).rowcount == 0:
        return False
    left = (Delivery.notice_id == notice_id) & Delivery.state.in_(OPEN)
    await tx.execute(update(Delivery).where(left).values(state="cancelled"))
    return True


async def event_of(tx: AsyncConnection, notice_id: int) -> str:
    """The event of a notice."""
    return (await tx.execute(select(Notice.event_id).where(Notice.id == notice_id))).scalar_one()


async def counts(tx: AsyncConnection, notice_id: int) -> dict[str, int]:
    """How many deliveries of a notice are in which state; "repeats" counts what may have arrived twice."""
    query = select(Delivery.state, func.count(), func.sum(Delivery.repeats)).where(Delivery.notice_id == notice_id)
    found = (await tx.execute(query.group_by(Delivery.state))).all()
    return {row[0]: row[1] for row in found} | {"repeats": sum(row[2] or 0 for row in found)}


async def resend(tx: AsyncConnection, notice_id: int) -> int:
    """Send once more what stayed uncertain, as an organizer wishes; how many."""
    left = (Delivery.notice_id == notice_id) & (Delivery.state == "uncertain")
    again = {"state": "queued", "repeats": Delivery.repeats + 1}
    return (await tx.execute(update(Delivery).where(left).values(again))).rowcount


async def forget_lost(tx: AsyncConnection) -> int:
    """Delete rows of accounts that were deleted while the rows were written; how many."""
    lost = Delivery.account_id.not_in(select(Account.id))
    return (await tx.execute(delete(Delivery).where(lost))).rowcount


async def _due_again(tx: AsyncConnection, bot: str, real: datetime) -> None:
    due = (Delivery.bot == bot) & (Delivery.state == "retry") & (Delivery.not_before <= real)
    await tx.execute(update(Delivery).where(due).values(state="queued"))


async def _next(tx: AsyncConnection, bot: str, limit: int, busy: Collection[int], now: datetime) -> Sequence[Any]:
    edited = aliased(Delivery)
    query = (
        select(
            Delivery.id,
            Delivery.notice_id,
            Delivery.content_id,
            Delivery.account_id,
            Delivery.lane,
            Delivery.must,
            Delivery.attempts,
            Delivery.expires_at,
            Account.chat,
            Account.user,
            Account.unreachable,
            Account.reminders,
            Account.muted,
            Person.id.label("person_id"),
            Notice.topic,
            Notice.cancelled,
            Delivery.edits,
            Notice.kind,
            Account.card,
            Account.group_of,
            edited.message,
            edited.state.label("edited_state"),
        )
        .join(Account, Account.id == Delivery.account_id)
        .join(Notice, Notice.id == Delivery.notice_id)
        .outerjoin(Person, (Person.id == Account.person_id) & Person.left_at.is_(None))
        .outerjoin(edited, edited.id == Delivery.edits)
        .where(Delivery.bot == bot, Delivery.state == "queued", Delivery.account_id.not_in(list(busy)))
        .where(or_(Delivery.due_at.is_(None), Delivery.due_at <= now))
        .order_by(Delivery.lane, Delivery.id)
        .limit(limit)
        .with_for_update(skip_locked=True, of=Delivery)
    )
    return (await tx.execute(query)).all()


def _hindered(row: Any, now: datetime) -> str:  # noqa: ANN401 - a result row of `_next`
    """The final state of what may not be sent any more, "" for what may."""
    if row.expires_at <= now:
        return "expired"
    muted = row.topic and not row.must and (not row.reminders or f",{row.topic}," in row.muted)
    in_vain = row.edits is not None and not row.message and not _waits(row)
    if row.cancelled or (row.person_id is None and row.group_of is None) or muted or in_vain:
        return "cancelled"
    return "unreachable" if row.unreachable else ""


def _waits(row: Any) -> bool:  # noqa: ANN401 - a result row of `_next`
    """Whether the message that it changes is still on its way."""
    return row.edits is not None and row.edited_state in {*OPEN, "sending"}


async def _close(tx: AsyncConnection, final: Mapping[str, list[int]]) -> None:
    for state, ids in final.items():
        if ids:
            await tx.execute(update(Delivery).where(Delivery.id.in_(ids)).values(state=state))


async def _expire(tx: AsyncConnection, bot: str, now: datetime) -> None:
    late = (Delivery.bot == bot) & Delivery.state.in_(OPEN) & (Delivery.expires_at <= now)
    await tx.execute(update(Delivery).where(late).values(state="expired"))


def _row(row: Any) -> Row:  # noqa: ANN401 - a result row of `_next`
    return Row(
        row.id,
        row.notice_id,
        row.content_id,
        row.account_id,
        row.lane,
        row.must,
        row.attempts + 1,
        row.expires_at,
        row.chat,
        row.user,
        row.message or (row.card if row.kind == "card" else ""),
        row.kind in CARDS,
    )
