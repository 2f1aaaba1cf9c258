"""All that a rule may look at, and the ways in which it may reply."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from bot.itinerary import Activity, Itinerary
from bot.texts import Say
from config.event import Faq
from handlers.understanding.compose import Writer
from handlers.understanding.index import Index, place_key, row_places
from handlers.understanding.model import Answer, Asker, Focus
from handlers.understanding.question import Question


@dataclass(frozen=True, slots=True)
class Situation:
    """One question with everything around it."""

    asked: Question
    now: datetime
    index: Index
    say: Say
    write: Writer
    asker: Asker
    focus: Focus | None
    learnt: Sequence[Faq]

    @property
    def itinerary(self) -> Itinerary:
        """The snapshot."""
        return self.index.itinerary

    @property
    def today(self) -> int:
        """Today's day of the event, 0 outside it."""
        return self.itinerary.day_of(self.now) or 0

    @property
    def started(self) -> bool:
        """Whether the first row has begun."""
        return bool(self.index.rows) and self.now >= self.index.rows[0].starts_at

    def tell(self, text: str, rows: Sequence[Activity] = (), *, places: Sequence[str] = (), unknown: bool = False,  # noqa: PLR0913 - they go together
             day: int = 0, asked: str = "") -> Answer:  # fmt: skip
        """An answer about these rows; a follow-up leans on them."""
        named = [place for row in rows for place in row_places(row)]
        keys = [key for key in (place_key(self.itinerary, name) for name in (*places, *named)) if key]
        focus = None
        if rows or places or day:
            place = next((key for key in (place_key(self.itinerary, name) for name in places) if key), "")
            focus = Focus(tuple(row.key for row in rows[:5]), place, day or (rows[0].day if rows else 0), asked)
        return Answer(text[:4096], unknown, tuple(row.key for row in rows), tuple(dict.fromkeys(keys)), focus)

    def unknown(self, text: str, rows: Sequence[Activity] = ()) -> Answer:
        """An honest "I don't know"."""
        return self.tell(text, rows, unknown=True)
