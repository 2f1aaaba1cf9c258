"""A document as plain data: what it says and in which order, and nothing of how a format writes it."""

from dataclasses import dataclass, field
from typing import Literal


@dataclass(frozen=True, slots=True)
class Heads:
    """The lines above the title: (name, value), as 문서번호 and its number."""

    fields: tuple[tuple[str, str], ...]


@dataclass(frozen=True, slots=True)
class Cover:
    """The title with what stands above and below it (the purpose in dashes, the department)."""

    title: str
    above: str = ""
    below: str = ""


@dataclass(frozen=True, slots=True)
class Chapter:
    """A chapter's heading: its mark ("I", "Ⅱ") and its name."""

    mark: str
    text: str


@dataclass(frozen=True, slots=True)
class Line:
    """A line of text after its mark; `depth` 0 is the outermost. A mark "" is a paragraph; `strong` is in bold."""

    text: str
    mark: Literal["", "■", "▷", "-", "※"] = ""
    depth: int = 0
    strong: bool = False


@dataclass(frozen=True, slots=True)
class Cell:
    """A table's cell; its text may hold line ends. `rows` and `columns` that it spans."""

    text: str
    rows: int = 1
    columns: int = 1
    align: Literal["left", "center", "right"] = "center"


@dataclass(frozen=True, slots=True)
class Table:
    """A table; a row leaves out the cells that a span from above or from the left covers.

    `head` rows are repeated on every page; `widths` are the columns' shares of the line, in any unit.
    """

    widths: tuple[float, ...]
    head: tuple[tuple[Cell, ...], ...]
    rows: tuple[tuple[Cell, ...], ...]
    caption: str = ""


@dataclass(frozen=True, slots=True)
class Bar:
    """One bar of a chart: its name, its value, and what is written at its end."""

    name: str
    value: float
    label: str


@dataclass(frozen=True, slots=True)
class Chart:
    """Bars from 0 to `top`, one below the other."""

    title: str
    bars: tuple[Bar, ...]
    top: float


@dataclass(frozen=True, slots=True)
class Picture:
    """A JPEG or PNG with its size in pixels and what is written below it."""

    data: bytes = field(repr=False)
    width: int
    height: int
    caption: str = ""


@dataclass(frozen=True, slots=True)
class Pictures:
    """Pictures side by side, `columns` in a row; `width` in millimetres narrows each (0: as wide as its column)."""

    pictures: tuple[Picture, ...]
    columns: int = 2
    width: float = 0


@dataclass(frozen=True, slots=True)
class PageBreak:
    """What follows begins a new page."""


Block = Heads | Cover | Chapter | Line | Table | Chart | Pictures | PageBreak


@dataclass(frozen=True, slots=True)
class Document:
    """A document on A4; `title` and `author` are also the file's own, `language` is "ko" or "en".

    `compact` is set in smaller type so that it fits one page.
    """

    title: str
    language: str
    blocks: tuple[Block, ...]
    author: str = ""
    compact: bool = False
