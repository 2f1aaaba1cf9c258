"""A new version of a plan's document over the event as it is known: rows and places stay themselves."""

import unicodedata
from collections.abc import Callable, Hashable, Iterable, Mapping, Sequence
from typing import Any

from config.event import Event

_ONLY_HERE = ("title_en", "aliases", "audience", "notes_en", "details_en", "fixed")
_TWINS = {"title_en": "title", "notes_en": "notes", "details_en": "details"}
Data = dict[str, Any]


def revised(known: Event, keys: Sequence[str], new: Event) -> Event:
    """`known` with the itinerary and the facts of `new`; `keys` are those of the known rows, in their order.

    A row keeps its key when its id is the same, else its day and title, else its title or its day and start where these
    are alone on both sides. What a document never says (English twins, aliases, whom a row is for, coordinates, rules,
    answers) stays; a row that the new version does not have is gone.
    """
    before, after = _data(known), _data(new)
    moved = _places(before.get("places", {}), after.get("places", {}))
    rows = [_renamed(row, moved) for row in after.get("itinerary", [])]
    pairs = _pairs(list(zip(keys, before.get("itinerary", []), strict=True)), rows)
    result = before | {
        "event": _facts(before["event"], after["event"]),
        "places": _joined(before.get("places", {}), after.get("places", {}), moved),
        "itinerary": [_row(row, pairs.get(number)) for number, row in enumerate(rows)],
    }
    return Event.model_validate(_distinct(result))


def same_event(known: Event, new: Event) -> bool:
    """Whether a document is likely about that event: a day in common, or the same title."""
    days = set(known.event.days) & set(new.event.days)
    return bool(days) or _fold(known.event.title) == _fold(new.event.title)


_KEPT = frozenset(("id", "language", "timezone", "join", "code"))


def _data(event: Event) -> Data:
    return event.model_dump(mode="json", by_alias=True, exclude_unset=True)


def _facts(before: Data, after: Data) -> Data:
    """The facts of both, the newer ones first; the translation of one that changed is no longer true."""
    new = {name: one for name, one in after.items() if name not in _KEPT}
    stale = {f"{name}_en" for name, one in new.items() if name in before and before[name] != one}
    return {name: one for name, one in before.items() if name not in stale} | new


def _fold(text: object) -> str:
    plain = unicodedata.normalize("NFKC", str(text)).casefold()
    return "".join(letter for letter in plain if letter.isalnum())


def _places(known: Mapping[str, Data], new: Mapping[str, Data]) -> dict[str, str]:
    """New key → the key under which the place is known, or its own."""
    names = {_fold(word): key for key, one in known.items() for word in reversed([one["name"], *_aliases(one)])}
    result = {}
    for key, one in new.items():
        found = next((names[_fold(word)] for word in (one["name"], *_aliases(one)) if _fold(word) in names), None)
        result[key] = found or (key if key not in known else f"{key}-2")
    return result


def _aliases(place: Data) -> list[str]:
    words = place.get("aliases", [])
    return [words] if isinstance(words, str) else list(words)


def _joined(known: Mapping[str, Data], new: Mapping[str, Data], moved: Mapping[str, str]) -> dict[str, Data]:
    """All places: known ones keep what they say, and learn further names."""
    result = {key: dict(one) for key, one in known.items()}
    for key, one in new.items():
        there = result.setdefault(moved[key], {})
        words = [
            word for word in (*_aliases(there), one["name"], *_aliases(one)) if word != there.get("name", one["name"])
        ]
        result[moved[key]] = one | there | ({"aliases": list(dict.fromkeys(words))} if words else {})
    return result


def _renamed(row: Data, moved: Mapping[str, str]) -> Data:
    row = dict(row)
    if "places" in row:
        row["places"] = [moved.get(key, key) for key in row["places"]]
    for name in ("from", "to"):
        if name in row:
            row[name] = moved.get(row[name], row[name])
    if "parts" in row:
        parts = row["parts"]
        row["parts"] = [part | {"places": [moved.get(key, key) for key in part.get("places", [])]} for part in parts]
    return row


Known = tuple[str, Data]


def _pairs(known: Sequence[Known], rows: Sequence[Data]) -> dict[int, Known]:
    """The known row for each new one, by its place among the new."""
    found: dict[int, Known] = {}
    for mark in (_by_id, _by_day_and_title, _by_title, _by_day_and_start):
        taken = {key for key, _ in found.values()}
        there = _alone((mark(key, row), (key, row)) for key, row in known if key not in taken)
        here = _alone((mark(row.get("id", ""), row), n) for n, row in enumerate(rows) if n not in found)
        found |= {number: there[one] for one, number in here.items() if one and one in there}
    return found


def _alone(marked: Iterable[tuple[Hashable, Any]]) -> dict[Hashable, Any]:
    """What stands alone under its mark."""
    result: dict[Hashable, list[Any]] = {}
    for mark, one in marked:
        result.setdefault(mark, []).append(one)
    return {mark: ones[0] for mark, ones in result.items() if len(ones) == 1}


Mark = Callable[[str, Data], Hashable]


def _by_id(key: str, row: Data) -> Hashable:
    return key if row.get("id") else ""


def _by_day_and_title(key: str, row: Data) -> Hashable:
    del key
    return row["day"], _fold(row["title"])


def _by_title(key: str, row: Data) -> Hashable:
    del key
    return _fold(row["title"])


def _by_day_and_start(key: str, row: Data) -> Hashable:
    del key
    return row["day"], row["start"]


def _row(row: Data, known: Known | None) -> Data:
    """A row under its known key, with what only the known one says."""
    if known is None:
        return row
    key, before = known
    stays = {name: before[name] for name in _ONLY_HERE if name in before and _holds(name, before, row)}
    if row.get("id") != key:
        stays |= {name: before[name] for name in ("notes", "parts", "end_day") if name in before and name not in row}
        stays["details"] = before.get("details", {}) | row.get("details", {})
    if _fold(before["title"]) == _fold(row["title"]):
        stays |= {"kind": before["kind"], "title": before["title"]}
    named = before.get("id") or (before["day"], _fold(before["title"])) != (row["day"], _fold(row["title"]))
    merged = row | stays | {"id": key if named else None}
    return {name: one for name, one in merged.items() if one not in ({}, [], None)}


def _holds(name: str, before: Data, row: Data) -> bool:
    """A translation holds as long as its words do."""
    twin = _TWINS.get(name)
    return twin is None or twin not in row or _fold(before.get(twin, "")) == _fold(row[twin])


def _distinct(data: Data) -> Data:
    """New rows whose id another row has already get one of their own."""
    used: set[str] = set()
    rows = []
    for row in data["itinerary"]:
        own = key = row.get("id")
        number = 2
        while own in used:
            own, number = f"{key}-{number}", number + 1
        used |= {own} if own else set()
        rows.append(row | ({"id": own} if own else {}))
    return data | {"itinerary": rows}
