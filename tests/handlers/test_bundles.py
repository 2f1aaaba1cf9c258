"""One message that reminds of two things, and then one of them moves before it is sent."""

from typing import Any

import pytest

from bot.db import events
from config.event import Event
from scheduler import bundles, outbox, planner
from tests.handlers.chat import TEXTS, Chat, seoul


async def reminded(chat: Chat) -> None:
    """A second thing at the time of lunch: both are reminded of in one message, which waits to be sent."""
    data: dict[str, Any] = chat.file.model_dump(mode="json", by_alias=True, exclude_unset=True)
    data["itinerary"].append(
        {"id": "toast", "day": 1, "start": "13:30", "end": "13:50", "title": "축배", "kind": "meal"}
    )
    async with chat.database.begin() as tx:
        await events.load(tx, Event.model_validate(data), chat.clock.now())
    chat.clock.jump(seoul("13:20"))
    await look(chat)


async def look(chat: Chat) -> None:
    """As the ticker looks at the plan."""
    plan, now = await chat.plan(), chat.clock.now()
    async with chat.database.begin() as tx:
        await outbox.enqueue(tx, plan, planner.notices(plan, now, None), TEXTS, now)
        await bundles.mend(tx, plan, TEXTS, now)


async def meals(chat: Chat) -> dict[str, list[str]]:
    heard = await chat.carry()
    return {name: [one for one in said if "중식" in one or "축배" in one] for name, said in heard.items()}


async def test_both_come_in_one_message(chat: Chat) -> None:
    await reminded(chat)
    heard = (await meals(chat))["박순자"]
    assert len(heard) == 1
    assert "중식" in heard[0]
    assert "축배" in heard[0]


@pytest.mark.parametrize(
    ("wish", "stays", "goes"), [("/move 축배 14:40", "중식", "축배"), ("/move 중식 14:40", "축배", "중식")]
)
async def test_what_moves_is_taken_out_and_the_other_still_comes(chat: Chat, wish: str, stays: str, goes: str) -> None:
    await reminded(chat)
    await chat.say("김담당", wish)
    await chat.press("김담당", "이대로")
    assert await meals(chat) == {}
    await look(chat)
    heard = (await meals(chat))["박순자"]
    assert len(heard) == 1
    assert stays in heard[0]
    assert goes not in heard[0]
    assert "13:30" in heard[0]
    chat.clock.jump(seoul("14:30"))
    await look(chat)
    later = [one for one in (await meals(chat))["박순자"] if "14:40" in one and "바뀌었어요" not in one]
    assert len(later) == 1
    assert goes in later[0]


async def test_when_both_move_nothing_comes_at_the_old_time(chat: Chat) -> None:
    await reminded(chat)
    for wish in ("/cancel 축배", "/move 중식 14:40"):
        await chat.say("김담당", wish)
        await chat.press("김담당", "이대로")
    await look(chat)
    assert await meals(chat) == {}
