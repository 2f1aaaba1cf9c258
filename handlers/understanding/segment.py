"""A clean line cut into known words, endings and unknown stretches, at the lowest cost; spaces are hints, not borders.

Spaces are often missing or wrong in chat, so the whole line is cut at once (a shortest path over its letters).
"""

from collections.abc import Callable
from dataclasses import dataclass

from handlers.understanding.hangul import is_hangul, is_latin
from handlers.understanding.lexicon import Tags

_LONGEST_KOREAN = 16
_NONE: Tags = frozenset()
_ENDING_ONLY = frozenset({"e"})
Look = Callable[[str], Tags | None]
# What stood before: the start of a word, an unknown stretch, a one-letter word, a longer word, an ending.
_START, _UNKNOWN, _SHORT, _LONG, _ENDING = range(5)


@dataclass(frozen=True, slots=True)
class Piece:
    """A stretch of the line: `tags` empty when it is unknown; `opens`: a space or the line's start stands before it."""

    text: str
    tags: Tags
    opens: bool
    known: bool
    repaired: bool = False

    @property
    def ending(self) -> bool:
        """Whether it is only a Korean ending or particle."""
        return self.tags == _ENDING_ONLY


@dataclass(frozen=True, slots=True)
class _Line:
    letters: str
    opens: tuple[bool, ...]  # one more than letters; the last is True


def _line(text: str) -> _Line:
    letters: list[str] = []
    opens: list[bool] = []
    border = True
    for sign in text:
        if sign.isspace() or not (sign.isalnum()):
            border = True
            continue
        if letters and _kind(letters[-1]) != _kind(sign) and _kind(sign) != "d" and _kind(letters[-1]) != "d":
            border = border or "l" in (_kind(sign), _kind(letters[-1]))
        letters.append(sign)
        opens.append(border)
        border = False
    return _Line("".join(letters), (*opens, True))


def _kind(letter: str) -> str:
    if is_hangul(letter):
        return "h"
    return "d" if letter.isdigit() else "l"


def pieces(text: str, look: Look, longest: int) -> list[Piece]:
    """Cut `text`; `look` gives the tags of a compact word or None."""
    line = _line(text)
    size = len(line.letters)
    best: list[dict[int, tuple[float, int, int, Tags, bool]]] = [{} for _ in range(size + 1)]
    best[0][_START] = (0.0, 0, 0, _NONE, True)
    for at in range(size):
        if best[at]:
            _extend(line, at, best, look, longest)
    return _path(line, best)


def _extend(
    line: _Line, at: int, best: list[dict[int, tuple[float, int, int, Tags, bool]]], look: Look, longest: int
) -> None:
    for state, (cost, *_rest) in tuple(best[at].items()):
        end = _unknown_end(line, at)
        after = _LONG if line.letters[at].isdigit() else _UNKNOWN
        _offer(best, end, after, (cost + _unknown_cost(line, at, end, state), at, state, _NONE, False))
    reach = min(longest, _LONGEST_KOREAN) if is_hangul(line.letters[at]) else longest
    for end in range(at + 1, min(len(line.letters), at + reach) + 1):
        tags = look(line.letters[at:end])
        if tags is not None and _borders(line, at, end):
            _known(line, at, end, tags, best)


def _known(
    line: _Line, at: int, end: int, tags: Tags, best: list[dict[int, tuple[float, int, int, Tags, bool]]]
) -> None:
    crossed = sum(line.opens[at + 1 : end])
    if crossed and end - at == 2 and any(tag[0] in "os" for tag in tags) and not any(tag[0] in "tax" for tag in tags):
        return
    short = end - at == 1 and is_hangul(line.letters[at])
    for state, (cost, *_rest) in tuple(best[at].items()):
        start = line.opens[at]
        if "e" in tags and not start and not crossed:
            more = 0.55 if state != _UNKNOWN else 0.7
            _offer(best, end, _ENDING, (cost + more, at, state, tags if tags == _ENDING_ONLY else tags & {"e"}, True))
        if tags == _ENDING_ONLY:
            if start and (line.opens[end] or end - at > 1):
                _offer(best, end, _ENDING, (cost + 1.5, at, state, tags, True))
            continue
        if short and state == _UNKNOWN and not start:
            continue
        price = 1.0 + 0.3 * crossed + (0.5 if short else 0.0) + (0.3 if state == _UNKNOWN and not start else 0.0)
        price += 0.3 if short and not start else 0.0
        _offer(best, end, _SHORT if short else _LONG, (cost + price, at, state, tags - {"e"}, True))


def _offer(
    best: list[dict[int, tuple[float, int, int, Tags, bool]]],
    end: int,
    state: int,
    way: tuple[float, int, int, Tags, bool],
) -> None:
    if state not in best[end] or way[0] < best[end][state][0]:
        best[end][state] = way


def _borders(line: _Line, at: int, end: int) -> bool:
    """A Latin or numeric word is whole: it neither starts nor ends inside another."""
    first, last = line.letters[at], line.letters[end - 1]
    if not is_hangul(first) and not line.opens[at] and _kind(line.letters[at - 1]) == _kind(first):
        return False
    after = line.letters[end : end + 1]
    return is_hangul(last) or not after or line.opens[end] or _kind(after) != _kind(last)


def _unknown_end(line: _Line, at: int) -> int:
    if is_hangul(line.letters[at]):
        return at + 1
    kind, end = _kind(line.letters[at]), at + 1
    while end < len(line.letters) and not line.opens[end] and _kind(line.letters[end]) == kind:
        end += 1
    return end


def _unknown_cost(line: _Line, at: int, end: int, state: int) -> float:
    if line.letters[at].isdigit():
        return 0.5
    if is_latin(line.letters[at]):
        return 4.0
    start = line.opens[at]
    cost = 2.0 * (end - at)
    if start:
        return cost + 1.5
    if state == _UNKNOWN:
        return cost
    return cost + (1.5 if state == _LONG else 5.0)


def _path(line: _Line, best: list[dict[int, tuple[float, int, int, Tags, bool]]]) -> list[Piece]:
    at, result = len(line.letters), []
    if not at:
        return []
    state = min(best[at], key=lambda one: best[at][one][0])
    while at > 0:
        _cost, start, before, tags, known = best[at][state]
        result.append(Piece(line.letters[start:at], tags, line.opens[start], known))
        at, state = start, before
    return _joined(result[::-1])


def _joined(cut: list[Piece]) -> list[Piece]:
    """Neighbouring unknown letters of one word are one piece; a number is known and says nothing."""
    result: list[Piece] = []
    for piece in cut:
        last = result[-1] if result else None
        if piece.text.isdigit() and not piece.known:
            result.append(Piece(piece.text, frozenset({"d"}), piece.opens, known=True))
        elif last and not last.known and not piece.known and not piece.opens:
            result[-1] = Piece(last.text + piece.text, _NONE, last.opens, known=False)
        else:
            result.append(piece)
    return result
