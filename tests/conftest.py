"""What every test stands on: plain logs, as the bot itself writes them."""

from collections.abc import Iterator

import pytest
from hypothesis import settings

from bot import logs
from tests import postgres
from tests.handlers import chat

# A slow machine is not a defect.
settings.register_profile("hamkke", deadline=None)
settings.load_profile("hamkke")

logs.set_up("INFO", "text")


def pytest_addoption(parser: pytest.Parser) -> None:
    """`--postgres`: conversations in memory keep their state in a PostgreSQL of their own."""
    parser.addoption("--postgres", action="store_true", help="run the conversations on PostgreSQL")


@pytest.fixture(scope="session", autouse=True)
def _conversations(request: pytest.FixtureRequest) -> Iterator[None]:
    if not request.config.getoption("--postgres"):
        yield
        return
    with postgres.server() as server:
        assert server is not None, "this machine has no PostgreSQL"
        chat.SERVER = server
        yield
