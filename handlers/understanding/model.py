"""What goes in and out of understanding: who asks, what the last answer was about, the answer."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Asker:
    """What is known of the person who asks; every field may be empty."""

    name: str = ""
    group: str = ""
    bus: str = ""
    room: str = ""
    team: str = ""
    role: str = "participant"
    roommates: tuple[str, ...] = ()
    leader_name: str = ""


@dataclass(frozen=True, slots=True)
class Focus:
    """What the last answer was about: keys of rows, a place's key, a day from 1, what was asked (when, …)."""

    activities: tuple[str, ...] = ()
    place: str = ""
    day: int = 0
    asked: str = ""


@dataclass(frozen=True, slots=True)
class Answer:
    """`text` (bold marks allowed) as the person reads it; `unknown`: it says that we do not know.

    `activities`, `places`: keys of the rows and places it speaks of; `focus`: what a follow-up may lean on.
    """

    text: str
    unknown: bool
    activities: tuple[str, ...] = ()
    places: tuple[str, ...] = ()
    focus: Focus | None = None
