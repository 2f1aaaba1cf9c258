"""PostgreSQL: what is cancelled at any moment ends as cancelled, and leaves no broken connection behind."""

import asyncio
from collections.abc import Iterator

import pytest
from sqlalchemy import text
from sqlalchemy.exc import SQLAlchemyError

from bot.db.database import Database
from bot.tasks import end
from tests import postgres

ROWS = [{"words": f"안녕하세요 {number}"} for number in range(40)]


@pytest.fixture(scope="module")
def address() -> Iterator[str]:
    with postgres.server() as server:
        if server is None:
            pytest.skip("no PostgreSQL on this machine")
        yield server.new()


async def _write_for_ever(database: Database) -> None:
    """As the outbox does: a fault of the database delays it and ends nothing."""
    while True:
        try:
            async with database.begin() as tx:
                await tx.execute(text("INSERT INTO said VALUES (:words)"), ROWS)
                await tx.execute(text("UPDATE said SET words = words || '!' WHERE words = :words"), ROWS[:5])
        except (SQLAlchemyError, OSError):
            await asyncio.sleep(0.5)


async def test_what_is_cancelled_at_any_moment_ends_and_leaves_every_connection_whole(
    address: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    # On a busy loop the driver lets others go first, even where nothing is waited for: moments to be cancelled in.
    monkeypatch.setattr("psycopg.waiting.MAX_BUSY_TIME", 0)
    database = Database(address)
    async with database.begin() as tx:
        await tx.execute(text("CREATE TABLE said (words TEXT)"))
    for steps in range(400):
        task = asyncio.create_task(_write_for_ever(database))
        for _ in range(steps):
            await asyncio.sleep(0)
        async with asyncio.timeout(5):
            (outcome,) = await end(task)
        assert isinstance(outcome, asyncio.CancelledError), outcome
        async with database.read() as tx:
            assert (await tx.execute(text("SELECT count(*) FROM said"))).scalar_one() % len(ROWS) == 0
    await database.close()


async def test_who_takes_being_cancelled_for_a_fault_is_cancelled_again(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("bot.tasks.AGAIN", 0.01)
    taken: list[BaseException] = []

    async def stubborn() -> None:
        while len(taken) < 3:
            try:
                await asyncio.sleep(60)
            except asyncio.CancelledError as error:
                taken.append(error)

    task = asyncio.create_task(stubborn())
    await asyncio.sleep(0)
    assert await end(task) == [None]
    assert len(taken) == 3
