"""The things that a message speaks of, and where the event has each of them."""

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from handlers.understanding.index import EVENT_WORD, Index, Posting, fold, pairs
from handlers.understanding.lexicon import lexicon, stem
from handlers.understanding.segment import Piece


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


# Tags that make a word say less of its own, but for questions that are listed together with their thing.
_EMPTYING = ("a:", "s:", "w:", "p:")


_PLAIN = frozenset({"a:where", "a:when"})


def elements_of(cut: Sequence[Piece], index: Index) -> list[Element]:
    """The things among the pieces, in their order."""
    found = []
    nights = _only_of(cut, _NIGHTS)
    for at, piece in enumerate(cut):
        topics = frozenset(tag[2:] for tag in piece.tags if tag.startswith("t:"))
        other = any(tag.startswith("o:") for tag in piece.tags)
        if not topics and not other and EVENT_WORD not in piece.tags:
            continue
        posting = _posting(piece, topics, index)
        if nights and not _is_source(cut, at):
            _drop_sessions(posting, index)
        else:
            _restrict(posting, topics, index)
        roomless = "room" in topics and not sleeps(index)
        weak = roomless or any(tag == "n" or (tag[:2] in _EMPTYING and tag not in _PLAIN) for tag in piece.tags)
        source = _is_source(cut, at)
        found.append(
            Element(piece.text, topics, posting.rows, frozenset(posting.places), posting.event, weak, at, source)
        )
    return found


_MEALS = frozenset({"breakfast", "lunch", "dinner", "brunch", "meal"})


_NIGHTS = frozenset({"lodging", "sleep"})


_OUTDOOR = frozenset(
    {"hike", "mountain", "walk", "sauna", "gym", "swimming", "beach", "boat", "train", "plane", "taxi", "photo"}
)


def _restrict(posting: Posting, topics: frozenset[str], index: Index) -> None:
    """A lunch is a meal and a walk no talk: rows of a kind that cannot be meant fall away."""
    if topics & _MEALS:
        fitting = {row: weight for row, weight in posting.rows.items() if index.rows[row].row.kind != "session"}
        seated = {row: weight for row, weight in fitting.items() if index.rows[row].row.kind != "transport"}
        eaten = {row: weight for row, weight in seated.items() if index.rows[row].row.kind == "meal" or weight >= 0.9}
        fitting = eaten or seated or fitting
    elif "freetime" in topics:
        fitting = {row: weight for row, weight in posting.rows.items()
                   if index.rows[row].row.kind == "free" or weight >= 0.9} or posting.rows  # fmt: skip
    elif topics & _OUTDOOR:
        fitting = {row: weight for row, weight in posting.rows.items() if index.rows[row].row.kind != "session"}
        if not fitting and any(row.row.kind != "session" for row in index.rows):
            fitting = posting.rows
    else:
        return
    posting.rows = fitting


def _only_of(cut: Sequence[Piece], topics: frozenset[str]) -> bool:
    """Whether all that is named is of these topics."""
    named = [{tag[2:] for tag in piece.tags if tag.startswith("t:")} for piece in cut
             if EVENT_WORD in piece.tags or any(tag.startswith("t:") for tag in piece.tags)]  # fmt: skip
    return bool(named) and all(one & topics for one in named)


def _drop_sessions(posting: Posting, index: Index) -> None:
    """Where one sleeps: the rows of lodging, failing them any but talks."""
    kinds = {row: index.rows[row].row.kind for row in posting.rows}
    leaving = index.topics["checkout"].rows if "checkout" in index.topics else {}
    nights = {row: weight for row, weight in posting.rows.items()
              if kinds[row] == "lodging" and leaving.get(row, 0.0) < 0.7}  # fmt: skip
    posting.rows = nights or {row: weight for row, weight in posting.rows.items() if kinds[row] != "session"}


def sleeps(index: Index) -> bool:
    """Whether people stay overnight, so that a room may be a bedroom."""
    return "lodging" in index.kinds


def coded(line: str, index: Index) -> tuple[list[Element], str]:
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
    if index.lettered:
        line = _letters(line, index, found)
    return found, line


_SPOKEN = {
    "에이": "a",
    "비": "b",
    "씨": "c",
    "디": "d",
    "일": "1",
    "원": "1",
    "이": "2",
    "투": "2",
    "삼": "3",
    "쓰리": "3",
}
_LETTERS = re.compile(
    r"(?<![0-9a-z])(?P<letter>[a-h]|(?<![가-힣])(?:에이|비|씨|디))\s?(?P<of>코스|조|반|팀|그룹|트랙|세션)"
    r"|(?P<after>세션|트랙|session\s|track\s)?\s?(?<![0-9a-z])(?P<number>[1-9]|일|원|이|투|삼|쓰리)\s?"
    r"(?P<code>[a-h](?![0-9a-z])|에이|비|씨|디)\s?(?P<before>세션|트랙)?"
)


def _letters(line: str, index: Index, found: list[Element]) -> str:
    """The line without what titles number with a letter (1B, A코스), typed or spoken; it joins what was found."""

    def taken(match: re.Match[str]) -> str:
        if match["letter"]:
            key = f"{_SPOKEN.get(match['letter'], match['letter'])}{match['of']}"
        else:
            key = _SPOKEN.get(match["number"], match["number"]) + _SPOKEN.get(match["code"], match["code"])
            if not match["number"].isdigit() and not (match["after"] or match["before"]):
                return match[0]
        rows = index.lettered.get(key)
        if not rows:
            return match[0]
        found.append(Element(key, frozenset(), rows, frozenset(), event=False, weak=False, at=99))
        return " "

    return _LETTERS.sub(taken, line)


def _rows_at(key: str, index: Index) -> dict[int, float]:
    return dict.fromkeys(index.at.get(key, ()), 0.5)


def paired(line: str, index: Index) -> list[Element]:
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
    named = index.words.get(piece.text) or (None if topics else _form(piece.text, index))
    if named:
        _merge(result, named, 1.0)
    share = 0.7 if any(weight >= 0.9 for weight in result.rows.values()) else 1.0
    for topic in topics:
        if topic in index.topics:
            _merge(result, index.topics[topic], share)
    if not any(weight > 0.55 for weight in result.rows.values()):
        for topic in topics:
            for rank, other in enumerate(lexicon().near.get(topic, ())):
                if other in index.topics:
                    _merge(result, index.topics[other], 0.7 if not rank or topic == "meal" else 0.45)
    return result


def _form(word: str, index: Index) -> Posting | None:
    """What the event has of an English word in another form: recordings, recorded."""
    if not word.isascii() or len(word) < 5:
        return None
    roots = (stem(word), stem(stem(word)))
    known = (index.stems.get(root, "") for root in roots)
    return next((index.words[one] for one in (*roots, *known) if one in index.words and one != word), None)


def _merge(result: Posting, one: Posting, share: float) -> None:
    for row, weight in one.rows.items():
        result.add((row,), weight * share)
    result.places |= one.places
    result.event = result.event or one.event
