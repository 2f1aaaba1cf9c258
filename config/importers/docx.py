"""Word: paragraphs and tables in the order of the body; merged cells once, with their spans."""

import io
from collections.abc import Iterator
from typing import TYPE_CHECKING, Any

from config.importers import guard
from config.importers.cells import Cell, Document, Table
from config.importers.problem import ImportProblem

if TYPE_CHECKING:
    from docx.table import Table as DocxTable

_W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"


def read(data: bytes) -> Document:
    """The lines and tables of a DOCX."""
    import docx  # noqa: PLC0415 - only when this format comes
    from docx.table import Table as DocxTable  # noqa: PLC0415

    guard.check_members(guard.open_zip(data, "DOCX"), "DOCX")
    try:
        document = docx.Document(io.BytesIO(data))
    except MemoryError:
        raise
    except Exception as error:  # the library lets many kinds through on broken files
        raise ImportProblem(key="broken", format="DOCX") from error
    blocks: list[str | Table] = []
    for item in document.iter_inner_content():
        blocks.extend(_table(item) if isinstance(item, DocxTable) else [_paragraph_text(item._p)])  # noqa: SLF001 - no public way to line breaks
    return Document(tuple(blocks))


def _paragraph_text(paragraph: Any) -> str:  # noqa: ANN401 - lxml elements have no types here
    """The text of w:p with its breaks and tabs; a numbered list's marks are not in it."""
    parts = []
    for node in paragraph.iter(f"{_W}t", f"{_W}br", f"{_W}tab", f"{_W}cr"):
        if node.tag == f"{_W}t":
            parts.append(node.text or "")
        elif node.getparent().tag != f"{_W}tabs":
            parts.append("\t" if node.tag == f"{_W}tab" else "\n")
    listed = paragraph.find(f"{_W}pPr/{_W}numPr") is not None
    return ("- " if listed and parts else "") + "".join(parts)


def _table(table: "DocxTable") -> list[str | Table]:
    cells = list(_cells(table))
    if len(cells) == 1:
        return _framed(table)
    nested = [block for one in table._tbl.iter(f"{_W}tbl") if one is not table._tbl for block in _nested(one, table)]  # noqa: SLF001 - nested tables have no other door
    return [Table(tuple(cells)), *nested]


def _framed(table: "DocxTable") -> list[str | Table]:
    """The lines and tables of a table of one cell, as forms frame a whole page."""
    from docx.table import Table as DocxTable  # noqa: PLC0415 - only when this format comes

    blocks: list[str | Table] = []
    for item in table._tbl.tr_lst[0].tc_lst[0].iter(f"{_W}p", f"{_W}tbl"):  # noqa: SLF001 - in the order of the page
        owner = next((one for one in item.iterancestors(f"{_W}tbl")), None)
        if owner is table._tbl:  # noqa: SLF001 - not what lies within a table that is read as a whole
            inner = item.tag == f"{_W}tbl"
            blocks.extend(_table(DocxTable(item, table)) if inner else _paragraph_text(item).split("\n"))
    return blocks


def _nested(element: Any, parent: "DocxTable") -> list[str | Table]:  # noqa: ANN401 - lxml elements have no types here
    from docx.table import Table as DocxTable  # noqa: PLC0415 - only when this format comes

    return [Table(tuple(_cells(DocxTable(element, parent))))]


def _cells(table: "DocxTable") -> Iterator[Cell]:
    """Each merged cell once: w:gridSpan across, w:vMerge down."""
    open_cells: dict[int, list[Any]] = {}
    found: list[list[Any]] = []
    for number, row in enumerate(table._tbl.tr_lst):  # noqa: SLF001 - the public rows repeat merged cells
        column = row.grid_before
        for cell in row.tc_lst:
            span, merge = cell.grid_span, cell.vMerge
            if merge == "continue" and column in open_cells:
                open_cells[column][3] += 1
                more = _cell_text(cell)
                open_cells[column][0] += f"\n{more}" if more else ""
            else:
                entry = [_cell_text(cell), number, column, 1, span]
                found.append(entry)
                open_cells[column] = entry
            column += span
    return (Cell(text.strip(), row, column, rows, columns) for text, row, column, rows, columns in found)


def _cell_text(cell: Any) -> str:  # noqa: ANN401 - lxml elements have no types here
    return "\n".join(_paragraph_text(one) for one in cell.p_lst).strip()
