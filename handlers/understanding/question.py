"""A message as a question: what is asked, of which things, when; what in it we do not know."""

import re
from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import datetime
from functools import lru_cache

from bot.itinerary import Itinerary
from handlers.understanding.counting import as_question
from handlers.understanding.element import Element, coded, elements_of, paired, sleeps
from handlers.understanding.implied import implied, settled
from handlers.understanding.index import Index, fold
from handlers.understanding.indexing import index_of
from handlers.understanding.lexicon import lexicon
from handlers.understanding.mealtime import day_parts, leaving_meant, meal_meant
from handlers.understanding.normalise import clean
from handlers.understanding.repair import Spelling, repaired, respelt, spelling
from handlers.understanding.segment import Piece, pieces
from handlers.understanding.timewords import When, read
from handlers.understanding.yesno import is_yesno


@dataclass(frozen=True, slots=True)
class Question:
    """A message understood; `asks` (when, where, …), `small` and `withheld` are names of the word lists' entries.

    `paired`: two words together as titles have them; they help to choose among rows and mean nothing alone.
    """

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
        still = (weight for row, weight in one.rows.items() if index.rows[row].row.kind != "transport")
        at_most = max(still, default=max(one.rows.values(), default=0.0))
        return bool(one.places) and (at_most <= 0.55 or (fold(one.word) in index.named and not one.topics))

    def shown(self, word: str) -> str:
        """A compact word as it stands in the message, with its spaces."""
        found = re.search(r"[\s-]*".join(map(re.escape, word)), self.text)
        return found[0] if found else word

    @property
    def numbered(self) -> bool:
        """Whether a bus is named by its number."""
        return bool(_NUMBERED.search(self.text))

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
    words = _spelling(id(index), _Held(index))
    line = as_question(respelt(clean(text), index, words))
    when, rest = read(line, now, itinerary)
    named, rest = coded(rest, index)
    cut = pieces(rest, index.look.get, lexicon().longest)
    cut = repaired(cut, index, words)
    cut, parts = day_parts(cut, when)
    asks = frozenset(tag[2:] for piece in cut for tag in piece.tags if tag.startswith("a:")) | implied(line)
    asks, cut = settled(line, asks), meal_meant(cut, asks)
    cut = leaving_meant(cut, line)
    things, asks = _over((*elements_of(cut, index), *named), asks, index)
    if (
        _SOON.search(line)
        and asks & _OF_THINGS
        and any(one.rows and not one.weak and one.topics != _GATHER for one in things)
    ):
        asks -= {"next"}
    if not sleeps(index) and any("t:room" in piece.tags for piece in cut):
        asks |= {"where"}
    english = not any("가" <= letter <= "힣" for letter in line)
    return Question(
        text=line,
        cut=tuple(cut),
        when=when,
        asks=asks,
        elements=things,
        paired=tuple(paired(rest, index)),
        past=bool(_PAST.search(line)) and not _QUOTED.search(line),
        unknown=tuple(_unknown(cut)),
        parts=frozenset()
        if _ALL_DAY.search(line)
        else frozenset(parts | {"evening"} if _TONIGHT.search(line) else parts),
        small=frozenset(tag[2:] for piece in cut for tag in piece.tags if tag.startswith("s:")),
        withheld=frozenset(tag[2:] for piece in cut for tag in piece.tags if tag.startswith("w:")),
        yesno=is_yesno(line, asks, english=english),
        english=english,
        topics=frozenset(topic for element in things for topic in element.topics),
    )


# 이따 says when, not what comes next, where something is asked of a thing.
_SOON = re.compile(r"이따|좀\s?있다|있다가")
_OF_THINGS = frozenset({"when", "where", "howlong", "menu", "end"})
_GATHER = frozenset({"gather"})
_NUMBERED = re.compile(r"\d\s?호차|\b(?:bus|coach|shuttle) (?:#|number |no )?\d")


_ALL_DAY = re.compile(r"(?:오전|아침|새벽)부터.*(?:밤|저녁)까지|\bfrom morning (?:to|till|until) (?:night|evening)\b")
_TONIGHT = re.compile(r"\btoni(?:ght|te)\b")


_PAST = re.compile(
    r"먹었|갔었|봤|했더라|였더라|었더라|였지|였죠|했죠|했나|갔더|했지|뭐였|어디였|언제였|였나|했었|\b(?:did|was|were|had)\b"
)


_QUOTED = re.compile(r"라고|다고|냐고|was it again|did you say|were we")


def _over(
    things: tuple[Element, ...], asks: frozenset[str], index: Index
) -> tuple[tuple[Element, ...], frozenset[str]]:
    """When a thing disperses (캠프파이어 몇 시에 파해요) is its end."""
    rest = tuple(one for one in things if "disband" not in one.topics)
    named = [one for one in rest if one.rows and not one.weak and not one.places]
    held = any(
        index.rows[row].row.kind != "transport" for one in named for row, weight in one.rows.items() if weight > 0.75
    )
    return (rest, asks | {"end"}) if held and len(rest) < len(things) and "where" not in asks else (things, asks)


_NOUN = re.compile(r"(?P<noun>[가-힣]{2,4}?)(?:에서|까지|으로|에게|한테)(?:는|도|만)?$")


def _torn(cut: Sequence[Piece], at: int) -> str:
    """The noun of which an unknown syllable is the beginning, when a particle shows that it is one (천안에서)."""
    end = next((number for number in range(at + 1, len(cut)) if cut[number].opens), len(cut))
    match = _NOUN.fullmatch("".join(piece.text for piece in cut[at:end])) if cut[at].opens else None
    return match["noun"] if match else ""


def _made_of_fillers(cut: Sequence[Piece]) -> list[str]:
    """Words before 있다 that only look known: three or more one-letter fillers in a row (탈+의+실)."""
    found = []
    for at, piece in enumerate(cut):
        if not piece.tags & {"a:exists", "a:negative"} or not piece.opens:
            continue
        begin = max((number for number in range(at) if cut[number].opens), default=at)
        word = cut[begin:at]
        if len(word) > 2 and all(len(one.text) == 1 and one.tags <= {"n", "e"} for one in word):
            found.append("".join(one.text for one in word))
    return found


def _unknown(cut: Sequence[Piece]) -> list[str]:
    """The unknown words that may name a thing: not a single Korean syllable inside a verb."""
    found = _made_of_fillers(cut)
    for at, piece in enumerate(cut):
        if piece.known:
            continue
        if noun := _torn(cut, at):
            found.append(noun)
            continue
        single = len(piece.text) == 1
        followed = at + 1 < len(cut) and not cut[at + 1].opens
        joined = not piece.opens
        if single and (followed or joined or piece.text.isascii()):
            continue
        found.append(piece.text)
    return found
