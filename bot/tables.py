"""Tables as files that a spreadsheet opens: CSV and XLSX, in which nothing becomes a formula."""

import csv
import io
from collections.abc import Sequence

_DANGEROUS = ("=", "+", "-", "@", "\t", "\r")
Row = Sequence[str]


def escaped(text: str) -> str:
    """`text` so that no spreadsheet takes it for a formula (owasp.org/www-community/attacks/CSV_Injection)."""
    return f"'{text}" if text.lstrip(" ").startswith(_DANGEROUS) or text.startswith("\t") else text


def as_csv(rows: Sequence[Row]) -> bytes:
    """UTF-8 with the mark by which Excel knows it."""
    text = io.StringIO(newline="")
    csv.writer(text).writerows([[escaped(cell) for cell in row] for row in rows])
    return text.getvalue().encode("utf-8-sig")


def as_xlsx(rows: Sequence[Row], title: str) -> bytes:
    """One sheet with a bold head; every cell is text."""
    import openpyxl  # noqa: PLC0415 - only when asked for
    from openpyxl.styles import Font  # noqa: PLC0415

    book = openpyxl.Workbook()
    sheet = book.worksheets[0]
    sheet.title = "".join(one for one in title if one not in r"[]:*?/\\")[:31] or "list"
    for number, row in enumerate(rows, 1):
        for column, text in enumerate(row, 1):
            cell = sheet.cell(number, column)
            cell.value = escaped("".join(one for one in text if one.isprintable()))
            cell.data_type = "s"
            cell.font = Font(bold=number == 1)
    sheet.freeze_panes = "A2"
    data = io.BytesIO()
    book.save(data)
    return data.getvalue()
