"""A comment taken apart, as plain data."""

from dataclasses import dataclass
from typing import Literal

from bot.feedback import Heading

Reason = Literal["", "nothing", "noise", "abuse", "off-topic"]
REASONS: tuple[Reason, ...] = ("nothing", "noise", "abuse", "off-topic")


@dataclass(frozen=True, slots=True, order=True)
class Point:
    """One thing that a comment says, masked. `reason` says why it is set aside; then the heading means nothing."""

    text: str
    question: str
    heading: Heading
    reason: Reason = ""


@dataclass(frozen=True, slots=True)
class Theme:
    """Points that say the same, and the line that the report has for them. The same words of several count as often."""

    heading: Heading
    line: str
    points: tuple[tuple[Point, int], ...]

    @property
    def voices(self) -> int:
        """How many said so."""
        return sum(count for _, count in self.points)


@dataclass(frozen=True, slots=True)
class Sorted:
    """All comments: every point is in a theme or in the list of those set aside (with how often it was said)."""

    themes: tuple[Theme, ...]
    aside: tuple[tuple[Point, int], ...]
