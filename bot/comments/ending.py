"""Endings in the office's style: 좋았어요 → 좋았음, 부족합니다 → 부족함, 맛있는데 → 맛있음."""

import re

from bot.comments import words

_FIRST, _M, _L, _LM, _SS, _B, _N = ord("가"), 16, 8, 10, 20, 17, 4
_VOWELS = {"ㅕ": "ㅣ", "ㅝ": "ㅜ", "ㅘ": "ㅗ", "ㅓ": "ㅡ"}
_ORDER = "ㅏㅐㅑㅒㅓㅔㅕㅖㅗㅘㅙㅚㅛㅜㅝㅞㅟㅠㅡㅢㅣ"
_JOINS = (
    "(?:지만|는데|은데|으나|고|며|으며|구요|고요|네요|네|더라구요|더라고요|더라|죠|지요|거든요|다|아요|어요|아|어"
    "|심더|습니다|읍니다|슴다|슴|어예|다고|는데요)"
)
_WHOLE = re.compile(r"([가-힣])" + _JOINS + "$")
_POLITE = re.compile(r"([가-힣])니다$")
_PRESENT = re.compile(r"([가-힣])(?:요|예)$")
_OPEN = re.compile(r"([가-힣])(?:다|고|며|지만|나|네요|네|는데|더라구요|더라고요|더라)$")
_THOUGH = re.compile(r"([가-힣])데$")
_RETOLD = re.compile(r"([가-힣])더라(?:고요|구요|고|구)?$")
_LIQUID = re.compile(r"([가-힣])[라러](?:요|서|네요|다)$")
_ORDERS = ("세요", "셔요", "시오", "까요", "나요", "대요", "래요")
_NOUNS = (
    "좀",
    "사람",
    "마음",
    "처음",
    "점심",
    "다음",
    "모임",
    "그림",
    "이름",
    "게임",
    "그램",
    "아침",
    "얼음",
    "시스템",
    "잠",
)
_FULL = (("했음", "하였음"), ("됐음", "되었음"), ("해함", "함"), ("였었음", "였음"))
_SPECIAL = {
    "해": "함",
    "돼": "됨",
    "되": "됨",
    "에": "임",
    "예": "임",
    "이": "임",
    "하": "함",
    "파": "픔",
    "빠": "쁨",
    "커": "큼",
    "써": "씀",
}


def ending(text: str) -> str | None:
    """The text with its last predicate as a noun (…음, …함); None where there is none that the rules know."""
    found = _nominal(words.spelt(text.strip()))
    if found is None:
        return None
    for short, full in _FULL:
        if found.endswith(short):
            found = found[: -len(short)] + full
    return found


def _nominal(text: str) -> str | None:  # noqa: C901, PLR0911 - each return is one kind of ending
    if not text or not "가" <= text[-1] <= "힣":
        return None
    if final(text[-1]) in {_M, _LM}:
        return None if text.endswith(_NOUNS) else text
    if (match := _WHOLE.search(text)) and final(match[1]):
        return text[: match.start()] + _closed(match[1])
    if (match := _POLITE.search(text)) and final(match[1]) == _B:
        return text[: match.start()] + with_final(match[1], _M)
    if text.endswith(_ORDERS):
        return None
    if match := _RETOLD.search(text):
        return text[: match.start()] + (_closed(match[1]) if final(match[1]) else with_final(match[1], _M))
    if (match := _LIQUID.search(text)) and final(match[1]) == _L:
        return text[: match.start()] + with_final(match[1], 0) + "름"
    if text.endswith("이에요"):
        return text.removesuffix("이에요") + "임"
    if match := _PRESENT.search(text):
        return text[: match.start()] + (_SPECIAL.get(match[1]) or _contracted(match[1]))
    if (match := _THOUGH.search(text)) and final(match[1]) == _N:
        return text[: match.start()] + with_final(match[1], _M)
    if (match := _OPEN.search(text)) and final(match[1]) in {0, _N}:
        return text[: match.start()] + with_final(match[1], _M)
    return None


def _closed(syllable: str) -> str:
    """The noun form after a consonant: 좋 → 좋음, 길 → 긺; 한(다) → 함."""
    last = final(syllable)
    if last in {_N, _B} and syllable in "한된인간온난본준큰":
        return with_final(syllable, _M)
    if last == _B and syllable in "덥춥맵쉽렵겁법깝럽릅":
        return with_final(syllable, 0) + "움"
    return with_final(syllable, _LM) if last == _L else syllable + "음"


def _contracted(syllable: str) -> str:
    """The noun form of a present: 짜(요) → 짬, 려(요) → 림, 워(요) → 움."""
    vowel = _ORDER[(ord(syllable) - _FIRST) // 28 % 21]
    if final(syllable) or vowel not in _VOWELS:
        return with_final(syllable, _M)
    initial = (ord(syllable) - _FIRST) // 588
    return with_final(chr(_FIRST + initial * 588 + _ORDER.index(_VOWELS[vowel]) * 28), _M)


def final(syllable: str) -> int:
    """The number of its last consonant, 0 if it has none."""
    return (ord(syllable) - _FIRST) % 28 if "가" <= syllable <= "힣" else 0


def with_final(syllable: str, number: int) -> str:
    """The syllable with that last consonant."""
    return chr(ord(syllable) - final(syllable) + number)


def without_final(syllable: str) -> str:
    """The syllable without its last consonant: 합 → 하."""
    return with_final(syllable, 0)
