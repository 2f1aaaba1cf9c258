"""Parts: a row that holds two things."""

import re
from collections.abc import Sequence
from typing import Any

from config.importers import kinds

_MAX_LINE = 500


def parts(found: Sequence[str], places: Sequence[str]) -> list[dict[str, Any]]:
    """Two things in one cell, each with its place when there are as many places; none unless the words part them."""
    if len(found) < 2:
        return []
    paired = len(places) == len(found)
    if len(places) > 1 and not paired:
        return []
    return [
        {"title": piece[:_MAX_LINE]} | ({"places": [places[n]]} if paired else {"places": places} if places else {})
        for n, piece in enumerate(found)
    ]


def pieces(title: str, lines: Sequence[str], kind: str, places: int) -> list[str]:
    """The things that a row's words part: its lines, a meal and what follows, two joined by 및 with a place each."""
    if kind in {"transport", "lodging"}:
        return []
    told = [line for line in lines if not re.match(r"^[-–·•※*○ㆍ(]", line)]
    if len(told) > 1 and all(kinds.named(line) for line in told):
        return told
    first = title.split(" ", 1)
    if len(first) > 1 and kinds.named(first[0]) == ["meal"] and first[1][:1] not in "(및·,/&+" and _differs(first[1]):
        return first
    halves = re.split(r"\s+(?:및|and|&|＆)\s+", title)
    if len(halves) == 2 == places and all(kinds.named(half) for half in halves):
        return halves
    return []


def _differs(text: str) -> bool:
    found = kinds.named(text)
    return bool(found) and found[0] not in {"meal", "transport"} and not text.startswith(("및 ", "후 ", "시간", "and "))
