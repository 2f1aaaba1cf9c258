"""The plan as an iCalendar file (RFC 5545)."""

from collections.abc import Iterable
from datetime import datetime, timedelta

from icalendar import Calendar, Event

from bot.itinerary import Activity, Itinerary


def calendar_file(itinerary: Itinerary, activities: Iterable[Activity], language: str, now: datetime) -> bytes:
    """These activities as one calendar, UTF-8; `now` stamps it. An open end is shown as half an hour."""
    calendar = Calendar()
    calendar.add("prodid", "-//hamkke//itinerary//KO")
    calendar.add("version", "2.0")
    calendar.add("x-wr-calname", itinerary.event.say("title", language))
    calendar.add("x-wr-timezone", itinerary.event.timezone)
    for one in activities:
        calendar.add_component(_entry(one, itinerary, language, now))
    return bytes(calendar.to_ical())


def _entry(activity: Activity, itinerary: Itinerary, language: str, now: datetime) -> Event:
    entry = Event()
    entry.add("uid", f"{activity.key}@{itinerary.event.id}.hamkke")
    entry.add("dtstamp", now)
    entry.add("sequence", itinerary.version)
    entry.add("dtstart", activity.starts_at)
    entry.add("dtend", activity.ends_at or activity.starts_at + timedelta(minutes=30))
    entry.add("summary", activity.row.say("title", language))
    places = [itinerary.places[key].say("name", language) for key in activity.row.places if key in itinerary.places]
    if places:
        entry.add("location", " · ".join(places))
    notes = activity.row.say("notes", language)
    if notes:
        entry.add("description", "\n".join(notes))
    return entry
