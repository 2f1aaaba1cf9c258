"""Places themselves: where one is, what happens there, until when it is open."""

import re
from dataclasses import replace

from handlers.understanding import facts
from handlers.understanding.about import card
from handlers.understanding.clockwork import MANY
from handlers.understanding.eventfacts import about_place
from handlers.understanding.index import ends_at, place_key
from handlers.understanding.model import Answer
from handlers.understanding.named import strong
from handlers.understanding.normalise import clean
from handlers.understanding.pick import MOVING, elements, nearest
from handlers.understanding.situation import Situation

_INSIDE = re.compile(
    r"\bwhere(?:abouts)? (?:exactly )?(?:in|at|inside|outside|near) |(?:역|공항|터미널|정류장)\s?(?:안|앞)?\s?어디"
)


def _findable(here: Situation, key: str) -> bool:
    place = here.itinerary.places[key]
    return bool(place.address or place.directions or (place.at and here.asked.has("map")))


_BY_WHAT = re.compile(
    r"어떻게\s?(?:가|갑|이동|오)|뭐\s?타고|\bhow (?:do|can|will|shall|should) (?:we|i) (?:get|go|travel|reach)\b"
)


def _said(here: Situation) -> str:
    """The name of the place as the question says it."""
    return "".join(one.word for one in here.asked.elements if one.places and not one.weak)


_FLOOR = re.compile(r"몇\s*층|\bfloor\b")
_ON_FLOOR = re.compile(r"층|지하|floor|basement|ground|level|stairs|\b\d(?:st|nd|rd|th)\b")


def _said_of(here: Situation, key: str) -> Answer | None:
    """The place's notes that hold what is asked for beside its name (체육관에 에어컨 있어요)."""
    besides = [one.word for one in here.asked.elements if key in one.places and not one.rows and not one.topics]
    notes = here.itinerary.places[key].say("notes", here.say.language)
    said = [note for note in notes if any(word in clean(note).replace(" ", "") for word in besides)]
    name = here.say("answers.place_is", place=here.write.place_name(key))
    return here.tell("\n".join((name, *said)), places=(key,), asked="where") if said else None


def place(here: Situation, key: str) -> Answer:  # noqa: PLR0911 - each return is one case
    """A place: its name, address and way, and what happens there."""
    asked = here.asked
    if besides := _said_of(here, key):
        return besides
    rides = [row for row in here.index.rows if place_key(here.itinerary, row.row.destination) == key]
    ride = nearest(rides, here.now, here.itinerary)
    if ride and _BY_WHAT.search(asked.text):
        told, notes = card(here, ride), facts.notes(ride, here.say.language)
        said = dict.fromkeys((*told.text.split("\n"), *notes, *about_place(here, key)))
        return replace(told, text="\n".join(said))
    rows = tuple(here.index.rows[number] for number in here.index.at.get(key, ()))
    rows = tuple(row for row in rows if not asked.when.day or row.day == asked.when.day)
    lines = [here.say("answers.place_is", place=here.write.place_name(key)), *about_place(here, key)]
    measured = asked.has("size", "height", "distance", "howmany") or re.search(r"몇\s*층|floor", asked.text)
    if measured and not re.search(r"\d|층|floor", "\n".join(lines[1:])):
        return here.unknown(here.say("answers.detail_unknown", title=here.write.place_name(key)))
    known = "\n".join(lines[1:]).lower()
    unsaid = (_FLOOR.search(asked.text) and not _ON_FLOOR.search(known)) or (
        (asked.has("howmuch") or "price" in asked.topics) and not re.search(r"\d\s*원|무료|[₩€$£]|free", known)
    )
    if unsaid:
        return here.unknown(here.say("answers.detail_unknown", title=here.write.place_name(key)))
    if asked.has("address", "map", "directions") and not _findable(here, key):
        lines.append(here.say("answers.no_address"))
        return here.tell("\n".join(lines), places=(key,), unknown=True)
    if asked.has("what", "list", "exists") and not re.search(
        r"where|어디|어느|주소|지도|층|address|map|floor", asked.text
    ):
        if len(rows) > MANY:
            rows = tuple(row for row in rows if ends_at(here.itinerary, row) > here.now)[:3] or rows[:MANY]
        lines = [
            here.say("answers.place", place=here.write.place_name(key)),
            here.write.listed(rows[:MANY], dated=True),
        ]
        return here.tell("\n".join(lines), rows, places=(key,))
    if asked.has("where") and len(lines) == 1 and here.index.named.get(_said(here)):
        lines.append(here.say("answers.spot_unknown"))
    row = nearest(rows, here.now, here.itinerary)
    if row and asked.has("when"):
        return card(here, row)
    return here.tell("\n".join(lines), places=(key,), asked="where")


_HOURS = re.compile(r"영업|문\s?(?:을\s?)?(?:열|닫)|\b(?:opens?|closes?|closed|opening (?:hours|times))\b")


def hours(here: Situation) -> Answer | None:
    """Until when a place is open: as its notes say, not as the rows there are."""
    asked = here.asked
    things = [one for one in strong(here) if not one.topics & {"opening", "closing"}]
    named = [one for one in things if one.places and (asked.placed(one, here.index) or one.word in here.index.named)]
    if len(named) != 1 or len(things) > 1 or not _HOURS.search(asked.text):
        return None
    key = min(named[0].places)
    place, language = here.itinerary.places[key], here.say.language
    told = [note for note in place.say("notes", language) if re.search(r"\d", note)]
    name = str(place.say("name", language))
    if not told:
        return here.unknown(here.say("answers.fact_unknown"))
    return here.tell("\n".join((here.say("answers.place_is", place=name), *told)), places=(key,), asked="where")


def noted(here: Situation) -> Answer | None:
    """A place where nothing is planned, of whose notes something is asked: until when the sauna is open."""
    asked = here.asked
    named = [one for one in asked.elements if one.places and not one.rows and not one.weak]
    keys = set.intersection(*(set(one.places) for one in named)) if named else set()
    if len(keys) != 1 or elements(asked) or asked.unknown:
        return None
    place = here.itinerary.places[next(iter(keys))]
    name = str(place.say("name", here.say.language))
    notes = list(place.say("notes", here.say.language))
    if asked.has("when", "end", "start", "clock", "howlong"):
        notes = [note for note in notes if re.search(r"\d", note)]
    if asked.has("where") and not asked.has("size", "howmany") and not asked.topics & {"price"}:
        return replace(
            here.tell(
                "\n".join((here.say("answers.place_is", place=name), *about_place(here, next(iter(keys))))),
                places=tuple(keys),
                asked="where",
            )
        )
    if not notes or asked.topics & {"price"} or asked.has("howmany", "howmuch"):
        return here.unknown(here.say("answers.detail_unknown", title=name))
    return here.tell("\n".join((here.say("answers.place_is", place=name), *notes)), places=tuple(keys), asked="where")


def meant(here: Situation) -> str:  # noqa: PLR0911 - each return is one case
    """The place that the question is about, when it names one and asks where it is or what is there."""
    asked = here.asked
    if asked.has("when", "howlong", "until", "menu", "end", "howmany"):
        return ""
    alone = strong(here)
    exactly = here.index.named.get(alone[0].word, "") if len(alone) == 1 else ""
    if exactly and asked.has("address", "map", "directions", "title"):
        return exactly
    if asked.topics & {"plane", "boat", "train"}:
        return ""
    still = {number for number, row in enumerate(here.index.rows) if row.row.kind != "transport"}
    exact = asked.has("address", "map", "directions") or bool(re.search(r"몇\s*층|floor", asked.text))
    named = [one for one in elements(asked) if one.places and (exact or all(
        weight <= 0.55 for number, weight in one.rows.items() if number in still))]  # fmt: skip
    others = [one for one in elements(asked) if not one.places and not one.weak]
    if not named or others:
        return ""
    shared = set.intersection(*(set(one.places) for one in named))
    if exactly in shared and asked.has("where") and not asked.when.day:
        return exactly
    if len(shared) == 1 and not asked.when.day:
        return next(iter(shared))
    return ""


def inside(here: Situation) -> str:
    """The one place inside which something is looked for (where in the station …?), "" for none."""
    named = [one for one in elements(here.asked) if one.places and not one.topics & MOVING]
    if not named or len(named[0].places) != 1 or not _INSIDE.search(here.asked.text):
        return ""
    return next(iter(named[0].places))
