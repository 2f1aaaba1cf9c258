"""Questions about something in the plan: when, where, how long, what, how many, is it so."""

import re
from collections.abc import Callable, Sequence
from datetime import timedelta

from bot.itinerary import Activity
from handlers.understanding import facts
from handlers.understanding.clockwork import MANY
from handlers.understanding.element import Element
from handlers.understanding.eventfacts import about_place
from handlers.understanding.index import ends_at, place_key, row_places
from handlers.understanding.lexicon import stem
from handlers.understanding.mentions import speaks_of
from handlers.understanding.model import Answer
from handlers.understanding.normalise import clean
from handlers.understanding.parts import part
from handlers.understanding.pick import elements
from handlers.understanding.situation import Situation
from handlers.understanding.supposed import compared
from handlers.understanding.verdict import verdict
from handlers.understanding.wanted import fact_asked


def one(here: Situation, row: Activity) -> Answer:  # noqa: PLR0911 - each return is one case
    """The answer about one row, as asked."""
    asked = here.asked
    if (
        asked.has("what")
        and not asked.yesno
        and not asked.has("when", "where", "list", "end", "menu")
        and _seldom_told(here)
    ):
        unsaid = here.say("answers.detail_unknown", title=here.write.title(row))
        return here.unknown(f"{here.write.card(row)}\n{unsaid}", (row,))
    name = fact_asked(here)
    if name:
        return stated(here, row, name)
    if asked.has("who", "host") and not asked.yesno:
        return _who(here, row)
    if asked.when.clock and asked.yesno:
        return compared(here, row)
    if asked.has("howlong") and not asked.has("where"):
        return length(here, row)
    if asked.has("where", "map", "address", "directions", "room_number") and not asked.has("when", "who"):
        return _where(here, row)
    if asked.has("end") and not asked.has("start", "where") and row.ends_at:
        return _end(here, row)
    return card(here, row)


def _who(here: Situation, row: Activity) -> Answer:
    told = stated(here, row, "who")
    if told.unknown or not here.asked.has("when", "where", "room_number"):
        return told
    return here.tell(f"{told.text}\n{here.write.card(row)}", (row,), asked="who")


def stated(here: Situation, row: Activity, name: str) -> Answer:
    """What a row states of `name`, or that it does not."""
    found = facts.counted(row, counts(here), here.say) if name == "items" else facts.fact(row, name, here.say)
    if name == "menu":
        return _menu(here, row, found)
    if not found:
        number = here.index.rows.index(row)
        if here.asked.elements and not any(number in one.rows for one in here.asked.elements):
            return here.unknown(here.say("answers.fact_unknown"))
        told = [
            note
            for note in facts.notes(row, here.say.language)
            if any(speaks_of(note, one) and not _does(note, one) for one in _unnamed(here, row))
        ]
        told = told or [note for note in facts.notes(row, here.say.language) if _by_whom(note, here)]
        if told and name == "who":
            return here.tell("\n".join((here.write.title(row), *told)), (row,), asked=name)
        return here.unknown(here.say("answers.detail_unknown", title=here.write.title(row)), (row,))
    text = _bare(here, row, name, found) or here.say("answers.detail", title=here.write.title(row), fact=found)
    if name == "distance" and here.asked.has("howlong"):
        text = f"{text}\n{length(here, row).text}"
    elif name in ("items", "per_room", "seats") and here.asked.has("when", "where"):
        text = f"{text}\n{here.write.card(row)}"
    return here.tell(text, (row,), asked=name)


def _bare(here: Situation, row: Activity, name: str, found: str) -> str:
    """A fact that says by itself whose it is: how many share a room, how many seats every bus has."""
    if name in ("per_room", "size") and row.row.kind == "lodging" and not found[:1].isdigit():
        return found
    if name == "seats" and row.row.kind == "transport" and not here.asked.numbered:
        seats = {str(one.row.details["seats"]) for one in here.index.rows if "seats" in one.row.details}
        return here.say("answers.bus_seats", n=min(seats)) if len(seats) == 1 else ""
    return ""


def _does(note: str, one: Element) -> bool:
    """Whether the thing is who the note is about: it says what that one does, not who it is."""
    return re.match(rf"{re.escape(one.word)}(?:은|는|이|가)\s", note) is not None


_BY = re.compile(r"에게|한테|께서|\bby [A-Z]|\bfrom [A-Z]")


def _by_whom(note: str, here: Situation) -> bool:
    """Whether a note says who does something with the thing that is asked about."""
    return bool(_BY.search(note)) and any(speaks_of(note, one) for one in elements(here.asked) if not one.weak)


def _unnamed(here: Situation, row: Activity) -> list[Element]:
    """The things of the question that are not in the row's own name: the keys at the check-in."""
    named = " ".join((row.row.title, row.row.title_en or "", *row.row.aliases)).lower()
    return [thing for thing in elements(here.asked) if not thing.weak and not speaks_of(named, thing)]


def _menu(here: Situation, row: Activity, menu: str | None) -> Answer:
    heading, _, rest = here.write.card(row, *part(here, row)).partition("\n")
    if menu:
        text = here.say("answers.menu", title=heading, menu=menu, rest=rest)
        return here.tell(text, (row,), asked="menu")
    unsaid = here.say("answers.menu_unknown", rest=f"{heading}\n{rest}")
    return here.tell(unsaid, (row,), unknown=not here.asked.has("when", "where"), asked="menu")


def _seldom_told(here: Situation) -> bool:
    """Whether the thing is of a kind (prizes, clothes, …) that a plan may mention but hardly describes."""
    if here.asked.has("who"):
        return False
    words = {one.word for one in elements(here.asked) if not one.weak and not one.topics and not one.places}
    return any(tag.startswith("o:") for piece in here.asked.cut if piece.text in words for tag in piece.tags)


def length(here: Situation, row: Activity) -> Answer:
    """How long a row takes."""
    write, title = here.write, here.write.title(row)
    if not row.ends_at:
        return here.unknown(here.say("answers.duration_open", title=title, start=write.clock(row.starts_at)), (row,))
    span = here.say.length(row.ends_at - row.starts_at)
    if row.row.kind == "transport" and row.row.destination:
        values = {"start": write.clock(row.starts_at), "end": write.clock(row.ends_at)}
        if here.asked.numbered:
            told = here.say("answers.duration_leg", title=title, length=span, **values)
        else:
            there = write.place_name(row.row.destination)
            told = here.say("answers.duration_to", destination=there, length=span, **values)
        return here.tell(told, (row,), asked="howlong")
    return here.tell(
        here.say("answers.duration", title=title, length=span, times=write.times(row)), (row,), asked="howlong"
    )


def _where(here: Situation, row: Activity) -> Answer:
    name, places = part(here, row)
    places = places or list(row_places(row)) or [one for one in (row.row.destination, row.row.origin) if one]
    title = name or here.write.title(row)
    if not places:
        return here.unknown(here.say("answers.where_none", title=title), (row,))
    if row.row.kind == "lodging" and len(places) > 1 and here.asked.topics & {"lodging", "sleep"}:
        places = [place for place in places if _lodges(here, place)] or places
    lines = [here.say("answers.where", title=title, place=here.write.places(places)), here.write.times(row)]
    floor = bool(re.search(r"몇\s*층|floor", here.asked.text))
    if row.row.kind == "lodging" and here.asked.topics and here.asked.topics <= {"lodging", "room"}:
        lines = [here.say("answers.lodging_is", place=here.write.places(places))]
    lines[1:1] = [note for note in facts.notes(row, here.say.language) if floor and re.search(r"층|floor", note)]
    titles = f"{row.row.title} {row.row.title_en or ''}"
    noted = [thing for thing in elements(here.asked) if not thing.places and not speaks_of(titles, thing)]
    lines.extend(_details(here, row))
    told = [note for note in facts.notes(row, here.say.language) if any(speaks_of(note, one) for one in noted)]
    lines.extend(note for note in told if note not in lines)
    if len(places) == 1:
        lines.extend(about_place(here, places[0]))
        if here.asked.has("address") and not _address(here, places[0]):
            lines.append(here.say("answers.no_address"))
            return here.tell("\n".join(lines), (row,), places=places, unknown=True)
    elif here.asked.has("address") and not any(_address(here, one) for one in places):
        lines.append(here.say("answers.no_address"))
        return here.tell("\n".join(lines), (row,), places=places, unknown=True)
    if here.asked.has("directions") and not re.search(r"어디|\bwhere\b", here.asked.text):
        ways = [one for one in places if here.itinerary.places.get(place_key(here.itinerary, one) or "")]
        if not any(_address(here, one) or _directed(here, one) for one in ways):
            lines.append(here.say("answers.no_directions"))
            return here.tell("\n".join(lines), (row,), places=places, unknown=True)
    floor = floor and not re.search(r"층|floor", "\n".join(lines))
    floor = floor and not (here.asked.has("room_number") and re.search(r"\d\s?호", "\n".join(lines)))
    return here.tell("\n".join(lines), (row,), places=places, unknown=floor, asked="where")


def _lodges(here: Situation, place: str) -> bool:
    key = place_key(here.itinerary, place)
    posting = here.index.topics.get("lodging")
    return bool(posting and key in posting.places)


def _directed(here: Situation, place: str) -> bool:
    key = place_key(here.itinerary, place)
    return bool(key and here.itinerary.places[key].directions)


def _address(here: Situation, place: str) -> bool:
    key = place_key(here.itinerary, place)
    return bool(key and here.itinerary.places[key].address)


def _end(here: Situation, row: Activity) -> Answer:
    end = row.ends_at or row.starts_at
    title, clock = part(here, row)[0] or here.write.title(row), here.write.clock(end)
    if here.write.far(row):
        text = here.say("answers.ends_dated", title=title, date=here.write.date(end), end=clock)
    else:
        text = here.say("answers.ends", title=title, end=clock)
    rest = here.write.under(row, *part(here, row)).replace(here.write.times(row), here.write.span(row))
    return here.tell(f"{text}\n{rest}", (row,), asked="end")


def card(here: Situation, row: Activity, lead: str = "") -> Answer:
    """The row itself: title, time, place, and its notes when its contents or the noted thing were asked for."""
    asked = here.asked
    lines = [lead] if lead else []
    if not lead and not asked.yesno and asked.parts and not asked.when.clock:
        lines.extend(line for line in verdict(here, row) if line == here.say("answers.no_right"))
    if not lead and asked.yesno and not asked.has("when", "where", "what", "howlong", "until", "menu", "who"):
        lines.extend([here.say("answers.no_right")] if _at_another(here, row) else verdict(here, row))
    lines.append(here.write.card(row, *part(here, row)))
    if here.now >= ends_at(here.itinerary, row):
        lines.append(here.say("answers.past"))
    lines.extend((*_notes(here, row), *_details(here, row), *_ways(here, row)))
    return here.tell("\n".join(lines), (row,), asked="when" if asked.has("when") else "what")


def _at_another(here: Situation, row: Activity) -> bool:
    """Whether the question supposes a place where the meant part of the row is not."""
    there = {place_key(here.itinerary, name) for name in part(here, row)[1]}
    return bool(there) and any(one.places and not one.places & there for one in elements(here.asked))


def _notes(here: Situation, row: Activity) -> list[str]:
    notes = facts.notes(row, here.say.language)
    asked = here.asked
    if asked.has("when", "where", "start") and not asked.has("what"):
        return []
    if asked.has("what") or asked.has("list"):
        return list(notes)
    things = elements(asked)
    return [note for note in notes if any(speaks_of(note, thing) for thing in things)]


def _details(here: Situation, row: Activity) -> list[str]:
    """Named facts of the row whose very name was asked for (flight: HS 482), or that alone hold the word asked for."""
    told = facts.details(row, here.say.language).items()
    if not told:
        return []
    words = {one.word for one in elements(here.asked)}
    titled = clean(f"{row.row.title} {row.row.title_en or ''} {' '.join(row.row.aliases)}")
    seldom = {stem(one.word) for one in elements(here.asked) if not one.topics and not one.places}
    seldom = {word for word in seldom if word not in titled and len(word) > 2}
    words |= {name for name, _ in told if len(name) > 3 and f"{name} " in f"{here.asked.text} "}
    return [f"{name}: {value}" for name, value in told if isinstance(value, str)
            and (name in words or any(word in clean(value) for word in seldom))]  # fmt: skip


def _ways(here: Situation, row: Activity) -> list[str]:
    """What is known of the row's places in the very words of the question: which terminal, which exit."""
    words = [one.word for one in here.asked.elements if one.places and not one.rows and not one.topics]
    told = [line for place in row_places(row) for line in about_place(here, place)] if words else []
    return [line for line in told if any(word in clean(line).replace(" ", "") for word in words)]


def counts(here: Situation) -> Callable[[str], bool]:
    """Whether a text speaks of what the question counts."""
    things = elements(here.asked)
    return lambda text: any(speaks_of(text, thing) for thing in things)


def several(here: Situation, rows: Sequence[Activity]) -> Answer:
    """Rows that all fit: the one that matters now, or a short list when the question wants them all."""
    asked = here.asked
    if asked.has("howlong") and len(rows) < 6 and not asked.has("when"):
        known = [row.ends_at - row.starts_at for row in rows if row.ends_at]
        return here.tell(here.say("answers.duration_all", length=here.say.length(sum(known, timedelta()))), rows)
    return here.tell(here.write.listed(rows[:MANY], dated=True), rows)
