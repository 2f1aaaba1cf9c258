"""Places: alike, unused, without a pin, far away."""

from collections.abc import Iterator
from itertools import combinations

from rapidfuzz import fuzz

from config.event import Event, Place
from config.lint.distance import kilometres
from config.lint.remark import Remark, ask, warn
from config.lint.rows import rows

_ALIKE = 86
_FAR_KM = 500
_MOST = 300  # beyond, comparing every two places takes seconds


def check(event: Event) -> Iterator[Remark]:
    """All remarks on places."""
    yield from _unused(event)
    yield from _pins(event)
    if len(event.places) <= _MOST:
        yield from _alike(event)
        yield from _far(event)


def _alike(event: Event) -> Iterator[Remark]:
    words = {key: _words(place) for key, place in event.places.items()}
    for key, other in combinations(words, 2):
        shared = sorted(words[key] & words[other])
        one, two = event.places[key], event.places[other]
        if shared:
            yield warn("alias_twice", loc=("places", other), word=shared[0], place=key, other=other)
        elif fuzz.ratio(_folded(one.name), _folded(two.name)) >= _ALIKE:
            yield ask("places_alike", loc=("places", other), place=one, other=two)


def _words(place: Place) -> set[str]:
    return {_folded(word) for word in (place.name, place.name_en or "", *place.aliases)} - {""}


def _folded(text: str) -> str:
    return "".join(text.lower().split())


def _unused(event: Event) -> Iterator[Remark]:
    used = {key for row in rows(event) for key in (*row.places(), row.row.origin, row.row.destination)}
    for key, place in event.places.items():
        if key not in used:
            yield ask("unused", loc=("places", key), place=place, name=key)


def _pins(event: Event) -> Iterator[Remark]:
    """Places without coordinates, in one remark."""
    bare = [place for place in event.places.values() if place.at is None]
    if bare:
        yield ask("no_pins", loc=("places",), count=len(bare), places=bare)


def _far(event: Event) -> Iterator[Remark]:
    """A place that is far from every other."""
    pinned = {key: place for key, place in event.places.items() if place.at}
    for key, place in pinned.items():
        away = [kilometres(place, other) or 0.0 for name, other in pinned.items() if name != key]
        if away and min(away) > _FAR_KM:
            yield warn("far", loc=("places", key), place=place, km=round(min(away)))
