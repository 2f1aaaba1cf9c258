"""The one error of this folder: a file that cannot be read, in words of the catalogue."""

from typing import Any


class ImportProblem(Exception):
    """A file that cannot be read; `importing.<key>` with `values` says why and what to do, in both languages."""

    def __init__(self, key: str, **values: str | float) -> None:
        super().__init__(key, values)
        self.key = key
        self.values = values

    def __reduce__(self) -> tuple[Any, ...]:
        return _again, (self.key, self.values)


def _again(key: str, values: dict[str, str | float]) -> ImportProblem:
    return ImportProblem(key, **values)
