"""A message as one clean line: one writing of each sign, lower case, no decoration."""

import re
import unicodedata

from handlers.understanding.hangul import is_hangul, is_latin

LONGEST = 300
_APOSTROPHES = re.compile(r"(?<=\w)['’‘`´](?=\w)")
_CRYING = re.compile(r"[ㅋㅎㅠㅜㅡ]{2,}")
_REPEATED = re.compile(r"(\D)\1{2,}")
_RANGE = re.compile(r"[~〜∼～]+")
_SEPARATORS = re.compile(r"[^\w\s:.~/?!,+-]|_")
_SPACED = re.compile(r"(?:(?<=\s)|^)(?:[가-힣]\s){3,}[가-힣](?=\s|$|[?.!,])")


def clean(text: str) -> str:
    """`text` normalised (NFKC, lower case, one space), at most 300 characters; letter-spaced Hangul is joined."""
    text = unicodedata.normalize("NFC", text[: LONGEST * 2])
    text = "".join(map(_normal, text)).lower()[:LONGEST]
    text = _APOSTROPHES.sub("", text)
    text = _CRYING.sub(" ", text)
    text = _REPEATED.sub(r"\1", text)
    text = _RANGE.sub("~", text)
    text = _SEPARATORS.sub(" ", text)
    text = " ".join(text.split())
    return _SPACED.sub(lambda match: match[0].replace(" ", ""), text)


def _normal(letter: str) -> str:
    """NFKC, but for single jamo: as chat shorthand (ㅇㄷ) they mean something as they stand."""
    return letter if "ㄱ" <= letter <= "ㅣ" else unicodedata.normalize("NFKC", letter)


def language_of_text(text: str, default: str) -> str:
    """The language that a message is written in: ko if it holds Hangul, else en if it holds a Latin word."""
    if any(is_hangul(letter) for letter in text[:LONGEST]):
        return "ko"
    if sum(is_latin(letter) for letter in text[:LONGEST]) > 1:
        return "en"
    return default
