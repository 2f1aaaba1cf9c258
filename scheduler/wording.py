"""What notices say: pure, from rows only, with clock times alone, so that a late message is still true."""

from collections.abc import Sequence
from datetime import datetime

from bot.itinerary import Activity, Itinerary
from bot.messages import Reply, bold
from bot.texts import Say
from handlers import views
from scheduler.planner import Planned

NOTES = 2
LISTED = 20


def message(planned: Sequence[Planned], itinerary: Itinerary, say: Say) -> Reply:
    """One message for these notices: each activity once, by start, then tomorrow's plan."""
    keys = dict.fromkeys(one.activity for one in planned if one.kind == "reminder")
    found = sorted((one for key in keys if (one := itinerary.find(key))), key=lambda one: one.starts_at)
    parts = [reminder(one, itinerary, say) for one in found]
    if parts[1:]:
        parts.insert(0, bold(say("notices.together")))
    days = dict.fromkeys(one.day for one in planned if one.kind == "tomorrow")
    return Reply("\n\n".join([*parts, *(tomorrow(day, itinerary, say) for day in days)]))


def reminder(activity: Activity, itinerary: Itinerary, say: Say) -> str:
    """What, when, where; for a ride where to, where we meet and when we arrive."""
    lines = _ride(activity, itinerary, say) if activity.row.kind == "transport" else _stay(activity, itinerary, say)
    notes = activity.row.say("notes", say.language)[:NOTES]
    return "\n".join([*lines, *(f"· {note}" for note in notes)])


def tomorrow(day: int, itinerary: Itinerary, say: Say) -> str:
    """The plan of a day, on the evening before."""
    head = say("notices.tomorrow", date=say.date(itinerary.event.days[day - 1]))
    rows = [views.line(one, itinerary, say) for one in itinerary.on(day)]
    return "\n".join([bold(head), *rows, "", say("notices.tomorrow_foot")])


def away(since: datetime, until: datetime, itinerary: Itinerary, say: Say, *, lost: bool) -> Reply:
    """What organizers read about a time in which nobody looked; `lost`: what people wrote then may be lost."""
    moments = {
        name: f"{say.date(itinerary.local(moment).date())} {say.clock(moment, itinerary.zone)}"
        for name, moment in (("since", since), ("until", until))
    }
    return Reply(say("notices.away_long" if lost else "notices.away", **moments))


def missed(planned: Sequence[Planned], itinerary: Itinerary, say: Say) -> Reply:
    """What organizers read about notices that could not be sent in time."""
    lines = [_missed_line(one, itinerary, say) for one in planned[:LISTED]]
    if rest := len(planned) - LISTED:
        lines += [say("notices.missed_more", count=rest)] if rest > 0 else []
    return Reply("\n".join([say("notices.missed"), *lines]))


def stopped(reason: str, sent: int, cancelled: int, say: Say) -> Reply:
    """What organizers read about a notice whose content is refused."""
    counts = say("notices.stopped_counts", sent=sent, cancelled=cancelled)
    return Reply("\n".join([say("notices.stopped", reason=reason), counts]))


def _ride(activity: Activity, itinerary: Itinerary, say: Say) -> list[str]:
    row = activity.row
    lines = [_head(activity, itinerary, say)]
    origin = views.place_names([row.origin] if row.origin else row.places, itinerary, say)
    if origin:
        lines.append(say("notices.meet", place=origin))
    if row.destination and activity.ends_at:
        lines.append(say("notices.arrive", time=say.clock(activity.ends_at, itinerary.zone)))
    return lines


def _head(activity: Activity, itinerary: Itinerary, say: Say) -> str:
    values = {"icon": views.ICONS[activity.row.kind], "time": say.clock(activity.starts_at, itinerary.zone)}
    to = activity.row.destination
    place = views.place_names([to], itinerary, say) if to else ""
    if place:
        return bold(say("notices.depart_to", place=place, **values))
    return bold(say("notices.starts", title=activity.row.say("title", say.language), **values))


def _stay(activity: Activity, itinerary: Itinerary, say: Say) -> list[str]:
    time = say.clock(activity.starts_at, itinerary.zone)
    title = activity.row.say("title", say.language)
    lines = [bold(say("notices.starts", icon=views.ICONS[activity.row.kind], time=time, title=title))]
    place = views.where(activity, itinerary, say)
    if place:
        lines.append(say("notices.where", place=place))
    if activity.ends_at:
        lines.append(say("notices.until", time=say.clock(activity.ends_at, itinerary.zone)))
    return lines


def _missed_line(one: Planned, itinerary: Itinerary, say: Say) -> str:
    due = say.clock(one.due_at, itinerary.zone)
    activity = itinerary.find(one.activity)
    if activity is None:
        day = say.date(itinerary.event.days[one.day - 1])
        return say("notices.missed_line", due=due, title=say("notices.missed_tomorrow", date=day))
    time = say.clock(activity.starts_at, itinerary.zone)
    title = f"{time} {activity.row.say('title', say.language)}"
    return say("notices.missed_line", due=due, title=title)
