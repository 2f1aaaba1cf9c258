"""Excel: each visible sheet a table; dates and times as written, formulas never evaluated (their last value counts)."""

import io
from datetime import datetime, time, timedelta
from typing import TYPE_CHECKING

from config.importers import guard
from config.importers.cells import Cell, Document, Table
from config.importers.problem import ImportProblem

if TYPE_CHECKING:
    from openpyxl.worksheet.worksheet import Worksheet

MAX_ROWS, MAX_COLUMNS = 5000, 60


def read(data: bytes) -> Document:
    """The sheets of an XLSX as tables named by their sheets."""
    import openpyxl  # noqa: PLC0415 - only when this format comes

    guard.check_members(guard.open_zip(data, "XLSX"), "XLSX")
    try:
        book = openpyxl.load_workbook(io.BytesIO(data), data_only=True, keep_links=False)
    except MemoryError:
        raise
    except Exception as error:  # the library lets many kinds through on broken files
        raise ImportProblem(key="broken", format="XLSX") from error
    sheets = [sheet for sheet in book.worksheets if sheet.sheet_state == "visible"]
    return Document(tuple(table for sheet in sheets if (table := _table(sheet)).cells))


def _table(sheet: "Worksheet") -> Table:
    spans = {
        (area.min_row, area.min_col): (area.max_row - area.min_row + 1, area.max_col - area.min_col + 1)
        for area in sheet.merged_cells.ranges
    }
    hidden = {index for index, row in sheet.row_dimensions.items() if row.hidden}
    cells = []
    height, width = min(sheet.max_row or 1, MAX_ROWS), min(sheet.max_column or 1, MAX_COLUMNS)
    for row in sheet.iter_rows(max_row=height, max_col=width):
        for cell in row:
            text = _text(cell.value, str(cell.number_format))
            if text and cell.row and cell.column and cell.row not in hidden:
                rows, columns = spans.get((cell.row, cell.column), (1, 1))
                cells.append(Cell(text, cell.row - 1, cell.column - 1, min(rows, MAX_ROWS), min(columns, MAX_COLUMNS)))
    return Table(tuple(cells), sheet.title)


def _text(value: object, shown: str) -> str:
    """A cell's value as a person sees it: 13:30, 2031-10-14, 45."""
    if value is None:
        return ""
    if isinstance(value, datetime):
        return _moment(value, shown)
    if isinstance(value, time):
        return value.strftime("%H:%M")
    if isinstance(value, timedelta):
        minutes = round(value.total_seconds() / 60)
        return f"{minutes // 60:02d}:{minutes % 60:02d}"
    if isinstance(value, float):
        return str(int(value)) if value.is_integer() else f"{value:g}"
    return str(value).strip()


def _moment(value: datetime, shown: str) -> str:
    """A date when the cell shows no hours, a time when it shows no day, else both."""
    form = shown.lower()
    hours = "h" in form
    if hours and not any(letter in form for letter in "yd"):
        return value.strftime("%H:%M")
    if not hours and value.time() == time():
        return value.date().isoformat()
    return value.strftime("%Y-%m-%d %H:%M")
