"""HWP 5: an OLE file whose BodyText/Section streams hold records of paragraphs and tables.

After Hancom's published description "한글 문서 파일 형식 5.0": the file header's flags, the records' tag, level and
size, the control signs within a paragraph's text, and the cell list headers of a table control.
"""

import io
import struct
import zlib
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from config.importers import guard
from config.importers.cells import Cell, Document, Table
from config.importers.problem import ImportProblem

_COMPRESSED, _PASSWORD, _DISTRIBUTION = 0x1, 0x2, 0x4
_PARA_HEADER, _PARA_TEXT, _CONTROL, _LIST, _TABLE = 66, 67, 71, 72, 77
_SINGLE = frozenset({0, 10, 13, *range(24, 32)})
_SIGNS = {9: "\t", 10: "\n", 24: "-", 30: " ", 31: " "}
_APART = frozenset({b"daeh", b"toof", b"  nf", b"  ne", b"tcdh"})  # header, footer, footnote, endnote, hidden comment
_DEEPEST = 60


@dataclass(frozen=True, slots=True)
class Record:
    """One record of a section: what it is, how deep it lies, its bytes."""

    tag: int
    level: int
    data: bytes


def read(data: bytes) -> Document:
    """The lines and tables of all sections, in order."""
    import olefile  # noqa: PLC0415 - only when this format comes

    try:
        with olefile.OleFileIO(io.BytesIO(data)) as ole:
            if not ole.exists("FileHeader"):
                raise _other(ole)
            compressed = _flags(ole.openstream("FileHeader").read())
            names = sorted((path for path in ole.listdir() if path[0] == "BodyText"), key=_section)
            blocks: list[str | Table] = []
            for path in names:
                raw = ole.openstream(path).read()
                blocks.extend(_section_blocks(list(_records(_unpacked(raw) if compressed else raw))))
    except (OSError, ValueError, IndexError, struct.error, AttributeError, TypeError) as error:
        raise ImportProblem(key="broken", format="HWP") from error
    return Document(tuple(blocks))


def _other(ole: object) -> ImportProblem:
    """What an OLE file is that is no HWP: an old Office document, or a locked new one."""
    names = {"/".join(path) for path in ole.listdir()}  # type: ignore[attr-defined]  # olefile has no types
    if "EncryptedPackage" in names:
        return ImportProblem(key="encrypted")
    for stream, old, new in (
        ("WordDocument", "DOC", "DOCX"),
        ("Workbook", "XLS", "XLSX"),
        ("PowerPoint Document", "PPT", "PDF"),
    ):
        if stream in names:
            return ImportProblem(key="old_format", format=old, newer=new)
    return ImportProblem(key="broken", format="HWP")


def _section(path: Sequence[str]) -> int:
    digits = "".join(letter for letter in path[-1] if letter.isdigit())
    return int(digits or 0)


def _flags(header: bytes) -> bool:
    """Whether the sections are compressed; ImportProblem for locked documents."""
    if not header.startswith(b"HWP Document File") or len(header) < 40:
        raise ImportProblem(key="broken", format="HWP")
    flags = struct.unpack_from("<I", header, 36)[0]
    if flags & _PASSWORD:
        raise ImportProblem(key="encrypted")
    if flags & _DISTRIBUTION:
        raise ImportProblem(key="distribution")
    return bool(flags & _COMPRESSED)


def _unpacked(raw: bytes) -> bytes:
    unpacker = zlib.decompressobj(-15)
    try:
        data = unpacker.decompress(raw, guard.MAX_UNPACKED)
    except zlib.error as error:
        raise ImportProblem(key="broken", format="HWP") from error
    if unpacker.unconsumed_tail:
        raise ImportProblem(key="zip_ratio")
    return data


def _records(data: bytes) -> Iterator[Record]:
    """Header of 4 bytes: tag in 10 bits, level in 10, size in 12; a full size means that 4 bytes of size follow."""
    at = 0
    while at + 4 <= len(data):
        header = struct.unpack_from("<I", data, at)[0]
        tag, level, size = header & 0x3FF, header >> 10 & 0x3FF, header >> 20
        at += 4
        if size == 0xFFF:
            size = struct.unpack_from("<I", data, at)[0]
            at += 4
        if level > _DEEPEST:
            raise ImportProblem(key="too_deep")
        yield Record(tag, level, data[at : at + size])
        at += size


def _section_blocks(records: list[Record]) -> list[str | Table]:
    result: list[str | Table] = []
    for paragraph in _split(records, _PARA_HEADER):
        result.extend(_paragraph(paragraph))
    return result


def _split(records: list[Record], tag: int) -> list[list[Record]]:
    """The records in groups that each begin with `tag` at the topmost level of it."""
    tops = [record.level for record in records if record.tag == tag]
    top = min(tops, default=0)
    groups: list[list[Record]] = []
    for record in records:
        if record.tag == tag and record.level == top:
            groups.append([])
        if groups:
            groups[-1].append(record)
    return groups


def _paragraph(records: list[Record]) -> list[str | Table]:
    """A paragraph's text, then what its controls hold."""
    level = records[0].level
    result: list[str | Table] = []
    text = next(
        (_text(record.data) for record in records if record.tag == _PARA_TEXT and record.level == level + 1), ""
    )
    if text.strip():
        result.append(text.strip("\n"))
    for control in _split([record for record in records if record.level > level], _CONTROL):
        result.extend(_control(control))
    return result


def _control(records: list[Record]) -> list[str | Table]:
    name = records[0].data[:4]
    if name in _APART:
        return []
    if name == b" lbt":
        return _table(records)
    result: list[str | Table] = []
    for paragraph in _split(records[1:], _PARA_HEADER):
        result.extend(_paragraph(paragraph))
    return result


def _table(records: list[Record]) -> list[str | Table]:
    """The cells of a table control: each a list header with its address and spans, then its paragraphs."""
    start = next((n for n, record in enumerate(records) if record.tag == _TABLE), 0)
    cells: list[Cell] = []
    nested: list[str | Table] = []
    for group in _lists(records[start + 1 :]):
        blocks = [block for paragraph in _split(group[1:], _PARA_HEADER) for block in _paragraph(paragraph)]
        lines = [block for block in blocks if isinstance(block, str)]
        cells.append(_cell(group[0].data, "\n".join(lines)))
        nested.extend(block for block in blocks if isinstance(block, Table))
    if len(cells) == 1:
        return [*cells[0].text.split("\n"), *nested]
    return [Table(tuple(cells)), *nested] if cells else nested


def _lists(records: list[Record]) -> list[list[Record]]:
    level = records[0].level if records else 0
    groups: list[list[Record]] = []
    for record in records:
        if record.tag == _LIST and record.level == level:
            groups.append([])
        if groups:
            groups[-1].append(record)
    return groups


def _cell(data: bytes, text: str) -> Cell:
    """Column, row, spans as 16-bit numbers after the 8 bytes of the list header."""
    column, row, columns, rows = struct.unpack_from("<4H", data, 8)
    if max(row, column) > 2000 or max(rows, columns) > 500:
        raise ImportProblem(key="broken", format="HWP")
    return Cell(text.strip(), row, column, max(1, rows), max(1, columns))


def _text(data: bytes) -> str:
    """UTF-16 text; inline and extended controls take eight units, a few signs one."""
    units = struct.unpack(f"<{len(data) // 2}H", data[: len(data) // 2 * 2])
    result: list[int] = []
    at = 0
    while at < len(units):
        unit = units[at]
        if unit >= 32:
            result.append(unit)
            at += 1
            continue
        result.extend(ord(sign) for sign in _SIGNS.get(unit, ""))
        at += 1 if unit in _SINGLE else 8
    return struct.pack(f"<{len(result)}H", *result).decode("utf-16-le", "replace")
