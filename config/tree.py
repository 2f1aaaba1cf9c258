"""YAML text → a tree of nodes that remember where they stand, and the plain data of a tree.

Only what an event file needs: `12:30`, `no`, `0101` and dates stay text, anchors cannot blow the file up, tags and
merge keys are refused, a key that stands twice is noted. Libyaml (through PyYAML) reads the signs.
"""

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

import yaml

from config.problems import Problem

MOST_NODES = 50_000
_DEEPEST = 24
_NUMBER = re.compile(r"[-+]?(?:0|[1-9]\d{0,17})(?:\.\d{1,12})?", re.ASCII)
_WORDS = {"": None, "~": None, "null": None, "Null": None, "true": True, "True": True, "false": False, "False": False}
_LOADER = getattr(yaml, "CSafeLoader", yaml.SafeLoader)
# What libyaml and PyYAML say → our text; the first that fits.
_SYNTAX = (
    ("mapping values are not allowed", "colon"),
    ("could not find expected ':'", "no_colon"),
    ("scanning a quoted scalar", "quote_open"),
    ("scanning a double-quoted scalar", "quote_open"),
    ("parsing a flow", "bracket_open"),
    ("cannot start any token", "character"),
    ("scanning an alias", "character"),
    ("scanning an anchor", "character"),
    ("escape character", "escape"),
    ("sequence entries are not allowed", "indent"),
    ("parsing a block", "indent"),
)

Loc = tuple[str | int, ...]


class Unreadable(Exception):
    """The text is no YAML that we read; carries the one problem that stopped us."""

    def __init__(self, problem: Problem) -> None:
        """Keep the problem."""
        super().__init__(problem.key)
        self.problem = problem


@dataclass(slots=True)
class Node:
    """A scalar (its text), a list or a mapping, with line and column from 1; `keys` says where each key stands."""

    line: int
    column: int
    value: "str | list[Node] | dict[str, Node]"
    plain: bool = False
    keys: dict[str, tuple[int, int]] = field(default_factory=dict)

    def data(self) -> Any:  # noqa: ANN401 - whatever the file holds
        """The plain data below; entries of a mapping that are empty or null are left out."""
        if isinstance(self.value, dict):
            pairs = ((key, node.data()) for key, node in self.value.items())
            return {key: value for key, value in pairs if value is not None}
        if isinstance(self.value, list):
            return [node.data() for node in self.value]
        return _scalar(self.value) if self.plain else self.value

    def at(self, loc: Sequence[str | int]) -> "tuple[Node, Loc]":
        """The node that `loc` leads to, or the last one on the way, and the part of `loc` that leads there."""
        node, walked = self, 0
        for step in loc:
            below = node.child(step)
            if below is None:
                break
            node, walked = below, walked + 1
        return node, tuple(loc[:walked])

    def child(self, step: str | int) -> "Node | None":
        """The entry or item `step`, None if there is none."""
        if isinstance(self.value, dict):
            return self.value.get(str(step))
        if isinstance(self.value, list) and isinstance(step, int) and step < len(self.value):
            return self.value[step]
        return None

    def children(self) -> "Iterator[tuple[str | int, Node]]":
        """What stands directly below, each with its step."""
        if isinstance(self.value, dict):
            yield from self.value.items()
        elif isinstance(self.value, list):
            yield from enumerate(self.value)

    def where(self, loc: Sequence[str | int]) -> tuple[int, int]:
        """Line and column of the key or item that `loc` names, or of the nearest thing around it."""
        node, walked = self.at(loc)
        parent, _ = self.at(walked[:-1])
        if walked and isinstance(walked[-1], str) and walked[-1] in parent.keys:
            return parent.keys[walked[-1]]
        return node.line, node.column


def parse(text: str) -> tuple[Node | None, list[Problem]]:
    """The tree of `text` (None when it is empty) and the keys that stand twice; Unreadable when it is no YAML."""
    try:
        return _Composer(yaml.parse(text, Loader=_LOADER)).document()
    except yaml.reader.ReaderError as error:
        raise Unreadable(_sign(text, error.position)) from None
    except UnicodeEncodeError as error:
        raise Unreadable(_sign(text, error.start)) from None
    except yaml.MarkedYAMLError as error:
        raise Unreadable(_syntax(text, error)) from None


def _scalar(text: str) -> str | float | bool | None:
    if text in _WORDS:
        return _WORDS[text]
    if _NUMBER.fullmatch(text):
        return float(text) if "." in text else int(text)
    return text


def _sign(text: str, position: int) -> Problem:
    before = text[:position]
    line, column = before.count("\n") + 1, position - before.rfind("\n")
    code = f"U+{ord(text[position]):04X}" if position < len(text) else "?"
    return Problem("control_sign", line, column, {"code": code})


def _syntax(text: str, error: yaml.MarkedYAMLError) -> Problem:
    mark = error.problem_mark or error.context_mark
    line, column = (mark.line + 1, mark.column + 1) if mark else (1, 1)
    lines = text.splitlines()
    if any("\t" in one[: len(one) - len(one.lstrip())] for one in lines[max(0, line - 2) : line]):
        return Problem("tab", line, column)
    said = f"{error.context or ''} {error.problem or ''}"
    key = next((key for sign, key in _SYNTAX if sign in said), "syntax")
    if key in {"quote_open", "bracket_open"} and error.context_mark:
        line, column = error.context_mark.line + 1, error.context_mark.column + 1
    return Problem(key, line, column, {"text": lines[line - 1].strip() if line <= len(lines) else ""})


class _Composer:
    """Turns the stream of events into nodes, counting as it goes."""

    def __init__(self, events: Iterator[Any]) -> None:
        self.events = events
        self.anchors: dict[str, tuple[Node, int]] = {}
        self.problems: list[Problem] = []
        self.count = 0

    def document(self) -> tuple[Node | None, list[Problem]]:
        root = None
        for event in self.events:
            if isinstance(event, yaml.DocumentStartEvent):
                if root:
                    self.stop("two_documents", event)
                root = self.node(next(self.events), 0)
        empty = root is not None and root.plain and root.value == ""
        return (None if empty else root), self.problems

    def stop(self, key: str, event: Any, **values: object) -> None:  # noqa: ANN401 - yaml's events have no types
        raise Unreadable(Problem(key, event.start_mark.line + 1, event.start_mark.column + 1, values))

    def node(self, event: Any, depth: int) -> Node:  # noqa: ANN401
        if depth > _DEEPEST:
            self.stop("too_deep", event)
        if isinstance(event, yaml.AliasEvent):
            return self.alias(event)
        if event.tag not in {None, "!", "tag:yaml.org,2002:str"}:
            self.stop("tag", event, tag=event.tag)
        before = self.count
        self.grow(1, event)
        node = Node(event.start_mark.line + 1, event.start_mark.column + 1, "")
        if isinstance(event, yaml.ScalarEvent):
            node.value, node.plain = event.value, event.implicit[0]
        elif isinstance(event, yaml.SequenceStartEvent):
            node.value = self.items(depth)
        else:
            node.value = self.entries(node, depth)
        if event.anchor:
            self.anchors[event.anchor] = (node, self.count - before)
        return node

    def alias(self, event: Any) -> Node:  # noqa: ANN401
        if event.anchor not in self.anchors:
            self.stop("alias", event, name=event.anchor)
        node, size = self.anchors[event.anchor]
        self.grow(size, event)
        return node

    def grow(self, size: int, event: Any) -> None:  # noqa: ANN401
        self.count += size
        if self.count > MOST_NODES:
            self.stop("too_many", event, most=MOST_NODES)

    def items(self, depth: int) -> list[Node]:
        result = []
        while not isinstance(event := next(self.events), yaml.SequenceEndEvent):
            result.append(self.node(event, depth + 1))
        return result

    def entries(self, parent: Node, depth: int) -> dict[str, Node]:
        result: dict[str, Node] = {}
        while not isinstance(event := next(self.events), yaml.MappingEndEvent):
            key = self.node(event, depth + 1)
            if not isinstance(key.value, str):
                self.stop("key_shape", event)
                continue
            if key.value in result:
                self.twice(key, parent.keys)
            parent.keys[key.value] = (key.line, key.column)
            result[key.value] = self.node(next(self.events), depth + 1)
        return result

    def twice(self, key: Node, known: Mapping[str, tuple[int, int]]) -> None:
        name = str(key.value)
        values = {"name": name, "first": known[name][0]}
        self.problems.append(Problem("key_twice", key.line, key.column, values))
