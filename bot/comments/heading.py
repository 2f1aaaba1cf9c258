"""Under which heading a point stands: praise, complaint or wish, else what the question asked for."""

import re
from dataclasses import dataclass
from functools import lru_cache
from typing import Literal

from bot.comments import words
from bot.feedback import HEADINGS, Heading

Tone = Literal["good", "bad"]
_LOOK = 14
_POOR = (1, 2)
_TOWARDS = re.compile(r"[가-힣](?:으로|로|게|도록)[\s.!~]*$")
_SIGH = re.compile("[ㅠㅜ]+")


@dataclass(frozen=True, slots=True)
class Hit:
    """A word of praise or complaint and where it stands; `tone` after what turns it round was seen."""

    start: int
    end: int
    tone: Tone


@lru_cache(maxsize=4096)
def heading(text: str, question: str, score: int | None = None) -> Heading:
    """A wish goes under improve, else the last word of praise or complaint decides, else the question or its score."""
    text = words.spelt(text)
    if words.found("sarcasm").search(text):
        return "lacking"
    if words.found("kept").search(text):
        return "good"
    hits = tones(text)
    if _wish(text, hits) or _in_passing(text, hits, question):
        return "improve"
    if hits:
        return "good" if hits[-1].tone == "good" else "lacking"
    return _supposed(text, question, score)


def speaks(text: str) -> bool:
    """Whether it praises, complains or wishes."""
    text = words.spelt(text)
    return bool(tones(text) or words.found("wish").search(text) or words.found("negative").search(text))


@lru_cache(maxsize=4096)
def tones(text: str) -> tuple[Hit, ...]:
    """The words of praise and complaint in their order; of those that overlap the one that begins first."""
    text = words.blanked(text)
    matches = [(one.start(), -one.end(), tone) for tone in _TONES for one in words.found(tone).finditer(text)]
    result: list[Hit] = []
    for start, end, tone in sorted(matches):
        if not result or start >= result[-1].end:
            result.append(Hit(start, -end, tone))
    return tuple(_turned(text, one) for one in result)


_TONES: tuple[Tone, ...] = ("good", "bad")


def _turned(text: str, hit: Hit) -> Hit:
    after = words.found("turned", "after").search(text[hit.end : hit.end + _LOOK])
    before = _before().search(text[: hit.start])
    if bool(after) == bool(before):
        return hit
    end = hit.end + after.end() if after else hit.end
    return Hit(hit.start, end, "bad" if hit.tone == "good" else "good")


def _before() -> re.Pattern[str]:
    return words.found("turned", "before")


def _wish(text: str, hits: tuple[Hit, ...]) -> bool:
    match = words.found("wish").search(text)
    if match is None:
        return False
    denied = words.found("turned", "after").search(text[match.end() : match.end() + _LOOK])
    return not denied or any(hit.tone == "bad" for hit in hits)


def _in_passing(text: str, hits: tuple[Hit, ...], question: str) -> bool:
    """Asked for with a word more than the thing, where nothing but a sigh says how it was, or as what shall be."""
    if question == "improve" and _TOWARDS.search(text) and not any(one.tone == "bad" for one in hits):
        return True
    if hits:
        return question == "improve" and all(_SIGH.fullmatch(text[one.start : one.end]) for one in hits)
    return bool(words.found("asking").search(text)) and not words.found("negative").search(text)


def _supposed(text: str, question: str, score: int | None) -> Heading:
    if words.found("negative").search(words.blanked(text)):
        return "improve" if question == "improve" else "lacking"
    return next((one for one in HEADINGS if one == question), "lacking" if score in _POOR else "good")
