"""The part of a row that a question means."""

from collections.abc import Sequence

from bot.itinerary import Activity
from handlers.understanding.mentions import speaks_of
from handlers.understanding.pick import elements
from handlers.understanding.situation import Situation

# The weight of a word that only a row's notes and details hold.
_IN_NOTE = 0.7


def part(here: Situation, row: Activity) -> tuple[str, Sequence[str]]:
    """The one part of the row that is meant, as (title, places); ("", ()) for the whole."""
    things = elements(here.asked)
    number = here.index.rows.index(row)
    if any(one.rows.get(number, 0.0) == _IN_NOTE and not one.places for one in things):
        return "", ()
    meant = [part for part in row.row.parts
             if any(speaks_of(f"{part.title} {part.title_en or ''}", thing) for thing in things)]  # fmt: skip
    if len(meant) != 1:
        return "", ()
    return str(meant[0].say("title", here.say.language)), meant[0].places
