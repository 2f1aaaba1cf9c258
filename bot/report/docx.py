"""A document as DOCX, on A4, in fonts that Word and Hancom have."""

from datetime import UTC, datetime
from io import BytesIO
from typing import Any
from zipfile import ZIP_DEFLATED, ZipFile, ZipInfo

from docx import Document as Word
from docx.enum.table import WD_CELL_VERTICAL_ALIGNMENT, WD_TABLE_ALIGNMENT
from docx.enum.text import WD_ALIGN_PARAGRAPH, WD_BREAK
from docx.oxml import OxmlElement
from docx.oxml.ns import qn
from docx.shared import Mm, Pt, RGBColor

from bot.report.document import (
    Block,
    Cell,
    Chapter,
    Chart,
    Cover,
    Document,
    Heads,
    Line,
    PageBreak,
    Picture,
    Pictures,
    Table,
)
from bot.report.grid import clean, lines, placed, rows_of
from bot.report.headings import headed
from bot.report.pdf import compact_size

FONT = "맑은 고딕"
WIDTH = 170.0
"""Millimetres between the margins."""
INDENT = 4.5
STEP = 4.0
EPOCH = datetime(2000, 1, 1, tzinfo=UTC)
ALIGN = {"left": WD_ALIGN_PARAGRAPH.LEFT, "center": WD_ALIGN_PARAGRAPH.CENTER, "right": WD_ALIGN_PARAGRAPH.RIGHT}


def render(document: Document) -> bytes:
    """The document; the same document gives the same bytes."""
    word = Word()
    size = compact_size(document) if document.compact else 10.5
    _page(word, document, size)
    for block, heads in headed(document.blocks):
        _block(word, block, size, heads=heads)
    out = BytesIO()
    word.save(out)
    return _timeless(out.getvalue())


def _page(word: Any, document: Document, size: float) -> None:  # noqa: ANN401 - the library's document class is not exported
    section, style, about = word.sections[0], word.styles["Normal"], word.core_properties
    section.page_width, section.page_height = Mm(210), Mm(297)
    section.left_margin = section.right_margin = Mm(20)
    section.top_margin = section.bottom_margin = Mm(12 if document.compact else 20)
    style.font.name, style.font.size = FONT, Pt(size)
    style.element.get_or_add_rPr().get_or_add_rFonts().set(qn("w:eastAsia"), FONT)
    style.paragraph_format.space_before = style.paragraph_format.space_after = Pt(2)
    about.title, about.author = clean(document.title), clean(document.author)
    about.language = "ko-KR" if document.language == "ko" else "en-US"
    about.created = about.modified = EPOCH
    about.last_modified_by = about.comments = ""


def _block(word: Any, block: Block, size: float, *, heads: bool) -> None:  # noqa: ANN401
    match block:
        case Heads():
            _heads(word, block)
        case Cover():
            _cover(word, block)
        case Chapter():
            _chapter(word, block, size)
        case Line():
            _line(word, block, heads=heads)
        case Table():
            _table(word, block, size)
        case Chart():
            _chart(word, block)
        case Pictures():
            _pictures(word, block)
        case PageBreak():
            word.add_paragraph().add_run().add_break(WD_BREAK.PAGE)


def _write(paragraph: Any, text: str, *, bold: bool = False, size: float = 0) -> None:  # noqa: ANN401
    for number, line in enumerate(lines(text)):
        run = paragraph.add_run()
        if number:
            run.add_break()
        run.add_text(line)
        run.bold = bold or None
        if size:
            run.font.size = Pt(size)


def _heads(word: Any, heads: Heads) -> None:  # noqa: ANN401
    rows = tuple((Cell(name), Cell(value, align="left")) for name, value in heads.fields)
    _grid(word, rows, (30.0, 60.0), 0, 9.0)


def _cover(word: Any, cover: Cover) -> None:  # noqa: ANN401
    for text, size, space in ((cover.above, 12, 24), (cover.title, 20, 6), (cover.below, 13, 12)):
        if text:
            paragraph = word.add_paragraph()
            paragraph.alignment = WD_ALIGN_PARAGRAPH.CENTER
            paragraph.paragraph_format.space_before = Pt(space)
            paragraph.paragraph_format.space_after = Pt(6)
            _write(paragraph, text, bold=text == cover.title, size=size)


def _chapter(word: Any, chapter: Chapter, size: float) -> None:  # noqa: ANN401
    heading = word.add_heading(level=1)
    _underline(heading)
    heading.paragraph_format.space_before, heading.paragraph_format.space_after = Pt(14), Pt(6)
    _write(heading, f"{chapter.mark}  {chapter.text}".strip(), bold=True, size=size + 4)
    for run in heading.runs:
        run.font.color.rgb, run.font.name = RGBColor(0, 0, 0), FONT
        run._element.get_or_add_rPr().get_or_add_rFonts().set(qn("w:eastAsia"), FONT)  # noqa: SLF001 - no other way


def _underline(heading: Any) -> None:  # noqa: ANN401
    """A line below; set first, because the parts of a paragraph's properties have an order."""
    border = OxmlElement("w:pBdr")
    below = OxmlElement("w:bottom")
    for name, value in {"val": "single", "sz": "12", "space": "2", "color": "2F4B7C"}.items():
        below.set(qn(f"w:{name}"), value)
    border.append(below)
    heading._p.get_or_add_pPr().append(border)  # noqa: SLF001 - as above


def _line(word: Any, line: Line, *, heads: bool = True) -> None:  # noqa: ANN401
    paragraph = word.add_paragraph()
    left = STEP * line.depth + (INDENT if line.mark else 0)
    paragraph.paragraph_format.left_indent = Mm(left)
    if line.mark:
        paragraph.paragraph_format.first_line_indent = Mm(-INDENT)
        paragraph.paragraph_format.tab_stops.add_tab_stop(Mm(left))
    text = clean(line.text)
    _write(paragraph, f"{line.mark}\t{text}" if line.mark else text, bold=line.strong)
    paragraph.paragraph_format.keep_with_next = heads or None


def _table(word: Any, table: Table, size: float) -> None:  # noqa: ANN401
    if table.caption:
        _line(word, Line(table.caption, strong=True))
    _grid(word, rows_of(table), table.widths, len(table.head), size - 1)
    word.add_paragraph().paragraph_format.space_after = Pt(0)


def _grid(word: Any, rows: tuple[tuple[Cell, ...], ...], widths: tuple[float, ...], head: int, size: float) -> None:  # noqa: ANN401
    share = min(1.0, WIDTH / sum(widths)) if head == 0 else WIDTH / sum(widths)
    drawn = word.add_table(len(rows), len(widths), style="Table Grid")
    drawn.alignment, drawn.autofit = WD_TABLE_ALIGNMENT.CENTER, False
    for column, width in zip(drawn.columns, widths, strict=True):
        column.width = Mm(width * share)
    for one in placed(rows):
        first = drawn.cell(one.row, one.column)
        last = drawn.cell(one.row + one.cell.rows - 1, one.column + one.cell.columns - 1)
        cell = first.merge(last) if first is not last else first
        if one.row < head:
            _shade(cell, "E7ECF4")
        cell.width = Mm(sum(widths[one.column : one.column + one.cell.columns]) * share)
        cell.vertical_alignment = WD_CELL_VERTICAL_ALIGNMENT.CENTER
        paragraph = cell.paragraphs[0]
        paragraph.alignment = ALIGN[one.cell.align]
        _write(paragraph, one.cell.text, bold=one.row < head, size=size)
    for number, row in enumerate(drawn.rows):
        _row(row, repeated=number < head)


def _row(row: Any, *, repeated: bool) -> None:  # noqa: ANN401
    about = row._tr.get_or_add_trPr()  # noqa: SLF001 - the library has no way to say this
    about.append(OxmlElement("w:cantSplit"))
    if repeated:
        about.append(OxmlElement("w:tblHeader"))


def _shade(cell: Any, colour: str) -> None:  # noqa: ANN401
    shade = OxmlElement("w:shd")
    for name, value in {"val": "clear", "color": "auto", "fill": colour}.items():
        shade.set(qn(f"w:{name}"), value)
    cell._tc.get_or_add_tcPr().append(shade)  # noqa: SLF001 - as above


def _chart(word: Any, chart: Chart) -> None:  # noqa: ANN401
    """Bars as blocks of text, so that they stand in every program and can be read aloud."""
    _line(word, Line(chart.title, strong=True))
    rows = []
    for bar in chart.bars:
        blocks = round(20 * min(max(bar.value / (chart.top or 1), 0), 1))
        rows.append((Cell(bar.name, align="left"), Cell("█" * blocks, align="left"), Cell(bar.label)))
    if rows:
        _grid(word, tuple(rows), (50.0, 85.0, 35.0), 0, 9.0)
        word.add_paragraph()


def _pictures(word: Any, pictures: Pictures) -> None:  # noqa: ANN401
    columns = pictures.columns
    drawn = word.add_table(0, columns)
    drawn.alignment = WD_TABLE_ALIGNMENT.CENTER
    room = WIDTH / columns - 6
    for start in range(0, len(pictures.pictures), columns):
        row = drawn.add_row()
        _row(row, repeated=False)
        for cell, picture in zip(row.cells, pictures.pictures[start : start + columns], strict=False):
            _picture(cell, picture, min(pictures.width or room, room))


def _picture(cell: Any, picture: Picture, room: float) -> None:  # noqa: ANN401
    high = 75.0
    width = min(room, high * picture.width / picture.height)
    paragraph = cell.paragraphs[0]
    paragraph.alignment = WD_ALIGN_PARAGRAPH.CENTER
    shape = paragraph.add_run().add_picture(BytesIO(picture.data), width=Mm(width))
    shape._inline.docPr.set("descr", clean(picture.caption))  # noqa: SLF001 - the library has no way to say this
    if picture.caption:
        caption = cell.add_paragraph()
        caption.alignment = WD_ALIGN_PARAGRAPH.CENTER
        _write(caption, picture.caption, size=9)


def _timeless(data: bytes) -> bytes:
    """The same package with one time for all its parts."""
    out = BytesIO()
    with ZipFile(BytesIO(data)) as given, ZipFile(out, "w", ZIP_DEFLATED) as made:
        for name in given.namelist():
            part = ZipInfo(name, (1980, 1, 1, 0, 0, 0))
            part.compress_type = ZIP_DEFLATED
            made.writestr(part, given.read(name))
    return out.getvalue()
