"""The roll call that calls itself before a departure, with the real scheduler."""

import asyncio
from datetime import timedelta

import scheduler
from bot.adapters.memory import Memory
from bot.db import events
from bot.itinerary import Itinerary
from config.event import Event
from tests.handlers.chat import TEXTS, Chat, seoul


async def test_off_unless_the_file_asks_and_once_before_each_departure(chat: Chat) -> None:
    platform = Memory()

    async def itineraries() -> dict[str, Itinerary]:
        async with chat.database.read() as tx:
            return {chat.file.event.id: await events.snapshot(tx, chat.file.event.id)}

    async def calls() -> list[str]:
        await asyncio.sleep(1.5)
        return sorted(user for user, reply in platform.heard if "오셨나요" in reply.text)

    chat.clock.jump(seoul("08:16"))
    running = await scheduler.start(chat.database, chat.clock, itineraries, {"memory": platform}, TEXTS)
    try:
        assert await calls() == []
        written = chat.file.model_dump(by_alias=True, exclude_unset=True) | {"rollcall": "15m"}
        async with chat.database.begin() as tx:
            await events.load(tx, Event.model_validate(written), chat.clock.now())
        running.wake()
        assert await calls() == ["박순자", "최영호"]
        running.wake()
        chat.clock.jump(seoul("08:17"))
        assert await calls() == ["박순자", "최영호"]
        chat.clock.jump(seoul("09:00") - timedelta(minutes=15))
        assert await calls() == ["박순자", "박순자", "최영호", "최영호"]
    finally:
        await running.stop()
