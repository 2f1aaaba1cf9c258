"""Who sits at a page, and what the page says of the event."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from zoneinfo import ZoneInfo


@dataclass(frozen=True, slots=True)
class Seat:
    """A place at a rehearsal that needs no code: `user` ("seat:organizer", "seat:1"), its `role`, a person's name.

    `role` is "organizer", "leader" or "participant": the word that the page shows beside the name.
    """

    user: str
    role: str = "participant"
    name: str = ""


@dataclass(frozen=True, slots=True)
class About:
    """What heads the page: titles by language, the zone in which its times read, the event's days."""

    title: Mapping[str, str] = field(default_factory=dict)
    zone: ZoneInfo = field(default_factory=lambda: ZoneInfo("Asia/Seoul"))
    days: tuple[date, ...] = ()


@dataclass(frozen=True, slots=True)
class Visitor:
    """Who speaks: the web user, the name that goes with a seat, and the browser's language hint."""

    user: str
    name: str = ""
    hint: str = ""
