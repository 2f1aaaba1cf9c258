"""What is kept is shown, and goes: at a person's wish, and when its time is over."""

import json
from datetime import timedelta

from sqlalchemy import func, select

from bot import retention, tables
from bot.db import housekeeping, inbox
from bot.db.models import Account, Audit, Delivery, Inbox, Notice, Person, Question
from bot.messages import Button, Reply
from tests.handlers.chat import TEXTS, Chat


async def count(chat: Chat, column: object) -> int:
    async with chat.database.read() as tx:
        return await tx.scalar(select(func.count(column))) or 0  # type: ignore[arg-type]  # a column


async def test_mydata_shows_everything_and_nothing_of_others(chat: Chat) -> None:
    await chat.join("홍길동", phone="010-1111-2222", room="301")
    await chat.say("홍길동", "/ask 빨래할 곳 있나요?")
    await chat.say("최영호", "/ask 수건 있나요?")
    replies = await chat._ask("홍길동", text="/mydata")
    assert "010-1111-2222" in replies[0].text
    assert "빨래할 곳" in replies[0].text
    assert replies[0].attachment is not None
    kept = json.loads(replies[0].attachment.data)
    assert kept["person"]["room"] == "301"
    assert "수건" not in json.dumps(kept, ensure_ascii=False)


async def test_deleteme_takes_the_person_their_questions_and_what_was_to_be_sent(chat: Chat) -> None:
    await chat.say("박순자", "/ask 빨래할 곳 있나요?")
    await chat.press("김담당", "답하기", screen=(await questions_of(chat)))
    await chat.say("박순자", "/deleteme")
    screen = chat.screens["박순자"]
    replies = await chat._ask("박순자", what="press", action="delete:yes", message="1", press="p")
    assert replies[0].forget
    async with chat.database.read() as tx:
        assert await tx.scalar(select(func.count(Account.id)).where(Account.user == "박순자")) == 0
        assert await tx.scalar(select(func.count(Person.id)).where(Person.name == "박순자")) == 0
    assert await count(chat, Question.id) == 0
    assert "박순자" not in await chat.carry()
    assert "deleted" in await chat.audit()
    assert "참가" in await chat.press("박순자", "네", screen=screen)


async def questions_of(chat: Chat) -> Reply:
    await chat.say("김담당", "/questions")
    first = chat.screens["김담당"].buttons[0][0]
    return Reply(buttons=((Button("답하기", first.action),),))


async def test_updates_of_a_user_are_found_on_every_platform(chat: Chat) -> None:
    now = chat.clock.now()
    async with chat.database.begin() as tx:
        await inbox.add(
            tx,
            "telegram:1",
            [
                ("1", {"update_id": 1, "message": {"from": {"id": 7}, "text": "x"}}),
                ("2", {"update_id": 2, "callback_query": {"from": {"id": 7}}}),
                ("3", {"update_id": 3, "message": {"from": {"id": 8}}}),
            ],
            now,
        )
        await inbox.add(tx, "web", [("4", {"user": "web:7"})], now)
        await inbox.forget_user(tx, "telegram:1", "7")
        await inbox.forget_user(tx, "web", "web:7")
        assert (await tx.execute(select(Inbox.update_id))).scalars().all() == ["3"]


async def test_thirty_days_later_organizers_are_warned_and_then_everybody_is_gone(chat: Chat) -> None:
    await chat.say("박순자", "/ask 빨래할 곳 있나요?")
    plan = await chat.plan()
    gone: list[tuple[str, str]] = []

    async def forget(bot: str, user: str) -> None:
        gone.append((bot, user))

    ends = retention.ends(plan)
    assert retention.last_day(plan).isoformat() == "2014-11-23"
    for days, warned in ((8, False), (6, True), (5, False), (1, True)):
        await chat.carry()
        chat.clock.jump(ends - timedelta(days=days) + timedelta(minutes=1))
        await housekeeping.nightly(chat.database, chat.clock, TEXTS, forget)
        heard = await chat.carry()
        assert ("김담당" in heard) == warned, days
        assert "박순자" not in heard
    assert await count(chat, Person.id) == 4
    chat.clock.jump(ends)
    await housekeeping.nightly(chat.database, chat.clock, TEXTS, forget)
    for column in (Person.id, Account.id, Delivery.id, Notice.id, Question.id):
        assert await count(chat, column) == 0
    assert len(gone) == 4
    async with chat.database.read() as tx:
        record = (await tx.execute(select(Audit.data).where(Audit.action == "event.expired"))).scalar_one()
    assert record == {"people": 4, "accounts": 4}
    await housekeeping.nightly(chat.database, chat.clock, TEXTS, forget)
    assert (await chat.audit()).count("event.expired") == 1


def test_no_cell_becomes_a_formula() -> None:
    for text in ("=1+1", "+82 10", "-1", "@SUM(A1)", "\tx", "\r=1", " =1"):
        assert tables.escaped(text) == f"'{text}"
    assert tables.escaped("홍길동") == "홍길동"
    rows = [["이름"], ["=cmd|' /C calc'!A0"]]
    assert b"\"'=cmd" in tables.as_csv(rows) or b"'=cmd" in tables.as_csv(rows)
    import io  # noqa: PLC0415

    import openpyxl  # noqa: PLC0415

    sheet = openpyxl.load_workbook(io.BytesIO(tables.as_xlsx(rows, "명단"))).worksheets[0]
    assert (sheet["A2"].data_type, sheet["A2"].value) == ("s", "'=cmd|' /C calc'!A0")


async def test_what_was_answered_goes_after_two_days_and_what_was_set_aside_after_two_weeks(chat: Chat) -> None:
    now = chat.clock.now()

    async def forget(_bot: str, _user: str) -> None:
        raise AssertionError

    async def left() -> list[str]:
        async with chat.database.read() as tx:
            return sorted((await tx.execute(select(Inbox.update_id))).scalars())

    async with chat.database.begin() as tx:
        ages = {"done 1": 1, "done 3": 3, "failed 3": 3, "failed 15": 15}
        for key, days in ages.items():
            (row,) = await inbox.add(tx, "telegram:1", [(key, {"message": {}})], now - timedelta(days=days))
            await (inbox.done(tx, [row.id]) if key.startswith("done") else inbox.set_aside(tx, row.id))
    await housekeeping.nightly(chat.database, chat.clock, TEXTS, forget)
    assert await left() == ["done 1", "failed 3"]
