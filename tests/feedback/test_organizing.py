"""Organizers open, watch, extend and close the form; leaders fill it in for those without an account."""

from datetime import timedelta
from io import BytesIO

import pdfplumber
import pytest
from sqlalchemy import select

from bot.db import feedback, people, privacy
from bot.db.models import FeedbackCode
from bot.messages import Reply
from tests.feedback.talk import ballots, fill_in, scores, tick
from tests.handlers.chat import Chat, seoul


async def closes(chat: Chat) -> str:
    async with chat.database.read() as tx:
        form = await feedback.form(tx, chat.file.event.id)
    return f"{form.closes_at + timedelta(hours=9):%m-%d %H:%M}" if form else ""


async def test_the_organizer_sees_how_many_and_never_what(chat: Chat) -> None:
    await tick(chat)
    await fill_in(chat, "박순자", 5, "비밀이에요")
    shown = await chat.say("김담당", "/survey")
    assert "답하신 분 1 / 5명 (20%)" in shown
    assert "10월 31일(금) 13:30" in shown
    assert "비밀" not in shown
    silent = await chat.press("김담당", "아직 답하지 않은")
    assert "박순자" not in silent
    assert "· 정복순 (계정 없음)" in silent
    assert "· 최영호" in silent.splitlines()
    for name in ("박순자", "조장"):
        assert "담당자만" in await chat.say(name, "/survey")
        assert "담당자만" in await chat.act(name, "survey:close.yes")


async def test_open_now_asks_first_and_tells_everybody_once(chat: Chat) -> None:
    chat.clock.jump(seoul("12:40", 24))
    assert "10월 24일(금) 13:30에 저절로" in await chat.say("김담당", "설문 현황")
    assert "지금 열까요" in await chat.press("김담당", "지금 열기")
    assert await tick(chat) == {}
    assert "받고 있어요" in await chat.press("김담당", "네, 지금 열기")
    assert "박순자" in await tick(chat)
    chat.clock.jump(seoul("13:31", 24))
    assert await tick(chat) == {}
    await chat.say("박순자", "/feedback")
    shown = await chat.press("박순자", "시작하기")
    assert "소감 1/11" in shown, "lunch has begun, so it is asked"


async def test_extend_and_close_for_good(chat: Chat) -> None:
    await tick(chat)
    assert await closes(chat) == "10-31 13:30"
    await chat.say("김담당", "/survey")
    await chat.press("김담당", "마감 미루기")
    await chat.press("김담당", "3일")
    assert await closes(chat) == "11-03 13:30"
    await fill_in(chat, "박순자", 5, "좋았어요")
    await chat.press("김담당", "지금 마감")
    assert "다시 열 수 없어요" in chat.screens["김담당"].text
    await chat.press("김담당", "그대로 두기")
    assert "받고 있어요" in await chat.say("김담당", "/survey")
    await chat.press("김담당", "지금 마감")
    shown = await chat.press("김담당", "네, 마감하기")
    assert "마감했어요" in shown
    assert "5건보다 적어" in shown
    assert "지난 버튼" in await chat.act("김담당", "survey:close.yes")
    assert "지난 버튼" in await chat.act("김담당", "survey:extend.3")
    assert "지난 버튼" in await chat.act("김담당", "survey:codes")
    chat.forward(hours=3)
    assert await tick(chat) == {}
    assert "끝났어요" in await chat.press("박순자", "고치기")
    audit = [one for one in await chat.audit() if one.startswith("feedback")]
    assert audit == ["feedback.extended", "feedback.closed"]


async def test_a_leader_fills_it_in_for_somebody_of_the_bus(chat: Chat) -> None:
    await chat.join("남의버스", account=False, bus="2호차")
    await tick(chat)
    await chat.say("조장", "/feedback")
    await chat.press("조장", "계정 없는 분")
    assert chat.labels("조장") == ["정복순"]
    shown = await chat.press("조장", "정복순")
    assert "화면에 보여요" in shown
    await chat.press("조장", "시작하기")
    await scores(chat, "조장", *[4] * 8)
    await chat.say("조장", "밥이 맛있었대요")
    await chat.press("조장", "다음")
    await chat.press("조장", "건너뛰기")
    assert "정복순 님의 소감을 이렇게 보낼게요" in await chat.press("조장", "건너뛰기")
    await chat.press("조장", "소감 보내기")
    (ballot,) = await ballots(chat)
    assert ballot["good"] == (None, "밥이 맛있었대요")
    await chat.say("조장", "/feedback")
    assert "아직 답하지 않은 분이 없어요" in await chat.press("조장", "계정 없는 분")


@pytest.mark.parametrize("name", ["박순자", "조장"])
async def test_nobody_fills_it_in_for_somebody_who_is_not_theirs(chat: Chat, name: str) -> None:
    await chat.join("남의버스", account=False, bus="2호차")
    await tick(chat)
    async with chat.database.read() as tx:
        roster = {one.name: one.id for one in await people.roster(tx, chat.file.event.id)}
    for other in ("남의버스", "최영호", "김담당"):
        assert await chat.act(name, f"fb:go.{roster[other]}") == "(지난 버튼이에요. 다시 눌러 주세요.)"
        assert "소감을 대신" not in await chat.act(name, f"fbfor:p.{roster[other]}")


async def test_a_sheet_of_codes_that_names_and_cuts(chat: Chat) -> None:
    chat.conversation.address = "https://trip.example.kr"
    await tick(chat)
    await chat.say("김담당", "/survey")
    replies = await chat._ask("김담당", what="press", action="survey:codes", message="1", press="p")
    sheet = _attachment(replies)
    with pdfplumber.open(BytesIO(sheet)) as pdf:
        words = pdf.pages[0].extract_text()
    assert "정복순" in words
    assert "박순자" not in words
    async with chat.database.read() as tx:
        first = (await tx.execute(select(FeedbackCode.digest))).scalars().all()
    assert len(first) == 1
    await chat._ask("김담당", what="press", action="survey:codes", message="1", press="p")
    async with chat.database.read() as tx:
        second = (await tx.execute(select(FeedbackCode.digest))).scalars().all()
    assert len(second) == 1
    assert first != second, "the older sheet does not work any more"


def _attachment(replies: list[Reply]) -> bytes:
    (reply,) = [one for one in replies if one.attachment]
    assert reply.attachment is not None
    return reply.attachment.data


async def test_leaving_and_deletion_keep_the_ballot_and_nothing_else(chat: Chat) -> None:
    await tick(chat)
    await fill_in(chat, "박순자", 5, "좋았어요")
    await chat.say("최영호", "/feedback")
    await chat.press("최영호", "시작하기")
    await scores(chat, "최영호", 1)
    assert "소감을 보내셨다는 표시 1건" in await chat.say("박순자", "/mydata")
    for name in ("박순자", "최영호"):
        assert "이미 보낸 소감은" in await chat.say(name, "/deleteme")
        await chat.press(name, "네, 모두")
    assert len(await ballots(chat)) == 1
    async with chat.database.read() as tx:
        assert await feedback.answered(tx, chat.file.event.id) == frozenset()


async def test_the_end_of_retention_takes_what_was_written(chat: Chat) -> None:
    await tick(chat)
    await fill_in(chat, "박순자", 5, "좋았어요")
    async with chat.database.begin() as tx:
        await privacy.expire(tx, chat.file.event.id, chat.clock.now())
    assert await ballots(chat) == []
