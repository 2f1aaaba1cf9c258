"""The inbox: updates that a platform handed over, kept until their answers are sent."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any, cast

from sqlalchemy import ColumnElement, Table, and_, bindparam, delete, or_, select, update
from sqlalchemy.dialects import postgresql, sqlite
from sqlalchemy.ext.asyncio import AsyncConnection

from bot.db.models import Inbox

TRIES = 3
# Where each platform's update names the user who sent it.
_SENDERS = (("user",), ("message", "from", "id"), ("callback_query", "from", "id"), ("my_chat_member", "from", "id"))
_TABLE = cast("Table", Inbox.__table__)
_ADDRESS = frozenset(
    {"update_id", "id", "from", "chat", "type", "is_bot", "user", "name", "what", "first_name", "last_name"}
    | {"language", "language_code", "message", "message_id", "callback_query"}
)
# Made once: building a statement costs more than running it.
_ADD = {
    dialect.__name__.rpartition(".")[2]: dialect.insert(_TABLE)
    .on_conflict_do_nothing(index_elements=["bot", "update_id"])
    .returning(_TABLE.c.id, _TABLE.c.update_id, sort_by_parameter_order=False)
    for dialect in (sqlite, postgresql)
}
_SET = (
    update(_TABLE)
    .where(_TABLE.c.id == bindparam("row"))
    .values(state=bindparam("new_state"), replies=bindparam("said", type_=_TABLE.c.replies.type))
)


@dataclass(frozen=True, slots=True)
class Row:
    """One update: `replies` is None until it was handled; `late` if an earlier process took it in."""

    id: int
    update_id: str
    update: dict[str, Any]
    attempts: int = 0
    replies: list[Any] | None = None
    late: bool = False


async def add(tx: AsyncConnection, bot: str, updates: Sequence[tuple[str, dict[str, Any]]], now: datetime) -> list[Row]:
    """Keep these updates (id, content) and return those that were not here already, in their order."""
    if not updates:
        return []
    rows = [{"bot": bot, "update_id": key, "update": _kept(content), "received_at": now} for key, content in updates]
    inserted = await tx.execute(_ADD[tx.dialect.name], rows)
    ids = {row.update_id: row.id for row in inserted}
    return [Row(ids[key], key, content) for key, content in updates if key in ids]


async def open_rows(tx: AsyncConnection, bot: str, *states: str) -> list[Row]:
    """What is in one of these states, in the order of its arrival."""
    query = select(Inbox).where(Inbox.bot == bot, Inbox.state.in_(states)).order_by(Inbox.id)
    return [Row(row.id, row.update_id, row.update, row.attempts, row.replies) for row in await tx.execute(query)]


async def handled(tx: AsyncConnection, answers: Sequence[tuple[int, list[Any]]]) -> None:
    """The effects of these are in this transaction, and these are their replies; without any they are done."""
    if answers:
        rows = [{"row": row, "new_state": "handled" if said else "done", "said": said} for row, said in answers]
        await tx.execute(_SET, rows)


async def done(tx: AsyncConnection, rows: Sequence[int]) -> None:
    """The replies of these are sent."""
    await tx.execute(_SET, [{"row": row, "new_state": "done", "said": None} for row in rows])


async def tried(tx: AsyncConnection, row: int, attempts: int) -> None:
    """A try begins: so many there were with it."""
    await tx.execute(update(Inbox).where(Inbox.id == row).values(attempts=attempts))


async def set_aside(tx: AsyncConnection, row: int) -> None:
    """It is not tried any more."""
    await tx.execute(update(Inbox).where(Inbox.id == row).values(state="failed"))


async def forget(tx: AsyncConnection, done_before: datetime, aside_before: datetime) -> None:
    """Delete what was done, and what was set aside, if it arrived before these moments."""
    for state, before in (("done", done_before), ("failed", aside_before)):
        await tx.execute(delete(Inbox).where(Inbox.state == state, Inbox.received_at < before))


async def blank(tx: AsyncConnection, bot: str, keys: Sequence[str]) -> None:
    """Keep of these updates only who sent them where, and nothing of what was said and answered."""
    query = select(Inbox.id, Inbox.update, Inbox.state).where(Inbox.bot == bot, Inbox.update_id.in_(list(keys)))
    for row in (await tx.execute(query)).all():
        values: dict[str, Any] = {"update": _bare(row.update), "replies": None}
        values |= {"state": "done"} if row.state == "handled" else {}
        await tx.execute(update(Inbox).where(Inbox.id == row.id).values(values))


async def forget_user(tx: AsyncConnection, bot: str, user: str) -> None:
    """Delete all updates of a user, whatever their state."""
    await tx.execute(delete(Inbox).where(of_user(bot, user)))


def of_user(bot: str, user: str) -> ColumnElement[bool]:
    """Which updates a user sent."""
    return and_(Inbox.bot == bot, or_(*(Inbox.update[path].as_string() == user for path in _SENDERS)))


def _kept(content: dict[str, Any]) -> dict[str, Any]:
    """An update without the buttons of our own messages that it quotes: some of them are for their reader alone."""
    for outer, inner in (("callback_query", "message"), ("message", "reply_to_message")):
        quoted = content.get(outer)
        if isinstance(quoted, dict) and "reply_markup" in (quoted.get(inner) or {}):
            bare = {name: value for name, value in quoted[inner].items() if name != "reply_markup"}
            return content | {outer: quoted | {inner: bare}}
    return content


def _bare(content: dict[str, Any]) -> dict[str, Any]:
    """Whose update it is and where the answer goes."""
    return {
        name: _bare(value) if isinstance(value, dict) else value for name, value in content.items() if name in _ADDRESS
    }
