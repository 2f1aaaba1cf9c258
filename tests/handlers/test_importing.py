"""An organizer sends a plan: read apart, shown day by day, asked about, put in place by a yes; nobody else can."""

import asyncio
from dataclasses import replace
from typing import Any

import pytest
from sqlalchemy import select

from bot import reading
from bot.db import events
from bot.db.models import Draft, Event, Person
from bot.itinerary import Itinerary
from bot.messages import Address, File, Reply, Request, plain
from bot.packing import pack, unpack
from tests.handlers.chat import Chat
from tests.importers import workshop, writers

BLOCKS = (*workshop.BEFORE, workshop.merged(), *workshop.AFTER)
TABLE = "둘레길 걷기\n2014. 11. 5(수)\n\n시간\t내용\t장소\n09:00~10:00\t집합\t시민회관\n10:00~12:00\t걷기\t둘레길\n"


async def send(chat: Chat, who: str, data: bytes | None, name: str = "plan.docx", text: str = "") -> str:
    """A file (or a text) sent to the bot, fetched and read as its reply asks, until an answer asks for nothing more."""
    file = File("f", name, len(data), "application/octet-stream") if data is not None else None
    what: Any = "file" if file else "text"
    request = Request(str(next(chat.ids)), Address("memory", who, who), name=who, what=what, text=text, file=file)
    said: list[Reply] = []
    while True:
        async with chat.database.begin() as tx:
            replies = (await chat.conversation.answers(tx, "memory", [request]))[0]
        replies = [unpack(pack(one)) for one in replies]
        said += replies
        last = replies[-1]
        if last.reads is not None:
            file = file or File("", reading.PASTED, 0)
            content = last.reads.encode() if last.reads else data or b""
            plan = await asyncio.to_thread(reading.read, content, file.name)
            request = replace(request, file=replace(file, data=content, plan=plan))
        elif last.wants and file:
            request = replace(request, file=replace(file, data=data))
        else:
            break
    if said[-1].buttons:
        chat.screens[who] = said[-1]
    return "\n".join(plain(one.text or f"({one.toast})") for one in said)


async def stored(chat: Chat, key: str) -> Itinerary:
    async with chat.database.read() as tx:
        return await events.snapshot(tx, key)


async def known(chat: Chat) -> set[str]:
    async with chat.database.read() as tx:
        return set((await tx.execute(select(Event.id))).scalars())


async def draft_count(chat: Chat) -> int:
    async with chat.database.read() as tx:
        return len((await tx.execute(select(Draft.token))).all())


async def imported(chat: Chat) -> None:
    """The workshop's document is the plan now."""
    await send(chat, "김담당", writers.word(BLOCKS))
    await chat.press("김담당", "이대로 올리기")


async def test_the_document_of_the_event_updates_it_and_keeps_what_only_we_know(chat: Chat) -> None:
    before = await chat.plan()
    shown = await send(chat, "김담당", writers.word(BLOCKS))
    assert shown.startswith("일정을 읽고 있어요…")
    assert f"지금 행사 ‘{before.event.title}’를 고칩니다" in shown
    assert "1일차 10월 23일(목)" in shown
    assert "행사 정보도 바뀌어요: title, title_en" in shown
    assert "일정 16개" in shown
    assert "아직 아무것도 올리지 않았어요" in shown
    assert (await chat.plan()) == before
    assert "2일차 10월 24일(금)" in await chat.press("김담당", "2일차 ▶")
    chat.restart()
    assert "일정을 올렸어요" in await chat.press("김담당", "이대로 올리기")
    after = await chat.plan()
    assert len(after.activities) == len(before.activities)
    assert {one.key for one in after.activities} == {one.key for one in before.activities}
    assert after.find("lunch-1").row.title_en == before.find("lunch-1").row.title_en  # type: ignore[union-attr]
    assert (after.file.faq, after.file.reminders) == (before.file.faq, before.file.reminders)
    assert {key for key, one in before.places.items() if one.at} == {key for key, one in after.places.items() if one.at}
    assert await known(chat) == {before.event.id}
    assert "plan.imported" in await chat.audit()


async def test_a_new_version_of_the_document_is_its_differences(chat: Chat) -> None:
    await imported(chat)
    same = await send(chat, "김담당", writers.hwpx(BLOCKS), "plan.hwpx")
    assert "지금 일정과 같아요" in same
    assert "행사 정보도" not in same
    old = await chat.plan()
    later = workshop.pasted().replace("06:30~ 08:00", "07:00~ 08:00").replace("조식(해장국)", "조식(북엇국)")
    shown = await send(chat, "김담당", later.encode(), "new.md")
    assert "추가 0 · 변경 2 · 삭제 0" in shown
    assert "2일차 06:30~08:00" in shown
    assert "→ 2일차 07:00~08:00" in shown
    await chat.press("김담당", "올리고 바뀐 것 알리기")
    new = await chat.plan()
    assert [one.key for one in new.activities] == [one.key for one in old.activities]
    async with chat.database.read() as tx:
        assert len((await tx.execute(select(Person.id))).all()) == 5
    heard = await chat.carry()
    assert "06:30~08:00 → 07:00~08:00" in heard["박순자"][0]
    assert "김담당" not in heard


async def test_a_removed_and_an_added_row(chat: Chat) -> None:
    await imported(chat)
    text = workshop.pasted()
    walk = next(line for line in text.splitlines() if "06:30~ 08:00" in line)
    gone = text.replace(walk, walk.split("\t")[0] + "\t05:00 ~ 05:30\t성북구청\t일출 보기\t")
    shown = await send(chat, "김담당", gone.encode(), "new.md")
    assert "＋ 2일차 05:00~05:30 일출 보기" in shown
    assert "－ 2일차 06:30~08:00" in shown
    await chat.press("김담당", "이대로 올리기")
    titles = [one.row.title for one in (await chat.plan()).activities]
    assert "일출 보기" in titles
    assert len(titles) == 16


async def test_a_pasted_table_is_an_event_of_its_own_and_its_organizer_gets_in(chat: Chat) -> None:
    home = chat.file.event.id
    assert "붙여 넣어" in await chat.say("김담당", "가져오기")
    shown = await send(chat, "김담당", None, text=TABLE)
    assert "새 행사로 올립니다" in shown
    assert "09:00~10:00 📋 집합" in shown or "집합" in shown
    done = await chat.press("김담당", "이대로 올리기")
    (key,) = await known(chat) - {home}
    assert [one.row.title for one in (await stored(chat, key)).activities] == ["집합", "걷기"]
    assert (await chat.plan()).version == 1
    code = done.rsplit("/start ", 1)[1]
    await chat.say("오새이", f"/start {code}")
    await chat.press("오새이", chat.labels("오새이")[0])
    async with chat.database.read() as tx:
        query = select(Person.role).where(Person.event_id == key)
        assert list((await tx.execute(query)).scalars()) == ["organizer"]


async def test_a_table_after_the_command_itself(chat: Chat) -> None:
    assert "일정 2개" in await send(chat, "김담당", None, text=f"/import\n{TABLE}")
    assert "일정 2개" in await send(chat, "김담당", None, text=f"가져오기\n{TABLE}")
    assert await draft_count(chat) == 1


async def test_questions_are_answered_by_buttons(chat: Chat) -> None:
    await send(chat, "김담당", writers.word(BLOCKS))
    await chat.press("김담당", "따로 새 행사로")
    asked, answers = [await chat.press("김담당", "물음에 답하기")], 0
    while "남은 물음" in asked[-1]:
        labels = chat.labels("김담당")
        wanted = next((one for one in ("버스 2대", "방 9개", "구례자연드림파크") if one in labels), labels[-2])
        answers += wanted != "건너뛰기"
        asked.append(await chat.press("김담당", wanted))
    assert any("버스가 몇 대인가요" in one for one in asked)
    assert answers >= 3
    assert "모두 답하셨어요" in asked[-1]
    await chat.press("김담당", "이대로 올리기")
    (key,) = await known(chat) - {chat.file.event.id}
    plan = await stored(chat, key)
    rides = [one.row for one in plan.activities if "seats" in one.row.details]
    assert [one.details["buses"] for one in rides] == [2] * 4
    assert any(one.row.details.get("rooms") == 9 for one in plan.activities)
    assert "구례자연드림파크" in {one.name for one in plan.places.values()}


async def test_the_draft_as_a_file_edited_and_sent_back(chat: Chat) -> None:
    await send(chat, "김담당", writers.word(BLOCKS))
    button = next(one for row in chat.screens["김담당"].buttons for one in row if one.text == "파일로 고치기")
    reply = (await chat._ask("김담당", what="press", action=button.action, message="1", press="p"))[0]
    assert reply.attachment
    text = reply.attachment.data.decode()
    assert text.startswith("# ? ")
    edited = text.replace("title: 중식", "title: 점심 도시락", 1)
    shown = await send(chat, "김담당", edited.encode(), reply.attachment.name)
    assert "점심 도시락" in shown
    await chat.press("김담당", "이대로 올리기")
    assert (await chat.plan()).find("lunch-1").row.title == "점심 도시락"  # type: ignore[union-attr]  # it is there


async def test_an_event_file_with_a_slip_changes_nothing(chat: Chat) -> None:
    said = await send(chat, "김담당", b"version: 1\nevent:\n  id: x\n  titel: y\n", "event.yaml")
    assert "고칠 곳이 있어요" in said
    assert "event.yaml:4" in said
    assert await draft_count(chat) == 0


@pytest.mark.parametrize(("data", "name", "said"), [
    (writers.word(BLOCKS)[:900], "plan.docx", "파일이 깨졌거나"),
    ("안녕하세요. 잘 지내시죠?".encode(), "letter.md", "일정표를 찾지 못했어요"),
    (b"\x89PNG\r\n\x1a\n" + b"\0" * 80, "plan.hwp", "그림 파일이에요"),
    (b"", "plan.docx", "받지 못했어요"),
])  # fmt: skip
async def test_a_broken_file_is_refused_with_its_reason(chat: Chat, data: bytes, name: str, said: str) -> None:
    assert said in await send(chat, "김담당", data, name)
    assert await draft_count(chat) == 0


async def test_a_participant_is_refused_kindly_and_nothing_is_read(chat: Chat) -> None:
    said = await send(chat, "박순자", writers.word(BLOCKS))
    assert said.startswith("파일은 담당자만 보낼 수 있어요")
    assert "담당자만" in await chat.say("박순자", "/import")
    await send(chat, "김담당", writers.word(BLOCKS))
    assert "담당자만" in await chat.act("박순자", chat.screens["김담당"].buttons[0][0].action)
    assert "refused" in await chat.audit()
    assert (await chat.plan()).version == 1


async def test_old_and_second_presses_do_nothing(chat: Chat) -> None:
    await send(chat, "김담당", writers.word(BLOCKS))
    first = chat.screens["김담당"]
    assert "지난 버튼" in await chat.act("이담당", first.buttons[0][0].action)
    await send(chat, "김담당", writers.word(BLOCKS))
    second = chat.screens["김담당"]
    assert "지난 버튼" in await chat.press("김담당", "이대로", screen=first)
    await chat.press("김담당", "이대로", screen=second)
    assert "지난 버튼" in await chat.press("김담당", "이대로", screen=second)
    assert (await chat.plan()).version == 2
    await send(chat, "김담당", writers.word(BLOCKS))
    third = chat.screens["김담당"]
    assert "그만두었어요" in await chat.press("김담당", "그만두기")
    assert "지난 버튼" in await chat.press("김담당", "이대로", screen=third)
    assert (await chat.plan()).version == 2


async def test_what_another_organizer_changed_meanwhile_is_shown_first(chat: Chat) -> None:
    await imported(chat)
    await send(chat, "김담당", writers.word(BLOCKS))
    mine = chat.screens["김담당"]
    await chat.say("이담당", "/delay 점심 20")
    await chat.press("이담당", "이대로")
    again = await chat.press("김담당", "이대로", screen=mine)
    assert "그사이 일정이 바뀌었어요" in again
    assert "＝ 1일차 13:50~14:50 중식 (파일은 13:30~14:30 그대로라 옮긴 시각을 그대로 둬요)" in again
    assert "바꾼 것이 없어요" in await chat.press("김담당", "이대로 올리기")


async def test_a_list_of_people_stays_a_list_and_a_table_of_times_is_a_plan(chat: Chat) -> None:
    people = "이름,소속,버스\n한가람,구청,1호차\n".encode()
    assert "새로 추가 1명" in await send(chat, "김담당", people, "people.csv")
    plan = "날짜,시간,내용,장소\n2014-11-05,09:00~10:00,집합,시민회관\n2014-11-05,10:00~12:00,걷기,둘레길\n".encode()
    assert "일정 2개" in await send(chat, "김담당", plan, "plan.csv")
    assert "이름 열을 찾지 못했어요" in await send(chat, "김담당", b"a,b\n1,2\n", "what.csv")
