"""What rules share: the things that a question names outright, the row it looks at, the rows of the last answer."""

from bot.itinerary import Activity
from handlers.understanding.element import Element
from handlers.understanding.pick import elements, nearest
from handlers.understanding.situation import Situation


def strong(here: Situation) -> tuple[Element, ...]:
    """The things named outright that the event has."""
    return tuple(one for one in elements(here.asked) if not one.weak)


def told_of(here: Situation, rows: tuple[Activity, ...]) -> Activity | None:
    """The next of the rows; the last one begun when the question looks back."""
    begun = [row for row in rows if row.starts_at <= here.now]
    if here.asked.past and begun:
        return begun[-1]
    return nearest(rows, here.now, here.itinerary)


def focused(here: Situation) -> tuple[Activity, ...]:
    """The rows that the last answer was about and that still hold."""
    if not here.focus:
        return ()
    found = (here.itinerary.find(key) for key in here.focus.activities)
    return tuple(row for row in found if row in here.index.rows)
