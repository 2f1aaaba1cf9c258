"""iCalendar (RFC 5545): events with their zones; repetitions written out, all-day and cancelled ones said."""

import re
from collections.abc import Iterator
from dataclasses import replace
from datetime import date, datetime, timedelta
from itertools import islice
from typing import Any
from zoneinfo import available_timezones

from config.importers import guard, places
from config.importers.draft import Remark
from config.importers.formats import decode
from config.importers.problem import ImportProblem
from config.importers.programme import Programme, Slot
from config.importers.words import one_line

_MOST_REPEATS = 200
_DEEPEST = 8
_OWN = 60  # more events are a conference


def read(data: bytes) -> Programme:
    """The events of a calendar file."""
    from icalendar import Calendar  # noqa: PLC0415 - only when this format comes

    guard.check_text(data, guard.MAX_SCHEDULE)
    text = decode(data)
    _check_depth(text)
    try:
        calendars = Calendar.from_ical(text, multiple=True)
        events = [event for calendar in calendars for event in calendar.walk("VEVENT")]
        return _programme(calendars[0], events, text)
    except (ValueError, KeyError, IndexError, AttributeError, TypeError, RecursionError) as error:
        raise ImportProblem(key="broken", format="iCalendar") from error


def _check_depth(text: str) -> None:
    depth = 0
    for match in re.finditer(r"^(BEGIN|END):", text, re.MULTILINE | re.IGNORECASE):
        depth += 1 if match[1].upper() == "BEGIN" else -1
        if depth > _DEEPEST:
            raise ImportProblem(key="too_deep")


def _programme(calendar: Any, events: list[Any], text: str) -> Programme:  # noqa: ANN401 - a component's values have many types
    cancelled = [event for event in events if str(event.get("STATUS", "")).upper() == "CANCELLED"]
    held = [event for event in events if event not in cancelled and _start(event) is not None]
    all_day = [event for event in held if not isinstance(_start(event), datetime)]
    timed = [event for event in held if isinstance(_start(event), datetime)]
    replaced = {(str(event.get("UID")), event["RECURRENCE-ID"].dt) for event in timed if "RECURRENCE-ID" in event}
    slots: list[Slot] = []
    remarks = [*_left("events_cancelled", cancelled), *_left("events_all_day", all_day)]
    for event in timed:
        found, remark = _slots(event, replaced)
        slots += found
        remarks += [remark] if remark else []
    repeating = sum("RRULE" in event for event in timed)
    remarks += [Remark("events_expanded", {"count": repeating}, "said")] if repeating else []
    abstracts = sum(bool(str(event.get("DESCRIPTION", "")).strip()) for event in timed)
    title = one_line(str(calendar.get("X-WR-CALNAME") or calendar.get("NAME") or ""))
    zone = _zone(calendar, timed, text)
    return Programme(title, tuple(slots), zone, remarks=tuple(remarks), abstracts=abstracts, own=len(slots) <= _OWN)


def _start(event: Any) -> date | datetime | None:  # noqa: ANN401 - a component's values have many types
    value = event.get("DTSTART")
    return getattr(value, "dt", None)


def _left(name: str, events: list[Any]) -> list[Remark]:
    titles = ", ".join(one_line(str(event.get("SUMMARY", ""))) for event in events[:5])
    return [Remark(name, {"count": len(events), "titles": titles}, "unread")] if events else []


def _zone(calendar: Any, events: list[Any], text: str) -> str:  # noqa: ANN401 - a component's values have many types
    """The zone that the calendar names, in whatever property; else the one of most of its events."""
    named = re.findall(
        r"^(?:X-WR-TIMEZONE|TIMEZONE-ID|VTIMEZONE)[^:\r\n]*:\s*(\S+)\s*$", text, re.MULTILINE | re.IGNORECASE
    )
    used = [str(event["DTSTART"].params.get("TZID", "")).strip('"/') for event in events]
    defined = [str(zone.get("TZID", "")) for zone in calendar.walk("VTIMEZONE")]
    most = max(set(filter(None, used)), key=used.count, default="")
    return next((zone for zone in (*named, most, *defined) if _iana(zone)), "")


def _iana(zone: str) -> bool:
    return zone in available_timezones()


def _slots(event: Any, replaced: set[tuple[str, Any]]) -> tuple[list[Slot], Remark | None]:  # noqa: ANN401 - a component's values have many types
    start = event["DTSTART"].dt
    length = _length(event, start)
    room, address = places.with_address(one_line(str(event.get("LOCATION", ""))))
    one = Slot(
        one_line(str(event.get("SUMMARY", ""))) or "—",
        start,
        start + length if length else None,
        room,
        str(event.get("UID", "")),
        one_line(_categories(event)),
        address=address,
    )
    if "RRULE" not in event:
        return [one], None
    starts = _repeats(event, start)
    if starts is None:
        return [one], Remark("events_endless", {"title": one.title})
    uid = str(event.get("UID"))
    kept = [moment for moment in starts if (uid, moment) not in replaced]
    return [replace(one, start=moment, end=moment + length if length else None) for moment in kept], None


def _length(event: Any, start: datetime) -> timedelta | None:  # noqa: ANN401 - a component's values have many types
    if "DURATION" in event:
        return event["DURATION"].dt if isinstance(event["DURATION"].dt, timedelta) else None
    end = getattr(event.get("DTEND"), "dt", None)
    if not isinstance(end, datetime):
        return None
    if (end.tzinfo is None) != (start.tzinfo is None):
        end = end.replace(tzinfo=start.tzinfo)
    return end - start if end > start else None


def _categories(event: Any) -> str:  # noqa: ANN401 - a component's values have many types
    found = event.get("CATEGORIES")
    listed = found if isinstance(found, list) else [found] if found else []
    return ", ".join(str(name) for one in listed for name in getattr(one, "cats", [one]))


def _repeats(event: Any, start: datetime) -> list[datetime] | None:  # noqa: ANN401 - a component's values have many types
    """Every start of a repeating event that ends; None for one without an end or that cannot be read."""
    from dateutil.rrule import rrulestr  # noqa: PLC0415 - only when something repeats

    rule = event["RRULE"]
    if not isinstance(rule, list) and not {"COUNT", "UNTIL"} & set(rule):
        return None
    try:
        found = rrulestr(rule.to_ical().decode(), dtstart=start)
        starts = list(islice(found, _MOST_REPEATS))
    except (ValueError, TypeError, AttributeError):
        return None
    without = set(_excluded(event))
    return [moment for moment in starts if moment not in without]


def _excluded(event: Any) -> Iterator[datetime]:  # noqa: ANN401 - a component's values have many types
    found = event.get("EXDATE")
    for one in found if isinstance(found, list) else [found] if found else []:
        yield from (value.dt for value in one.dts)
