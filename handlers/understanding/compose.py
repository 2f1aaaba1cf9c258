"""Rows, places and days as a person reads them on a phone."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime

from bot.itinerary import Activity, Itinerary
from bot.messages import bold
from bot.texts import Say
from handlers.understanding.facts import title
from handlers.understanding.index import place_key, row_places

LISTED = 20


@dataclass(frozen=True, slots=True)
class Writer:
    """Renders for one reader at one moment."""

    itinerary: Itinerary
    say: Say
    now: datetime

    def clock(self, moment: datetime) -> str:
        """13:30."""
        return self.say.clock(moment, self.itinerary.zone)

    def date(self, moment: datetime) -> str:
        """10월 23일(목)."""
        return self.say.date(self.itinerary.local(moment).date())

    def far(self, activity: Activity) -> bool:
        """Whether it is on another day than today, so that its date helps."""
        return self.itinerary.local(activity.starts_at).date() != self.itinerary.local(self.now).date()

    def span(self, activity: Activity) -> str:
        """13:30~14:30, or 22:00부터 for an open end."""
        start = self.clock(activity.starts_at)
        if activity.ends_at is None or activity.ends_at == activity.starts_at:
            return self.say("answers.open", start=start)
        return self.say("answers.range", start=start, end=self.clock(activity.ends_at))

    def times(self, activity: Activity) -> str:
        """The span, after the date when it is not today."""
        span = self.span(activity)
        if not self.far(activity):
            return span
        return self.say("answers.dated", date=self.date(activity.starts_at), times=span)

    def title(self, activity: Activity) -> str:
        """The title in the reader's language."""
        return title(activity, self.say.language)

    def place_name(self, name: str | None) -> str:
        """A place that a row names, as the reader calls it."""
        key = place_key(self.itinerary, name)
        return str(self.itinerary.places[key].say("name", self.say.language)) if key else name or ""

    def places(self, names: Iterable[str]) -> str:
        """Several places as one text."""
        return ", ".join(dict.fromkeys(self.place_name(name) for name in names))

    def place_of(self, activity: Activity) -> str:
        """Where it is: its places, or the way it goes."""
        row = activity.row
        named = row_places(activity)
        if not named and row.origin and row.destination:
            origin, destination = self.place_name(row.origin), self.place_name(row.destination)
            return self.say("answers.arrow", origin=origin, destination=destination)
        return self.places(named or [one for one in (row.destination, row.origin) if one])

    def card(self, activity: Activity, name: str = "", places: Sequence[str] = ()) -> str:
        """Title, time and place of one row (`name`, `places`: of the part that is meant)."""
        heading = bold(name or self.title(activity))
        if activity.row.kind == "transport" and activity.row.destination and activity.ends_at and not name:
            return self._leg(activity, heading)
        place = self.places(places) or self.place_of(activity)
        key = "answers.card_at" if place else "answers.card"
        values = {"place": place} if place else {}
        return self.say(key, title=heading, times=self.times(activity), **values)

    def under(self, activity: Activity, name: str = "", places: Sequence[str] = ()) -> str:
        """The card without its title."""
        return self.card(activity, name, places).split("\n", 1)[1]

    def _leg(self, activity: Activity, heading: str) -> str:
        row, end = activity.row, activity.ends_at
        date = self.say("answers.leg_date", date=self.date(activity.starts_at)) if self.far(activity) else ""
        values = {"title": heading, "date": date, "start": self.clock(activity.starts_at),
                  "end": self.clock(end) if end else "", "destination": self.place_name(row.destination)}  # fmt: skip
        if row.origin:
            return self.say("answers.leg", **values, origin=self.place_name(row.origin))
        return self.say("answers.leg_to", **values)

    def listed(self, activities: Sequence[Activity], *, dated: bool = False, ways: bool = False) -> str:
        """One line a row, at most twenty; `ways`: rides with where they go."""
        lines = []
        for one in activities[:LISTED]:
            times = self.times(one) if dated else self.span(one)
            place = self.place_of(one) if ways else self.places(row_places(one))
            values = {"place": place} if place else {}
            key = "answers.item_at" if place else "answers.item"
            lines.append(self.say(key, times=times, title=self.title(one), **values))
        if len(activities) > LISTED:
            lines.append(self.say("answers.more", n=len(activities) - LISTED))
        return "\n".join(lines)

    def period(self) -> str:
        """10월 23일(목) ~ 10월 24일(금)."""
        days = self.itinerary.event.days
        if len(days) == 1:
            return self.say.date(days[0])
        return self.say("answers.period", first=self.say.date(days[0]), last=self.say.date(days[-1]))

    def nights(self) -> str:
        """1박 2일."""
        days = self.itinerary.event.days
        count = (days[-1] - days[0]).days
        if not count:
            return self.say("answers.one_day")
        return self.say("answers.nights", nights=count, days=count + 1)
