"""A question goes to the organizers, an answer comes back to whoever asked, and may stay."""

from sqlalchemy import select, update

from bot.db.models import Account, Delivery, Person
from bot.itinerary import Itinerary
from scheduler.questions import nudge
from tests.handlers.chat import TEXTS, Chat


async def nudged(chat: Chat) -> int:
    plan: Itinerary = await chat.plan()
    async with chat.database.begin() as tx:
        return await nudge(tx, plan, TEXTS, chat.clock.now())


async def test_an_unknown_thing_is_asked_answered_and_then_known(chat: Chat) -> None:
    await chat.say("박순자", "와이파이 비밀번호 뭐예요?")
    assert "담당자에게 전했어요" in await chat.press("박순자", "담당자에게")
    heard = await chat.carry()
    assert set(heard) == {"김담당", "이담당"}
    assert "물어본 분: 박순자" in heard["김담당"][0]
    await chat.press("김담당", "답하기")
    assert "살펴보고 있어요" in (await chat.carry())["박순자"][0]
    sent = await chat.say("김담당", "비밀번호는 jiri2014 예요.")
    assert "답을 보냈어요(1명)" in sent
    heard = await chat.carry()
    assert heard == {"박순자": ["담당자의 답이에요.\n“와이파이 비밀번호 뭐예요?”\n→ 비밀번호는 jiri2014 예요."]}
    assert "저장했어요" in await chat.press("김담당", "자주 묻는")
    assert "jiri2014" in await chat.say("최영호", "와이파이 비밀번호 뭐예요?")
    assert {"question.answered", "question.learnt"} <= set(await chat.audit())


async def test_everyone_who_asked_the_same_gets_the_answer_and_organizers_hear_it_once(chat: Chat) -> None:
    await chat.say("박순자", "/ask 수건 있나요?")
    await chat.say("최영호", "/ask 수건있나요")
    assert [len(one) for one in (await chat.carry()).values()] == [1, 1]
    assert "이미 담당자에게" in await chat.say("박순자", "/ask 수건 있나요??")
    await chat.press("이담당", "답하기")
    await chat.say("이담당", "네, 방에 있어요.")
    assert set(await chat.carry()) == {"박순자", "최영호"}


async def test_nobody_learns_who_asked_anonymously(chat: Chat) -> None:
    await chat.say("박순자", "/ask 익명 회비는 꼭 내야 하나요?")
    heard = await chat.carry()
    assert "박순자" not in heard["김담당"][0]
    assert "익명" in heard["김담당"][0]
    assert "박순자" not in await chat.say("김담당", "/questions")
    await chat.press("김담당", "1. 회비는")
    await chat.say("김담당", "아니요.")
    assert "아니요." in (await chat.carry())["박순자"][-1]


async def test_the_second_organizer_is_told_that_it_was_answered(chat: Chat) -> None:
    await chat.say("박순자", "/ask 주차장 있나요?")
    await chat.carry()
    screens = dict(chat.screens)
    await chat.press("김담당", "답하기")
    assert "김담당 님도 이 문의를" in await chat.press("이담당", "답하기", screen=screens["이담당"])
    await chat.say("김담당", "지하에 있어요.")
    assert "이미 김담당 님이 답했어요" in await chat.say("이담당", "없어요")
    assert "이미 김담당 님이 답했어요" in await chat.press("이담당", "답하기", screen=screens["이담당"])
    assert [one for one in (await chat.carry())["박순자"] if "→" in one] == [
        "담당자의 답이에요.\n“주차장 있나요?”\n→ 지하에 있어요."
    ]


async def test_a_half_finished_question_and_answer_survive_a_restart(chat: Chat) -> None:
    await chat.say("박순자", "/ask")
    chat.restart()
    assert "담당자에게 전했어요" in await chat.say("박순자", "빨래할 곳 있나요?")
    await chat.carry()
    await chat.press("김담당", "답하기")
    chat.restart()
    assert "보냈어요" in await chat.say("김담당", "1층에 있어요.")


async def test_a_reply_to_the_message_is_an_answer(chat: Chat) -> None:
    await chat.say("박순자", "/ask 빨래할 곳 있나요?")
    await chat.carry()
    async with chat.database.read() as tx:
        query = select(Delivery.message).join(Account, Account.id == Delivery.account_id)
        message = (await tx.execute(query.where(Account.user == "김담당"))).scalar_one()
    replies = await chat._ask("김담당", text="1층이요", reply_to=message)
    assert "답을 보냈어요" in replies[0].text
    assert "1층이요" in (await chat.carry())["박순자"][0]


async def test_a_participant_cannot_answer_and_a_former_organizer_cannot_either(chat: Chat) -> None:
    await chat.say("박순자", "/ask 빨래할 곳 있나요?")
    await chat.carry()
    assert "담당자만" in await chat.act("최영호", "answer:1")
    await chat.press("김담당", "답하기")
    async with chat.database.begin() as tx:
        await tx.execute(update(Person).where(Person.name == "김담당").values(role="participant"))
    assert "담당자만" in await chat.say("김담당", "1층이요")
    assert "담당자만" in await chat.act("김담당", "answer:1")
    assert all("1층" not in text for texts in (await chat.carry()).values() for text in texts)
    assert (await chat.audit()).count("refused") == 3


async def test_keeping_twice_changes_nothing(chat: Chat) -> None:
    await chat.say("박순자", "/ask 빨래할 곳 있나요?")
    await chat.carry()
    await chat.press("김담당", "답하기")
    await chat.say("김담당", "1층이요")
    version = (await chat.plan()).version
    await chat.press("김담당", "자주 묻는")
    assert "이미 저장" in await chat.press("김담당", "자주 묻는")
    assert (await chat.plan()).version == version + 1


async def test_what_waits_is_brought_to_another_organizer(chat: Chat) -> None:
    assert "빠졌어요" in await chat.say("이담당", "/duty")
    await chat.say("박순자", "/ask 빨래할 곳 있나요?")
    assert set(await chat.carry()) == {"김담당"}
    chat.forward(minutes=9)
    assert await nudged(chat) == 0
    chat.forward(minutes=1)
    assert await nudged(chat) == 1
    assert set(await chat.carry()) == {"이담당"}
    chat.forward(minutes=10)
    assert await nudged(chat) == 2
    chat.forward(minutes=10)
    await nudged(chat)
    chat.forward(minutes=10)
    assert await nudged(chat) == 0
