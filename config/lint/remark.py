"""What a careful colleague would say about a plan: plain data; the words stand in config/texts/*/lint.yaml."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import timedelta
from typing import Literal

from config.event import Activity, Model, Place
from config.lint.rows import Row
from config.problems import Words, plain, shown
from config.tree import Loc

Severity = Literal["question", "warning"]


@dataclass(frozen=True, slots=True)
class Remark:
    """A question (what the plan leaves open) or a warning (what does not fit together).

    `key` is a text of lint.yaml without its file name and `values` fill it; `row` is the row it is about, `loc` the
    way to it through the file ("itinerary", 3, …), () for the whole.
    """

    key: str
    severity: Severity
    values: Mapping[str, object] = field(default_factory=dict)
    row: Activity | None = None
    loc: Loc = ()

    @property
    def activity(self) -> str | None:
        """The id of the row it is about; None for the whole plan, or a row without id."""
        return self.row.id if self.row else None

    def line(self, lines: Mapping[Loc, int]) -> int | None:
        """Its line in the file whose `lines` the loader gave, or that of the nearest thing around it."""
        steps = (self.loc[:length] for length in range(len(self.loc), 0, -1))
        return next((lines[loc] for loc in steps if loc in lines), None)

    def render(self, say: Words, lines: Mapping[Loc, int] | None = None, file: str = "") -> str:
        """`forum.yaml:41: 1일차 09:00 출발: 무엇이 어떠한지`, in the reader's language."""
        line = self.line(lines or {})
        where = f"{file}:{line}" if file and line else file
        values = {name: _shown(value, say) for name, value in self.values.items()}
        text = say(f"lint.{self.key}", **values)
        if self.row:
            title = shown(self.row.say("title", say.language))
            text = say("lint.row", day=self.row.day, start=self.row.start, title=title, text=text)
        mark = say(f"lint.{self.severity}")
        return ": ".join(part for part in (where, f"{mark} {text}") if part)


def ask(key: str, at: Row | None = None, /, *, loc: Loc = (), **values: object) -> Remark:
    """A question about a row, a location or the whole."""
    return Remark(key, "question", values, at.row if at else None, at.loc if at else loc)


def warn(key: str, at: Row | None = None, /, *, loc: Loc = (), **values: object) -> Remark:
    """A warning about a row, a location or the whole."""
    return Remark(key, "warning", values, at.row if at else None, at.loc if at else loc)


def _shown(value: object, say: Words) -> object:
    if isinstance(value, Model):
        value = value.say("title" if isinstance(value, Activity) else "name", say.language) if _named(value) else ""
    if isinstance(value, timedelta):
        return _length(value, say)
    if isinstance(value, list | tuple):
        return shown([str(_shown(one, say)) for one in value])
    return plain(value)


def _named(value: Model) -> bool:
    return isinstance(value, Activity | Place)


def _length(span: timedelta, say: Words) -> str:
    hours, minutes = divmod(int(span.total_seconds()) // 60, 60)
    parts = [say("time.hours", n=hours)] if hours else []
    return " ".join([*parts, *([say("time.minutes", n=minutes)] if minutes or not hours else [])])
