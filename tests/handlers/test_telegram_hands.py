"""Over Telegram: the wrong role, a stale button, a double press, a restart half-way, two organizers at once."""

import asyncio
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from pathlib import Path

from sqlalchemy import select

from bot.db.database import Database
from bot.db.models import Audit
from tests.botapi import UNLIMITED, BotApi, User
from tests.house import at, house
from tests.people.test_on_telegram import join, organizer_code, until


@asynccontextmanager
async def trio(folder: Path) -> AsyncIterator[tuple[BotApi, User, User, User]]:
    """Two organizers and a participant."""
    async with BotApi(rates=UNLIMITED) as api:
        boss = api.user(1, first_name="담당", last_name="박", language_code="ko")
        chief = api.user(2, first_name="담당", last_name="최", language_code="ko")
        kim = api.user(3, first_name="영자", last_name="김", language_code="ko")
        async with house(folder, at("2014-10-23 10:00"), api=api):
            await join(boss, await organizer_code(folder))
            await join(chief, await organizer_code(folder))
            await join(kim)
        yield api, boss, chief, kim
        assert api.violations == []


async def shown(user: User, words: str) -> int:
    """The id of the next message with these words."""
    while True:
        heard = await user.hears(timeout=15)
        if words in heard.text:
            return heard.message_id


def tap(user: User, words: str, message: int) -> None:
    """Press the button of this message that begins so, as it was shown."""
    labels = next(one.labels for one in user.inbox if one.message_id == message)
    user.press(next(label for label in labels if label.startswith(words)), message)


async def toast(user: User, words: str) -> None:
    """Wait for an answer to a press with these words."""
    async with asyncio.timeout(10):
        while not any(words in one for one in user.toasts):  # noqa: ASYNC110 - the stand-in rings for messages only
            await asyncio.sleep(0.02)


async def actions(folder: Path) -> list[str]:
    database = Database(f"sqlite:///{folder}/hamkke.db")
    async with database.read() as tx:
        found = list((await tx.execute(select(Audit.action).order_by(Audit.id))).scalars())
    await database.close()
    return found


async def test_the_wrong_role_a_stale_button_and_a_double_press(tmp_path: Path) -> None:
    async with trio(tmp_path) as (api, boss, _, kim):
        async with house(tmp_path, at("2014-10-23 10:10"), api=api):
            for text in ("/announce 모이세요", "/delay 40", "/rollcall", "/who", "/questions"):
                kim.say(text)
                await until(kim, "담당자만")
            boss.say("/delay 40")
            first = await shown(boss, "이렇게 바꿀까요")
            boss.say("/delay 30")
            second = await shown(boss, "이렇게 바꿀까요")
            boss.press("이대로 바꾸기", first)
            await toast(boss, "지난 버튼")
            boss.press("이대로 바꾸기", second)
            boss.press("이대로 바꾸기", second)
            await until(boss, "일정을 바꿨어요")
            boss.say("/announce 물을 챙기세요")
            draft = await shown(boss, "이렇게 보여요")
            boss.press("지금 2명에게 보내기", draft)
            boss.press("지금 2명에게 보내기", draft)
            await until(kim, "물을 챙기세요")
            await asyncio.sleep(1)
            assert len([one for one in kim.screen if "물을 챙기세요" in one.text]) == 1
        done = await actions(tmp_path)
        assert (done.count("plan.changed"), done.count("announced"), done.count("refused")) == (1, 1, 5)
        assert "button.refused" in done


async def test_half_finished_dialogues_go_on_after_a_restart(tmp_path: Path) -> None:
    async with trio(tmp_path) as (api, boss, chief, kim):
        async with house(tmp_path, at("2014-10-23 10:10"), api=api):
            boss.say("/announce")
            await until(boss, "써서 보내")
            chief.say("/delay 점심 20")
            preview = await shown(chief, "이렇게 바꿀까요")
            kim.say("/ask")
            await until(kim, "한 번에 써서")
        async with house(tmp_path, at("2014-10-23 10:11"), api=api):
            boss.say("모자를 챙기세요")
            await until(boss, "모자를 챙기세요")
            chief.press("이대로 바꾸기", preview)
            await until(chief, "일정을 바꿨어요")
            kim.say("빨래할 곳 있나요?")
            await until(kim, "전했어요")
            question = await shown(boss, "문의가 왔어요")
        async with house(tmp_path, at("2014-10-23 10:12"), api=api):
            boss.press("답하기", question)
            await until(boss, "답을 써서")
        async with house(tmp_path, at("2014-10-23 10:13"), api=api):
            boss.say("1층에 있어요.")
            await until(boss, "답을 보냈어요")
            await until(kim, "1층에 있어요.")


async def test_two_organizers_at_once(tmp_path: Path) -> None:
    async with trio(tmp_path) as (api, boss, chief, kim), house(tmp_path, at("2014-10-23 10:10"), api=api):
        boss.say("/delay 점심 20")
        chief.say("/delay 점심 20")
        one, other = await shown(boss, "이렇게 바꿀까요"), await shown(chief, "이렇게 바꿀까요")
        boss.press("이대로 바꾸기", one)
        chief.press("이대로 바꾸기", other)
        await asyncio.sleep(1.5)
        done = await actions(tmp_path)
        assert done.count("plan.changed") == 1
        late = [user for user in (boss, chief) if any("그사이 다른 담당자가" in one.text for one in user.screen)]
        assert len(late) == 1
        kim.say("/ask 주차장 있나요?")
        await until(kim, "전했어요")
        first, second = await shown(boss, "문의가 왔어요"), await shown(chief, "문의가 왔어요")
        boss.press("답하기", first)
        await until(boss, "답을 써서")
        chief.press("답하기", second)
        await until(chief, "이 문의를 보고")
        boss.say("지하에 있어요.")
        await until(boss, "답을 보냈어요")
        chief.say("없어요")
        await until(chief, "이미 박담당 님이 답했어요")
        await until(kim, "지하에 있어요.")


async def test_a_roll_call_goes_on_after_a_restart_and_ends_once(tmp_path: Path) -> None:
    async with trio(tmp_path) as (api, boss, chief, kim):
        async with house(tmp_path, at("2014-10-23 10:10"), api=api):
            boss.say("/rollcall")
            choice = await shown(boss, "누구의 인원")
            kim.say("/rollcall")
            await until(kim, "담당자만")
            tap(boss, "전체", choice)
            board = await shown(boss, "0 / 3명")
            seen = await shown(chief, "0 / 3명")
            call = await shown(kim, "오셨나요")
        async with house(tmp_path, at("2014-10-23 10:12"), api=api):
            tap(kim, "탔어요", call)
            await until(kim, "고맙습니다")
            tap(boss, "🚌 출발", board)
            await until(boss, "아직 2명이 없어요")
        async with house(tmp_path, at("2014-10-23 10:13"), api=api):
            boss.say("택시로 오고 있어요")
            await until(boss, "출발로 표시했어요")
            tap(chief, "🚌 출발", seen)
            await toast(chief, "지난 버튼")


LIST = "이름,버스,방\n김영자,1호차,301\n홍길동,2호차,302\n".encode("cp949")


async def test_a_list_of_people_after_a_restart_and_from_two_organizers(tmp_path: Path) -> None:
    async with trio(tmp_path) as (api, boss, chief, kim):
        async with house(tmp_path, at("2014-10-23 10:10"), api=api):
            kim.send_document("명단.csv", LIST, "text/csv")
            await until(kim, "파일은 담당자만")
            boss.send_document("명단.csv", LIST, "text/csv")
            first = await shown(boss, "새로 추가 1명")
            chief.send_document("명단.csv", LIST, "text/csv")
            second = await shown(chief, "새로 추가 1명")
        async with house(tmp_path, at("2014-10-23 10:12"), api=api):
            tap(boss, "이대로 반영", first)
            tap(boss, "이대로 반영", first)
            await until(boss, "반영했어요")
            await toast(boss, "지난 버튼")
            tap(chief, "이대로 반영", second)
            await asyncio.sleep(1)
        assert (await actions(tmp_path)).count("roster.imported") == 1


PLAN = """1일차
08:30 ~ 09:00 | 성북구청 | 구청 출발
09:00 ~ 13:30 | 이 동 | 구례자연드림파크 도착
13:40 ~ 14:40 | 식 당 | 중식
"""


async def test_a_plan_as_a_file_after_a_restart_and_twice(tmp_path: Path) -> None:
    async with trio(tmp_path) as (api, boss, _, kim):
        async with house(tmp_path, at("2014-10-23 10:10"), api=api):
            kim.send_document("plan.txt", PLAN.encode(), "text/plain")
            await until(kim, "파일은 담당자만")
            boss.send_document("plan.txt", PLAN.encode(), "text/plain")
            preview = await shown(boss, "📄")
        async with house(tmp_path, at("2014-10-23 10:12"), api=api):
            tap(boss, "이대로 올리기", preview)
            tap(boss, "이대로 올리기", preview)
            await toast(boss, "지난 버튼")
        assert (await actions(tmp_path)).count("plan.imported") == 1
