"""Bytes → draft, within one process: the format's reader, then the row reader or the schedule reader."""

from collections.abc import Callable
from datetime import date
from importlib import import_module

from config.importers import formats, text
from config.importers.cells import Document
from config.importers.compose import compose
from config.importers.draft import Draft
from config.importers.problem import ImportProblem
from config.importers.programme import Programme, draft

_MODULES = {"json": "schedule_json", "csv": "tabular"}
_SOURCES = {"ical": "iCalendar", "frab": "frab XML", "json": "JSON"}


def read_here(data: bytes, name: str, today: date | None = None) -> Draft:
    """The draft of a file's bytes; the reader's module is imported only now. ImportProblem for what cannot be read."""
    found = formats.sniff(data, name)
    if found == "text":
        return compose(text.read(formats.decode(data)), name, today)
    reader: Callable[[bytes], Document | Programme] = import_module(
        f"config.importers.{_MODULES.get(found, found)}"
    ).read
    try:
        value = reader(data)
    except RecursionError as error:
        raise ImportProblem(key="too_deep") from error
    if isinstance(value, Programme):
        return draft(value, name, f"{_SOURCES[found]} “{value.title or name}”")
    return compose(value, name, today)
