"""Times of day as people write them: 2시 반, 14:30, 오후 세시, 3pm, half past two, noon."""

import re
from dataclasses import dataclass

_KO = {"열두": 12, "열한": 11, "열": 10, "한": 1, "두": 2, "세": 3, "네": 4, "다섯": 5, "여섯": 6, "일곱": 7,
       "여덟": 8, "여덜": 8, "아홉": 9}  # fmt: skip
_EN_NAMES = ["one", "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten", "eleven", "twelve"]
_EN = {word: number for number, word in enumerate(_EN_NAMES, 1)}
_EN_MINUTES = {"thirty": 30, "fifteen": 15, "forty five": 45, "ten": 10, "twenty": 20, "oh five": 5, "forty": 40}
_BEFORE = r"(?:(?P<pre>오전|오후|아침|새벽|낮|점심|저녁|밤|야간)\s*(?:에\s*)?)?"
_AFTER = r"(?:\s*(?P<ap>a\.?\s?m\b\.?|p\.?\s?m\b\.?|in the (?:morning|afternoon|evening)|at night|tonight))?"
_P = (
    r"(?P<rel>\s*(?:이전|이후|부터|까지|전|넘어서|지나서|쯤|경|정도|께|즈음|정각|무렵))*(?:에는|에도|에|엔"
    r"|은|는|이면|면|의|에서|로)?"
)
_HOURS = "|".join(_KO)
_EN_HOURS = "|".join(_EN)
_LEAD = r"(?P<lead>\b(?:at|by|around|about|before|after|past|beyond|from|until|till|since)\s+(?:about\s+|around\s+)?)?"
_PATTERNS = (
    re.compile(rf"{_LEAD}{_BEFORE}(?<![\d:.])(?P<h>[01]?\d|2[0-4])\s?:\s?(?P<m>[0-5]\d)(?!\d){_AFTER}{_P}"),
    re.compile(rf"{_BEFORE}(?<![\d:.])(?P<h>\d{{1,2}})\s*시(?!간)\s*(?:(?P<m>\d{{1,2}})\s*분|(?P<half>반)(?!찬|장|복|대|드|응|지))?{_P}"),
    re.compile(rf"{_BEFORE}(?<![가-힣])(?P<h>{_HOURS})\s?시(?!간|작|설|내|장|민|청)\s*(?:(?P<m>\d{{1,2}})\s*분|(?P<half>반)(?!찬|장|복|대|드|응|가|지))?{_P}"),
    re.compile(rf"{_LEAD}\bquarter (?P<q>past|to) (?P<h>\d{{1,2}}|{_EN_HOURS}){_AFTER}"),
    re.compile(rf"{_LEAD}\bhalf[ -]?past (?P<h>\d{{1,2}}|{_EN_HOURS}){_AFTER}(?P<halfpast>)"),
    re.compile(rf"{_LEAD}\bhalf (?P<h>{_EN_HOURS})\b{_AFTER}(?P<halfpast>)"),
    re.compile(rf"{_LEAD}\b(?P<h>\d{{1,2}}|{_EN_HOURS})\s*o\s?clock{_AFTER}"),
    re.compile(rf"{_LEAD}(?<![\d:.])\b(?P<h>1[0-2]|[1-9]|{_EN_HOURS})[.:]?(?P<mw>\s(?:thirty|fifteen"
    rf"|forty five|ten|twenty))?\s*(?P<ap>a\.?m\b\.?|p\.?m\b\.?|in the (?:morning|afternoon|evening)|at night)"),
    re.compile(rf"(?P<lead>\b(?:at|by|around|before|after|from|until|till|since)\s+(?:about\s+"
    rf"|around\s+)?)(?P<h>1[0-2]|[1-9]|{_EN_HOURS})(?P<mw>\s(?:thirty|fifteen|forty five|ten|twenty))?(?=$"
    rf"|[\s?.!,]+(?!hours?|minutes?|mins?|people|workshops?|days?|of\b|teams?|am\b|pm\b)|$)"),
    re.compile(r"(?:(?P<lead>\b(?:at|by|around|before|after|past|beyond|until|till)\s+)(?P<noon>noon|midday|midnight)\b|(?P<noon2>정오|자정)(?P<rel>\s*(?:쯤|까지|부터))?(?:에는|에|엔)?)"),
)  # fmt: skip
_EATEN = re.compile(r"맞|먹|식사|이죠|인가|이지|드시")
_MEALTIMES = ("아침", "점심", "저녁")
_MORNING = ("오전", "아침", "새벽", "am", "in the morning")
_EVENING = (
    "오후",
    "낮",
    "저녁",
    "밤",
    "야간",
    "점심",
    "pm",
    "in the afternoon",
    "in the evening",
    "at night",
    "tonight",
)


@dataclass(frozen=True, slots=True)
class Clock:
    """A time of day: `minutes` since midnight, one or (when neither half of the day is said) two readings.

    `relation`: at, until, after, before; `night`: after midnight, and yet of the evening before (밤 1시, midnight).
    """

    minutes: tuple[int, ...]
    relation: str = "at"
    night: bool = False


def clock(text: str) -> tuple[Clock | None, str]:
    """The first time of day in a clean line, and the line without it."""
    text = _SPELT.sub(_in_digits, text)
    for pattern in _PATTERNS:
        match = pattern.search(text)
        if match and (found := _read(match)):
            meal = match.groupdict().get("pre") or ""
            kept = meal if meal in _MEALTIMES and _EATEN.search(text) else ""
            return (
                found,
                f"{text[: match.start()]} {kept} {text[match.end() :]}",
            )
    return None, text


# Minutes in words, as dictated: 열한시 십분, 두 시 사십오 분.
_SPELT = re.compile(
    rf"(?P<hour>(?:{_HOURS}|\d)\s?시\s?)(?P<ten>[이삼사오]?십)?\s?(?P<one>[일이삼사오육칠팔구])?\s?분(?!들)"
)
_ONES = {"": 0, "일": 1, "이": 2, "삼": 3, "사": 4, "오": 5, "육": 6, "칠": 7, "팔": 8, "구": 9}


def _in_digits(match: re.Match[str]) -> str:
    ten, one = match["ten"] or "", match["one"] or ""
    if not ten and not one:
        return match[0]
    tens = (_ONES[ten[:-1]] or 1) * 10 if ten else 0
    return f"{match['hour']}{tens + _ONES[one]}분"


def _read(match: re.Match[str]) -> Clock | None:
    groups = match.groupdict()
    relation = _relation(groups)
    noon = groups.get("noon") or groups.get("noon2")
    if noon:
        late = noon in ("자정", "midnight")
        return Clock((0 if late else 720,), relation, night=late)
    word = groups["h"]
    hour = int(word) if word.isdigit() else (_KO.get(word) or _EN[word])
    minute = _minute(groups)
    if groups.get("q"):
        hour, minute = (hour, 15) if groups["q"] == "past" else (hour - 1, 45)
    if hour > 24 or minute > 59:
        return None
    readings = _readings(word, hour, minute, groups)
    return Clock(readings, relation, night=groups.get("pre") == "밤" and readings[0] < 360)


def _minute(groups: dict[str, str | None]) -> int:
    if groups.get("half") or groups.get("halfpast") is not None:
        return 30
    if groups.get("mw"):
        return _EN_MINUTES.get((groups["mw"] or "").strip(), 0)
    return int(groups.get("m") or 0)


def _readings(word: str, hour: int, minute: int, groups: dict[str, str | None]) -> tuple[int, ...]:
    half = groups.get("pre") or (groups.get("ap") or "").replace(".", "").strip()
    if half == "밤" and (hour < 6 or hour == 12):
        return ((hour % 12) * 60 + minute,)
    if half in _MORNING:
        return (((hour % 12) if hour <= 12 else hour) * 60 + minute,)
    if half in ("낮", "점심") and hour in (10, 11):
        return (hour * 60 + minute,)
    if half in _EVENING:
        return (((hour % 12) + 12 if hour <= 12 else hour % 24) * 60 + minute,)
    if hour == 0 or hour > 12 or (word.startswith("0")):
        return ((hour % 24) * 60 + minute,)
    return tuple(sorted({hour % 12 * 60 + minute, (hour % 12 + 12) * 60 + minute}))


def _relation(groups: dict[str, str | None]) -> str:
    word = (groups.get("rel") or groups.get("lead") or "").strip().split(" ")[0]
    if word in ("까지", "until", "till", "by"):
        return "until"
    if word in ("이후", "부터", "넘어서", "지나서", "after", "past", "beyond", "from", "since"):
        return "after"
    return "before" if word in ("전", "이전", "before") else "at"
