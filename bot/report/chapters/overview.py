"""Ⅱ 행사 결과 개요: the event's facts, one a line."""

from collections.abc import Iterator, Mapping

from bot.report.chapters import budget, dates
from bot.report.document import Block, Line
from bot.report.facts import Facts
from bot.texts import Say


def blocks(facts: Facts, say: Say) -> Iterator[Block]:
    """What the event file knows; what it does not know is left out."""
    event, language = facts.itinerary.event, say.language
    yield _item(say, "name", say("report.quoted", text=event.say("title", language)))
    if purpose := event.say("purpose", language):
        yield _item(say, "purpose", purpose)
    yield _item(say, "when", dates.period(event.days, say))
    if places := _places(facts, say):
        yield _item(say, "where", places)
    yield from _attendees(facts, say)
    yield from _list(say, "topics", event.say("topics", language))
    yield from _tours(facts, say)
    if visits := event.say("visits", language):
        yield _item(say, "visits", ", ".join(visits))
    if event.budget:
        yield from budget.lines(event.budget, say)
    if host := event.say("host", language):
        yield _item(say, "host", host)
    if organizers := event.say("organizers", language):
        yield _item(say, "organizers", ", ".join(organizers))


def _item(say: Say, key: str, text: str) -> Line:
    return Line(say("report.item", name=say(f"report.{key}"), text=text), "■")


def _list(say: Say, key: str, lines: tuple[str, ...]) -> Iterator[Line]:
    if lines:
        yield Line(say(f"report.{key}"), "■")
        yield from (Line(one, "-", 1) for one in lines)


def _places(facts: Facts, say: Say) -> str:
    """The places of which an address is known."""
    known = [place for place in facts.itinerary.places.values() if place.say("address", say.language)]
    return ", ".join(
        say("report.place", name=one.say("name", say.language), address=one.say("address", say.language))
        for one in known
    )


def _attendees(facts: Facts, say: Say) -> Iterator[Line]:
    file, language = facts.itinerary.file, say.language
    planned: Mapping[str, int] = file.event.say("attendance", language)
    who: Mapping[str, tuple[str, ...]] = file.report.say("attendees", language)
    if not planned:
        return
    yield _item(say, "attendees", say("report.people", n=sum(planned.values())))
    for group, count in planned.items():
        first, *more = who.get(group, ()) or ("",)
        head = say("report.group", name=group, n=count)
        yield Line(say("report.item", name=head, text=first) if first else head, "-", 1)
        yield from (Line(one, "-", 2) for one in more)


def _tours(facts: Facts, say: Say) -> Iterator[Line]:
    """What was seen, with the place where the title does not name it."""
    itinerary, language = facts.itinerary, say.language
    tours = [one for one in itinerary.activities if one.row.kind == "tour"]
    if tours:
        yield Line(say("report.tours"), "■")
    for one in tours:
        title = one.row.say("title", language)
        places = [str(itinerary.places[key].say("name", language)) for key in one.row.places if key in itinerary.places]
        new = [name for name in places if not any(word in title for word in (name, *name.split()))]
        yield Line(say("report.tour", places=", ".join(new), title=title) if new else title, "-", 1)
        yield from (Line(note, "※", 2) for note in one.row.say("notes", language))
