"""YAML → Event; or every problem of the file at once, each with its line, what is wrong and the remedy."""

from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import Any

from pydantic import ValidationError
from pydantic_core import ErrorDetails

from config import references
from config.event import Event
from config.faults import faults, location
from config.problems import Problem
from config.tree import Loc, Node, Unreadable, parse

LARGEST = 1_000_000
_BINARY = (b"PK\x03\x04", b"%PDF", b"\xd0\xcf\x11\xe0", b"\x1f\x8b", b"\x89PNG", b"\xff\xd8\xff")


@dataclass(frozen=True, slots=True)
class Loaded:
    """What a file holds: the event, or None and why; `lines` leads from a location to its line, counted from 1.

    A location is the way through the file: ("itinerary", 3, "places"), ("places", "diner"), ("event", "days").
    """

    event: Event | None
    problems: tuple[Problem, ...] = ()
    lines: Mapping[Loc, int] = field(default_factory=dict)


def load(path: Path) -> Loaded:
    """The event in the file at `path`; whatever is wrong with it or its text is a problem, nothing raises."""
    try:
        if path.stat().st_size > LARGEST:
            return _failed(path.name, Problem("too_large", values={"most": LARGEST // 1000}))
        content = path.read_bytes()
    except (OSError, ValueError) as error:
        reason = getattr(error, "strerror", None) or str(error)
        return _failed(str(path), Problem("unreadable", values={"reason": reason}))
    return loads(content, path.name)


def loads(content: str | bytes, name: str) -> Loaded:
    """The event in `content`, as `load` reads it; problems call it `name`."""
    try:
        text = content if isinstance(content, str) else _decoded(content)
        if len(text) > LARGEST:
            return _failed(name, Problem("too_large", values={"most": LARGEST // 1000}))
        root, problems = parse(text.removeprefix("\ufeff"))
    except Unreadable as error:
        return _failed(name, error.problem)
    if root is None:
        return _failed(name, Problem("empty_file"))
    if not isinstance(root.value, dict):
        return _failed(name, Problem("not_mapping", root.line, root.column))
    event, found = _event(root)
    problems = sorted((*problems, *found), key=lambda one: (one.line or 0, one.column or 0))
    named = tuple(replace(one, file=name) for one in problems)
    return Loaded(None if named else event, named, _lines(root))


def schema() -> dict[str, Any]:
    """The JSON Schema (2020-12) of the event file, for editors that complete and check as one writes."""
    return {
        "$schema": "https://json-schema.org/draft/2020-12/schema",
        **Event.model_json_schema(),
        "title": "hamkke event file, version 1",
    }


def _failed(name: str, problem: Problem) -> Loaded:
    return Loaded(None, (replace(problem, file=name),))


def _decoded(content: bytes) -> str:
    """UTF-8, UTF-16 with its mark, else the Korean Windows code page; Unreadable for what is no text."""
    if content.startswith(_BINARY):
        raise Unreadable(Problem("not_text"))
    if content.startswith((b"\xff\xfe", b"\xfe\xff")):
        return content.decode("utf-16", errors="replace")
    try:
        return content.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        line = content.count(b"\n", 0, error.start) + 1
    try:
        text = content.decode("cp949")
    except UnicodeDecodeError:
        raise Unreadable(Problem("encoding", line)) from None
    if not any("가" <= letter <= "힣" for letter in text):
        raise Unreadable(Problem("encoding", line))
    return text


def _event(root: Node) -> tuple[Event | None, list[Problem]]:
    data = root.data()
    event, errors = _validated(data)
    while errors and _texts(errors, data, root):
        event, errors = _validated(data)
    found = references.check(data, root)
    swapped = {one.line for one in found if one.key == "swapped"}
    told = [one for one in faults(errors, root) if not (one.key == "coordinates" and one.line in swapped)]
    return event, [*told, *found]


def _validated(data: dict[str, Any]) -> tuple[Event | None, list[ErrorDetails]]:
    try:
        return Event.model_validate(data), []
    except ValidationError as error:
        return None, error.errors(include_url=False)


def _texts(errors: list[ErrorDetails], data: dict[str, Any], root: Node) -> bool:
    """Put the letters of the file where a number or truth value stands and text is meant; whether any changed."""
    changed = False
    for error in errors:
        if error["type"] != "string_type":
            continue
        node, loc = root.at(location(error["loc"]))
        if isinstance(node.value, str) and node.plain and node.data() is not None and loc:
            around: Any = data
            for step in loc[:-1]:
                around = around[step]
            changed = changed or around[loc[-1]] != node.value
            around[loc[-1]] = node.value
    return changed


def _lines(root: Node) -> dict[Loc, int]:
    """Every location down to the fields of a row."""
    result: dict[Loc, int] = {}
    below: list[tuple[Loc, Node]] = [((), root)]
    while below:
        loc, node = below.pop()
        result[loc] = root.where(loc)[0]
        if len(loc) < 3:
            below += [((*loc, step), child) for step, child in node.children()]
    return result
