"""The plan as it concerns one person: rows for other buses, rooms, teams, groups or roles fall away."""

from dataclasses import replace
from functools import lru_cache

from bot.itinerary import Activity, Itinerary
from handlers.understanding.index import Same
from handlers.understanding.model import Asker

_FIELDS = ("bus", "room", "team", "group", "role")


def for_whom(itinerary: Itinerary, asker: Asker) -> Itinerary:
    """The snapshot with the rows that are for `asker`; what is not known of a person excludes nothing."""
    used = _used(Same(itinerary))
    known = tuple((field, getattr(asker, field)) for field in used if getattr(asker, field))
    return _narrowed(Same(itinerary), known) if known else itinerary


@lru_cache(maxsize=8)
def _used(key: Same) -> tuple[str, ...]:
    return tuple(field for field in _FIELDS if any(getattr(row.row.audience, field) for row in key.itinerary.activities))


@lru_cache(maxsize=16)
def _narrowed(key: Same, known: tuple[tuple[str, str], ...]) -> Itinerary:
    rows = tuple(row for row in key.itinerary.activities if _concerns(row, known))
    return replace(key.itinerary, activities=rows)


def _concerns(row: Activity, known: tuple[tuple[str, str], ...]) -> bool:
    wanted = ((getattr(row.row.audience, field), value) for field, value in known)
    return all(not names or value in names for names, value in wanted)
