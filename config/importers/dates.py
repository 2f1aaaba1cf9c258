"""Days as plans name them: 1일차, 둘째 날, 10. 23(목), Day 2, Thu 23 October; and the period of an event."""

import re
from dataclasses import dataclass
from datetime import date, timedelta

from config.importers.words import plain

LAST = 99
_ORDINALS = {
    "첫": 1,
    "하루": 1,
    "둘": 2,
    "두": 2,
    "이튿": 2,
    "셋": 3,
    "세": 3,
    "사흗": 3,
    "넷": 4,
    "네": 4,
    "다섯": 5,
    "여섯": 6,
    "일곱": 7,
    "마지막": LAST,
}
_ROMAN = {"I": 1, "II": 2, "III": 3, "IV": 4, "V": 5, "VI": 6, "VII": 7}
_ENGLISH = {
    "one": 1,
    "two": 2,
    "three": 3,
    "four": 4,
    "five": 5,
    "first": 1,
    "second": 2,
    "third": 3,
    "fourth": 4,
    "fifth": 5,
}
_MONTHS = ("jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec")
_MONTH = r"(?P<name>jan|feb|mar|apr|may|june?|july?|aug|sept?|oct|nov|dec)[a-z]*\.?"
_KOREAN_DAYS = "월화수목금토일"
_ENGLISH_DAYS = ("mon", "tue", "wed", "thu", "fri", "sat", "sun")
_WEEK = (
    r"(?:\s*[\[(]?\s*(?P<week>[월화수목금토일])(?:요일)?\s*(?:[,/·]\s*[^)\]]{0,12})?[)\]]|\s*(?P<weekday>[월화수목금토일])요일"
    r"|\s*[\[(]?\s*(?P<english>mon|tue|wed|thu|fri|sat|sun)[a-z]*\.?[)\]]?)?"
)
_YEAR = r"(?:(?P<year>(?:19|20)\d{2}|['’‘]\d{2})\s*[.\-/년]\s*)"
_FULL = re.compile(
    rf"(?<![\d.]){_YEAR}?(?P<month>1[0-2]|0?[1-9])\s*(?:월|(?P<sign>[.\-/]))\s*(?P<day>3[01]|[12]\d|0?[1-9])(?![\da-z:%])\s*일?\.?{_WEEK}",
    re.IGNORECASE,
)
_SHORT_YEAR = re.compile(
    rf"(?<![\d.])(?P<year>\d{{2}})[.](?P<month>1[0-2]|0?[1-9])[.](?P<day>3[01]|[12]\d|0?[1-9])(?!\d)\.?{_WEEK}"
)
_NAMED = (
    re.compile(
        rf"(?:(?P<english>mon|tue|wed|thu|fri|sat|sun)[a-z]*\.?,?\s+)?(?P<day>\d{{1,2}})(?:st|nd|rd|th)?\s+(?:of\s+)?{_MONTH},?(?:\s+(?P<year>20\d\d))?",
        re.IGNORECASE,
    ),
    re.compile(
        rf"(?:(?P<english>mon|tue|wed|thu|fri|sat|sun)[a-z]*\.?,?\s+)?{_MONTH}\s+(?P<day>\d{{1,2}})(?:st|nd|rd|th)?(?!\d|:)(?:,?\s+(?P<year>20\d\d))?",
        re.IGNORECASE,
    ),
)
_DAY_ONLY = re.compile(rf"(?<![\d.:])(?P<day>3[01]|[12]\d|0?[1-9])\s*일?\s*\.?{_WEEK}", re.IGNORECASE)
_NUMBER = re.compile(
    r"(?:제\s*)?(?P<n>\d{1,2}|[IV]{1,3})\s*일\s*(?:차|째)(?:\s*날)?|제\s*(?P<je>\d)\s*일(?!\d)|"
    r"(?P<word>첫|둘|두|셋|세|넷|네|다섯|여섯|일곱|마지막)\s*째?\s*날|(?P<old>하루|이튿|사흗)\s*날|"
    r"(?<![a-z])day\s*[-#]?\s*(?P<d>\d{1,2}|one|two|three|four|five)(?!\d)|(?P<en>first|second|third|fourth|fifth|[1-9](?:st|nd|rd|th))\s+day|"
    r"(?<![a-z])D(?P<dd>[1-9])(?!\d)",
    re.IGNORECASE,
)
_WEEKDAY = re.compile(
    r"[\[(]?(?P<week>[월화수목금토일])(?:요일)?[)\]]?|(?P<english>mon|tue|wed|thu|fri|sat|sun)(?:[a-z]*day|s|r|rs|nes)?\.?",
    re.IGNORECASE,
)


@dataclass(frozen=True, slots=True)
class Day:
    """A day as named: its number in the event, any parts of its date, its weekday (Monday is 0)."""

    number: int | None = None
    year: int | None = None
    month: int | None = None
    day: int | None = None
    weekday: int | None = None

    def date(self, year: int | None = None) -> date | None:
        """The date, with `year` where none is written; None when there is not enough of it or it does not exist."""
        found = self.year or year
        if found is None or self.month is None or self.day is None:
            return None
        try:
            return date(found, self.month, self.day)
        except ValueError:
            return None


def find(text: str) -> tuple[Day, str] | None:
    """The day that `text` names, with the rest of the text; None where it names none.

    A bare day of the month or weekday counts only when the text holds nothing else.
    """
    source = _source(text)
    number, rest = _number(source)
    written, rest = _date(rest)
    if number is None and written is None:
        alone = _alone(rest.strip())
        return (alone, "") if alone else None
    found = written or Day(weekday=_lone_weekday(rest))
    return Day(number, found.year, found.month, found.day, found.weekday), _rest(rest)


def _source(text: str) -> str:
    """`text` in one plain line, with a church's (주일) as the (일) of others."""
    return re.sub(r"([(\[])\s*주일\s*([)\]])", r"\1일\2", plain(text).replace("\n", " "))


def named(text: str) -> Day | None:
    """The day that a day cell holds: little else may stand beside it."""
    found = find(text)
    if found is None or len(re.sub(r"[\W_]|[월화수목금토일]요일", "", found[1])) > 12:
        return None
    return found[0]


def period(text: str) -> tuple[Day, Day] | None:
    """The first and last day of a period such as 2014. 10. 23(목) ~ 24(금); one day gives it twice."""
    source = _source(text)
    english = _english_period(source)
    if english:
        return english
    first, at = _first_date(source)
    if first is None:
        return None
    last, more = first, source[at:]
    while match := _NEXT.match(more):
        found = _day(match)
        last = Day(None, found.year or last.year, found.month or last.month, found.day, found.weekday)
        more = more[match.end() :]
    return first, last


def nights(text: str) -> tuple[int, int] | None:
    """N박 M일."""
    match = re.search(r"(\d+)\s*박\s*(\d+)\s*일", plain(text))
    return (int(match[1]), int(match[2])) if match else None


def days_between(first: date, last: date) -> list[date]:
    """Every date from `first` to `last`, at most 60."""
    return [first + timedelta(days=n) for n in range(min(60, (last - first).days + 1))]


_TIMES = r"(?:\s*,?\s*(?:(?:오전|오후)\s*)?\d{1,2}(?::\d{2}|시(?:\s*\d{1,2}\s*분)?))?"
_NEXT = re.compile(
    _TIMES
    + r"\s*(?:~|-|∼|–|—|〜|to|부터|까지|및)\s*(?:"
    + rf"{_YEAR}?(?:(?P<month>1[0-2]|0?[1-9])\s*(?:월|[.\-/])\s*)?"
    + rf"(?P<day>3[01]|[12]\d|0?[1-9])(?!\d)(?![:시])\s*일?\.?{_WEEK})",
    re.IGNORECASE,
)
_ENGLISH_PERIODS = (
    re.compile(
        rf"{_MONTH}\s+(?P<day>\d{{1,2}})(?:st|nd|rd|th)?\s*(?:-|–|—|to|~|and|&)\s*(?P<last>\d{{1,2}})(?:st|nd|rd|th)?,?\s*(?P<year>20\d\d)?",
        re.IGNORECASE,
    ),
    re.compile(
        rf"(?P<day>\d{{1,2}})(?:st|nd|rd|th)?\s*(?:-|–|—|to|~|and|&)\s*(?P<last>\d{{1,2}})(?:st|nd|rd|th)?\s+{_MONTH},?\s*(?P<year>20\d\d)?",
        re.IGNORECASE,
    ),
)


def _english_period(source: str) -> tuple[Day, Day] | None:
    for pattern in _ENGLISH_PERIODS:
        if match := pattern.search(source):
            first = _day(match)
            return first, Day(None, first.year, first.month, int(match["last"]))
    found = [_day(match) for pattern in _NAMED for match in pattern.finditer(source)]
    if not found:
        return None
    year = next((one.year for one in found if one.year), None)
    first, last = found[0], found[-1]
    return Day(None, first.year or year, first.month, first.day, first.weekday), Day(
        None, last.year or year, last.month, last.day, last.weekday
    )


def _first_date(source: str) -> tuple[Day | None, int]:
    for pattern in (_FULL, _SHORT_YEAR):
        match = pattern.search(source)
        if match and (match["year"] or pattern is _FULL):
            return _day(match), match.end()
    return None, 0


def _number(source: str) -> tuple[int | None, str]:
    match = _NUMBER.search(source)
    if match is None:
        return None, source
    text = next(group for group in match.groups() if group)
    value = (
        _ROMAN.get(text.upper())
        or _ORDINALS.get(text)
        or _ENGLISH.get(text.lower())
        or int(re.sub(r"\D", "", text) or 0)
    )
    return value or None, source[: match.start()] + " " + source[match.end() :]


def _date(source: str) -> tuple[Day | None, str]:
    for pattern in (*_NAMED, _SHORT_YEAR, _FULL):
        match = pattern.search(source)
        if match and _likely(match, source):
            return _day(match), source[: match.start()] + " " + source[match.end() :]
    return None, source


def _likely(match: re.Match[str], source: str) -> bool:
    """10.5 may be a number: without year, weekday or 월 it is a date only when it stands alone or with a slash."""
    groups = match.groupdict()
    if groups.get("name") or groups.get("year") or groups.get("week") or groups.get("weekday") or groups.get("english"):
        return True
    alone = re.sub(r"(?:mon|tue|wed|thu|fri|sat|sun)[a-z]*", "", source, flags=re.IGNORECASE).strip(" .,()")
    return groups.get("sign") is None or len(alone) - len(match.group().strip(" .()")) <= 2


def _day(match: re.Match[str]) -> Day:
    groups = match.groupdict()
    month = groups.get("month")
    number = _MONTHS.index(groups["name"][:3].lower()) + 1 if groups.get("name") else int(month) if month else None
    return Day(None, _year(groups.get("year")), number, int(match["day"]), _weekday(groups))


def _year(text: str | None) -> int | None:
    if not text:
        return None
    digits = int(re.sub(r"\D", "", text))
    return digits if digits > 99 else 2000 + digits


def _weekday(groups: dict[str, str | None]) -> int | None:
    korean = groups.get("week") or groups.get("weekday")
    if korean:
        return _KOREAN_DAYS.index(korean)
    english = groups.get("english")
    return _ENGLISH_DAYS.index(english[:3].lower()) if english else None


def _lone_weekday(rest: str) -> int | None:
    match = re.search(r"[\[(]\s*([월화수목금토일])(?:요일)?\s*[)\]]|([월화수목금토일])요일", rest)
    if match:
        return _KOREAN_DAYS.index(match[1] or match[2])
    english = re.search(r"(mon|tues|wednes|thurs|fri|satur|sun)day", rest, re.IGNORECASE)
    return _ENGLISH_DAYS.index(english[1][:3].lower()) if english else None


def _alone(text: str) -> Day | None:
    """A cell that is nothing but a day of the month with its weekday or 일, or a weekday."""
    match = _DAY_ONLY.fullmatch(text)
    if match and (re.search(r"일|[(\[]|[a-z]", text, re.IGNORECASE)):
        return _day(match)
    if match := _WEEKDAY.fullmatch(text):
        return Day(weekday=_weekday(match.groupdict()))
    return None


def _rest(text: str) -> str:
    return re.sub(r"\(\s*\)|\[\s*\]", "", text).strip(" ,·/:|~-<>[]■□●○▶◆【】")
