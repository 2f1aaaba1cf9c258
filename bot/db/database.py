"""The door to the database: SQLite for one machine, PostgreSQL for any number."""

import asyncio
from collections.abc import AsyncIterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import asynccontextmanager
from pathlib import Path
from typing import Any

from sqlalchemy import URL, event, make_url
from sqlalchemy.ext.asyncio import AsyncConnection, AsyncEngine, create_async_engine

from bot.db import direct

_DRIVERS = {"sqlite": "sqlite+aiosqlite", "postgresql": "postgresql+psycopg", "postgres": "postgresql+psycopg"}
FROZEN = 10_000  # milliseconds between two statements of a transaction


def url(text: str) -> URL:
    """The SQLAlchemy URL for what an operator wrote; plain `sqlite://` and `postgresql://` get our drivers."""
    parsed = make_url(text)
    return parsed.set(drivername=_DRIVERS.get(parsed.drivername, parsed.drivername))


class Database:
    """Transactions: `begin` to write, `read` to read. On SQLite writers queue here instead of colliding in the file."""

    def __init__(self, address: str) -> None:
        self.url = url(address)
        self.sqlite = self.url.get_backend_name() == "sqlite"
        if self.sqlite and self.url.database:
            Path(self.url.database).parent.mkdir(parents=True, exist_ok=True)
        self._threads = ThreadPoolExecutor(2, "sqlite")
        self.engine: AsyncEngine = create_async_engine(self.url, **self._options())
        self._writing = asyncio.Lock()
        self._writer: AsyncConnection | None = None  # kept, because taking one from the pool costs as much as a query
        if self.sqlite:
            event.listen(self.engine.sync_engine, "connect", _prepare_sqlite)
            event.listen(self.engine.sync_engine, "begin", _begin_sqlite)

    def _options(self) -> dict[str, Any]:
        if self.sqlite:
            return {"async_creator": self._connect} | ({"pool_size": 8} if self.url.database else {})
        # A process that is frozen in the middle of a transaction must not lock the others out for ever.
        frozen = f"-c idle_in_transaction_session_timeout={FROZEN}"
        return {"pool_size": 8, "pool_pre_ping": True, "connect_args": {"connect_timeout": 5, "options": frozen}}

    @asynccontextmanager
    async def begin(self) -> AsyncIterator[AsyncConnection]:
        """One transaction that may write; committed at the end, rolled back on any exception."""
        if not self.sqlite:
            async with self._connected() as connection, connection.begin():
                yield connection
            return
        async with self._writing:
            connection = self._writer = self._writer or await self._new_writer()
            try:
                async with connection.begin():
                    yield connection
            except BaseException:
                # Whatever state it is in, the next one begins with a fresh one.
                self._writer = None
                await connection.close()
                raise

    async def _new_writer(self) -> AsyncConnection:
        return await (await self.engine.connect()).execution_options(hamkke_writes=True)

    async def _connect(self) -> direct.Connection:
        return direct.Connection(self._threads, self.url.database or ":memory:")

    @asynccontextmanager
    async def read(self) -> AsyncIterator[AsyncConnection]:
        """One consistent view, for reading only."""
        async with self._connected() as connection:
            yield connection

    @asynccontextmanager
    async def _connected(self) -> AsyncIterator[AsyncConnection]:
        """A connection that does not outlive being cancelled in the midst of a statement, and does not hide it.

        The driver may answer a cancelled statement with an error of its own and leave the connection half-way.
        """
        async with self.engine.connect() as connection:
            try:
                yield connection
            except BaseException as error:
                if not _cancelled():
                    raise
                await connection.invalidate()
                raise asyncio.CancelledError from error

    async def scrub(self) -> None:
        """On SQLite: empty the write-ahead log, which still holds how the pages looked before."""
        if self.sqlite:
            async with self._writing, self.engine.connect() as connection:
                await connection.run_sync(_empty_log)

    async def close(self) -> None:
        """Give back all connections, once the write that is under way has ended."""
        async with self._writing:
            if self._writer:
                await self._writer.close()
                self._writer = None
        await self.engine.dispose()
        self._threads.shutdown(wait=False)


def _cancelled() -> bool:
    task = asyncio.current_task()
    return task is not None and task.cancelling() > 0


def _prepare_sqlite(connection: Any, _record: object) -> None:  # noqa: ANN401 - the driver's connection
    cursor = connection.cursor()
    for pragma in (
        "journal_mode=WAL",
        "synchronous=FULL",
        "foreign_keys=ON",
        "cache_size=-16000",
        "secure_delete=ON",
    ):
        cursor.execute(f"PRAGMA {pragma}")
    cursor.close()


def _empty_log(connection: Any) -> None:  # noqa: ANN401 - a sync Connection, before any transaction
    cursor = connection.connection.cursor()
    cursor.execute("PRAGMA wal_checkpoint(TRUNCATE)")
    cursor.close()


def _begin_sqlite(connection: Any) -> None:  # noqa: ANN401 - a sync Connection with our option
    writes = connection.get_execution_options().get("hamkke_writes")
    connection.exec_driver_sql("BEGIN IMMEDIATE" if writes else "BEGIN")
