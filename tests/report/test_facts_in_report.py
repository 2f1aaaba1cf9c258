"""Every fact that the event file holds stands in the report, in the form of the office, in every format."""

import re
from dataclasses import replace
from io import BytesIO
from zipfile import ZipFile

import pypdfium2
import pytest

from bot import texts
from bot.db import report
from bot.evaluation import Finding
from bot.report.compose import KINDS
from bot.report.document import Document
from bot.report.facts import Facts
from bot.report.formats import FORMATS
from bot.report.redact import redacted
from config.event import Activity, Event
from tests.handlers.chat import Chat
from tests.report import trip

SAY = texts.load()
OVERVIEW = (
    "『2014년도 하반기 성북구 사회적경제조직 워크숍』", "2014. 10. 23.(목) ~ 24.(금) / 1박 2일",
    "구례자연드림파크(전라남도 구례군 용방면 소재)", "참석자 : 51명", "구청(24명) : 구청장, 성북문화재단",
    "민간(27명) : 사회적경제기업", "사회연대은행", "정책협의회", "함께살이성북 사회적협동조합",
    "사회적금융", "우선구매",
    "막걸리, 오리, 정육, 김치, 우리밀, 요거트, 한과, 라면, 전분, 도정, 제분", "지리산국립공원 노고단",
    "8,000천원 (구비 4,000천원, 시비 4,000천원)", "구비 : 4,000천원(사회적기업팀 세출예산)",
    "시비 : 4,000천원(지역단위 협동조합", "성북구사회적기업협의회에", "주 최 : 성북구",
    "주 관 : 성북구사회적기업·협동조합협의회, 성북구사회적경제지원단",
)  # fmt: skip
ADMIN = ("내년 지원사업과 워크숍 내용에 반영", "상시학습 시간 인정(2일 7시간)", "행정지원과와 협조  끝.")
HEADS = (
    "- 오래가는 사회적경제 생태환경과 지역 경제의 선순환을 위한 -", "을 실시하고 그 결과를 보고함.",
    "구례자연드림파크: 11개 공방 체험 및 우리밀 쿠키·피자 만들기", "1일차10. 23.(목)", "2일차10. 24.(금)",
    "일 정장 소내 용비 고", "사회적경제과-9806", "2014. 10. 28.", "부분공개(6)",
    "『성북구 마을·사회적경제 워크숍』 결과 보고",
)  # fmt: skip


def squeezed(text: str) -> str:
    """Without white space, in which formats differ, and without what Markdown escapes and puts between cells."""
    return re.sub(r"[\s\\ |]|<br>", "", text)


def text_of(data: bytes, format_: str) -> str:
    if format_ == "pdf":
        return "".join(page.get_textpage().get_text_range() for page in pypdfium2.PdfDocument(data))
    if format_ in {"docx", "hwpx"}:
        parts = ZipFile(BytesIO(data))
        xml = "".join(
            parts.read(name).decode() for name in parts.namelist() if re.search("section|/document.xml", name)
        )
        return re.sub(r"<[^>]+>", "", xml).replace("&lt;", "<").replace("&amp;", "&").replace("&quot;", '"')
    return data.decode()


def flat(document: Document) -> str:
    return FORMATS["md"].render(document).decode()


async def facts(chat: Chat, link: str = "") -> Facts:
    async with chat.database.read() as tx:
        return await report.facts(tx, chat.file.event.id, trip.CLOSED, link)


def row_of(one: Activity, file: Event) -> str:
    """A row of the schedule as the office writes it: time, place, content, remarks."""
    places = ["이 동"] if one.kind == "transport" and one.destination else [file.places[key].name for key in one.places]
    return "".join([f"{one.start} ~ {one.end or ''}", *places, one.title, *one.notes])


async def travelled(chat: Chat) -> Facts:
    async with chat.database.begin() as tx:
        await trip.all_of_it(tx, chat.file.event.id)
    return await facts(chat)


@pytest.mark.parametrize("format_", FORMATS)
async def test_every_fact_is_in_every_format(chat: Chat, format_: str) -> None:
    found = await facts(chat)
    said = squeezed(text_of(FORMATS[format_].render(KINDS["result"](found, SAY["ko"])), format_))
    rows = [row_of(one, chat.file) for one in chat.file.itinerary]
    assert len(rows) == 16
    places = [said.find(squeezed(one)) for one in rows]
    assert places == sorted(places)
    assert -1 not in places
    assert [one for one in (*HEADS, *OVERVIEW, *rows, *ADMIN) if squeezed(one) not in said] == []


async def test_what_happened_stands_beside_what_was_planned(chat: Chat) -> None:
    said = flat(KINDS["result"](await travelled(chat), SAY["ko"]))
    assert "| 09:00 ~ 14:10 | 이 동 | 구례자연드림파크 도착 | 당초 09:00 ~ 13:30<br>45인승 버스 |" in said
    assert "산책 및 자유시간 | 취소" in said
    assert "| 구청 | 24명 | 23명 | 95.8% |" in said
    assert "| 민간 | 27명 | 25명 | 92.6% |" in said
    assert "43명 응답(응답률 " in said
    assert "일정 변경 1회, 인원 확인 2회, 참가자 문의 2건(답변 1건)" in said
    assert "이동 시간이 길어 피로가 컸음. (3명)" in said
    assert "노고단 정상" in said
    assert "버려진 사진" not in said


async def test_lines_that_nobody_chose_are_few_and_the_others_stand_further_back(chat: Chat) -> None:
    found = await facts(chat)
    proposed = tuple(Finding(f"의견 {one}이 있었음", 20 - one, proposed=True) for one in range(1, 11))
    document = KINDS["result"](replace(found, evaluation={"good": proposed}), SAY["ko"])
    first, _, rest = flat(document).partition("## Ⅱ")
    assert [one for one in range(1, 11) if f"의견 {one}이 " in first] == [1, 2, 3, 4, 5, 6, 7]
    assert [one for one in range(1, 11) if f"의견 {one}이 " in rest] == [8, 9, 10]
    accepted = tuple(replace(one, proposed=False) for one in proposed)
    document = KINDS["result"](replace(found, evaluation={"good": accepted}), SAY["ko"])
    assert "의견 10이 " in flat(document).partition("## Ⅱ")[0]


async def test_an_open_form_gives_away_nothing_and_says_so(chat: Chat) -> None:
    said = flat(KINDS["result"](await facts(chat), SAY["ko"]))
    assert "소감 조사를 마감하기 전이라" in said
    assert "만족도" not in said


async def test_the_plan_tells_nothing_of_afterwards_and_the_order_is_the_offices(chat: Chat) -> None:
    plan = flat(KINDS["plan"](await facts(chat), SAY["ko"]))
    assert "시행하고자 함." in plan
    assert "총 평" not in plan
    assert "9806" not in plan
    result = flat(KINDS["result"](await travelled(chat), SAY["ko"]))
    order = ("## I 총 평", "## Ⅱ 행사 결과 개요", "## Ⅲ 세부내용", "분야별 현황 사진", "## Ⅳ 행정 사항", "  끝.")
    assert [result.index(one) for one in order] == sorted(result.index(one) for one in order)
    assert result.rstrip().endswith("  끝.")


async def test_a_copy_for_publication_names_nobody(chat: Chat) -> None:
    found = await travelled(chat)
    assert "버스 타는 시간이 너무 길었어요" in flat(KINDS["result"](found, SAY["ko"]))
    document = KINDS["result"](redacted(found), SAY["ko"])
    said = flat(document)
    for secret in ("버스 타는 시간이 너무 길었어요", "(3명)", "노고단 정상", "김담당", "| 기타 |"):
        assert secret not in said
    assert "(9명)" in said
    assert "| 계 | 51명 |" in said


async def test_names_and_numbers_in_a_line_are_masked(chat: Chat) -> None:
    line = Finding("박순자 님의 안내가 좋았음(010-1234-5678).", 7)
    found = replace(await facts(chat), closed=True, evaluation={"good": (line,)})
    said = flat(KINDS["result"](redacted(found), SAY["ko"]))
    assert "박순자" not in said
    assert "1234" not in said
    assert "안내가 좋았음" in said


async def test_the_hand_out_is_one_page_with_a_way_to_the_chat(chat: Chat) -> None:
    for language in ("ko", "en"):
        document = KINDS["handout"](await facts(chat, "https://t.me/hamkke_bot"), SAY[language])
        assert len(pypdfium2.PdfDocument(FORMATS["pdf"].render(document))) == 1
        said = flat(document)
        assert "https://t.me/hamkke_bot" in said.replace("\\", "")
        assert "박순자" not in said


async def test_it_reads_in_english(chat: Chat) -> None:
    said = flat(KINDS["result"](await travelled(chat), SAY["en"]))
    assert "District office" in said
    assert "Planned 09:00 ~ 13:30" in said
    for korean in ("결과 보고", "세부내용", "참석", "구청 |"):
        assert korean not in said
