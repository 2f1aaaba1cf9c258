"""The roll call before every departure, where the event file asks for it. Pure but for `open_due`."""

from collections.abc import Mapping, Sequence
from datetime import datetime

from sqlalchemy.ext.asyncio import AsyncConnection

from bot.itinerary import Activity, Itinerary
from bot.texts import Say
from config.event import length
from handlers.announce.target import Target
from handlers.rollcall import opening


def due(itinerary: Itinerary, now: datetime) -> list[Activity]:
    """The rides whose roll call is due and that have not left."""
    if itinerary.file.rollcall is None:
        return []
    before = length(itinerary.file.rollcall)
    return [one for one in _rides(itinerary) if one.starts_at - before <= now < one.starts_at]


def next_due(itinerary: Itinerary, now: datetime) -> datetime | None:
    """When the next one falls due; None when none will."""
    if itinerary.file.rollcall is None:
        return None
    before = length(itinerary.file.rollcall)
    return min((one.starts_at - before for one in _rides(itinerary) if one.starts_at - before > now), default=None)


def key(ride: Activity) -> str:
    """By which it is opened once: a ride that was moved is called anew."""
    return f"rule:{ride.key}:{ride.starts_at:%Y%m%dT%H%MZ}"


async def open_due(
    tx: AsyncConnection, itinerary: Itinerary, rides: Sequence[Activity], texts: Mapping[str, Say], now: datetime
) -> int:
    """Open the roll calls of these rides that are not open yet; how many."""
    opened = [
        await opening.open_call(tx, itinerary, texts, now, key=key(one), target=_target(one), activity=one.key)
        for one in rides
    ]
    return sum(one is not None for one in opened)


def _rides(itinerary: Itinerary) -> list[Activity]:
    return [one for one in itinerary.activities if one.row.kind == "transport"]


def _target(ride: Activity) -> Target:
    audience = ride.row.audience
    field = next((one for one in ("bus", "team", "group", "room", "role") if getattr(audience, one)), "all")
    return Target(field, getattr(audience, field, ()))
