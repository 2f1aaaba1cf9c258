"""What people answered when the form is closed, as plain data; nothing in it leads to a person."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Literal

Heading = Literal["good", "lacking", "improve"]
HEADINGS: tuple[Heading, ...] = ("good", "lacking", "improve")
LEAST = 5
"""Fewer answers than these are never shown, neither of all nor of a group."""


@dataclass(frozen=True, slots=True)
class Answer:
    """What one person says to one question: a score from 1 to 5, words, or both."""

    score: int | None = None
    text: str = ""


Answers = Mapping[str, Answer]
"""Answers by question: "overall", a heading's name, or an activity's key."""


@dataclass(frozen=True, slots=True)
class Score:
    """The scores given to one question: how many gave 1, 2, 3, 4 and 5."""

    question: str
    counts: tuple[int, int, int, int, int]

    @property
    def answers(self) -> int:
        """How many gave a score."""
        return sum(self.counts)

    @property
    def mean(self) -> float:
        """The mean score from 1 to 5; 0 when nobody gave one."""
        return sum(score * count for score, count in enumerate(self.counts, 1)) / (self.answers or 1)


@dataclass(frozen=True, slots=True)
class Comment:
    """What somebody wrote to one question, as written, and the score they gave it with that (None: none).

    The score only helps to tell praise from complaint where the words do not; nothing shows the two side by side.
    """

    question: str
    text: str
    score: int | None = field(default=None, compare=False)


@dataclass(frozen=True, slots=True)
class Results:
    """A closed form: people asked and people who answered, scores of all and by group, and the comments.

    A question is "overall", a heading's name, or an activity's key. Scores with fewer than `LEAST` answers are left
    out, and so is every group by which such a score could be reckoned. Comments are in the order of their words.
    """

    asked: int
    answered: int
    scores: tuple[Score, ...] = ()
    groups: Mapping[str, tuple[Score, ...]] = field(default_factory=dict)
    comments: tuple[Comment, ...] = ()
