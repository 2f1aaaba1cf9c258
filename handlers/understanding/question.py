"""A message as a question: what is asked, of which things, when; what in it we do not know."""

import re
from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import datetime
from functools import lru_cache

from bot.itinerary import Itinerary
from handlers.understanding.counting import as_question
from handlers.understanding.element import Element, coded, elements_of, paired, sleeps
from handlers.understanding.index import Index, fold
from handlers.understanding.indexing import index_of
from handlers.understanding.lexicon import lexicon
from handlers.understanding.mealtime import day_parts, meal_meant
from handlers.understanding.normalise import clean
from handlers.understanding.repair import Spelling, repaired, respelt, spelling
from handlers.understanding.segment import Piece, pieces
from handlers.understanding.timewords import When, read


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
        at_most = max(one.rows.values(), default=0.0)
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
    asks = frozenset(tag[2:] for piece in cut for tag in piece.tags if tag.startswith("a:")) | _implied(line)
    asks, cut = _lasting(line, asks), meal_meant(cut, asks)
    things = (*elements_of(cut, index), *named)
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
        parts=frozenset() if _ALL_DAY.search(line) else frozenset(parts | {"evening"} if _TONIGHT.search(line) else parts),
        small=frozenset(tag[2:] for piece in cut for tag in piece.tags if tag.startswith("s:")),
        withheld=frozenset(tag[2:] for piece in cut for tag in piece.tags if tag.startswith("w:")),
        yesno=_yesno(line, asks, english=english),
        english=english,
        topics=frozenset(topic for element in things for topic in element.topics),
    )


_NUMBERED = re.compile(r"\d\s?호차|\b(?:bus|coach|shuttle) #?\d")


_ALL_DAY = re.compile(r"(?:오전|아침|새벽)부터.*(?:밤|저녁)까지|\bfrom morning (?:to|till|until) (?:night|evening)\b")
_TONIGHT = re.compile(r"\btoni(?:ght|te)\b")


_PAST = re.compile(
    r"먹었|갔었|봤|했더라|였더라|었더라|였지|였죠|했죠|했나|갔더|했지|뭐였|어디였|언제였|였나|했었|\b(?:did|was|were|had)\b"
)


_QUOTED = re.compile(r"라고|다고|냐고|was it again|did you say|were we")


_COUNTING = re.compile(r"how many|number of|몇\s*(?:명|개|곳|가지|팀|조|인|번|끼|대|실|군데|종|회|차례|사람)")


# Persons, politely: 몇 분 오시나요.
_POLITE = re.compile(r"몇\s?분(?:이|께서)?\s?(?:오|가시|참|계시|모이|타시|함께)|몇이서")


# What is it for?
_WHATFOR = re.compile(r"\bwhat(?:s| is| are)? (?:this|the|our|that|all this) (?:[a-z]+ ){0,3}for\W*$|\bfor what (?:purpose|reason)")


_LENGTH = re.compile(r"how many (?:more )?(?:hours|minutes|mins|days|hrs|nights)|몇\s*(?:분|시간|시)")


_WH_WORDS = re.compile(r"몇|언제|어디|누구|누가|무슨|어느|뭐|뭘|무엇|왜|어떻|얼마|어떤")


_REQUEST = re.compile(
    r"(?:주세요|주십시오|주세여|줘요?|줄래요?|주실래요|달라|바랍니다|부탁\S*|주라|줘라|봐요|보세요|주시겠\S*|주실\S*|줄\S*)$"
)


# How long do we have for lunch? It asks for its length, not for what is left until then.
_ROOM_FOR = re.compile(r"how (?:long|much time) (?:do|will) (?:we|i|you) (?:have|get|spend) (?:for|in|at|on) ")


_SERVING = re.compile(r"\bwhat\b.* (?:serv(?:e|es|ed|ing)|dish(?:es)?|cook(?:ing)?|having|eating)\b.* (?:for|at) ")


_LASTS = re.compile(r"(?:how long|does|do|did|will|going to|to) .*\blast\b|\blast (?:for|until|till)\b")


def _lasting(line: str, asks: frozenset[str]) -> frozenset[str]:
    """How long does it last: the verb, not the last one."""
    if _SERVING.search(line):
        asks = asks - {"start"} | {"menu"}
    if re.search(r"(?:시간|얼마나|분)\s?(?:정도 |쯤 |동안 )?있다가?", line) and "howlong" in asks:
        asks -= {"next", "until"}
    if _ROOM_FOR.search(line):
        asks = asks - {"until"} | {"howlong"}
    return asks - {"last"} | {"howlong"} if "last" in asks and _LASTS.search(line) else asks


def _implied(line: str) -> frozenset[str]:
    counting = (_COUNTING.search(line) and not _LENGTH.search(line)) or _POLITE.search(line)
    found = {"howmany"} if counting else set()
    if _WHATFOR.search(line):
        found.add("purpose")
    return frozenset(found)


_WH = {
    "clock",
    "when",
    "where",
    "what",
    "menu",
    "howmany",
    "howlong",
    "until",
    "size",
    "height",
    "distance",
    "who",
    "next",
    "list",
    "date",
    "map",
    "address",
    "directions",
    "purpose",
    "contact",
    "topic",
}


_EN_YES = (
    "is ",
    "are ",
    "do ",
    "does ",
    "will ",
    "can ",
    "did ",
    "was ",
    "were ",
    "have ",
    "has ",
    "so is ",
    "and is ",
    "isnt ",
    "arent ",
    "dont ",
    "doesnt ",
    "so we ",
    "am ",
    "should ",
    "any ",
    "could we ",
    "would ",
)


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


# A statement made a question by its end: …, right? …, isn't it?
_TAG = re.compile(r"[, ](?:right|correct|yes|yeah|(?:is|are|does|do|was|will|wo)nt (?:it|we|they|there)|isnt that so)\W*$")


# Dinner is at seven then?
_STATED = re.compile(r"\b(?:is|are|starts|begins|leaves|ends) (?:at |from |until )?(?:\d|one|two|three|four|five|six|seven|eight|nine|ten|eleven|twelve|noon|midnight)")


def _yesno(line: str, asks: frozenset[str], *, english: bool) -> bool:
    if english:
        if _STATED.search(line) and not asks & (_WH - {"list", "next", "until", "howmany"}):
            return True
        return line.startswith(_EN_YES) or " is there " in line or bool(_TAG.search(line))
    ask = line.rstrip(" ?!.")
    if _REQUEST.search(ask) or _WH_WORDS.search(line):
        return False
    return not asks & (_WH - {"list", "next", "until", "howmany"}) and ask.endswith(_KO_YES)


_NOUN = re.compile(r"(?P<noun>[가-힣]{2,4}?)(?:에서|까지|으로|에게|한테)(?:는|도|만)?$")


def _torn(cut: Sequence[Piece], at: int) -> str:
    """The noun of which an unknown syllable is the beginning, when a particle shows that it is one (천안에서)."""
    end = next((number for number in range(at + 1, len(cut)) if cut[number].opens), len(cut))
    match = _NOUN.fullmatch("".join(piece.text for piece in cut[at:end])) if cut[at].opens else None
    return match["noun"] if match else ""


def _unknown(cut: Sequence[Piece]) -> list[str]:
    """The unknown words that may name a thing: not a single Korean syllable inside a verb."""
    found = []
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
