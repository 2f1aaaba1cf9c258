"""The workshop with 51 people, 27 of them with an account: all messages to all, from the evening before on."""

from collections.abc import AsyncIterator
from pathlib import Path

import pytest

from scheduler import cards
from tests.handlers.chat import TEXTS, Chat, opened, seoul

ORGANIZER, LEADERS = "담당", ("일조장", "이조장")
BUS_1 = [f"가{n:02d}" for n in range(1, 13)]
BUS_2 = [f"나{n:02d}" for n in range(1, 13)]
SILENT_1, SILENT_2 = [f"다{n:02d}" for n in range(1, 13)], [f"라{n:02d}" for n in range(1, 13)]
TITLE = "2014년도 하반기 성북구 사회적경제조직 워크숍"
EVERYBODY = {ORGANIZER, *LEADERS, *BUS_1, *BUS_2}


@pytest.fixture
async def trip(tmp_path: Path) -> AsyncIterator[Chat]:
    one = await opened(tmp_path, now=seoul("17:00", day=22))
    await one.join(ORGANIZER, role="organizer")
    await one.join(*LEADERS, *BUS_1, *BUS_2)
    await one.join(*SILENT_1, *SILENT_2, account=False)
    yield one
    await one.database.close()


async def test_the_whole_trip(trip: Chat) -> None:
    await _the_roster_is_imported(trip)
    trip.clock.jump(seoul("08:40"))
    await _three_are_missing(trip)
    trip.clock.jump(seoul("11:00"))
    await _the_bus_is_late(trip)
    trip.clock.jump(seoul("11:30"))
    await _bus_1_has_a_blocked_reader(trip)
    trip.clock.jump(seoul("12:00"))
    await _a_question_is_answered(trip)
    trip.clock.jump(seoul("13:00"))
    await _the_rooms_change(trip)
    assert await trip.carry() == {}


def _room(name: str) -> str:
    """Three to a room: 가01, 가02 and 가03 in 101, and so on."""
    number = (int(name[1:]) + 2) // 3 if name[1:].isdecimal() else 9
    return f"{'가나다라'.find(name[0]) + 1}{number:02d}"


def _roster(rooms: dict[str, str]) -> bytes:
    """The office's list; `rooms` where they are not what they were."""
    rows = ["이름,버스,방,버스장"]
    for bus, leader, people in (("1호차", *_BUS[0]), ("2호차", *_BUS[1])):
        rows.append(f"{leader},{bus},,O")
        rows += [f"{name},{bus},{rooms.get(name, _room(name))}," for name in people]
    return "\n".join(rows).encode("cp949")


_BUS = ((LEADERS[0], [*BUS_1, *SILENT_1]), (LEADERS[1], [*BUS_2, *SILENT_2]))


def _card(name: str, mates: str, room: str) -> str:
    """What the card of somebody says who has a room."""
    bus, leader = ("1호차", LEADERS[0]) if name in {*BUS_1, *SILENT_1} else ("2호차", LEADERS[1])
    shared = f"같은 방: {mates}\n" if mates else ""
    return (
        f"{TITLE}\n🙂 {name} 님\n🚌 버스 {bus} (45석)\n🛏 방 {room}\n{shared}"
        f"☎ 버스 담당: {leader}\n아직 정해지지 않은 것: 조"
    )


async def _refreshed(trip: Chat) -> int:
    async with trip.database.begin() as tx:
        return await cards.refresh(tx, await trip.plan(), TEXTS, trip.clock.now())


async def _the_roster_is_imported(trip: Chat) -> None:
    assert "바뀜 50명" in await trip.send(ORGANIZER, "명단.csv", _roster({}))
    await trip.press(ORGANIZER, "이대로 반영")
    plan = await trip.plan()
    trip.clock.jump(cards.evening(plan))
    async with trip.database.begin() as tx:
        await cards.push(tx, plan, TEXTS, trip.clock.now())
    mine = {
        name: [_card(name, ", ".join(one for one in people if one != name and _room(one) == _room(name)), _room(name))]
        for people in (BUS_1, BUS_2)
        for name in people
    }
    led = {
        leader: [
            (
                f"{TITLE}\n🙂 {leader} 님\n🚌 버스 {bus} (45석)\n역할 조장\n🚌 {bus} 버스를 맡고 계세요\n"
                "☎ 버스 담당: 나\n아직 정해지지 않은 것: 방, 조"
            )
        ]
        for leader, bus in zip(LEADERS, ("1호차", "2호차"), strict=True)
    }
    boss = [f"{TITLE}\n🙂 {ORGANIZER} 님\n역할 담당자\n아직 정해지지 않은 것: 버스, 방, 조"]
    assert await trip.carry() == mine | led | {ORGANIZER: boss}


async def _a_question_is_answered(trip: Chat) -> None:
    asked = "와이파이 비밀번호 뭐예요?"
    await trip.say("나03", asked)
    handed = await trip.press("나03", "담당자에게")
    assert handed == f"담당자에게 전했어요. 답이 오면 바로 알려 드릴게요.\n“{asked}”"
    new = f"문의가 왔어요\n{asked}\n물어본 분: 나03\n이 메시지에 답장하거나 아래를 눌러 답해 주세요."
    assert await trip.carry() == {ORGANIZER: [new]}
    await trip.press(ORGANIZER, "답하기")
    assert await trip.carry() == {"나03": ["담당자가 질문을 살펴보고 있어요. 조금만 기다려 주세요."]}
    assert await trip.say(ORGANIZER, "jiri2014 예요.") == f"답을 보냈어요(1명).\n“{asked}”"
    assert await trip.carry() == {"나03": [f"담당자의 답이에요.\n“{asked}”\n→ jiri2014 예요."]}


async def _the_rooms_change(trip: Chat) -> None:
    """가02 moves in with 나01 to 나03: their cards and 가03's change; 가01, who blocked us, hears nothing."""
    assert "바뀜 1명" in await trip.send(ORGANIZER, "명단.csv", _roster({"가02": "201"}))
    assert await trip.carry() == {}
    await trip.press(ORGANIZER, "이대로 반영")
    await _refreshed(trip)
    moved = {
        "가02": ("나01, 나02, 나03", "201"),
        "가03": ("가01", "101"),
        "나01": ("가02, 나02, 나03", "201"),
        "나02": ("가02, 나01, 나03", "201"),
        "나03": ("가02, 나01, 나02", "201"),
    }
    assert await trip.carry() == {name: [f"✏️{_card(name, *said)}"] for name, said in moved.items()}
    assert await _refreshed(trip) == 0


async def _three_are_missing(trip: Chat) -> None:
    await trip.say("일조장", "인원 확인")
    await trip.press("일조장", "1호차 25명")
    heard = await trip.carry()
    asked = "🙋 구례자연드림파크 도착 (1호차) — 오셨나요? 아래를 눌러 주세요."
    missing = ", ".join([*BUS_1, *SILENT_1, "일조장"])
    board = f"🙋 인원 확인 · 구례자연드림파크 도착 (1호차)\n0 / 25명\n아직: {missing}"
    assert heard == {key: [asked] for key in BUS_1} | {"일조장": [board], ORGANIZER: [board]}
    shown = trip.screens["일조장"]
    await trip.press("일조장", "일조장", screen=shown)
    for name in BUS_1[:-1]:
        await trip.press(name, "탔어요")
    for name in SILENT_1[:-2]:
        await trip.press("일조장", name, screen=shown)
    heard = await trip.carry()
    left = (
        f"✏️🙋 인원 확인 · 구례자연드림파크 도착 (1호차)\n22 / 25명\n아직: {BUS_1[-1]}, {SILENT_1[-2]}, {SILENT_1[-1]}"
    )
    assert heard == {"일조장": [left], ORGANIZER: [left]}  # 22 taps, one change of the board
    await trip.press("일조장", "🚌 출발", screen=shown)
    await trip.say("일조장", "연락이 안 돼서 먼저 가요")
    gone = (
        "✏️🙋 인원 확인 · 구례자연드림파크 도착 (1호차)\n22 / 25명\n"
        f"없음으로 표시: {BUS_1[-1]}, {SILENT_1[-2]}, {SILENT_1[-1]}\n"
        "🚌 출발로 표시했어요.\n이유: 연락이 안 돼서 먼저 가요"
    )
    assert await trip.carry() == {"일조장": [gone], ORGANIZER: [gone]}


async def _the_bus_is_late(trip: Chat) -> None:
    assert "계정이 없는 24명" in await trip.say(ORGANIZER, "버스 40분 늦어요")
    await trip.press(ORGANIZER, "이대로")
    assert await trip.carry() == {}
    trip.forward(seconds=60)
    heard = await trip.carry()
    said = (
        "📢 일정이 바뀌었어요\n1일차 10월 23일(목)\n"
        "· 🚌 구례자연드림파크 도착 09:00~13:30 → 09:00~14:10\n· 🍚 중식 13:30~14:30 → 14:10~15:10\n"
        "· 🛏 객실 배정 및 짐 정리 14:30~15:00 → 15:10~15:40\n"
        "· 🥾 11개 공방 체험 및 우리밀 쿠키·피자 만들기 15:00~17:00 → 15:40~17:40\n"
        "· 📋 마을·사회적경제 교육 및 사회적경제 영화 상영 17:00~20:00 → 17:40~20:40\n"
        "· 🍚 석식 및 마을·사회적경제 간담회 20:00~22:00 → 20:40~22:40\n· 🛏 취침 22:00~ → 22:40~\n\n"
        "다음은 이거예요.\n14:10~15:10 🍚 중식 · 식당"
    )
    assert heard == {key: [said] for key in EVERYBODY - {ORGANIZER}}


async def _bus_1_has_a_blocked_reader(trip: Chat) -> None:
    await trip.say(ORGANIZER, "/announce 1호차는 휴게소에서 15분 쉬어요")
    for label in ("받는 사람", "버스별", "1호차"):
        await trip.press(ORGANIZER, label)
    await trip.press(ORGANIZER, "지금 13명")
    heard = await trip.carry(blocked=[BUS_1[0]])
    said = "📣 알려 드려요\n1호차는 휴게소에서 15분 쉬어요"
    assert heard == {key: [said] for key in [*BUS_1[1:], "일조장"]}
    told = await trip.say(ORGANIZER, "/status")
    assert f"보냄 12 / 13명\n닿지 않음 1명: {BUS_1[0]}\n" in told
    assert f"보내지 못한 12명: {', '.join(SILENT_1)}" in told
