"""Notes that answer what the plan has no field for: what to bring, what if it rains, how long a stop is."""

import re
from functools import lru_cache

from handlers.understanding import facts
from handlers.understanding.lexicon import Tags, lexicon
from handlers.understanding.mentions import speaks_of
from handlers.understanding.model import Answer
from handlers.understanding.normalise import clean
from handlers.understanding.pick import choose, elements
from handlers.understanding.segment import Piece, pieces
from handlers.understanding.situation import Situation

# Lists of which every word speaks of the same matter.
_KINDRED = frozenset({"o:clothes", "o:weather", "t:supplies"})
_WEAR = re.compile(r"입(?:고|어|을|나|는|지)|복장|옷차림|드레스\s?코드|\bwear\b|\bdress\b")
_LENGTH = re.compile(r"\d+\s*(?:분|시간|min|hour)|\b(?:an|half an|one|two|three) hours?\b", re.IGNORECASE)


def kindred(here: Situation) -> Answer | None:
    """What a note of the thing named says of the same matter: clothes, things to bring, the weather."""
    matters = frozenset(tag for piece in here.asked.cut if _whole(piece) for tag in piece.tags) & _KINDRED
    if matters and _WEAR.search(here.asked.text) and all(one.absent or one.weak for one in here.asked.elements):
        lines = here.itinerary.event.say("notes", here.say.language)
        if worn := [line for line in lines if "o:clothes" in _matters(line)]:
            return here.tell("\n".join(worn))
    things = [one for one in elements(here.asked) if one.rows and "supplies" not in one.topics]
    if not matters or not things:
        return None
    for row in choose(here.asked, here.index, things).rows:
        told = [note for note in facts.notes(row, here.say.language) if _matters(note) & matters]
        if told:
            return here.tell("\n".join((here.write.card(row), *told)), (row,))
    return None


@lru_cache(maxsize=512)
def _matters(text: str) -> Tags:
    words = lexicon()
    cut = pieces(clean(text), words.words.get, words.longest)
    return frozenset(tag for piece in cut if _whole(piece) for tag in piece.tags) & _KINDRED


def _whole(piece: Piece) -> bool:
    """Whether it is a word, and not one letter at the end of another (등록+비)."""
    return piece.opens or len(piece.text) > 1


def length(here: Situation) -> Answer | None:
    """How long something takes that only a note speaks of: a rest on the way."""
    asked = here.asked
    if not asked.has("howlong") or asked.has("until", "when"):
        return None
    for one in elements(asked):
        if one.weak or max(one.rows.values()) > 0.75:
            continue
        rows = [here.index.rows[number] for number in sorted(one.rows)]
        for row in rows:
            told = [
                note for note in facts.notes(row, here.say.language) if speaks_of(note, one) and _LENGTH.search(note)
            ]
            if told:
                return here.tell("\n".join((here.write.title(row), *told)), (row,), asked="howlong")
    return None
