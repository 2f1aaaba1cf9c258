"""A comment taken apart into its points: sentences, lists, and what "but" and "and" join."""

import re
from collections.abc import Callable, Iterable
from functools import lru_cache

from bot.comments import aside
from bot.comments.heading import heading, speaks
from bot.comments.topics import things

LONGEST = 4000
_BORDERS = 12  # looked at in one stretch; nobody joins more, and each costs a look at all that follows
Judge = Callable[[str, str], bool]
_ITEM = re.compile(r"(?:^|(?<=\s))(?:\(?\d{1,2}[.)](?!\d)|[①-⑳]|[-•·*▷■○](?=\s))\s*", re.MULTILINE)
_SENTENCE = re.compile(r"(?<=[^.…][.!?~])(?<!\d\.)\s+|(?<=[^.…][.!?])(?=[가-힣])|\n+|;\s*")
# Ends of sentences that nobody marked: 좋았어요 사진은 …, 했음 밥은 …
_UNMARKED = re.compile(
    r"(?<=[가-힣](?:니다|심더))[!~^ㅎㅋㅠㅜ]*\s+|(?<=[가-힣][요죠])(?:\s?[!~^ㅎㅋㅠㅜ]+)?\s+"
    r"|(?<=[았었했였됐갔왔졌렸겠봤났랐켰앗엇햇랏갓](?:음|다))\s+|(?<=\.\.)\s*|(?<=…)\s*"
)
_BUT = re.compile(
    r"(?<=지만)[,\s]+|(?<=[가-힣]으나)[,\s]+|(?<=[했였었았]으나)|(?<=[가-힣][은는인한던]데)[,\s]+|(?<=[가-힣]데)\s+|(?<=[좋많])(?<=\b)은데\s*"
    r"|(?<=이나마)\s+|[,\s]+(?=(?:근데|그런데|하지만|그러나|다만|그렇지만|반면)\s)|[,\s]+(?=(?:but|however|although|though)\b)",
    re.IGNORECASE,
)
_AND = re.compile(
    r"(?<=[가-힣][고며])(?<![사광최참재창권원보]고)[,\s]+|,\s*|\s+(?=and\s)|\s+(?=그리고\s)|(?<=고)\s*(?=\d\))",
    re.IGNORECASE,
)
_TIGHT = re.compile(r"(?<=[가-힣]지만)(?=[가-힣]{4})|(?<=[가-힣][는은]데)(?=[가-힣]{4})")
_SUBJECT = re.compile(r"^(?:[가-힣A-Za-z0-9]+\s){0,2}[가-힣A-Za-z0-9]+(?:은|는|이|가|도|을|를|만|에|에서|보다)(?=\s)")
_ENGLISH = re.compile(r"(?!and\b)(?:[\w'’-]+\s+){2,}[\w'’-]+[.!]?", re.ASCII)
_LONGEST_NOUN = 14


def split(text: str) -> list[str]:
    """The points of a comment in its own words; together they hold all of its letters."""
    text = text[:LONGEST].strip()
    pieces = [piece for item in _items(text) for piece in _sentences(item)]
    return _whole(piece for piece in pieces if piece) or [text]


def _whole(pieces: Iterable[str]) -> list[str]:
    """Signs without a letter belong to what stands before them."""
    result: list[str] = []
    for piece in pieces:
        if result and not any(one.isalnum() for one in piece):
            result[-1] = f"{result[-1]} {piece}"
        else:
            result.append(piece)
    return result


def _items(text: str) -> list[str]:
    found = [one.strip() for one in _ITEM.split(text)]
    return [one for one in found if one]


def _sentences(text: str) -> list[str]:
    result = []
    for sentence in _asked(list(filter(None, map(str.strip, _SENTENCE.split(text))))):
        for part in _parted(sentence, _UNMARKED, _both_speak):
            for clause in _parted(part, _BUT, _differ):
                result.extend(_list(clause))
    return result


def _asked(sentences: list[str]) -> list[str]:
    """A question that says nothing by itself belongs to what answers it: 두 시간에 다 본다고요? 수박 겉핥기."""
    result: list[str] = []
    for one in sentences:
        if result and result[-1].endswith("?") and _says(one) and not _says(result[-1]):
            result[-1] = f"{result[-1]} {one}"
        else:
            result.append(one)
    return result


def _list(text: str) -> list[str]:
    """What stands beside one another: clauses with a subject of their own, or bare nouns."""
    nouns = [one.strip() for one in re.split(r"[,/、·]\s*|\s*(?<=[가-힣])\s(?=[가-힣])", text)]
    commas = [one.strip() for one in re.split(r"[,/、]\s*", text)]
    if len(commas) > 1 and all(_noun(one) for one in commas):
        return commas
    if len(nouns) > 1 and all(_noun(one) and len(things(one)) == 1 for one in nouns) and _distinct(nouns):
        return nouns
    tight = _parted(text, _TIGHT, _differ)
    return [one for part in tight for one in _parted(part, _AND, _stand_alone)]


def _noun(text: str) -> bool:
    return 0 < len(text) <= _LONGEST_NOUN and not speaks(text) and len(text.split()) <= 2


def _distinct(nouns: list[str]) -> bool:
    return len(frozenset.union(*map(things, nouns))) == len(nouns)


def _parted(text: str, border: re.Pattern[str], apart: Judge) -> list[str]:
    """The text cut at those borders where both sides stand apart, from the left."""
    result, rest, start = [], text, 0
    for _ in range(_BORDERS):
        match = border.search(rest, start)
        if match is None:
            break
        left, right = rest[: match.end()].strip(" ,\n"), rest[match.end() :].strip()
        if left and right and apart(left, right):
            result.append(left)
            rest, start = right, 0
        else:
            start = max(match.end(), start + 1)
    return [*result, rest.strip()]


def _both_speak(left: str, right: str) -> bool:
    return _says(left) and _says(right)


def _differ(left: str, right: str) -> bool:
    """Whether they say something of different kinds; "nothing, but …" counts as well."""
    if aside.reason(left):
        return _says(right)
    return _says(left) and _says(right) and heading(left, "") != heading(_before_and(right), "")


def _before_and(text: str) -> str:
    """The first clause of what follows, which alone the left is compared with."""
    return _parted(text, _AND, _stand_alone)[0]


def _stand_alone(left: str, right: str) -> bool:
    if aside.reason(left):
        return _says(right)
    if not _says(right):
        return False
    if not _says(left):
        return heading(right, "") == "improve" and _names(left, right)
    if heading(left, "") == "lacking" and heading(right, "") == "improve":
        return True
    return bool(_SUBJECT.search(right) or _names(left, right) or _ENGLISH.fullmatch(right))


def _names(left: str, right: str) -> bool:
    """Whether the right names a thing that the left does not."""
    return bool(things(left) and things(_head(right)) - things(left))


def _head(text: str) -> str:
    return " ".join(text.split()[:4])


@lru_cache(maxsize=4096)
def _says(text: str) -> bool:
    return speaks(text)
