"""How these tests read: a plan's text in, plain rows out."""

from typing import Any

from config.event import Event
from config.importers.cells import Cell, Document, Table
from config.importers.compose import compose
from config.importers.draft import Draft
from config.importers.text import read as read_text
from config.loader import loads

Line = tuple[object, ...]


def draft(text: str, name: str = "plan.txt") -> Draft:
    """The draft of a pasted text; it must be an event file without problems."""
    return checked(compose(read_text(text), name))


def of_tables(*blocks: str | Table) -> Draft:
    return checked(compose(Document(blocks), "plan.docx"))


def checked(found: Draft) -> Draft:
    loaded = loads(found.event_yaml, "draft.yaml")
    assert loaded.problems == (), found.event_yaml
    assert loaded.event == Event.model_validate(found.data)
    return found


def table(*rows: list[object], name: str = "") -> Table:
    """A table of texts; (text, rows, columns) is a merged cell, None a place that one covers."""
    cells = []
    for number, row in enumerate(rows):
        for column, one in enumerate(row):
            if isinstance(one, tuple):
                cells.append(Cell(one[0], number, column, one[1], one[2]))
            elif one is not None:
                cells.append(Cell(str(one), number, column))
    return Table(tuple(cells), name)


def rows(found: Draft) -> list[Line]:
    """(day, start, end, title, kind, place names) of each activity."""
    return [
        (one["day"], one["start"], one.get("end"), one["title"], one["kind"], names(found, one.get("places", [])))
        for one in found.data["itinerary"]
    ]


def names(found: Draft, keys: list[str]) -> list[str]:
    return [found.data["places"][key]["name"] for key in keys]


def named(found: Draft, activity: dict[str, Any], field: str) -> str | None:
    key = activity.get(field)
    return found.data["places"][key]["name"] if key else None


def keys(found: Draft) -> list[str]:
    return [remark.key for remark in found.remarks]
