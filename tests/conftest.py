"""What every test stands on: plain logs, as the bot itself writes them, with no secret in any of them."""

import logging
from collections.abc import Iterator

import pytest
from hypothesis import settings

from bot import logs
from tests import postgres
from tests.handlers import chat
from tests.leaks import Keeper, leaks

# A slow machine is not a defect.
settings.register_profile("hamkke", deadline=None)
settings.load_profile("hamkke")

logs.set_up("DEBUG", "text")


def pytest_addoption(parser: pytest.Parser) -> None:
    """`--postgres`: conversations in memory keep their state in a PostgreSQL of their own."""
    parser.addoption("--postgres", action="store_true", help="run the conversations on PostgreSQL")


@pytest.fixture(autouse=True)
def logged() -> Iterator[list[str]]:
    """What this process logs at DEBUG; whatever a test does, no token, phone number or join code is in it."""
    root = logging.getLogger()
    keeper = Keeper(root.handlers[0].formatter)
    root.addHandler(keeper)
    try:
        yield keeper.lines
    finally:
        root.removeHandler(keeper)
    assert leaks("\n".join(keeper.lines)) == []


@pytest.fixture(scope="session", autouse=True)
def _conversations(request: pytest.FixtureRequest) -> Iterator[None]:
    if not request.config.getoption("--postgres"):
        yield
        return
    with postgres.server() as server:
        assert server is not None, "this machine has no PostgreSQL"
        chat.SERVER = server
        yield
