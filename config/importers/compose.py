"""A document's tables and lines → a draft event."""

from collections.abc import Sequence
from dataclasses import replace
from datetime import date
from typing import Any

from config.importers import clockwork, days, doubts, overview, places, text, which, write
from config.importers.cells import Document, Table, grid
from config.importers.draft import Draft, Remark
from config.importers.overview import Overview
from config.importers.places import Place, Places
from config.importers.plan import Plan, plan
from config.importers.problem import ImportProblem
from config.importers.which import Candidate, Choice
from config.importers.words import bullet, clean, closed, key, one_line, plain

DEFAULT_ZONE = "Asia/Seoul"
_HALVES = frozenset(("오전", "오후", "아침", "저녁", "am", "pm", "morning", "afternoon", "evening"))


def compose(document: Document, name: str, today: date | None = None) -> Draft:
    """The draft of a document; ImportProblem(key="no_itinerary") when nothing in it has times. `name` is the file's."""
    document, choice = _chosen(_numbered(document))
    rows = [row for one in choice.taken for row in one.rows]
    facts = overview.read(_other_lines(document, choice))
    filled, unread = clockwork.filled(rows, facts.opens)
    calendar = days.calendar(facts, filled, today)
    dated, moved = days.dated(filled, calendar)
    if not dated:
        raise ImportProblem(key="no_itinerary")
    calendar = _reaching(calendar, max(one.last_day for one in dated))
    whole = _whole_text(document)
    about = [mention for value in facts.places for mention in places.mentions(value)]
    found = plan(dated, about, whole)
    remarks = [
        *_said(choice),
        *unread,
        *calendar.remarks,
        *moved,
        *found.remarks,
        *doubts.doubts(facts, found.activities, whole),
    ]
    language = "ko" if any("가" <= letter <= "힣" for letter in whole) else "en"
    data = _data(facts, calendar, found, name, language)
    if facts.title_guessed:
        remarks.insert(0, Remark("title_guessed", {"title": data["event"]["title"]}, "guess"))
    source = ", ".join(_title(one) for one in choice.taken)
    lines = [write.comment("unread_row", language, **remark.values) for remark in unread]
    yaml_text = write.draft(_marked(data, facts, calendar), found.guesses, language, source, lines)
    return Draft(yaml_text, data, tuple(remarks), source)


def _numbered(document: Document) -> Document:
    """The document with its nameless tables named by their number."""
    count = 0
    blocks: list[str | Table] = []
    for block in document.blocks:
        if isinstance(block, Table):
            count += 1
            blocks.append(block if block.name else replace(block, name=str(count)))
        else:
            blocks.append(block)
    return Document(tuple(blocks))


def _chosen(document: Document) -> tuple[Document, Choice]:
    """The itinerary's tables, of lists in the text where no table holds one."""
    choice = which.choose(document)
    if choice.taken and choice.taken[0].score >= 0:
        return document, choice
    lines = [
        line
        for block in document.blocks
        for line in (block.split("\n") if isinstance(block, str) else _cell_lines(block))
    ]
    listed = _numbered(Document(tuple(text.lists(lines))))
    found = which.choose(listed)
    if found.taken:
        return listed, found
    if choice.taken:
        return document, choice
    raise _untimed(document)


def _untimed(document: Document) -> ImportProblem:
    """Why nothing was found: a table says only 오전 and 오후, or there is none."""
    for table in document.tables():
        if not table.loose and any(closed(cell.text) in _HALVES for cell in table.cells):
            return ImportProblem(key="no_times", table=table.name or 1)
    return ImportProblem(key="no_itinerary")


def _cell_lines(table: Table) -> list[str]:
    return [line for cell in table.cells for line in cell.text.split("\n")]


def _title(one: Candidate) -> str:
    label = f"“{one.table.name}”" if one.table.name and not one.table.name.isdigit() else f"#{one.table.name or 1}"
    caption = "" if one.table.name and one.table.name in one.caption else one_line(one.caption)[:60]
    return f"{label} {caption}".strip()


def _said(choice: Choice) -> list[Remark]:
    """Which tables were taken as the itinerary, and which with times were not."""
    taken = ", ".join(_title(one) for one in choice.taken)
    remarks = [Remark("table_taken", {"table": taken, "rows": sum(len(one.rows) for one in choice.taken)}, "said")]
    return remarks + [Remark("table_left", {"table": _title(one), "rows": len(one.rows)}) for one in choice.left]


def _other_lines(document: Document, choice: Choice) -> list[str]:
    """The lines of all that is not itinerary, those of its own sheets first; a table's rows as "label: value" lines."""
    taken = {id(one.table) for one in choice.taken}
    result: list[str] = []
    sheets = [one.table for one in choice.taken if not one.table.name.isdigit()]
    for block in [*sheets, *(block for block in document.blocks if not any(block is sheet for sheet in sheets))]:
        if isinstance(block, str):
            result.extend(block.split("\n"))
        elif id(block) in taken:
            result.extend(which.lines_around(block))
        else:
            result.extend(_label_lines(block))
    return result


def _label_lines(table: Table) -> list[str]:
    result: list[str] = []
    for line in grid(table):
        cells = list({id(cell): cell for cell in line if cell is not None}.values())
        texts = [clean(cell.text) for cell in cells]
        if len(texts) in {2, 4, 6} and all(len(label) <= 20 and "\n" not in label for label in texts[::2]):
            for label, value in zip(texts[::2], texts[1::2], strict=True):
                first, *others = value.split("\n")
                result += [
                    f"■ {closed(label)}: {first}",
                    *(other if bullet(other) else f"- {other}" for other in others),
                ]
        else:
            result.extend(part for one in texts for part in one.split("\n"))
    return result


def _whole_text(document: Document) -> str:
    parts = [
        block if isinstance(block, str) else "\n".join(cell.text for cell in block.cells) for block in document.blocks
    ]
    return plain("\n".join(parts))


def _reaching(calendar: days.Calendar, last: int) -> days.Calendar:
    """The calendar with the days after the last one into which a late night runs."""
    more = tuple(
        calendar.days[-1].fromordinal(calendar.days[-1].toordinal() + n)
        for n in range(1, last - len(calendar.days) + 1)
    )
    return days.Calendar(calendar.days + more, calendar.guess, calendar.remarks)


def _data(facts: Overview, calendar: days.Calendar, found: Plan, name: str, language: str) -> dict[str, Any]:
    title = facts.title or overview.tidy_title(name.rsplit(".", 1)[0]) or "event"
    event: dict[str, Any] = {
        "id": event_id(title, calendar.days[0], guessed=bool(calendar.guess)),
        "title": title[:500],
    }
    event |= {"timezone": DEFAULT_ZONE, "language": language, "days": list(calendar.days)}
    values: Sequence[tuple[str, Any]] = (
        ("contact", facts.contact if facts.contact.get("name") else {}),
        ("host", facts.host[:500]),
        ("organizers", [one[:500] for one in facts.organizers]),
        ("purpose", facts.purpose[:500]),
        ("topics", list(facts.topics)),
        ("visits", [_spelled(one, found.places) for one in facts.visits]),
        ("notes", [_respelled(one, found.places) for one in facts.notes]),
        ("attendance", facts.attendance),
        ("budget", facts.budget),
        ("training_hours", facts.training),
    )
    event |= {label: value for label, value in values if value}
    listed = {one.key: _place(one) for one in found.places.all}
    return {"version": 1, "event": event, "places": listed, "itinerary": list(found.activities)}


def event_id(title: str, first: date, *, guessed: bool) -> str:
    """The event's id: its title by its sounds, and the year where that is known and not in the title."""
    year = str(first.year)
    stem = key(title, 40)
    return stem if guessed or year in stem else f"{stem}-{year}"


def _place(one: Place) -> dict[str, Any]:
    found: dict[str, Any] = {"name": one.name[:500]}
    found |= {"aliases": list(one.aliases)} if one.aliases else {}
    found |= {"address": one.address} if one.address else {}
    return found | ({"directions": one.directions} if one.directions else {})


def _spelled(name: str, found: Places) -> str:
    known = found.keys.get(closed(name))
    return found.name(known) if known else name


def _respelled(sentence: str, found: Places) -> str:
    """A sentence with the chosen spelling of places that it spells otherwise."""
    for place in found.all:
        for alias in place.aliases:
            if alias in sentence and alias not in place.name:
                sentence = sentence.replace(alias, place.name)
    return sentence


def _marked(data: dict[str, Any], facts: Overview, calendar: days.Calendar) -> dict[str, Any]:
    """The data with the marks that the event's own lines get in the file."""
    marks = {"timezone": "mark_zone"}
    if facts.title_guessed:
        marks["title"] = "mark_title"
    if calendar.guess:
        marks["days"] = f"mark_{calendar.guess}"
    return data | {"event": data["event"] | {"#": marks}}
