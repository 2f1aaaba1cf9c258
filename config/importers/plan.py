"""Rows → the itinerary and places of an event file, with what was guessed on each."""

import re
from collections.abc import Sequence
from dataclasses import dataclass, field, replace
from typing import Any

from config.importers import kinds, moves, parts, places, remarks, spellings
from config.importers.days import Dated
from config.importers.draft import Remark
from config.importers.moves import Move
from config.importers.places import Mention, Places
from config.importers.row import Row, short
from config.importers.times import DAY, clock
from config.importers.words import bare, clean, closed, joined_if_spaced, key, one_line, unused

_MAX_LINE = 500
_FIGURES = re.compile(r"\s*[(（\[]([^()（）\[\]]{2,60})[)）\]]\s*$")


@dataclass(frozen=True, slots=True)
class Item:
    """One activity in the making: its row, its places as named, its movement, its kind and guesses."""

    dated: Dated
    title: str
    lines: tuple[str, ...]
    kind: kinds.Guess
    mentions: tuple[Mention, ...]
    move: Move
    notes: tuple[str, ...]
    guesses: list[str] = field(default_factory=list)


@dataclass(frozen=True, slots=True)
class Plan:
    """Activities as the event file has them, their guesses, the places and the remarks."""

    activities: tuple[dict[str, Any], ...]
    guesses: tuple[tuple[str, ...], ...]
    places: Places
    remarks: tuple[Remark, ...]


def plan(rows: Sequence[Dated], about: Sequence[Mention], text: str) -> Plan:
    """The itinerary of dated rows; `about` are places of the overview, `text` the document (for spellings)."""
    items = [_item(one) for one in rows]
    found, groups = spellings.gather(_in_order(items, [*about]), text)
    told = [Remark("one_place", {"names": ", ".join(group)}, "guess") for group in groups]
    activities: list[dict[str, Any]] = []
    used: set[str] = set()
    here = ""
    for item in items:
        activity, here = _activity(item, found, here)
        own = unused(f"d{item.dated.day}-{key(activity['title'], 40)}", used)
        used.add(own)
        activities.append({"id": own} | activity)
    guesses = tuple(tuple(dict.fromkeys(item.guesses)) for item in items)
    return Plan(tuple(activities), guesses, found, (*told, *_kind_remarks(items)))


def _in_order(items: Sequence[Item], about: Sequence[Mention]) -> list[Mention]:
    """Places of cells first, then of movements that are no part of a known name, then of the overview."""
    cells = [mention for item in items for mention in item.mentions]
    known = {closed(one.name) for one in cells}
    ends = [one.name for one in cells]
    result = list(cells)
    moved = (name for item in items for name in (item.move.origin, item.move.destination) if name)
    result += [Mention(name) for name in moved if closed(name) in known or not _tail_of_one(name, ends)]
    return [*result, *about]


def _tail_of_one(name: str, names: Sequence[str]) -> bool:
    """노고단 means 지리산 노고단 when only one known place ends so; 식당 alone means no other's 식당."""
    ends = {other for other in names if other.endswith(" " + name)}
    return len(ends) == 1 and not places.level(name)


# One row


def _item(one: Dated) -> Item:
    row = one.row
    guesses = [*(row.span.guesses if row.span else ()), *one.guesses, *row.guesses]
    lines = [joined_if_spaced(line) for line in clean(row.title).split("\n") if line]
    title, under = _titled(lines)
    place, place_note = _place_text(row)
    if not title:
        title, place_note = place_note or one_line(place) or one_line(row.notes[0]), ""
    mentions, title = _mentioned(place, title)
    title, told = _told(title)
    kind = _kind(title, row, place)
    mentions += [_cut(Mention(places.plain_name(room))) for room in row.rooms]
    move = _moved(title, row, kind, mentions)
    if move.origin and not mentions and not row.place.strip() and not kinds.is_path(title):
        mentions = [Mention(move.origin)]
    if len(mentions) > 1 and _is_path(row.place):
        mentions = []
    notes = tuple(_note(text) for text in (place_note, *under, *told, *row.notes) if _note(text))
    if not kind.sure:
        guesses.append("kind")
    elif kind.also and kind.kind != "transport":
        guesses.append("kinds")
    return Item(one, title, tuple(lines), kind, tuple(mentions), move, notes, guesses)


def _titled(lines: list[str]) -> tuple[str, list[str]]:
    """A title of the leading lines; bulleted and bracketed lines under it are notes."""
    title: list[str] = []
    under: list[str] = []
    for line in lines:
        listed = re.match(r"^[-–·•※*○ㆍ▷▶☞✓(（]", line) and title
        (under if listed or under else title).append(line)
    return one_line(" ".join(bare(line) if re.match(r"^[-–·•○ㆍ▷▶■□●]", line) else line for line in title)), under


def _told(title: str) -> tuple[str, list[str]]:
    """A title without the labelled facts behind it: 기조강연 / 강사: 한교수."""
    parts = re.split(
        r"\s*[/|,·(\[–-]\s*(?=(?:강사|연사|발표자?|진행|사회|담당|인솔|준비물|대상|speaker|moderator)\s*[:：])",
        title,
        flags=re.IGNORECASE,
    )
    return (parts[0], [part.strip(" )]") for part in parts[1:]]) if parts[0].strip() else (title, [])


def _note(text: str) -> str:
    return one_line(bare(text) if re.match(r"^[-–·•○ㆍ]", text) else text)[:_MAX_LINE]


def _place_text(row: Row) -> tuple[str, str]:
    """The text of a place cell that names a place, and the text of one that says what is done."""
    text = row.place
    if places.is_nothing(text) or places.is_transit(text):
        return "", one_line(text) if re.search(r"\d", text) else ""
    if places.is_activity(one_line(text)) and not places.is_ditto(text):
        return "", one_line(text)
    return text, ""


def _kind(title: str, row: Row, place: str) -> kinds.Guess:
    found = kinds.kind(title, f"{row.hint} {place}", " ".join(row.notes))
    if row.parallel and found.kind not in {"session", "tour"} and (not found.sure or len(title.split()) > 2):
        return kinds.Guess("session")
    if row.parallel and not found.sure:
        return kinds.Guess("session")
    if places.is_transit(row.place) and found.kind != "transport":
        return kinds.Guess("transport", sure=True, also=(found.kind,) if found.sure else ())
    hinted = kinds.named(row.hint)
    if hinted and not found.sure:
        return kinds.Guess(hinted[0])
    return found


def _mentioned(place: str, title: str) -> tuple[list[Mention], str]:
    """The places of the place cell, else one that the title gives in brackets or after @."""
    found = [_cut(one) for one in places.mentions(place)]
    if found:
        return found, title
    match = re.search(r"\s*(?:[(（\[]\s*(?:장소\s*[:：]\s*)?([^()（）\[\]:]{2,25})[)）\]]|@\s*(\S.{1,24}))\s*$", title)
    name = (match[1] or match[2]).strip() if match else ""
    if match and places.is_named(name) and not (places.is_activity(name) or remarks.facts(name) or _is_path(name)):
        return [_cut(one) for one in places.mentions(name)], title[: match.start()].strip() or title
    return [], title


def _cut(one: Mention) -> Mention:
    return replace(one, name=one.name[:200])


def _is_path(text: str) -> bool:
    return bool(re.search(r"→|⇒|➔|➡|▶|=>|->", text))


def _moved(title: str, row: Row, kind: kinds.Guess, mentions: list[Mention]) -> Move:
    if kind.kind != "transport":
        return Move()
    found = moves.move(title)
    if _is_path(row.place):
        path = moves.move(row.place)
        found = Move(path.origin, path.destination)
    if mentions and not found.origin and not found.destination:
        name = mentions[0].name
        if re.search(r"출발|집결|집합|승차|탑승|depart|leave|assemble|pick-?up", title, re.IGNORECASE):
            return Move(origin=name)
        if re.search(r"도착|arriv|입국", title, re.IGNORECASE):
            return Move(destination=name)
    return found


# From items to the event file


def _activity(item: Item, found: Places, here: str) -> tuple[dict[str, Any], str]:
    """One activity of the file, and where people are after it."""
    row, own = item.dated.row, [_known(one.name, found) for one in item.mentions]
    own = list(dict.fromkeys(key for key in own if key))
    origin, destination = _known(item.move.origin, found), _known(item.move.destination, found)
    if item.kind.kind == "transport":
        if not origin and here and here != destination and _sets_out(item, row, destination):
            origin = here
            item.guesses.append("origin")
        if destination and origin == destination:
            origin = ""
    title, figures = _without_figures(item.title)
    notes = tuple(dict.fromkeys((*figures, *item.notes)))
    activity: dict[str, Any] = (
        {"day": item.dated.day} | _clocks(item.dated) | {"title": title[:_MAX_LINE], "kind": item.kind.kind}
    )
    activity |= {"places": own} if own else {}
    activity |= {"from": origin} if origin else {}
    activity |= {"to": destination} if destination else {}
    activity |= {"audience": row.audience} if row.audience else {}
    activity |= {"notes": list(notes)} if notes else {}
    details = _details(item, notes)
    activity |= {"details": details} if details else {}
    pieces = parts.pieces(item.title, item.lines, item.kind.kind, len(item.mentions))
    told = parts.parts(pieces, [_known(one.name, found) for one in item.mentions])
    if told:
        activity["parts"] = told
        item.guesses.append("parts")
    after = destination or (own[-1] if own else "") or (origin if item.move.origin else "") or here
    return activity, after


def _sets_out(item: Item, row: Row, destination: str) -> bool:
    """Whether a movement without an origin starts where people are: on the way, or leaving, not gathering."""
    if re.search(r"집결|집합|assemble|meet", item.title, re.IGNORECASE) and not re.search(
        r"도착|이동|출발", item.title
    ):
        return False
    leaving = re.search(r"출발|이동|귀가|귀경|귀청|귀교|복귀|depart|leave|return", item.title, re.IGNORECASE)
    return bool(destination or places.is_transit(row.place) or leaving)


def _known(name: str, found: Places) -> str:
    return (found.find(name) or "") if name else ""


def _clocks(one: Dated) -> dict[str, Any]:
    span = one.row.span
    if span is None or span.start is None:
        return {}
    result: dict[str, Any] = {"start": clock(span.start)}
    if span.end is None or span.end == span.start:
        return result
    result["end"] = clock(span.end) if span.end % DAY else "24:00"
    return result | ({"end_day": one.last_day} if one.last_day > one.day else {})


def _without_figures(title: str) -> tuple[str, list[str]]:
    """A bracket of figures behind a title (총 2.6km, 해발 1,507m) is a note."""
    match = _FIGURES.search(title)
    if match and remarks.facts(match[1]) and title[: match.start()].strip():
        return title[: match.start()].strip(), [match[1].strip()]
    return title, []


def _details(item: Item, notes: Sequence[str]) -> dict[str, Any]:
    text = "\n".join((item.title, *notes))
    result: dict[str, Any] = dict(item.dated.row.details)
    vehicle = remarks.vehicle("\n".join(notes)) or (
        remarks.vehicle(item.title) if item.kind.kind == "transport" else None
    )
    if vehicle and (item.kind.kind == "transport" or "transport" in item.kind.also):
        result["vehicle"] = vehicle
    result |= remarks.facts(text)
    if item.kind.kind == "meal" and "menu" not in result:
        menu = remarks.menu(item.title, "\n".join(item.notes))
        result |= {"menu": menu} if menu else {}
    purpose = next((found for note in item.notes if (found := remarks.purpose(note))), None)
    return result | ({"purpose": purpose} if purpose else {})


def _kind_remarks(items: Sequence[Item]) -> list[Remark]:
    return [
        Remark(
            "kind_guessed", {"title": short(item.title), "day": item.dated.day, "kind": item.kind.kind}, "guess", number
        )
        for number, item in enumerate(items)
        if not item.kind.sure
    ]
