"""CSV and TSV: one table, its separator found by trying."""

import csv
import io

from config.importers.cells import Document, from_rows
from config.importers.formats import decode
from config.importers.problem import ImportProblem


def read(data: bytes) -> Document:
    """The table of a CSV file in UTF-8, UTF-16 or CP949, separated by commas, tabs, semicolons or bars."""
    text = decode(data)
    separator = max(",\t;|", key=lambda sign: _evenness(text, sign))
    try:
        rows = list(csv.reader(io.StringIO(text, newline=""), delimiter=separator))
    except csv.Error as error:
        raise ImportProblem(key="broken", format="CSV") from error
    return Document((from_rows(rows),))


def _evenness(text: str, sign: str) -> int:
    """How many of the first lines hold the sign."""
    return sum(1 for line in text.splitlines()[:50] if sign in line) * 100 + min(99, text[:5000].count(sign))
