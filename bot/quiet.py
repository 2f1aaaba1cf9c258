"""The quiet hours: what may wait comes after them."""

from datetime import datetime, timedelta

from bot.itinerary import Itinerary, instant

DAY = timedelta(days=1)


def after_quiet(moment: datetime, itinerary: Itinerary) -> datetime:
    """`moment` itself, or the end of the quiet hours that it falls into."""
    quiet = itinerary.file.quiet
    if quiet is None:
        return moment
    today = itinerary.local(moment).date()
    overnight = DAY if quiet[1] < quiet[0] else timedelta()
    for night in (today - DAY, today):
        end = instant(night + overnight, quiet[1], itinerary.zone)
        if instant(night, quiet[0], itinerary.zone) <= moment < end:
            return end
    return moment
