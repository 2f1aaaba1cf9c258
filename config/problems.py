"""What is wrong with an event file: plain data; the words stand in config/texts/, one key each."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Protocol

_LONGEST = 60


class Words(Protocol):
    """The texts of one language: `say("problems.empty_file", …)`."""

    @property
    def language(self) -> str:
        """The language's short name: ko, en."""
        ...

    def __call__(self, key: str, /, **values: object) -> str:
        """The text of `key` with its placeholders filled."""
        ...


@dataclass(frozen=True, slots=True)
class Problem:
    """One fault of an event file; `line` and `column` count from 1, None where the whole file is meant.

    `key` is a text of config/texts/*/problems.yaml without its file name, `values` fill its placeholders, `nearest` is
    what the writer probably meant.
    """

    key: str
    line: int | None = None
    column: int | None = None
    values: Mapping[str, object] = field(default_factory=dict)
    nearest: str | None = None
    file: str = ""

    def render(self, say: Words) -> str:
        """`forum.yaml:41: what is wrong, and the remedy`, in the reader's language."""
        where = self.file if self.line is None else f"{self.file}:{self.line}"
        text = say(f"problems.{self.key}", **{name: plain(value) for name, value in self.values.items()})
        hint = say("problems.nearest", nearest=shown(self.nearest)) if self.nearest else ""
        return " ".join(part for part in (f"{where}:", text, hint) if part)


def plain(value: object) -> object:
    """A number as it is, for a placeholder's own form; anything else as `shown`."""
    return value if isinstance(value, int | float) and not isinstance(value, bool) else shown(value)


def shown(value: object) -> str:
    """`value` as part of one short line: lists joined, blanks and unprintable signs folded, long text cut."""
    if isinstance(value, list | tuple):
        return _listed([shown(one) for one in value])
    text = " ".join("".join(one if one.isprintable() else " " for one in str(value)).split())
    return text if len(text) <= _LONGEST else f"{text[: _LONGEST - 1]}…"


def _listed(names: list[str]) -> str:
    """As many names as fit in a line, with … for the rest."""
    last = next((n for n in range(1, len(names)) if len(", ".join(names[: n + 1])) > _LONGEST), len(names))
    return ", ".join([*names[:last], *(["…"] if last < len(names) else [])])
