"""Numbers and names that a row states in its details, notes and titles: size, seats, height, menu, speaker."""

import re
from collections.abc import Callable, Iterator

from bot.itinerary import Activity
from bot.texts import Say

_KEYS = {
    "size": ("area", "size", "pyeong"),
    "per_room": ("per_room", "room_capacity", "persons_per_room", "people_per_room", "capacity"),
    "seats": ("seats", "seat", "seating"),
    "teams": ("teams", "groups", "team"),
    "height": ("height", "altitude", "elevation"),
    "distance": ("distance", "length_km", "length_m"),
    "menu": ("menu", "food", "dish"),
    "purpose": ("purpose", "aim", "goal"),
    "who": (
        "speaker",
        "instructor",
        "lecturer",
        "presenter",
        "teacher",
        "moderator",
        "chair",
        "leader",
        "host",
        "guide",
        "강사",
        "발표자",
        "진행",
    ),
    "price": ("price", "fee", "cost"),
}
_NUMBER = r"(?:\d[\d,.]*|one|two|three|four|five|six|seven|eight|nine|ten|eleven|twelve)"
_TEXTS = {
    "size": re.compile(r"\d[\d.]*\s*(?:평|㎡|m²|m2|제곱|pyeong|sq)", re.IGNORECASE),
    "per_room": re.compile(
        rf"\d+\s*인\s*1?\s*실|실당\s*\d+|한\s*방에?\s*\d+|방당\s*\d+|{_NUMBER} (?:people|persons?|guests)[^.]*room",
        re.IGNORECASE,
    ),
    "seats": re.compile(rf"\d+\s*(?:인승|석)|{_NUMBER}[- ]?(?:seat|passenger)", re.IGNORECASE),
    "teams": re.compile(rf"\d+\s*(?:개\s*)?(?:팀|조(?![가-힣]))|{_NUMBER} (?:teams|groups)", re.IGNORECASE),
    "height": re.compile(
        r"(?:해발|고도|높이|표고|정상)\s*[\d,.]+\s*m?|[\d,.]+\s*(?:m|metres|meters)\b[^.]*(?:above|high|altitude)",
        re.IGNORECASE,
    ),
    "distance": re.compile(r"[\d.,]+\s*(?:km|킬로|miles?)\b|[\d.,]+\s*km", re.IGNORECASE),
    "purpose": re.compile(r"훈련|목적|위해|위한|팀워크|training|teamwork|purpose", re.IGNORECASE),
    "people": re.compile(
        rf"\d+\s*(?:명|인(?!승|실))|{_NUMBER} (?:people|persons|panellists|panelists|speakers|members)", re.IGNORECASE
    ),
    "items": re.compile(
        rf"\d+\s*(?:개|곳|가지|종)|^\W*{_NUMBER} [a-z]+s\b|{_NUMBER} (?:workshops|places|kinds|crafts)", re.IGNORECASE
    ),
}
_BRACKETS = re.compile(r"[(\[](?P<inside>[^)\]]+)[)\]]")
# A meal's title that goes on with its dish: 석식 - 갈치조림, Lunch: tapas.
_DISH = re.compile(
    r"^\W*(?:[조중석]식|아침|점심|저녁|만찬|오찬|브런치|야식|breakfast|brunch|lunch|dinner|supper)(?:\s?식사|밥)?\s*(?:[:：|]|\s[-–—])\s*"
    r"(?!.*(?:개별|각자|자유|\bown\b))(?P<menu>\S.+)$",
    re.IGNORECASE,
)
# Who does something, before a colon: 좌장: …, Speaker: ….
WHO = re.compile(
    r"^\W*(?:연사|연자|강사|강연|발표자?|발제자?|좌장|사회자?|진행자?|해설사?|인솔자?|지도자?|설교자?|패널|토론자?|심사위원|가이드|멘토"
    r"|MC|speakers?|chair|hosts?|moderator|led by|guide|presenter|instructor|lecturer)\s*[:：]",
    re.IGNORECASE,
)
_LABELS = {"seats": "seats", "per_room": "per_room", "teams": "teams"}
_VALUES = {"size": "area", "height": "height", "distance": "distance"}


def details(activity: Activity, language: str) -> dict[str, object]:
    """The row's details, those of the reader's language over the others."""
    row = activity.row
    twin = getattr(row, "details_en", {}) if language == "en" else {}
    return {**row.details, **twin}


def title(activity: Activity, language: str) -> str:
    """The row's title for the reader."""
    return str(activity.row.say("title", language))


def notes(activity: Activity, language: str) -> tuple[str, ...]:
    """The row's notes for the reader."""
    return tuple(activity.row.say("notes", language))


def fact(activity: Activity, name: str, say: Say) -> str | None:
    """What the row says of `name` (size, per_room, seats, teams, height, distance, menu, purpose, who), or None."""
    known = details(activity, say.language)
    for key, value in known.items():
        if any(part in key.lower() for part in _KEYS.get(name, ())) and value is not None:
            return _worded(name, key, value, say)
    if name == "who":
        return next((note for note in notes(activity, say.language) if WHO.search(note)), None)
    if name == "menu":
        return _menu(activity, say.language)
    pattern = _TEXTS.get(name)
    if pattern:
        return next((text for text in _quotable(activity, say.language) if pattern.search(text)), None)
    return None


def _measures(key: str) -> bool:
    """Whether a detail is so many of something else: people to a room, the room's size."""
    return any(part in key.lower() for name in ("per_room", "size", "height", "distance") for part in _KEYS[name])


def counted(activity: Activity, meant: Callable[[str], bool], say: Say) -> str | None:
    """How many the row holds of what `meant` recognises in a text: a list or number of its details, else its words."""
    for key, value in details(activity, say.language).items():
        if not meant(key.replace("_", " ")) or _measures(key):
            continue
        if isinstance(value, tuple) and len(value) > 1:
            return say("answers.count", n=len(value), names=", ".join(value))
        if isinstance(value, int) and not isinstance(value, bool):
            return say("answers.count_plain", n=value)
    for text in _quotable(activity, say.language):
        for match in _TEXTS["items"].finditer(text):
            if meant(text[max(0, match.start() - 6) : match.end() + 10]):
                return text
    return None


def _worded(name: str, key: str, value: object, say: Say) -> str:
    text = _text(value)
    if name in _LABELS:
        return say(f"answers.{_LABELS[name]}", n=text) if text.isdigit() else text
    if name in _VALUES:
        unit = next((unit for unit in ("km", "m") if key.lower().endswith(f"_{unit}")), "")
        return say(f"answers.{_VALUES[name]}", value=f"{text}{unit}")
    return text


def _text(value: object) -> str:
    if isinstance(value, tuple):
        return ", ".join(map(str, value))
    if isinstance(value, int) and not isinstance(value, bool) and value >= 1000:
        return f"{value:,}"
    return str(value)


def _menu(activity: Activity, language: str) -> str | None:
    if activity.row.kind != "meal":
        return None
    for text in (title(activity, language), activity.row.title, *(part.title for part in activity.row.parts)):
        match = _BRACKETS.search(text)
        if match:
            return match["inside"]
    for text in (title(activity, language), activity.row.title):
        match = _DISH.match(text)
        if match and match["menu"] not in activity.row.places:
            return match["menu"]
    pattern = re.compile(r"(?:메뉴|식단|menu)\s*[:은는]?\s*(?P<menu>.+)", re.IGNORECASE)
    for note in notes(activity, language):
        if match := pattern.search(note):
            return match["menu"]
    return None


def _quotable(activity: Activity, language: str) -> Iterator[str]:
    yield from notes(activity, language)
    yield title(activity, language)
    for part in activity.row.parts:
        yield str(part.say("title", language))
    if language == "en":
        yield from activity.row.notes
        yield activity.row.title
