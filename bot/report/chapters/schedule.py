"""Ⅲ 세부내용: the itinerary as a table, what was planned beside what happened."""

from bot.itinerary import Activity, Itinerary
from bot.report.chapters import dates
from bot.report.document import Cell, Table
from bot.texts import Say

WIDTHS = (23.0, 28.0, 34.0, 52.0, 33.0)


def table(itinerary: Itinerary, say: Say, *, actual: bool) -> Table:
    """Every row by day; with `actual` also rows that were called off, and the planned time of those that moved."""
    shown = [*itinerary.activities, *(itinerary.cancelled if actual else ())]
    rows: list[tuple[Cell, ...]] = []
    for number in range(1, len(itinerary.event.days) + 1):
        today = sorted((one for one in shown if one.day == number), key=lambda one: one.starts_at)
        for index, one in enumerate(today):
            cells = _cells(itinerary, one, say, actual=actual)
            first = (Cell(dates.day(itinerary, number, say), rows=len(today)),) if index == 0 else ()
            rows.append((*first, *cells))
    names = [Cell(say(f"report.column_{name}")) for name in ("place", "content", "note")]
    head = (Cell(say("report.column_time"), columns=2), *names)
    return Table(WIDTHS, (head,), tuple(rows))


def _cells(itinerary: Itinerary, one: Activity, say: Say, *, actual: bool) -> tuple[Cell, ...]:
    time = dates.span(itinerary, one, say)
    notes = [say("report.cancelled")] if one.cancelled else [say("report.added")] if actual and one.added else []
    if actual and not one.added and not one.cancelled and _moved(itinerary, one):
        notes = [say("report.moved", planned=_planned(itinerary, one, say))]
    notes += one.row.say("notes", say.language)
    title = one.row.say("title", say.language)
    return (
        Cell(time),
        Cell(places(itinerary, one, say)),
        Cell(title, align="left"),
        Cell("\n".join(notes), align="left"),
    )


def _planned(itinerary: Itinerary, one: Activity, say: Say) -> str:
    """The time that the event file has, with its day where it was another."""
    written = itinerary.written(one)
    span = dates.span(itinerary, written, say)
    return span if written.day == one.day else say("report.on_day", n=written.day, span=span)


def _moved(itinerary: Itinerary, one: Activity) -> bool:
    written = itinerary.written(one)
    return (written.starts_at, written.ends_at) != (one.starts_at, one.ends_at)


def places(itinerary: Itinerary, one: Activity, say: Say) -> str:
    """Where it is, a place a line; a ride has none but its way."""
    row = one.row
    if row.kind == "transport" and (row.destination or not row.places):
        return say("report.moving")
    names = [itinerary.places[key] for key in row.places if key in itinerary.places]
    return "\n".join(str(place.say("name", say.language)) for place in names)
