"""SQLite without a thread for every statement: short statements run on the event loop, what may be slow in a thread.

A statement of ours takes some ten microseconds, a hop to a thread and back ten times that, and the usual driver makes
about four hops a statement. Only what waits for the disk (a commit) or handles many rows is worth a thread.
SQLAlchemy takes such a connection through `async_creator`; the methods are those that it awaits.
"""

import asyncio
import sqlite3
from collections.abc import Callable, Sequence
from concurrent.futures import Executor
from time import monotonic
from typing import Any, Self, TypeVar

MANY = 200  # rows; beyond that the loop would stand still for milliseconds
MANY_ROWS = "/* many rows */"  # at the beginning of a single statement that goes through a table
PATIENCE = 10.0  # seconds to wait for another process that writes
PAUSE = 0.01
_Result = TypeVar("_Result")


class Connection:
    """One connection to an SQLite file. No transaction begins by itself; waiting for a lock never blocks the loop."""

    def __init__(self, executor: Executor, path: str) -> None:
        self._connection = sqlite3.connect(path, timeout=0, isolation_level=None, check_same_thread=False)
        self._executor = executor

    def cursor(self) -> "Cursor":
        """A cursor on this connection."""
        return Cursor(self, self._connection.cursor())

    async def commit(self) -> None:
        """Commit in a thread, because the disk is waited for."""
        if self._connection.in_transaction:
            await self.threaded(self._connection.commit)

    async def rollback(self) -> None:
        """Undo; returns when no lock is held any more."""
        self._connection.rollback()

    async def close(self) -> None:
        """Close; what was not committed is undone."""
        await self.threaded(self._connection.close)

    def stop(self) -> None:
        """Close at once, for when nobody can wait."""
        self._connection.close()

    async def create_function(self, *given: Any, **options: Any) -> None:  # noqa: ANN401 - as sqlite3's
        """Make a function known to SQL."""
        self._connection.create_function(*given, **options)

    async def threaded(self, work: Callable[[], _Result]) -> _Result:
        """Run in a thread. Who is cancelled meanwhile still waits for its end, so that nothing goes on behind us."""
        running = asyncio.get_running_loop().run_in_executor(self._executor, work)
        cancelled: asyncio.CancelledError | None = None
        while not running.done():
            try:
                await asyncio.wait([running])
            except asyncio.CancelledError as error:
                cancelled = error
        if cancelled:
            running.exception()  # seen; being cancelled is what the caller hears
            raise cancelled
        return running.result()

    @staticmethod
    async def patiently(work: Callable[[], _Result]) -> _Result:
        """Do it once no other process is in the way; sqlite3.OperationalError after `PATIENCE`."""
        until = monotonic() + PATIENCE
        while True:
            try:
                return work()
            except sqlite3.OperationalError as error:
                if error.sqlite_errorcode != sqlite3.SQLITE_BUSY or monotonic() > until:
                    raise
            await asyncio.sleep(PAUSE)


class Cursor:
    """A cursor as SQLAlchemy awaits it."""

    arraysize = 1

    def __init__(self, connection: Connection, cursor: sqlite3.Cursor) -> None:
        self._connection, self._cursor = connection, cursor
        self._long = False

    async def __aenter__(self) -> Self:
        return self

    @property
    def description(self) -> Any:  # noqa: ANN401 - as sqlite3's
        """The columns of a result; None when there is none."""
        return self._cursor.description

    @property
    def rowcount(self) -> int:
        """How many rows were changed."""
        return self._cursor.rowcount

    @property
    def lastrowid(self) -> int | None:
        """The id of the row inserted last."""
        return self._cursor.lastrowid

    async def execute(self, statement: str, values: Any = ()) -> Self:  # noqa: ANN401 - as sqlite3's
        """Run one statement; in a thread if it says that it is about many rows."""
        self._long = MANY_ROWS in statement[:40]
        work = lambda: self._cursor.execute(statement, values)  # noqa: E731 - used in two ways
        await (self._connection.threaded(work) if self._long else self._connection.patiently(work))
        return self

    async def executemany(self, statement: str, rows: Sequence[Any]) -> Self:
        """Run one statement for each row."""
        work = lambda: self._cursor.executemany(statement, rows)  # noqa: E731 - used in two ways
        await (self._connection.threaded(work) if len(rows) > MANY else self._connection.patiently(work))
        return self

    async def fetchone(self) -> Any:  # noqa: ANN401 - as sqlite3's
        """The next row."""
        return self._cursor.fetchone()

    async def fetchmany(self, size: int | None = None) -> list[Any]:
        """The next rows."""
        return self._cursor.fetchmany(size or self.arraysize)

    async def fetchall(self) -> list[Any]:
        """All further rows."""
        return await self._connection.threaded(self._cursor.fetchall) if self._long else self._cursor.fetchall()

    async def close(self) -> None:
        """Let go of the statement."""
        self._cursor.close()
