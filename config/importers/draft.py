"""What an import gives: a draft event file and what a careful reader would say about it."""

from dataclasses import dataclass, field
from typing import Any

Value = str | int | float


@dataclass(frozen=True, slots=True)
class Remark:
    """One thing to tell the organizer: `importing.<key>` with `values`; `row` is its place in the itinerary (from 0).

    `sort` is "unread" (not in the draft), "guess" (in it, marked), "question" (doubtful in the source) or "said".
    """

    key: str
    values: dict[str, Value] = field(default_factory=dict)
    sort: str = "question"
    row: int | None = None


@dataclass(frozen=True, slots=True)
class Draft:
    """A draft event: the commented YAML, the same as plain data, the remarks, and where the rows were found."""

    event_yaml: str
    data: dict[str, Any]
    remarks: tuple[Remark, ...]
    source_table: str
