"""Time words on the event's clock: which day, which time of day, before or after, in how long."""

import re
from dataclasses import dataclass, replace
from datetime import date, datetime, timedelta

from bot.itinerary import Itinerary
from handlers.understanding.clocktimes import Clock, clock

_KO_ORDINALS = {
    "첫": 1,
    "첫째": 1,
    "둘째": 2,
    "둘쨋": 2,
    "두째": 2,
    "두번째": 2,
    "두 번째": 2,
    "첫번째": 1,
    "첫 번째": 1,
    "셋째": 3,
    "세째": 3,
    "세번째": 3,
    "세 번째": 3,
    "넷째": 4,
    "네번째": 4,
    "네 번째": 4,
    "다섯째": 5,
}
_EN_ORDINALS = {"first": 1, "1st": 1, "second": 2, "2nd": 2, "third": 3, "3rd": 3, "fourth": 4, "4th": 4,
                "fifth": 5, "5th": 5, "final": -1, "last": -1, "opening": 1, "closing": -1}  # fmt: skip
_EN_NUMBERS = {"one": 1, "two": 2, "three": 3, "four": 4, "five": 5, "i": 1, "ii": 2}
_KO_WEEKDAYS = "월화수목금토일"
_EN_WEEKDAYS = ("mon", "tue", "wed", "thu", "fri", "sat", "sun")
_EN_MONTHS = ("jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec")
_P = r"(?:에는|에도|에|엔|은|는|의|날|도)?"
_MONTH = "|".join(f"{name}[a-z]*" for name in _EN_MONTHS)

_SINO = {"일": 1, "이": 2, "삼": 3, "사": 4, "오": 5, "육": 6, "유": 6, "칠": 7, "팔": 8, "구": 9, "시": 10}
# A date in words: 이십사일, 시월 이십삼일.
_IN_WORDS = re.compile(
    r"(?<![가-힣])(?:(?P<m>십[일이]?|[일이삼사오유칠팔구시])월\s*)?(?P<tens>[이삼]?십)(?P<unit>[일이삼사오육칠팔구])?\s?일"
    r"(?!차|정|간|째|이)"
)
_DATE_KO = re.compile(
    rf"(?:(?:20)?\d\d년\s*)?(?:(?P<m>1[0-2]|[1-9])\s*월\s*)?(?<!\d)(?<!박)(?<!박 )"
    rf"(?P<d>[12]\d|3[01]|[1-9])\s*일(?!\s*(?:차|정|간|동안|째|요일|반))(?:\s*날)?(?:\s*\([월화수목금토일](?:요일)?\)|\s*[월화수목금토일]요일)?{_P}"
)
_DATE_NUMERIC = re.compile(
    rf"(?<![\d:.])(?:20\d\d[-./])?(?P<m>1[0-2]|0?[1-9])\s?[-./]\s?(?P<d>3[01]|[12]\d|0?[1-9])(?![\d:]|\s?km|\s?k)(?:\s*\([월화수목금토일]\)|\s*[월화수목금토일]요일)?{_P}"
)
_DATE_EN = re.compile(
    rf"\b(?:(?:on\s+)?(?P<m1>{_MONTH})\.?\s*(?:the\s+)?(?P<d1>\d{{1,2}})(?:st|nd|rd|th)?\b(?!:)|(?:on\s+)?(?:the\s+)?(?P<d2>\d{{1,2}})(?:st|nd|rd|th)?\s*(?:of\s+)?(?P<m2>{_MONTH})\b|(?:on\s+)?the\s+(?P<d3>\d{{1,2}})(?:st|nd|rd|th)\b"
    r"(?!\s+(?:days?|things?|items?|activity|stop|one|session|talk|meal|lunch|dinner|floor|bus|team|workshop)\b))"
)
_ORDINAL_KO = re.compile(
    rf"(?P<w>첫\s?번째|두\s?번째|세\s?번째|네\s?번째|첫째|둘째|두째|둘쨋|셋째|세째|넷째|다섯째|첫)\s*날{_P}"
)
_NTH_KO = re.compile(
    rf"(?<!\d)(?P<n>\d{{1,2}})\s*(?:일\s*차|일째|째\s*날|번째\s*날|데이){_P}|(?P<w>이틀째|이틀차|사흘차|하루차|이튿날|이튼날|이틋날|사흘째|하루째|나흘째|일일차|이일차|삼일차)(?:날)?{_P}"
)
_LAST_KO = re.compile(rf"(?:마지막|끝|막|최종)\s?날(?!라[면믄]|려){_P}|(?:마지막|막)날{_P}")
_ORDINAL_EN = re.compile(
    r"\b(?:on\s+)?(?:the\s+|our\s+|your\s+)?(?P<w>first|1st|second|2nd|third|3rd|fourth|4th|fifth|5th|final|last|opening|closing)\s+(?:full\s+)?(?P<x>days?|morning|afternoon|evening|night)\b"
)
_NTH_EN = re.compile(r"\b(?:on\s+)?days?\s*#?(?P<n>\d{1,2}|one|two|three|four|five|ii|i)\b(?!\s*:)|\bd(?P<n2>[1-9])\b")
_WEEKDAY_KO = re.compile(rf"(?:(?:이번|다음|담)\s?주\s*)?(?<![가-힣])(?P<w>[월화수목금토일])(?:요일|욜){_P}")
_WEEKDAY_EN = re.compile(
    r"\b(?:on\s+|this\s+|next\s+)?(?P<w>mon|tue|wed|thu|fri|sat|sun)(?:s|r|rs|day|sday|nesday|rsday|urday)?(?:s\b|\b)"
)
_RELATIVE = {
    -2: re.compile(rf"그저께{_P}|그제{_P}|엊그제{_P}|\bthe day before yesterday\b"),
    -1: re.compile(rf"어제{_P}|어저께{_P}|간밤{_P}|어젯밤{_P}|\byesterdays?\b|\blast night\b"),
    2: re.compile(rf"모레{_P}|내일\s?모레{_P}|낼모레{_P}|\b(?:the )?day after tomorrow\b|\bovermorrow\b"),
    3: re.compile(rf"글피{_P}"),
    1: re.compile(rf"내일{_P}|낼{_P}|낼은|명일{_P}|네일(?=\s)|\btomm?orr?ows?\b|\btmrw\b|\btmr\b|\btomoz\b"
    rf"|\b2moro\b|\btmw\b"),
    0: re.compile(rf"오늘{_P}|금일{_P}|당일{_P}|오눌{_P}|\btodays?\b|\b2day\b|\bthis (?=morning|afternoon"
    rf"|evening)|\b(?=tonight\b)|\b(?=tonite\b)"),
}  # fmt: skip
_NEXT_DAY = re.compile(rf"다음\s?날{_P}|담날{_P}|\b(?:the )?(?:next|following) day\b|\bday after\b(?! tomorrow)")
_IN_KO = re.compile(
    r"(?:앞으로\s*)?(?P<n>\d{1,3}|한|두|세|네|다섯|반)\s*(?P<u>시간|분)\s*(?P<half>반)?\s*(?:뒤|후|있다가?|이따|지나|이후)(?:에는|에|엔|면|이면|쯤)?(?!\s*면\s*끝)"
)
_IN_EN = re.compile(
    r"\bin (?:about |around )?(?P<n>\d{1,3}|an|a|one|two|three|four|five|half an|ten|fifteen|twenty|thirty"
    r"|forty five) (?P<u>hours?|hrs?|minutes?|mins?)(?: (?:time|from now))?\b|\b(?P<n2>\d{1,3}|an|one|two"
    r"|three) (?P<u2>hours?|minutes?|mins?) (?:from now|later)\b"
)
_WORDS = {"한": 1, "두": 2, "세": 3, "네": 4, "다섯": 5, "an": 1, "a": 1, "one": 1, "two": 2, "three": 3, "four": 4,
          "five": 5, "ten": 10, "fifteen": 15, "twenty": 20, "thirty": 30, "forty five": 45}  # fmt: skip


@dataclass(frozen=True, slots=True)
class When:
    """What a question says of time.

    `day`: a day of the event (from 1); `on`: the date meant, also outside the event; `nth`: a numbered day as said,
    which the event may not have; `clock`: a time of day; `moment`: an instant given by its distance from now;
    `part`: morning, noon, … if the words around a day said it.
    """

    day: int = 0
    on: date | None = None
    nth: int = 0
    clock: Clock | None = None
    moment: datetime | None = None
    part: str = ""
    relative: int | None = None
    days: tuple[int, ...] = ()

    @property
    def outside(self) -> bool:
        """Whether a day is meant that the event does not have."""
        return bool(self.on or self.nth) and not self.day


def read(text: str, now: datetime, itinerary: Itinerary) -> tuple[When, str]:
    """The time words of a clean line, and the line without them."""
    today = itinerary.local(now).date()
    text = _IN_WORDS.sub(_in_digits, text)
    when = When()
    when, text = _offset(text, now, when)
    when, text = _named_day(text, today, itinerary, when)
    if when.on and not when.day and when.on in itinerary.event.days:
        when = replace(when, day=itinerary.event.days.index(when.on) + 1)
    if when.nth and not when.day and 1 <= when.nth <= len(itinerary.event.days):
        when = replace(when, day=when.nth, on=itinerary.event.days[when.nth - 1])
    found, text = clock(text)
    return replace(when, clock=found), text


def _in_digits(match: re.Match[str]) -> str:
    tens, month = match["tens"], match["m"]
    number = _SINO.get(tens[:-1], 1) * 10 if tens else 0
    said = f"{_SINO.get(month) or 10 + _SINO.get(month[1:], 0)}월 " if month else ""
    return f"{said}{number + _SINO.get(match['unit'] or '', 0)}일"


def _cut(text: str, match: re.Match[str], leave: str = " ") -> str:
    return f"{text[: match.start()]}{leave}{text[match.end() :]}"


def _offset(text: str, now: datetime, when: When) -> tuple[When, str]:
    if match := _IN_KO.search(text):
        number, unit = match["n"], match["u"]
        count = 0.5 if number == "반" else float(_WORDS.get(number) or number)
        span = timedelta(hours=count) if unit == "시간" else timedelta(minutes=count)
        if match["half"]:
            span += timedelta(minutes=30)
        return replace(when, moment=now + span), _cut(text, match)
    if match := _IN_EN.search(text):
        number, unit = match["n"] or match["n2"], match["u"] or match["u2"]
        count = 0.5 if number == "half an" else float(_WORDS.get(number) or number)
        span = timedelta(hours=count) if unit.startswith("h") else timedelta(minutes=count)
        return replace(when, moment=now + span), _cut(text, match)
    return when, text


def _named_day(text: str, today: date, itinerary: Itinerary, when: When) -> tuple[When, str]:
    days = itinerary.event.days
    named: list[When] = []
    for reader in (_numbered, _dated, _weekday, _related):
        while True:
            found, rest = reader(text, today, days)
            if found is None or rest == text:
                break
            named.append(found)
            text = rest
    if not named:
        return when, text
    numbers = tuple(dict.fromkeys(one.nth or _number(one.on, days) for one in named))
    first = next((one for one in named if one.nth or (one.on and one.on in days)), named[0])
    part = next((one.part for one in named if one.part), "")
    return replace(when, on=first.on, nth=first.nth, part=part, relative=first.relative,
                   days=tuple(number for number in numbers if 0 < number <= len(days))), text  # fmt: skip


def _number(day: date | None, days: tuple[date, ...]) -> int:
    return days.index(day) + 1 if day in days else 0


def _numbered(text: str, _today: date, days: tuple[date, ...]) -> tuple[When | None, str]:  # noqa: PLR0911 - each return is one case
    if match := _ORDINAL_KO.search(text):
        return When(nth=_KO_ORDINALS[match["w"]]), _cut(text, match)
    if match := _NTH_KO.search(text):
        words = {
            "이틀째": 2,
            "이틀차": 2,
            "사흘차": 3,
            "하루차": 1,
            "이튿날": 2,
            "이튼날": 2,
            "이틋날": 2,
            "사흘째": 3,
            "하루째": 1,
            "나흘째": 4,
            "일일차": 1,
            "이일차": 2,
            "삼일차": 3,
        }
        return When(nth=int(match["n"] or words[match["w"]])), _cut(text, match)
    if match := _LAST_KO.search(text):
        return When(nth=len(days)), _cut(text, match)
    if match := _ORDINAL_EN.search(text):
        number = _EN_ORDINALS[match["w"]]
        part = "" if match["x"].startswith("day") else match["x"]
        if part and number == -1 and part == "night":
            return None, text
        leave = f" {part} " if part else " "
        return When(nth=len(days) if number == -1 else number, part=part), _cut(text, match, leave)
    if match := _NTH_EN.search(text):
        word = match["n"] or match["n2"]
        return When(nth=int(_EN_NUMBERS.get(word) or word)), _cut(text, match)
    return None, text


def _dated(text: str, today: date, days: tuple[date, ...]) -> tuple[When | None, str]:
    for pattern in (_DATE_KO, _DATE_NUMERIC, _DATE_EN):
        for match in pattern.finditer(text):
            groups = match.groupdict()
            month = groups.get("m") or groups.get("m1") or groups.get("m2")
            number = groups.get("d") or groups.get("d1") or groups.get("d2") or groups.get("d3")
            day = _date(month, number, today, days)
            if day:
                return When(on=day), _cut(text, match)
    return None, text


def _date(month: str | None, number: str | None, today: date, days: tuple[date, ...]) -> date | None:
    number_of_month = days[0].month
    if month:
        number_of_month = int(month) if month.isdigit() else _EN_MONTHS.index(month[:3]) + 1
    else:
        same = [one for one in days if one.day == int(number or 0)]
        if same:
            return same[0]
    try:
        return date(days[0].year if month else today.year, number_of_month, int(number or 0))
    except ValueError:
        return None


def _weekday(text: str, today: date, days: tuple[date, ...]) -> tuple[When | None, str]:
    match = _WEEKDAY_KO.search(text) or _WEEKDAY_EN.search(text)
    if not match:
        return None, text
    word = match["w"]
    number = _KO_WEEKDAYS.index(word) if word in _KO_WEEKDAYS else _EN_WEEKDAYS.index(word)
    inside = [one for one in days if one.weekday() == number]
    near = max(days[-1], today)
    day = inside[0] if inside else near + timedelta(days=(number - near.weekday()) % 7)
    return When(on=day), _cut(text, match)


def _related(text: str, today: date, days: tuple[date, ...]) -> tuple[When | None, str]:
    if (match := _NEXT_DAY.search(text)) is not None:
        day = today + timedelta(days=1) if today >= days[0] else days[0] + timedelta(days=1)
        return When(on=day), _cut(text, match)
    for distance in (-2, 2, -1, 1, 3, 0):
        if match := _RELATIVE[distance].search(text):
            word = match[0]
            leave = " 밤 " if word.startswith(("간밤", "어젯밤")) else " night " if word == "last night" else " "
            if not word:
                rest = re.sub(r"\bton(?:ight|ite)\b", "night", text, count=1)
                return When(on=today, relative=0, part="night"), rest
            return When(on=today + timedelta(days=distance), relative=distance), _cut(text, match, leave)
    return None, text
