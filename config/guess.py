"""What the writer of an event file probably meant: nearest names, times and lengths as people write them."""

import re
from collections.abc import Iterable, Mapping
from datetime import date, timedelta

from rapidfuzz import fuzz, process

# Words of Korean plans for the format's own.
KIND_WORDS: Mapping[str, tuple[str, ...]] = {
    "transport": ("이동", "교통", "버스", "출발", "도착", "travel", "bus", "move", "transfer", "transit", "drive"),
    "meal": ("식사", "밥", "조식", "중식", "석식", "점심", "저녁", "아침", "lunch", "dinner", "breakfast", "food"),
    "session": ("교육", "회의", "강의", "토론", "간담회", "행사", "meeting", "talk", "lecture", "workshop", "training"),
    "tour": ("견학", "체험", "관광", "답사", "방문", "visit", "trip", "sightseeing", "hike", "walk"),
    "lodging": ("숙박", "숙소", "취침", "객실", "hotel", "sleep", "room", "stay", "checkin", "check-in"),
    "free": ("자유", "자유시간", "휴식", "rest", "break", "free time"),
}
KEY_WORDS: Mapping[str, tuple[str, ...]] = {
    "title": ("제목", "내용", "name", "subject", "행사명"),
    "name": ("이름", "장소명", "title"),
    "places": ("장소", "place", "location", "where", "venue"),
    "start": ("시작", "begin", "begins", "time", "시간"),
    "end": ("끝", "종료", "finish", "until"),
    "kind": ("종류", "구분", "type", "category"),
    "day": ("일차", "날"),
    "days": ("날짜", "기간", "dates", "date"),
    "notes": ("비고", "메모", "remark", "remarks", "note", "memo"),
    "from": ("출발지", "departure"),
    "to": ("도착지", "목적지", "arrival"),
    "at": ("좌표", "coordinates", "coords", "location", "latlng", "lat", "gps"),
    "aliases": ("별명", "별칭", "다른이름", "aka"),
    "itinerary": ("일정", "일정표", "schedule", "activities", "plan", "program"),
    "event": ("행사",),
    "timezone": ("시간대", "tz", "zone"),
    "contact": ("연락처", "담당자"),
    "attendance": ("인원", "참석자", "heads", "people"),
}
_KOREAN = re.compile(
    r"(?:(오전|오후|아침|저녁|밤|낮)\s*)?(\d{1,2})\s*(?::|시|\.|h)\s*(?:(\d{1,2})\s*분?|(반))?", re.IGNORECASE
)
_DIGITS = re.compile(r"(\d{1,2})(\d{2})")
_ENGLISH = re.compile(r"(\d{1,2})(?::(\d{2}))?\s*([ap])\.?m\.?", re.IGNORECASE)
_AFTERNOON = frozenset({"오후", "저녁", "밤", "낮"})
_DATE = re.compile(r"(\d{4})\s*[-./년]?\s*(\d{1,2})\s*[-./월]?\s*(\d{1,2})\s*[.일]?")
_UNITS = (
    (re.compile(r"(\d+)\s*(?:일|days?|d)", re.IGNORECASE), "d"),
    (re.compile(r"(\d+)\s*(?:시간|hours?|hrs?|h)", re.IGNORECASE), "h"),
    (re.compile(r"(\d+)\s*(?:분|minutes?|mins?|m)", re.IGNORECASE), "m"),
)


def nearest(text: str, names: Iterable[str], least: float = 60) -> str | None:
    """The name most like `text`, however it is spaced or cased, else one that holds it; None when nothing is near."""
    known = list(names)
    alike = process.extractOne(text, known, scorer=fuzz.ratio, processor=_folded, score_cutoff=least)
    long = [name for name in known if len(_folded(name)) > 2]
    found = alike or process.extractOne(text, long, scorer=fuzz.partial_ratio, processor=_folded, score_cutoff=85)
    return found[0] if found and _folded(text) else None


def meant(text: str, names: Iterable[str], words: Mapping[str, tuple[str, ...]]) -> str | None:
    """The name for which `text` is another word, else the nearest name."""
    known = list(names)
    folded = _folded(text)
    other = next((name for name in known if folded in map(_folded, words.get(name, ()))), None)
    return other or nearest(text, known)


def clock(text: str) -> str | None:
    """`8시반`, `오후 3시`, `0830`, `3pm` as HH:MM; None when it is no time of a day."""
    bare = text.strip()
    for read in (_english, _digits, _korean):
        found = read(bare)
        if found:
            hours, minutes = found
            return f"{hours:02}:{minutes:02}" if hours < 24 and minutes < 60 else None
    return None


def _english(text: str) -> tuple[int, int] | None:
    match = _ENGLISH.fullmatch(text)
    if not match or not 1 <= int(match[1]) <= 12:
        return None
    return int(match[1]) % 12 + (12 if match[3].lower() == "p" else 0), int(match[2] or 0)


def _digits(text: str) -> tuple[int, int] | None:
    match = _DIGITS.fullmatch(text)
    return (int(match[1]), int(match[2])) if match else None


def _korean(text: str) -> tuple[int, int] | None:
    match = _KOREAN.fullmatch(text)
    if not match:
        return None
    half, hours, minutes, thirty = match.groups()
    late = half in _AFTERNOON and int(hours) < 12
    return int(hours) + (12 if late else 0), 30 if thirty else int(minutes or 0)


def length(text: str) -> str | None:
    """`30분`, `1 hour`, `30` as 30m, 1h, 30m; None when it is no length of time."""
    rest, parts = text.strip().removesuffix("전").strip(), []
    if rest.isascii() and rest.isdigit():
        return f"{int(rest)}m"
    for pattern, unit in _UNITS:
        match = pattern.search(rest)
        if match:
            parts.append(f"{int(match[1])}{unit}")
            rest = rest.replace(match[0], "", 1)
    return "".join(parts) if parts and not rest.strip() else None


def next_day(text: str) -> timedelta | None:
    """How far after midnight a time beyond it is: 25:30 → 1 h 30 min; None for other texts."""
    match = re.fullmatch(r"(2[4-9]|3\d):([0-5]\d)", text.strip())
    return timedelta(hours=int(match[1]) - 24, minutes=int(match[2])) if match else None


def date_like(text: str) -> str | None:
    """`2014. 10. 23`, `2014/10/23`, `20141023` as 2014-10-23; None when it is no date that exists."""
    match = _DATE.fullmatch(text.strip())
    try:
        return date(*(int(part) for part in match.groups())).isoformat() if match else None
    except ValueError:
        return None


def key_like(text: str) -> str | None:
    """A key in the format's letters that is nearest to `text`: `AV Room` → av-room; None when nothing is left."""
    return re.sub(r"[^a-z0-9]+", "-", text.lower()).strip("-")[:60] or None


def _folded(text: str) -> str:
    return "".join(str(text).lower().split())
