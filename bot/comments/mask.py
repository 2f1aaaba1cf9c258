"""Personal data out of a comment: names, numbers, addresses and rooms become ○○○."""

import re
from collections.abc import Iterable
from functools import lru_cache

from bot.comments import words

MASK = "○○○"
_NUMBERS = (
    re.compile(r"[\w.+-]+\s?@\s?[\w-]+(?:\.[\w-]+)+"),
    re.compile(r"(?:https?://|www\.)\S+|\b[\w-]+(?:\.[\w-]+)*\.(?:com|net|org|kr|io|me|co)\b(?:/\S*)?", re.IGNORECASE),
    re.compile(r"(?<![\w.])@[\w.]{2,}"),
    re.compile(r"(?<!\d)\d{6}\s?[-–]\s?[1-8]\d{6}(?!\d)"),
    re.compile(r"(?:\+?82[\s.-]?(?:\(0\))?|(?<!\d)0)\d{1,2}[\s.)-]{0,2}\d{3,4}[\s.-]{0,2}\d{4}(?!\d)"),
    re.compile(r"(?<!\d)1[568]\d{2}[\s-]?\d{4}(?!\d)"),
    re.compile(r"(?<!\d)\d{2,6}(?:[-–\s]\d{2,6}){2,}(?!\d)|(?<!\d)\d{9,}(?!\d)"),
    re.compile(r"(?<!\d)(?:\d{3,4}\s?호(?:실)?(?!차|선)|\d{1,2}\s?호실|room\s?(?:no\.?\s?)?\d{2,4}\b)", re.IGNORECASE),
)
_ONCE = re.compile(rf"{MASK}(?:\s*[-,]?\s*{MASK})+")


def mask(text: str, names: Iterable[str] = ()) -> str:
    """The text without personal data; `names` are those of the roster."""
    for one in _known(tuple(sorted(set(names), key=lambda name: (-len(name), name)))):
        text = one.sub(MASK, text)
    for pattern in _NUMBERS:
        text = pattern.sub(MASK, text)
    for one in _titled():
        text = one.sub(_named, text)
    return _ONCE.sub(MASK, text)


@lru_cache(maxsize=8)
def _known(names: tuple[str, ...]) -> tuple[re.Pattern[str], ...]:
    """Whole names wherever they stand, given names before a title."""
    whole = [re.escape(" ".join(one.split())) for one in names if len(one.strip()) > 1]
    spaced = [re.escape(one[0]) + r"\s?" + re.escape(one[1:]) for one in names if re.fullmatch("[가-힣]{3}", one)]
    given = [re.escape(one[1:]) for one in names if re.fullmatch("[가-힣]{3,4}", one)]
    patterns = [rf"(?<![\w])(?:{'|'.join(whole + spaced)})" if whole else "(?!)"]
    patterns.append(rf"(?<![\w])(?:{'|'.join(given)})(?=\s?(?:{_titles()}))" if given else "(?!)")
    return tuple(re.compile(one, re.IGNORECASE) for one in patterns)


@lru_cache(maxsize=1)
def _titles() -> str:
    titles = sorted(words.read("comments_personal")["titles"].split(), key=len, reverse=True)
    return "|".join(titles)


@lru_cache(maxsize=1)
def _titled() -> tuple[re.Pattern[str], ...]:
    """Family name and two syllables before a title or a number, a family name alone, English names behind a title."""
    personal = words.read("comments_personal")
    family, english = f"[{personal['surnames']}]", "|".join(personal["english_titles"].split())
    offices = "|".join(one for one in _titles().split("|") if len(one) > 1)
    end = r"(?=님|$|[^가-힣]|[은는이가을를도의께에과와랑])"
    return (
        re.compile(rf"(?<![가-힣])(?P<name>{family}[가-힣]{{2}})(?P<gap>\s?)(?=(?:{_titles()}){end})"),
        re.compile(rf"(?<![가-힣])(?P<name>{family})(?P<gap>)(?P<rest>(?:{offices}|씨)){end}"),
        re.compile(rf"(?i:\b(?:{english})\b)\.?\s+(?P<name>[A-Z][\w-]+(?:\s[A-Z][\w-]+){{0,2}})(?P<gap>)"),
        re.compile(rf"(?<![가-힣])(?P<name>{family}[가-힣]{{2}})(?P<gap>\s?)(?={MASK})"),
        re.compile(r"(?<![\w])(?P<name>[A-Z][a-z]+ [A-Z][a-z]+)(?P<gap>)(?=,? (?:from the|of the) )"),
    )


def _named(match: re.Match[str]) -> str:
    name, rest = match["name"], match.groupdict().get("rest") or ""
    if name.isascii():
        return MASK
    if not _person(name, rest, bool(match["gap"])):
        return match[0]
    return MASK + match["gap"] + rest


def _person(name: str, rest: str, apart: bool) -> bool:  # noqa: FBT001 - a column of the match
    personal = words.read("comments_personal")
    if name in personal["no_names"].split() or name + rest in personal["titles"].split():
        return False
    if name + rest in personal["no_names"].split():
        return False
    return not (apart and re.search("[는을를에던된께들적게랑며]$", name))
