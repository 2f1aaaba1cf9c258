"""What only the whole file shows: places that nobody named, days that do not exist, times that run backwards."""

from collections.abc import Iterator
from typing import Any

from config import guess
from config.fields import CLOCK, listed
from config.problems import Problem
from config.tree import Loc, Node

ROLES = ("participant", "leader", "organizer")
NUDGES = 2
_KOREA = ((33.0, 39.0), (124.0, 132.0))


def check(data: dict[str, Any], root: Node) -> list[Problem]:
    """The problems between the parts of a file; parts that are no mapping or list are left to the models."""
    found = [*_days(data), *_coordinates(data), *_join(data), *_ids(data), *_feedback(data), *_quiet(data)]
    for index, row in _rows(data):
        loc: Loc = ("itinerary", index)
        found += [*_places(data, row, loc), *_row_days(data, row, loc), *_times(data, row, loc), *_roles(row, loc)]
    return [_placed(root, *one) for one in found]


_Found = tuple[Loc, str, dict[str, object], str | None]


def _placed(root: Node, loc: Loc, key: str, values: dict[str, object], nearest: str | None) -> Problem:
    line, column = root.where(loc)
    return Problem(key, line, column, values, nearest)


def _section(data: dict[str, Any], name: str) -> dict[str, Any]:
    found = data.get(name)
    return found if isinstance(found, dict) else {}


def _rows(data: dict[str, Any]) -> list[tuple[int, dict[str, Any]]]:
    rows = data.get("itinerary")
    rows = rows if isinstance(rows, list) else []
    return [(index, row) for index, row in enumerate(rows) if isinstance(row, dict)]


def _dates(data: dict[str, Any]) -> list[str]:
    days = _section(data, "event").get("days")
    return [str(day) for day in days] if isinstance(days, list) else []


def _days(data: dict[str, Any]) -> Iterator[_Found]:
    days = _dates(data)
    for index, day in enumerate(days):
        if day in days[:index]:
            yield ("event", "days", index), "day_twice", {"day": day}, None
        elif index and guess.date_like(day) == day and day < days[index - 1]:
            yield ("event", "days", index), "days_order", {"day": day, "before": days[index - 1]}, None


def _coordinates(data: dict[str, Any]) -> Iterator[_Found]:
    (south, north), (west, east) = _KOREA
    for key, place in _section(data, "places").items():
        at = place.get("at") if isinstance(place, dict) else None
        if not (isinstance(at, list) and len(at) == 2 and all(type(one) in {int, float} for one in at)):
            continue
        first, second = at
        if west <= first <= east and south <= second <= north:
            yield ("places", key, "at"), "swapped", {"place": key}, f"at: [{second}, {first}]"


def _join(data: dict[str, Any]) -> Iterator[_Found]:
    facts = _section(data, "event")
    if facts.get("join") == "code" and not facts.get("code"):
        yield ("event", "join"), "code_missing", {}, None


def _ids(data: dict[str, Any]) -> Iterator[_Found]:
    seen: dict[str, str] = {}
    for index, row in _rows(data):
        name = str(row.get("id") or "")
        if name in seen:
            values: dict[str, object] = {"id": name, "first": seen[name], "title": row.get("title", "")}
            yield ("itinerary", index, "id"), "id_twice", values, None
        elif name:
            seen[name] = str(row.get("title", ""))


def _places(data: dict[str, Any], row: dict[str, Any], loc: Loc) -> Iterator[_Found]:
    places = data.get("places", {})
    if not isinstance(places, dict):
        return
    for at, name in _named(row):
        if name not in places:
            values: dict[str, object] = {"place": name, "choices": list(places)}
            yield (*loc, *at), "unknown_place" if places else "no_places", values, _meant(name, places)


def _named(row: dict[str, Any]) -> Iterator[tuple[Loc, str]]:
    """Every place that a row names, and where."""
    for field in ("from", "to", "origin", "destination"):
        if isinstance(row.get(field), str):
            yield (field,), row[field]
    for index, name in enumerate(listed(row.get("places", []))):
        if isinstance(name, str | int | float):
            yield ("places", index), str(name)
    parts = row.get("parts")
    for index, part in enumerate(parts if isinstance(parts, list) else []):
        for at, name in enumerate(listed(part.get("places", [])) if isinstance(part, dict) else []):
            if isinstance(name, str):
                yield ("parts", index, "places", at), name


def _meant(name: str, places: dict[str, Any]) -> str | None:
    """The key of the place that is called so, or nearly so."""
    called: dict[str, str] = {}
    for key, place in places.items():
        fields = place if isinstance(place, dict) else {}
        words = [fields.get("name"), fields.get("name_en"), *listed(fields.get("aliases", []))]
        called |= {str(word): key for word in words if isinstance(word, str)}
    called |= {key: key for key in places}
    nearest = guess.nearest(name, called)
    return called[nearest] if nearest else None


def _row_days(data: dict[str, Any], row: dict[str, Any], loc: Loc) -> Iterator[_Found]:
    last = len(_dates(data))
    for field in ("day", "end_day"):
        day = row.get(field)
        if last and type(day) is int and day > last:
            yield (*loc, field), "day_range", {"field": field, "day": day, "last": last}, None


def _times(data: dict[str, Any], row: dict[str, Any], loc: Loc) -> Iterator[_Found]:
    start, end, day = row.get("start"), row.get("end"), row.get("day")
    end_day = row.get("end_day", day)
    if type(day) is int and type(end_day) is int and end_day < day:
        yield (*loc, "end_day"), "end_day_before", {"day": day, "end_day": end_day}, None
    both = isinstance(start, str) and isinstance(end, str) and CLOCK.fullmatch(start) and CLOCK.fullmatch(end)
    if both and end_day == day and str(end).zfill(5) < str(start).zfill(5):
        next_day = type(day) is int and day < len(_dates(data))
        key = "end_before_start" if next_day else "end_before_start_last"
        values: dict[str, object] = {"start": start, "end": end, "next": day + 1 if type(day) is int else ""}
        yield (*loc, "end"), key, values, None


def _roles(row: dict[str, Any], loc: Loc) -> Iterator[_Found]:
    audience = row.get("audience")
    for role in listed(audience.get("role", [])) if isinstance(audience, dict) else []:
        if isinstance(role, str) and role not in ROLES:
            values: dict[str, object] = {"field": "role", "given": role, "choices": ROLES}
            yield (*loc, "audience", "role"), "choice", values, guess.nearest(role, ROLES)


def _feedback(data: dict[str, Any]) -> Iterator[_Found]:
    opens, last = _section(data, "feedback").get("opens"), len(_dates(data))
    day = opens.get("day") if isinstance(opens, dict) else None
    if last and type(day) is int and day > last:
        yield ("feedback", "opens", "day"), "day_range", {"field": "opens.day", "day": day, "last": last}, None
    nudges = listed(_section(data, "feedback").get("nudges", []))
    if len(nudges) > NUDGES:
        yield ("feedback", "nudges", NUDGES), "nudges_many", {"most": NUDGES, "given": len(nudges)}, None
    ids = [str(row["id"]) for _, row in _rows(data) if row.get("id")]
    rated = _section(data, "feedback").get("activities")
    for index, name in enumerate(rated if isinstance(rated, list) else []):
        if isinstance(name, str) and name not in ids:
            values: dict[str, object] = {"id": name, "choices": ids}
            yield ("feedback", "activities", index), "unknown_activity", values, guess.nearest(name, ids)


def _quiet(data: dict[str, Any]) -> Iterator[_Found]:
    quiet = data.get("quiet")
    if isinstance(quiet, list) and len(quiet) == 2 and quiet[0] == quiet[1]:
        yield ("quiet",), "quiet_same", {"clock": quiet[0]}, None
