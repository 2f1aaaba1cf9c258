"""Each test gets a stand-in and a bot on a database of its own; afterwards its logs are looked through."""

from collections.abc import AsyncIterator, Iterator
from pathlib import Path

import pytest

from tests.botapi import UNLIMITED, BotApi
from tests.faults.process import Bot, prepare
from tests.leaks import leaks
from tests.postgres import Postgres, server

TOKEN = "7000001:AAF-of_the-stand-in_0123456789abcdefg"
CODE = "7Q2M4X9KDWBN5T0VCHR8JYPZ3E"  # the form of a join code: 26 signs in Crockford's base 32


@pytest.fixture(scope="session")
def postgres() -> Iterator[Postgres | None]:
    with server() as one:
        yield one


@pytest.fixture
def address(request: pytest.FixtureRequest, tmp_path: Path) -> str:
    """SQLite, unless the test is parametrized with "postgresql"."""
    if getattr(request, "param", "sqlite") == "sqlite":
        return f"sqlite:///{tmp_path}/hamkke.db"
    return _new(request.getfixturevalue("postgres"))


@pytest.fixture
def shared(postgres: Postgres | None) -> str:
    """A PostgreSQL database, for several processes."""
    return _new(postgres)


def _new(postgres: Postgres | None) -> str:
    if postgres is None:
        pytest.skip("no PostgreSQL on this machine")
    return postgres.new()


@pytest.fixture
async def api() -> AsyncIterator[BotApi]:
    async with BotApi(token=TOKEN, rates=UNLIMITED) as one:
        yield one


@pytest.fixture
async def bot(api: BotApi, address: str, tmp_path: Path) -> AsyncIterator[Bot]:
    """On SQLite or, parametrized so, on PostgreSQL; not started yet."""
    async for one in _bot(api, address, tmp_path):
        yield one


@pytest.fixture
async def machines(api: BotApi, shared: str, tmp_path: Path) -> AsyncIterator[Bot]:
    """On PostgreSQL; each start is another machine."""
    async for one in _bot(api, shared, tmp_path):
        yield one


async def _bot(api: BotApi, address: str, folder: Path) -> AsyncIterator[Bot]:
    await prepare(address)
    one = Bot(api, folder, address, settings={"HAMKKE_TELEGRAM_RATE": "200", "HAMKKE_TELEGRAM_CHAT_RATE": "100"})
    try:
        yield one
    finally:
        await one.end()
    assert leaks(one.log) == []
