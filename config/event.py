"""The event file, version 1: the one main input that a person writes, as frozen models.

Local times are strings "HH:MM" in the event's zone; lengths of time are strings like "30m", "1h30m", "7d".
Any text field may have an `_en` twin; `say` picks the reader's.
"""

from typing import Annotated, Any, Literal

from pydantic import BaseModel, ConfigDict, Discriminator, Field, Tag, model_validator

from config.fields import Clock, Date, Detail, Heads, Key, Length, Lengths, Line, Lines, Names, Zone, length, listed

__all__ = [
    "DEFAULT_FEEDBACK", "DEFAULT_REMINDERS", "KINDS", "SAFETY_KINDS", "Activity", "Audience", "Budget",
    "Contact", "DailyRule", "Detail", "Event", "Facts", "Faq", "Feedback", "Key", "Kind", "Language",
    "Opening", "Part", "Place", "ReminderRule", "Report", "TrainingHours", "length",
]  # fmt: skip

KINDS = ("transport", "meal", "session", "tour", "lodging", "free")
Kind = Literal["transport", "meal", "session", "tour", "lodging", "free"]
Language = Literal["ko", "en"]
SAFETY_KINDS: frozenset[str] = frozenset({"transport"})


class Model(BaseModel):
    """A part of the event file: frozen, and a key that it does not know is an error."""

    model_config = ConfigDict(
        extra="forbid", frozen=True, populate_by_name=True, use_attribute_docstrings=True, allow_inf_nan=False
    )

    @model_validator(mode="before")
    @classmethod
    def _fold(cls, value: object) -> object:
        """Words that only find a thing are one list in all languages: their `_en` twins join them."""
        if not isinstance(value, dict):
            return value
        twins = [name for name in ("aliases", "q") if name in cls.model_fields and f"{name}_en" in value]
        joined = {name: [*listed(value.get(name, [])), *listed(value[f"{name}_en"])] for name in twins}
        rest = {name: one for name, one in value.items() if name.removesuffix("_en") not in twins}
        return rest | joined

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
    """Unique in the database; a-z, 0-9 and hyphens. Never change it later."""
    title: Line
    title_en: Line | None = None
    timezone: Zone
    """IANA name; every local time of the file is in it."""
    language: Language = "ko"
    """Default language of notices."""
    days: tuple[Date, ...] = Field(min_length=1)
    """Dates in order; the first is day 1."""
    join: Literal["open", "code", "roster"] = "open"
    """Who may join: anybody, holders of the code, or people of the roster."""
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
    attendance: dict[str, Heads] = {}
    """Planned heads by group."""
    attendance_en: dict[str, Heads] = {}
    budget: Budget | None = None
    training_hours: TrainingHours | None = None


class Place(Model):
    """Somewhere that activities happen; `at` is (latitude, longitude) in degrees, WGS 84."""

    name: Line
    name_en: Line | None = None
    aliases: Lines = ()
    """Other words by which people call it, in any language."""
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
    """Stable key; otherwise made from day and title."""
    day: int = Field(ge=1)
    start: Clock
    """Local time of its day."""
    end: Clock | None = None
    """Absent means an open end."""
    end_day: int | None = Field(default=None, ge=1)
    """The day it ends, when not the day it begins."""
    title: Line
    title_en: Line | None = None
    aliases: Lines = ()
    """Other words by which people call it, in any language."""
    kind: Kind
    places: Lines = ()
    origin: Line | None = Field(default=None, alias="from")
    """Transport: the key of the place it leaves."""
    destination: Line | None = Field(default=None, alias="to")
    """Transport: the key of the place it reaches."""
    audience: Audience = Audience()
    """Absent means everyone."""
    notes: Lines = ()
    notes_en: Lines = ()
    details: dict[str, Detail] = {}
    """Facts with names: seats, buses, rooms, room_area, per_room, teams, menu, distance_km, height_m, …"""
    details_en: dict[str, Detail] = {}
    parts: tuple[Part, ...] = ()
    fixed: bool = False


class ReminderRule(Model):
    """So long before each activity of these kinds; an empty `before` sends none."""

    kinds: tuple[Kind, ...] = Field(min_length=1)
    before: Lengths


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


def _rule(value: object) -> str:
    daily = "daily" in value if isinstance(value, dict) else isinstance(value, DailyRule)
    return "daily" if daily else "before"


Rule = Annotated[
    Annotated[ReminderRule, Tag("before")] | Annotated[DailyRule, Tag("daily")],
    Discriminator(_rule),
]


class Opening(Model):
    """When the feedback form opens: a day of the event and a local time."""

    day: int = Field(ge=1)
    at: Clock


Heading = Literal["good", "lacking", "improve"]


class Feedback(Model):
    """What to ask, and when to ask, remind and stop asking."""

    opens: Opening | None = None
    """Absent: with the last ride of the last day, or where there is none at the end of its last row."""
    nudges: Lengths = ()
    """So long after the opening, whoever has not answered is reminded; two at most."""
    closes: Length = "7d"
    """So long after the opening."""
    overall: bool = True
    headings: tuple[Heading, ...] = ("good", "lacking", "improve")
    """What is asked in free words."""
    activities: tuple[Key, ...] | None = None
    """Ids of the rows that are rated; absent means every session, tour and meal."""


DEFAULT_FEEDBACK = Feedback(nudges=("3h", "20h"))


class Report(Model):
    """What only the office's documents need: the plan before the event and the report after it."""

    heads: dict[str, Line] = {}
    """Fields above the title in order, as 문서번호, 결재일자, 공개여부."""
    heads_en: dict[str, Line] = {}
    department: Line | None = None
    department_en: Line | None = None
    title: Line | None = None
    """The event's name in the title, where it is another one than `event.title`."""
    title_en: Line | None = None
    motto: Line | None = None
    """The line above the title: what the event is for."""
    motto_en: Line | None = None
    attendees: dict[str, Lines] = {}
    """Who came, by the groups of `event.attendance`; further lines stand below the first."""
    attendees_en: dict[str, Lines] = {}
    admin: Lines = ()
    """행정 사항 of the report: what follows from the event. A line that begins with "- " stands below the last one."""
    admin_en: Lines = ()
    preparations: Lines = ()
    """행정 사항 of the plan: what is to be done before the event; written as `admin`."""
    preparations_en: Lines = ()


class Faq(Model):
    """A question that people ask (in words that stand for it) and its answer."""

    q: Lines
    """Words that people ask with, in any language."""
    a: Line
    a_en: Line | None = None


class Event(Model):
    """A whole event file."""

    version: Literal[1]
    event: Facts
    places: dict[Key, Place] = {}
    itinerary: tuple[Activity, ...] = ()
    reminders: tuple[Rule, ...] = DEFAULT_REMINDERS
    quiet: tuple[Clock, Clock] | None = None
    """From, to: only safety notices pass."""
    rollcall: Length | None = None
    """So long before every departure the roll is called; absent: only when somebody asks for it."""
    feedback: Feedback | None = None
    report: Report = Report()
    faq: tuple[Faq, ...] = ()
