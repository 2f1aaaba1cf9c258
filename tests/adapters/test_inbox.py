"""The inbox by itself: what its owner does and does not do to updates that are kept."""

import asyncio
from pathlib import Path

from sqlalchemy import select

from bot.adapters.memory import Memory
from bot.clock import SystemClock
from bot.db import inbox as kept
from bot.db.database import Database
from bot.db.models import Base
from bot.db.models import Inbox as Table
from bot.inbox import Inbox, Parts
from bot.messages import Reply
from bot.tasks import end


async def test_a_lease_that_is_lost_counts_no_try(tmp_path: Path) -> None:
    database, memory = Database(f"sqlite:///{tmp_path}/a.db"), Memory()
    async with database.engine.begin() as tx:
        await tx.run_sync(Base.metadata.create_all)
    async with database.begin() as tx:
        await kept.add(tx, memory.bot, [("1", {}), ("2", {})], SystemClock().now())

    async def nothing(*_given: object) -> list[list[Reply]]:
        raise AssertionError

    async def elsewhere(_tx: object) -> bool:
        return False

    async def unsent(*_given: object) -> None: ...

    parts = Parts(
        *(database, memory, SystemClock(), lambda: True, nothing, unsent, elsewhere, lambda _: Reply(), lambda: None)
    )
    for _ in range(4):
        task = asyncio.create_task(Inbox(parts).run())
        await asyncio.sleep(0.1)
        await end(task)
    async with database.read() as tx:
        rows = (await tx.execute(select(Table.state, Table.attempts))).all()
    assert [tuple(row) for row in rows] == [("received", 0)] * 2
    await database.close()
