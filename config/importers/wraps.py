"""Lines of a printed cell: which breaks the organizer made, and which the page made, between words or within one."""

import re
from collections.abc import Sequence
from functools import cache
from typing import Any

from config.importers import vocabulary
from config.importers.words import closed

Box = tuple[float, float, float, float]
Letter = dict[str, Any]


def spaced(lines: Sequence[Sequence[Letter]]) -> bool:
    """Whether a page keeps the spaces at which its lines break: only then does a missing one say anything."""
    return any(line[-1]["text"].isspace() for line in lines[:-1] if line)


def joined(lines: Sequence[Sequence[Letter]], texts: Sequence[str], box: Box, *, kept: bool) -> str:
    """The text of a cell, on a page that has `kept` such spaces or not; a line feed where the organizer broke it."""
    room = _room(lines, box)
    result = texts[0].strip() if texts else ""
    for number in range(1, len(texts)):
        result += _between(lines[number - 1], lines[number], room, kept=kept) + texts[number].strip()
    return result


def _room(lines: Sequence[Sequence[Letter]], box: Box) -> float:
    """The width that a line of this cell may fill: the cell without its margins, which are alike on both sides."""
    margin = min((line[0]["x0"] - box[0] for line in lines), default=0.0)
    return float(box[2] - box[0] - 2 * max(0.0, margin))


def _between(before: Sequence[Letter], after: Sequence[Letter], room: float, *, kept: bool) -> str:
    if before[-1]["text"].isspace():
        return " "
    left = room - (before[-1]["x1"] - before[0]["x0"])
    if left >= after[0]["x1"] - after[0]["x0"] or not (_hangul(before[-1]) and _hangul(after[0])):
        return "\n"
    if _crossed(_last(before), _first(after)):
        return ""
    if not kept:
        return "\n"
    fits_space = left >= float(before[-1]["size"]) * 0.3
    return "" if fits_space or not (_known(_last(before)) or _known(_first(after))) else " "


def _hangul(letter: Letter) -> bool:
    return "가" <= str(letter["text"])[:1] <= "힣"


def _last(line: Sequence[Letter]) -> str:
    return re.split(r"\s", "".join(letter["text"] for letter in line))[-1]


def _first(line: Sequence[Letter]) -> str:
    return re.split(r"\s", "".join(letter["text"] for letter in line))[0]


def _known(word: str) -> bool:
    """Whether a word is whole as it stands: one that names a kind, or 후 and 및."""
    return word in {"후", "및"} or closed(word) in _words()


def _crossed(before: str, after: str) -> bool:
    """Whether a known word begins before the break and ends after it: 단체사 진."""
    whole, cut = before + after, len(before)
    return any(
        start < cut < start + len(word)
        for word in _words()
        if word in whole
        for start in range(max(0, cut - len(word)), cut)
        if whole.startswith(word, start)
    )


@cache
def _words() -> frozenset[str]:
    groups = (*vocabulary.groups("kinds").values(), *vocabulary.groups("facilities").values())
    return frozenset(word for found in groups for word in found if len(word) > 1 and word[0] >= "가")
