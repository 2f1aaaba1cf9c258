"""An organizer asks for documents in the chat."""

import contextlib
from collections.abc import AsyncIterator, Sequence
from datetime import timedelta

from sqlalchemy import select, update

from bot.adapters.memory import Memory
from bot.db.events import snapshot
from bot.db.models import Person, Photo
from bot.messages import Address, Reply, Request
from bot.packing import pack, unpack
from bot.replies import Replies
from bot.report.making import Desk
from tests.feedback import trip as feedback_trip
from tests.handlers.chat import TEXTS, Chat, seoul
from tests.report import trip


@contextlib.asynccontextmanager
async def _at_once(address: Address, reply: Reply, late: object) -> AsyncIterator[None]:
    del address, reply, late
    yield


async def _silence(seconds: float) -> None:
    del seconds


async def heard(chat: Chat, who: str, label: str) -> Sequence[Reply]:
    """Press a button and get everything that follows from it, as the platform would."""
    action = next(one.action for row in chat.screens[who].buttons for one in row if one.text.startswith(label))
    request = Request(
        str(next(chat.ids)), Address("memory", who, who), name=who, what="press", action=action, message="1"
    )
    async with chat.database.begin() as tx:
        replies = (await chat.conversation.answers(tx, "memory", [request]))[0]
    phone = Memory()
    desk = Desk(chat.database, chat.clock, TEXTS, lambda _: "")
    await Replies(
        chat.database,
        phone,
        _at_once,
        _silence,
        make=lambda request, asked: desk.replies(request, asked.removeprefix("report:")),
    ).send(request, [unpack(pack(one)) for one in replies])
    return [one for _, one in phone.heard]


async def test_before_the_event_the_plan_is_offered(chat: Chat) -> None:
    said = await chat.say("김담당", "/report")
    assert "행사 전이에요" in said
    assert chat.labels("김담당") == ["시행 계획", "참가자 안내문 (A4 한 장)"]
    await chat.press("김담당", "참가자 안내문")
    got = await heard(chat, "김담당", "PDF")
    assert got[0].text.startswith("만들고 있어요")
    assert got[1].attachment is not None
    assert got[1].attachment.name == "seongbuk-2014-handout.pdf"
    assert got[1].attachment.data.startswith(b"%PDF")
    assert got[2].attachment is not None
    assert got[2].attachment.photo
    assert got[2].attachment.data.startswith(b"\x89PNG")
    assert got[2].text == "미리보기 1/1쪽"


async def test_after_it_the_report_says_what_is_missing_and_leads_there(chat: Chat) -> None:
    chat.clock.jump(seoul("10:00", 25))
    said = await chat.say("김담당", "결과보고")
    assert "소감 조사를 아직 시작하지 않았어요" in said
    assert "받은 사진이 없어요" in said
    assert "소감 조사 보기" in chat.labels("김담당")
    await chat.act("김담당", "reporthead:ask")
    assert "2번째 줄" in await chat.say("김담당", "문서번호: 마을과-1\n결재일자 없음")
    assert "마을과-1" in await chat.say("김담당", "문서번호: 마을과-1\n공개여부: 공개")
    async with chat.database.read() as tx:
        assert (await snapshot(tx, "seongbuk-2014")).file.report.heads == {"문서번호": "마을과-1", "공개여부": "공개"}


async def test_a_finished_trip_gives_a_finished_report_page_by_page(chat: Chat) -> None:
    async with chat.database.begin() as tx:
        await trip.all_of_it(tx, chat.file.event.id)
    chat.clock.jump(trip.CLOSED + timedelta(hours=1))
    assert "모두 있어요" in await chat.say("김담당", "보고서")
    await chat.press("김담당", "결과 보고")
    await chat.press("김담당", "☐ 공개용")
    assert "☑ 공개용(개인정보 빼기)" in chat.labels("김담당")
    got = await heard(chat, "김담당", "한글(HWPX)")
    assert got[1].attachment is not None
    assert got[1].attachment.name == "seongbuk-2014-result-open.hwpx"
    assert got[1].attachment.data.startswith(b"PK")
    chat.screens["김담당"] = got[2]
    following = await heard(chat, "김담당", "다음 쪽")
    assert following[-1].text.startswith("미리보기 2/")


async def test_nobody_else_gets_it_and_an_old_button_says_so(chat: Chat) -> None:
    assert "담당자만" in await chat.say("박순자", "/report")
    assert "담당자만" in await chat.act("박순자", "report:make.result.ko.0.pdf.0")
    assert "지난 버튼" in await chat.act("김담당", "report:make.result.xx.0.pdf.0")


async def test_what_nobody_looked_at_is_offered_to_be_looked_at(chat: Chat) -> None:
    async with chat.database.begin() as tx:
        await feedback_trip.fill(tx, chat.file.event.id, trip.CLOSED)
        someone = (await tx.execute(select(Person.id).limit(1))).scalar_one()
        await trip.photographed(tx, chat.file.event.id, someone, seoul("16:00"))
        await tx.execute(update(Photo).values(state="new"))
    chat.clock.jump(trip.CLOSED + timedelta(hours=1))
    said = await chat.say("김담당", "/report")
    assert "아직 확인하지 않았어요" in said
    assert "사진 5장 가운데" in said
    await chat.press("김담당", "사진 고르기")
    await chat.say("김담당", "/report")
    assert "지난 버튼" not in await chat.press("김담당", "총평 확인하기")
