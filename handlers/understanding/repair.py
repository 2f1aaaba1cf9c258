"""Misspelt words: an unknown stretch of a message read as the known word that it most resembles, if any does."""

import re
from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from itertools import pairwise

from rapidfuzz import process
from rapidfuzz.distance import OSA

from handlers.understanding.hangul import is_hangul, jamo, typed_blind
from handlers.understanding.index import Index
from handlers.understanding.lexicon import Tags, stem
from handlers.understanding.segment import Piece

_LATIN = re.compile(r"(?<![a-z0-9.])[a-z]{4,}(?![a-z0-9.]*\d)")
_CALENDAR = frozenset(
    (
        "monday",
        "tuesday",
        "wednesday",
        "thursday",
        "friday",
        "saturday",
        "sunday",
        "january",
        "february",
        "march",
        "april",
        "june",
        "july",
        "august",
        "september",
        "october",
        "november",
        "december",
        "tomorrow",
        "tomorrows",
        "today",
        "todays",
        "yesterday",
        "quarter",
        "thirty",
        "twelve",
        "eleven",
    )
)
# What ends a spoken sentence: 타유, 가요. A verb of one letter before it is no misspelling.
_POLITE = frozenset("유요여쥬슈")
# Endings of verbs: of one letter before them every sound counts (파는 is not 싸는).
_INFLECTED = frozenset("는은나고면서요야을")
_NEUTRAL_ONLY = frozenset({"n", "e"})


@dataclass(frozen=True, slots=True)
class Spelling:
    """The words that a misspelling may stand for, by length in letters (jamo), Korean and Latin apart.

    `known`: every Latin word by itself, those inside phrases too; `plain`: the same by length.
    """

    korean: Mapping[int, tuple[list[str], list[str]]]
    latin: Mapping[int, tuple[list[str], list[str]]]
    roman: Mapping[int, tuple[list[str], list[str]]]
    plain: Mapping[int, tuple[list[str], list[str]]]
    known: frozenset[str]


def spelling(index: Index) -> Spelling:
    """Every word of the index that is worth recognising when misspelt."""
    korean: dict[int, tuple[list[str], list[str]]] = defaultdict(lambda: ([], []))
    latin: dict[int, tuple[list[str], list[str]]] = defaultdict(lambda: ([], []))
    roman: dict[int, tuple[list[str], list[str]]] = defaultdict(lambda: ([], []))
    for word, tags in index.look.items():
        common = tags <= _NEUTRAL_ONLY and (len(word) < 3 or word.isascii())
        if (
            common
            or len(word) < 2
            or (len(word) == 2 and all(tag.startswith("s:") for tag in tags))
            or "w:budget" in tags
            or all(tag.startswith("o:") for tag in tags)
        ):
            continue
        if all(map(is_hangul, word)):
            _put(korean, jamo(word), word)
        elif word.isascii() and word.isalpha() and len(word) > 3:
            _put(latin, word, word)
    for letters, word in index.roman.items():
        _put(roman, letters, word)
    plain: dict[int, tuple[list[str], list[str]]] = defaultdict(lambda: ([], []))
    known = index.latin | _CALENDAR
    for word in sorted(known):
        _put(plain, word, word)
    return Spelling(dict(korean), dict(latin), dict(roman), dict(plain), known)


def _put(groups: dict[int, tuple[list[str], list[str]]], letters: str, word: str) -> None:
    groups[len(letters)][0].append(letters)
    groups[len(letters)][1].append(word)


def respelt(line: str, index: Index, words: Spelling) -> str:
    """A clean line with its misspelt Latin words (dsitrict, tomorow) put right, where one word is plainly meant."""
    said = re.findall(r"[a-z]+", line)
    joined = {one for pair in pairwise(said) if "".join(pair) in index.look for one in pair}
    return _LATIN.sub(lambda match: match[0] if match[0] in joined else _respelt(match[0], index, words), line)


def _respelt(word: str, index: Index, words: Spelling) -> str:
    root = stem(word)
    if word in words.known or root in words.known or root in index.stems or word in index.roman:
        return word
    letters = sorted(word)
    swapped = [one for one in words.plain.get(len(word), ([], []))[0] if sorted(one) == letters]
    if swapped:
        return min(swapped, key=lambda one: OSA.distance(one, word))
    found, apart = _nearest(words.plain, word, 1, index)
    return found if found and apart == 1 and found[0] == word[0] and _slip(word, found, apart) else word


def repaired(cut: Sequence[Piece], index: Index, words: Spelling) -> list[Piece]:
    """The pieces, unknown stretches replaced by the words they resemble."""
    result: list[Piece] = []
    at = 0
    while at < len(cut):
        piece = cut[at]
        if piece.known and not _suspicious(cut, at):
            result.append(piece)
            at += 1
            continue
        found, used = _korean(cut, at, index, words) if is_hangul(piece.text[0]) else _latin(piece, index, words)
        result.append(replace(found, opens=piece.opens) if found else piece)
        at += used if found else 1
    return result


def _suspicious(cut: Sequence[Piece], at: int) -> bool:
    """A word made of nothing but one-letter fillers and endings may be a misspelt one."""
    piece = cut[at]
    if not piece.opens or len(piece.text) > 1 or not piece.tags <= _NEUTRAL_ONLY or not is_hangul(piece.text):
        return False
    run = 1
    while at + run < len(cut) and not cut[at + run].opens:
        if len(cut[at + run].text) > 1 or not cut[at + run].tags <= _NEUTRAL_ONLY:
            return False
        run += 1
    return 2 <= run <= 3 and cut[at + run - 1].text not in _POLITE


def _korean(cut: Sequence[Piece], at: int, index: Index, words: Spelling) -> tuple[Piece | None, int]:
    text, best, used = "", None, 0
    distance = 99
    suspicious = cut[at].known
    for number, piece in enumerate(cut[at : at + 4], start=1):
        if number > 1 and (piece.opens or not (piece.ending or not piece.known or len(piece.text) == 1)):
            break
        text += piece.text
        if len(text) < 2 or (suspicious and len(text) != 2):
            continue
        limit = 1 if len(jamo(text)) < 9 or suspicious else 2
        word, apart = _nearest(words.korean, jamo(text), limit, index)
        if word and apart and len(text) == 2 and text[1] == word[1] and text[1] in _INFLECTED:
            continue
        if word and apart <= distance and not (apart and len(word) < 2):
            if suspicious and not any(tag.startswith("t:") for tag in index.look[word]):
                continue
            best, used, distance = word, number, apart
    return (_as_piece(best, index), used) if best else (None, 1)


def _latin(piece: Piece, index: Index, words: Spelling) -> tuple[Piece | None, int]:  # noqa: PLR0911 - each return is one case
    text = piece.text
    if text in index.roman:
        return _as_piece(index.roman[text], index), 1
    root = stem(text)
    if root in index.stems and (len(text) > 3 or root != text):
        return _as_piece(index.stems[root], index), 1
    if root in index.look:
        return _as_piece(root, index), 1
    if len(text) > 5 and text.endswith("e") and text[:-1] in index.stems:
        return _as_piece(index.stems[text[:-1]], index), 1
    limit = 0 if len(text) < 4 else 1 if len(text) < 8 else 2
    for group in (words.latin, words.roman):
        reach = max(limit, len(text) // 3) if group is words.roman and len(text) > 8 else limit
        word, apart = _nearest(group, text, reach, index)
        if (
            word
            and apart
            and _slip(text, word, apart)
            and (word[0] == text[0] or len(text) > 5 or group is words.roman)
        ):
            return _as_piece(word, index), 1
    blind = typed_blind(text)
    if len(blind) > 1 and blind in index.look:
        return _as_piece(blind, index), 1
    return None, 1


def _slip(text: str, word: str, apart: int) -> bool:
    """Whether a short word differs as typing errors do: swapped, missing or doubled letters, or another vowel."""
    if len(text) != len(word) or len(text) > 5 or apart > 1:
        return True
    if len(text) < 5:
        return sorted(text) == sorted(word)
    differing = {letter for pair in zip(text, word, strict=True) if pair[0] != pair[1] for letter in pair}
    return sorted(text) == sorted(word) or differing <= set("aeiouy")


def _as_piece(word: str, index: Index) -> Piece:
    tags: Tags = index.look.get(word, frozenset())
    return Piece(word, tags, opens=False, known=True, repaired=True)


def _nearest(
    groups: Mapping[int, tuple[list[str], list[str]]], letters: str, limit: int, index: Index
) -> tuple[str | None, int]:
    """The nearest word and its distance; among equals one that the event has, that asks or that is common."""

    def known(word: str) -> bool:
        tags = index.look.get(word, frozenset())
        return word in index.words or any(tag[2:] in index.topics or tag[0] in "apn" for tag in tags)

    best: tuple[tuple[int, bool, int], str] | None = None
    for size in range(len(letters) - limit, len(letters) + limit + 1):
        if size not in groups:
            continue
        keys, values = groups[size]
        for _key, apart, at in process.extract(letters, keys, scorer=OSA.distance, score_cutoff=limit, limit=6):
            rank = (apart, not known(values[at]), abs(size - len(letters)))
            if best is None or rank < best[0]:
                best = (rank, values[at])
    return (best[1], int(best[0][0])) if best else (None, 99)
