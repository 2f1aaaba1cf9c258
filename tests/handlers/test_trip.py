"""A morning of the workshop with 51 people, 27 of them with an account: every message to every person."""

from collections.abc import AsyncIterator
from pathlib import Path

import pytest

from tests.handlers.chat import Chat, opened, seoul

ORGANIZER, LEADERS = "담당", ("일조장", "이조장")
BUS_1 = [f"가{n:02d}" for n in range(1, 13)]
BUS_2 = [f"나{n:02d}" for n in range(1, 13)]
SILENT_1, SILENT_2 = [f"다{n:02d}" for n in range(1, 13)], [f"라{n:02d}" for n in range(1, 13)]
EVERYBODY = {ORGANIZER, *LEADERS, *BUS_1, *BUS_2}


@pytest.fixture
async def trip(tmp_path: Path) -> AsyncIterator[Chat]:
    one = await opened(tmp_path)
    await one.join(ORGANIZER, role="organizer")
    await one.join(LEADERS[0], role="leader", bus="1호차")
    await one.join(LEADERS[1], role="leader", bus="2호차")
    await one.join(*BUS_1, bus="1호차")
    await one.join(*BUS_2, bus="2호차")
    await one.join(*SILENT_1, account=False, bus="1호차")
    await one.join(*SILENT_2, account=False, bus="2호차")
    yield one
    await one.database.close()


async def test_the_morning(trip: Chat) -> None:
    trip.clock.jump(seoul("08:40"))
    await _three_are_missing(trip)
    trip.clock.jump(seoul("11:00"))
    await _the_bus_is_late(trip)
    trip.clock.jump(seoul("11:30"))
    await _bus_1_has_a_blocked_reader(trip)
    assert await trip.carry() == {}


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
