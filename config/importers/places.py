"""Place cells → places: two in a cell, one in several spellings, markers that are no place."""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache

from config.importers import vocabulary
from config.importers.words import clean, closed, joined, near, plain

_LEVELS = {"site": 1, "building": 2, "room": 3}
_HARD = re.compile(r"\s*(?:[,;/]|→|⇒|\bor\b)\s*")
_SOFT = re.compile(r"\s+(?:및|&|and|와|과|\+)\s+|[·ㆍ∙+&]")
_BRACKET = re.compile(r"\s*[(（\[]([^()（）\[\]]{1,60})[)）\]]\s*$")
_ADDRESS = re.compile(
    r"[가-힣]+(?:특별시|광역시|특별자치[시도]|시|도|군|구)\s+[가-힣]+(?:[시군구읍면동리로길가])(?![가-힣])|\d+(?:-\d+)?\s*번지"
    r"|[가-힣]+[로길]\s*\d+|\b\d+ [A-Z][a-z]+ (?:St|Street|Ave|Road|Rd|Lane)\b"
)
_VEHICLES = re.compile(
    r"(?:전세|대형|관광|리무진|셔틀|우등)?(?:버스|승합차|차량)(?:\(?\d+(?:대|인승|호차)\)?)*(?:이동)?|ktx|srt|기차|비행기|(?:[a-z]{2}|[a-z]\d|\d[a-z])-?\d{3,4}편?"
)
_INSIDE = re.compile(r"층|호실?$|옆|앞|뒤|내$|안$|동$|정문|후문|지하|floor|level|wing|side", re.IGNORECASE)
_PART = re.compile(
    r"(?:(?:platform|gate|floor|exit) ?\w{1,3}|\d+|[A-Za-z]|[가-힣]{0,3}\d+층|지하\s*\d+층?|[가-힣]+(?:읍|면|군|층))"
)
_AREA = re.compile(r"[가-힣]{2,4}(?:읍|면|동|리|[로길]\d*)")  # 서학동 예술마을 is one place
_ASIDE = frozenset("앞 옆 뒤 안 내 위 밖".split())  # noqa: SIM905 - syllables read better in a row


@dataclass(frozen=True, slots=True)
class Place:
    """One place of the draft."""

    key: str
    name: str
    aliases: tuple[str, ...] = ()
    address: str = ""
    directions: str = ""


@dataclass(frozen=True, slots=True)
class Mention:
    """A place as one cell names it."""

    name: str
    address: str = ""
    directions: str = ""


@dataclass(frozen=True, slots=True)
class Places:
    """All places of a plan, and which place each spelling means."""

    all: tuple[Place, ...]
    keys: dict[str, str]

    def find(self, name: str) -> str | None:
        """The key of the place that `name` means: as spelled, nearly so, or by the end of its name."""
        spelling = closed(name)
        if spelling in self.keys:
            return self.keys[spelling]
        close = {one.key for one in self.all if near(one.name, name) or any(near(alias, name) for alias in one.aliases)}
        if len(close) == 1:
            return close.pop()
        return self._by_end(name)

    def _by_end(self, name: str) -> str | None:
        if level(name) and closed(name) in _heads():
            return None
        ends = {one.key for one in self.all if plain(one.name).endswith(" " + plain(name))}
        return ends.pop() if len(ends) == 1 else None

    def name(self, found: str) -> str:
        """The name of the place with this key."""
        return next(one.name for one in self.all if one.key == found)


def is_transit(text: str) -> bool:
    """Whether a place cell says that people are on their way (이 동, 버스)."""
    spelling = closed(joined(text))
    if spelling in {closed(word) for word in vocabulary.words("transit")}:
        return True
    return bool(_VEHICLES.fullmatch(spelling))


def is_ditto(text: str) -> bool:
    """Whether a cell repeats the one above."""
    return closed(text).strip("()") in {closed(word) for word in vocabulary.words("ditto")}


def goes_on(text: str) -> bool:
    """Whether a cell says that it and all below repeat the one above: 이하 동일."""
    return closed(text).strip("()") in {closed(word) for word in vocabulary.words("ditto_on")}


def is_nothing(text: str) -> bool:
    """Whether a cell is empty or says that nothing is known."""
    return not closed(text) or closed(text) in {closed(word) for word in vocabulary.words("nowhere")}


def is_activity(text: str) -> bool:
    """Whether a place cell holds what is done rather than where."""
    last = plain(joined(text)).split()[-1] if plain(text) else ""
    if level(last) or not last:
        return False
    return any(last.endswith(word) and len(closed(text)) > len(word) for word in vocabulary.words("activity_ends"))


def level(text: str) -> int:
    """How small a facility the last word of `text` is: 1 a site, 2 a building, 3 a room, 0 no facility."""
    tokens = plain(text).lower().split()
    while len(tokens) > 1 and tokens[-1] in _ASIDE:
        tokens.pop()
    if len(tokens) > 1 and re.fullmatch(r"[\da-z]{1,4}", tokens[-1]) and not _level(tokens[-1]):
        tokens.pop()
    return _level(tokens[-1]) if tokens else 0


def is_named(text: str) -> bool:
    """Whether a text in brackets is a place: it ends like a facility, or like a beach, a valley or a summit."""
    last = (plain(text).split() or [""])[-1]
    natural = (word for word in vocabulary.words("natural") if len(word) > 1)
    return bool(level(text)) or any(last.endswith(word) for word in natural)


@cache
def _level(token: str) -> int:
    token = re.sub(r"\(.*\)$", "", token)
    found = [
        (len(word), _LEVELS[name])
        for name, words in vocabulary.groups("facilities").items()
        if name in _LEVELS
        for word in words
        if _ends(token, word)
    ]
    return max(found)[1] if found else 0


def _ends(token: str, word: str) -> bool:
    if word[0].isascii():
        return re.sub(r"[\d\W]+$", "", token) == word
    return re.sub(r"[\dA-Za-z\W]+$", "", token).endswith(word) and not any(
        token.endswith(act) for act in vocabulary.words("activity_ends")
    )


def _surely(token: str) -> bool:
    """Whether a token ends like a facility by more than one syllable (공사 is no temple), or like a room."""
    words = vocabulary.groups("facilities")
    return _level(token) == 3 or any(len(word) > 1 and _ends(token, word) for name in words for word in words[name])


@cache
def _heads() -> frozenset[str]:
    return frozenset(closed(word) for words in vocabulary.groups("facilities").values() for word in words)


def mentions(text: str) -> list[Mention]:
    """The places that a place cell names, in order."""
    source = re.sub(r"^(?:장\s*소|place|venue|location|@)\s*[:：]?\s*", "", clean(text), flags=re.IGNORECASE)
    parts = [part for piece in _pieces(source) for part in _parts(piece)]
    return [_mention(part) for part in parts if not is_nothing(part) and not is_transit(part)]


def _pieces(source: str) -> list[str]:
    """Cut at commas and slashes outside brackets, but not through 1층, 대강당 or A/B홀."""
    masked = re.sub(r"\([^()]*\)", lambda match: "\x00" * len(match.group()), source)
    pieces, start = [], 0
    for match in _HARD.finditer(masked):
        pieces.append(source[start : match.start()])
        start = match.end()
    pieces.append(source[start:])
    if any(
        _PART.fullmatch(plain(piece).lower()) or _PART.fullmatch(plain(piece)) for piece in pieces
    ) or _ADDRESS.search(source):
        return [source]
    return pieces


def _parts(piece: str) -> list[str]:
    halves = _SOFT.split(piece)
    if len(halves) > 1 and all(level(half) for half in halves):
        return [part for half in halves for part in _parts(half)]
    return [name for name in _lines(piece) if name]


def _lines(piece: str) -> list[str]:
    """Lines of a cell are places of their own when each ends like one and the next does not lie within it."""
    result: list[str] = []
    for line in piece.split("\n"):
        for name in _segments(joined(line.strip())):
            if result and not _apart(result[-1], name):
                result[-1] = f"{result[-1]} {name}"
            else:
                result.append(name)
    return [joined(name) for name in result]


def _apart(one: str, other: str) -> bool:
    if other.startswith("("):
        return False
    return bool(level(one) and level(other)) and level(other) <= level(one)


def _segments(line: str) -> list[str]:
    """식당 자연드림 카페 → 식당, 자연드림 카페; but 지리산 식당, 본관 대강당 and Grand Ballroom Lobby stay whole."""
    tokens = line.split()
    result: list[list[str]] = [[]]
    for position, token in enumerate(tokens):
        if result[-1] and _begins(result[-1], tokens[position:]):
            result.append([])
        result[-1].append(token)
    return [" ".join(name) for name in result]


def _begins(before: Sequence[str], rest: Sequence[str]) -> bool:
    last = _level(before[-1])
    if (
        not last
        or not _surely(before[-1])
        or before[-1] in _ASIDE
        or rest[0] in _ASIDE
        or rest[0][0] in "(["
        or before[-1].isascii()
        or "(" in " ".join([*before, *rest])
    ):
        return False
    if len(rest[0]) == 1 or len(before[-1]) == 1 or _AREA.fullmatch(before[-1]):
        return False
    if last < 3 and closed(rest[0]) in _heads():
        return False
    following = next((_level(token) for token in rest if _level(token)), 0)
    return bool(following) and following <= last


def _mention(text: str) -> Mention:
    name, address, directions = plain_name(text), "", ""
    match = _BRACKET.search(name)
    if match and name[: match.start()].strip():
        inside = match[1].strip()
        if _ADDRESS.search(inside):
            name, address = name[: match.start()], re.sub(r"\s*소재$", "", inside)
        elif _INSIDE.search(inside):
            name, directions = name[: match.start()], inside
    return Mention(name.strip(), address, directions)


def with_address(text: str) -> tuple[str, str]:
    """A place and its address, where a calendar gives both with a comma between them."""
    name, comma, rest = text.partition(", ")
    return (name, rest) if comma and _ADDRESS.search(rest) and not _ADDRESS.search(name) else (text, "")


def plain_name(text: str) -> str:
    """A place's name in one line, quotes and trailing signs removed."""
    return " ".join(joined(clean(text)).split()).strip(" ,.·-–~『』「」“”\"'")
