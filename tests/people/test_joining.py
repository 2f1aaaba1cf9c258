"""Who gets in, as whom, and who does not."""

import time
from typing import Any

import pytest
from sqlalchemy import func, select

from bot import codes
from bot.db import people
from bot.db.models import Account, Audit, Person
from bot.messages import Address, Request, plain
from tests.handlers.chat import Chat


async def invited(chat: Chat, person: str, role: str = "participant") -> str:
    """A personal link's code for somebody on the list."""
    code = codes.new()
    now = chat.clock.now()
    async with chat.database.begin() as tx:
        found = await people.roster(tx, chat.file.event.id)
        key = next(one.id for one in found if one.name == person)
        await people.add_invite(tx, codes.digest(code), chat.file.event.id, now, role=role, person_id=key)
    return code


async def listed(chat: Chat, *names: str, **values: Any) -> None:  # noqa: ANN401 - columns of a person
    await chat.join(*names, account=False, listed=True, **values)


@pytest.mark.parametrize("said", ["홍길동", "길동 홍", "홍 길동 님", "홍길동입니다"])
async def test_the_name_is_found_however_it_is_written(chat: Chat, said: str) -> None:
    await listed(chat, "홍길동", bus="2호차", room="301")
    await chat.say("hong", "/start")
    await chat.press("hong", "동의하고")
    card = await chat.say("hong", said)
    assert "홍길동 님" in card
    assert "2호차" in card


async def test_two_of_the_same_name_are_asked_and_nobody_gets_a_seat_that_is_taken(chat: Chat) -> None:
    await listed(chat, "김영자", organisation="두레")
    await listed(chat, "김영자", organisation="성북")
    for user, label in (("one", "김영자 · 두레"), ("two", "김영자 · 성북")):
        await chat.say(user, "/start")
        await chat.press(user, "동의하고")
        said = await chat.say(user, "김영자") if user == "one" else ""
        if user == "one":
            assert "어느 분" in said
            screen = chat.screens[user]
            assert label in [one.text for row in screen.buttons for one in row]
            await chat.press(user, label)
        else:
            assert "성북" in await chat.say(user, "김영자")
    await chat.say("three", "/start")
    chat.restart()
    assert "김영자" not in await chat.press("three", "동의하고")
    assert "(" in await chat.press("three", "김영자 · 두레", screen=screen)


async def test_a_personal_link_works_once_and_for_its_person_only(chat: Chat) -> None:
    await listed(chat, "홍길동", bus="2호차", role="leader", leads_bus="2호차")
    code = await invited(chat, "홍길동")
    await chat.say("hong", f"/start {code}")
    assert "홍길동" in await chat.press("hong", "동의하고")
    assert "2호차" in await chat.say("hong", f"/start {code}")
    wrong = await chat.say("thief", "/start 00000000")
    assert await chat.say("thief", f"/start {code}") == wrong
    async with chat.database.read() as tx:
        roles = (await tx.execute(select(Person.role).where(Person.name == "홍길동"))).scalars().all()
    assert roles == ["leader"]
    assert "invite.replayed" in await chat.audit()


async def test_a_forwarded_link_is_refused_to_somebody_else_on_the_list_and_stays_good(chat: Chat) -> None:
    await listed(chat, "홍길동", "고길동")
    mine, other = await invited(chat, "고길동"), await invited(chat, "홍길동")
    await chat.say("go", f"/start {mine}")
    await chat.press("go", "동의하고")
    assert "다른 분의 초대" in await chat.say("go", f"/start {other}")
    assert "invite.forwarded" in await chat.audit()
    await chat.say("hong", f"/start {other}")
    assert "홍길동" in await chat.press("hong", "동의하고")


async def test_a_seat_that_somebody_took_is_not_given_away(chat: Chat) -> None:
    await listed(chat, "홍길동")
    code = await invited(chat, "홍길동")
    await chat.say("first", "/start")
    await chat.press("first", "동의하고")
    await chat.say("first", "홍길동")
    await chat.say("late", f"/start {code}")
    assert "이미 다른 계정" in await chat.press("late", "동의하고")
    assert "person.taken" in await chat.audit()


async def test_an_organizers_name_makes_nobody_an_organizer(chat: Chat) -> None:
    await listed(chat, "박과장", role="organizer")
    await chat.say("thief", "/start")
    await chat.press("thief", "동의하고")
    assert "개인 초대 링크" in await chat.say("thief", "박과장")
    assert "참가" in await chat.say("thief", "/who")
    async with chat.database.read() as tx:
        joined = await tx.scalar(select(Account.person_id).where(Account.user == "thief"))
    assert joined is None


async def test_who_came_without_an_entry_takes_their_own_by_link(chat: Chat) -> None:
    await chat.say("hong", "/start")
    await chat.press("hong", "동의하고")
    await listed(chat, "홍길동", bus="2호차")
    code = await invited(chat, "홍길동")
    assert "2호차" in await chat.say("hong", f"/start {code}")
    async with chat.database.read() as tx:
        assert await tx.scalar(select(func.count(Person.id)).where(Person.name == "hong")) == 0


async def test_the_sixth_wrong_code_is_not_looked_at_and_sounds_the_same(chat: Chat) -> None:
    await listed(chat, "홍길동")
    good = await invited(chat, "홍길동")
    said = {await chat.say("thief", f"/start 0000000{n}") for n in range(5)}
    assert len(said) == 1
    assert await chat.say("thief", f"/start {good}") in said
    chat.forward(minutes=11)
    await chat.say("thief", f"/start {good}")
    assert "홍길동" in await chat.press("thief", "동의하고")


async def test_ten_thousand_wrong_codes_from_a_hundred_accounts(chat: Chat) -> None:
    """None gets in, the audit stays small, and somebody with a good code joins in the midst of it."""
    await listed(chat, "홍길동")
    code = await invited(chat, "홍길동")
    said, seconds = set(), []
    for batch in range(100):
        asked = [
            Request(f"w{batch}.{one}", Address("memory", f"thief{one}", f"thief{one}"), text=f"/start {codes.new(40)}")
            for one in range(100)
        ]
        async with chat.database.begin() as tx:
            answers = await chat.conversation.answers(tx, "memory", asked)
        said |= {tuple(plain(one.text) for one in replies) for replies in answers}
        if batch % 10 == 0:
            started = time.perf_counter()
            await chat.say("박순자", "/next")
            seconds.append(time.perf_counter() - started)
        if batch == 50:
            await chat.say("hong", f"/start {code}")
            assert "홍길동" in await chat.press("hong", "동의하고")
    print(f"others waited at most {max(seconds) * 1000:.0f} ms")  # noqa: T201 - a figure for whoever looks
    assert len(said) == 1
    async with chat.database.read() as tx:
        assert (await tx.scalar(select(func.count(Audit.id)).where(Audit.action == "code.guessed")) or 0) <= 100
        assert await tx.scalar(select(func.count(Account.id)).where(Account.user.startswith("thief"))) == 0
