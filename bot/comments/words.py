"""The word lists of comments (config/lexicon/comments*.yaml) as patterns."""

import re
from collections.abc import Iterable, Mapping
from functools import lru_cache
from pathlib import Path
from typing import Any

import yaml

FOLDER = Path(__file__).parent.parent.parent / "config" / "lexicon"
_LOADER = getattr(yaml, "CSafeLoader", yaml.SafeLoader)
_TYPOS = (
    (re.compile(r"[햇](?=[어습슴음다는지고으네던])"), "했"),
    (re.compile(r"[잇](?=[어습슴음다는지고으네던게])"), "있"),
    (re.compile(r"(?<=[^무])엇(?=[어습슴음다는지고으네던])"), "었"),
    (re.compile(r"앗(?=[어습슴음다는지고으네던])"), "았"),
    (re.compile(r"[됬됏](?=[어습슴음다는지고으네던])"), "됐"),
    (re.compile(r"겟(?=[어습슴음다는지고으네던])"), "겠"),
)


@lru_cache(maxsize=8)
def read(name: str) -> Mapping[str, Any]:
    """The list of that name."""
    text = (FOLDER / f"{name}.yaml").read_text("utf-8")
    return dict(yaml.load(text, Loader=_LOADER))  # noqa: S506 - both are safe loaders


@lru_cache(maxsize=64)
def found(section: str, key: str = "forms") -> re.Pattern[str]:
    """What the section of the list of comments holds: its words and its forms, wherever they stand."""
    entry = read("comments")[section]
    if key == "forms":
        return pattern(entry.get("ko", "").split(), entry.get("en", "").split(), entry.get("forms", ()))
    return re.compile("|".join(f"(?:{one})" for one in entry[key]), re.IGNORECASE)


def pattern(korean: Iterable[str], english: Iterable[str] = (), forms: Iterable[str] = ()) -> re.Pattern[str]:
    """Korean words with or without spaces inside, English ones whole, and regular expressions as they are."""
    parts = [f"(?:{one})" for one in forms]
    parts += spaced(sorted(korean, key=len, reverse=True))
    latin = "|".join(re.escape(one) for one in sorted(english, key=len, reverse=True))
    return re.compile("|".join([*parts, *([rf"\b(?:{latin})\b"] if latin else [])]) or r"(?!)", re.IGNORECASE)


def spaced(korean: Iterable[str]) -> list[str]:
    """Korean words as patterns; spaces inside only where they begin a word, so that no two words make a third.

    A word of one syllable stands anywhere, too. All that may hold spaces share one look behind, which is slow.
    """
    known = list(korean)
    apart = "|".join(r"\s?".join(map(re.escape, one)) for one in known if len(one) > 1)
    return [*map(re.escape, known), *([rf"(?<![가-힣])(?:{apart})"] if apart else [])]


def spelt(text: str) -> str:
    """The text with the commonest misspellings mended; it keeps its length."""
    for wrong, right in _TYPOS:
        text = wrong.sub(right, text)
    return text


def blanked(text: str) -> str:
    """The text without words in which a list would be found wrongly; it keeps its length."""
    return _exceptions().sub(lambda match: "□" * len(match[0]), text)


@lru_cache(maxsize=1)
def _exceptions() -> re.Pattern[str]:
    return re.compile("|".join(sorted(read("comments")["except"].split(), key=len, reverse=True)))
