"""A document that uses every block, with texts that try to break out."""

from io import BytesIO

from PIL import Image

from bot.report.document import (
    Bar,
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

HOSTILE = "<b>굵게</b> & *별* _밑줄_ `코드` | 칸 \x07 [고리](http://a.b) =1+1"
LONG = "가나다라마바사아자차카타파하" * 8


def picture(caption: str, colour: str = "#3E6FB0", size: tuple[int, int] = (800, 600)) -> Picture:
    """A JPEG of one colour."""
    out = BytesIO()
    Image.new("RGB", size, colour).save(out, "JPEG")
    return Picture(out.getvalue(), *size, caption)


def plan(rows: int) -> Table:
    """A plan of two days with so many rows each, the day's cell merged."""
    head = ((Cell("일 정", columns=2), Cell("장 소"), Cell("내 용"), Cell("비 고")),)
    body = []
    for day in (1, 2):
        for number in range(rows):
            cells = (
                Cell(f"{8 + number:02}:30 ~"),
                Cell("식 당"),
                Cell(f"{day}일차 내용 {number}", align="left"),
                Cell(""),
            )
            body.append((Cell(f"{day}일차\n10. {22 + day}.", rows=rows), *cells) if number == 0 else cells)
    return Table((14, 26, 34, 66, 30), head, tuple(body), "세부일정")


def chart() -> Chart:
    """Two bars."""
    return Chart("만족도", (Bar("숙소 & 객실", 4.2, "4.2점 (31명)"), Bar("식사", 3.0, "3.0점 (30명)")), 5)


def document(*, compact: bool = False, rows: int = 4) -> Document:
    """The document; `rows` in each day of its plan."""
    return Document(
        "워크숍 결과 보고",
        "ko",
        (
            Heads((("문서번호", "마을과-1"), ("결재일자", "2014. 10. 28."))),
            Cover("『마을 워크숍』 결과 보고", "- 함께 사는 마을을 위한 -", "마을과"),
            Line("워크숍을 실시하고 그 결과를 보고함."),
            Chapter("I", "총 평"),
            Line("잘된 점", "▷", strong=True),
            Line("사람들이 서로의 업무를 공유하며 " * 6, "-", 1),
            Line(HOSTILE, "-", 1),
            Line(LONG, "※", 2),
            Chapter("Ⅱ", "행사 결과 개요"),
            Line("참석자 : 51명", "■"),
            plan(rows),
            chart(),
            Line("분야별 현황 사진", strong=True),
            Pictures((picture("공방 견학 😀"), picture("세로 <사진>", "#B03E3E", (600, 900)), picture("산책"))),
            PageBreak(),
            Chapter("Ⅳ", "행정 사항"),
            Line("상시학습 7시간 인정  끝.", "-", 1),
        ),
        "마을과",
        compact,
    )
