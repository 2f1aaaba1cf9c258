"""The form as people meet it on the bus home: taps, words, questions in between, a night's sleep, second thoughts."""

from datetime import timedelta

import pytest
from sqlalchemy import select, update

from bot.db import events
from bot.db.models import Account, Activity
from tests.feedback.talk import ballots, drafts, fill_in, scores, tick
from tests.handlers.chat import Chat, seoul


async def test_the_bus_home_asks_everybody_once(chat: Chat) -> None:
    heard = await tick(chat)
    assert set(heard) == {"김담당", "조장", "박순자", "최영호"}
    assert "소감을 들려주세요" in heard["박순자"][0]
    assert "이름은 남지 않아요" in heard["박순자"][0]
    assert "10월 31일(금) 13:30까지" in heard["박순자"][0]
    assert await tick(chat) == {}
    shown = await chat.press("박순자", "시작하기")
    assert "소감 1/11" in shown
    assert "전체적으로 어떠셨어요" in shown
    assert chat.labels("박순자")[:2] == ["5점 · 아주 좋았어요", "4점 · 좋았어요"]


async def test_taps_and_words_become_one_ballot(chat: Chat) -> None:
    await tick(chat)
    await chat.press("박순자", "시작하기")
    shown = await scores(chat, "박순자", 5, 4, 0)
    assert "소감 4/11" in shown
    assert "지금까지 답" not in await chat.press("박순자", "◀ 이전")
    assert "지금까지 답: 4점 · 좋았어요" in await chat.press("박순자", "◀ 이전")
    await chat.press("박순자", "다음")
    await chat.press("박순자", "건너뛰기")
    assert "지금까지 답: “설명이 좋았어요”" in await chat.say("박순자", "설명이 좋았어요")
    assert "3점 · 보통이에요" in await chat.press("박순자", "3점")
    await scores(chat, "박순자", 3, 3, 3)
    await chat.say("박순자", "3점")
    shown = await chat.say("박순자", "밥이 맛있고")
    assert "밥이 맛있고" in shown
    await chat.say("박순자", "공기가 좋았어요 👍👍")
    await chat.press("박순자", "다음")
    await chat.press("박순자", "건너뛰기")
    shown = await chat.press("박순자", "건너뛰기")
    assert "이렇게 보낼게요" in shown
    assert "잘된 점: “밥이 맛있고 / 공기가 좋았어요 👍👍”" in shown
    assert "미흡한 점: (답 없음)" in shown
    assert "누구의 답인지 아무도" in await chat.press("박순자", "소감 보내기")
    (ballot,) = await ballots(chat)
    assert ballot["overall"] == (5, "")
    assert ballot["good"] == (None, "밥이 맛있고\n공기가 좋았어요 👍👍")
    assert (3, "설명이 좋았어요") in ballot.values()
    assert "lacking" not in ballot
    assert await drafts(chat) == 0
    assert "이미 소감을" in await chat.say("박순자", "소감")


async def test_leave_and_go_on_after_days_and_a_restart(chat: Chat) -> None:
    await tick(chat)
    await chat.press("박순자", "시작하기")
    await scores(chat, "박순자", 5, 4)
    assert "그대로 있어요" in await chat.press("박순자", "나중에")
    assert "소감" not in await chat.say("박순자", "안녕하세요")
    chat.restart()
    chat.forward(days=3)
    await chat.say("박순자", "설문")
    assert chat.labels("박순자") == ["이어서 하기 (2개 답함)"]
    assert "소감 3/11" in await chat.press("박순자", "이어서")
    await fill_rest(chat)
    assert len(await ballots(chat)) == 1


async def fill_rest(chat: Chat) -> None:
    await scores(chat, "박순자", *[4] * 6)
    for _ in range(3):
        await chat.press("박순자", "건너뛰기")
    await chat.press("박순자", "소감 보내기")


async def test_a_question_in_between_is_answered_and_the_form_waits(chat: Chat) -> None:
    await tick(chat)
    await chat.press("박순자", "시작하기")
    await scores(chat, "박순자", *[5] * 8)
    answer = await chat.say("박순자", "버스 몇시")
    assert "13:30" in answer
    assert "이어서 하시겠어요" in answer
    assert "소감 9/11" in await chat.press("박순자", "이어서")
    assert "구청 도착" in await chat.say("박순자", "/plan")
    await chat.say("박순자", "다음에는 시간을 더 주시면 안 될까요?")
    await chat.press("박순자", "다음")
    assert "시간을 더 주시면" in await chat.press("박순자", "◀ 이전")
    await chat.say("박순자", "점심은 어디?")
    assert "“다음에는 시간을 더 주시면 안 될까요? / 점심은 어디?”" in await chat.press("박순자", "방금 쓴 말을")


@pytest.mark.parametrize(
    "words",
    [
        "숙소가 어디인지 몰라 헤맸어요",
        "점심 맛있었어요",
        "버스가 늦었어요",
        "저녁을 몇 시간 기다렸어요",
        "없음",
        "👍",
        "노고단",
    ],
)
async def test_what_is_feedback_is_written_down(chat: Chat, words: str) -> None:
    await tick(chat)
    await chat.press("박순자", "시작하기")
    await scores(chat, "박순자", *[5] * 8)
    assert f"“{words}”" in await chat.say("박순자", words)


async def test_hostile_and_long_words(chat: Chat) -> None:
    await tick(chat)
    await chat.press("박순자", "시작하기")
    await scores(chat, "박순자", *[5] * 8)
    assert "너무 길어요(2001자)" in await chat.say("박순자", "가" * 2001)
    await chat.say("박순자", "나" * 2000)
    await chat.press("박순자", "다음")
    await chat.say("박순자", "'; DROP TABLE feedback_answer; -- <script>alert(1)</script> \ue000{0}{name}%s")
    await chat.press("박순자", "다음")
    await chat.press("박순자", "건너뛰기")
    await chat.press("박순자", "소감 보내기")
    (ballot,) = await ballots(chat)
    assert ballot["good"][1] == "나" * 2000
    assert ballot["lacking"][1] == "'; DROP TABLE feedback_answer; -- <script>alert(1)</script> {0}{name}%s"


async def test_empty_forms_are_not_sent_and_all_can_be_thrown_away(chat: Chat) -> None:
    await tick(chat)
    await chat.press("박순자", "시작하기")
    await scores(chat, "박순자", *[0] * 11)
    assert "아직 답이 하나도" in await chat.press("박순자", "소감 보내기")
    await chat.press("박순자", "처음부터")
    await scores(chat, "박순자", 1, *[0] * 10)
    await chat.press("박순자", "모두 지우기")
    assert "지웠어요" in await chat.press("박순자", "네, 지워")
    assert await drafts(chat) == 0
    assert await ballots(chat) == []


async def test_change_takes_back_and_sends_again(chat: Chat) -> None:
    await tick(chat)
    await fill_in(chat, "박순자", 5, "좋았어요", "길었어요")
    thanks = chat.screens["박순자"]
    assert "다시 꺼냈어요" in await chat.press("박순자", "고치기")
    assert await ballots(chat) == []
    shown = await scores(chat, "박순자", 1)
    assert "지금까지 답: 5점" in shown
    for _ in range(7):
        await chat.press("박순자", "다음")
    await chat.press("박순자", "쓴 글 지우고")
    await chat.say("박순자", "그저 그랬어요")
    await chat.press("박순자", "다음")
    await chat.press("박순자", "다음")
    assert "마감 때 이대로" in await chat.press("박순자", "건너뛰기")
    await chat.press("박순자", "소감 보내기")
    assert chat.screens["박순자"].buttons != thanks.buttons, "another token, so that nobody can follow it"
    (ballot,) = await ballots(chat)
    assert ballot["overall"][0] == 1
    assert ballot["good"][1] == "그저 그랬어요"
    assert ballot["lacking"][1] == "길었어요"


async def test_a_token_is_good_for_its_author_alone(chat: Chat) -> None:
    await tick(chat)
    await fill_in(chat, "박순자", 5, "좋았어요")
    change = chat.screens["박순자"].buttons[0][0].action
    assert "지난 버튼" in await chat.act("최영호", change)
    token = change.rpartition(".")[2]
    assert "찾을 수 없어요" in await chat.act("최영호", f"fb:back.0.{token}")
    for action in ("fb:", "fb:s", "fb:back.0", "fb:back.0.~", "fb:s.0.zz.9", "fb:s.0", "fb:n.99999.x", "fb:send.-1"):
        assert (await chat.act("최영호", action)).startswith("(")
    assert len(await ballots(chat)) == 1


async def test_before_it_opens_and_after_it_closed(chat: Chat) -> None:
    chat.clock.jump(seoul("13:00", 24))
    assert "10월 24일(금) 13:30에 열려요" in await chat.say("박순자", "소감")
    chat.clock.jump(seoul("13:31", 24))
    await tick(chat)
    await chat.press("박순자", "시작하기")
    screen = chat.screens["박순자"]
    chat.clock.jump(seoul("13:31", 31))
    assert "끝났어요" in await chat.press("박순자", "5점", screen=screen)
    assert "끝났어요" in await chat.say("박순자", "소감")


async def test_what_is_not_sent_goes_at_the_closing_and_what_was_taken_back_counts(chat: Chat) -> None:
    await tick(chat)
    await fill_in(chat, "박순자", 5, "좋았어요")
    await chat.press("박순자", "고치기")
    await scores(chat, "박순자", 2)
    await chat.say("최영호", "소감")
    await chat.press("최영호", "시작하기")
    await scores(chat, "최영호", 1)
    chat.forward(days=7)
    await tick(chat)
    (ballot,) = await ballots(chat)
    assert (ballot["overall"], ballot["good"]) == ((2, ""), (None, "좋았어요"))
    assert await drafts(chat) == 0
    async with chat.database.read() as tx:
        assert set((await tx.execute(select(Account.dialogue))).scalars()) == {None}


async def test_nudges_reach_the_silent_only_and_twice_at_most(chat: Chat) -> None:
    await tick(chat)
    await fill_in(chat, "박순자", 5, "좋았어요")
    chat.clock.jump(seoul("16:31", 24))
    assert set(await tick(chat)) == {"김담당", "조장", "최영호"}
    await fill_in(chat, "최영호", 4, "")
    chat.clock.jump(seoul("09:31", 25))
    assert set(await tick(chat)) == {"김담당", "조장"}
    for _ in range(6):
        chat.forward(days=1)
        assert await tick(chat) == {}


async def test_who_was_away_gets_the_latest_call_alone(chat: Chat) -> None:
    chat.clock.jump(seoul("10:00", 25))
    heard = await tick(chat)
    assert len(heard["박순자"]) == 1
    assert "아직 소감을 기다리고" in heard["박순자"][0]
    assert await tick(chat) == {}


async def test_nothing_opens_for_an_event_long_past(chat: Chat) -> None:
    chat.clock.jump(seoul("10:00", 24) + timedelta(days=400))
    assert await tick(chat) == {}
    assert "받고 있지 않아요" in await chat.say("박순자", "소감")


async def test_quiet_hours_and_a_bus_that_slips(chat: Chat) -> None:
    file = chat.file.model_copy(update={"feedback": None})
    async with chat.database.begin() as tx:
        await events.load(tx, file, chat.clock.now())
        late = seoul("23:00", 24)
        await tx.execute(update(Activity).where(Activity.key == "to-seongbuk").values(starts_at=late, ends_at=None))
        await tx.exec_driver_sql("UPDATE event SET version = version + 1")
    chat.clock.jump(seoul("13:40", 24))
    assert await tick(chat) == {}
    chat.clock.jump(seoul("23:01", 24))
    assert await tick(chat) == {}
    chat.clock.jump(seoul("06:00", 25))
    assert "소감을 들려주세요" in (await tick(chat))["박순자"][0]
