"""Whether another wording of a line says no more than the line and the points it stands on, and takes nothing back."""

import re
import unicodedata
from collections.abc import Sequence
from functools import lru_cache

from bot.comments import words
from bot.comments.mask import MASK

LONGEST = 150
_WORD = re.compile(r"[가-힣]+|[A-Za-z]+(?:'[a-z]+)?")
_NUMBER = re.compile(r"\d+(?:[.,:]\d+)*")
_NOT = re.compile(r"않|없|못|안(?=\s)|아니|\b(?:no|not|never|without|n't)\b|n't\b", re.IGNORECASE)
_PREDICATE = re.compile("[음함됨임]$")
_STEM = 4  # so many letters of an English word are what its forms have in common: organised, organising


def faithful(line: str, proposed: str, points: Sequence[str]) -> bool:
    """Every number, name and word with a meaning of its own stands in the line or its points; no "not" came or went.

    Rather too strict: a synonym that nobody wrote is refused as well.
    """
    if not proposed or len(proposed) > LONGEST or "\n" in proposed:
        return False
    said = " ".join((line, *points))
    if proposed.count(MASK) > said.count(MASK) or bool(_NOT.search(proposed)) != bool(_NOT.search(line)):
        return False
    if not set(_NUMBER.findall(proposed)) <= set(_NUMBER.findall(said)):
        return False
    heard = _Heard(said)
    return all(heard.has(word) for word in _WORD.findall(proposed.replace(MASK, " ")))


class _Heard:
    """What was said, to look words up in."""

    def __init__(self, said: str) -> None:
        plain = "".join(said.split())
        self.text, self.open = plain, "".join(_open(one) for one in plain)
        self.stems = {one.lower()[:_STEM] for one in _WORD.findall(said)}

    def has(self, word: str) -> bool:
        """Whether a form of the word was said, or the word says nothing by itself."""
        if word.lower() in _free():
            return True
        if word.isascii():
            return word.lower()[:_STEM] in self.stems
        if len(word) == 1:
            return word in self.text
        return word[:1] in self.text and self._begins(word)

    def _begins(self, word: str) -> bool:
        """길었음 where 길어요 was said: the first syllable whole and the second without what closes it."""
        first, second = word[0], _open(word[1])
        found = [at for at, one in enumerate(self.text) if one == first]
        if any(self.open[at + 1 : at + 2] == second for at in found):
            return True
        return len(word) <= 3 and bool(found) and bool(_PREDICATE.search(word))


def _open(syllable: str) -> str:
    """Without its final consonant: 었 → 어."""
    parts = unicodedata.normalize("NFD", syllable)
    return unicodedata.normalize("NFC", parts[:2]) if "가" <= syllable <= "힣" else syllable


@lru_cache(maxsize=1)
def _free() -> frozenset[str]:
    return frozenset(words.read("comments_polish")["free"].split())
