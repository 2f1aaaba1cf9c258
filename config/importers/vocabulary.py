"""The words by which plans are recognised, from vocabulary.yaml."""

import re
from functools import cache
from pathlib import Path
from typing import Any

import yaml

_FILE = Path(__file__).with_suffix(".yaml")


@cache
def _all() -> dict[str, Any]:
    return dict(yaml.safe_load(_FILE.read_text("utf-8")))


@cache
def words(name: str) -> tuple[str, ...]:
    """The word list `name`, longest first."""
    return tuple(sorted((str(word) for word in _all()[name]), key=len, reverse=True))


@cache
def groups(name: str) -> dict[str, tuple[str, ...]]:
    """The word lists under `name`, as group → words, longest first."""
    return {
        group: tuple(sorted((str(word) for word in found), key=len, reverse=True))
        for group, found in _all()[name].items()
    }


@cache
def pattern(name: str) -> re.Pattern[str]:
    """A pattern that finds any word of the list; Latin words only as whole words."""
    return re.compile(alternatives(words(name)), re.IGNORECASE)


def alternatives(found: tuple[str, ...]) -> str:
    """The words as one group of a pattern."""
    return "(?:" + "|".join(_whole(word) for word in found) + ")"


def _whole(word: str) -> str:
    text = re.escape(word).replace(r"\ ", r"\s*")
    before = r"(?<![A-Za-z])" if word[0].isascii() and word[0].isalpha() else ""
    after = r"(?![A-Za-z])" if word[-1].isascii() and word[-1].isalpha() else ""
    return before + text + after
