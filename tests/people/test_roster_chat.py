"""A list of people sent in the chat: shown first, imported on a press, again an update."""

import io

import pdfplumber
from sqlalchemy import select, update

from bot.db.models import Account, Delivery, Person
from bot.messages import File, plain
from scheduler import cards
from tests.handlers.chat import TEXTS, Chat

HEAD = "이름,소속,버스,방,조,조장,연락처\n"
FIRST = (
    HEAD
    + "박순자,,1호차,301,1조,,010-1111-2222\n홍길동,두레,1호차,301,1조,O,010-3333-4444\n고길동,두레,2호차,302,2조,,\n"
)


async def sends(chat: Chat, name: str, text: str) -> str:
    """A file as it arrives: first only its name, then again with its bytes, as the reply asked."""
    file = File("f", "명단.csv", len(text))
    first = await chat._ask(name, what="file", file=file)
    if not (first and first[-1].wants):
        return plain(first[0].text)
    again = await chat._ask(name, what="file", file=File("f", "명단.csv", len(text), data=text.encode("cp949")))
    return "\n".join(plain(one.text) for one in again)


async def people_of(chat: Chat) -> dict[str, tuple[str, str]]:
    async with chat.database.read() as tx:
        rows = await tx.execute(select(Person.name, Person.room, Person.role).where(Person.left_at.is_(None)))
        return {row.name: (row.room, row.role) for row in rows}


async def test_previewed_then_imported_and_what_hangs_on_people_stays(chat: Chat) -> None:
    shown = await sends(chat, "김담당", FIRST)
    assert "새로 추가 2명" in shown
    assert "바뀜 1명" in shown
    assert (await people_of(chat))["박순자"] == ("", "participant")
    assert "반영했어요" in await chat.press("김담당", "이대로 반영")
    assert (await people_of(chat))["홍길동"] == ("301", "leader")
    card = await chat.say("박순자", "내 카드")
    assert "같은 방: 홍길동" in card
    assert "조 담당: 홍길동 010-3333-4444" in card
    assert "(45석)" in card
    assert "1111" not in card
    assert "지금 명단과 같아요" in await sends(chat, "김담당", FIRST)
    assert "roster.imported" in await chat.audit()


async def test_nothing_is_half_imported(chat: Chat) -> None:
    said = await sends(chat, "김담당", FIRST + ",두레,,,,,\n홍길동,두레,,,,,\n")
    assert "고칠 곳이 2곳" in said
    assert "5행: 이름이 비어" in said
    assert "6행: ‘홍길동’ 님이 3행에도" in said
    assert "홍길동" not in await people_of(chat)


async def test_whom_the_new_list_no_longer_names_stays_or_goes_as_the_organizer_presses(chat: Chat) -> None:
    await sends(chat, "김담당", FIRST)
    await chat.press("김담당", "이대로 반영")
    assert "없음: 고길동" in await sends(chat, "김담당", FIRST.replace("고길동,두레,2호차,302,2조,,\n", ""))
    keep, drop, _ = chat.labels("김담당")
    assert "그대로" in keep
    await chat.press("김담당", drop)
    assert "고길동" not in await people_of(chat)
    assert "최영호" in await people_of(chat)


async def test_another_organizer_was_faster_and_a_stale_or_double_press_does_nothing(chat: Chat) -> None:
    await sends(chat, "김담당", FIRST)
    await sends(chat, "이담당", FIRST)
    await chat.press("김담당", "이대로 반영")
    old = chat.screens["김담당"]
    assert "지금 명단과 같아요" in await chat.press("이담당", "이대로 반영")
    assert "지난 버튼" in await chat.press("김담당", "이대로 반영", screen=old)
    assert (await chat.audit()).count("roster.imported") == 1
    assert list(await people_of(chat)).count("홍길동") == 1


async def test_half_way_through_the_process_restarts(chat: Chat) -> None:
    await sends(chat, "김담당", FIRST)
    chat.restart()
    assert "반영했어요" in await chat.press("김담당", "이대로 반영")


async def test_only_organizers_may(chat: Chat) -> None:
    await sends(chat, "김담당", FIRST)
    button = chat.screens["김담당"]
    assert "담당자만" in await sends(chat, "박순자", FIRST)
    assert "담당자만" in await chat.press("박순자", "이대로 반영", screen=button)
    assert "담당자만" in await chat.say("박순자", "/who")
    async with chat.database.begin() as tx:
        await tx.execute(update(Person).where(Person.name == "김담당").values(role="participant"))
    assert "담당자만" in await chat.press("김담당", "이대로 반영", screen=button)
    assert "홍길동" not in await people_of(chat)


async def test_who_has_not_joined_and_lists_count_everybody(chat: Chat) -> None:
    await sends(chat, "김담당", FIRST.replace("고길동", "=cmd"))
    await chat.press("김담당", "이대로 반영")
    said = await chat.say("김담당", "미참가자")
    assert "참가 4/6명" in said
    assert "아직 참가하지 않은 분 2명" in said
    assert "홍길동 (두레 · 1호차 · 1조)" in said
    assert "조 1조 · 2\n박순자, 홍길동 (조장)" in await chat.say("김담당", "/list 조")
    rooms = await chat.say("김담당", "/list 방")
    assert "방 301 · 2" in rooms
    files = await chat._ask("김담당", what="press", action="people:csv", message="1", press="p")
    assert files[0].attachment is not None
    table = files[0].attachment.data.decode("utf-8-sig")
    assert "'=cmd,두레" in table
    assert "010-3333-4444" in table
    assert {"people.listed", "people.exported"} <= set(await chat.audit())


async def test_the_card_follows_a_changed_room_and_comes_again_the_evening_before(chat: Chat) -> None:
    await sends(chat, "김담당", FIRST)
    await chat.press("김담당", "이대로 반영")
    first = (await chat._ask("박순자", text="내 카드"))[0]
    assert first.pin
    async with chat.database.begin() as tx:
        await tx.execute(update(Account).where(Account.user == "박순자").values(card="77"))
    assert not (await chat._ask("박순자", text="내 카드"))[0].pin
    assert await refreshed(chat) == 0
    await sends(chat, "김담당", FIRST.replace("박순자,,1호차,301", "박순자,,1호차,305"))
    await chat.press("김담당", "이대로 반영")
    assert await refreshed(chat) == 1
    assert await refreshed(chat) == 0
    heard = await chat.carry()
    assert set(heard) == {"박순자"}
    assert heard["박순자"][0].startswith("✏️")
    assert "방 305" in heard["박순자"][0]
    async with chat.database.read() as tx:
        assert await tx.scalar(select(Delivery.message)) == "77"


async def refreshed(chat: Chat) -> int:
    plan = await chat.plan()
    async with chat.database.begin() as tx:
        return await cards.refresh(tx, plan, TEXTS, chat.clock.now())


async def test_everybody_gets_their_card_once_on_the_evening_before(chat: Chat) -> None:
    plan = await chat.plan()
    evening = cards.evening(plan)
    for moment, count in ((evening.replace(minute=59, hour=11), 0), (evening, 4), (evening, 0)):
        async with chat.database.begin() as tx:
            assert await cards.push(tx, plan, TEXTS, moment) == count
    heard = await chat.carry()
    assert "버스 1호차" in heard["박순자"][0]
    async with chat.database.read() as tx:
        kept = (await tx.execute(select(Account.card).where(Account.user == "박순자"))).scalar_one()
    assert kept


async def test_a_list_on_paper_names_everybody_and_no_phone(chat: Chat) -> None:
    await sends(chat, "김담당", FIRST.replace("고길동", "<b>고&길동"))
    await chat.press("김담당", "이대로 반영")
    await chat.say("김담당", "/list 방")
    screen = chat.screens["김담당"]
    assert "담당자만" in await chat.press("박순자", "인쇄용", screen=screen)
    replies = await chat._ask("김담당", what="press", action="people:pdf.room", message="1", press="p")
    file = replies[0].attachment
    assert file is not None
    assert file.name == "seongbuk-2014-room.pdf"
    with pdfplumber.open(io.BytesIO(file.data)) as pdf:
        text = "\n".join(page.extract_text() for page in pdf.pages)
    assert "방 301 · 2" in text
    assert "방 302 · 1" in text
    assert "<b>고&길동" in text
    assert "박순자" in text
    assert "최영호" in text
    assert "010-" not in text
    assert "people.exported" in await chat.audit()


async def test_who_was_taken_off_the_list_amid_a_dialogue_hears_how_to_join(chat: Chat) -> None:
    await sends(chat, "김담당", FIRST)
    await chat.press("김담당", "이대로 반영")
    await chat.say("박순자", "/ask")
    await chat.say("이담당", "/announce")
    async with chat.database.begin() as tx:
        await tx.execute(update(Person).where(Person.name.in_(("박순자", "이담당"))).values(left_at=chat.clock.now()))
    for name in ("박순자", "이담당"):
        assert "동의" in await chat.say(name, "정문으로 모이세요")


async def test_who_organizes_no_longer_is_refused_amid_a_dialogue_and_out_of_it(chat: Chat) -> None:
    await chat.say("김담당", "/announce")
    async with chat.database.begin() as tx:
        await tx.execute(update(Person).where(Person.name == "김담당").values(role="participant"))
    assert "담당자만" in await chat.say("김담당", "정문으로 모이세요")
    assert "refused" in await chat.audit()
    assert "담당자만" not in await chat.say("김담당", "점심 몇 시예요?")
