"""Every word the bot says: the catalogues under config/texts/, one folder a language, one file a subject.

A key is "file.name". Placeholders are `{name}`. In Korean `{name:을}` adds the particle that fits the word's last
sound (은/는, 이/가, 을/를, 과/와, 으로/로, 이에요/예요, 이나/나); in English `{n:day/days}` is 1 day, 2 days. A key or
placeholder that is missing is an error at start.
"""

import string
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from pathlib import Path
from typing import Any
from zoneinfo import ZoneInfo

import yaml
from babel.dates import format_date

FOLDER = Path(__file__).parent.parent / "config" / "texts"
LANGUAGES = ("ko", "en")
# The base loader knows strings only: a key `on` or `yes` stays what it is. The one in C is ten times as fast.
_STRINGS = getattr(yaml, "CBaseLoader", yaml.BaseLoader)
_DATES = {"ko": "M월 d일(E)", "en": "EEE d MMM"}
# After a consonant, after a vowel; the first form names the particle in a catalogue.
_PARTICLES = {
    "은": ("은", "는"),
    "이": ("이", "가"),
    "을": ("을", "를"),
    "과": ("과", "와"),
    "으로": ("으로", "로"),
    "이에요": ("이에요", "예요"),
    "이나": ("이나", "나"),
}
# Digits and Latin letters as they are read aloud in Korean: does the name end in a consonant?
_CLOSED = frozenset("013678lmnrLMNR")
_RIEUL = frozenset("178lrLR")


class TextError(Exception):
    """A catalogue lacks something; the message names file, key and what is missing."""


def particle(word: str, form: str) -> str:
    """The form of a Korean particle that follows `word`; brackets and signs at its end are not read."""
    letters = [one for one in word if one.isalnum()]
    last = letters[-1] if letters else "가"
    closed, rieul = last in _CLOSED, last in _RIEUL
    if "가" <= last <= "힣":
        final = (ord(last) - ord("가")) % 28
        closed, rieul = final != 0, final == 8
    after_consonant, after_vowel = _PARTICLES[form]
    return after_vowel if not closed or (rieul and form == "으로") else after_consonant


class _Formatter(string.Formatter):
    def format_field(self, value: Any, format_spec: str) -> str:  # noqa: ANN401 - as the base class has it
        if format_spec in _PARTICLES:
            return f"{value}{particle(str(value), format_spec)}"
        if "/" in format_spec:
            one, many = format_spec.split("/")
            return f"{value} {one if str(value) == '1' else many}"
        return str(super().format_field(value, format_spec))


_FORMATTER = _Formatter()


@dataclass(frozen=True, slots=True)
class Say:
    """The words of one language: `say("schedule.none", day=3)`; dates and times of an event's `zone`."""

    language: str
    words: dict[str, str]

    def __call__(self, key: str, /, **values: object) -> str:
        """The text of `key` with its placeholders filled; KeyError names a key or placeholder that is missing."""
        return _FORMATTER.vformat(self.words[key], (), values)

    def has(self, key: str) -> bool:
        """Whether there is such a text."""
        return key in self.words

    def date(self, day: date) -> str:
        """10월 23일(목), Thu 23 Oct."""
        return str(format_date(day, _DATES[self.language], locale=self.language))

    def clock(self, moment: datetime, zone: ZoneInfo) -> str:
        """13:30 on the event's wall clock."""
        return moment.astimezone(zone).strftime("%H:%M")

    def length(self, span: timedelta) -> str:
        """1시간 30분, 1 h 30 min; days from one day on; under a minute counts as a minute."""
        minutes = max(1, round(span.total_seconds() / 60))
        days, rest = divmod(minutes, 1440)
        hours, left = divmod(rest, 60)
        units = (("days", days), ("hours", hours), ("minutes", left))
        return " ".join(self(f"time.{unit}", n=n) for unit, n in units if n)


def language_of(hint: str, default: str = "ko") -> str:
    """The catalogue for a platform's hint such as "ko", "en-GB"; other languages read English."""
    if not hint:
        return default
    return "ko" if hint.lower().startswith("ko") else "en"


def load(folder: Path = FOLDER) -> dict[str, Say]:
    """Read the catalogues of all languages; TextError when they do not hold the same keys and placeholders."""
    words = {language: _read(folder / language) for language in LANGUAGES}
    _compare(words["ko"], words["en"])
    said = {language: Say(language, words[language]) for language in LANGUAGES}
    for one in said.values():
        one.date(date(2000, 1, 1))  # the names of days and months are read now, not when the first reminder is due
    return said


def _read(folder: Path) -> dict[str, str]:
    result = {}
    for path in sorted(folder.glob("*.yaml")):
        for name, text in (yaml.load(path.read_text("utf-8"), _STRINGS) or {}).items():  # noqa: S506 - builds no objects
            if not isinstance(text, str):
                message = f"{path.name}: {name} is no text; quote it"
                raise TextError(message)
            result[f"{path.stem}.{name}"] = text.rstrip("\n")
    return result


def _compare(korean: dict[str, str], english: dict[str, str]) -> None:
    for key in sorted(korean.keys() ^ english.keys()):
        message = f"{key} stands in only one of the catalogues"
        raise TextError(message)
    for key, text in korean.items():
        if _placeholders(text) != _placeholders(english[key]):
            message = f"{key}: the languages differ in their placeholders"
            raise TextError(message)


def _placeholders(text: str) -> set[str]:
    return {name for _, name, _, _ in _FORMATTER.parse(text) if name}
