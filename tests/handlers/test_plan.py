"""The bus is late: what organizers see, what everybody hears, and what the plan is from then on."""

from sqlalchemy import update

from bot.db.models import Person
from tests.handlers.chat import Chat, seoul


async def test_the_bus_is_40_minutes_late_and_everybody_hears_it_once(chat: Chat) -> None:
    chat.clock.jump(seoul("10:00"))
    shown = await chat.say("김담당", "/delay 40")
    assert "구청 출발" not in shown
    assert "구례자연드림파크 도착 09:00~13:30 → 09:00~14:10" in shown
    assert "중식 13:30~14:30 → 14:10~15:10" in shown
    assert "취침 22:00~ → 22:40~" in shown
    assert "조식" not in shown
    assert "중식 13:20 → 14:00" in shown
    assert "계정이 없는 1명" in shown
    assert await chat.carry() == {}
    done = await chat.press("김담당", "이대로")
    assert "일정을 바꿨어요" in done
    assert await chat.carry() == {}
    chat.forward(minutes=1)
    heard = await chat.carry()
    assert set(heard) == {"이담당", "박순자", "최영호"}
    assert heard["박순자"] == [
        (
            "📢 일정이 바뀌었어요\n1일차 10월 23일(목)\n"
            "· 🚌 구례자연드림파크 도착 09:00~13:30 → 09:00~14:10\n· 🍚 중식 13:30~14:30 → 14:10~15:10\n"
            "· 🛏 객실 배정 및 짐 정리 14:30~15:00 → 15:10~15:40\n"
            "· 🥾 11개 공방 체험 및 우리밀 쿠키·피자 만들기 15:00~17:00 → 15:40~17:40\n"
            "· 📋 마을·사회적경제 교육 및 사회적경제 영화 상영 17:00~20:00 → 17:40~20:40\n"
            "· 🍚 석식 및 마을·사회적경제 간담회 20:00~22:00 → 20:40~22:40\n· 🛏 취침 22:00~ → 22:40~\n\n"
            "다음은 이거예요.\n14:10~15:10 🍚 중식 · 식당"
        )
    ]
    assert "14:10" in await chat.say("박순자", "점심 몇 시예요?")
    assert (await chat.plan()).find("lunch-1").row.start == "13:30"  # type: ignore[union-attr]  # the original stays
    assert "plan.changed" in await chat.audit()


async def test_edits_within_a_minute_are_one_notice(chat: Chat) -> None:
    await chat.say("김담당", "/delay 점심 20")
    await chat.press("김담당", "이대로")
    chat.forward(seconds=30)
    await chat.say("김담당", "/delay 점심 10")
    await chat.press("김담당", "이대로")
    chat.forward(seconds=31)
    heard = await chat.carry()
    assert len(heard["박순자"]) == 1
    assert "중식 13:30~14:30 → 14:00~15:00" in heard["박순자"][0]


async def test_undone_before_anybody_read_of_it_nobody_is_told(chat: Chat) -> None:
    await chat.say("김담당", "/cancel 산책")
    await chat.press("김담당", "이대로")
    assert "되돌렸어요" in await chat.press("김담당", "되돌리기")
    chat.forward(minutes=5)
    assert await chat.carry() == {}
    assert not (await chat.plan()).cancelled


async def test_undone_later_those_who_were_told_are_told(chat: Chat) -> None:
    await chat.say("김담당", "/cancel 산책")
    await chat.press("김담당", "이대로")
    await chat.press("김담당", "지금 바로")
    told = await chat.carry()
    assert "산책 및 자유시간 06:30~08:00 → 취소됐어요" in told["박순자"][0]
    await chat.press("김담당", "되돌리기")
    chat.forward(minutes=1)
    assert "산책 및 자유시간 06:30~08:00 새로 생겼어요" in (await chat.carry())["박순자"][0]


async def test_after_ten_minutes_there_is_no_undo(chat: Chat) -> None:
    await chat.say("김담당", "/cancel 산책")
    await chat.press("김담당", "이대로")
    chat.forward(minutes=11)
    assert "되돌릴 수 없어요" in await chat.press("김담당", "되돌리기")
    assert [one.key for one in (await chat.plan()).cancelled] == ["stroll"]


async def test_of_two_organizers_at_once_the_second_sees_the_new_plan_first(chat: Chat) -> None:
    await chat.say("김담당", "/delay 점심 20")
    await chat.say("이담당", "/move 점심 14:00")
    await chat.press("김담당", "이대로")
    again = await chat.press("이담당", "이대로")
    assert "그사이 다른 담당자가" in again
    assert "13:50~14:50 → 14:00~15:00" in again
    await chat.press("이담당", "이대로")
    assert (await chat.plan()).find("lunch-1").starts_at == seoul("14:00")  # type: ignore[union-attr]  # it is there


async def test_a_double_press_and_an_old_button_do_nothing(chat: Chat) -> None:
    await chat.say("김담당", "/delay 점심 20")
    first = chat.screens["김담당"]
    await chat.say("김담당", "/delay 점심 30")
    second = chat.screens["김담당"]
    assert "지난 버튼" in await chat.press("김담당", "이대로", screen=first)
    await chat.press("김담당", "이대로", screen=second)
    assert "지난 버튼" in await chat.press("김담당", "이대로", screen=second)
    assert (await chat.plan()).version == 2


async def test_a_half_finished_change_survives_a_restart(chat: Chat) -> None:
    await chat.say("김담당", "버스 40분 늦어요")
    chat.restart()
    assert "일정을 바꿨어요" in await chat.press("김담당", "이대로")


async def test_only_organizers_may(chat: Chat) -> None:
    assert "담당자만" in await chat.say("박순자", "/delay 40")
    await chat.say("김담당", "/delay 40")
    for row in chat.screens["김담당"].buttons:
        assert "담당자만" in await chat.act("박순자", row[0].action)
    assert "담당자만" not in await chat.say("박순자", "취소")
    async with chat.database.begin() as tx:
        await tx.execute(update(Person).where(Person.name == "김담당").values(role="participant"))
    assert "담당자만" in await chat.press("김담당", "이대로")
    assert (await chat.plan()).version == 1
    assert "refused" in await chat.audit()


async def test_free_time_takes_a_delay_up_when_the_organizer_wishes(chat: Chat) -> None:
    await chat.say("김담당", "/move 객실 15:00")
    await chat.press("김담당", "이대로")
    shown = await chat.say("김담당", "/delay 점심 40")
    assert "객실 배정 및 짐 정리 15:00~15:30 → 15:40~16:10" in shown
    shown = await chat.press("김담당", "다음 일정까지만")
    assert "객실 배정 및 짐 정리 15:00~15:30 → 15:10~15:40" in shown


async def test_words_and_additions(chat: Chat) -> None:
    assert "15:30" in await chat.say("김담당", "추가 15:30-15:50 간식 @ 카페")
    await chat.press("김담당", "이대로")
    assert "간식" in await chat.say("박순자", "/day 1")
    assert "자연드림 카페" in await chat.say("박순자", "간식 어디서 먹어요?")
    assert "이렇게 써 주세요" in await chat.say("김담당", "/add 간식")
    assert "찾지 못했어요" in await chat.say("김담당", "/cancel 수영")
    assert "몇 분" in await chat.say("김담당", "/delay 내일")
