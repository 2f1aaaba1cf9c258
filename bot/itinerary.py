"""The event as everything at run time sees it: one immutable snapshot, replaced when the plan changes.

`of` makes it from an event file, `bot.db.events` from the database; both give the same thing.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta
from hashlib import blake2s
from zoneinfo import ZoneInfo

from config import event as plan


@dataclass(frozen=True, slots=True)
class Activity:
    """One row of the itinerary with its real times (aware, UTC); `ends_at` None is an open end.

    `row` is the row as the organizer wrote it (titles, places, notes, details; its day and times are the original
    ones), while `day`, `starts_at`, `ends_at` and `cancelled` say what holds now. `added`: it came in the chat, and
    the event file does not have it.
    """

    key: str
    day: int
    starts_at: datetime
    ends_at: datetime | None
    row: plan.Activity
    cancelled: bool = False
    added: bool = False


@dataclass(frozen=True, slots=True)
class Itinerary:
    """An event: its file's facts, places, rules and FAQ, and its activities that are not cancelled, by start.

    `version` counts the changes of the event in the database; `cancelled` holds the rows that were called off.
    """

    file: plan.Event
    activities: tuple[Activity, ...]
    cancelled: tuple[Activity, ...] = ()
    version: int = 0

    @property
    def event(self) -> plan.Facts:
        """What is true of the event as a whole."""
        return self.file.event

    @property
    def places(self) -> Mapping[str, plan.Place]:
        """Places by their key."""
        return self.file.places

    @property
    def zone(self) -> ZoneInfo:
        """The zone in which people read its times."""
        return ZoneInfo(self.file.event.timezone)

    def local(self, moment: datetime) -> datetime:
        """`moment` on the event's wall clock."""
        return moment.astimezone(self.zone)

    def day_of(self, moment: datetime) -> int | None:
        """The number (from 1) of the event's day that `moment` falls on, None outside them."""
        today = self.local(moment).date()
        return self.event.days.index(today) + 1 if today in self.event.days else None

    def on(self, day: int) -> tuple[Activity, ...]:
        """The activities of a day, by start."""
        return tuple(one for one in self.activities if one.day == day)

    def written(self, one: Activity) -> Activity:
        """The row with the times that the event file gives it."""
        return activity(one.key, one.row, self.event)

    def find(self, key: str) -> Activity | None:
        """The activity with that key, also a cancelled one."""
        return next((one for one in (*self.activities, *self.cancelled) if one.key == key), None)


def instant(day: date, clock: str, zone: ZoneInfo) -> datetime:
    """`clock` ("HH:MM", up to 24:00) on that date in `zone`, in UTC.

    A time that a spring change skips is read with the offset before the change, one that an autumn change repeats is
    its first occurrence (PEP 495, fold=0).
    """
    hours, minutes = (int(part) for part in clock.split(":"))
    days, hours = divmod(hours, 24)
    local = datetime.combine(day + timedelta(days=days), time(hours, minutes), zone)
    return local.astimezone(UTC)


def keyed(rows: Iterable[plan.Activity]) -> list[tuple[str, plan.Activity]]:
    """Each row with its key: its id, else one made from day and title (ASCII); repeats get -2, -3 and so on."""
    seen: dict[str, int] = {}
    result = []
    for row in rows:
        title = "".join(row.title.lower().split())
        key = row.id or f"d{row.day}-{blake2s(title.encode(), digest_size=4).hexdigest()}"
        seen[key] = seen.get(key, 0) + 1
        result.append((key if seen[key] == 1 else f"{key}-{seen[key]}", row))
    return result


def activity(key: str, row: plan.Activity, facts: plan.Facts) -> Activity:
    """The row with its real times, as planned."""
    zone = ZoneInfo(facts.timezone)
    starts_at = instant(facts.days[row.day - 1], row.start, zone)
    end_day = facts.days[(row.end_day or row.day) - 1]
    ends_at = instant(end_day, row.end, zone) if row.end else None
    return Activity(key, row.day, starts_at, ends_at, row)


def in_order(activities: Iterable[Activity]) -> tuple[Activity, ...]:
    """By start; rows that start together keep their order."""
    return tuple(sorted(activities, key=lambda one: one.starts_at))


def of(file: plan.Event) -> Itinerary:
    """The snapshot of an event file as planned."""
    rows = (activity(key, row, file.event) for key, row in keyed(file.itinerary))
    return Itinerary(file, in_order(rows))
