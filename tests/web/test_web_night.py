"""At night the running bot clears away what no browser can read any more."""

from datetime import timedelta
from pathlib import Path
from typing import Any

import pytest
from sqlalchemy import insert, select

import scheduler
from bot.db.database import Database
from bot.db.models import WebMessage, WebSession
from tests.house import at, house

NOW = at("2014-10-23 04:00")


async def test_sessions_that_ended_and_their_conversations_go(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    given: list[scheduler.Settings] = []
    start = scheduler.start

    async def noting(*parts: Any) -> scheduler.Scheduler:  # noqa: ANN401 - as scheduler.start
        given.append(parts[-1])
        return await start(*parts)

    monkeypatch.setattr(scheduler, "start", noting)
    async with house(tmp_path, NOW):
        database = Database(f"sqlite:///{tmp_path}/hamkke.db")
        async with database.begin() as tx:
            for user, age in (("web:old", 91), ("web:new", 1)):
                opened = NOW - timedelta(days=age)
                await tx.execute(insert(WebSession).values(digest=user, user=user, created_at=opened))
                said = {"revision": 1, "mine": True, "message": {"text": "안녕하세요"}, "at": opened}
                await tx.execute(insert(WebMessage).values(user=user, **said))
        assert given[0].nightly
        await given[0].nightly()
        async with database.read() as tx:
            assert set(await tx.scalars(select(WebSession.user))) == {"web:new"}
            assert set(await tx.scalars(select(WebMessage.user))) == {"web:new"}
        await database.close()
