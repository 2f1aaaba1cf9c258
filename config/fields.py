"""The kinds of values in an event file: times, lengths of time, names, lines of text."""

import re
from datetime import date, timedelta
from typing import Annotated
from zoneinfo import available_timezones

from pydantic import AfterValidator, BeforeValidator, Field, StringConstraints, WithJsonSchema
from pydantic_core import PydanticCustomError

CLOCK = re.compile(r"(?:[01]?\d|2[0-3]):[0-5]\d|24:00", re.ASCII)
_LENGTH = re.compile(r"(?:(?P<d>\d{1,3})d)?(?:(?P<h>\d{1,3})h)?(?:(?P<m>\d{1,4})m)?", re.ASCII)


def length(text: str) -> timedelta:
    """The length of time that `text` ("30m", "1h30m", "7d") stands for; ValueError if it stands for none."""
    match = _LENGTH.fullmatch(text)
    if not text or match is None:
        message = f"{text!r} is no length of time; write it like 30m, 1h30m or 7d"
        raise ValueError(message)
    days, hours, minutes = (int(part or 0) for part in match.group("d", "h", "m"))
    return timedelta(days=days, hours=hours, minutes=minutes)


def _clock(text: str) -> str:
    if not CLOCK.fullmatch(text):
        raise PydanticCustomError("clock", "'{text}' is no time of day; write it like 08:30", {"text": text})  # noqa: EM101 - a type
    return text.zfill(5)


def _length_text(text: str) -> str:
    try:
        length(text)
    except ValueError as error:
        raise PydanticCustomError("length", "{reason}", {"reason": str(error), "text": text}) from None  # noqa: EM101 - a type
    return text


def _date(value: object) -> object:
    """Only 2014-10-23: pydantic itself would take numbers for seconds since 1970."""
    written = isinstance(value, str) and re.fullmatch(r"\d{4}-\d\d-\d\d", value, re.ASCII)
    if not written and not isinstance(value, date):
        raise PydanticCustomError("date", "'{text}' is no date, write 2014-10-23", {"text": str(value)})  # noqa: EM101 - a type
    return value


def _zone(text: str) -> str:
    if text not in available_timezones():
        raise PydanticCustomError("zone", "'{text}' is no IANA time zone, write Asia/Seoul", {"text": text})  # noqa: EM101 - a type
    return text


def _many(value: object) -> object:
    """One value where a list may stand: `notes: 45인승 버스` means a list of one."""
    return [value] if isinstance(value, str | int | float) else value


def _text(value: object) -> object:
    return str(value) if isinstance(value, int | float) else value


def listed(value: object) -> list[object]:
    """A list of what may be one value or several."""
    return list(value) if isinstance(value, list | tuple) else [value]


_ONE_OR_MANY = WithJsonSchema(
    {"anyOf": [{"type": ["string", "number"]}, {"type": "array", "items": {"type": ["string", "number"]}}]}
)

_LENGTH_SCHEMA = {"type": "string", "pattern": r"^(?=\d)(\d{1,3}d)?(\d{1,3}h)?(\d{1,4}m)?$"}

Clock = Annotated[str, AfterValidator(_clock), WithJsonSchema({"type": "string", "pattern": f"^({CLOCK.pattern})$"})]
Length = Annotated[str, AfterValidator(_length_text), WithJsonSchema(_LENGTH_SCHEMA)]
Lengths = Annotated[tuple[Length, ...], BeforeValidator(_many), _ONE_OR_MANY]
Date = Annotated[date, BeforeValidator(_date), Field(ge=date(1970, 1, 1), le=date(2199, 12, 31))]
Zone = Annotated[str, AfterValidator(_zone)]
Key = Annotated[str, StringConstraints(pattern=r"^[a-z0-9][a-z0-9-]{0,62}$")]
Line = Annotated[str, StringConstraints(strip_whitespace=True, min_length=1, max_length=500)]
Lines = Annotated[tuple[Line, ...], BeforeValidator(_many), _ONE_OR_MANY]
Names = Annotated[tuple[Line, ...], BeforeValidator(lambda value: [_text(one) for one in listed(value)]), _ONE_OR_MANY]
Heads = Annotated[int, Field(ge=0, le=1_000_000)]
Detail = str | bool | int | float | tuple[Annotated[str, BeforeValidator(_text)], ...]
