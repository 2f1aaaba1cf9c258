"""A message as a question: what is asked, of which things, when; what in it we do not know."""

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from functools import lru_cache

from bot.itinerary import Itinerary
from handlers.understanding.index import EVENT_WORD, Index, Posting, fold, index_of, pairs
from handlers.understanding.lexicon import lexicon
from handlers.understanding.normalise import clean
from handlers.understanding.repair import Spelling, repaired, spelling
from handlers.understanding.segment import Piece, pieces
from handlers.understanding.timewords import When, read


@dataclass(frozen=True, slots=True)
class Element:
    """Something that a message speaks of: its word, its topics, and where the event has it.

    `weak`: the word also stands for nothing in particular, so its absence from the plan means nothing. `source`: the
    word says where from (에서, from). `at`: its position among the pieces.
    """

    word: str
    topics: frozenset[str]
    rows: Mapping[int, float]
    places: frozenset[str]
    event: bool
    weak: bool
    at: int
    source: bool = False

    @property
    def absent(self) -> bool:
        """Whether the event has nothing of that name."""
        return not self.weak and not self.rows and not self.places and not self.event


@dataclass(frozen=True, slots=True)
class Question:
    """A message understood; `asks` (when, where, …), `small` and `withheld` are names of the word lists' entries.

    `paired`: two words together as titles have them; they help to choose among rows and mean nothing alone."""

    text: str
    cut: tuple[Piece, ...]
    when: When
    asks: frozenset[str]
    elements: tuple[Element, ...]
    unknown: tuple[str, ...]
    parts: frozenset[str]
    small: frozenset[str]
    withheld: frozenset[str]
    yesno: bool
    english: bool
    topics: frozenset[str] = field(default=frozenset())
    paired: tuple[Element, ...] = ()
    past: bool = False

    def placed(self, one: Element, index: Index) -> bool:
        """Whether a thing is a place, and not merely something that happens at one."""
        at_most = max(one.rows.values(), default=0.0)
        return bool(one.places) and (at_most <= 0.55 or (fold(one.word) in index.named and not one.topics))

    def shown(self, word: str) -> str:
        """A compact word as it stands in the message, with its spaces."""
        found = re.search(r"[\s-]*".join(map(re.escape, word)), self.text)
        return found[0] if found else word

    def has(self, *names: str) -> bool:
        """Whether any of these is asked."""
        return bool(self.asks.intersection(names))


@lru_cache(maxsize=8)
def _spelling(key: int, index: "_Held") -> Spelling:  # noqa: ARG001 - the key tells indexes apart
    return spelling(index.index)


class _Held:
    __slots__ = ("index",)

    def __init__(self, index: Index) -> None:
        self.index = index

    def __hash__(self) -> int:
        return id(self.index)

    def __eq__(self, other: object) -> bool:
        return isinstance(other, _Held) and other.index is self.index


def question(text: str, now: datetime, itinerary: Itinerary) -> Question:
    """Read a message."""
    index = index_of(itinerary)
    line = clean(text)
    when, rest = read(line, now, itinerary)
    named, rest = _coded(rest, index)
    cut = pieces(rest, index.look.get, lexicon().longest)
    cut = repaired(cut, index, _spelling(id(index), _Held(index)))
    cut, parts = _day_parts(cut, when)
    asks = frozenset(tag[2:] for piece in cut for tag in piece.tags if tag.startswith("a:")) | _implied(line)
    asks, cut = _lasting(line, asks), _meal_meant(cut, asks)
    elements = (*_elements(cut, index), *named)
    if not _sleeps(index) and any("t:room" in piece.tags for piece in cut):
        asks |= {"where"}
    english = not any("가" <= letter <= "힣" for letter in line)
    return Question(
        text=line,
        cut=tuple(cut),
        when=when,
        asks=asks,
        elements=elements,
        paired=tuple(_paired(rest, index)),
        past=bool(_PAST.search(line)) and not _QUOTED.search(line),
        unknown=tuple(_unknown(cut)),
        parts=frozenset(parts),
        small=frozenset(tag[2:] for piece in cut for tag in piece.tags if tag.startswith("s:")),
        withheld=frozenset(tag[2:] for piece in cut for tag in piece.tags if tag.startswith("w:")),
        yesno=_yesno(line, asks, english=english),
        english=english,
        topics=frozenset(topic for element in elements for topic in element.topics),
    )


_PAST = re.compile(r"먹었|갔었|봤|했더라|였더라|었더라|였지|였죠|했죠|했나|갔더|했지|뭐였|어디였|언제였|였나|했었|\b(?:did|was|were|had)\b")
_QUOTED = re.compile(r"라고|다고|냐고|was it again|did you say|were we")
_COUNTING = re.compile(r"how many|number of|몇\s*(?:명|개|곳|가지|팀|조|인|번|끼|대|실|군데|종|회|차례|사람)")
_LENGTH = re.compile(r"how many (?:more )?(?:hours|minutes|mins|days|hrs|nights)|몇\s*(?:분|시간|시)")
_MEALS_SAID = frozenset({"t:breakfast", "t:lunch", "t:dinner", "t:brunch"})
_WH_WORDS = re.compile(r"몇|언제|어디|누구|누가|무슨|어느|뭐|뭘|무엇|왜|어떻|얼마|어떤")
_REQUEST = re.compile(
    r"(?:주세요|주십시오|주세여|줘요?|줄래요?|주실래요|달라|바랍니다|부탁\S*|주라|줘라|봐요|보세요|주시겠\S*|주실\S*|줄\S*)$"
)


_LASTS = re.compile(r"(?:how long|does|do|did|will|going to|to) .*\blast\b|\blast (?:for|until|till)\b")


def _lasting(line: str, asks: frozenset[str]) -> frozenset[str]:
    """How long does it last: the verb, not the last one."""
    return asks - {"last"} | {"howlong"} if "last" in asks and _LASTS.search(line) else asks


def _meal_meant(cut: list[Piece], asks: frozenset[str]) -> list[Piece]:
    """Words of eating mean a meal when nothing else is named."""
    named = any(tag.startswith(("t:", "o:")) or tag == EVENT_WORD for piece in cut for tag in piece.tags)
    if "menu" not in asks or named:
        return cut
    return [*cut, Piece("meal", frozenset({"t:meal"}), opens=True, known=True)]


def _implied(line: str) -> frozenset[str]:
    return frozenset({"howmany"}) if _COUNTING.search(line) and not _LENGTH.search(line) else frozenset()


_WH = {"clock", "when", "where", "what", "menu", "howmany", "howlong", "until", "size", "height", "distance", "who", "next",
       "list", "date", "map", "address", "directions", "purpose", "contact", "topic"}  # fmt: skip
_EN_YES = ("is ", "are ", "do ", "does ", "will ", "can ", "did ", "was ", "were ", "have ", "has ", "so is ", "and is ",
           "isnt ", "arent ", "dont ", "doesnt ", "so we ", "am ", "should ", "any ", "could we ", "would ")  # fmt: skip
_KO_YES = (
    "나요",
    "나여",
    "까요",
    "까",
    "니",
    "죠",
    "지요",
    "냐",
    "어요",
    "아요",
    "나",
    "가요",
    "남",
    "요",
    "져",
    "쥬",
    "지",
    "해",
    "나용",
    "어",
    "음",
)


def _yesno(line: str, asks: frozenset[str], *, english: bool) -> bool:
    if english:
        return line.startswith(_EN_YES) or " is there " in line
    ask = line.rstrip(" ?!.")
    if _REQUEST.search(ask) or _WH_WORDS.search(line):
        return False
    return not asks & (_WH - {"list", "next", "until", "howmany"}) and ask.endswith(_KO_YES)


_DUAL = {"p:breakfast": ("breakfast", "morning"), "p:dinner": ("dinner", "evening")}
_EAT = ("먹", "드시", "드세", "드실", "식사", "밥", "메뉴", "반찬", "드나", "드신", "드십", "잡수", "챙겨")
_AT = ("에", "엔", "에는", "에도", "때", "녘", "쯤", "무렵", "부터", "에요")


def _day_parts(cut: list[Piece], when: When) -> tuple[list[Piece], set[str]]:
    """Decide for 아침 and 저녁 between the meal and the part of the day; collect the parts of the day."""
    parts = {when.part} - {""}
    result = []
    for at, piece in enumerate(cut):
        dual = next((_DUAL[tag] for tag in piece.tags if tag in _DUAL), None)
        if dual:
            meal = _is_meal(cut, at)
            parts.update(() if meal else {dual[1]})
            tags = frozenset({f"t:{dual[0]}"}) if meal else frozenset({f"p:{dual[1]}"})
            result.append(Piece(piece.text, tags, piece.opens, known=True))
            continue
        parts.update(tag[2:] for tag in piece.tags if tag.startswith("p:"))
        result.append(piece)
    return result, parts


def _is_meal(cut: Sequence[Piece], at: int) -> bool:
    after = "".join(piece.text for piece in cut[at + 1 : at + 4])
    following = cut[at + 1] if at + 1 < len(cut) else None
    eaten = any(word in after for word in _EAT) or any("a:menu" in piece.tags for piece in cut)
    if following and not following.opens and following.text in _AT and following.text != "에요":
        return bool(
            eaten and any("a:menu" in piece.tags or piece.text.startswith(_EAT) for piece in cut[at + 2 : at + 6])
        )
    if eaten:
        return True
    others = [
        piece
        for piece in cut
        if not piece.tags & _MEALS_SAID
        and (any(tag.startswith(("t:", "o:")) for tag in piece.tags) or EVENT_WORD in piece.tags)
        and not any(tag in _DUAL for tag in piece.tags)
    ]
    daily = any({"a:list"} & piece.tags for piece in cut) or any(piece.text.startswith("뭐하") for piece in cut)
    return not others and not daily


# Tags that make a word say less of its own, but for questions that are listed together with their thing.
_EMPTYING = ("a:", "s:", "w:", "p:")
_PLAIN = frozenset({"a:where", "a:when"})


def _elements(cut: Sequence[Piece], index: Index) -> list[Element]:
    found = []
    for at, piece in enumerate(cut):
        topics = frozenset(tag[2:] for tag in piece.tags if tag.startswith("t:"))
        other = any(tag.startswith("o:") for tag in piece.tags)
        if not topics and not other and EVENT_WORD not in piece.tags:
            continue
        posting = _posting(piece, topics, index)
        _restrict(posting, topics, index)
        roomless = "room" in topics and not _sleeps(index)
        weak = roomless or any(tag == "n" or tag[:2] in _EMPTYING and tag not in _PLAIN for tag in piece.tags)
        source = _is_source(cut, at)
        found.append(
            Element(piece.text, topics, posting.rows, frozenset(posting.places), posting.event, weak, at, source)
        )
    return found


_MEALS = frozenset({"breakfast", "lunch", "dinner", "brunch", "meal"})
_OUTDOOR = frozenset(
    {"hike", "mountain", "walk", "sauna", "gym", "swimming", "beach", "boat", "train", "plane", "taxi", "photo"}
)


def _restrict(posting: Posting, topics: frozenset[str], index: Index) -> None:
    """A lunch is a meal and a walk no talk: rows of a kind that cannot be meant fall away where others have the word."""
    if topics & _MEALS:
        fitting = {row: weight for row, weight in posting.rows.items() if index.rows[row].row.kind != "session"}
        seated = {row: weight for row, weight in fitting.items() if index.rows[row].row.kind != "transport"}
        fitting = seated or fitting
    elif topics & _OUTDOOR:
        fitting = {row: weight for row, weight in posting.rows.items() if index.rows[row].row.kind != "session"}
        if not fitting and any(row.row.kind != "session" for row in index.rows):
            fitting = posting.rows
    else:
        return
    posting.rows = fitting


def _sleeps(index: Index) -> bool:
    """Whether people stay overnight, so that a room may be a bedroom."""
    return "lodging" in index.kinds


def _coded(line: str, index: Index) -> tuple[list[Element], str]:
    """Places named by a code (K.1.105, 세미나실 A), and the line without them."""
    folded, found = fold(line), []
    for code in sorted(index.codes, key=len, reverse=True):
        if code not in folded:
            continue
        pattern = r"[^0-9a-z가-힣]*".join(map(re.escape, code))
        match = re.search(rf"(?<![0-9a-z]){pattern}(?![0-9a-z])", line)
        if match:
            key = index.codes[code]
            found.append(
                Element(code, frozenset(), _rows_at(key, index), frozenset({key}), event=False, weak=False, at=99)
            )
            line = f"{line[: match.start()]} {line[match.end() :]}"
            folded = fold(line)
    return found, line


def _rows_at(key: str, index: Index) -> dict[int, float]:
    return dict.fromkeys(index.at.get(key, ()), 0.5)


def _paired(line: str, index: Index) -> list[Element]:
    """Two words together as a title has them: they help to choose, and their absence means nothing."""
    return [Element(pair, frozenset(), index.pairs[pair], frozenset(), event=False, weak=True, at=99)
            for pair in pairs(line) if pair in index.pairs]  # fmt: skip


def _is_source(cut: Sequence[Piece], at: int) -> bool:
    after = cut[at + 1] if at + 1 < len(cut) else None
    if after and not after.opens and after.text in ("에서", "서", "에서는", "에선", "부터"):
        return True
    before = [piece.text for piece in cut[max(0, at - 2) : at]]
    return "from" in before or "leaving" in before or "leave" in before


def _posting(piece: Piece, topics: frozenset[str], index: Index) -> Posting:
    result = Posting()
    named = index.words.get(piece.text)
    if named:
        _merge(result, named, 1.0)
    share = 0.7 if any(weight >= 0.9 for weight in result.rows.values()) else 1.0
    for topic in topics:
        if topic in index.topics:
            _merge(result, index.topics[topic], share)
    if not any(weight > 0.55 for weight in result.rows.values()):
        for topic in topics:
            for other in lexicon().near.get(topic, ()):
                if other in index.topics:
                    _merge(result, index.topics[other], 0.7)
    return result


def _merge(result: Posting, one: Posting, share: float) -> None:
    for row, weight in one.rows.items():
        result.add((row,), weight * share)
    result.places |= one.places
    result.event = result.event or one.event


def _unknown(cut: Sequence[Piece]) -> list[str]:
    """The unknown words that may name a thing: not a single Korean syllable inside a verb."""
    found = []
    for at, piece in enumerate(cut):
        if piece.known:
            continue
        single = len(piece.text) == 1
        followed = at + 1 < len(cut) and not cut[at + 1].opens
        joined = not piece.opens
        if single and (followed or joined or piece.text.isascii()):
            continue
        found.append(piece.text)
    return found
