"""What a plan says about the event as a whole: labelled lines such as "■ 행사명 : …", and its title."""

import re
from collections.abc import Iterable
from dataclasses import dataclass, field

from config.importers import contact, dates, labels, times, vocabulary
from config.importers.dates import Day
from config.importers.labels import Entry
from config.importers.words import bare, closed, one_line, plain

_QUOTES = "『』「」《》〈〉<>“”\"'‘’【】[]"
_TAGS = re.compile(
    r"^(?:[\[【(<]\s*(?:안내|공지|알림|공유|필독|재공지|수정|최종|긴급|초안|안|notice|info)\s*[\]】)>]\s*|(?:re|fwd?)\s*:\s*"
    r"|\d{1,2}월\s*\d{1,2}일(?:\s*\([월화수목금토일]\))?\s+)+",
    re.IGNORECASE,
)
_STARS = "*# ★☆♥♡♠♣♪◆◇◈■□●○▶◀▷◁~=-–—"
_DATED = re.compile(
    r"\s*[,(\[:]?\s*(?:(?:20\d\d|['’]?\d\d)\s*[.년/\-]\s*)?\d{1,2}\s*[.월/\-]\s*\d{1,2}\s*일?\.?"
    r"(?:\s*\(?[월화수목금토일](?:요일)?\)?)?(?:\s*[~\-∼].{0,16})?[)\]]?\s*$"
    r"|[\s,(|–-]+(?:[A-Z][a-z]+day,? )?"
    r"(?:\d{1,2}(?:\s*[-–]\s*\d{1,2})? [A-Z][a-z]{2,8}|[A-Z][a-z]{2,8} \d{1,2}(?:\s*[-–]\s*\d{1,2})?),? 20\d\d\)?\s*$"
)
_PEOPLE = re.compile(
    r"(?P<name>(?:\d{1,2}(?=[가-힣]))?[가-힣A-Za-z][가-힣A-Za-z0-9·/ ]{0,16}?)?\s*[(:：]?\s*(?:총|각|약)?\s*"
    r"(?P<n>\d[\d,]*)\s*명"
)
_ENGLISH_PEOPLE = re.compile(r"(?P<n>\d[\d,]*)\s+(?P<name>[a-z][a-z\-]*(?: [a-z\-]+)?)", re.IGNORECASE)
_MONEY = re.compile(
    r"(?P<name>[가-힣A-Za-z]{1,12})?\s*[:(：]?\s*(?:금|총|약)?\s*(?P<n>\d[\d,]*(?:\.\d+)?)\s*"
    r"(?P<unit>천원|만원|백만원|억원|원|천 원|만 원|KRW|USD|EUR)"
)
_TRAINING = re.compile(r"(?:(\d+)\s*일\s*,?\s*)?(\d+(?:\.\d+)?)\s*시간")


@dataclass(frozen=True, slots=True)
class Overview:
    """Facts of an event as its document has them.

    `total` is the stated number of people, `opens` the time that stands with the dates.
    """

    title: str = ""
    title_guessed: bool = False
    first: Day | None = None
    last: Day | None = None
    nights: tuple[int, int] | None = None
    places: tuple[str, ...] = ()
    host: str = ""
    organizers: tuple[str, ...] = ()
    purpose: str = ""
    topics: tuple[str, ...] = ()
    visits: tuple[str, ...] = ()
    notes: tuple[str, ...] = ()
    attendance: dict[str, int] = field(default_factory=dict)
    total: int | None = None
    budget: dict[str, object] = field(default_factory=dict)
    contact: dict[str, str] = field(default_factory=dict)
    training: dict[str, float] = field(default_factory=dict)
    years: tuple[int, ...] = ()
    opens: int | None = None


def read(lines: Iterable[str]) -> Overview:
    """The facts that the lines of a document label."""
    listed = labels.apart(lines)
    found = labels.entries(listed)
    title, guessed = _title(listed, found)
    first, last, nights = _period(found, listed)
    attendance, total = _attendance(labels.texts(found, "attendance"))
    host, organizers = _hosts(found)
    return Overview(
        title, guessed, first, last, nights,
        tuple(labels.value(one) for one in found if one.role == "place" and one.value),
        host, organizers,
        one_line(labels.one(found, "purpose").text),
        _items(labels.one(found, "topics")),
        tuple(part for part in re.split(r"\s*[,、/;]\s*", one_line(labels.one(found, "visits").text)) if part),
        _notes(found),
        attendance, total,
        _budget(labels.one(found, "budget")),
        contact.labelled(labels.one(found, "contact").text) or contact.called(listed),
        _training(listed),
        tuple(int(year) for year in re.findall(r"(?<!\d)(20\d\d)(?=\s*[.\-/년])", plain("\n".join(listed)))),
        _opens(found),
    )  # fmt: skip


# Title


def _title(lines: list[str], found: list[Entry]) -> tuple[str, bool]:
    named = [one for one in found if one.role == "title" and 3 < len(one.value) <= 120]
    if named:
        return tidy_title(named[0].value), False
    candidates = [line for line in lines[:25] if _titular(line)]
    quoted = [line for line in candidates if re.search(r"[『「《]|^\s*\[[^\[\]]+\]\s*$", line)]
    first = [line for line in lines[:3] if _heading(line) and not re.search(r"[:：]", tidy_title(line))]
    return next(((tidy_title(line), True) for line in (*quoted, *candidates, *first)), ("", True))


def _titular(line: str) -> bool:
    """Whether a line is a heading that names a kind of event."""
    return _heading(line) and bool(vocabulary.pattern("event_words").search(line))


def _heading(line: str) -> bool:
    """Whether a line may be a title: short, no label, no sentence, more than a date or a time."""
    text = tidy_title(line)
    sentence = re.search(r"(?:다|함|임|음|니다|요)[.!~♡^ ]*$|[!?]", text)
    caption = closed(text) in {closed(word) for word in vocabulary.words("itinerary_captions")}
    if contact.PHONE.search(text):
        return False
    timed = caption or times.find(text) or labels.labelled(line) or "\t" in line.strip()
    return 4 <= len(text) <= 70 and not sentence and not timed and bool(re.search(r"[가-힣A-Za-z]{2}", text))


def tidy_title(text: str) -> str:
    """A title without quotes, bullets and words such as 결과 보고 or 추진 계획 behind it."""
    title = _TAGS.sub("", bare(one_line(text).strip(_STARS)))
    quoted = re.search(r"[『「《]\s*(.+?)\s*[』」》]", title)
    if quoted and len(quoted[1]) >= 4:
        title = quoted[1]
    title = re.sub(r"^[-–\s]+|[-–\s]+$", "", title).strip(_QUOTES + " ")
    title = _DATED.sub("", title) if len(_DATED.sub("", title)) >= 4 else title
    for _ in range(3):
        for tail in vocabulary.words("title_tails"):
            least = 4 if vocabulary.pattern("event_words").search(title[: -len(tail)]) else 6
            if title.lower().endswith(tail.lower()) and len(title.rstrip()) - len(tail) >= least:
                title = title[: -len(tail)].strip(_QUOTES + " -–:·|,()")
    title = re.sub(r"[\s(–-]+(?:제?\s*\d일\s*차|day\s*\d)\)?$", "", title, flags=re.IGNORECASE)
    return re.sub(r"\s*\((?:안|초안|\d+차\s*안|최종)\)$", "", title)


# Dates


def _period(found: list[Entry], lines: list[str]) -> tuple[Day | None, Day | None, tuple[int, int] | None]:
    for entry in (one for one in found if one.role == "dates"):
        span = dates.period(entry.text)
        if span:
            return span[0], span[1], dates.nights(entry.text)
    for line in lines[:25]:
        span = dates.period(line)
        full = span and span[0].month and (span[0].year or span[0].weekday is not None)
        if (
            span
            and full
            and not re.search(r"결재|작성|문서|시행|접수|개정|배포|보고일|updated|printed|version", line, re.IGNORECASE)
        ):
            return span[0], span[1], dates.nights(line)
    return None, None, next((one for one in map(dates.nights, lines) if one), None)


def _opens(found: list[Entry]) -> int | None:
    """The time of day that stands with the event's dates."""
    told = (times.find(one.value) for one in found if one.role == "dates")
    return next((one[0].start for one in told if one), None)


# People and money


def _attendance(texts: list[str]) -> tuple[dict[str, int], int | None]:
    """Heads by group and the stated total, from the first text that counts people."""
    for text in texts:
        groups, totals = _counted(plain(text))
        if groups or totals:
            return groups, totals[0] if totals else None
    return {}, None


def _counted(text: str) -> tuple[dict[str, int], list[int]]:
    groups: dict[str, int] = {}
    totals: list[int] = []
    matches = list(_PEOPLE.finditer(text)) or list(_ENGLISH_PEOPLE.finditer(text))
    for match in matches:
        name = re.sub(r"^(?:및|등|또는|과|와|각|and)\s+", "", (match["name"] or "").strip(" -·/")).strip()
        number = int(match["n"].replace(",", ""))
        if not name or closed(name) in vocabulary.words("totals") or closed(name).endswith(("총", "인원")):
            totals.append(number)
        else:
            groups.setdefault(name, number)
    if totals and not groups:
        groups = _within(text)
    return groups, totals


def _within(text: str) -> dict[str, int]:
    """Groups in brackets without 명 behind their numbers: 42명(주민 38, 공무원 4)."""
    inside = re.search(r"\(([^()]*\d[^()]*)\)", text)
    parts = re.split(r"\s*[,/·+]\s*", inside[1]) if inside else []
    found = [re.fullmatch(r"([가-힣A-Za-z][가-힣A-Za-z ]{0,14}?)\s*(\d{1,4})", part.strip()) for part in parts]
    return {match[1]: int(match[2]) for match in found if match} if all(found) else {}


def _budget(entry: Entry) -> dict[str, object]:
    found = list(_MONEY.finditer(plain(entry.text)))
    if not found:
        return {}
    unit = found[0]["unit"].replace(" ", "")
    total = _amount(found[0]["n"])
    sources: dict[str, float | int] = {}
    for match in found[1:]:
        name = match["name"] or ""
        if name and match["unit"].replace(" ", "") == unit and name not in {"총", "계", "합계", "금", "약"}:
            sources.setdefault(name, _amount(match["n"]))
    notes = [one_line(bare(line))[:500] for line in entry.under]
    result: dict[str, object] = {"unit": unit, "total": total}
    return result | ({"sources": sources} if sources else {}) | ({"notes": notes} if notes else {})


def _amount(text: str) -> float | int:
    value = float(text.replace(",", ""))
    return int(value) if value.is_integer() else value


# The rest


def _hosts(found: list[Entry]) -> tuple[str, tuple[str, ...]]:
    both = labels.one(found, "host_organizers").value
    if both:
        first, *others = re.split(r"\s*/\s*", both)
        return one_line(first), tuple(_names(others[0])) if others else ()
    return one_line(labels.one(found, "host").value), tuple(_names(labels.one(found, "organizers").value))


def _names(text: str) -> list[str]:
    return [name for name in re.split(r"\s*[,、;]\s*(?![^()]*\))", one_line(text)) if name]


def _items(entry: Entry) -> tuple[str, ...]:
    texts = [bare(line) for line in entry.under if not line.startswith("※")] or [entry.value]
    return tuple(one_line(text)[:500] for text in texts if text.strip())


def _notes(found: list[Entry]) -> tuple[str, ...]:
    """What the overview says of visits, and of the people beyond their numbers."""
    lines = [bare(line) for entry in found if entry.role == "tour" for line in (entry.value, *entry.under) if line]
    lines += [bare(line) for entry in found if entry.role == "attendance" for line in entry.under if len(line) > 14]
    return tuple(dict.fromkeys(one_line(line)[:500] for line in lines))


def _training(lines: list[str]) -> dict[str, float]:
    for line in lines:
        if "상시학습" in closed(line):
            match = _TRAINING.search(plain(line))
            if match:
                return {"days": int(match[1] or 1), "hours": _amount(match[2])}
    return {}
