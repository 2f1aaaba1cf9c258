"""Leases: which process may poll and send for a bot, by the database's clock, which all processes share."""

from dataclasses import dataclass
from typing import Any

from sqlalchemy import Float, case, literal_column, select, update
from sqlalchemy.dialects import postgresql, sqlite
from sqlalchemy.ext.asyncio import AsyncConnection
from sqlalchemy.sql import ColumnElement

from bot.db.models import Lease


@dataclass(frozen=True, slots=True)
class Grant:
    """A lease that is ours: its term, the database's clock (seconds since 1970), seconds of silence that are left."""

    term: int
    now: float
    silent: float


async def take(tx: AsyncConnection, bot: str, holder: str, seconds: float, gone: str = "") -> Grant | None:
    """Take the lease for so many seconds, in a new term; None while anybody else but the holder `gone` holds it."""
    dialect = sqlite if tx.dialect.name == "sqlite" else postgresql
    await tx.execute(dialect.insert(Lease).values(bot=bot).on_conflict_do_nothing(index_elements=["bot"]))
    clock = _clock(tx)
    free = (Lease.bot == bot) & ((Lease.until <= clock) | ((Lease.holder == gone) & (Lease.holder != "")))
    values = {"holder": holder, "term": Lease.term + 1, "until": clock + seconds}
    return await _granted(tx, update(Lease).where(free).values(values))


async def renew(tx: AsyncConnection, bot: str, holder: str, term: int, seconds: float) -> Grant | None:
    """Keep the lease for so many seconds from now; None when it is in other hands."""
    mine = (Lease.bot == bot) & (Lease.holder == holder) & (Lease.term == term)
    return await _granted(tx, update(Lease).where(mine).values(until=_clock(tx) + seconds))


async def release(tx: AsyncConnection, bot: str, holder: str, term: int) -> None:
    """Give the lease back at once, so that nobody waits for its end."""
    mine = (Lease.bot == bot) & (Lease.holder == holder) & (Lease.term == term)
    await tx.execute(update(Lease).where(mine).values(until=0.0))


async def release_all(tx: AsyncConnection) -> None:
    """Give all leases back; right only for who knows that no other process is there. Silences stay."""
    await tx.execute(update(Lease).values(until=0.0))


async def silence(tx: AsyncConnection, bot: str, seconds: float) -> None:
    """Note that the whole bot must be silent for so long; a shorter silence does not end a longer one."""
    until = _clock(tx) + seconds
    longer = case((Lease.silent_until > until, Lease.silent_until), else_=until)
    await tx.execute(update(Lease).where(Lease.bot == bot).values(silent_until=longer))


async def owns(tx: AsyncConnection, bot: str, holder: str, term: int) -> bool:
    """Whether nobody took the lease over; until this transaction ends nobody can (the row is locked)."""
    mine = (Lease.bot == bot) & (Lease.holder == holder) & (Lease.term == term)
    return (await tx.execute(select(Lease.term).where(mine).with_for_update())).first() is not None


async def holder(tx: AsyncConnection, bot: str) -> str | None:
    """Who holds the lease now; None when nobody does."""
    query = select(Lease.holder).where(Lease.bot == bot, Lease.until > _clock(tx))
    return (await tx.execute(query)).scalar_one_or_none()


async def _granted(tx: AsyncConnection, statement: Any) -> Grant | None:  # noqa: ANN401 - an update
    clock = _clock(tx)
    row = (await tx.execute(statement.returning(Lease.term, clock, Lease.silent_until - clock))).first()
    return Grant(row[0], float(row[1]), max(0.0, float(row[2]))) if row else None


def _clock(tx: AsyncConnection) -> ColumnElement[float]:
    """The database's clock in seconds since 1970; julianday is of 1 ms, 2440587.5 is 1970-01-01 (sqlite.org)."""
    text = "(julianday('now') - 2440587.5) * 86400.0"
    if tx.dialect.name != "sqlite":
        text = "cast(extract(epoch from clock_timestamp()) as double precision)"
    return literal_column(f"({text})", Float())
