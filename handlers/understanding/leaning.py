"""Questions that lean on the last answer (거기 어디야?, 몇 시까지?, 둘째 날은?)."""

import re

from bot.itinerary import Activity
from handlers.understanding import about, eventfacts, sites
from handlers.understanding.index import place_key, row_places
from handlers.understanding.mealtime import IMPLIED
from handlers.understanding.model import Answer
from handlers.understanding.named import focused
from handlers.understanding.situation import Situation


def follow_up(here: Situation) -> Answer | None:
    """A question that says too little by itself, answered about the last answer's rows."""
    asked, focus = here.asked, here.focus
    if not focus or asked.unknown or asked.when.outside or _stands_alone(here):
        return None
    rows = focused(here)
    if asked.when.day and rows and rows[0].day != asked.when.day and not asked.has("list", "what"):
        rows = _alike(here, rows[0], asked.when.day)
        return about.one(here, rows[0]) if rows else None
    if not asked.asks - {"list", "yesno"} or asked.when.day or asked.parts or asked.when.clock:
        return None
    if asked.has("next", "after", "before", "previous", "first", "last", "now", "date", "host", "title", "contact"):
        return None
    if rows:
        return about.one(here, _there(here, rows[0]))
    return sites.place(here, focus.place) if focus.place in here.itinerary.places else None


def _there(here: Situation, row: Activity) -> Activity:
    """The stay where a ride of the last answer goes, when it is asked of that place (거긴 몇 시간 있어요)."""
    if (
        not row.row.destination
        or not _PLACE_WORD.search(here.asked.text)
        or not here.asked.has("howlong", "what", "end")
    ):
        return row
    key = place_key(here.itinerary, row.row.destination)
    stays = [one for one in here.index.rows if one.starts_at >= row.starts_at and one.row.kind != "transport"
             and key in {place_key(here.itinerary, name) for name in row_places(one)}]  # fmt: skip
    return stays[0] if stays else row


_PLACE_WORD = re.compile(r"거기|거긴|그곳|\bthere\b")


def _stands_alone(here: Situation) -> bool:
    """Whether the question names its own thing: outright, or any thing at all beside its own time."""
    asked = here.asked
    own_time = asked.when.day or asked.when.clock or asked.parts
    if own_time and any(one.topics and one.rows for one in asked.elements):
        return True
    rows = focused(here)
    if (
        rows
        and rows[0].row.kind == "session"
        and asked.has("who")
        and all(one.topics & _SPOKEN for one in asked.elements)
    ):
        return False
    fed = any(row.row.kind == "meal" for row in focused(here))
    return any(not one.weak and not (fed and one.word == IMPLIED) for one in asked.elements)


# Words for any talk, which after a talk mean that one: 누가 강의해요.
_SPOKEN = frozenset({"education", "talk", "session", "presentation", "keynote"})


def leaning(here: Situation) -> Answer | None:
    """A bare question just after an answer (몇 시까지?, where?) is about that answer, not about the event."""
    asked = here.asked
    bare = not eventfacts.names_event(asked.text) and not asked.has("visits", "attendance", "until")
    return follow_up(here) if bare and here.focus and here.focus.activities else None


def _alike(here: Situation, row: Activity, day: int) -> tuple[Activity, ...]:
    number = here.index.rows.index(row)
    topics = [one for one in here.index.topics.values() if number in one.rows and one.rows[number] > 0.7]
    others = [one for one in here.itinerary.on(day) if one.row.kind == row.row.kind]
    scores = [sum(here.index.rows.index(one) in topic.rows for topic in topics) for one in others]
    return tuple(one for one, score in zip(others, scores, strict=True) if score == max(scores))
