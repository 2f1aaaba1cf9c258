"""How long personal data is kept after an event."""

from datetime import date, datetime, timedelta

from bot.itinerary import Itinerary, instant

RETENTION = timedelta(days=30)


def last_day(itinerary: Itinerary) -> date:
    """The last local date on which people's data is there."""
    return itinerary.event.days[-1] + RETENTION


def ends(itinerary: Itinerary) -> datetime:
    """From when it has to be gone (aware, UTC)."""
    return instant(last_day(itinerary), "24:00", itinerary.zone)
