"""The event file, version 1: the one main input that a person writes, as frozen models.

Local times are strings "HH:MM" in the event's zone; lengths of time are strings like "30m", "1h30m", "7d".
Any text field may have an `_en` twin; `say` picks the reader's.
"""

import re
from datetime import date, timedelta
from typing import Annotated, Any, Literal
from zoneinfo import available_timezones

from pydantic import AfterValidator, BaseModel, BeforeValidator, ConfigDict, Field, StringConstraints

KINDS = ("transport", "meal", "session", "tour", "lodging", "free")
Kind = Literal["transport", "meal", "session", "tour", "lodging", "free"]
Language = Literal["ko", "en"]
SAFETY_KINDS: frozenset[str] = frozenset({"transport"})

_CLOCK = re.compile(r"(?:[01]?\d|2[0-3]):[0-5]\d|24:00")
_LENGTH = re.compile(r"(?:(?P<d>\d{1,3})d)?(?:(?P<h>\d{1,3})h)?(?:(?P<m>\d{1,4})m)?")


def length(text: str) -> timedelta:
    """The length of time that `text` ("30m", "1h30m", "7d") stands for; ValueError if it stands for none."""
    match = _LENGTH.fullmatch(text)
    if not text or match is None:
        message = f"{text!r} is no length of time; write it like 30m, 1h30m or 7d"
        raise ValueError(message)
    days, hours, minutes = (int(part or 0) for part in match.group("d", "h", "m"))
    return timedelta(days=days, hours=hours, minutes=minutes)


def _clock(text: str) -> str:
    if not _CLOCK.fullmatch(text):
        message = f"{text!r} is no time of day; write it like 08:30"
        raise ValueError(message)
    return text.zfill(5)


def _length_text(text: str) -> str:
    length(text)
    return text


def _zone(text: str) -> str:
    if text not in available_timezones():
        message = f"{text!r} is no IANA time zone; write it like Asia/Seoul"
        raise ValueError(message)
    return text


def _many(value: object) -> object:
    """One value where a list may stand: `notes: 45인승 버스` means a list of one."""
    return [value] if isinstance(value, str | int) else value


Clock = Annotated[str, AfterValidator(_clock)]
Length = Annotated[str, AfterValidator(_length_text)]
Zone = Annotated[str, AfterValidator(_zone)]
Key = Annotated[str, StringConstraints(pattern=r"^[a-z0-9][a-z0-9-]{0,62}$")]
Line = Annotated[str, StringConstraints(strip_whitespace=True, min_length=1, max_length=500)]
Lines = Annotated[tuple[Line, ...], BeforeValidator(_many)]
Names = Annotated[tuple[str, ...], BeforeValidator(lambda value: [str(one) for one in _listed(value)])]
Detail = str | bool | int | float | tuple[str, ...]


def _listed(value: object) -> list[object]:
    return list(value) if isinstance(value, list | tuple) else [value]


class Model(BaseModel):
    """A part of the event file: frozen, and a key that it does not know is an error."""

    model_config = ConfigDict(extra="forbid", frozen=True, populate_by_name=True)

    def say(self, field: str, language: str) -> Any:  # noqa: ANN401 - str or a tuple of str, as the field is
        """Return `field` in the reader's language: its `_en` twin for "en" where there is one."""
        twin = getattr(self, f"{field}_en", None) if language == "en" else None
        return twin or getattr(self, field)


class Contact(Model):
    """Whom participants may call."""

    name: Line
    name_en: Line | None = None
    phone: Line | None = None


class TrainingHours(Model):
    """상시학습: what the workshop counts for an official, at most."""

    days: int = Field(ge=1)
    hours: float = Field(gt=0)


class Budget(Model):
    """For organizers and the report only; never part of an answer."""

    unit: Line
    unit_en: Line | None = None
    total: float = Field(ge=0)
    sources: dict[str, float] = {}
    sources_en: dict[str, float] = {}
    notes: Lines = ()
    notes_en: Lines = ()


class Facts(Model):
    """What is true of the event as a whole."""

    id: Key
    title: Line
    title_en: Line | None = None
    timezone: Zone
    language: Language = "ko"
    days: tuple[date, ...] = Field(min_length=1)
    join: Literal["open", "code", "roster"] = "open"
    code: Line | None = None
    contact: Contact | None = None
    host: Line | None = None
    host_en: Line | None = None
    organizers: Lines = ()
    organizers_en: Lines = ()
    purpose: Line | None = None
    purpose_en: Line | None = None
    topics: Lines = ()
    topics_en: Lines = ()
    visits: Lines = ()
    visits_en: Lines = ()
    notes: Lines = ()
    notes_en: Lines = ()
    attendance: dict[str, int] = {}
    attendance_en: dict[str, int] = {}
    budget: Budget | None = None
    training_hours: TrainingHours | None = None


class Place(Model):
    """Somewhere that activities happen; `at` is (latitude, longitude) in degrees, WGS 84."""

    name: Line
    name_en: Line | None = None
    aliases: Lines = ()
    address: Line | None = None
    address_en: Line | None = None
    at: tuple[Annotated[float, Field(ge=-90, le=90)], Annotated[float, Field(ge=-180, le=180)]] | None = None
    directions: Line | None = None
    directions_en: Line | None = None
    notes: Lines = ()
    notes_en: Lines = ()


class Audience(Model):
    """Whom a row is for; an empty field does not narrow, several fields narrow together."""

    bus: Names = ()
    room: Names = ()
    team: Names = ()
    group: Names = ()
    role: Names = ()


class Part(Model):
    """One of several things that a row holds."""

    title: Line
    title_en: Line | None = None
    places: Lines = ()


class Activity(Model):
    """One row of the itinerary, in local times of its day; no `end` means open, `end_day` is the day it ends."""

    id: Key | None = None
    day: int = Field(ge=1)
    start: Clock
    end: Clock | None = None
    end_day: int | None = Field(default=None, ge=1)
    title: Line
    title_en: Line | None = None
    aliases: Lines = ()
    kind: Kind
    places: Lines = ()
    origin: Line | None = Field(default=None, alias="from")
    destination: Line | None = Field(default=None, alias="to")
    audience: Audience = Audience()
    notes: Lines = ()
    notes_en: Lines = ()
    details: dict[str, Detail] = {}
    details_en: dict[str, Detail] = {}
    parts: tuple[Part, ...] = ()
    fixed: bool = False


class ReminderRule(Model):
    """So long before each activity of these kinds; an empty `before` sends none."""

    kinds: tuple[Kind, ...] = Field(min_length=1)
    before: tuple[Length, ...]


class DailyRule(Model):
    """Every evening before a day of the event, also before day 1: that day's plan."""

    daily: Clock
    what: Literal["tomorrow"] = "tomorrow"


DEFAULT_REMINDERS: tuple[ReminderRule | DailyRule, ...] = (
    ReminderRule(kinds=("transport",), before=("30m", "10m")),
    ReminderRule(kinds=("meal", "session", "tour"), before=("10m",)),
    ReminderRule(kinds=("lodging", "free"), before=()),
    DailyRule(daily="21:00"),
)


class Opening(Model):
    """When the feedback form opens: a day of the event and a local time."""

    day: int = Field(ge=1)
    at: Clock


class Feedback(Model):
    """When to ask, remind and stop asking."""

    opens: Opening
    nudges: tuple[Length, ...] = ()
    closes: Length = "7d"


class Faq(Model):
    """A question that people ask (in words that stand for it) and its answer."""

    q: Lines
    a: Line
    a_en: Line | None = None


class Event(Model):
    """A whole event file."""

    version: Literal[1]
    event: Facts
    places: dict[Key, Place] = {}
    itinerary: tuple[Activity, ...] = ()
    reminders: tuple[ReminderRule | DailyRule, ...] = DEFAULT_REMINDERS
    quiet: tuple[Clock, Clock] | None = None
    feedback: Feedback | None = None
    faq: tuple[Faq, ...] = ()
