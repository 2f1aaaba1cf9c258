"""The activity of a photo: what its caption names, and the buttons to say which one it is."""

from datetime import datetime
from hashlib import blake2s

from bot.db import photos
from bot.itinerary import Activity, Itinerary
from bot.messages import Button, Rows
from bot.photos import place
from bot.texts import Say
from handlers import actions
from handlers.audience import mine
from handlers.context import Context
from handlers.understanding.indexing import index_of
from handlers.understanding.pick import choose
from handlers.understanding.question import question


def found(caption: str, at: datetime | None, context: Context) -> str:
    """The key of the activity that a photo taken `at` shows, "" if nothing tells."""
    itinerary = context.itinerary
    rows = mine(itinerary.activities, context.joined)
    return place.shown(rows, at, _named(caption, itinerary, at or context.now), now=context.now)


def _named(caption: str, itinerary: Itinerary, at: datetime) -> list[str]:
    """The rows that a caption may mean."""
    if not caption or not itinerary.activities:
        return []
    asked = question(caption, at, itinerary)
    if asked.unknown or any(one.absent for one in asked.elements):
        return []
    return [one.key for one in choose(asked, index_of(itinerary)).rows]


def title(key: str, itinerary: Itinerary, say: Say) -> str:
    """What an activity is called; for none, that it is not known."""
    row = itinerary.find(key)
    return str(row.row.say("title", say.language)) if row else say("photos.no_activity")


def tag(key: str) -> str:
    """A short mark for an activity, for buttons."""
    return blake2s(key.encode(), digest_size=4).hexdigest()


def by_tag(mark: str, itinerary: Itinerary) -> Activity | None:
    """The activity with that mark."""
    return next((one for one in itinerary.activities if tag(one.key) == mark), None)


def choices(word: str, number: int, day: int, context: Context) -> Rows:
    """Buttons for the activities of a day, that set the photo's; `word` is whose buttons they are."""
    itinerary, say = context.itinerary, context.say
    labels = [
        (f"{say.clock(one.starts_at, itinerary.zone)} {title(one.key, itinerary, say)}"[:60], tag(one.key))
        for one in itinerary.on(day)
    ]
    rows = [(Button(label, f"{word}:at:{number}:{mark}"),) for label, mark in labels]
    days = [one for one in range(1, len(itinerary.event.days) + 1) if one != day]
    others = tuple(Button(say.date(itinerary.event.days[one - 1]), f"{word}:where:{number}:{one}") for one in days[:6])
    return (*rows, *([others] if others else []), (Button(say("photos.no_activity"), f"{word}:at:{number}:-"),))


def day_of(at: datetime, wanted: str, itinerary: Itinerary) -> int:
    """The day whose activities are offered: the wanted one, else the photo's."""
    days = len(itinerary.event.days)
    number = actions.number(wanted)
    return number if 1 <= number <= days else itinerary.day_of(at) or 1


async def put(numbers: list[int], mark: str, context: Context) -> str | None:
    """Give photos the marked activity ("-": none); its title, None if there is no such activity (any more)."""
    row = by_tag(mark, context.itinerary)
    if row is None and mark != "-":
        return None
    key = row.key if row else ""
    await photos.change(context.tx, numbers, activity=key)
    return title(key, context.itinerary, context.say)
