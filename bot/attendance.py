"""The training-hours list: who was there, by the roll calls, as a workbook that an organizer confirms.

A mark holds from its roll call until the person's next one of the same day: who was present is taken to have attended
what ran then. Only sessions and tours count as training, with the hours that they really took.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime
from io import BytesIO

from openpyxl import Workbook
from openpyxl.cell import Cell, MergedCell
from openpyxl.styles import Font

from bot.itinerary import Activity, Itinerary
from bot.people import Person
from bot.texts import Say

TRAINING = frozenset({"session", "tour"})
PRESENT = "present"


@dataclass(frozen=True, slots=True)
class Mark:
    """What a roll call at `at` (aware) said of a person."""

    person_id: int
    state: str
    at: datetime


@dataclass(frozen=True, slots=True)
class Attended:
    """A person's training: the keys of the activities attended, their hours, and the hours within the event's total."""

    person: Person
    keys: frozenset[str]
    hours: float
    credited: float


def counted(itinerary: Itinerary) -> list[Activity]:
    """The activities that count, with a known end."""
    return [one for one in itinerary.activities if one.row.kind in TRAINING and one.ends_at]


def attended(itinerary: Itinerary, people: Iterable[Person], marks: Sequence[Mark]) -> list[Attended]:
    """What each person attended; who was never called attended nothing that we know of."""
    total = itinerary.event.training_hours
    result = []
    for person in people:
        own = sorted((one for one in marks if one.person_id == person.id), key=lambda one: one.at)
        rows = [one for one in counted(itinerary) if _was_there(one, own, itinerary)]
        hours = sum((one.ends_at - one.starts_at).total_seconds() / 3600 for one in rows if one.ends_at)
        credited = min(hours, total.hours) if total else hours
        result.append(Attended(person, frozenset(one.key for one in rows), round(hours, 2), round(credited, 2)))
    return result


def _was_there(activity: Activity, own: Sequence[Mark], itinerary: Itinerary) -> bool:
    """By the last mark of that day before the activity ended."""
    today = itinerary.local(activity.starts_at).date()
    before = [
        one for one in own if itinerary.local(one.at).date() == today and activity.ends_at and one.at < activity.ends_at
    ]
    return bool(before) and before[-1].state == PRESENT


def workbook(itinerary: Itinerary, rows: Sequence[Attended], say: Say) -> bytes:
    """The list as XLSX; whatever people wrote stays text, so no cell becomes a formula."""
    book = Workbook()
    sheet = book.active
    assert sheet is not None  # noqa: S101 - a new workbook has a sheet
    sheet.title = say("attendance.sheet")
    activities = counted(itinerary)
    total = itinerary.event.training_hours
    notes = [str(itinerary.event.say("title", say.language)), say("attendance.draft")]
    if total:
        notes.append(say("attendance.capped", days=total.days, hours=f"{total.hours:g}"))
    heads = [say(f"attendance.{one}") for one in ("name", "organisation", "group")]
    heads += [_head(one, itinerary, say) for one in activities]
    heads += [say("attendance.hours"), say("attendance.credited"), say("attendance.confirmed")]
    lines: list[list[str | float]] = [[one] for one in notes]
    lines += [[*heads], *(_line(one, activities) for one in rows)]
    for number, values in enumerate(lines, 1):
        for column, value in enumerate(values, 1):
            _write(sheet.cell(number, column), value, bold=number <= len(notes) + 1)
    kept = BytesIO()
    book.save(kept)
    return kept.getvalue()


def _head(one: Activity, itinerary: Itinerary, say: Say) -> str:
    """2/09:30 국립공원 탐방."""
    return f"{one.day}/{say.clock(one.starts_at, itinerary.zone)} {one.row.say('title', say.language)}"


def _line(one: Attended, activities: Sequence[Activity]) -> list[str | float]:
    there = ["○" if row.key in one.keys else "" for row in activities]
    person = one.person
    return [person.name, person.organisation, person.group, *there, one.hours, one.credited, ""]


def _write(cell: Cell | MergedCell, value: str | float, *, bold: bool) -> None:
    cell.value = value
    if isinstance(value, str):
        cell.data_type = "s"
    if bold:
        cell.font = Font(bold=True)
