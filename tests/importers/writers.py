"""Documents in the formats that organizers send, written from lines and tables."""

import io
import struct
import zipfile
import zlib
from collections.abc import Mapping, Sequence
from typing import Any
from xml.sax.saxutils import escape

import docx
import openpyxl
from reportlab.lib import colors
from reportlab.lib.pagesizes import A4
from reportlab.lib.styles import ParagraphStyle
from reportlab.pdfbase import pdfmetrics
from reportlab.pdfbase.cidfonts import UnicodeCIDFont
from reportlab.platypus import Flowable, Paragraph, SimpleDocTemplate, TableStyle
from reportlab.platypus import Table as PdfTable

from config.importers.cells import Cell, Table
from tests.importers.compound import compound

Blocks = Sequence[str | Table]


# HWPX: a zip with the sections as XML

_HP = 'xmlns:hp="http://www.hancom.co.kr/hwpml/2011/paragraph" xmlns:hs="http://www.hancom.co.kr/hwpml/2011/section"'


def hwpx(blocks: Blocks) -> bytes:
    body = "".join(_p(block) if isinstance(block, str) else _p("", _tbl(block)) for block in blocks)
    return zipped(
        {
            "mimetype": "application/hwp+zip",
            "version.xml": '<?xml version="1.0"?><version major="5"/>',
            "Contents/header.xml": '<?xml version="1.0"?><head/>',
            "Contents/section0.xml": f'<?xml version="1.0" encoding="UTF-8"?><hs:sec {_HP}>{body}</hs:sec>',
        }
    )


def zipped(members: Mapping[str, str | bytes]) -> bytes:
    stream = io.BytesIO()
    with zipfile.ZipFile(stream, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, content in members.items():
            archive.writestr(name, content)
    return stream.getvalue()


def _p(text: str, inner: str = "") -> str:
    lines = escape(text).replace("\n", "<hp:lineBreak/>").replace("\t", "<hp:tab/>")
    return f"<hp:p><hp:run><hp:t>{lines}</hp:t>{inner}</hp:run></hp:p>"


def _tbl(table: Table) -> str:
    rows = []
    for number in range(table.height):
        cells = "".join(_tc(cell) for cell in table.cells if cell.row == number)
        rows.append(f"<hp:tr>{cells}</hp:tr>")
    return f'<hp:tbl rowCnt="{table.height}" colCnt="{table.width}">{"".join(rows)}</hp:tbl>'


def _tc(cell: Cell) -> str:
    return (
        f"<hp:tc><hp:subList>{''.join(_p(line) for line in cell.text.split(chr(10)))}</hp:subList>"
        f'<hp:cellAddr colAddr="{cell.column}" rowAddr="{cell.row}"/>'
        f'<hp:cellSpan colSpan="{cell.columns}" rowSpan="{cell.rows}"/></hp:tc>'
    )


# HWP 5: records in a compressed stream of a compound file


def hwp5(blocks: Blocks, flags: int = 1) -> bytes:
    body = b"".join(_paragraph(block) if isinstance(block, str) else _table(block) for block in blocks)
    header = b"HWP Document File".ljust(32, b"\0") + struct.pack("<II", 0x05000300, flags)
    squeezer = zlib.compressobj(9, zlib.DEFLATED, -15)
    section = squeezer.compress(body) + squeezer.flush()
    return compound({"FileHeader": header.ljust(256, b"\0"), "DocInfo": b"\0" * 8, "BodyText/Section0": section})


def _record(tag: int, level: int, data: bytes) -> bytes:
    size = min(len(data), 0xFFF)
    header = struct.pack("<I", tag | level << 10 | size << 20)
    return header + (struct.pack("<I", len(data)) if size == 0xFFF else b"") + data


def _paragraph(text: str, level: int = 0, controls: bytes = b"", signs: str = "") -> bytes:
    units = (signs + text).replace("\t", "\t\0\0\0\0\0\0\t") + "\r"
    data = units.encode("utf-16-le")
    head = struct.pack("<IIHBBHHHI", len(data) // 2, 0, 0, 0, 0, 1, 0, 1, 0)
    return _record(66, level, head) + _record(67, level + 1, data) + controls


def _table(table: Table) -> bytes:
    anchor = "\x0b" + b" lbt".decode("latin-1")[:0] + struct.pack("<4sII", b" lbt", 0, 0).decode("utf-16-le") + "\x0b"
    control = _record(71, 1, b" lbt" + b"\0" * 40)
    rows = struct.pack(f"<{table.height}H", *([table.width] * table.height))
    control += _record(77, 2, struct.pack("<IHHH8x", 0, table.height, table.width, 0) + rows + b"\0\0")
    for cell in table.cells:
        lines = cell.text.split("\n")
        address = struct.pack("<HHHHII8xH", cell.column, cell.row, cell.columns, cell.rows, 8000, 1000, 1)
        control += _record(72, 2, struct.pack("<HIH", len(lines), 0, 0) + address)
        control += b"".join(_paragraph(line, 2) for line in lines)
    return _paragraph("", 0, control, anchor)


# Word, Excel


def word(blocks: Blocks) -> bytes:
    document = docx.Document()
    for block in blocks:
        if isinstance(block, str):
            document.add_paragraph(block)
            continue
        drawn = document.add_table(block.height, block.width)
        for cell in block.cells:
            one = drawn.cell(cell.row, cell.column)
            if cell.rows > 1 or cell.columns > 1:
                one = one.merge(drawn.cell(cell.row + cell.rows - 1, cell.column + cell.columns - 1))
            first, *others = cell.text.split("\n")
            one.text = first
            for line in others:
                one.add_paragraph(line)
    stream = io.BytesIO()
    document.save(stream)
    return stream.getvalue()


def excel(blocks: Blocks) -> bytes:
    """One sheet: the lines below one another in the first column, then the table."""
    book = openpyxl.Workbook()
    sheet = book.active
    assert sheet is not None
    row = 1
    for block in blocks:
        if isinstance(block, str):
            for column, text in enumerate(block.split("\t")):
                sheet.cell(row, column + 1, text)
            row += 1
            continue
        for cell in block.cells:
            at = (row + cell.row, 1 + cell.column)
            sheet.cell(*at, cell.text)
            if cell.rows > 1 or cell.columns > 1:
                sheet.merge_cells(None, *at, at[0] + cell.rows - 1, at[1] + cell.columns - 1)
        row += block.height
    stream = io.BytesIO()
    book.save(stream)
    return stream.getvalue()


# PDF


def pdf(blocks: Blocks, *, sides: bool = True) -> bytes:
    """Tables with all rules, or without the two outer ones at the sides, as offices like them."""
    pdfmetrics.registerFont(UnicodeCIDFont("HYSMyeongJo-Medium"))
    style = ParagraphStyle("plain", fontName="HYSMyeongJo-Medium", fontSize=9, leading=13)
    parts: list[Flowable] = []
    for block in blocks:
        if isinstance(block, str):
            parts.append(Paragraph(escape(block).replace("\t", "&nbsp;" * 6), style))
        else:
            parts.append(_pdf_table(block, sides=sides))
    stream = io.BytesIO()
    SimpleDocTemplate(stream, pagesize=A4, leftMargin=40, rightMargin=40).build(parts)
    return stream.getvalue()


def _pdf_table(table: Table, *, sides: bool) -> PdfTable:
    texts = [["" for _ in range(table.width)] for _ in range(table.height)]
    style: list[Any] = [
        ("FONT", (0, 0), (-1, -1), "HYSMyeongJo-Medium", 9),
        ("VALIGN", (0, 0), (-1, -1), "MIDDLE"),
    ]
    style.append(("INNERGRID", (0, 0), (-1, -1), 0.5, colors.black))
    style += [("LINEABOVE", (0, 0), (-1, 0), 0.5, colors.black), ("LINEBELOW", (0, -1), (-1, -1), 0.5, colors.black)]
    for cell in table.cells:
        texts[cell.row][cell.column] = cell.text
        style.append(("SPAN", (cell.column, cell.row), (cell.column + cell.columns - 1, cell.row + cell.rows - 1)))
    if sides:
        style.append(("BOX", (0, 0), (-1, -1), 0.5, colors.black))
    return PdfTable(texts, style=TableStyle(style))
