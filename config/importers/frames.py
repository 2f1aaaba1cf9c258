"""Boxes drawn on a page → the tables among them: a frame around tables is no cell of theirs."""

from collections.abc import Sequence
from dataclasses import dataclass

_NEAR = 3.0
Box = tuple[float, float, float, float]


@dataclass(frozen=True, slots=True)
class Ruled:
    """The boxes of one ruled table on a page."""

    cells: tuple[Box, ...]

    @property
    def bbox(self) -> Box:
        """The table's own box."""
        lefts, tops, rights, bottoms = zip(*self.cells, strict=True)
        return min(lefts), min(tops), max(rights), max(bottoms)


def unframed(boxes: Sequence[Box]) -> list[Ruled]:
    """The boxes as a table; without a frame that encloses several of them, as the tables that it framed."""
    inner = tuple(box for box in boxes if sum(_encloses(box, other) for other in boxes) < 2)
    if len(inner) == len(boxes):
        return [Ruled(inner)]
    groups: list[list[Box]] = []
    for box in sorted(inner, key=lambda one: one[1]):
        if not groups or box[1] > max(one[3] for one in groups[-1]) + _NEAR:
            groups.append([])
        groups[-1].append(box)
    return [Ruled(tuple(group)) for group in groups]


def _encloses(box: Box, other: Box) -> bool:
    left, top, right, bottom = (
        other[0] - box[0] > -_NEAR,
        other[1] - box[1] > -_NEAR,
        box[2] - other[2] > -_NEAR,
        box[3] - other[3] > -_NEAR,
    )
    return left and top and right and bottom and _area(box) > 1.5 * _area(other)


def _area(box: Box) -> float:
    return (box[2] - box[0]) * (box[3] - box[1])
