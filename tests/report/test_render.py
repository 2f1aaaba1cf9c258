"""One document in four formats, read again by other programs than those that wrote it."""

import re
from collections.abc import Callable
from io import BytesIO
from itertools import pairwise
from zipfile import ZipFile

import pdfplumber
import pytest
from docx import Document as Word
from docx.shared import Mm
from hwpx import TextExtractor
from hwpx.tools.package_validator import validate_editor_open_safety

from bot.report import docx, hwpx, markdown, pdf, preview
from bot.report.document import Block, Cell, Chapter, Document, Line, Pictures, Table
from bot.report.formats import FORMATS
from config.importers import hwpx as second_reader
from config.importers.cells import Table as ReadTable
from tests.report import sample
from tests.report.sample import HOSTILE, LONG, document, picture, plan

A4 = (595, 842)


def _pdf_text(data: bytes) -> str:
    with pdfplumber.open(BytesIO(data)) as read:
        return "\n".join(page.extract_text() for page in read.pages)


def _docx_text(data: bytes) -> str:
    read = Word(BytesIO(data))
    cells = [cell.text for table in read.tables for row in table.rows for cell in row.cells]
    return "\n".join([one.text for one in read.paragraphs] + cells)


def _hwpx_text(data: bytes) -> str:
    blocks = second_reader.read(data).blocks
    texts = [[cell.text for cell in one.cells] if isinstance(one, ReadTable) else [one] for one in blocks]
    return "\n".join(text for some in texts for text in some)


READ: dict[str, Callable[[bytes], str]] = {
    "md": lambda data: data.decode().replace("\\", ""),
    "pdf": _pdf_text,
    "docx": _docx_text,
    "hwpx": _hwpx_text,
}


def _bare(text: str) -> str:
    return "".join(text.split())


@pytest.mark.parametrize("name", FORMATS)
def test_every_block_can_be_read_again(name: str) -> None:
    text = _bare(READ[name](FORMATS[name].render(document())))
    said = [
        "문서번호",
        "마을과-1",
        "『마을 워크숍』 결과 보고",
        "- 함께 사는 마을을 위한 -",
        "Ⅱ 행사 결과 개요",
        "잘된 점",
    ]
    said += ["참석자 : 51명", "일 정", "1일차", "10. 23.", "2일차 내용 3", "만족도", "숙소 & 객실", "4.2점 (31명)"]
    said += ["세로 <사진>", "분야별 현황 사진", "상시학습 7시간 인정  끝.", LONG, HOSTILE.replace("\x07", "")]
    assert [one for one in said if _bare(one) not in text] == []


@pytest.mark.parametrize("name", FORMATS)
def test_what_no_file_may_hold_is_left_out(name: str) -> None:
    odd = Document(
        "제목\x00", "ko", (Line("앞\x00\x0b\ud800뒤"), Chapter("", ""), Line(""), Table((1,), (), ((Cell("\x1f"),),)))
    )
    assert "앞뒤" in READ[name](FORMATS[name].render(odd))


@pytest.mark.parametrize("name", FORMATS)
def test_an_empty_document_is_a_file(name: str) -> None:
    assert FORMATS[name].render(Document("빈 문서", "ko", ()))


@pytest.mark.parametrize("name", ["md", "pdf", "docx"])
def test_the_same_document_gives_the_same_bytes(name: str) -> None:
    assert FORMATS[name].render(document()) == FORMATS[name].render(document())


def test_pdf_is_on_a4_within_its_margins_with_its_fonts_inside() -> None:
    data = pdf.render(document(rows=45))
    with pdfplumber.open(BytesIO(data)) as read:
        for page in read.pages:
            assert (round(page.width), round(page.height)) == A4
            assert all(one["x0"] > 56 and one["x1"] < A4[0] - 56 for one in page.chars)
            assert all(one["x0"] > 56 and one["x1"] < A4[0] - 56 for one in page.rects + page.lines)
            assert all("NanumSquare" in one["fontname"] for one in page.chars)
    assert data.count(b"/FontFile2") >= 2
    assert b"Helvetica" not in data  # which the library names by itself, and does not put inside


def test_a_long_table_repeats_its_head_and_loses_no_row() -> None:
    with pdfplumber.open(BytesIO(pdf.render(document(rows=45)))) as read:
        texts = [page.extract_text() for page in read.pages]
    whole = "\n".join(texts)
    assert [one for one in range(45) if f"2일차 내용 {one}" not in whole] == []
    assert all("비 고" in text for text in texts if "일차 내용" in text)
    assert sum("일차 내용" in text for text in texts) >= 3


@pytest.mark.parametrize("lines", range(28, 46, 3))
@pytest.mark.parametrize("below", [plan(8), Pictures((picture("사진 하나"), picture("둘"))), sample.chart()], ids=type)
def test_no_heading_stands_last_on_its_page(lines: int, below: Block) -> None:
    above: list[Block] = [Line(f"줄 {one}", "-", 1) for one in range(lines)]
    above += [Chapter("Ⅲ", "장 제목"), Line("절 제목", "■")]
    with pdfplumber.open(BytesIO(pdf.render(Document("", "ko", (*above, below))))) as read:
        texts = [page.extract_text() for page in read.pages]
    page = next(text for text in texts if "장 제목" in text)
    assert "절 제목" in page
    assert any(one in page for one in ("1일차 내용 0", "사진 하나", "4.2점"))


def test_other_formats_keep_a_heading_with_what_it_heads() -> None:
    blocks = (Line("제목", "■"), Line("하나", "-", 1), Line("글", "■"), Chapter("Ⅱ", "장"), Line("표", "■"), plan(2))
    read = Word(BytesIO(docx.render(Document("", "ko", blocks))))
    kept = [one.text for one in read.paragraphs if one.paragraph_format.keep_with_next]
    assert kept == ["■\t제목", "■\t표", "세부일정"]
    with ZipFile(BytesIO(hwpx.render(Document("", "ko", blocks)))) as made:
        assert 'keepWithNext="1"' in made.read("Contents/header.xml").decode()


def test_hwpx_shows_whole_pictures_within_the_margins_and_numbers_its_pages() -> None:
    shown = Document("", "ko", (Pictures((picture("", size=(800, 600)), picture("", size=(600, 900)))),))
    with ZipFile(BytesIO(hwpx.render(shown))) as made:
        section = made.read("Contents/section0.xml").decode()
    clips = re.findall(r'imgClip left="0" right="(\d+)" top="0" bottom="(\d+)"', section)
    dots = re.findall(r'imgDim dimwidth="(\d+)" dimheight="(\d+)"', section)
    assert clips == dots == [(str(800 * 75), str(600 * 75)), (str(600 * 75), str(900 * 75))]
    margin = re.search('<hp:margin header="(\\d+)" footer="(\\d+)" .*?top="(\\d+)" bottom="(\\d+)"', section)
    assert margin is not None
    header, footer, top, bottom = map(int, margin.groups())
    assert (round((header + top) * 25.4 / 7200), round((footer + bottom) * 25.4 / 7200)) == (20, 20)
    assert section.count('pageNum pos="BOTTOM_CENTER"') == 1


def test_days_are_merged_cells_in_every_format_that_has_them() -> None:
    table = Word(BytesIO(docx.render(document()))).tables[1]
    column = [row.cells[0]._tc for row in table.rows]
    assert [one is two for one, two in pairwise(column)] == [False, True, True, True, False, True, True, True]
    assert table.rows[0]._tr.xpath("w:trPr/w:tblHeader")
    read = next(
        one
        for one in second_reader.read(hwpx.render(document())).blocks
        if isinstance(one, ReadTable) and "일 정" in one.cells[0].text
    )
    spans = [(one.text.split("\n")[0], one.rows, one.columns) for one in read.cells if one.rows > 1 or one.columns > 1]
    assert spans == [("일 정", 1, 2), ("1일차", 4, 1), ("2일차", 4, 1)]


def test_hwpx_is_valid_and_two_readers_agree() -> None:
    data = hwpx.render(document(rows=30))
    report = validate_editor_open_safety(data)
    assert report.reopen_ok
    assert report.document_validation_error is None
    assert not report.blocking_package_errors
    assert report.validate_document is not None
    assert report.validate_document.issues == ()
    with TextExtractor(ZipFile(BytesIO(data))) as other:
        assert _bare("2일차 내용 29") in _bare(other.extract_text())
    assert _bare("2일차 내용 29") in _bare(_hwpx_text(data))


def test_docx_names_a_korean_font_and_a4() -> None:
    read = Word(BytesIO(docx.render(document())))
    fonts = read.styles["Normal"].element.rPr.rFonts
    assert fonts.get("{http://schemas.openxmlformats.org/wordprocessingml/2006/main}eastAsia") == "맑은 고딕"
    section = read.sections[0]
    assert [round((one or 0) / Mm(1)) for one in (section.page_width, section.page_height)] == [210, 297]
    assert len(read.inline_shapes) == 3
    ratios = [round(one.width / one.height, 2) for one in read.inline_shapes]
    assert ratios == [1.33, 0.67, 1.33]


def test_a_compact_document_fits_one_page() -> None:
    small = Document("안내", "ko", document(rows=14).blocks[6:7], compact=True)
    assert len(list(preview.pages(pdf.render(small)))) == 1


def test_a_longer_compact_document_has_smaller_type_in_every_format() -> None:
    short, long = (Document("", "ko", document(rows=rows).blocks[10:11], compact=True) for rows in (8, 20))
    assert pdf.compact_size(long) < pdf.compact_size(short)
    for document_, size in ((short, pdf.compact_size(short)), (long, pdf.compact_size(long))):
        assert Word(BytesIO(docx.render(document_))).styles["Normal"].font.size.pt == size
        with ZipFile(BytesIO(hwpx.render(document_))) as made:
            assert f'charPr height="{round((size - 1) * 100)}"' in made.read("Contents/header.xml").decode()


def test_a_compact_document_that_cannot_fit_is_still_whole() -> None:
    large = Document("안내", "ko", document(rows=90).blocks[10:11], compact=True)
    assert "2일차 내용 89" in _pdf_text(pdf.render(large))


def test_pages_are_pictures_of_the_width_asked_for() -> None:
    pages = list(preview.pages(pdf.render(document()), 600))
    assert [one[:4] for one in pages] == [b"\x89PNG"] * 3
    assert int.from_bytes(pages[0][16:20], "big") == 600


def test_markdown_is_told_from_the_text() -> None:
    text = markdown.render(document()).decode()
    assert "\\<b>굵게\\</b>" in text
    assert "2014. 10. 28." in text.replace("\\", "")
    odd = Document("", "ko", (Line("# 제목이 아님"), Line("1. 목록이 아님"), Line("| 칸이 아님 |")))
    assert markdown.render(odd).decode() == "\\# 제목이 아님\n\n1\\. 목록이 아님\n\n\\| 칸이 아님 \\|\n"


def test_reading_a_document_puts_nothing_of_it_into_the_logs(logged: list[str]) -> None:
    assert "2일차" in _pdf_text(pdf.render(document()))
    assert [one for one in logged if "pdfminer" in one or "PIL" in one or "Tj" in one] == []
