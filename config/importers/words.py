"""Words as organizers type them: full-width forms, letter-spacing, near spellings of one name."""

import re
import unicodedata
from collections.abc import Collection
from itertools import count

from rapidfuzz.distance import Levenshtein

from config.importers import vocabulary

_SPACES = re.compile(r"[ \t\u00a0\u2000-\u200a\u202f\u205f\u3000]+")
_INVISIBLE = re.compile(
    r"[\u00ad\u200b-\u200f\u2060\u202a-\u202e\u2066-\u2069\ufeff\ufffe\uffff\ud800-\udfff\x00-\x08\x0b-\x1f\x7f-\x9f]"
)
_SPACED = re.compile(r"(?<![가-힣\w])(?![각매] [가-힣](?![가-힣 ]))[가-힣](?: [가-힣])+(?![가-힣\w])")
_BULLET = re.compile(
    r"^(?!○○)(?:[\uE000-\uF8FF\U000F0000-\U0010FFFD]+\s*|[\U0001F000-\U0001FAFF\u2600-\u2604\u2607-\u27BF\uFE0F\u2B00-\u2BFF\u23E9-\u23FA]+\s*|[■□●○◎◇◆▷▶▪▫•‣·∙\-–—*※☞❍❏ㅇ󰏚❑✓✔√➢➤►▣▢◈◦⦁⊙⚫⚪▸▹→⇒>]+\s*|[o◌]\s+|#{1,6}\s+|"
    r"[가-하][.)]\s*|\(?\d{1,2}[.)](?!\d)\s*|\(\d{1,2}\)\s*|[①-⑳]\s*|[IVX]{1,4}[.)\s]\s*|[Ⅰ-Ⅻ][.)]?\s*)+"
)
_NUMERALS = frozenset("일이삼사오육칠팔구십")
_OPPOSED = frozenset("동서남북상하대소좌우전후신구본별내외")


def clean(text: str) -> str:
    """`text` without invisible signs, one space for many; its lines kept, its full-width forms kept."""
    visible = _INVISIBLE.sub("", re.sub(r"\r\n?|[\v\x85\u2028\u2029]", "\n", text))
    return "\n".join(_SPACES.sub(" ", line).strip() for line in visible.split("\n")).strip()


def plain(text: str) -> str:
    """`text` cleaned with full-width, Roman and circled signs in their plain forms: Ⅰ → I, ① → 1, ： → :."""
    return clean(unicodedata.normalize("NFKC", text))


def one_line(text: str) -> str:
    """`text` cleaned, in one line."""
    return " ".join(clean(text).split())


def closed(text: str) -> str:
    """`text` plain, without any space, in lower case: how head words and labels are compared."""
    return re.sub(r"\s+", "", plain(text)).lower()


def joined(text: str) -> str:
    """`text` with runs of single syllables drawn together: 식 당 → 식당, 구 려 자연드림파크 → 구려 자연드림파크."""
    return _SPACED.sub(lambda match: match.group().replace(" ", ""), text)


def joined_if_spaced(text: str) -> str:
    """Like `joined`, but only a text that is letter-spaced from end to end, or a spaced word of activities in it.

    중 식 → 중식, 이 동(버스) → 이동(버스), not 이 날 밤에.
    """
    return text.replace(" ", "") if _SPACED.fullmatch(text) else _SPACED.sub(_if_activity, text)


def _if_activity(match: re.Match[str]) -> str:
    word = match.group().replace(" ", "")
    return word if any(word in found for found in vocabulary.groups("kinds").values()) else match.group()


def bare(text: str) -> str:
    """`text` without the bullets and numbering before it."""
    return _BULLET.sub("", text.strip()).strip()


def bullet(text: str) -> str:
    """The bullets or numbering before `text`."""
    match = _BULLET.match(text.strip())
    return match.group().strip() if match else ""


def jamo(text: str) -> str:
    """`text` without spaces, each Hangul syllable as its letters."""
    return unicodedata.normalize("NFD", closed(text))


def near(one: str, other: str) -> bool:
    """Whether two names are spellings of one: the same but for spaces, or one letter apart in a long enough name.

    Numbers, single Latin letters and opposites (동/서, 대/소) are never a slip of the pen.
    """
    first, second = closed(one), closed(other)
    if first == second:
        return True
    shorter, longer = sorted((len(first), len(second)))
    hangul = any("가" <= letter <= "힣" for letter in first)
    if shorter < (4 if hangul else 7) or longer - shorter > 1 or _counted(first) != _counted(second):
        return False
    if len(first) == len(second) and _meant(first, second):
        return False
    return Levenshtein.distance(jamo(first), jamo(second), score_cutoff=2) <= (1 if shorter < 7 else 2)


def _counted(text: str) -> list[str]:
    return re.findall(r"\d+|(?<![a-z])[a-z](?![a-z])", text)


def _meant(first: str, second: str) -> bool:
    """Whether syllables differ that people change on purpose."""
    for one, other in zip(first, second, strict=True):
        if one != other and ({one, other} <= _NUMERALS or {one, other} <= _OPPOSED or one.isdigit()):
            return True
    return False


def region(name: str) -> str | None:
    """The name of a Korean city or county with which `name` begins."""
    text = closed(name)
    return next((place for place in vocabulary.words("regions") if text.startswith(place)), None)


_SOUNDS = {
    "lead": ("g", "kk", "n", "d", "tt", "r", "m", "b", "pp", "s", "ss", "", "j", "jj", "ch", "k", "t", "p", "h"),
    "vowel": (
        *("a", "ae", "ya", "yae", "eo", "e", "yeo", "ye", "o", "wa", "wae", "oe", "yo"),
        *("u", "wo", "we", "wi", "yu", "eu", "ui", "i"),
    ),
    "tail": (
        *("", "k", "k", "k", "n", "n", "n", "t", "l", "k", "m", "l", "l", "l", "p", "l"),
        *("m", "p", "p", "t", "t", "ng", "t", "t", "k", "t", "p", "t"),
    ),
}


def key(text: str, limit: int = 48) -> str:
    """A key for the event file, a-z 0-9 -: Hangul by its sounds, syllable by syllable; never empty."""
    letters = "".join(_sound(letter) for letter in unicodedata.normalize("NFKC", text).lower())
    latin = unicodedata.normalize("NFKD", letters).encode("ascii", "ignore").decode()
    found = re.sub(r"[^a-z0-9]+", "-", latin).strip("-")
    return found[:limit].strip("-") or "x" + format(sum(map(ord, text)) % 0xFFFF, "x")


def unused(name: str, taken: Collection[str]) -> str:
    """`name`, or with the first number behind it that makes it new."""
    if name not in taken:
        return name
    return next(one for n in count(2) if (one := f"{name[:56]}-{n}") not in taken)


def _sound(letter: str) -> str:
    if not "가" <= letter <= "힣":
        return letter
    number = ord(letter) - ord("가")
    lead, vowel, tail = number // 588, number // 28 % 21, number % 28
    return _SOUNDS["lead"][lead] + _SOUNDS["vowel"][vowel] + _SOUNDS["tail"][tail]
