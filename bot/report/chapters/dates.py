"""Dates and times as the office writes them."""

from datetime import date

from babel.dates import format_date

from bot.itinerary import Activity, Itinerary
from bot.texts import Say

PATTERNS = {"ko": ("yyyy. M. d.(E)", "M. d.(E)", "d.(E)"), "en": ("d MMM yyyy (EEE)", "d MMM (EEE)", "d MMM (EEE)")}


def period(days: tuple[date, ...], say: Say) -> str:
    """2014. 10. 23.(목) ~ 24.(금) / 1박 2일."""
    first, last = days[0], days[-1]
    whole, month, day = PATTERNS[say.language]
    if first == last:
        return _date(first, whole, say)
    if first.year != last.year:
        end = _date(last, whole, say)
    else:
        end = _date(last, day if first.month == last.month else month, say)
    count = len(days)
    if (last - first).days + 1 != count:
        return say("report.period_days", first=_date(first, whole, say), last=end, days=count)
    return say("report.period", first=_date(first, whole, say), last=end, nights=count - 1, days=count)


def day(itinerary: Itinerary, number: int, say: Say) -> str:
    """The cell of a day in the plan: 1일차 and its date below."""
    return say("report.day", n=number, date=_date(itinerary.event.days[number - 1], PATTERNS[say.language][1], say))


def span(itinerary: Itinerary, one: Activity, say: Say) -> str:
    """08:30 ~ 09:00; an open end stays open, and an end on the next day says so."""
    start = itinerary.local(one.starts_at)
    if one.ends_at is None:
        return f"{start:%H:%M} ~"
    end = itinerary.local(one.ends_at)
    days = (end.date() - start.date()).days
    if days == 1 and end.hour == end.minute == 0:
        return f"{start:%H:%M} ~ 24:00"
    return f"{start:%H:%M} ~ " + (say("report.next_day", clock=f"{end:%H:%M}") if days else f"{end:%H:%M}")


def _date(moment: date, pattern: str, say: Say) -> str:
    return str(format_date(moment, pattern, locale=say.language))
