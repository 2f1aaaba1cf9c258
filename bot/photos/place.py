"""Which activity a photo shows: what its caption names, else what went on when it was taken (pure).

Times are those that hold now: rows that slipped are looked up where they really were.
"""

from collections.abc import Collection, Sequence
from datetime import UTC, datetime, time, timedelta

from bot.itinerary import Activity, Itinerary, instant

AFTER = timedelta(minutes=30)
"""Who is asked to stand together for a picture when something is over stands there a while."""
BEFORE = timedelta(minutes=15)
AHEAD = timedelta(minutes=5)
"""By how much a camera's clock may be ahead of ours."""


def moment(taken: datetime | None, sent: datetime, itinerary: Itinerary) -> datetime | None:
    """When a photo was taken (UTC): what the camera says, on the event's clock if it knows no zone, else when it came.

    None if that is not within the event's days. A camera that is ahead of `sent` is wrong, so `sent` counts.
    """
    at = sent
    if taken is not None:
        said = taken if taken.tzinfo else taken.replace(tzinfo=itinerary.zone)
        at = said if said <= sent + AHEAD else sent
    days = itinerary.event.days
    first = datetime.combine(days[0], time(), itinerary.zone)
    within = first <= at < instant(days[-1], "24:00", itinerary.zone)
    return at.astimezone(UTC) if within else None


def shown(rows: Sequence[Activity], at: datetime | None, named: Collection[str] = (), *, now: datetime) -> str:
    """The key of the activity of `rows` that a photo shows, "" if nothing tells.

    `at` is when it was taken, None if unknown; `named` are the rows that its caption may mean. What has not begun by
    `now` is on no photo. Where several rows go on at once the one that began last counts.
    """
    when = at or now
    begun = [one for one in rows if one.starts_at <= when + BEFORE]
    meant = [one for one in begun if one.key in named]
    if meant:
        return next((one.key for one in reversed(meant) if _going_on(one, rows, when)), meant[-1].key)
    return _at(rows, at) if at else ""


def _at(rows: Sequence[Activity], at: datetime) -> str:
    going = [one for one in rows if _going_on(one, rows, at)]
    if going:
        return going[-1].key
    over = [one for one in rows if one.ends_at and timedelta() <= at - one.ends_at <= AFTER]
    coming = [one for one in rows if timedelta() < one.starts_at - at <= BEFORE]
    near = over[-1:] or coming[:1]
    return near[0].key if near else ""


def _going_on(one: Activity, rows: Sequence[Activity], at: datetime) -> bool:
    """An open end lasts until something else begins."""
    end = one.ends_at or min((row.starts_at for row in rows if row.starts_at > one.starts_at), default=None)
    return one.starts_at <= at and (end is None or at < end)
