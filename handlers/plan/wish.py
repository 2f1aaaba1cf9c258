"""What an organizer typed → what is wished of the plan. Pure; names of rows are found elsewhere."""

import re
from dataclasses import dataclass

_LENGTH = re.compile(
    r"(?P<sign>[-−–+])?\s*(?:(?P<h>\d{1,2})\s*(?:시간|hours?|h)\s*)?(?:(?P<m>\d{1,3})\s*(?:분|minutes?|mins?|m)?|(?P<half>반))?"
    r"(?:\s*(?:정도|쯤|만큼|만|씩))?\s*$",
    re.IGNORECASE,
)
_CLOCK = r"(?P<{0}h>[01]?\d|2[0-3])\s*(?::\s*(?P<{0}m>[0-5]\d)|시\s*(?:(?P<{0}k>[0-5]?\d)\s*분|(?P<{0}half>반))?)"
_TIMES = re.compile(rf"{_CLOCK.format('a')}(?:\s*[-~–]\s*{_CLOCK.format('b')})?(?:\s*(?:으로|로|에))?")
_DAY = re.compile(r"^(?:day\s*)?(?P<n>\d{1,2})\s*(?:일차|일째)\s+|^day\s*(?P<e>\d{1,2})\s+", re.IGNORECASE)
_LATE = re.compile(
    r"(?P<what>.*?)\s*(?P<length>(?:\d{1,2}\s*시간\s*)?\d{1,3}\s*분|\d{1,2}\s*시간(?:\s*반)?)\s*(?:정도|쯤)?\s*"
    r"(?P<verb>늦|지연|미뤄|미루|연기|밀려|밀렸|앞당|당겨|일찍)[가-힣\s]*[.!~]*$"
)
_LATE_EN = re.compile(
    r"(?P<what>.*?)\s*(?:is|are|will be|running)?\s*(?P<length>\d{1,3})\s*(?:minutes?|mins?)\s+"
    r"(?P<verb>late|delayed|behind|early)[.!]*$",
    re.IGNORECASE,
)
_EARLIER = ("앞당", "당겨", "일찍", "early")
_PARTICLE = re.compile(r"(?:이|가|은|는|을|를|도)$")
LONGEST = 12 * 60


@dataclass(frozen=True, slots=True)
class Times:
    """What stood before a time, the start and the end ("HH:MM", "" when not said), and what stood after."""

    before: str
    start: str
    end: str
    after: str


def length(text: str) -> tuple[str, int] | None:
    """("점심", 20) from "점심 20분": the words before a length at the end, and its minutes; None without one."""
    match = next((one for one in (_LENGTH.search(text, start) for start in _starts(text)) if one), None)
    if match is None:
        return None
    minutes = int(match["h"] or 0) * 60 + (30 if match["half"] else int(match["m"] or 0))
    if not 0 < minutes <= LONGEST:
        return None
    return text[: match.start()].strip(), -minutes if match["sign"] and match["sign"] != "+" else minutes


def _starts(text: str) -> list[int]:
    """Where a length may begin: at a sign or digit after a space or at the start, the leftmost that fits."""
    return [one.start() for one in re.finditer(r"(?:(?<=\s)|^)[-−–+]?\s*\d", text)]


def times(text: str) -> Times | None:
    """What stands around a time, as in 점심 14:00-15:00; None when no time is said."""
    match = _TIMES.search(text)
    if match is None:
        return None
    end = _clock(match, "b") if match["bh"] else ""
    return Times(text[: match.start()].strip(" ,"), _clock(match, "a"), end, text[match.end() :].strip(" ,"))


def day(text: str) -> tuple[int | None, str]:
    """The day in "2일차 15:30 회의", and the rest."""
    match = _DAY.match(text)
    return (int(match["n"] or match["e"]), text[match.end() :]) if match else (None, text)


def spoken_delay(text: str) -> str:
    """The arguments of /delay for 버스 40분 늦어요 ("버스 40"); "" for anything else."""
    match = _LATE.fullmatch(text.strip()) or _LATE_EN.fullmatch(text.strip())
    if match is None:
        return ""
    found = length(match["length"])
    if found is None:
        return ""
    minutes = -found[1] if match["verb"].lower() in _EARLIER else found[1]
    return f"{_PARTICLE.sub('', match['what'].strip())} {minutes}".strip()


def _clock(match: re.Match[str], end: str) -> str:
    minutes = match[f"{end}m"] or match[f"{end}k"] or ("30" if match[f"{end}half"] else "0")
    return f"{int(match[f'{end}h']):02d}:{int(minutes):02d}"
