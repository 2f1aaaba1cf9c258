"""The part of a row that a question means."""

from collections.abc import Sequence

from bot.itinerary import Activity
from handlers.understanding.mentions import speaks_of
from handlers.understanding.pick import elements
from handlers.understanding.situation import Situation


def part(here: Situation, row: Activity) -> tuple[str, Sequence[str]]:
    """The one part of the row that is meant, as (title, places); ("", ()) for the whole."""
    things = elements(here.asked)
    number = here.index.rows.index(row)
    named = " ".join((row.row.title, row.row.title_en or "", *row.row.aliases))
    if any(number in one.rows and not one.places and not one.topics and not speaks_of(named, one) for one in things):
        return "", ()
    meant = [part for part in row.row.parts
             if any(speaks_of(f"{part.title} {part.title_en or ''}", thing) for thing in things)]  # fmt: skip
    if len(meant) != 1:
        return "", ()
    return str(meant[0].say("title", here.say.language)), meant[0].places
