"""An answer is tried again whatever else goes wrong meanwhile."""

import contextlib
from collections.abc import AsyncIterator
from pathlib import Path

from bot.adapters.memory import Memory
from bot.db.database import Database
from bot.messages import Address, Reply, Request, RetryLater
from bot.replies import Replies


@contextlib.asynccontextmanager
async def at_once(_address: Address, _reply: Reply, _late: bool) -> AsyncIterator[None]:  # noqa: FBT001 - as Gate has it
    yield


async def _away(_seconds: float) -> None:
    raise OSError


async def test_a_silence_that_cannot_be_stored_stops_no_answer(tmp_path: Path) -> None:
    kim = Address("memory", "kim", "kim")
    adapter = Memory(fails={"kim": [RetryLater("too many requests", silence=True)]})
    database = Database(f"sqlite:///{tmp_path}/hamkke.db")
    await Replies(database, adapter, at_once, _away).send(Request("1", kim), [Reply("13:30")])
    await database.close()
    assert [reply.text for _, reply in adapter.heard] == ["13:30"]
