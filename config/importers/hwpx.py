"""HWPX (KS X 6101): a zip whose Contents/section*.xml hold paragraphs and tables."""

import re
from collections.abc import Iterator
from typing import TYPE_CHECKING

from config.importers import guard
from config.importers.cells import Cell, Document, Table
from config.importers.problem import ImportProblem

if TYPE_CHECKING:
    from xml.etree.ElementTree import Element

_SECTION = re.compile(r"Contents/section(\d+)\.xml$")
_SKIPPED = frozenset({"header", "footer", "footNote", "endNote", "hiddenComment", "memogroup"})


def read(data: bytes) -> Document:
    """The lines and tables of all sections, in order; a table of one cell counts as its lines."""
    from defusedxml.ElementTree import fromstring  # noqa: PLC0415 - only when this format comes

    archive = guard.open_zip(data, "HWPX")
    _refuse_locked(archive.namelist(), lambda name: guard.member(archive, name, "HWPX"))
    names = sorted((name for name in archive.namelist() if _SECTION.match(name)), key=_number)
    blocks: list[str | Table] = []
    for name in names:
        root = fromstring(guard.member(archive, name, "HWPX"), forbid_dtd=True)
        for paragraph in _children(root, "p"):
            blocks.extend(_paragraph(paragraph))
    return Document(tuple(blocks))


def _number(name: str) -> int:
    match = _SECTION.match(name)
    return int(match[1]) if match else 0


def _refuse_locked(names: list[str], member: object) -> None:
    if "META-INF/manifest.xml" in names and callable(member):
        manifest = bytes(member("META-INF/manifest.xml"))
        if b"encryption-data" in manifest:
            raise ImportProblem(key="encrypted")


def _tag(element: "Element") -> str:
    return str(element.tag).rsplit("}", 1)[-1]


def _children(element: "Element", tag: str) -> Iterator["Element"]:
    return (child for child in element if _tag(child) == tag)


def _paragraph(paragraph: "Element") -> list[str | Table]:
    """A paragraph's own text, then the tables and text boxes anchored in it."""
    text: list[str] = []
    objects: list[str | Table] = []
    for run in _children(paragraph, "run"):
        for child in run:
            tag = _tag(child)
            if tag == "t":
                text.append(_text(child))
            elif tag == "tbl":
                objects.extend(_table(child))
            elif tag in {"rect", "container", "ellipse", "polygon", "ctrl"}:
                objects.extend(_boxed(child))
    line = "".join(text).strip()
    return [*([line] if line else []), *objects]


def _text(element: "Element") -> str:
    parts = [element.text or ""]
    for child in element:
        tag = _tag(child)
        parts.append({"lineBreak": "\n", "tab": "\t", "nbSpace": " ", "fwSpace": " ", "hyphen": "-"}.get(tag, ""))
        parts.append(child.tail or "")
    return "".join(parts)


def _boxed(element: "Element") -> list[str | Table]:
    """The paragraphs of text boxes; headers, footers and notes are no part of the plan."""
    result: list[str | Table] = []
    for child in element:
        tag = _tag(child)
        if tag in _SKIPPED:
            continue
        if tag == "p":
            result.extend(_paragraph(child))
        else:
            result.extend(_boxed(child))
    return result


def _table(element: "Element") -> list[str | Table]:
    cells: list[Cell] = []
    nested: list[str | Table] = []
    for row in _children(element, "tr"):
        for cell in _children(row, "tc"):
            blocks = [
                block
                for part in _children(cell, "subList")
                for one in _children(part, "p")
                for block in _paragraph(one)
            ]
            cells.append(_cell(cell, "\n".join(block for block in blocks if isinstance(block, str))))
            nested.extend(block for block in blocks if isinstance(block, Table))
    if len(cells) == 1:
        return [*cells[0].text.split("\n"), *nested]
    return [Table(tuple(cells)), *nested]


def _cell(element: "Element", text: str) -> Cell:
    address = next(_children(element, "cellAddr"), None)
    spans = next(_children(element, "cellSpan"), None)
    row, column = (_int(address, "rowAddr"), _int(address, "colAddr"))
    return Cell(text, row, column, max(1, _int(spans, "rowSpan", 1)), max(1, _int(spans, "colSpan", 1)))


def _int(element: "Element | None", name: str, default: int = 0) -> int:
    text = element.get(name, "") if element is not None else ""
    return min(int(text), 2000) if text.isdigit() else default
