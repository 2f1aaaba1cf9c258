"""A database of the first version is brought to the tables of this one, on SQLite and on PostgreSQL, with its rows."""

from collections.abc import AsyncIterator, Iterator
from datetime import UTC, datetime
from pathlib import Path

import pytest
from alembic import command
from alembic.autogenerate import compare_metadata
from alembic.config import Config
from alembic.migration import MigrationContext
from sqlalchemy import Connection, delete, func, insert, select, text

from bot.db import deliveries
from bot.db.database import Database
from bot.db.migrate import FOLDER, migrate
from bot.db.models import Account, Base, Content, Delivery, Notice, Person
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
    found = list(compare_metadata(MigrationContext.configure(connection), Base.metadata))
    if connection.dialect.name == "postgresql":  # where triggers stand for them
        absent = [one for one in found if one[0] == "add_fk"]
        assert {one[1].name for one in absent} == {f"fk_delivery_{one}_id" for one in ("notice", "content", "account")}
        found = [one for one in found if one not in absent]
    return found


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


async def _triggers(database: Database) -> list[tuple[str, str]]:
    query = "SELECT tgname, pg_get_triggerdef(oid) FROM pg_trigger WHERE NOT tgisinternal ORDER BY tgname"
    async with database.read() as tx:
        return [tuple(row) for row in await tx.execute(text(query))]


async def test_outbox_rows_go_with_what_they_hang_on(database: Database, postgres: Postgres | None) -> None:
    """By whichever way the tables were made: by migrations, or at once."""
    await migrate(database)
    await _rows_go(database)
    if postgres and not database.sqlite:
        other = Database(postgres.new())
        async with other.begin() as tx:
            await tx.run_sync(Base.metadata.create_all)
        await _rows_go(other)
        assert await _triggers(other) == await _triggers(database)
        await other.close()


async def _rows_go(database: Database) -> None:
    moment = datetime(2014, 10, 23, tzinfo=UTC)
    async with database.begin() as tx:
        await tx.execute(text(EVENT))
        person = {"id": 1, "event_id": "trip", "name": "박순자", "created_at": moment}
        await tx.execute(insert(Person), person)
        rows = [{"id": one, "bot": "b", "user": str(one), "chat": str(one), "person_id": 1} for one in (1, 2)]
        await tx.execute(insert(Account), [{**one, "consented_at": moment, "created_at": moment} for one in rows])
        notice = {"event_id": "trip", "kind": "reminder", "lane": 1, "must": True, "due_at": moment}
        notices = [{**notice, "id": one, "key": str(one), "expires_at": moment, "created_at": moment} for one in (1, 2)]
        await tx.execute(insert(Notice), notices)
        await tx.execute(
            insert(Content), [{"id": one, "notice_id": one, "language": "ko", "reply": {}} for one in (1, 2)]
        )
        common = {"bot": "b", "lane": 1, "must": True, "expires_at": moment, "created_at": moment}
        pairs = [{"notice_id": one, "content_id": one, "account_id": who} for one in (1, 2) for who in (1, 2)]
        await tx.execute(insert(Delivery), [{**common, **one} for one in pairs])
        await tx.execute(delete(Account).where(Account.id == 2))
        left = await tx.execute(select(Delivery.notice_id, Delivery.account_id).order_by(Delivery.notice_id))
        assert [tuple(one) for one in left] == [(1, 1), (2, 1)]
        await tx.execute(delete(Notice).where(Notice.id == 1))
        assert [tuple(one) for one in await tx.execute(select(Delivery.notice_id, Delivery.account_id))] == [(2, 1)]
        if not database.sqlite:  # an account was deleted while the planner wrote to it
            await tx.execute(insert(Delivery), {**common, "notice_id": 2, "content_id": 2, "account_id": 99})
            assert await deliveries.forget_lost(tx) == 1
        await tx.execute(text("DELETE FROM event"))
        assert (await tx.execute(select(func.count()).select_from(Delivery))).scalar_one() == 0
