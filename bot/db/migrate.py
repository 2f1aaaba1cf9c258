"""Bringing a database to the tables of this version."""

from pathlib import Path

from sqlalchemy import Connection, inspect, text

from bot.db.database import Database

FOLDER = Path(__file__).parent / "migrations"


async def migrate(database: Database) -> None:
    """Run the migrations that are missing, in one transaction."""
    async with database.begin() as tx:
        await tx.run_sync(_upgrade)


def _upgrade(connection: Connection) -> None:
    if _current(connection) == _head():
        return
    # Alembic is slow to import, and almost every start has nothing to migrate.
    from alembic import command  # noqa: PLC0415
    from alembic.config import Config  # noqa: PLC0415

    if connection.dialect.name == "postgresql":
        # Two machines that start together must not migrate together.
        connection.execute(text("SELECT pg_advisory_xact_lock(5272001)"))
    config = Config(attributes={"connection": connection})
    config.set_main_option("script_location", str(FOLDER))
    command.upgrade(config, "head")


def _head() -> str:
    """The newest revision: file names begin with their number."""
    return max(path.name.split("_")[0] for path in (FOLDER / "versions").glob("[0-9]*.py"))


def _current(connection: Connection) -> str | None:
    if not inspect(connection).has_table("alembic_version"):
        return None
    return connection.execute(text("SELECT version_num FROM alembic_version")).scalar()
