"""SQLite on the event loop: what is cancelled lets go of the file, and waiting for another process blocks nobody."""

import asyncio
import sqlite3
from pathlib import Path

import pytest
from sqlalchemy import text
from sqlalchemy.exc import OperationalError

from bot.db import direct
from bot.db.database import Database

WRITE = text("INSERT INTO said VALUES ('안녕하세요')")


async def _made(path: Path) -> tuple[Database, Database]:
    """Two doors to one file, as two processes have them."""
    doors = Database(f"sqlite:///{path}/a.db"), Database(f"sqlite:///{path}/a.db")
    async with doors[0].begin() as tx:
        await tx.execute(text("CREATE TABLE said (words TEXT)"))
    return doors


async def _write(database: Database) -> None:
    async with database.begin() as tx:
        await tx.execute(WRITE)
        await tx.execute(text("SELECT count(*) FROM said"))


async def _count(database: Database) -> int:
    async with database.read() as tx:
        return int((await tx.execute(text("SELECT count(*) FROM said"))).scalar_one())


async def test_a_write_cancelled_at_any_moment_leaves_no_lock_behind(tmp_path: Path) -> None:
    mine, other = await _made(tmp_path)
    for steps in range(150):
        task = asyncio.create_task(_write(mine))
        for _ in range(10 * steps):
            await asyncio.sleep(0)
        task.cancel()
        await asyncio.sleep(0)
        task.cancel()  # a second time while it cleans up, as a stop within a time limit does
        await asyncio.gather(task, return_exceptions=True)
        # Another door gets the lock at its first try: nobody has to wait for what was given up.
        before = await _count(other)
        connection = sqlite3.connect(tmp_path / "a.db", timeout=0, isolation_level=None)
        connection.execute("BEGIN IMMEDIATE")
        connection.execute("INSERT INTO said VALUES ('저예요')")
        connection.execute("COMMIT")
        connection.close()
        assert await _count(other) == before + 1
    await mine.close()
    await other.close()


async def test_closing_waits_for_the_write_that_is_under_way(tmp_path: Path) -> None:
    mine, other = await _made(tmp_path)
    for steps in range(1, 41):
        door = Database(f"sqlite:///{tmp_path}/a.db")
        task = asyncio.create_task(_write(door))
        for _ in range(steps):
            await asyncio.sleep(0)
        await door.close()
        await task
        await door.close()
    assert await _count(other) == 40
    await mine.close()
    await other.close()


async def test_waiting_for_another_process_lets_everything_else_go_on(tmp_path: Path) -> None:
    mine, other = await _made(tmp_path)
    async with other.begin() as tx:
        await tx.execute(WRITE)
        waiting = asyncio.create_task(_write(mine))
        for _ in range(5):
            await asyncio.sleep(direct.PAUSE)
            assert await _count(mine) == 0  # reading goes on meanwhile
        assert not waiting.done()
    await waiting
    assert await _count(mine) == 2
    await mine.close()
    await other.close()


async def test_who_waits_too_long_is_told(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(direct, "PATIENCE", 0.05)
    mine, other = await _made(tmp_path)
    async with other.begin() as tx:
        await tx.execute(WRITE)
        with pytest.raises(OperationalError, match="locked"):
            await _write(mine)
    await _write(mine)
    assert await _count(mine) == 2
    await mine.close()
    await other.close()


async def test_many_rows_and_commits_are_as_durable_as_ever(tmp_path: Path) -> None:
    mine, other = await _made(tmp_path)
    async with mine.begin() as tx:
        await tx.execute(text("INSERT INTO said VALUES (:words)"), [{"words": str(one)} for one in range(1000)])
        assert (await tx.execute(text("PRAGMA synchronous"))).scalar_one() == 2  # FULL
        assert (await tx.execute(text("PRAGMA journal_mode"))).scalar_one() == "wal"
        assert await _count(other) == 0
    assert await _count(other) == 1000
    await mine.close()
    await other.close()
