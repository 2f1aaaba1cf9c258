"""One document of an organizer and what a person reads in it."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from datetime import date
from typing import Any

Row = tuple[int, str, str | None, str, str, list[str]]
TODAY = date(2031, 3, 3)


@dataclass(frozen=True)
class Stranger:
    """A file, its rows (day, start, end, title, kind, places) and facts of its event; `office` needs LibreOffice.

    `more`: what else is told of the first row with a title, as (title, field, value), places by their names.
    """

    file: str
    make: Callable[[], bytes]
    rows: tuple[Row, ...]
    facts: Mapping[str, Any] = field(default_factory=dict)
    today: date = TODAY
    office: bool = False
    more: tuple[tuple[str, str, Any], ...] = ()


def days(*written: str) -> list[date]:
    return [date.fromisoformat(one) for one in written]
