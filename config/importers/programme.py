"""Published schedules (calendars, frab, pretalx, Sessionize): events that already know their times → a draft."""

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date, datetime, timedelta, timezone
from typing import Any
from zoneinfo import ZoneInfo, available_timezones

from config.importers import kinds, write
from config.importers.compose import event_id
from config.importers.draft import Draft, Remark
from config.importers.overview import tidy_title
from config.importers.problem import ImportProblem
from config.importers.words import closed, key, one_line, unused

_LIMIT = 500
_LONGEST = timedelta(days=3)


@dataclass(frozen=True, slots=True)
class Slot:
    """One event of a schedule; `start` and `end` are aware, or naive in the schedule's own zone."""

    title: str
    start: datetime
    end: datetime | None = None
    room: str = ""
    uid: str = ""
    track: str = ""
    people: tuple[str, ...] = ()
    subtitle: str = ""
    language: str = ""
    address: str = ""


@dataclass(frozen=True, slots=True)
class Programme:
    """A schedule as its file has it; `zone` is "" when the file names none, `days` the dates that it states.

    `own`: a group's own plan, kept in a calendar, rather than the programme of a conference.
    """

    title: str
    slots: tuple[Slot, ...]
    zone: str = ""
    city: str = ""
    days: tuple[date, ...] = ()
    remarks: tuple[Remark, ...] = ()
    abstracts: int = 0
    own: bool = False


def draft(found: Programme, name: str, source: str) -> Draft:
    """The draft of a schedule: events in the order of their times, in one zone, on their calendar days."""
    if not found.slots:
        raise ImportProblem(key="no_itinerary")
    zone, guessed, remarks = _zone(found)
    slots, doubles = _once([_local(slot, zone) for slot in found.slots])
    slots, endless = _ended(slots)
    days = _days(slots, found.days)
    rooms = _rooms(slots)
    language = "ko" if _hangul(slots) else "en"
    title = tidy_title(found.title) or tidy_title(name.rsplit(".", 1)[0])
    event = {
        "id": event_id(title, days[0], guessed=False),
        "title": title[:_LIMIT],
        "timezone": zone,
        "language": language,
        "days": days,
    }
    ids, repeated = _ids(slots)
    activities = [_activity(slot, own, days, rooms, plan=found.own) for slot, own in zip(slots, ids, strict=True)]
    data: dict[str, Any] = {"version": 1, "event": event, "places": _places(rooms, slots), "itinerary": activities}
    remarks = [*remarks, *doubles, *endless, *found.remarks, *_said(found, repeated, days)]
    marks = {"timezone": "mark_zone_guessed"} if guessed else {}
    lines = [write.comment("unread_event", language, **one.values) for one in remarks if one.key == "event_unread"]
    text = write.draft(data | {"event": event | {"#": marks}}, [()] * len(activities), language, source, lines)
    return Draft(text, data, tuple(remarks), source)


def _said(found: Programme, repeated: int, days: Sequence[date]) -> list[Remark]:
    remarks = []
    if repeated:
        remarks.append(Remark("ids_repeat", {"count": repeated}, "said"))
    if found.abstracts:
        remarks.append(Remark("abstracts_left", {"count": found.abstracts}, "said"))
    if (days[-1] - days[0]).days > 30:
        remarks.append(Remark("days_many", {"days": (days[-1] - days[0]).days + 1}))
    return remarks


# Zones


def _zone(found: Programme) -> tuple[str, bool, list[Remark]]:
    """The schedule's zone: named, else its city's, else one with its offset; several offsets are said."""
    offsets = Counter(slot.start.utcoffset() for slot in found.slots if slot.start.tzinfo)
    zone, guessed = (found.zone, False) if found.zone in available_timezones() else (_supposed(found, offsets), True)
    remarks = [Remark("zone_guessed", {"zone": zone}, "guess")] if guessed else []
    here = {slot.start.astimezone(ZoneInfo(zone)).utcoffset() for slot in found.slots if slot.start.tzinfo}
    if len(set(offsets) - here) > 0 and len(offsets) > 1:
        said = ", ".join(_signed(offset) for offset in offsets if offset is not None)
        remarks.append(Remark("offsets_mixed", {"offsets": said, "zone": zone}, "said"))
    return zone, guessed, remarks


def _supposed(found: Programme, offsets: Counter[timedelta | None]) -> str:
    city = closed(found.city).replace(" ", "_")
    named = [
        zone
        for zone in sorted(available_timezones())
        if city and closed(zone.rsplit("/", 1)[-1]).replace("_", "") == city
    ]
    if named:
        return named[0]
    offset = offsets.most_common(1)[0][0] if offsets else None
    if offset is None or offset == timedelta(hours=9):
        return "Asia/Seoul"
    if not offset:
        return "Asia/Seoul" if _hangul(found.slots) else "UTC"
    hours = offset.total_seconds() / 3600
    return f"Etc/GMT{-hours:+.0f}" if hours.is_integer() and -14 <= -hours <= 12 else "UTC"


def _signed(offset: timedelta) -> str:
    return timezone(offset).tzname(None) or "UTC"


def _local(slot: Slot, zone: str) -> Slot:
    place = ZoneInfo(zone)

    def here(moment: datetime) -> datetime:
        return moment.astimezone(place).replace(tzinfo=None) if moment.tzinfo else moment

    return replace(slot, start=here(slot.start), end=here(slot.end) if slot.end else None)


def _hangul(slots: Sequence[Slot]) -> bool:
    return sum(any("가" <= letter <= "힣" for letter in slot.title) for slot in slots) * 4 > len(slots)


# Events, days, rooms


def _once(slots: list[Slot]) -> tuple[list[Slot], list[Remark]]:
    """The slots in order, identical ones once."""
    unique = list(dict.fromkeys(slots))
    unique.sort(key=lambda slot: (slot.start, slot.room, slot.title))
    same = len(slots) - len(unique)
    return unique, [Remark("events_same", {"count": same}, "said")] if same else []


def _days(slots: Sequence[Slot], stated: Sequence[date]) -> list[date]:
    ends = (slot.end - timedelta(minutes=1) for slot in slots if slot.end and slot.end > slot.start)
    return sorted({*(slot.start.date() for slot in slots), *(end.date() for end in ends), *stated})


def _ended(slots: list[Slot]) -> tuple[list[Slot], list[Remark]]:
    """The slots without ends that lie days after their start, which are said."""
    result: list[Slot] = []
    remarks: list[Remark] = []
    for slot in slots:
        long = slot.end is not None and slot.end - slot.start > _LONGEST
        if long and slot.end:
            values = {"title": one_line(slot.title), "day": str(slot.start.date()), "start": f"{slot.start:%H:%M}"}
            remarks.append(Remark("very_long", {**values, "end": f"{slot.end:%Y-%m-%d %H:%M}"}))
        result.append(replace(slot, end=None) if long else slot)
    return result, remarks


def _rooms(slots: Sequence[Slot]) -> dict[str, str]:
    """Room name → key, in alphabetical order of the names so that a new version keeps them."""
    result: dict[str, str] = {}
    used: set[str] = set()
    for room in sorted({slot.room for slot in slots if slot.room}):
        result[room] = unused(key(room), used)
        used.add(result[room])
    return result


def _places(rooms: dict[str, str], slots: Sequence[Slot]) -> dict[str, dict[str, str]]:
    addresses = {slot.room: slot.address for slot in slots if slot.address}
    return {
        own: {"name": room[:_LIMIT]} | ({"address": addresses[room]} if room in addresses else {})
        for room, own in rooms.items()
    }


def _ids(slots: Sequence[Slot]) -> tuple[list[str], int]:
    """A stable id for each slot: from its own, with its time and room where several share one."""
    counts = Counter(slot.uid for slot in slots)
    result: list[str] = []
    used: set[str] = set()
    for slot in slots:
        stem = key(slot.uid or slot.title, 40)
        if counts[slot.uid] > 1 or not slot.uid:
            stem = f"{stem[:36]}-{slot.start:%m%d-%H%M}"
        result.append(unused(stem, used))
        used.add(result[-1])
    repeated = sum(count for uid, count in counts.items() if uid and count > 1)
    return result, repeated


def _activity(slot: Slot, own: str, days: Sequence[date], rooms: dict[str, str], *, plan: bool) -> dict[str, Any]:
    activity: dict[str, Any] = {"id": own, "day": days.index(slot.start.date()) + 1, "start": f"{slot.start:%H:%M}"}
    if slot.end and slot.end > slot.start:
        activity |= _end(slot.start, slot.end, days)
    activity |= {
        "title": one_line(slot.title)[:_LIMIT],
        "kind": kinds.kind(slot.title).kind if plan else _kind(slot.title),
    }
    activity |= {"places": [rooms[slot.room]]} if slot.room else {}
    activity |= {"notes": [one_line(slot.subtitle)[:_LIMIT]]} if slot.subtitle.strip() else {}
    details = {"speaker": ", ".join(slot.people), "track": slot.track, "language": slot.language}
    details = {name: one_line(value) for name, value in details.items() if value.strip()}
    return activity | ({"details": details} if details else {})


def _end(start: datetime, end: datetime, days: Sequence[date]) -> dict[str, Any]:
    """The end, with its day when that is another; midnight is the 24:00 of the day before."""
    at_midnight = end.hour == end.minute == 0
    on = (end - timedelta(minutes=1)).date() if at_midnight else end.date()
    found: dict[str, Any] = {"end": "24:00" if at_midnight else f"{end:%H:%M}"}
    return found if on == start.date() else found | {"end_day": days.index(on) + 1}


def _kind(title: str) -> str:
    """A session, unless a few words say nothing but lunch, a break or a bus: a talk may be named after anything."""
    if len(title.split()) > 4:
        return "session"
    found = kinds.named(title)
    return found[0] if len(found) == 1 and found[0] in {"meal", "free", "lodging"} else "session"
