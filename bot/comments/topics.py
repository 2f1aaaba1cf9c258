"""What a point speaks of: a thing (food, bus), a side of it (late, cold), or one of the event's own activities."""

import re
from collections.abc import Mapping
from dataclasses import dataclass
from functools import lru_cache

from bot.comments import words


@dataclass(frozen=True, slots=True)
class Topic:
    """`thing` and `side` as the lists name them, "" if none; `word` is the thing in the point's own spelling."""

    thing: str
    side: str
    word: str = ""


def topic(text: str, question: str, known: Mapping[str, str]) -> Topic:
    """The topic of a point; `known` holds words of the event (titles, places) with what they stand for."""
    text = words.spelt(text)
    thing, word = _first("things", text)
    side, _ = _first("sides", text)
    if thing in _RIDES and side == "length":
        side = "far"
    own, spelt = _own(text, known)
    if not own and question in set(known.values()):
        own, spelt = question, word
    return Topic(OWN + own, side, spelt) if own and thing in _BROAD else Topic(thing, side, word)


OWN = "="
"""Before a thing of the event's own, as names of things on the lists may be keys of activities, too."""
# Of these the event's own word says more.
_BROAD = frozenset(("", "tour", "hike", "place", "plan", "people", "exchange", "lecture", "cooking", "film"))
# What is long about them is the way.
_RIDES = frozenset(("bus", "rides"))


def name(of: Topic) -> str:
    """What a line of the report calls a thing of the lists, "" if it is none of them."""
    return str(words.read("comments_topics")["things"].get(of.thing, {}).get("name", ""))


def bearer(of: Topic) -> str:
    """What a side is said of where nobody names it, "" if it may be anything."""
    return str(words.read("comments_topics")["sides"].get(of.side, {}).get("of", ""))


def _own(text: str, known: Mapping[str, str]) -> tuple[str, str]:
    compact = text.replace(" ", "").casefold()
    inside = [word for word in known if len(word) > 1 and word.replace(" ", "").casefold() in compact]
    word = max(inside, key=lambda one: (len(one), one), default="")
    return known.get(word, ""), word


def _first(group: str, text: str) -> tuple[str, str]:
    for name, pattern in _patterns(group):
        if match := pattern.search(text):
            return name, match[0]
    return "", ""


@lru_cache(maxsize=2)
def _patterns(group: str) -> tuple[tuple[str, re.Pattern[str]], ...]:
    entries = words.read("comments_topics")[group]
    return tuple((name, _pattern(entry)) for name, entry in entries.items())


def _pattern(entry: Mapping[str, str]) -> re.Pattern[str]:
    korean = entry["ko"].split()
    parts = words.spaced(one for one in korean if len(one) > 1)
    parts += [rf"(?<![가-힣]){one}" for one in korean if len(one) == 1]
    latin = "|".join(one.replace("-", "[ -]?") for one in entry["en"].split())
    return re.compile("|".join([*parts, rf"\b(?:{latin})\b"]), re.IGNORECASE)


@lru_cache(maxsize=4096)
def things(text: str) -> frozenset[str]:
    """Every thing that a text names."""
    text = words.spelt(text)
    return frozenset(name for name, pattern in _patterns("things") if pattern.search(text))
