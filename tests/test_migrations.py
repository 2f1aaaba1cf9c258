"""A database of the first version is brought to the tables of this one, on SQLite and on PostgreSQL, with its rows."""

from collections.abc import AsyncIterator, Iterator
from pathlib import Path

import pytest
from alembic import command
from alembic.autogenerate import compare_metadata
from alembic.config import Config
from alembic.migration import MigrationContext
from sqlalchemy import Connection, text

from bot.db.database import Database
from bot.db.migrate import FOLDER, migrate
from bot.db.models import Base
from tests.postgres import Postgres, server

EVENT = "INSERT INTO event (id, file, version, loaded_at) VALUES ('trip', '{}', 1, '2014-10-22 00:00:00')"
ROW = (
    "INSERT INTO activity (event_id, key, position, row, day, starts_at, cancelled) "
    "VALUES ('trip', 'lunch', 1, '{}', 1, '2014-10-23 04:30:00', :no)"
)


@pytest.fixture(scope="module")
def postgres() -> Iterator[Postgres | None]:
    with server() as running:
        yield running


@pytest.fixture(params=["sqlite", "postgresql"])
async def database(
    request: pytest.FixtureRequest, postgres: Postgres | None, tmp_path: Path
) -> AsyncIterator[Database]:
    if request.param == "postgresql" and postgres is None:
        pytest.skip("this machine has no PostgreSQL")
    one = Database(postgres.new() if postgres and request.param == "postgresql" else f"sqlite:///{tmp_path}/a.db")
    yield one
    await one.close()


def _first(connection: Connection) -> None:
    config = Config(attributes={"connection": connection})
    config.set_main_option("script_location", str(FOLDER))
    command.upgrade(config, "0001")


def _differences(connection: Connection) -> list[object]:
    return list(compare_metadata(MigrationContext.configure(connection), Base.metadata))


async def test_rows_of_the_first_version_live_on(database: Database) -> None:
    async with database.begin() as tx:
        await tx.run_sync(_first)
        await tx.execute(text(EVENT))
        await tx.execute(text(ROW), {"no": False})
    await migrate(database)
    async with database.begin() as tx:
        # A process of the first version may still be running: it writes rows without the new columns.
        await tx.execute(text(ROW.replace("lunch", "dinner")), {"no": False})
        kept = await tx.execute(text("SELECT key, added FROM activity ORDER BY key"))
        assert [(row.key, bool(row.added)) for row in kept] == [("dinner", False), ("lunch", False)]
        assert await tx.run_sync(_differences) == []
