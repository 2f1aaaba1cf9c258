"""frab / pentabarf XML: days → rooms → events; a start after midnight without its own date falls on the next day."""

from collections.abc import Iterator, Mapping
from datetime import date, datetime, time, timedelta
from typing import TYPE_CHECKING

from config.importers import guard, times
from config.importers.draft import Remark
from config.importers.programme import Programme, Slot
from config.importers.words import one_line

if TYPE_CHECKING:
    from xml.etree.ElementTree import Element

_CHANGE = time(5)
_LATEST_CHANGE = time(6)


def read(data: bytes) -> Programme:
    """The events of a schedule in frab's XML."""
    from defusedxml.ElementTree import fromstring  # noqa: PLC0415 - only when this format comes

    guard.check_text(data, guard.MAX_SCHEDULE)
    guard.check_xml(data, "frab XML")
    root = fromstring(data, forbid_dtd=True)
    conference = _fields(root.find("conference"))
    change = day_change(conference.get("day_change", ""))
    slots: list[Slot] = []
    unread: list[Remark] = []
    for day in root.iter("day"):
        for room, event in _events(day):
            fields = _fields(event) | {"id": event.get("id", ""), "guid": event.get("guid", "")}
            slot = slot_of(fields, _people(event), room, date_of(day.get("date", "")), change)
            if slot:
                slots.append(slot)
            else:
                unread.append(Remark("event_unread", {"title": fields.get("title", "")}, "unread"))
    days = tuple(found for day in root.iter("day") if (found := date_of(day.get("date", ""))))
    abstracts = sum(
        bool((event.findtext("abstract") or event.findtext("description") or "").strip())
        for event in root.iter("event")
    )
    title = conference.get("title") or conference.get("acronym", "")
    zone, city = conference.get("time_zone_name", ""), conference.get("city", "")
    return Programme(title, tuple(slots), zone, city, days, tuple(unread), abstracts)


def _fields(element: "Element | None") -> dict[str, str]:
    return {str(child.tag): (child.text or "").strip() for child in element} if element is not None else {}


def _events(day: "Element") -> Iterator[tuple[str, "Element"]]:
    """The events of a day, within its rooms or directly below it."""
    for room in day.findall("room"):
        for event in room.findall("event"):
            yield room.get("name", ""), event
    for event in (*day.findall("event"), *day.findall("entry")):
        yield "", event


def day_change(text: str) -> time:
    """The hour before which a start still belongs to the evening before; never later than six."""
    return min(_clock(text) or _CHANGE, _LATEST_CHANGE)


def slot_of(
    fields: Mapping[str, str], people: tuple[str, ...], room: str, day: date | None, change: time
) -> Slot | None:
    """A slot from frab's fields (date, start, duration, room, title …), in XML or JSON alike; None without a start."""
    start = _start(fields.get("date", ""), fields.get("start", ""), day, change)
    if start is None:
        return None
    length = _length(fields.get("duration", ""))
    number = fields.get("id", "")
    return Slot(
        one_line(fields.get("title", "")) or "—",
        start,
        start + length if length else None,
        one_line(fields.get("room", "")) or one_line(room),
        f"e{number}" if number else fields.get("guid", ""),
        one_line(fields.get("track", "")),
        people,
        fields.get("subtitle", ""),
        fields.get("language", ""),
    )


def _start(moment: str, clock: str, day: date | None, change: time) -> datetime | None:
    """The event's own date with its offset; else its day's date and its clock, after midnight on the next date."""
    try:
        found = datetime.fromisoformat(moment) if "T" in moment else None
    except ValueError:
        found = None
    if found is not None:
        return found
    start = _clock(clock)
    if start is None or day is None:
        return None
    return datetime.combine(day, start) + (timedelta(days=1) if start < change else timedelta())


def _clock(text: str) -> time | None:
    found = times.span(text) if text else None
    if found is None or found.start is None:
        return None
    minutes = found.start % times.DAY
    return time(minutes // 60, minutes % 60)


def _length(text: str) -> timedelta | None:
    """hh:mm, hh:mm:ss, d:hh:mm:ss as frab has it, or bare minutes."""
    parts = text.strip().split(":")
    if not all(part.isdigit() for part in parts):
        return None
    if len(parts) == 1:
        return timedelta(minutes=int(parts[0]))
    if len(parts) == 4:
        return timedelta(days=int(parts[0]), hours=int(parts[1]), minutes=int(parts[2]))
    return timedelta(hours=int(parts[0]), minutes=int(parts[1]))


def date_of(text: str) -> date | None:
    """The date with which an ISO text begins."""
    try:
        return date.fromisoformat(text[:10])
    except ValueError:
        return None


def _people(event: "Element") -> tuple[str, ...]:
    return tuple(one_line(person.text) for person in event.iter("person") if person.text and person.text.strip())
