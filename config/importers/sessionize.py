"""Sessionize's JSON: the flat "all" view (sessions, rooms, speakers by id) and the grid view (days of rooms)."""

from collections.abc import Iterator
from datetime import datetime
from typing import Any

from config.importers.programme import Programme, Slot
from config.importers.words import one_line

Json = dict[str, Any]


def read(value: object) -> Programme | None:
    """The sessions of a Sessionize export; None for other JSON. Its times are local to the event and name no zone."""
    if isinstance(value, dict) and isinstance(value.get("sessions"), list):
        sessions = list(_flat(value))
    elif isinstance(value, list) and value and isinstance(value[0], dict):
        sessions = list(_grid(value) or _grouped(value))
    else:
        return None
    slots = tuple(slot for session, room, people in sessions if (slot := _slot(session, room, people)))
    return (
        Programme("", slots, abstracts=sum(bool(one.get("description")) for one, _, _ in sessions)) if slots else None
    )


def _flat(value: Json) -> Iterator[tuple[Json, str, tuple[str, ...]]]:
    rooms = {one.get("id"): str(one.get("name", "")) for one in _dicts(value.get("rooms"))}
    speakers = {
        one.get("id"): str(one.get("fullName") or one.get("name") or "") for one in _dicts(value.get("speakers"))
    }
    for session in _dicts(value["sessions"]):
        names = tuple(speakers.get(one, "") for one in session.get("speakers") or [] if isinstance(one, str))
        yield session, str(session.get("room") or rooms.get(session.get("roomId"), "")), names or _names(session)


def _grid(value: list[Any]) -> list[tuple[Json, str, tuple[str, ...]]]:
    return [
        (session, str(session.get("room") or room.get("name") or ""), _names(session))
        for day in _dicts(value)
        for room in _dicts(day.get("rooms"))
        for session in _dicts(room.get("sessions"))
    ]


def _grouped(value: list[Any]) -> list[tuple[Json, str, tuple[str, ...]]]:
    return [
        (session, str(session.get("room") or ""), _names(session))
        for group in _dicts(value)
        for session in _dicts(group.get("sessions"))
    ]


def _dicts(found: object) -> list[Json]:
    return [one for one in found if isinstance(one, dict)] if isinstance(found, list) else []


def _names(session: Json) -> tuple[str, ...]:
    return tuple(str(one.get("name") or "") for one in _dicts(session.get("speakers")))


def _slot(session: Json, room: str, people: tuple[str, ...]) -> Slot | None:
    start, end = _moment(session.get("startsAt")), _moment(session.get("endsAt"))
    if start is None:
        return None
    names = tuple(one_line(name) for name in people if name.strip())
    return Slot(
        one_line(str(session.get("title") or "")) or "—",
        start,
        end,
        one_line(room),
        f"s{session.get('id', '')}",
        people=names,
    )


def _moment(text: object) -> datetime | None:
    try:
        return datetime.fromisoformat(text) if isinstance(text, str) and text else None
    except ValueError:
        return None
