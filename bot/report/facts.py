"""What the documents about an event are made from, as plain data."""

from collections.abc import Mapping
from dataclasses import dataclass, field

from bot.evaluation import Evaluation
from bot.feedback import Results
from bot.itinerary import Itinerary


@dataclass(frozen=True, slots=True)
class Photo:
    """A chosen picture: the key of its activity ("" unknown), its caption, its JPEG, its size in pixels."""

    activity: str
    caption: str
    data: bytes = field(repr=False)
    width: int = 0
    height: int = 0


@dataclass(frozen=True, slots=True)
class Facts:
    """An event as its documents tell it.

    `present` is how many people of each group a roll call found there, None when the roll was never called; `listed`
    how many the list of people has. `closed` says that the feedback form is closed. `link` is where participants join.
    """

    itinerary: Itinerary
    listed: Mapping[str, int] = field(default_factory=dict)
    present: Mapping[str, int] | None = None
    closed: bool = False
    results: Results | None = None
    evaluation: Evaluation = field(default_factory=dict)
    photos: tuple[Photo, ...] = ()
    link: str = ""
