"""What a right reply holds, as tests/understanding/questions/README.md says it; written for its vocabulary only."""

import re
import unicodedata
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

from bot.itinerary import Itinerary
from bot.messages import plain
from handlers.understanding import Answer

_MONTHS = ["jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec"]
_CLOCK = re.compile(
    r"(?P<half>오전|오후|아침|낮|저녁|밤)?\s*(?<![\d:.])(?P<h>\d{1,2})(?::(?P<m>\d\d)(?!\d)|\s*시(?!간)(?:\s*(?P<min>\d{1,2})\s*분|\s*(?P<thirty>반))?)"
    r"\s*(?P<pm>[ap]m)?"
)
_ENDS = re.compile(r"(?:~|-|–|부터|to|until|till)\s*$|(?:\barriv\w*|\buntil|\btill|\bends?)[^.\n\d]*$")
_ARRIVES = re.compile(r"^\s*(?:까지|에?\s*끝|[^\n\d~]{0,20}도착)")
_LEAVES = re.compile(r"^[^\n\d]{0,20}출발")
_DONT_KNOW = re.compile(r"모릅니다|모르겠|등록되어 있지 않|don't know|not sure|not listed")
_NONE = re.compile(r"없습니다|없어요|there is no|there are no|nothing|아니요|아니에요|\bno\b")
_UNITS = {"일": 1440, "d": 1440, "시간": 60, "h": 60, "분": 1, "min": 1}


@dataclass(frozen=True)
class Said:
    """A reply, read: its folded text and its clock times in minutes, each with whether it is a start."""

    text: str
    times: tuple[tuple[int, bool], ...]
    answer: Answer


def read(answer: Answer) -> Said:
    text = unicodedata.normalize("NFKC", plain(answer.text)).lower()
    return Said(text, tuple(_times(text)), answer)


def _times(text: str) -> list[tuple[int, bool]]:
    found = []
    for match in _CLOCK.finditer(text):
        hour, minute = int(match["h"]), int(match["m"] or match["min"] or (30 if match["thirty"] else 0))
        if match["half"] in ("오후", "낮", "저녁", "밤") or match["pm"] == "pm":
            hour = hour % 12 + 12
        before, after = text[: match.start()], text[match.end() :]
        arrives = _ARRIVES.match(after) and not _LEAVES.match(after)
        ends = _ENDS.search(before[-60:].rsplit("\n", 1)[-1]) or arrives
        found.append((hour * 60 + minute, not ends))
    return found


def failures(expect: dict[str, Any], answer: Answer, itinerary: Itinerary, now: datetime) -> list[str]:  # noqa: PLR0911 - each return is one case
    """Why a reply is wrong; empty when it is right."""
    said = read(answer)
    if not said.text.strip():
        return ["empty"]
    wrong = [f"says {one}" for one in expect.get("never", ()) if _says_never(said, str(one))]
    if "starts_max" in expect and len(_starts(said, itinerary, now)) > expect["starts_max"]:
        wrong.append(f"names {len(_starts(said, itinerary, now))} starts")
    kind = expect.get("kind", "answer")
    if kind == "withheld":
        return wrong
    if any(_says(said, word) for word in _listed(expect.get("or_says", ()))):
        return wrong
    if kind == "unknown":
        return [*wrong, *_unknown(expect, said)]
    if kind == "smalltalk" and answer.activities:
        return [*wrong, "tells of the plan"]
    if answer.unknown:
        return wrong if expect.get("or_unknown") else [*wrong, "says it does not know"]
    return [*wrong, *_missing(expect, said)]


def _unknown(expect: dict[str, Any], said: Said) -> list[str]:
    half = expect.get("half") and _DONT_KNOW.search(said.text)
    absent = expect.get("absent") and _NONE.search(said.text)
    return [] if said.answer.unknown or half or absent else ["answers what it cannot know"]


def _missing(expect: dict[str, Any], said: Said) -> list[str]:
    starts = {minutes for minutes, start in said.times if start}
    clocks = {minutes for minutes, _ in said.times}
    rows = set(said.answer.activities)
    missing = [f"is not about {one}" for one in expect.get("activities", ()) if not set(_listed(one)) & rows]
    missing += [
        f"lacks start {one}" for one in expect.get("times", ()) if not starts & set(map(_minutes, _listed(one)))
    ]
    missing += [f"lacks {one}" for one in expect.get("clock", ()) if not clocks & set(map(_minutes, _listed(one)))]
    missing += [
        f"lacks {one}" for one in expect.get("says", ()) if not any(_says(said, str(word)) for word in _listed(one))
    ]
    some = expect.get("at_least")
    if some and sum(any(_says(said, str(word)) for word in _listed(words)) for words in some["of"]) < some["n"]:
        missing.append("lists too little")
    missing.extend(f"lacks {one}" for one in _listed(expect.get("date", ())) if not _dated(said.text, str(one)))
    if "length" in expect and not _long(expect, said):
        missing.append(f"lacks length {expect['length']}")
    return missing


def _listed(value: Any) -> Sequence[Any]:  # noqa: ANN401 - as YAML has it
    return value if isinstance(value, list | tuple) else (value,)


def _minutes(clock: str) -> int:
    hours, minutes = str(clock).split(":")
    return int(hours) * 60 + int(minutes)


def _fold(text: str) -> str:
    return re.sub(r"[\s·ㆍ\-]", "", unicodedata.normalize("NFKC", text).lower())


def _says(said: Said, word: str) -> bool:
    if re.fullmatch(r"[a-zA-Z]{1,3} ?", word):
        return re.search(rf"(?<![a-z]){word.strip().lower()}(?![a-z])", said.text) is not None
    folded = _fold(word)
    left = r"(?<!\d)" if folded[:1].isdigit() else ""
    right = r"(?!\d)" if folded[-1:].isdigit() else ""
    return re.search(f"{left}{re.escape(folded)}{right}", _fold(said.text)) is not None


def _says_never(said: Said, word: str) -> bool:
    if re.fullmatch(r"\d\d:\d\d", word):
        return (_minutes(word), True) in said.times
    if re.fullmatch(r"\d\d-\d\d", word):
        return _dated(said.text, word)
    return _says(said, word)


def _dated(text: str, date: str) -> bool:
    month, day = (int(part) for part in date.split("-"))
    name = _MONTHS[month - 1]
    patterns = (
        rf"(?<!\d){month}월 ?{day}일",
        rf"(?<!\d){month}[/.]{day}(?!\d)",
        rf"{name}[a-z]* {day}(?!\d)",
        rf"(?<!\d){day} {name}",
    )
    return any(re.search(pattern, text) for pattern in patterns)


def _starts(said: Said, itinerary: Itinerary, now: datetime) -> set[int]:
    planned = {one.hour * 60 + one.minute for one in (itinerary.local(row.starts_at) for row in itinerary.activities)}
    local = itinerary.local(now)
    present = local.hour * 60 + local.minute if re.search(r"지금은|now", said.text) else -1
    return {minutes for minutes, start in said.times if start and minutes in planned and minutes != present}


def _long(expect: dict[str, Any], said: Said) -> bool:
    lengths = set(_listed(expect["length"]))
    total, found = 0, set()
    for number, unit in re.findall(r"(\d+) ?(일|시간|분|d(?![a-z])|h(?![a-z])|min)", said.text):
        total = total + int(number) * _UNITS[unit] if unit not in ("일", "d") else int(number) * 1440
        found |= {total, int(number) * _UNITS[unit]}
        total = 0 if unit in ("분", "min") else total
    found |= {
        int(number) * 1440
        for number in re.findall(r"d-(\d+)|(?<!\d)(\d+) days", said.text)
        for number in number
        if number
    }
    both = "span" in expect and {_minutes(one) for one in expect["span"]} <= {minutes for minutes, _ in said.times}
    return bool(lengths & found) or both


def moment(text: str, itinerary: Itinerary, ahead: timedelta = timedelta()) -> datetime:
    """A local time of the event as it stands in a question."""
    return datetime.fromisoformat(text).replace(tzinfo=itinerary.zone) + ahead
