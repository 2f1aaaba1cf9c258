"""What can be known of an event before anybody asks: its words, topics and places, and where each of them stands.

Made once per snapshot and kept for the last few snapshots; rows are numbered as in `Itinerary.activities`.
"""

import re
from bisect import bisect_right
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from functools import lru_cache
from itertools import pairwise

from bot.itinerary import Activity, Itinerary
from handlers.understanding.lexicon import Tags

EVENT_WORD = "x"


_ARTICLES = frozenset(("a", "an", "the", "at", "in", "on", "to", "from"))


_COMMON = frozenset(
    [
        "a",
        "an",
        "the",
        "of",
        "to",
        "in",
        "on",
        "at",
        "for",
        "and",
        "or",
        "is",
        "are",
        "do",
        "does",
        "how",
        "what",
        "when",
        "where",
        "who",
        "which",
        "it",
        "i",
        "we",
        "you",
        "my",
        "our",
        "there",
        "this",
        "that",
        "with",
        "from",
        "by",
        "be",
        "will",
        "can",
    ]
)


@dataclass(slots=True)
class Posting:
    """Where a word or topic stands: rows with a weight (1 in the title, less in notes or places), places, the event."""

    rows: dict[int, float] = field(default_factory=dict)
    places: set[str] = field(default_factory=set)
    event: bool = False

    def add(self, rows: Iterable[int], weight: float) -> None:
        """Note it for rows, keeping the greater weight."""
        for row in rows:
            self.rows[row] = max(weight, self.rows.get(row, 0.0))


@dataclass(frozen=True, slots=True)
class Index:
    """The words and topics of one snapshot; `look` holds every word that can be recognised, with its tags.

    `codes`: names of places that hold a digit or single letter (k1105, 세미나실a) to the place; `pairs`: two words that
    follow one another in titles to their rows; `at`: a place to the rows there; `destinations`: where journeys end;
    `named`: a place's folded name or alias to the place; `latin`: every Latin word;
    `lettered`: what titles number with a letter (1b, a코스) to its rows.
    """

    itinerary: Itinerary
    words: Mapping[str, Posting]
    topics: Mapping[str, Posting]
    look: Mapping[str, Tags]
    stems: Mapping[str, str]
    roman: Mapping[str, str]
    lines: tuple[tuple[str, frozenset[str]], ...]
    codes: Mapping[str, str]
    pairs: Mapping[str, Mapping[int, float]]
    at: Mapping[str, tuple[int, ...]]
    kinds: frozenset[str]
    destinations: frozenset[str]
    named: Mapping[str, str]
    latin: frozenset[str]
    lettered: Mapping[str, Mapping[int, float]]

    @property
    def rows(self) -> tuple[Activity, ...]:
        """The activities, by number."""
        return self.itinerary.activities


def fold(text: str) -> str:
    """Letters and digits only, lower case."""
    return "".join(letter for letter in text.lower() if letter.isalnum())


def pairs(line: str) -> list[str]:
    """Each two Latin words of a clean line that follow one another."""
    words = re.findall(r"[a-z][a-z0-9+#.]*", line)
    return [
        f"{first} {second}"
        for first, second in pairwise(words)
        if not {first, second} <= _COMMON and not {first, second} & _ARTICLES
    ]


class Same:
    """A snapshot as a cache key: by identity, since snapshots are immutable and replaced."""

    __slots__ = ("itinerary",)

    def __init__(self, itinerary: Itinerary) -> None:
        self.itinerary = itinerary

    def __hash__(self) -> int:
        return id(self.itinerary)

    def __eq__(self, other: object) -> bool:
        return isinstance(other, Same) and other.itinerary is self.itinerary


def place_key(itinerary: Itinerary, word: str | None) -> str | None:
    """The key of a place that a row names by key or by name, None when the event lists no such place."""
    if not word:
        return None
    if word in itinerary.places:
        return word
    return next((key for key, place in itinerary.places.items() if word == place.name or word in place.aliases), None)


def row_places(activity: Activity) -> tuple[str, ...]:
    """The places of a row as written, those of its parts included."""
    row = activity.row
    listed = [*row.places, *(place for part in row.parts for place in part.places)]
    return tuple(dict.fromkeys(listed))


def ends_at(itinerary: Itinerary, activity: Activity) -> datetime:
    """When a row is over for a question of what is on: its end, else the next start, at most 12 hours on."""
    return activity.ends_at or _open_ends(Same(itinerary)).get(activity.key, activity.starts_at)


@lru_cache(maxsize=16)
def _open_ends(key: Same) -> dict[str, datetime]:
    starts = sorted({one.starts_at for one in key.itinerary.activities})
    found = {}
    for one in key.itinerary.activities:
        limit = one.starts_at + timedelta(hours=12)
        later = bisect_right(starts, one.starts_at)
        found[one.key] = min(starts[later], limit) if later < len(starts) else limit
    return found
