"""The rows of a plan on one line of time: minutes since the midnight that day 1 begins with."""

import re
from collections.abc import Iterable
from dataclasses import dataclass
from itertools import pairwise

from config.event import Activity, Audience, Event
from config.tree import Loc

_LEADING = re.compile(r"\s*(\d{1,9}(?:\.\d{1,3})?)")


@dataclass(frozen=True, slots=True)
class Row:
    """A row of the file (its `index` there) with its minutes; `ends` None is an open end."""

    index: int
    row: Activity
    starts: int
    ends: int | None

    @property
    def loc(self) -> Loc:
        """The way to it through the file."""
        return "itinerary", self.index

    @property
    def minutes(self) -> int | None:
        """How long it takes; None for an open end."""
        return None if self.ends is None else self.ends - self.starts

    @property
    def moves(self) -> bool:
        """Whether people are on their way."""
        return self.row.kind == "transport"

    def places(self) -> list[str]:
        """The places where it happens, those of its parts too."""
        return list(dict.fromkeys([*self.row.places, *(key for part in self.row.parts for key in part.places)]))

    def number(self, *names: str) -> float | None:
        """The first of its details with one of these names that is a number over 0, or text that begins with one."""
        values = (str(self.row.details.get(name, "")) for name in names)
        matches = (_LEADING.match(value) for value in values)
        return next((float(match[1]) for match in matches if match and float(match[1]) > 0), None)

    def texts(self) -> list[str]:
        """Everything that it says in words."""
        row = self.row
        named = [str(value) for value in row.details.values()]
        parts = [part.title for part in row.parts]
        return [row.title, *([row.title_en] if row.title_en else []), *row.notes, *row.notes_en, *named, *parts]


def rows(event: Event) -> list[Row]:
    """The rows by start; rows that start together keep their order."""
    first = event.event.days[0]
    midnights = [(day - first).days * 1440 for day in event.event.days]
    return sorted(
        (_row(index, row, midnights) for index, row in enumerate(event.itinerary)), key=lambda one: one.starts
    )


def _row(index: int, row: Activity, midnights: list[int]) -> Row:
    ends = midnights[(row.end_day or row.day) - 1] + clock(row.end) if row.end else None
    return Row(index, row, midnights[row.day - 1] + clock(row.start), ends)


def clock(text: str) -> int:
    """Minutes since midnight of "HH:MM"."""
    hours, minutes = text.split(":")
    return int(hours) * 60 + int(minutes)


def meet(first: Audience, second: Audience) -> bool:
    """Whether some person may belong to both: only rows for different buses, teams, … surely keep apart."""
    both = ((getattr(first, name), getattr(second, name)) for name in Audience.model_fields)
    return not any(one and other and not set(one) & set(other) for one, other in both)


def neighbours(plan: Iterable[Row]) -> list[tuple[Row, Row]]:
    """Each row with the next one for the same people on the same day."""
    ordered = list(plan)
    direct = [(one, other) for one, other in pairwise(ordered) if one.row.day == other.row.day]
    return [(one, other) for one, other in direct if meet(one.row.audience, other.row.audience)]
