"""Announcements: a preview with the exact count, everybody's message, and what organizers learn of it."""

from sqlalchemy import update

from bot.db.models import Person
from handlers.announce import result, waiting
from tests.handlers.chat import TEXTS, Chat, seoul


async def test_an_announcement_is_seen_before_it_is_sent_and_one_press_sends_it(chat: Chat) -> None:
    shown = await chat.say("김담당", "/announce 물을 챙겨 주세요")
    assert "📣 알려 드려요\n물을 챙겨 주세요" in shown
    assert "받는 사람: 전체 · 3명" in shown
    assert "받지 못하는 1명: 정복순" in shown
    assert await chat.carry() == {}
    assert chat.labels("김담당")[0] == "지금 3명에게 보내기"
    await chat.press("김담당", chat.labels("김담당")[0])
    said = ["📣 알려 드려요\n물을 챙겨 주세요"]
    assert await chat.carry() == {"이담당": said, "박순자": said, "최영호": said}
    assert "announced" in await chat.audit()
    assert "물을 챙겨" in await chat.say("박순자", "/news")


async def test_bus_1_with_one_blocked_reader(chat: Chat) -> None:
    await chat.join("오늦음", bus="2호차")
    await chat.say("김담당", "공지 1호차는 먼저 타세요")
    await chat.press("김담당", "받는 사람")
    await chat.press("김담당", "버스별")
    await chat.press("김담당", "1호차")
    assert chat.labels("김담당")[0] == "지금 2명에게 보내기"
    await chat.press("김담당", "지금 2명")
    assert set(await chat.carry(blocked=["최영호"])) == {"박순자"}
    told = await chat.say("김담당", "/status")
    assert "보냄 1 / 2명" in told
    assert "닿지 않음 1명: 최영호" in told
    assert "보내지 못한 1명: 정복순" in told
    assert "먼저 타세요" not in await chat.say("오늦음", "/news")


async def test_confirmations_and_once_more_only_to_the_others(chat: Chat) -> None:
    async with chat.database.begin() as tx:
        await tx.execute(update(Person).where(Person.name == "최영호").values(phone="010-0000-0001"))
    await chat.say("김담당", "/announce 정문으로 모이세요")
    await chat.press("김담당", "확인 받기")
    await chat.press("김담당", "지금 3명")
    await chat.carry()
    assert "고맙습니다" in await chat.press("박순자", "확인했어요")
    assert "이미 확인" in await chat.press("박순자", "확인했어요")
    told = await chat.say("김담당", "/status")
    assert "확인 1 / 3명" in told
    assert "아직 확인 안 함: 이담당, 최영호" in told
    shown = chat.screens["김담당"]
    assert "· 최영호 010-0000-0001" in await chat.press("김담당", "📞", screen=shown)
    assert "phones.read" in await chat.audit()
    assert "2명에게 다시 보내고 있어요: 이담당, 최영호" in await chat.press("김담당", "확인 안 한", screen=shown)
    assert "방금 다시" in await chat.press("김담당", "확인 안 한", screen=shown)
    assert await chat.carry() == {key: ["📣 알려 드려요\n정문으로 모이세요"] for key in ("이담당", "최영호")}
    assert "고맙습니다" in await chat.press("최영호", "확인했어요")
    assert "확인 2 / 3명" in await chat.say("김담당", "/status")
    chat.forward(minutes=11)
    assert "1명에게 다시 보내고 있어요: 이담당" in await chat.press("김담당", "확인 안 한", screen=shown)
    assert set(await chat.carry()) == {"이담당"}


async def test_who_has_not_confirmed_is_an_audience_and_is_settled_when_it_goes_out(chat: Chat) -> None:
    await chat.say("김담당", "/announce 정문으로 모이세요")
    await chat.press("김담당", "확인 받기")
    await chat.press("김담당", "지금 3명")
    await chat.carry()
    await chat.say("김담당", "/announce 버스가 곧 떠나요")
    await chat.press("김담당", "받는 사람")
    assert "아직 확인하지 않은 분 · 3명" in await chat.press("김담당", "마지막 중요 알림을")
    await chat.press("김담당", "시각")
    await chat.say("김담당", "09:00")
    await chat.press("김담당", "그때 3명")
    assert "고맙습니다" in await chat.press("박순자", "확인했어요")
    chat.clock.jump(seoul("09:00"))
    await settled(chat)
    assert set(await chat.carry()) == {"이담당", "최영호"}


async def test_who_joins_or_changes_the_bus_before_it_goes_out_is_counted(chat: Chat) -> None:
    await chat.join("오늦음", bus="2호차")
    await chat.say("김담당", "/announce 1호차는 정문에서 타세요")
    for label in ("받는 사람", "버스별", "1호차", "시각"):
        await chat.press("김담당", label)
    await chat.say("김담당", "09:00")
    await chat.press("김담당", "그때 2명")
    await chat.join("한새로", bus="1호차")
    async with chat.database.begin() as tx:
        await tx.execute(update(Person).where(Person.name == "오늦음").values(bus="1호차"))
        await tx.execute(update(Person).where(Person.name == "최영호").values(bus="2호차"))
    await settled(chat)
    assert "기다리는 중 3명: 박순자, 오늦음, 한새로" in await chat.say("김담당", "/status")
    chat.clock.jump(seoul("09:00"))
    await settled(chat)
    said = ["📣 알려 드려요\n1호차는 정문에서 타세요"]
    assert await chat.carry() == dict.fromkeys(("박순자", "오늦음", "한새로"), said)
    assert "보냄 3 / 3명" in await chat.say("김담당", "/status")
    await chat.join("더늦음", bus="1호차")
    await settled(chat)
    assert await chat.carry() == {}
    assert "1호차는 정문" in await chat.say("더늦음", "/news")


async def settled(chat: Chat) -> None:
    async with chat.database.begin() as tx:
        await waiting.settle(tx, await chat.plan(), chat.clock.now())


async def test_at_a_time_and_stopped_before(chat: Chat) -> None:
    await chat.say("김담당", "/announce")
    await chat.say("김담당", "저녁은 뷔페예요")
    await chat.press("김담당", "시각")
    chat.restart()
    assert "이미 지난" in await chat.say("김담당", "07:30")
    assert "10월 23일(목) 17:30" in await chat.say("김담당", "17:30")
    await chat.press("김담당", "그때 3명")
    chat.clock.jump(seoul("17:29"))
    assert await chat.carry() == {}
    await chat.say("김담당", "/status")
    await chat.press("김담당", "보내기 멈추기")
    chat.clock.jump(seoul("17:31"))
    assert await chat.carry() == {}
    assert "보내지 않음 3명" in await chat.say("김담당", "/status")


async def test_words_are_changed_and_withdrawn_where_they_were_sent(chat: Chat) -> None:
    await chat.say("김담당", "/announce 3시에 모여요")
    await chat.press("김담당", "지금 3명")
    await chat.carry()
    await chat.say("김담당", "/status")
    await chat.press("김담당", "글 고치기")
    assert "4시에 모여요" in await chat.say("김담당", "4시에 모여요")
    assert await chat.carry() == {}
    await chat.press("김담당", "이대로 고치기")
    assert (await chat.carry())["박순자"] == ["✏️📣 알려 드려요\n4시에 모여요"]
    await chat.say("김담당", "/status")
    await chat.press("김담당", "거두기")
    await chat.press("김담당", "거두기")
    assert (await chat.carry())["박순자"] == ["✏️담당자가 이 알림을 거두었어요."]
    assert "아직 알림이 없어요" in await chat.say("박순자", "/news")


async def test_named_people_and_the_wrong_role_and_old_buttons(chat: Chat) -> None:
    assert "담당자만" in await chat.say("박순자", "/announce 모두 집에 가세요")
    await chat.say("김담당", "/announce 열쇠를 받으세요")
    first = chat.screens["김담당"]
    await chat.press("김담당", "받는 사람")
    await chat.press("김담당", "이름으로")
    assert "찾지 못했어요: 없는이" in await chat.say("김담당", "박순자, 없는이")
    assert "박순자 · 1명" in await chat.say("김담당", "순자 박")
    assert "담당자만" in await chat.act("박순자", chat.screens["김담당"].buttons[0][0].action)
    await chat.press("김담당", "지금 1명")
    assert "지난 버튼" in await chat.press("김담당", "지금", screen=first)
    assert set(await chat.carry()) == {"박순자"}


async def reported(chat: Chat) -> int:
    async with chat.database.begin() as tx:
        return await result.report(tx, await chat.plan(), TEXTS, chat.clock.now())


async def test_the_announcers_own_message_tells_the_result_once(chat: Chat) -> None:
    await chat.say("김담당", "/announce 물을 챙겨 주세요")
    await chat.press("김담당", "지금 3명")
    assert await reported(chat) == 0
    assert set(await chat.carry(blocked=["최영호"])) == {"이담당", "박순자"}
    assert await reported(chat) == 1
    said = "✏️📣 다 보냈어요\n물을 챙겨 주세요\n\n보냄 2 / 3명\n닿지 않음 1명: 최영호"
    assert await chat.carry() == {"김담당": [f"{said}\n계정이 없거나 닿지 않아 보내지 못한 1명: 정복순"]}
    assert await reported(chat) == 0


async def test_one_for_later_that_was_stopped_says_so(chat: Chat) -> None:
    await chat.say("김담당", "/announce 저녁은 뷔페예요")
    await chat.press("김담당", "시각")
    await chat.say("김담당", "09:00")
    await chat.press("김담당", "그때 3명")
    assert await reported(chat) == 0
    await chat.press("김담당", "보내기 멈추기")
    chat.clock.jump(seoul("09:00"))
    await settled(chat)
    assert await reported(chat) == 1
    assert "보내지 않음 3명" in (await chat.carry())["김담당"][0]
