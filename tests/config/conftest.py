from collections.abc import Callable
from pathlib import Path

import pytest

from bot.texts import Say
from bot.texts import load as catalogues
from config.event import Event
from config.lint import lint
from config.loader import loads

EVENT = """\
version: 1
event: {id: trip, title: 나들이, timezone: Asia/Seoul, days: [2031-10-14, 2031-10-15]%s}
"""


@pytest.fixture(scope="session")
def words() -> dict[str, Say]:
    return catalogues()


@pytest.fixture
def event() -> Callable[..., Event]:
    """An event of two days from its rows and whatever else the file holds."""

    def make(rest: str, facts: str = "") -> Event:
        loaded = loads(EVENT % facts + rest, "trip.yaml")
        assert loaded.event is not None, loaded.problems
        return loaded.event

    return make


@pytest.fixture
def remarks(event: Callable[..., Event]) -> Callable[..., set[str]]:
    """The keys of what the colleague says about such an event."""

    def ask(rest: str, facts: str = "") -> set[str]:
        return {remark.key for remark in lint(event(rest, facts))}

    return ask


@pytest.fixture(scope="session")
def sample() -> Path:
    return Path(__file__).parents[2] / "config" / "events" / "seongbuk-2014.yaml"
