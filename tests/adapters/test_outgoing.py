"""Replies are sent once while the process lives, also when its right to send comes and goes."""

import asyncio
import contextlib
from collections.abc import AsyncIterator, Sequence
from pathlib import Path

from bot.adapters.memory import Memory
from bot.clock import SystemClock
from bot.db.database import Database
from bot.db.migrate import migrate
from bot.inbox import Inbox, Parts
from bot.messages import Reply, Request


class Hall:
    """An inbox whose handlers echo and whose sending waits until the door is opened."""

    def __init__(self, folder: Path) -> None:
        self.door, self.sent = asyncio.Event(), list[str]()
        self.database = Database(f"sqlite:///{folder}/hamkke.db")
        self.inbox = Inbox(
            Parts(
                self.database, Memory(), SystemClock(), lambda: True, self._answers, self._send, self._mine,
                lambda _request: Reply("sorry"), lambda: None,
            )
        )  # fmt: skip

    async def _answers(self, _tx: object, _bot: str, requests: Sequence[Request]) -> list[list[Reply]]:
        return [[Reply(one.text)] for one in requests]

    async def _send(self, _request: Request, replies: Sequence[Reply]) -> None:
        await self.door.wait()
        self.sent += [one.text for one in replies]

    async def _mine(self, _tx: object) -> bool:
        return True

    @contextlib.asynccontextmanager
    async def owned(self) -> AsyncIterator[None]:
        """The inbox runs for the length of the block."""
        task = asyncio.create_task(self.inbox.run())
        await asyncio.sleep(0.2)
        yield
        task.cancel()
        await asyncio.gather(task, return_exceptions=True)


async def test_what_is_on_its_way_when_the_lease_comes_back_is_not_sent_again(tmp_path: Path) -> None:
    hall = Hall(tmp_path)
    await migrate(hall.database)
    async with hall.owned():
        await hall.inbox.accept([(str(one), {"id": str(one), "user": "kim", "text": f"{one}"}) for one in range(3)])
        await asyncio.sleep(0.2)
    async with hall.owned():
        hall.door.set()
        await asyncio.sleep(0.2)
    await hall.inbox.settle()
    await hall.database.close()
    assert hall.sent == ["0", "1", "2"]
