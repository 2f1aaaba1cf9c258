"""A newer event file after the plan has slipped: what it did not change stays, what it changed is told once."""

from datetime import datetime
from typing import Any

import pytest
import yaml

from bot.itinerary import Activity
from config.event import Event
from handlers.plan import loading
from tests.handlers.chat import TEXTS, Chat, seoul
from tests.handlers.test_importing import send


def file(chat: Chat, **rows: dict[str, Any] | None) -> Event:
    """The sample with some of its rows changed, or gone (None)."""
    data = chat.file.model_dump(mode="json", by_alias=True, exclude_unset=True)
    named = {key.replace("_", "-"): values for key, values in rows.items()}
    kept = [one for one in data["itinerary"] if named.get(one.get("id"), {}) is not None]
    return Event.model_validate(data | {"itinerary": [one | (named.get(one.get("id")) or {}) for one in kept]})


async def load(chat: Chat, event: Event) -> loading.Loaded:
    async with chat.database.begin() as tx:
        return await loading.load(tx, event, TEXTS, chat.clock.now())


async def row(chat: Chat, key: str) -> Activity:
    found = (await chat.plan()).find(key)
    assert found is not None
    return found


@pytest.fixture
async def slipped(chat: Chat) -> Chat:
    """Lunch is 20 minutes late and all after it, the stroll is off, a snack was added; everybody has heard of it."""
    for text in ("/delay 점심 20", "/cancel 산책", "추가 18:00-18:10 간식 @ 카페"):
        await chat.say("김담당", text)
        await chat.press("김담당", "이대로")
    chat.forward(minutes=2)
    assert set(await chat.carry()) == {"이담당", "박순자", "최영호"}
    return chat


async def test_the_same_file_again_takes_nothing_back(slipped: Chat) -> None:
    before = await slipped.plan()
    found = await load(slipped, file(slipped))
    assert not found.any
    assert await slipped.plan() == before
    said = loading.lines(found, TEXTS["ko"])
    assert "＝ 1일차 13:50~14:50 중식 (파일은 13:30~14:30 그대로라 옮긴 시각을 그대로 둬요)" in said
    assert "＝ 2일차 06:30~08:00 산책 및 자유시간 (취소한 그대로 둬요)" in said
    assert "＝ 1일차 18:00~18:10 간식 (채팅에서 더한 일정이라 그대로 둬요)" in said
    assert await slipped.carry() == {}


async def test_a_changed_row_takes_the_files_times_and_is_told_once(slipped: Chat) -> None:
    found = await load(slipped, file(slipped, lunch_1={"start": "13:40"}, stroll={"start": "06:40"}))
    assert (await row(slipped, "lunch-1")).starts_at == seoul("13:40")
    assert not (await row(slipped, "stroll")).cancelled
    heard = await slipped.carry()
    assert set(heard) == {"김담당", "이담당", "박순자", "최영호"}
    told = heard["박순자"]
    assert len(told) == 1
    assert "중식 13:50~14:50 → 13:40~14:30" in told[0]
    assert "산책 및 자유시간 06:40~08:00 새로 생겼어요" in told[0]
    assert "객실" not in told[0]
    said = loading.lines(found, TEXTS["ko"])
    assert "~ 1일차 13:50~14:50 중식 → 1일차 13:40~14:30 중식" in said
    assert not (await load(slipped, file(slipped, lunch_1={"start": "13:40"}, stroll={"start": "06:40"}))).any
    assert await slipped.carry() == {}


async def test_other_words_alone_move_nothing_and_tell_nobody(slipped: Chat) -> None:
    found = await load(slipped, file(slipped, lunch_1={"title": "점심 식사"}))
    assert found.any
    assert (await row(slipped, "lunch-1")).starts_at == seoul("13:50")
    assert (await row(slipped, "lunch-1")).row.title == "점심 식사"
    assert await slipped.carry() == {}


async def test_what_waited_to_be_told_goes_out_with_the_file(chat: Chat) -> None:
    await chat.say("김담당", "/delay 점심 20")
    await chat.press("김담당", "이대로")
    await load(chat, file(chat, lunch_1={"start": "14:00", "end": "15:00"}))
    heard = await chat.carry()
    assert len(heard["박순자"]) == 1
    assert "중식 13:30~14:30 → 14:00~15:00" in heard["박순자"][0]
    assert "객실 배정 및 짐 정리 14:30~15:00 → 14:50~15:20" in heard["박순자"][0]
    chat.forward(minutes=2)
    assert await chat.carry() == {}


async def test_a_row_that_the_file_drops_is_gone_and_one_that_is_over_is_told_to_nobody(chat: Chat) -> None:
    chat.clock.jump(datetime.fromisoformat("2014-10-24T09:00:00+09:00"))
    await load(chat, file(chat, lunch_1={"start": "13:40"}, stroll=None))
    assert (await chat.plan()).find("stroll") is None
    assert await chat.carry() == {}


async def test_a_new_file_sent_in_the_chat_shows_what_stays(slipped: Chat) -> None:
    event = file(slipped, lunch_1={"start": "13:40"})
    data = yaml.safe_dump(event.model_dump(mode="json", by_alias=True, exclude_unset=True), allow_unicode=True)
    shown = await send(slipped, "김담당", data.encode(), "event.yaml")
    assert "～ 1일차 13:50~14:50 중식" in shown
    assert "＝ 2일차 06:30~08:00 산책 및 자유시간 (취소한 그대로 둬요)" in shown
    assert slipped.labels("김담당")[0] == "올리고 바뀐 것 알리기"
    await slipped.press("김담당", "올리고 바뀐 것 알리기")
    assert (await row(slipped, "stroll")).cancelled
    assert [one.row.title for one in (await slipped.plan()).activities].count("간식") == 1
    heard = await slipped.carry()
    assert set(heard) == {"이담당", "박순자", "최영호"}
    assert [len(one) for one in heard.values()] == [1, 1, 1]
