"""The draft as YAML that a person reads and corrects: in the file's own order, guesses marked beside their rows."""

import json
import re
from collections.abc import Sequence
from functools import cache
from pathlib import Path
from typing import Any

import yaml

_TEXTS = Path(__file__).parent.parent / "texts"
_PLAIN = re.compile(r"[A-Za-z가-힣][A-Za-z0-9가-힣()·_/.~+&%『』「」“” ,-]*[A-Za-z0-9가-힣)%』」”]|[A-Za-z가-힣]")
_WORDS = frozenset("y n yes no on off true false null ~".split())  # noqa: SIM905 - YAML 1.1's own words, in a row
_KEY = re.compile(r"[A-Za-z가-힣][A-Za-z0-9가-힣_-]*")


@cache
def _words(language: str) -> dict[str, str]:
    return dict(yaml.safe_load((_TEXTS / language / "importing.yaml").read_text("utf-8")))


def comment(key: str, language: str, **values: object) -> str:
    """The text `importing.<key>` for a comment of the file; catalogue texts of comments use plain placeholders."""
    return _words(language)[key].strip().format(**values)


def draft(
    data: dict[str, Any], guesses: Sequence[Sequence[str]], language: str, source: str, notes: Sequence[str]
) -> str:
    """The event file: `guesses` are keys for each activity, `source` what was read, `notes` what was not."""
    lines = [f"# {line}" for line in comment("head", language, source=source).split("\n")]
    lines += [f"# {line}" for line in notes]
    lines += ["version: 1", "", "event:", *_facts(data["event"], language)]
    lines += ["", "places:" + ("" if data["places"] else " {}"), *_places(data["places"])]
    lines += ["", "itinerary:" + ("" if data["itinerary"] else " []")]
    day = 0
    for activity, found in zip(data["itinerary"], guesses, strict=True):
        if activity["day"] != day:
            day = activity["day"]
            lines.append(f"  # {comment('day', language, day=day, date=data['event']['days'][day - 1])}")
        lines += _activity(activity, found, language)
    return "\n".join(lines) + "\n"


def _facts(event: dict[str, Any], language: str) -> list[str]:
    marked = event.pop("#", {})
    result = []
    for key, value in event.items():
        mark = f"  # {comment(marked[key], language)}" if key in marked else ""
        if key in {"topics", "notes"} and len(str(value)) > 100:
            result += [f"  {key}:{mark}", *(f"    - {scalar(one)}" for one in value)]
        else:
            result.append(f"  {key}: {flow(value)}{mark}")
    return result


def _places(places: dict[str, dict[str, Any]]) -> list[str]:
    return [f"  {key}: {flow(place)}" for key, place in places.items()]


def _activity(activity: dict[str, Any], guesses: Sequence[str], language: str) -> list[str]:
    marks: dict[str, list[str]] = {}
    for guess in guesses:
        marks.setdefault(_FIELDS.get(guess, "title"), []).append(comment(f"mark_{guess}", language))
    result = []
    for number, (key, value) in enumerate(activity.items()):
        mark = "  # " + "; ".join(marks.pop(key)) if key in marks else ""
        lead = "  - " if number == 0 else "    "
        if key == "parts":
            result += [f"{lead}{key}:{mark}", *(f"      - {flow(part)}" for part in value)]
        elif key == "notes" and len(str(value)) > 90:
            result += [f"{lead}{key}:{mark}", *(f"      - {scalar(note)}" for note in value)]
        else:
            text = f'"{value}"' if key in {"start", "end"} else flow(value)
            result.append(f"{lead}{key}: {text}{mark}")
    return result + [f"    # {'; '.join(texts)}" for texts in marks.values()]


_FIELDS = {
    "kind": "kind",
    "kinds": "kind",
    "afternoon": "start",
    "start_from_before": "start",
    "between": "start",
    "same_time": "start",
    "opening": "start",
    "origin": "from",
    "parts": "parts",
    "new_day": "day",
    "past_midnight": "day",
}


def flow(value: object) -> str:
    """A value in YAML's flow style, in one line."""
    if isinstance(value, dict):
        return "{" + ", ".join(f"{_name(str(key))}: {flow(one)}" for key, one in value.items()) + "}"
    if isinstance(value, list | tuple):
        return "[" + ", ".join(_in_flow(one) for one in value) + "]"
    return _in_flow(value)


def _in_flow(value: object) -> str:
    if isinstance(value, dict | list | tuple):
        return flow(value)
    text = scalar(value)
    return (
        json.dumps(value, ensure_ascii=False)
        if isinstance(value, str) and not text.startswith('"') and "," in text
        else text
    )


def _name(key: str) -> str:
    return key if _KEY.fullmatch(key) and key.lower() not in _WORDS else json.dumps(key, ensure_ascii=False)


def scalar(value: object) -> str:
    """A scalar: plain where no YAML reader can mistake it, else in double quotes."""
    if isinstance(value, str):
        safe = _PLAIN.fullmatch(value) and value.lower() not in _WORDS and "  " not in value and " ," not in value
        return value if safe else json.dumps(value, ensure_ascii=False)
    if isinstance(value, bool):
        return "true" if value else "false"
    return str(value)
