"""The programs with which these documents are written: Hangul's format, Word, Excel, LibreOffice."""

import io
import shutil
import subprocess
import tempfile
from collections.abc import Sequence
from pathlib import Path

import docx
import openpyxl
from docx.table import Table as WordTable
from docx.table import _Cell
from hwpx.document import HwpxDocument
from openpyxl.worksheet.properties import PageSetupProperties

from config.importers.cells import Table

HAS_OFFICE = shutil.which("soffice") is not None


def hangul(*blocks: str | Table) -> bytes:
    document = HwpxDocument.new()
    for block in blocks:
        if isinstance(block, str):
            document.add_paragraph(block)
            continue
        drawn = document.add_table(block.height, block.width)
        for cell in block.cells:
            if cell.rows > 1 or cell.columns > 1:
                drawn.merge_cells(cell.row, cell.column, cell.row + cell.rows - 1, cell.column + cell.columns - 1)
            drawn.set_cell_text(cell.row, cell.column, cell.text, split_paragraphs=True)
    return document.to_bytes()


def framed(title: str, frame: Sequence[str | Table]) -> bytes:
    """A Word document whose whole content stands in one big cell, as form templates do it."""
    document = docx.Document()
    document.add_heading(title, 0)
    outer = document.add_table(1, 1, "Table Grid").cell(0, 0)
    for block in frame:
        if isinstance(block, str):
            outer.add_paragraph(block)
        else:
            inner = outer.add_table(block.height, block.width)
            inner.style = "Table Grid"
            fill(inner, block)
    return _saved(document)


def fill(drawn: WordTable, table: Table) -> None:
    for cell in table.cells:
        one: _Cell = drawn.cell(cell.row, cell.column)
        if cell.rows > 1 or cell.columns > 1:
            one = one.merge(drawn.cell(cell.row + cell.rows - 1, cell.column + cell.columns - 1))
        one.text = cell.text


def ruled(*blocks: str | Table) -> bytes:
    """A Word document with headings, lists and ruled tables."""
    document = docx.Document()
    for block in blocks:
        if isinstance(block, str):
            style = "Heading 1" if block.startswith("# ") else "List Bullet" if block.startswith("* ") else "Normal"
            document.add_paragraph(block.removeprefix("# ").removeprefix("* "), style)
        else:
            fill(document.add_table(block.height, block.width, "Table Grid"), block)
    return _saved(document)


def _saved(document: object) -> bytes:
    stream = io.BytesIO()
    document.save(stream)  # type: ignore[attr-defined]  # docx.Document is a function
    return stream.getvalue()


def book(sheets: dict[str, list[list[object]]], merged: dict[str, list[str]], formats: dict[str, str]) -> bytes:
    """A workbook of real values (dates, times, durations) with merged ranges and number formats by cell."""
    made = openpyxl.Workbook()
    made.remove(made.active)  # type: ignore[arg-type]  # a new book has one sheet
    for name, rows in sheets.items():
        sheet = made.create_sheet(name)
        for row in rows:
            sheet.append(row)
        sheet.page_setup.orientation = "landscape"
        sheet.sheet_properties.pageSetUpPr = PageSetupProperties(fitToPage=True)
        for letter in "ABCDEF":
            sheet.column_dimensions[letter].width = 18
        for ranged in merged.get(name, []):
            sheet.merge_cells(ranged)
        for at, shape in formats.items():
            if at.startswith(f"{name}!"):
                sheet[at.split("!")[1]].number_format = shape
    stream = io.BytesIO()
    made.save(stream)
    return stream.getvalue()


def printed(data: bytes, ending: str, to: str = "pdf") -> bytes:
    """What LibreOffice makes of a document."""
    with tempfile.TemporaryDirectory() as folder:
        source = Path(folder) / f"plan.{ending}"
        source.write_bytes(data)
        profile = f"-env:UserInstallation=file://{folder}/profile"
        command = ["soffice", profile, "--headless", "--convert-to", to, "--outdir", folder, str(source)]
        subprocess.run(command, check=True, capture_output=True, timeout=180)
        return source.with_suffix(f".{to}").read_bytes()
