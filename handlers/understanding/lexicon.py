"""The word lists under config/lexicon/: which word stands for what, in every language at once.

A word's tags: `t:lunch` a topic, `o:pets` a thing that plans seldom hold, `a:when` what is asked, `p:morning` a part of
the day, `s:hello` small talk, `w:budget` withheld, `n` neutral, `e` a Korean ending or particle. Words are kept without
spaces and hyphens.
"""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path
from typing import Any

import yaml

FOLDER = Path(__file__).parent.parent.parent / "config" / "lexicon"
_FILES = (("topics", "t"), ("absent", "o"), ("asks", "a"), ("parts", "p"), ("small", "s"), ("withheld", "w"))
_INFLECTED = ("t", "o")
# Safe either way; the one in C, where it is built, reads the lists ten times as fast.
_LOADER = getattr(yaml, "CSafeLoader", yaml.SafeLoader)
Tags = frozenset[str]


@dataclass(frozen=True, slots=True)
class Lexicon:
    """Every word list as one.

    `words`: a word (compact) to its tags; `near`: a topic to its stand-ins; `longest` in letters;
    `latin`: every Latin word of the lists, those inside phrases too.
    """

    words: Mapping[str, Tags]
    near: Mapping[str, tuple[str, ...]]
    longest: int
    latin: frozenset[str]


def compact(word: str) -> str:
    """A word as the lists keep it: lower case, no spaces, hyphens or apostrophes."""
    return word.lower().translate({ord(sign): None for sign in " -'’."})


@lru_cache(maxsize=1)
def lexicon() -> Lexicon:
    """Every list, read once."""
    words: dict[str, set[str]] = {}
    near: dict[str, tuple[str, ...]] = {}
    latin: set[str] = set()
    for name, letter in _FILES:
        for key, entry in _read(name).items():
            latin.update(one for phrase in entry.get("en", ()) for one in _singles(phrase))
            near[key] = tuple(entry.get("near", ()))
            for word in _forms(entry, inflected=letter in _INFLECTED):
                words.setdefault(word, set()).add(f"{letter}:{key}")
    neutral = _read("neutral")
    _add(words, (*neutral["ko"].split(), *neutral["en"].split()), "n")
    _add(words, neutral["endings"].split(), "e")
    words.pop("", None)
    tagged = {word: frozenset(tags) for word, tags in words.items()}
    return Lexicon(tagged, {key: value for key, value in near.items() if value}, max(map(len, tagged)),
                   frozenset(latin.union(*map(_singles, neutral["en"].split()))))  # fmt: skip


def _read(name: str) -> dict[str, Any]:
    return dict(yaml.load((FOLDER / f"{name}.yaml").read_text("utf-8"), Loader=_LOADER))  # noqa: S506 - both are safe loaders


def _singles(phrase: str) -> list[str]:
    words = phrase.lower().replace("'", "").replace("-", " ").split()
    return [one for word in words for one in (word, plural(word)) if one.isascii() and one.isalpha()]


def _add(words: dict[str, set[str]], more: Iterable[str], tag: str) -> None:
    for word in more:
        words.setdefault(compact(word), set()).add(tag)


def _forms(entry: Mapping[str, list[str]], *, inflected: bool) -> Iterator[str]:
    for word in entry.get("ko", ()):
        yield compact(word)
    for word in entry.get("en", ()):
        yield compact(word)
        if inflected:
            yield plural(compact(word))


def plural(word: str) -> str:
    """The regular English plural: lunch → lunches, ferry → ferries."""
    if word.endswith(("s", "x", "ch", "sh")):
        return f"{word}es"
    if word.endswith("y") and word[-2:-1] not in "aeiou":
        return f"{word[:-1]}ies"
    return f"{word}s"


def stem(word: str) -> str:
    """An English word without its commonest endings, so that forms of one word meet: trains, training → train."""
    for ending, rest in (("ies", "y"), ("ing", ""), ("ed", ""), ("es", ""), ("s", "")):
        if word.endswith(ending) and len(word) - len(ending) >= 3 and not word.endswith("ss"):
            return word[: -len(ending)] + rest
    return word
