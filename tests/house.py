"""The whole bot inside a test: the real composition root, on a database of its own and a simulated clock."""

import asyncio
import contextlib
from collections.abc import AsyncIterator
from datetime import datetime
from pathlib import Path
from typing import Any
from zoneinfo import ZoneInfo

from bot import app
from config import loader
from config.event import Event
from config.settings import Settings
from tests.botapi import BotApi

SAMPLE = Path(__file__).parent.parent / "config" / "events" / "seongbuk-2014.yaml"
SEOUL = ZoneInfo("Asia/Seoul")


def sample() -> Event:
    """The sample event."""
    event = loader.load(SAMPLE).event
    assert event is not None
    return event


def at(text: str) -> datetime:
    """A moment on Seoul's clock: "2014-10-23 08:20"."""
    return datetime.fromisoformat(text).replace(tzinfo=SEOUL)


@contextlib.asynccontextmanager
async def house(
    folder: Path,
    start: datetime,
    *,
    speed: float = 0.0,
    api: BotApi | None = None,
    event: Event | None = None,
    database: str = "",
    rate: float = 1000.0,
) -> AsyncIterator[str]:
    """Run the bot for the length of the block; yields the web chat's address. With `api`, also on Telegram."""
    values: dict[str, Any] = {
        "database_url": database or f"sqlite:///{folder}/hamkke.db",
        "data_folder": folder,
        "telegram_token": api.token if api else None,
        "telegram_api_base": api.url if api else "http://127.0.0.1:1",
        "telegram_rate": rate,
        "telegram_chat_rate": rate,
        "web_port": 0,
    }
    settings = Settings(_env_file=None, **values)  # type: ignore[call-arg]  # nothing of the machine's own settings
    ready: asyncio.Future[str] = asyncio.get_running_loop().create_future()
    wishes = app.Wishes(sample(), event, start, speed, lambda address, _rehearses: ready.set_result(address))
    task = asyncio.create_task(app.run(settings, wishes))
    try:
        both: list[asyncio.Future[Any]] = [task, ready]
        await asyncio.wait(both, return_when=asyncio.FIRST_COMPLETED, timeout=30)
        if task.done():
            await task
        yield await ready
    finally:
        task.cancel()
        with contextlib.suppress(asyncio.CancelledError):
            await task
