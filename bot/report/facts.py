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
class Trained:
    """How many people have hours of training to their credit, and how many hours all together."""

    people: int
    hours: float


@dataclass(frozen=True, slots=True)
class Service:
    """How often the chat served: changes of the plan that stayed, announcements, roll calls, questions and answers."""

    changes: int = 0
    announcements: int = 0
    rollcalls: int = 0
    questions: int = 0
    answered: int = 0

    def __bool__(self) -> bool:
        """Whether it served at all."""
        return any((self.changes, self.announcements, self.rollcalls, self.questions))


@dataclass(frozen=True, slots=True)
class Facts:
    """An event as its documents tell it.

    `present` is how many people of each group a roll call found there, None when the roll was never called; `listed`
    how many the list of people has, `trained` what of the training hours is credited to each group. `closed` says that
    the feedback form is closed. `link` is where participants join. `names` are those of the list of people, to be
    masked where the document is for publication.
    """

    itinerary: Itinerary
    listed: Mapping[str, int] = field(default_factory=dict)
    present: Mapping[str, int] | None = None
    closed: bool = False
    results: Results | None = None
    evaluation: Evaluation = field(default_factory=dict)
    photos: tuple[Photo, ...] = ()
    link: str = ""
    trained: Mapping[str, Trained] = field(default_factory=dict)
    service: Service = Service()
    names: frozenset[str] = field(default=frozenset(), repr=False)
    open: bool = False
    """For publication; `redacted` made it so."""

    def group(self, name: str, language: str) -> str:
        """A group's name in the reader's language, as the event file has it."""
        event = self.itinerary.event
        shown: Mapping[str, str] = dict(zip(event.attendance, event.say("attendance", language), strict=False))
        return shown.get(name, name)
