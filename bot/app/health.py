"""How it goes: what `/readyz` and `/metrics` are told."""

import asyncio

from sqlalchemy import text as sql

from bot.app.app import App
from bot.db.database import Database
from bot.metrics import Figures

STALE = 60.0  # seconds without a look at the plan after which planning is not well


async def health(app: App) -> dict[str, bool]:
    """What is well: the database, the planning of notices, the receiving of updates."""
    result = {"database": await _answers(app.database)}
    if app.scheduler:
        known = app.scheduler.health()
        result["scheduler"] = not known.plans or known.seconds_since_look < STALE
    if app.receiver:
        result["telegram"] = app.receiver.healthy
    return result


def figures(app: App) -> Figures:
    """What Prometheus is told."""
    if app.scheduler is None:
        return Figures()
    known = app.scheduler.health()
    return Figures(
        since_look=known.seconds_since_look,
        leases={bot: term is not None for bot, term in known.terms.items()},
        outcomes=known.outcomes,
        repeats=known.repeats,
        waiting=known.waiting,
        updates={bot: one.waiting for bot, one in app.inboxes.items()},
    )


async def _answers(database: Database) -> bool:
    try:
        async with asyncio.timeout(3), database.read() as tx:
            await tx.execute(sql("SELECT 1"))
    except Exception:  # noqa: BLE001 - whatever it is, the database is not well
        return False
    return True
