"""A message as a question: what is asked, of which things, when; what in it we do not know."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from functools import lru_cache

from bot.itinerary import Itinerary
from handlers.understanding.index import EVENT_WORD, Index, Posting, index_of
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
    """A message understood; `asks` (when, where, …), `small` and `withheld` are names of the word lists' entries."""

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
    cut = pieces(rest, index.look.get, lexicon().longest)
    cut = repaired(cut, index, _spelling(id(index), _Held(index)))
    cut, parts = _day_parts(cut, when)
    elements = tuple(_elements(cut, index))
    asks = frozenset(tag[2:] for piece in cut for tag in piece.tags if tag.startswith("a:"))
    english = not any("가" <= letter <= "힣" for letter in line)
    return Question(
        text=line,
        cut=tuple(cut),
        when=when,
        asks=asks,
        elements=elements,
        unknown=tuple(_unknown(cut)),
        parts=frozenset(parts),
        small=frozenset(tag[2:] for piece in cut for tag in piece.tags if tag.startswith("s:")),
        withheld=frozenset(tag[2:] for piece in cut for tag in piece.tags if tag.startswith("w:")),
        yesno=_yesno(line, asks, english=english),
        english=english,
        topics=frozenset(topic for element in elements for topic in element.topics),
    )


_WH = {"when", "where", "what", "menu", "howmany", "howlong", "until", "size", "height", "distance", "who", "next",
       "list", "date", "map", "address", "directions", "purpose", "contact", "topic"}  # fmt: skip
_EN_YES = ("is ", "are ", "do ", "does ", "will ", "can ", "did ", "was ", "were ", "have ", "has ", "so is ", "and is ",
           "isnt ", "arent ", "dont ", "doesnt ", "so we ", "am ", "should ", "any ", "could we ", "would ")  # fmt: skip
_KO_YES = ("나요", "나여", "까요", "까", "니", "죠", "지요", "냐", "어요", "아요", "나", "가요", "남", "요", "져", "쥬", "지", "해", "나용", "어", "음")


def _yesno(line: str, asks: frozenset[str], *, english: bool) -> bool:
    if english:
        return line.startswith(_EN_YES) or " is there " in line
    ask = line.rstrip(" ?!.")
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
        return bool(eaten and any("a:menu" in piece.tags or piece.text.startswith(_EAT) for piece in cut[at + 2 : at + 6]))
    if eaten:
        return True
    others = [piece for piece in cut if any(tag.startswith("t:") for tag in piece.tags) or EVENT_WORD in piece.tags]
    daily = any({"a:list"} & piece.tags for piece in cut) or any(piece.text.startswith("뭐하") for piece in cut)
    return not others and not daily


def _elements(cut: Sequence[Piece], index: Index) -> list[Element]:
    found = []
    for at, piece in enumerate(cut):
        topics = frozenset(tag[2:] for tag in piece.tags if tag.startswith("t:"))
        if not topics and EVENT_WORD not in piece.tags:
            continue
        posting = _posting(piece, topics, index)
        weak = bool(piece.tags & {"n"}) or any(tag.startswith(("a:", "s:", "w:", "p:")) for tag in piece.tags)
        source = _is_source(cut, at)
        found.append(Element(piece.text, topics, posting.rows, frozenset(posting.places), posting.event, weak, at, source))
    return found


def _is_source(cut: Sequence[Piece], at: int) -> bool:
    after = cut[at + 1] if at + 1 < len(cut) else None
    if after and not after.opens and after.text in ("에서", "서", "에서는", "에선", "부터"):
        return True
    before = [piece.text for piece in cut[max(0, at - 2) : at]]
    return "from" in before or "leaving" in before or "leave" in before


def _posting(piece: Piece, topics: frozenset[str], index: Index) -> Posting:
    result = Posting()
    for one in (index.words.get(piece.text), *(index.topics.get(topic) for topic in topics)):
        if one:
            _merge(result, one, 1.0)
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
        if single and (followed or joined):
            continue
        found.append(piece.text)
    return found
