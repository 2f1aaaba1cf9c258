"""The plan as it concerns one person: rows for other buses, rooms, teams, groups or roles fall away."""

import re
from dataclasses import replace
from functools import lru_cache

from bot.itinerary import Activity, Itinerary
from handlers.understanding.index import Same
from handlers.understanding.model import Asker

_SAID = re.compile(r"(?P<n>\d+)\s*(?P<ko>팀|조|호차)|(?P<en>team|group|bus|coach)\s*#?(?P<m>\d+)", re.IGNORECASE)
_NAMES = {"팀": "team", "조": "team", "호차": "bus", "team": "team", "group": "team", "bus": "bus", "coach": "bus"}
_FIELDS = ("bus", "room", "team", "group", "role")


def said_of(text: str, asker: Asker) -> Asker:
    """The person for whom is asked: a team or bus that the message names comes before the asker's own."""
    named = {_NAMES[(match["ko"] or match["en"]).lower()]: match["n"] or match["m"] for match in _SAID.finditer(text)}
    several = len(_SAID.findall(text)) > len(named)
    return replace(asker, **(dict.fromkeys(named, "") if several else named))


def for_whom(itinerary: Itinerary, asker: Asker) -> Itinerary:
    """The snapshot with the rows that are for `asker`; what is not known of a person excludes nothing."""
    used = _used(Same(itinerary))
    known = tuple((field, getattr(asker, field)) for field in used if getattr(asker, field))
    return _narrowed(Same(itinerary), known) if known else itinerary


@lru_cache(maxsize=8)
def _used(key: Same) -> tuple[str, ...]:
    return tuple(
        field for field in _FIELDS if any(getattr(row.row.audience, field) for row in key.itinerary.activities)
    )


@lru_cache(maxsize=16)
def _narrowed(key: Same, known: tuple[tuple[str, str], ...]) -> Itinerary:
    rows = tuple(row for row in key.itinerary.activities if _concerns(row, known))
    return replace(key.itinerary, activities=rows)


def _concerns(row: Activity, known: tuple[tuple[str, str], ...]) -> bool:
    wanted = ((getattr(row.row.audience, field), value) for field, value in known)
    return all(not names or value in names for names, value in wanted)
