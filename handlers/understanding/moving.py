"""Departures, arrivals and rides: when, where from, where to, how long."""

import re

from bot.itinerary import Activity
from handlers.understanding import facts
from handlers.understanding.about import card, length, one, several, stated
from handlers.understanding.clockwork import going_on, next_after
from handlers.understanding.eventfacts import about_place
from handlers.understanding.index import ends_at, row_places
from handlers.understanding.model import Answer
from handlers.understanding.named import focused
from handlers.understanding.pick import following, leg
from handlers.understanding.situation import Situation
from handlers.understanding.supposed import compared
from handlers.understanding.wanted import fact_asked

_IN_ALL = re.compile(r"전부|총|모두|합쳐|합하|통틀|\b(?:in all|in total|altogether|total)\b")
_BUSES = re.compile(r"(\d)\s?호차|\b(?:bus|coach) #?(\d)")


_WHITHER = re.compile(
    r"어디로\s?(?:이동|가는|갑|출발|떠나|향)|\bwhere (?:are we|is the bus|do we) (?:going|go|heading|headed)\b"
)
_DEPARTED = re.compile(
    r"(?:출발|떠나|떠났|탔)\s?(?:했|나요|어요|습니까)\S*(?:\s벌써|\s이미)?|벌써\s?(?:출발|떠)"
    r"|\b(?:have|has|did) .*\b(?:left|leave|departed)\b"
)
_LATER = re.compile(r"\b(?:later|another) (?:bus|shuttle|coach|van|ride|one|departure|boat|train)|더 ?늦은|더 ?늦게")


def moving(here: Situation) -> Answer | None:  # noqa: C901, PLR0911, PLR0912 - each return is one case
    """A departure, an arrival, a ride; None when no transport is in the plan."""
    asked = here.asked
    row = _leant(here) or leg(asked, here.index, here.now, _bus(here))
    if row is None:
        return None
    other = _gathering(here) or _buses(here, row) or _later(here, row)
    if other:
        return other
    riding = [one for one in _legs(here) if one.starts_at <= here.now < ends_at(here.itinerary, one)]
    if riding and _DEPARTED.search(asked.text):
        return going_on(here, tuple(riding))
    if asked.has("who") and not asked.has("when", "where", "mine"):
        return stated(here, row, "who")
    name = fact_asked(here) if asked.has("howmany", "size", "purpose") else ""
    if name in ("vehicles", "rooms", "people"):
        return here.unknown(here.say(f"answers.{name}_unknown" if name != "people" else "answers.fact_unknown"))
    if asked.has("howmany") and re.search(r"몇\s*(?:번|회|차례)|times|rides|trips|journeys", asked.text):
        return here.tell(here.say("answers.rides", n=len(_legs(here))), _legs(here))
    if name:
        stating = [one for one in here.index.rows if one.row.kind == "transport" and facts.fact(one, name, here.say)]
        return stated(here, row if row in stating else (stating or [row])[0], name)
    if asked.when.clock and asked.yesno:
        return compared(here, _supposed(here) or row)
    if asked.has("distance") and not asked.has("howlong", "when", "where"):
        return stated(here, row, "distance")
    if asked.has("howlong") and _IN_ALL.search(asked.text):
        return several(here, [each for each in _legs(here) if each.ends_at and asked.when.day in (0, each.day)])
    if asked.has("howlong") and not asked.has("when"):
        return length(here, row)
    arriving = bool(asked.topics & {"arrival", "disband"}) or asked.has("end")
    leaving = bool(asked.topics & {"departure", "gather", "boarding"})
    if asked.has("where") and asked.has("now") and row.starts_at <= here.now < ends_at(here.itinerary, row):
        return going_on(here, (row,))
    if asked.has("where", "address", "map", "directions"):
        return _stop(here, row, arriving=(arriving and not leaving) or bool(_WHITHER.search(asked.text)))
    if "arrival" in asked.topics and not leaving and not _lands(here, row):
        if "plane" in asked.topics and row.row.destination:
            return here.unknown(here.say("answers.fact_unknown"))
        unsaid = here.say("answers.detail_unknown", title=here.write.title(row))
        return here.unknown(f"{here.write.card(row)}\n{unsaid}", (row,))
    if arriving and not leaving and row.ends_at and row.row.destination:
        return _arrives(here, row)
    if asked.yesno and asked.when.day not in (0, row.day):
        return card(here, row, here.say("answers.no_not_day", day=here.say("answers.day_word", n=asked.when.day)))
    if asked.yesno and row.row.destination and asked.has("yesno", "exists") and not asked.has("when", "what"):
        return card(here, row, here.say("answers.there_is"))
    return card(here, row, lead=" ".join(()))


def _leant(here: Situation) -> Activity | None:
    """The ride of the last answer, when nothing but its arrival or length is asked (그럼 도착은?)."""
    asked = here.asked
    bare = all(one.topics and one.topics <= _OF_RIDE for one in asked.elements)
    if (
        not bare
        or not asked.topics
        or asked.when.on
        or asked.parts
        or asked.has("next", "first", "last", "now", "after", "until")
    ):
        return None
    rows = [row for row in focused(here) if row.row.destination]
    return rows[0] if len(rows) == 1 and len(asked.text) < 16 else None


_OF_RIDE = frozenset({"arrival", "transport"})


def _supposed(here: Situation) -> Activity | None:
    """The ride at the very time that a question supposes, when it names no place, bus or direction."""
    asked, clock = here.asked, here.asked.when.clock
    if (
        clock is None
        or clock.relation != "at"
        or asked.numbered
        or not asked.topics <= {"departure", "transport", "gather"}
    ):
        return None
    rides = [one for one in here.index.rows if one.row.kind == "transport" and asked.when.day in (0, one.day)]
    starts = {one.key: here.itinerary.local(one.starts_at) for one in rides}
    same = [one for one in rides if starts[one.key].hour * 60 + starts[one.key].minute in clock.minutes]
    placed = any(one.places and not one.topics for one in asked.elements)
    return same[0] if same and not placed and not here.asker.bus else None


def _legs(here: Situation) -> list[Activity]:
    """The rides that go somewhere."""
    return [each for each in here.index.rows if each.row.kind == "transport" and each.row.destination]


def _gathering(here: Situation) -> Answer | None:
    """Where to be next, when nothing but the gathering is named."""
    asked = here.asked
    if asked.topics != {"gather"} or not asked.has("next") or asked.when.on:
        return None
    coming = following(here.itinerary, here.now)
    return one(here, coming[0]) if len(coming) == 1 else next_after(here)


def _buses(here: Situation, row: Activity) -> Answer | None:
    """Several buses by their numbers: all their rides of that time."""
    numbers = {number for found in _BUSES.findall(here.asked.text) for number in found if number}
    if len(numbers) < 2:
        return None
    theirs = [each for each in _legs(here) if set(each.row.audience.bus) & numbers and each.starts_at >= row.starts_at]
    first = theirs[0] if theirs else row
    same = [each for each in theirs if (each.day, each.row.destination) == (first.day, first.row.destination)]
    return several(here, same) if same else None


def _later(here: Situation, row: Activity) -> Answer | None:
    """A later ride to the same place."""
    if not _LATER.search(here.asked.text) or here.asked.when.clock:
        return None
    after = max(here.now, row.starts_at)
    later = [each for each in _legs(here) if each.starts_at > after and each.row.destination == row.row.destination]
    return card(here, later[0]) if later else here.tell(here.say("answers.no_more"))


def _bus(here: Situation) -> str:
    """The bus that the question speaks of by its number, or as one's own."""
    own = here.asked.has("mine") or here.asked.topics & {"transport", "boarding", "departure"}
    return here.asker.bus if own or here.asked.numbered else ""


def _lands(here: Situation, row: Activity) -> bool:
    """Whether the row tells an arrival, and of the aeroplane when that is asked for."""
    flights = here.index.topics.get("plane")
    flown = flights is not None and here.index.rows.index(row) in flights.rows
    if "plane" in here.asked.topics:
        return flown and row.ends_at is not None
    vehicle = here.asked.topics & {"boat", "train", "transport"}
    return not vehicle or row.ends_at is not None or bool(row.row.destination)


def _stop(here: Situation, row: Activity, *, arriving: bool) -> Answer:
    name = row.row.destination if arriving else row.row.origin
    place = name or (row_places(row)[:1] or (row.row.destination or row.row.origin or "",))[0]
    if not place:
        return here.unknown(here.say("answers.where_none", title=here.write.title(row)), (row,))
    write = here.write
    values = {"date": write.date(row.starts_at)} if write.far(row) else {}
    suffix = "_dated" if values else ""
    shown = write.place_name(place)
    if arriving and row.ends_at:
        text = here.say(f"answers.arrive{suffix}", destination=shown, end=write.clock(row.ends_at), **values)
    elif arriving:
        text = here.say("answers.place_is", place=shown)
    else:
        text = here.say(f"answers.from{suffix}", origin=shown, start=write.clock(row.starts_at), **values)
    return here.tell("\n".join((text, *about_place(here, place))), (row,), places=(place,), asked="where")


def _arrives(here: Situation, row: Activity) -> Answer:
    write = here.write
    values = {"date": write.date(row.starts_at)} if write.far(row) else {}
    suffix = "_dated" if values else ""
    end = write.clock(row.ends_at) if row.ends_at else ""
    text = here.say(f"answers.arrive{suffix}", destination=write.place_name(row.row.destination), end=end, **values)
    departs = here.say("answers.departs_at", start=write.clock(row.starts_at))
    return here.tell(f"{text} {departs}", (row,), asked="when")
