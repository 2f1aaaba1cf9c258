"""The roster: an organizer's CSV or XLSX of people → entries, or every problem by its row. Nothing is half read."""

import re
import unicodedata
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from pathlib import Path

import yaml

from config.importers import ImportProblem, formats, tabular, xlsx
from config.importers.cells import Document, Grid, grid

LONGEST = {"name": 120, "organisation": 200, "group": 80, "key": 80, "phone": 40}
MOST = 20_000
_HEADS_BELOW = 20
_YES = frozenset(
    (
        "o",
        "○",
        "●",
        "◎",
        "√",
        "✓",
        "v",
        "y",
        "yes",
        "true",
        "예",
        "네",
        "맞음",
        "해당",
        "leader",
        "리더",
        "조장",
        "팀장",
        "책임자",
        "인솔",
        "인솔자",
        "차장",
    )
)
_NO = frozenset(("", "x", "×", "n", "no", "false", "아니오", "아니요", "없음", "-"))
_LANGUAGES = {
    **dict.fromkeys(("ko", "kr", "kor", "korean", "한국어", "한글", "국문"), "ko"),
    **dict.fromkeys(("en", "eng", "english", "영어", "영문"), "en"),
}
_ROLES = {
    **dict.fromkeys(("참가자", "일반", "참여자", "attendee", "participant"), "participant"),
    **dict.fromkeys(("조장", "인솔자", "인솔", "팀장", "리더", "leader"), "leader"),
    **dict.fromkeys(("담당자", "담당", "진행", "주최", "스태프", "staff", "운영", "운영진", "organizer"), "organizer"),
}


@dataclass(frozen=True, slots=True)
class Entry:
    """One person of the list; `row` counts from 1 as the file shows it, "" is what the file does not say."""

    row: int
    name: str
    organisation: str = ""
    group: str = ""
    bus: str = ""
    room: str = ""
    team: str = ""
    language: str = ""
    leads_bus: str = ""
    leads_team: str = ""
    phone: str = ""
    role: str = ""
    key: str = ""


@dataclass(frozen=True, slots=True)
class Problem:
    """What is wrong in a row (0: in the file as a whole); the words are `roster.<key>` with these values."""

    row: int
    key: str
    values: Mapping[str, object] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Roster:
    """What a file says: entries, or problems; `columns` are the fields that it has a column for, in its order."""

    entries: tuple[Entry, ...] = ()
    columns: tuple[str, ...] = ()
    problems: tuple[Problem, ...] = ()


def read(data: bytes, name: str = "") -> Roster:
    """The people of a CSV (UTF-8, UTF-16 or CP949; comma, semicolon, tab or bar) or XLSX file.

    With any problem there are no entries. ImportProblem (texts `importing.<key>`) when the file cannot be read at all.
    """
    if not data.strip():
        raise ImportProblem(key="empty")
    found = [(table, heads) for table in _grids(_document(data, name)) if (heads := _heads(table))]
    if not found:
        return Roster(problems=(Problem(0, "no_name_column"),))
    table, (head, columns) = found[0]
    return _roster(table, head, columns)


def fold(text: str) -> str:
    """A name as it is compared: width, case and blanks do not count."""
    return re.sub(r"\s+", "", unicodedata.normalize("NFKC", text)).casefold()


def _document(data: bytes, name: str) -> Document:
    kind = formats.sniff(data, name)
    if kind == "xlsx":
        return xlsx.read(data)
    if kind in {"csv", "text"}:
        return tabular.read(data)
    raise ImportProblem(key="unknown_format")


def _grids(document: Document) -> Iterator[Grid]:
    return (grid(table) for table in document.tables())


def _words() -> Mapping[str, Sequence[str]]:
    words: Mapping[str, Sequence[str]] = yaml.safe_load((Path(__file__).parent / "roster.yaml").read_text("utf-8"))
    return words


def _heads(table: Grid) -> tuple[int, dict[str, int]] | None:
    """The row of head words and the column of each field; the first row that names the column of names."""
    by_word = {fold(word): one for one, words in _words().items() for word in words}
    for number, row in enumerate(table[:_HEADS_BELOW]):
        columns: dict[str, int] = {}
        for column, cell in enumerate(row):
            word = re.sub(r"\(.*?\)|[*:：※]", "", fold(cell.text)) if cell else ""
            if word in by_word:
                columns.setdefault(by_word[word], column)
        if "name" in columns:
            return number, columns
    return None


def _roster(table: Grid, head: int, columns: dict[str, int]) -> Roster:
    raw = [(number + 1, _values(table, number, columns)) for number in range(head + 1, len(table))]
    filled = [(row, values) for row, values in raw if any(values.values())]
    people = [(row, values) for row, values in filled if not _is_sum(values)]
    if not people:
        return Roster(problems=(Problem(0, "nobody"),))
    if len(people) > MOST:
        return Roster(problems=(Problem(0, "too_many", {"count": len(people), "limit": MOST}),))
    entries, problems = [], []
    for row, values in people:
        entry, wrong = _entry(row, values)
        entries.append(entry)
        problems += wrong
    entries, more = _leaders(entries, dict(people))
    problems = sorted([*problems, *more, *_doubles(entries)], key=lambda one: one.row)
    order = tuple(sorted(columns, key=lambda one: columns[one]))
    return Roster((), order, tuple(problems)) if problems else Roster(tuple(entries), order)


def _values(table: Grid, number: int, columns: dict[str, int]) -> dict[str, str]:
    cells = {one: table[number][column] for one, column in columns.items()}
    return {one: " ".join(cell.text.split()) if cell else "" for one, cell in cells.items()}


def _is_sum(values: dict[str, str]) -> bool:
    """A line like 합계 51명 below the list is nobody."""
    said = [value for value in values.values() if value]
    return fold(said[0]) in {"합계", "계", "총계", "총원", "total", "sum"} and len(said) <= 3


def _entry(row: int, values: dict[str, str]) -> tuple[Entry, list[Problem]]:
    problems = []
    if not values["name"]:
        problems.append(Problem(row, "no_name"))
    for one, value in values.items():
        longest = LONGEST.get(one, 40)
        if len(value) > longest:
            problems.append(Problem(row, "too_long", {"column": one, "limit": longest}))
    language, role = fold(values.get("language", "")), fold(values.get("role", ""))
    if language and language not in _LANGUAGES:
        problems.append(Problem(row, "language", {"value": values["language"][:30]}))
    if role and role not in _ROLES:
        problems.append(Problem(row, "role", {"value": values["role"][:30]}))
    phone = values.get("phone", "")
    if phone and not _is_phone(phone):
        problems.append(Problem(row, "phone"))
    kept = {
        one: values.get(one, "") for one in ("name", "organisation", "group", "bus", "room", "team", "phone", "key")
    }
    return Entry(row, **kept, language=_LANGUAGES.get(language, ""), role=_ROLES.get(role, "")), problems


def _is_phone(text: str) -> bool:
    return bool(re.fullmatch(r"\+?[\d\s().\-~]{7,}", text)) and 8 <= sum(one.isdecimal() for one in text) <= 15


def _leaders(entries: list[Entry], values: Mapping[int, dict[str, str]]) -> tuple[list[Entry], list[Problem]]:
    """Who leads which bus and team: marked in their own row, or named in the rows of those whom they lead."""
    problems: list[Problem] = []
    leads: dict[int, dict[str, str]] = {}
    for entry in entries:
        for column in ("leads_bus", "leads_team", "leader"):
            said = values[entry.row].get(column, "")
            if fold(said) in _NO:
                continue
            what = "bus" if column == "leads_bus" or (column == "leader" and not entry.team) else "team"
            whom, thing = _led(entry, what, said, entries)
            if whom is None:
                problems.append(Problem(entry.row, f"leads_{what}", {"value": said[:30]}))
            else:
                leads.setdefault(whom.row, {})[f"leads_{what}"] = thing
    return [_leading(one, leads.get(one.row, {})) for one in entries], problems


def _leading(entry: Entry, leads: dict[str, str]) -> Entry:
    role = "leader" if leads and entry.role in {"", "participant"} else entry.role
    return replace(entry, role=role, **leads)  # type: ignore[arg-type]  # leads_bus and leads_team, both text


def _led(entry: Entry, what: str, said: str, entries: Sequence[Entry]) -> tuple[Entry | None, str]:
    """Who leads what by a cell: this person their own or the named bus or team, or the person whose name it is."""
    own = getattr(entry, what)
    if fold(said) in _YES:
        return (entry, own) if own else (None, "")
    if said in {getattr(one, what) for one in entries}:
        return entry, said
    named = [one for one in entries if fold(one.name) == fold(said)]
    mates = [one for one in named if getattr(one, what) == own] or named
    return (mates[0], own) if len(mates) == 1 and own else (None, "")


def _doubles(entries: Sequence[Entry]) -> Iterator[Problem]:
    """Two rows that nothing tells apart."""
    marks = [f"key:{one.key}" if one.key else f"{fold(one.name)}|{fold(one.organisation)}" for one in entries]
    count = Counter(marks)
    first: dict[str, int] = {}
    for entry, mark in zip(entries, marks, strict=True):
        if entry.name and count[mark] > 1 and mark in first:
            yield Problem(entry.row, "double", {"name": entry.name, "first": first[mark]})
        first.setdefault(mark, entry.row)
