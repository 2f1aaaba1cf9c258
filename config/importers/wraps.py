"""Lines of a printed cell: which breaks the organizer made, and which the page made, between words or within one."""

import re
from collections.abc import Sequence
from functools import cache
from itertools import pairwise
from typing import Any

from config.importers import vocabulary
from config.importers.words import closed

Box = tuple[float, float, float, float]
Letter = dict[str, Any]


def spaced(cells: Sequence[tuple[Sequence[Sequence[Letter]], Box]]) -> bool:
    """Whether a missing space at a break says that a word was broken.

    So it is where a table keeps the spaces at which other lines break, and where all its lines break only when not
    even a letter more would fit.
    """
    if any(line[-1]["text"].isspace() for lines, _ in cells for line in lines[:-1]):
        return True
    full = loose = 0
    for lines, box in cells:
        room = _room(lines, box)
        for before, after in pairwise(lines):
            left = room - (before[-1]["x1"] - before[0]["x0"])
            word = _word(after)
            if _breaks(before[-1], "") and _breaks(after[0], ""):
                full += left < _needed(after)
                loose += _needed(after) <= left < word[-1]["x1"] - word[0]["x0"]
    return full > 2 and not loose


def _word(line: Sequence[Letter]) -> Sequence[Letter]:
    """The first word of a line."""
    end = next((n for n, letter in enumerate(line) if letter["text"].isspace()), len(line))
    return line[: max(1, end)]


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
    if left >= _needed(after) or not (_breaks(before[-1], ")]”’」』") and _breaks(after[0], "([“‘「『")):
        return "\n"
    if _crossed(_last(before), _first(after)):
        return ""
    if not kept:
        return "\n"
    fits_space = left >= float(before[-1]["size"]) * 0.3
    return "" if fits_space or not (_known(_last(before)) or _known(_first(after))) else " "


def _needed(line: Sequence[Letter]) -> float:
    """The width that the first letter of a line would have taken; an opening bracket takes the next one along."""
    last = line[1] if len(line) > 1 and line[0]["text"] in "([“‘「『" else line[0]
    return float(last["x1"] - line[0]["x0"])


def _breaks(letter: Letter, signs: str) -> bool:
    """Whether a page may break a line beside this letter: Hangul, or a bracket on that side."""
    return "가" <= str(letter["text"])[:1] <= "힣" or letter["text"] in signs


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
