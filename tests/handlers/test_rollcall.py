"""Roll call: one tap each, a board that stays true, three missing, and departure with a reason."""

from sqlalchemy import select, update

from bot.db.models import Content, Person
from tests.handlers.chat import Chat, seoul


async def test_one_tap_each_and_departure_when_all_are_there(chat: Chat) -> None:
    chat.clock.jump(seoul("08:20"))
    await chat.say("김담당", "/rollcall")
    assert chat.labels("김담당") == ["전체 5명", "1호차 3명", "그만두기"]
    assert await chat.carry() == {}
    await chat.press("김담당", "1호차")
    heard = await chat.carry()
    assert heard["박순자"] == ["🙋 구청 출발 (1호차) — 오셨나요? 아래를 눌러 주세요."]
    assert "0 / 3명\n아직: 박순자, 정복순, 최영호" in heard["이담당"][0]
    assert "고맙습니다" in await chat.press("박순자", "탔어요")
    assert "고맙습니다" in await chat.press("최영호", "탔어요")
    again = await chat.carry()
    assert set(again) == {"김담당", "이담당"}
    assert again["김담당"] == ["✏️🙋 인원 확인 · 구청 출발 (1호차)\n2 / 3명\n아직: 정복순"]
    assert "정복순 님 확인" in await chat.press("이담당", "정복순")
    assert "모두 확인됐어요" in (await chat.carry())["김담당"][0]
    assert "출발로" in await chat.press("김담당", "🚌 출발")
    assert "3 / 3명\n🚌 출발로" in (await chat.carry())["이담당"][0]
    assert {"rollcall.opened", "attendance.marked", "rollcall.closed"} <= set(await chat.audit())


async def test_three_are_missing_and_the_reason_is_asked(chat: Chat) -> None:
    await chat.say("김담당", "인원 확인 1호차")
    await chat.press("김담당", "1호차")
    await chat.carry()
    async with chat.database.begin() as tx:
        await tx.execute(update(Person).where(Person.name == "최영호").values(phone="010-0000-0002"))
    board = chat.screens["김담당"]
    assert "· 최영호 010-0000-0002" in await chat.press("김담당", "📞", screen=board)
    asked = await chat.press("김담당", "🚌 출발", screen=board)
    assert "아직 3명이 없어요: 박순자, 정복순, 최영호" in asked
    await chat.press("김담당", "그만두기")
    assert "점심" not in await chat.say("김담당", "화장실 어디예요?")
    assert "아직 3명" in await chat.press("김담당", "🚌 출발", screen=board)
    chat.restart()
    assert "출발로 표시했어요" in await chat.say("김담당", "각자 승용차로 갔어요")
    shown = (await chat.carry())["이담당"][0]
    assert "없음으로 표시: 박순자, 정복순, 최영호" in shown
    assert "이유: 각자 승용차로 갔어요" in shown
    assert "이미 마친" in await chat.press("박순자", "탔어요")
    assert "지난 버튼" in await chat.press("김담당", "🚌 출발", screen=board)


async def test_somebody_is_excused_by_name(chat: Chat) -> None:
    await chat.say("김담당", "/rollcall 1호차")
    await chat.press("김담당", "1호차")
    await chat.carry()
    board = chat.screens["김담당"]
    await chat.press("김담당", "빠지는", screen=board)
    await chat.press("김담당", "정복순")
    assert "빠짐: 정복순\n아직: 박순자, 최영호" in (await chat.carry())["김담당"][0]


async def test_leaders_count_their_own_bus_and_nobody_else_sees_the_board(chat: Chat) -> None:
    await chat.join("조장", role="leader", bus="1호차")
    await chat.join("다른장", role="leader", bus="2호차")
    assert "담당자만" in await chat.say("박순자", "/rollcall")
    await chat.say("조장", "/rollcall")
    assert chat.labels("조장") == ["1호차 4명", "그만두기"]
    await chat.press("조장", "1호차")
    heard = await chat.carry()
    assert "인원 확인 · " in heard["조장"][0]
    assert "다른장" not in heard
    tick = chat.screens["조장"].buttons[0][0].action
    assert "담당자만" in await chat.act("박순자", tick)
    assert "담당자만" in await chat.act("다른장", tick)


async def test_regroup_calls_reminds_and_then_counts(chat: Chat) -> None:
    chat.clock.jump(seoul("11:00", 24))
    shown = await chat.say("김담당", "/regroup 11:40 정문")
    assert "📍 11:40까지 모여 주세요: 정문" in shown
    await chat.press("김담당", "지금")
    said = ["📍 11:40까지 모여 주세요: 정문\n앞으로 40분 남았어요."]
    assert await chat.carry() == {"이담당": said, "박순자": said, "최영호": said}
    chat.clock.jump(seoul("11:35", 24))
    assert (await chat.carry())["박순자"] == ["📍 11:40까지 모여 주세요: 정문\n앞으로 5분 남았어요."]
    chat.clock.jump(seoul("11:40", 24))
    heard = await chat.carry()
    assert "11:40 정문 — 오셨나요?" in heard["박순자"][0]
    assert "0 / 5명" in heard["김담당"][0]


async def test_regroup_at_a_known_place_sends_its_pin_once(chat: Chat) -> None:
    plan = await chat.plan()
    key, place = next((key, one) for key, one in plan.places.items() if one.at)
    chat.clock.jump(seoul("11:00", 24))
    assert place.name in await chat.say("김담당", f"/regroup 11:40 {place.name}"), key
    await chat.press("김담당", "지금")
    async with chat.database.read() as tx:
        rows = (await tx.execute(select(Content.reply, Content.language))).all()
    pins = [row for row in rows if row.reply.get("venue")]
    assert {row.language for row in pins} == {"ko", "en"}
    assert {(row.reply["venue"]["latitude"], row.reply["venue"]["longitude"]) for row in pins} == {place.at}
    heard = await chat.carry()
    assert [len(one) for one in heard.values()] == [2, 2, 2]
    chat.clock.jump(seoul("11:35", 24))
    assert [len(one) for one in (await chat.carry()).values()] == [1, 1, 1]
