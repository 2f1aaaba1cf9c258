"""What was asked for as something needed: 늘려 (주세요) → 늘릴 (필요가 있음)."""

import re

from bot.comments.ending import final, with_final

_L = 8
_FIRST, _STEP = ord("가"), 588
# Stems that the rules below would take for others.
_KNOWN = {
    "들러": "들를", "치러": "치를", "따라": "따를", "잠가": "잠글", "건너": "건널", "만들어": "만들", "들어": "들을",
    "지어": "지을", "이어": "이을", "나아": "나을", "하여": "할", "되어": "될", "도와": "도울", "써": "쓸", "꺼": "끌",
    "떠": "뜰", "커": "클", " 서": " 설", " 켜": " 켤", " 펴": " 펼", "놔": "놓을", "돼": "될", "해": "할", "와": "올",
    "봐": "볼", "줘": "줄",
}  # fmt: skip
_UNSURE = ("걸어", "실어", "물어", "구워", "말려")
_VOWELS = "ㅏㅐㅑㅒㅓㅔㅕㅖㅗㅘㅙㅚㅛㅜㅝㅞㅟㅠㅡㅢㅣ"
_WHOLE = {"ㅕ": "ㅣ", "ㅝ": "ㅜ", "ㅘ": "ㅗ"}


def needed(text: str) -> str | None:
    """The text, which ends in a verb before 주다, as what stands before 필요가; None where no rule is sure of it."""
    if match := re.fullmatch(r"(.*지)\s?말아", text):
        return f"{match[1]} 않을"
    if text.endswith(_UNSURE):
        return None
    for form, found in _KNOWN.items():
        if f" {text}".endswith(form):
            return f"{f' {text}'.removesuffix(form)}{found}".strip()
    last, before = text[-1:], text[-2:-1]
    if last in {"라", "러"} and final(before) == _L:
        return text[:-2] + with_final(before, 0) + "를"
    if last in {"어", "아"} and before:
        return of_stem(text[:-1])
    return _contracted(text[:-1], last)


def of_stem(stem: str) -> str:
    """The same of a bare stem: 늘리(고) → 늘릴, 먹(고) → 먹을, 열(고) → 열."""
    if final(stem[-1]) == _L:
        return stem
    return stem + "을" if final(stem[-1]) else stem[:-1] + with_final(stem[-1], _L)


def _contracted(before: str, last: str) -> str | None:
    if final(last) or not "가" <= last <= "힣":
        return None
    place = ord(last) - _FIRST
    vowel = _VOWELS[place // 28 % 21]
    if vowel not in "ㅏㅐㅔㅕㅝㅘ":
        return None
    whole = _VOWELS.index(_WHOLE.get(vowel, vowel))
    return before + with_final(chr(_FIRST + place // _STEP * _STEP + whole * 28), _L)
