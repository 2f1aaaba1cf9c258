"""How activities, days and places look in a chat: pure renderings that handlers share."""

from collections.abc import Sequence
from datetime import datetime
from urllib.parse import quote

from bot.itinerary import Activity, Itinerary
from bot.messages import Button, Rows, Venue, bold
from bot.texts import Say
from config.event import Place

ICONS = {"transport": "🚌", "meal": "🍚", "session": "📋", "tour": "🥾", "lodging": "🛏", "free": "🌿"}


def hours(activity: Activity, itinerary: Itinerary, say: Say) -> str:
    """13:30~14:30, 22:00~."""
    start = say.clock(activity.starts_at, itinerary.zone)
    end = say.clock(activity.ends_at, itinerary.zone) if activity.ends_at else ""
    return f"{start}~{end}"


def place_names(keys: Sequence[str], itinerary: Itinerary, say: Say) -> str:
    """The places' names in the reader's language, joined."""
    return " · ".join(itinerary.places[key].say("name", say.language) for key in keys if key in itinerary.places)


def where(activity: Activity, itinerary: Itinerary, say: Say) -> str:
    """Where a row happens: its places, or from → to on the road; empty when it is not said."""
    places = place_names(activity.row.places, itinerary, say)
    ends = [one for one in (activity.row.origin, activity.row.destination) if one]
    if places or not ends:
        return places
    if activity.row.destination and not activity.row.origin:
        return say("schedule.towards", place=place_names(ends, itinerary, say))
    return " → ".join(place_names([end], itinerary, say) for end in ends)


def line(activity: Activity, itinerary: Itinerary, say: Say, now: datetime | None = None) -> str:
    """One line of a day's list; the running row is marked."""
    title = activity.row.say("title", say.language)
    running = now is not None and is_running(activity, itinerary, now)
    place = where(activity, itinerary, say)
    head = f"{hours(activity, itinerary, say)} {ICONS[activity.row.kind]} "
    text = f"{bold(title) if running else title}"
    return ("▶ " if running else "") + head + text + (f" · {place}" if place and place not in title else "")


def is_running(activity: Activity, itinerary: Itinerary, now: datetime) -> bool:
    """Whether it is on at `now`; an open end lasts until the next row begins, of whatever day."""
    if activity.starts_at > now:
        return False
    if activity.ends_at is not None:
        return now < activity.ends_at
    later = (one.starts_at for one in itinerary.activities if one.starts_at > activity.starts_at)
    return now < next(later, activity.starts_at)


def card(activity: Activity, itinerary: Itinerary, say: Say) -> str:
    """One activity with all that is known of it."""
    row = activity.row
    title = bold(f"{ICONS[row.kind]} {row.say('title', say.language)}")
    when = f"{say.date(itinerary.event.days[activity.day - 1])} {hours(activity, itinerary, say)}"
    lines = [title, f"🕐 {when}"]
    place = where(activity, itinerary, say)
    if place:
        lines.append(f"📍 {place}")
    lines += [f"· {_part(part, itinerary, say)}" for part in row.parts]
    lines += [f"· {note}" for note in row.say("notes", say.language)]
    return "\n".join(lines)


def _part(part: object, itinerary: Itinerary, say: Say) -> str:
    title = part.say("title", say.language)  # type: ignore[attr-defined]  # a Part
    places = place_names(part.places, itinerary, say)  # type: ignore[attr-defined]
    return f"{title} ({places})" if places else str(title)


def day_title(day: int, itinerary: Itinerary, say: Say) -> str:
    """1일차 10월 23일(목)."""
    return str(say("schedule.day_title", day=day, date=say.date(itinerary.event.days[day - 1])))


def day_text(day: int, rows: Sequence[Activity], itinerary: Itinerary, say: Say, now: datetime | None = None) -> str:
    """A whole day as a list."""
    lines = [bold(day_title(day, itinerary, say))]
    lines += [line(one, itinerary, say, now) for one in rows] or [say("schedule.empty_day")]
    return "\n".join(lines)


def day_buttons(day: int, itinerary: Itinerary, say: Say) -> Rows:
    """To the neighbouring days (in place) and to the calendar file."""
    last = len(itinerary.event.days)
    near = [one for one in (day - 1, day + 1) if 1 <= one <= last]
    walk = tuple(
        Button(say("schedule.day_back" if one < day else "schedule.day_on", day=one), f"day:{one}") for one in near
    )
    return tuple(row for row in (walk, (Button(say("schedule.calendar_button"), "ics"),)) if row)


def venue(place: Place, say: Say) -> Venue | None:
    """The place as a pin; None without coordinates."""
    if place.at is None:
        return None
    name = str(place.say("name", say.language))
    return Venue(name, str(place.say("address", say.language) or name), *place.at)


def map_buttons(place: Place, say: Say) -> Rows:
    """Links to maps that people here use; none without coordinates.

    Forms of the links: apis.map.kakao.com (link/map), developers.google.com/maps/documentation/urls,
    Naver's web map search.
    """
    if place.at is None:
        return ()
    latitude, longitude = place.at
    name = quote(place.name, safe="")
    return (
        (
            Button(
                say("places.naver"), url=f"https://map.naver.com/p/search/{quote(place.address or place.name, safe='')}"
            ),
            Button(say("places.kakao"), url=f"https://map.kakao.com/link/map/{name},{latitude},{longitude}"),
            Button(say("places.google"), url=f"https://www.google.com/maps/search/?api=1&query={latitude},{longitude}"),
        ),
    )
