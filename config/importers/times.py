"""Times of day and lengths of time as plans write them, in Korean and English.

A time is in minutes from the midnight that begins its day; past midnight it goes on counting (25:00 is 1500).
"""

import re
from dataclasses import dataclass, replace

from config.importers.words import plain

_HALF = r"(?P<half{n}>오전|오후|아침|점심|저녁|밤|낮|새벽|[ap]\.?m\.?(?![a-z]))"
_AFTER = r"(?P<after{n}>[ap]\.?m\.?(?![a-z]))"
_CLOCK = (
    rf"(?:{_HALF}\s*)?(?:(?P<word{{n}}>정오|자정|noon|midnight)|"
    r"(?P<hour{n}>\d{{1,2}})\s*(?:[:;](?P<minute{n}>\d{{2}})(?::\d{{2}})?|"
    r"\s*시(?!간)\s*(?:(?P<spoken{n}>\d{{1,2}})\s*분?|(?P<thirty{n}>반))?|h(?P<french{n}>\d{{2}})?(?![a-z])|"
    rf"(?=\s*[ap]\.?m(?![a-z]))))(?:\s*{_AFTER})?"
)
_LOOSE = (
    rf"(?:{_HALF}\s*)?(?P<hour{{n}}>\d{{{{1,2}}}})(?:[:.]?(?P<minute{{n}}>[0-5]\d))?\s*(?:시(?!간))?(?:\s*{_AFTER})?"
)
_DASH = r"(?:\s*noon)?\s*(?:[~\-∼〜–—―−⁓˜]+|부터|에서|→|⇒|➜|to|until|till|through)\s*"
_NEXT = r"(?P<next>\(?(?:익일|다음\s*날|이튿날|명일|next day|\+1)\)?\s*)?"
_TAIL = r"(?:\s*까지)?(?P<later>\s*\((?:익일|다음\s*날|\+1)\))?"
_BEFORE = r"(?<![\d.:/])"


def _number(pattern: str, n: int) -> str:
    return pattern.format(n=n)


_RANGE = re.compile(_BEFORE + _number(_CLOCK, 1) + _DASH + _NEXT + _number(_CLOCK, 2) + _TAIL, re.IGNORECASE)
_MIXED = (
    re.compile(_BEFORE + _number(_CLOCK, 1) + _DASH + _NEXT + _number(_LOOSE, 2) + r"(?![\d:가-힣])", re.IGNORECASE),
    re.compile(_BEFORE + _number(_LOOSE, 1) + _DASH + _NEXT + _number(_CLOCK, 2) + _TAIL, re.IGNORECASE),
)
_NUMBERS = re.compile(
    r"(?P<hour1>\d{1,2})[.:]?(?P<minute1>[0-5]\d)\s*[~\-∼〜–—−]\s*"
    + _NEXT
    + r"(?P<hour2>\d{1,2})[.:]?(?P<minute2>[0-5]\d)"
)
_FROM = re.compile(
    _BEFORE + _number(_CLOCK, 1) + r"(?:\s*(?:[~\-∼〜–—−]+|부터|이후|onwards?)(?=\s|$|\())?", re.IGNORECASE
)
_UNTIL = re.compile(
    r"(?:[~\-∼〜–—−]\s*"
    + _NEXT
    + _number(_CLOCK, 2)
    + _TAIL
    + r"|(?<![\d.:/])"
    + _number(_CLOCK, 3)
    + r"\s*까지|until\s+"
    + _number(_CLOCK, 4)
    + ")",
    re.IGNORECASE,
)
_LENGTH = re.compile(
    r"(?:(?P<h>\d+(?:\.\d+)?)\s*(?:시간|hours?|hrs?|h(?![a-z])))?\s*(?:(?P<half>반)|(?P<m>\d+)\s*(?:분|minutes?|mins?|m(?![a-z])|['′’]))?",
    re.IGNORECASE,
)
_BESIDE = re.compile(
    r"\([^()]*\)|\[[^\[\]]*\]|[()\[\]~\-–,.·/:|*]|약|경|쯤|전후|예정|이내|까지|부터|시작|종료|현지\s*시간|오전|오후|아침|점심|저녁|밤|새벽"
    r"|제?\s*\d+\s*(?:교시|부|차시|타임|회차)|\d+\s*시간(?:\s*\d+\s*분)?|\d+\s*분|\d+\s*['′’]"
    r"|KST|local time|approx\.?|from|starts?",
    re.IGNORECASE,
)
_WORDS = {"정오": 720, "noon": 720, "자정": 1440, "midnight": 1440}
DAY = 1440


@dataclass(frozen=True, slots=True)
class Span:
    """From `start` to `end` (minutes; None is open); `guesses` are keys of what was supposed.

    `twelve` says that the start may as well be an afternoon hour: written without 오전/오후, 1 to 11, no leading zero.
    `minutes` is a length without a start: it begins when what is before it ends.
    """

    start: int | None
    end: int | None = None
    guesses: tuple[str, ...] = ()
    twelve: bool = False
    minutes: int | None = None

    def later(self, minutes: int, guess: str = "") -> "Span":
        """The same, `minutes` later."""
        end = None if self.end is None else self.end + minutes
        start = None if self.start is None else self.start + minutes
        return Span(start, end, (*self.guesses, guess) if guess else self.guesses)


@dataclass(frozen=True, slots=True)
class _Clock:
    minutes: int
    half: str
    zero: bool
    hour: int


def find(text: str) -> tuple[Span, str, str] | None:
    """The first time in `text`, with the text before and after it; None where there is none."""
    source = plain(text).replace("\n", " ")
    for pattern, read in _READERS:
        match = pattern.search(source) if pattern is not _NUMBERS else pattern.fullmatch(source)
        span = read(match) if match else None
        if match and span:
            return span, source[: match.start()].strip(), source[match.end() :].strip()
    return None


def span(text: str) -> Span | None:
    """The time that a time cell holds: nothing else but a few words may stand beside it."""
    found = find(text)
    if found is None:
        return _bare(plain(text))
    result, before, after = found
    rest = _BESIDE.sub(" ", f"{before} {after}").strip()
    if rest:
        return None
    minutes = length(after.strip("() []")) if result.end is None and result.start is not None else None
    return replace(result, end=(result.start or 0) + minutes) if minutes else result


def _bare(text: str) -> Span | None:
    """A cell of digits alone, 0930."""
    if re.fullmatch(r"(?:[01]\d|2[0-3])[0-5]\d", text):
        return Span(int(text[:2]) * 60 + int(text[2:]))
    return None


def length(text: str) -> int | None:
    """A length of time in minutes: 60분, 1시간 30분, 1h, 90', 1시간반; None where there is none."""
    source = plain(text).strip("() []")
    match = _LENGTH.fullmatch(re.sub(r"^(?:약|총|about)\s*", "", source))
    if not source or match is None or not (match["h"] or match["m"]):
        return None
    return round(float(match["h"] or 0) * 60) + int(match["m"] or 0) + (30 if match["half"] else 0)


def clock(minutes: int) -> str:
    """HH:MM of the day in which `minutes` falls."""
    return f"{minutes % DAY // 60:02d}:{minutes % 60:02d}"


def _clock(match: re.Match[str], n: int) -> _Clock | None:
    groups = match.groupdict()
    word = groups.get(f"word{n}")
    if word:
        return _Clock(_WORDS[word.lower()], "word", zero=True, hour=12)
    hour_text = groups.get(f"hour{n}")
    if hour_text is None:
        return None
    hour, minute = int(hour_text), _minute(groups, n)
    half = _half(groups.get(f"half{n}") or groups.get(f"after{n}") or "", hour)
    if hour > 29 or minute > 59:
        return None
    return _Clock(
        _in_day(hour, half) * 60 + minute, half, zero=hour_text.startswith("0") or len(hour_text) > 2, hour=hour
    )


def _minute(groups: dict[str, str | None], n: int) -> int:
    if groups.get(f"thirty{n}"):
        return 30
    found = (groups.get(f"{name}{n}") for name in ("minute", "spoken", "french"))
    return int(next((text for text in found if text), "0"))


def _half(word: str, hour: int) -> str:
    """The half of the day that a word means: "am", "pm", "night" (after 12 of an evening), or nothing."""
    text = word.lower().replace(".", "")
    if text in {"오전", "아침", "새벽", "am"}:
        return "am"
    if text == "밤" and (hour == 12 or hour < 5):
        return "night"
    if text in {"낮", "점심"} and hour > 8:
        return "noon"
    return "pm" if text else ""


def _in_day(hour: int, half: str) -> int:
    if half == "am":
        return hour % 12 if hour == 12 else hour
    if half == "pm":
        return hour + 12 if hour < 12 else hour
    if half == "night":
        return 24 + hour % 12
    return hour


def _both(match: re.Match[str]) -> Span | None:
    first, second = _clock(match, 1), _clock(match, 2)
    if first is None or second is None:
        return None
    tomorrow = match.groupdict().get("next") or match.groupdict().get("later")
    start, guesses = _start(first, second)
    if tomorrow:
        return Span(start, second.minutes % DAY + DAY, guesses)
    end, more = _end(start, first, second)
    return Span(start, end, guesses + more, twelve=_twelve(first) and _twelve(second))


def _start(first: _Clock, second: _Clock) -> tuple[int, tuple[str, ...]]:
    """1:00-2:30 pm begins in the afternoon; 11:00-1:00 pm does not."""
    afternoon = second.half == "pm" and not first.half and first.hour < 12
    if afternoon and first.minutes + 720 < second.minutes:
        return first.minutes + 720, ()
    return first.minutes, ()


def _end(start: int, first: _Clock, second: _Clock) -> tuple[int, tuple[str, ...]]:
    end = second.minutes
    if end > start:
        return end, ()
    if not second.half and second.hour < 12 and not second.zero and end + 720 > start:
        written = bool(first.half) or first.hour >= 12
        if first.half or start <= 12 * 60 + 59:
            return end + 720, () if written and first.half else ("afternoon",)
    return end + DAY, ()


def _twelve(one: _Clock) -> bool:
    return not one.half and 1 <= one.hour <= 11 and not one.zero


def _first(match: re.Match[str]) -> Span | None:
    found = _clock(match, 1)
    return Span(found.minutes, twelve=_twelve(found)) if found else None


def _last(match: re.Match[str]) -> Span | None:
    found = _clock(match, 2) or _clock(match, 3) or _clock(match, 4)
    tomorrow = match["next"] or match["later"]
    return Span(None, found.minutes + (DAY if tomorrow else 0)) if found else None


_READERS = (
    (_RANGE, _both),
    (_MIXED[0], _both),
    (_MIXED[1], _both),
    (_NUMBERS, _both),
    (_UNTIL, _last),
    (_FROM, _first),
)
