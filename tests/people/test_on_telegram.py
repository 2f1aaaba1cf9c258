"""The organizers' list, cards and questions on Telegram: the whole bot against a strict stand-in of the Bot API."""

import asyncio
from pathlib import Path

from sqlalchemy import insert

from bot import codes
from bot.db.database import Database
from bot.db.models import Invite
from tests.botapi import UNLIMITED, BotApi, User
from tests.house import at, house

ROSTER = "이름,소속,버스,방,조,조장,연락처\n"
ROSTER += "김영자,두레,1호차,301,1조,,010-1111-2222\n홍길동,성북,1호차,{room},1조,O,010-3333-4444\n"


async def join(user: User, code: str = "") -> str:
    user.start(code)
    consent = await user.hears(timeout=15)
    user.press(consent.labels[0])
    return (await user.hears()).text


async def until(user: User, words: str) -> str:
    """The first of the coming messages that holds these words."""
    while True:
        text = (await user.hears(timeout=10)).text
        if words in text:
            return text


async def organizer_code(folder: Path) -> str:
    """As `hamkke invite --role organizer` makes one."""
    code, database = codes.new(), Database(f"sqlite:///{folder}/hamkke.db")
    async with database.begin() as tx:
        values = {"event_id": "seongbuk-2014", "role": "organizer", "created_at": at("2014-10-20 09:00")}
        await tx.execute(insert(Invite).values(digest=codes.digest(code), **values))
    await database.close()
    return code


async def test_a_list_a_card_that_follows_it_and_a_question(tmp_path: Path) -> None:
    async with BotApi(rates=UNLIMITED) as api, house(tmp_path, at("2014-10-22 18:00"), api=api):
        park = api.user(1, first_name="담당", last_name="박")
        kim = api.user(2, first_name="Yeongja", last_name="Kim", language_code="ko")
        assert "박담당" in await join(park, await organizer_code(tmp_path))
        park.send_document("명단.csv", ROSTER.format(room="301").encode("cp949"))
        assert "새로 추가 2명" in await until(park, "이렇게 바뀌어요")
        park.press("이대로 반영")
        await until(park, "반영했어요")

        await join(kim)
        kim.say("김영자 님")
        assert "같은 방: 홍길동" in await until(kim, "버스 1호차")
        pinned = [one for one in kim.screen if "같은 방: 홍길동" in one.text]
        assert len(pinned) == 1
        calls = [one for one in api.ledger.calls if one.method == "pinChatMessage"]
        assert calls

        park.send_document("명단.csv", ROSTER.format(room="302").encode())
        await until(park, "이렇게 바뀌어요")
        park.press("이대로 반영")
        assert "같은 방" not in await until(kim, "버스 1호차")
        assert not [one for one in kim.screen if "같은 방: 홍길동" in one.text]

        kim.say("/ask 빨래할 곳 있나요?")
        await until(kim, "전했어요")
        told = None
        while told is None or "빨래" not in told.text:
            told = await park.hears(timeout=10)
        await asyncio.sleep(0.6)  # nobody reads and answers before the sending is on record
        park.say("1층에 있어요.", reply_to=told.message_id)
        await until(park, "답을 보냈어요")
        assert "1층에 있어요." in await until(kim, "담당자의 답")

        kim.say("/deleteme")
        await until(kim, "모두 지울까요")
        kim.press("네, 모두 지워 주세요")
        await until(kim, "모두 지웠어요")
        assert api.violations == []
