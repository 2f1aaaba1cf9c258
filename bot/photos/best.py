"""Choosing pictures for a report without being asked: of every activity some, of every scene one (pure)."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from itertools import groupby

from bot.photos.look import NEAR, distance


@dataclass(frozen=True, slots=True)
class Shot:
    """What the choice looks at; `number` is the photo's, `width` and `height` in pixels."""

    number: int
    activity: str
    person: int
    width: int
    height: int
    look: str


def best(shots: Sequence[Shot], limit: int) -> tuple[int, ...]:
    """At most `limit` numbers of `shots` (in the order of the day), in that order.

    The activities take turns, each with its largest picture that shows nothing chosen before; wide ones come first,
    because a report places them two by two, and who has none chosen yet before who has. What belongs to no activity
    comes last.
    """
    known = [one for one in shots if one.activity]
    turns = [list(group) for _, group in groupby(known, lambda one: one.activity)]
    found: list[Shot] = []
    for heap in (turns, [[one for one in shots if not one.activity]]):
        while any(heap) and len(found) < limit:
            _take_turns(heap, found, limit)
    order = {one.number: place for place, one in enumerate(shots)}
    return tuple(sorted((one.number for one in found), key=order.__getitem__))


def _take_turns(heap: Sequence[list[Shot]], found: list[Shot], limit: int) -> None:
    for pile in heap:
        pile[:] = [one for one in pile if not _seen(one, found)]
        if pile and len(found) < limit:
            one = min(pile, key=lambda shot: _rank(shot, found))
            pile.remove(one)
            found.append(one)


def _seen(one: Shot, found: Iterable[Shot]) -> bool:
    return any(distance(one.look, other.look) <= NEAR for other in found)


def _rank(one: Shot, found: Iterable[Shot]) -> tuple[int, bool, int, int]:
    before = sum(other.person == one.person for other in found)
    return before, one.width < one.height, -one.width * one.height, one.number
