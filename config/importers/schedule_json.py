"""Schedules in JSON: frab's and pretalx's export, pretalx's own lists, and Sessionize's (see sessionize.py)."""

from collections.abc import Iterator
from datetime import date, datetime, time, timedelta
from typing import Any

from config.importers import frab, sessionize
from config.importers.draft import Remark
from config.importers.formats import json_value
from config.importers.problem import ImportProblem
from config.importers.programme import Programme, Slot
from config.importers.words import one_line

Json = dict[str, Any]


def read(data: bytes) -> Programme:
    """The events of a schedule in any of these shapes; ImportProblem(key="no_itinerary") for other JSON."""
    value = json_value(data)
    found = sessionize.read(value) or _frab(value) or _submissions(value)
    if found is None:
        raise ImportProblem(key="no_itinerary")
    return found


# frab's export: schedule → conference → days → rooms → events


def _frab(value: object) -> Programme | None:
    schedule = value.get("schedule", value) if isinstance(value, dict) else None
    conference = schedule.get("conference") if isinstance(schedule, dict) else None
    if not isinstance(conference, dict) or not isinstance(conference.get("days"), list | dict):
        return None
    change = frab.day_change(say(conference.get("day_change")))
    slots: list[Slot] = []
    unread: list[Remark] = []
    dates: list[date] = []
    for day in _values(conference["days"]):
        on = frab.date_of(say(day.get("date")))
        dates += [on] if on else []
        for room, event in _in_rooms(day.get("rooms")):
            slot = frab.slot_of({name: say(event.get(name)) for name in _FIELDS}, _people(event), room, on, change)
            slots += [slot] if slot else []
            unread += [] if slot else [Remark("event_unread", {"title": say(event.get("title"))}, "unread")]
    zone, title = say(conference.get("time_zone_name")), say(conference.get("title")) or say(conference.get("acronym"))
    return Programme(title, tuple(slots), zone, say(conference.get("city")), tuple(dates), tuple(unread))


_FIELDS = ("id", "guid", "date", "start", "duration", "room", "title", "subtitle", "track", "language")


def _values(found: object) -> list[Json]:
    listed = found.values() if isinstance(found, dict) else found if isinstance(found, list) else []
    return [one for one in listed if isinstance(one, dict)]


def _in_rooms(rooms: object) -> Iterator[tuple[str, Json]]:
    """(room, event) of rooms as a mapping of lists, or as a list of objects."""
    if isinstance(rooms, dict):
        for name, events in rooms.items():
            yield from ((str(name), event) for event in _values(events))
    for room in rooms if isinstance(rooms, list) else []:
        if isinstance(room, dict):
            yield from ((say(room.get("name")), event) for event in _values(room.get("events")))


# pretalx: talks or submissions with slots, in lists or in mappings by date, minute and room


def _submissions(value: object) -> Programme | None:
    """Anything with a title and a start, however deep; a submission gives a slot for each of its own slots."""
    rooms = _named_rooms(value)
    found = [slot for event, on, minute in _events(value, None, None) for slot in _slots(event, rooms, on, minute)]
    if not found:
        return None
    root = value if isinstance(value, dict) else {}
    zone = say(root.get("timezone")) or say(root.get("time_zone_name"))
    title = say(root.get("title") or root.get("name") or root.get("event"))
    return Programme(title, tuple(found), zone)


def _events(value: object, on: date | None, minute: int | None) -> Iterator[tuple[Json, date | None, int | None]]:
    """Events with the date and the minute of the day that the keys above them give."""
    if isinstance(value, list):
        for one in value:
            yield from _events(one, on, minute)
    elif isinstance(value, dict):
        if ("title" in value or "name" in value) and (
            value.get("slots") or _moment(_begin(value)) or ("title" in value and on and minute is not None)
        ):
            yield value, on, minute
            return
        for name, one in value.items():
            day = frab.date_of(name) if isinstance(name, str) and len(name) >= 10 else None
            least = (
                int(name)
                if isinstance(name, str) and name.isdigit() and on and minute is None and int(name) < 3000
                else None
            )
            yield from _events(one, day or on, least if least is not None else minute)


def _begin(event: Json) -> str:
    return next(
        (
            say(event[name])
            for name in ("start", "startsAt", "starts_at", "start_time", "begin", "date")
            if event.get(name)
        ),
        "",
    )


def _finish(event: Json) -> str:
    return next((say(event[name]) for name in ("end", "endsAt", "ends_at", "end_time") if event.get(name)), "")


def _slots(event: Json, rooms: dict[str, str], on: date | None, minute: int | None) -> Iterator[Slot]:
    places = [one for one in event.get("slots") or [] if isinstance(one, dict) and _moment(_begin(one))]
    for place in places or [event]:
        start = _moment(_begin(place))
        if start is None and on and minute is not None:
            start = datetime.combine(on, time()) + timedelta(minutes=minute)
        if start is None:
            continue
        end = _moment(_finish(place)) or _after(start, place.get("duration") or event.get("duration"))
        room = place.get("room", event.get("room"))
        yield Slot(
            one_line(say(event.get("title") or event.get("name"))) or "—",
            start,
            end,
            one_line(rooms.get(say(room), say(room))),
            say(event.get("code") or event.get("id") or event.get("guid")),
            one_line(say(event.get("track"))),
            _people(event),
            say(event.get("subtitle")),
            say(event.get("content_locale") or event.get("language")),
        )


def _after(start: datetime, duration: object) -> datetime | None:
    if isinstance(duration, int) and 0 < duration < 3000:
        return start + timedelta(minutes=duration)
    return None


def _named_rooms(value: object) -> dict[str, str]:
    """Room id → name, of a top-level list of rooms."""
    listed = value.get("rooms") if isinstance(value, dict) else None
    return {say(one["id"]): say(one.get("name")) for one in _values(listed) if "id" in one}


def _moment(text: str) -> datetime | None:
    try:
        return datetime.fromisoformat(text) if "T" in text or " " in text else None
    except ValueError:
        return None


# Values


def say(value: object) -> str:
    """A text, also of a text in several languages (English first) or of an object with a name."""
    if isinstance(value, str | int | float) and not isinstance(value, bool):
        return str(value)
    if isinstance(value, dict):
        named = value.get("name", value.get("title"))
        if named is not None:
            return say(named)
        texts = [value[name] for name in ("en", "ko") if value.get(name)] or [one for one in value.values() if one]
        return texts[0] if texts and isinstance(texts[0], str) else ""
    return ""


def _people(event: Json) -> tuple[str, ...]:
    found = event.get("persons") or event.get("speakers") or []
    names = (one if isinstance(one, str) else _person(one) for one in found if isinstance(one, str | dict))
    return tuple(one_line(name) for name in names if name)


def _person(one: Json) -> str:
    return say(one.get("public_name") or one.get("name") or one.get("full_public_name"))
