"""Group chats: what concerns everybody is told there, and nothing personal."""

from bot.messages import Address, Request, plain
from scheduler import outbox, planner
from tests.handlers.chat import TEXTS, Chat, seoul

GROUP = "-100"


async def in_group(chat: Chat, name: str, text: str = "", what: str = "text") -> list[str]:
    request = Request(str(next(chat.ids)), Address("memory", GROUP, name), text=text, what=what, private=False)  # type: ignore[arg-type]  # a literal
    async with chat.database.begin() as tx:
        replies = (await chat.conversation.answers(tx, "memory", [request]))[0]
    return [("🔒" if one.private else "") + plain(one.text) for one in replies]


async def remind(chat: Chat, moment: str) -> dict[str, list[str]]:
    chat.clock.jump(seoul(moment))
    plan, now = await chat.plan(), chat.clock.now()
    async with chat.database.begin() as tx:
        await outbox.enqueue(tx, plan, planner.notices(plan, now, None), TEXTS, now)
    return await chat.carry()


async def test_a_group_that_an_organizer_adds_hears_of_departures_and_of_nothing_else(chat: Chat) -> None:
    assert "“2014년도" in (await in_group(chat, "김담당", what="group"))[1]
    heard = await remind(chat, "08:20")
    assert "08:30" in heard["group:-100"][0]
    assert "08:30" in heard["박순자"][0]
    heard = await remind(chat, "13:20")
    assert "박순자" in heard
    assert "group:-100" not in heard
    await chat.say("박순자", "/ask 빨래할 곳 있나요?")
    assert "group:-100" not in await chat.carry()


async def test_a_change_of_plan_is_posted_once(chat: Chat) -> None:
    await in_group(chat, "김담당", "/bind")
    await in_group(chat, "김담당", "/bind")
    await chat.say("김담당", "/delay 점심 20")
    await chat.press("김담당", "이대로")
    chat.forward(minutes=2)
    heard = await chat.carry()
    assert len(heard["group:-100"]) == 1
    assert "14:" in heard["group:-100"][0] or "13:50" in heard["group:-100"][0]


async def test_only_an_organizer_binds_and_lets_go(chat: Chat) -> None:
    assert len(await in_group(chat, "박순자", what="group")) == 1
    assert "담당자만" in (await in_group(chat, "박순자", "/bind"))[0]
    assert "단체방에서" in await chat.say("김담당", "/bind")
    assert "이어져 있지" in (await in_group(chat, "김담당", "/unbind"))[0]
    await in_group(chat, "김담당", "/bind")
    assert "알리지 않을게요" in (await in_group(chat, "김담당", "/unbind"))[0]
    assert "group:-100" not in await remind(chat, "08:20")
    assert {"group.bound", "group.unbound", "refused"} <= set(await chat.audit())


async def test_personal_answers_go_to_the_private_chat(chat: Chat) -> None:
    for text in ("/me", "/mydata"):
        assert all(one.startswith("🔒") for one in await in_group(chat, "박순자", text))
    for text in ("/who", "/list 방", "/questions"):
        assert all(one.startswith("🔒") for one in await in_group(chat, "김담당", text))
