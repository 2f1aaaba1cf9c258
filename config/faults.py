"""What the models say about a file, as problems with a line and a remedy."""

import re
from collections.abc import Callable, Iterable, Mapping
from typing import Any
from zoneinfo import available_timezones

from pydantic import BaseModel
from pydantic_core import ErrorDetails

from config import event as plan
from config import guess
from config.problems import Problem
from config.tree import Loc, Node

# Where in the file which model stands; list indexes and the keys of places are left out.
_MODELS: Mapping[tuple[str, ...], type[BaseModel]] = {
    (): plan.Event,
    ("event",): plan.Facts,
    ("event", "contact"): plan.Contact,
    ("event", "budget"): plan.Budget,
    ("event", "training_hours"): plan.TrainingHours,
    ("places", "*"): plan.Place,
    ("itinerary",): plan.Activity,
    ("itinerary", "audience"): plan.Audience,
    ("itinerary", "parts"): plan.Part,
    ("feedback",): plan.Feedback,
    ("feedback", "opens"): plan.Opening,
    ("faq",): plan.Faq,
}
_KEYS: Mapping[str, str] = {
    "missing": "missing",
    "extra_forbidden": "unknown_key",
    "clock": "clock",
    "length": "length",
    "zone": "zone",
    "literal_error": "choice",
    "string_pattern_mismatch": "key_form",
    "string_too_short": "empty",
    "string_too_long": "long_text",
    "string_type": "text_wanted",
    "too_short": "empty",
    "tuple_type": "list_wanted",
    "model_type": "mapping_wanted",
    "model_attributes_type": "mapping_wanted",
    "dict_type": "mapping_wanted",
}
_ZONE_WORDS = {"Asia/Seoul": ("KST", "한국", "서울", "Korea", "Seoul", "대한민국", "UTC+9", "GMT+9", "+09:00")}
_QUOTED = re.compile(r"'([^']*)'")


def faults(errors: Iterable[ErrorDetails], root: Node) -> list[Problem]:
    """The problems behind pydantic's errors, one for each place in the file and kind of fault."""
    found: dict[tuple[Loc, str], Problem] = {}
    for error in errors:
        loc = location(error["loc"])
        key = _key(error, loc)
        line, column = root.where(loc)
        values, nearest = _told(key, error, loc)
        found.setdefault((loc, key), Problem(key, line, column, values, nearest))
    return list(found.values())


def location(loc: Loc) -> Loc:
    """Where an error is, without pydantic's own words: the branch of a union, the items of a fixed pair."""
    if loc[0] == "reminders" and len(loc) > 2:
        loc = loc[:2] + loc[3:]
    if len(loc) > 3 and loc[0] == "itinerary" and str(loc[2]).startswith("details"):
        loc = loc[:4]
    if len(loc) > 3 and loc[0] == "places" and loc[2] == "at":
        loc = loc[:3]
    return loc[:1] if loc[0] == "quiet" and len(loc) > 1 and loc[-1] in {0, 1} else loc


def _key(error: ErrorDetails, loc: Loc) -> str:
    kind, key = error["type"], _KEYS.get(error["type"], "wrong")
    cases = (
        (loc[0] == "version", "version_missing" if kind == "missing" else "version"),
        (loc[0] == "places" and "at" in loc[2:], "coordinates"),
        (loc[0] == "quiet" and key != "clock", "quiet_pair"),
        (len(loc) > 3 and str(loc[2]).startswith("details"), "detail"),
        (kind.startswith("date"), "date"),
        (kind.startswith(("int", "float", "bool", "finite")), "number_wanted"),
        (kind == "clock" and guess.next_day(str(error["input"])) is not None, "clock_over"),
        (kind.startswith(("greater", "less")), "range"),
    )
    return next((name for holds, name in cases if holds), key)


def _told(key: str, error: ErrorDetails, loc: Loc) -> tuple[dict[str, Any], str | None]:
    """The values of the message and what was probably meant."""
    field = next((str(step) for step in reversed(loc) if isinstance(step, str) and step != "[key]"), "")
    given = error.get("input")
    text = "" if isinstance(given, dict) else given
    values = {"field": field, "given": text, "reason": error["msg"], "bounds": _bounds(error)}
    if key == "choice":
        values["choices"] = _QUOTED.findall(str(error.get("ctx", {}).get("expected", "")))
    if key == "unknown_key":
        values["choices"] = _known(loc)
    if key == "clock_over":
        over = guess.next_day(str(given))
        values["clock"] = f"{str(over)[:4]:0>5}" if over is not None else ""
    return values, _nearest(key, str(text), values)


def _nearest(key: str, given: str, values: Mapping[str, Any]) -> str | None:
    find: dict[str, Callable[[], str | None]] = {
        "clock": lambda: guess.clock(given),
        "length": lambda: guess.length(given),
        "zone": lambda: guess.meant(given, available_timezones(), _ZONE_WORDS),
        "choice": lambda: guess.meant(given, values["choices"], guess.KIND_WORDS),
        "unknown_key": lambda: guess.meant(str(values["field"]), values["choices"], guess.KEY_WORDS),
        "number_wanted": lambda: next(iter(re.findall(r"\d+", given.replace(",", ""))), None),
        "date": lambda: guess.date_like(given),
        "key_form": lambda: guess.key_like(given),
    }
    return find[key]() if key in find else None


def _bounds(error: ErrorDetails) -> str:
    signs = {"ge": "≥", "gt": ">", "le": "≤", "lt": "<"}
    return ", ".join(f"{signs[name]} {bound}" for name, bound in error.get("ctx", {}).items() if name in signs)


def _known(loc: Loc) -> list[str]:
    """The keys that the model around an unknown key knows, as a file spells them."""
    around = [step for step in loc[:-1] if isinstance(step, str)]
    if around and around[0] == "places" and len(around) > 1:
        around[1] = "*"
    if around == ["reminders"]:
        return ["kinds", "before", "daily", "what"]
    model = _MODELS.get(tuple(around))
    return [one.alias or name for name, one in model.model_fields.items()] if model else []
