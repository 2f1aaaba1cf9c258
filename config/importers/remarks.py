"""Facts in the remarks and titles of rows, as named details: 45인승 버스 → vehicle 버스, seats 45."""

import re
from collections.abc import Callable

from config.importers import vocabulary
from config.importers.words import clean, plain

Detail = str | int | float
_NUMBER = r"(\d{1,3}(?:,\d{3})+|\d+)"


def _int(text: str) -> int:
    return int(text.replace(",", ""))


def _figure(text: str) -> Detail:
    value = float(text.replace(",", ""))
    return int(value) if value == int(value) else value


_RULES: tuple[tuple[str, re.Pattern[str], Callable[[str], Detail]], ...] = (
    ("seats", re.compile(_NUMBER + r"\s*(?:인승|석|-?\s*seat(?:er|s)?(?![a-z]))", re.IGNORECASE), _int),
    ("vehicles", re.compile(r"(?:버스|차량|승합차|리무진|승용차)\s*" + _NUMBER + r"\s*대", re.IGNORECASE), _int),
    ("room_area", re.compile(r"(\d+(?:\.\d+)?\s*(?:평형?(?![가-힣])|㎡|m²|m2))"), str),
    (
        "per_room",
        re.compile(r"(\d+)\s*인\s*1?\s*실|1실\s*(?:당\s*)?(\d+)[인명]|(\d+) (?:people )?(?:per|to a) room"),
        _int,
    ),
    (
        "rooms",
        re.compile(r"(?:객실|방|숙소)\s*(?:총\s*)?(\d+)\s*(?:실|개)|(\d+)\s*개\s*(?:객실|방|실)|(\d+) rooms"),
        _int,
    ),
    (
        "teams",
        re.compile(
            r"(?:총|전체|모두)\s*(\d+)\s*개?\s*(?:팀|조|모둠|반)|(\d+)\s*개\s*(?:팀|조|모둠|분반|반)"
            r"|(\d+) (?:teams|groups)"
        ),
        _int,
    ),
    ("distance_km", re.compile(r"(\d+(?:\.\d+)?)\s*(?:km|㎞|킬로미터|킬로)(?!/|\w)", re.IGNORECASE), _figure),
    (
        "height_m",
        re.compile(
            r"(?:해발|고도|높이|표고|altitude|elevation)\s*(?:약\s*)?([\d,]+(?:\.\d+)?)\s*(?:m|미터)", re.IGNORECASE
        ),
        _figure,
    ),
    ("people", re.compile(r"(?<![\d~\-])(?:총\s*)?" + _NUMBER + r"\s*명(?!칭|소|사)"), _int),
    ("price", re.compile(r"((?:1인당?\s*)?[\d,]+\s*(?:천|만)?원(?:/인)?)"), str),
    ("floor", re.compile(r"((?:지하\s*)?\d+)\s*층"), str),
    ("bring", re.compile(r"(?:준비물|지참물?|가져올 것|bring)\s*[:：]\s*([^\n;]+)", re.IGNORECASE), str),
    ("menu", re.compile(r"(?:메뉴|식단|menu)\s*[:：]\s*([^\n;)]+)", re.IGNORECASE), str),
    ("speaker", re.compile(r"(?:강사|연사|발표자?|진행|사회|speaker)\s*[:：]\s*([^\n;)]+)", re.IGNORECASE), str),
    ("workshops", re.compile(r"(\d+)\s*개\s*(?:의\s*)?공방"), _int),
    ("travel_time", re.compile(r"((?:약\s*)?\d+(?:시간(?:\s*\d+분)?|분))\s*(?:소요|걸림|정도 소요)"), str),
)
_VEHICLE = re.compile(
    r"(전세버스|관광버스|대형버스|우등버스|리무진버스|셔틀버스|시티투어버스|버스|승합차|KTX|SRT|기차|열차|비행기|항공편|여객선|배편|페리|택시|도보|지하철|\bbus\b|\bcoach\b|\bvan\b|\btrain\b|\bferry\b)",
    re.IGNORECASE,
)
_MENU = re.compile(r"[(（\[]([^()（）\[\]]{1,40})[)）\]]")


def facts(text: str) -> dict[str, Detail]:
    """The named facts in `text`; plain values, in the order of the rules."""
    source = re.sub(r"\s+", " ", plain(text))
    lines = plain(text)
    result: dict[str, Detail] = {}
    for name, pattern, read in _RULES:
        match = pattern.search(lines if name in {"bring", "menu", "speaker"} else source)
        if match:
            result[name] = read(_tidy(next(group for group in match.groups() if group)))
    return result


def vehicle(text: str) -> str | None:
    """The vehicle that `text` names."""
    match = _VEHICLE.search(plain(text))
    return match[1] if match else None


def menu(title: str, notes: str) -> str | None:
    """What there is to eat: in brackets after a meal's title, or a remark that is nothing but a dish."""
    match = _MENU.search(clean(title))
    if match and not re.search(r"\d|장소|층|실$|명$|각자|개별|자유", match[1]) and not _PLACE_END.search(match[1]):
        return match[1].strip()
    text = clean(notes).strip("()")
    if text and len(text) <= 30 and not re.search(r"[\d:]", text) and _dish(text):
        return text
    return None


_PLACE_END = re.compile(r"(?:식당|카페|강당|호텔|센터|홀|관|휴게소|레스토랑|숙소|리조트|로비)$")


def _dish(text: str) -> bool:
    last = re.split(r"[\s,/·]+", text)[-1]
    return any(last.endswith(food) for food in vocabulary.words("foods")) and not _PLACE_END.search(last)


def purpose(text: str) -> str | None:
    """A remark that says what for, in one or two words: 팀워크훈련."""
    source = clean(text)
    if 2 < len(source) <= 15 and "\n" not in source and source.endswith(vocabulary.words("purposes")):
        return source
    return None


def _tidy(text: str) -> str:
    return re.sub(r"\s+", " ", text).strip(" ,")
