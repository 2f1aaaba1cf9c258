"""The report's evaluation (총평): what people said, joined into lines under three headings."""

from collections.abc import Mapping
from dataclasses import dataclass

from bot.feedback import Heading

MOST = 7
"""So many lines that nobody has chosen yet stand under a heading; the others stand further back."""


@dataclass(frozen=True, slots=True)
class Finding:
    """One line of the report, how many said so, and what some of them wrote (personal data masked).

    `proposed`: nobody has accepted it yet.
    """

    line: str
    voices: int
    quotes: tuple[str, ...] = ()
    proposed: bool = False


Evaluation = Mapping[Heading, tuple[Finding, ...]]
"""Findings under each heading, in the order of the report; dropped ones are not in it."""
