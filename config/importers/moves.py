"""Where a movement row comes from and goes to, from its words: X 출발, X 도착, A에서 B로 이동, bus to X."""

import re
from dataclasses import dataclass

from config.importers import times, vocabulary
from config.importers.words import clean, closed, plain

_ARROW = re.compile(r"\s*(?:→|⇒|➔|➡|▶|=>|->|⟶|>)\s*")
_VERB = r"(?:이동|출발|향발|복귀|귀가|귀환|귀교|귀경|도착|집결|집합|승차|탑승|하차|해산|입국|출국)"
_BOTH = re.compile(
    rf"^(?P<a>.+?)(?:\s*에서|\s+출발|\s*~|\s+-)\s*[,~\-/]?\s*(?P<b>.+?)(?:\s*(?:으로|로|까지|에))?\s*{_VERB}"
)
_TOWARD = re.compile(r"^(?P<b>.+?)(?:으로|로|까지|을 향해)\s*(?:출발|이동|향발|복귀|귀환|귀가)")
_FROM = re.compile(r"^(?P<a>.+?)\s*(?:에서\s*)?(?:출발|집결|집합|승차|탑승|출국)")
_TO = re.compile(r"^(?P<b>.+?)(?:에)?\s*(?:도착|향발|복귀|귀환|하차|이동|입국)")
_BOUND = re.compile(r"(?<![가-힣])(?P<b>[가-힣]{2,6})행(?:\s|\()")
_ENGLISH = (
    re.compile(r"\bfrom\s+(?P<a>[^,;]+?)\s+(?:to|for)\s+(?P<b>[^,;(]+)", re.IGNORECASE),
    re.compile(r"\b(?:leave|depart|departing|departure)\s+(?P<a>[^,;]+?)\s+(?:for|to)\s+(?P<b>[^,;(]+)", re.IGNORECASE),
    re.compile(
        r"\b(?:depart|departs|departure|leave|leaves|departing|pick-?up)\s+(?:from\s+)?(?P<a>[A-Z0-9][^,;(]*)",
        re.IGNORECASE,
    ),
    re.compile(r"\b(?:arrive|arrives|arrival|arriving)\s+(?:at|in|to)\s+(?P<b>[^,;(]+)", re.IGNORECASE),
    re.compile(
        r"\b(?:transfer|bus|coach|shuttle|train|travel|drive|move|return|back|go|head|walk|ferry|flight)\s+(?:back\s+)?to\s+(?P<b>[^,;(]+)",
        re.IGNORECASE,
    ),
)
_VEHICLE = re.compile(
    r"^(?:(?:전세|관광|대형|셔틀|리무진|단체)?\s*(?:버스|차량|승합차|KTX|SRT|기차|열차|비행기|항공편?|배|여객선|도보|지하철|택시)"
    r"\s*(?:편으로|편|으로|로|를?\s*타고|을?\s*이용하여|이용)?|\d+호차)\s+"
)
_WHO = re.compile(r"^(?:전원|전체|모두|참가자|참석자|학생|각자|개별|일동|조별|인원\s*(?:점검|확인))\s*(?:및|후)?\s*")


@dataclass(frozen=True, slots=True)
class Move:
    """The places between which a row moves, as it names them; "" where it does not."""

    origin: str = ""
    destination: str = ""


def move(text: str) -> Move:
    """The movement that a title names."""
    inside = next((found for found in re.findall(r"[(\[]([^()\[\]]+)[)\]]", plain(text)) if _ARROW.search(found)), "")
    if inside:
        return _arrow(inside) or Move()
    source = re.sub(r"\s*[(\[][^()\[\]]*[)\]]", "", plain(text)).replace("\n", " ").strip()
    return _arrow(source) or _korean(source) or _english(source) or Move()


def _arrow(source: str) -> Move | None:
    parts = [_name(part) for part in _ARROW.split(source)]
    return Move(parts[0], parts[-1]) if len(parts) > 1 and parts[-1] else None


def _korean(source: str) -> Move | None:
    head = re.split(r"\s*(?:및|,|·|/)\s*(?=\S*(?:인원|환영|등록|해산|방배정|짐))", source)[0]
    for pattern in (_BOTH, _TOWARD):
        match = pattern.search(head)
        found = _named(match) if match else None
        if found and found.destination and (pattern is _TOWARD or found.origin):
            return found
    bound = _BOUND.search(head)
    if bound:
        return Move("", _name(bound["b"]))
    last: Move | None = None
    for pattern in (_FROM, _TO):
        match = pattern.search(head)
        found = _named(match) if match else None
        if found and (found.origin or found.destination):
            shorter = match is not None and last is None
            last = found if shorter else last
    return last


def _english(source: str) -> Move | None:
    for pattern in _ENGLISH:
        match = pattern.search(source)
        if match:
            return _named(match)
    return None


def _named(match: re.Match[str]) -> Move:
    groups = match.groupdict()
    return Move(_name(groups.get("a") or ""), _name(groups.get("b") or ""))


def _name(text: str) -> str:
    """A place's name within a phrase, or "" when the phrase is none."""
    found = re.split(r"\s*(?:,|;|\s후\s|\s및\s|/)\s*", clean(text))[-1]
    found = _WHO.sub("", _VEHICLE.sub("", found))
    found = re.sub(rf"\s*(?:에서|으로|까지|를|을)?\s*{_VERB}.*$", "", found)
    found = re.sub(r"(?<=[가-힣]{2})(?:에서|으로|까지)$", "", found).strip(" -~:.·")
    found = re.sub(r"^(?:the)\s+", "", found, flags=re.IGNORECASE)
    found = re.sub(r"^.*\s경유\s+", "", found)
    words = re.sub(r"(?:으로|로)$", "", found).split()
    if not words or _VEHICLE.fullmatch(f"{found} ") or len(found) > 30 or len(words) > 5 or times.find(found):
        return ""
    return (
        ""
        if all(closed(word) in vocabulary.words("no_names") for word in words) or not re.search(r"[가-힣A-Za-z]", found)
        else found
    )
