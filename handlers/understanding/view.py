"""The plan as it concerns one person: rows for other buses, rooms, teams, groups or roles fall away."""

import re
from collections.abc import Mapping
from dataclasses import replace
from functools import lru_cache

from bot.itinerary import Activity, Itinerary
from handlers.understanding.index import Same
from handlers.understanding.model import Asker

_SAID = re.compile(
    r"(?P<n>\d+)\s*(?P<ko>팀|조|호차)|(?P<en>team|group|bus|coach)\s*(?:#|number\s|no\.?\s)?(?P<m>\d+)", re.IGNORECASE
)
_NAMES = {"팀": "team", "조": "team", "호차": "bus", "team": "team", "group": "team", "bus": "bus", "coach": "bus"}
_FIELDS = ("bus", "room", "team", "group", "role")
_CALLED = ("team", "group", "bus")


_WORDS = {"one": "1", "two": "2", "three": "3", "four": "4", "five": "5", "six": "6", "일": "1", "이": "2", "삼": "3",
          "사": "4", "오": "5"}  # fmt: skip
_SPELT = re.compile(r"\b(?P<what>bus|coach|shuttle|team|group)\s(?P<n>one|two|three|four|five|six)\b"
                    r"|(?<![가-힣])(?P<ko>[일이삼사오])\s?(?=호차)", re.IGNORECASE)  # fmt: skip


def _digits(text: str) -> str:
    """Numbers of buses and teams in digits: bus three, 삼호차."""
    return _SPELT.sub(_digit, text).replace("호찬데", "호차인데")


def _digit(match: re.Match[str]) -> str:
    return f"{match['what']} {_WORDS[match['n'].lower()]}" if match["n"] else _WORDS[match["ko"]]


def said_of(text: str, asker: Asker, itinerary: Itinerary) -> tuple[Asker, str]:
    """The person for whom is asked, and the text without the name of its team.

    A team or bus that the message names comes before the asker's own.
    """
    text = _digits(text)
    named = {_NAMES[(match["ko"] or match["en"]).lower()]: match["n"] or match["m"] for match in _SAID.finditer(text)}
    several = len(_SAID.findall(text)) > len(named)
    listed = dict(_known(Same(itinerary)))
    named = {field: name for field, name in named.items() if not listed[field] or name in listed[field]}
    if several:
        return _as(asker, dict.fromkeys(named, "")), text
    called = [] if named else _called(text, itinerary)
    if not named and not called:
        return asker, text
    if len(called) == 1:
        field, name, said = called[0]
        return _as(asker, {field: name}), text if field == "bus" else text.replace(said, " ", 1)
    return _as(asker, {field: name for field, name in named.items() if name}), text


def _as(asker: Asker, named: Mapping[str, str]) -> Asker:
    return replace(asker, bus=named.get("bus", asker.bus), team=named.get("team", asker.team),
                   group=named.get("group", asker.group))  # fmt: skip


def _called(text: str, itinerary: Itinerary) -> list[tuple[str, str, str]]:
    """Teams and groups of the plan that the text calls by name: the field, the name, the words that say it."""
    found = []
    for field, names in _known(Same(itinerary)):
        for name in names if field in _CALLED else ():
            match = None if name.isdigit() else (_bus if field == "bus" else _team)(name).search(text)
            if match:
                found.append((field, name, match[0]))
    return found


@lru_cache(maxsize=64)
def _team(name: str) -> re.Pattern[str]:
    word = re.escape(name)
    return re.compile(rf"(?<![가-힣\w]){word}\s?(?:팀|조|반|모둠)(?:은|는|이|의|인데요?|이에요|입니다)?"
                      rf"|\b(?:the )?(?:team|group) {word}\b"
                      rf"|\b(?:the )?{word} (?:team|group)\b", re.IGNORECASE)  # fmt: skip


@lru_cache(maxsize=64)
def _bus(name: str) -> re.Pattern[str]:
    word = re.escape(name)
    return re.compile(rf"(?<![가-힣\w]){word}\s?(?:호차|버스|차)|\b(?:bus|coach|shuttle) {word}\b", re.IGNORECASE)


def stranger(itinerary: Itinerary, text: str) -> str:
    """The numbered team or bus that the text names and no row is for, although rows are for others; else ""."""
    known = dict(_known(Same(itinerary)))
    for match in _SAID.finditer(text):
        names = known.get(_NAMES[(match["ko"] or match["en"]).lower()], ())
        if names and (match["n"] or match["m"]) not in names:
            return match[0]
    return ""


@lru_cache(maxsize=8)
def _known(key: Same) -> tuple[tuple[str, tuple[str, ...]], ...]:
    """The names of teams, buses, … for which rows are."""
    rows = key.itinerary.activities
    return tuple(
        (field, tuple(dict.fromkeys(name for row in rows for name in getattr(row.row.audience, field))))
        for field in _FIELDS
    )


def for_whom(itinerary: Itinerary, asker: Asker) -> Itinerary:
    """The snapshot with the rows that are for `asker`; what is not known of a person excludes nothing."""
    known = tuple((field, getattr(asker, field)) for field, names in _known(Same(itinerary))
                  if names and getattr(asker, field))  # fmt: skip
    return _narrowed(Same(itinerary), known) if known else itinerary


@lru_cache(maxsize=16)
def _narrowed(key: Same, known: tuple[tuple[str, str], ...]) -> Itinerary:
    rows = tuple(row for row in key.itinerary.activities if _concerns(row, known))
    return replace(key.itinerary, activities=rows)


def _concerns(row: Activity, known: tuple[tuple[str, str], ...]) -> bool:
    wanted = ((getattr(row.row.audience, field), value) for field, value in known)
    return all(not names or value in names for names, value in wanted)
