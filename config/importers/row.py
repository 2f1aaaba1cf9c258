"""One row of an itinerary as it is written, before anything is made of it."""

import re
from dataclasses import dataclass, field

from config.importers.dates import Day
from config.importers.times import Span
from config.importers.words import joined_if_spaced, one_line, plain


@dataclass(frozen=True, slots=True)
class Where:
    """A cell of the source: the table's name, row and column from 1."""

    table: str
    row: int
    column: int


@dataclass(frozen=True, slots=True)
class Row:
    """One row of an itinerary as it is written; texts keep their lines, `span` is None where no time was found.

    `place` is a place cell's text, `rooms` are head words of a grid's columns, `parallel` says that others run beside.
    """

    where: Where
    title: str
    span: Span | None = None
    day: Day | None = None
    place: str = ""
    notes: tuple[str, ...] = ()
    hint: str = ""
    rooms: tuple[str, ...] = ()
    parallel: bool = False
    audience: dict[str, list[str]] = field(default_factory=dict)
    details: dict[str, str] = field(default_factory=dict)
    guesses: tuple[str, ...] = ()


def short(text: str) -> str:
    """A cell's text as a remark quotes it."""
    line = joined_if_spaced(one_line(text))
    return line if len(line) <= 40 else line[:39] + "…"


def whom(text: str) -> dict[str, list[str]]:
    """Whom a row is for, when the text says nothing but teams or buses: 1·2조, 3호차."""
    source = plain(text)
    for name, word in (("team", r"조|팀|모둠|반|team|group"), ("bus", r"호차|호 차|bus")):
        match = re.fullmatch(
            rf"(?:제\s*)?(\d+(?:\s*[,·~\-]\s*\d+)*)\s*(?:{word})|(?:{word})\s*(\d+)", source, re.IGNORECASE
        )
        if match:
            return {name: _numbers(match[1] or match[2])}
    return {}


def _numbers(text: str) -> list[str]:
    found = [int(number) for number in re.findall(r"\d+", text)]
    if re.search(r"[~\-]", text) and len(found) == 2 and 0 < found[1] - found[0] < 40:
        found = list(range(found[0], found[1] + 1))
    return [str(number) for number in found]
