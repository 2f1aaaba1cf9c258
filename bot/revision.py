"""A newer event file over a plan that has slipped since: what will hold of each row. Pure."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import datetime

from bot import itinerary as plans
from bot.itinerary import Activity, Itinerary
from config.event import Activity as Row
from config.event import Event

Times = tuple[int, datetime, datetime | None]


@dataclass(frozen=True, slots=True)
class Difference:
    """A row that the file adds (`before` None), removes (`after` None) or changes."""

    before: Activity | None
    after: Activity | None


def settled(before: Itinerary | None, file: Event) -> list[Activity]:
    """All rows as they hold once `file` is loaded, in its order, then what was added in the chat.

    A row whose times the file did not change keeps those of now and stays called off; one that it changed takes the
    file's. What was added in the chat stays, unless its day is gone.
    """
    rows = [plans.activity(key, row, file.event) for key, row in plans.keyed(file.itinerary)]
    if before is None:
        return rows
    keys = {one.key for one in rows}
    return [_held(before, one) for one in rows] + [
        _held(before, replace(plans.activity(one.key, _known_places(one, file), file.event), added=True))
        for one in (*before.activities, *before.cancelled)
        if one.added and one.key not in keys and one.row.day <= len(file.event.days)
    ]


def differences(before: Itinerary, file: Event) -> list[Difference]:
    """What loading `file` changes in what holds now, in its order; what it removes comes last."""
    rows = settled(before, file)
    found = [Difference(before.find(one.key), one) for one in rows if _differs(before.find(one.key), one)]
    left = {one.key for one in rows}
    return found + [Difference(one, None) for one in before.activities if one.key not in left]


def kept(before: Itinerary, file: Event) -> list[Activity]:
    """The rows that hold otherwise than the file says: with other times, called off, or added in the chat."""
    written = {key: plans.activity(key, row, file.event) for key, row in plans.keyed(file.itinerary)}
    return [one for one in settled(before, file) if _otherwise(one, written.get(one.key))]


def _otherwise(one: Activity, written: Activity | None) -> bool:
    if written is None:
        return not one.cancelled
    return one.cancelled or times(one) != times(written)


def times(one: Activity) -> Times:
    """Day, start and end as they hold."""
    return one.day, one.starts_at, one.ends_at


def _held(before: Itinerary, fresh: Activity) -> Activity:
    """The row as the new file has it, with the times of now where the file's own did not change."""
    now = before.find(fresh.key)
    if now is None or times(before.written(now)) != times(fresh):
        return fresh
    return replace(fresh, day=now.day, starts_at=now.starts_at, ends_at=now.ends_at, cancelled=now.cancelled)


def _known_places(one: Activity, file: Event) -> Row:
    """An added row names only places that the file still has."""
    return one.row.model_copy(update={"places": _there(one.row.places, file)}) if one.row.places else one.row


def _there(places: Sequence[str], file: Event) -> tuple[str, ...]:
    return tuple(key for key in places if key in file.places)


def _differs(before: Activity | None, after: Activity) -> bool:
    if before is None or before.cancelled != after.cancelled or times(before) != times(after):
        return before is not None or not after.cancelled
    return before.row.model_dump(mode="json", by_alias=True, exclude_unset=True) != after.row.model_dump(
        mode="json", by_alias=True, exclude_unset=True
    )
