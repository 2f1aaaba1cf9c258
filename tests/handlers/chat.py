"""People who talk to the bot on a real database: requests through the conversation, deliveries through the courier."""

import itertools
from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from pathlib import Path
from typing import Any

from sqlalchemy import insert, select

from bot import texts
from bot.clock import SimulatedClock
from bot.db import deliveries, events
from bot.db.database import Database
from bot.db.models import Account, Audit, Base, Person
from bot.itinerary import Itinerary
from bot.messages import Address, File, Reply, Request, plain
from bot.snapshots import Snapshots
from config import loader
from config.event import Event
from handlers import router
from handlers.conversation import Conversation
from tests.postgres import Postgres

SAMPLE = Path("config/events/seongbuk-2014.yaml")
TEXTS = texts.load()


def seoul(clock: str, day: int = 23) -> datetime:
    return datetime.fromisoformat(f"2014-10-{day}T{clock}:00+09:00")


SERVER: Postgres | None = None
"""Where conversations keep their state instead of an SQLite file."""


@dataclass
class Chat:
    """The bot and the people who talk to it; `said` are the ids by which repeats are known."""

    database: Database
    clock: SimulatedClock
    file: Event
    ids: Any = field(default_factory=lambda: itertools.count(1))
    screens: dict[str, Reply] = field(default_factory=dict)

    def __post_init__(self) -> None:
        self.restart()

    def restart(self) -> None:
        """The process ends and begins anew: nothing but the database is left."""
        self.conversation = Conversation(self.clock, TEXTS, Snapshots(), router.conversation(TEXTS), self.file.event.id)

    async def join(self, *names: str, account: bool = True, language: str = "ko", **person: object) -> None:
        now = self.clock.now()
        async with self.database.begin() as tx:
            for name in names:
                values = {"event_id": self.file.event.id, "name": name, "created_at": now, **person}
                key = (await tx.execute(insert(Person).values(values).returning(Person.id))).scalar_one()
                if account:
                    mine = {"bot": "memory", "user": name, "chat": name, "person_id": key, "language": language}
                    await tx.execute(insert(Account).values(**mine, consented_at=now, created_at=now))

    async def _ask(self, name: str, **fields: Any) -> list[Reply]:  # noqa: ANN401 - the fields of a Request
        request = Request(str(next(self.ids)), Address("memory", name, name), name=name, **fields)
        async with self.database.begin() as tx:
            replies = (await self.conversation.answers(tx, "memory", [request]))[0]
        for one in replies:
            if one.buttons:
                self.screens[name] = one
        return replies

    async def say(self, name: str, text: str) -> str:
        return _text(await self._ask(name, text=text))

    async def press(self, name: str, label: str, *, screen: Reply | None = None) -> str:
        """Press a button of the last message that had any; its text may be cut short."""
        shown = screen or self.screens[name]
        button = next(one for row in shown.buttons for one in row if one.text.startswith(label))
        return _text(await self._ask(name, what="press", action=button.action, message="1", press="p"))

    async def send(self, name: str, file: str, data: bytes) -> str:
        """Send a file as it arrives: first only its name, then again with its bytes when the reply asks for them."""
        first = await self._ask(name, what="file", file=File("f", file, len(data)))
        if not (first and first[-1].wants):
            return _text(first)
        return _text(await self._ask(name, what="file", file=File("f", file, len(data), data=data)))

    async def act(self, name: str, action: str) -> str:
        return _text(await self._ask(name, what="press", action=action, message="1", press="p"))

    def labels(self, name: str) -> list[str]:
        return [one.text for row in self.screens[name].buttons for one in row]

    def forward(self, **span: float) -> None:
        self.clock.jump(self.clock.now() + timedelta(**span))

    async def carry(self, blocked: Iterable[str] = ()) -> dict[str, list[str]]:
        """Deliver all that is due, as the courier does; what everybody got, edits marked with a pencil."""
        heard: dict[str, list[str]] = {}
        while rows := await self._claim():
            async with self.database.begin() as tx:
                replies = await deliveries.replies(tx, {one.content_id for one in rows})
                results = []
                for one in rows:
                    if one.user in blocked:
                        results.append(deliveries.Result(one.id, one.account_id, "unreachable", "blocked"))
                        continue
                    reply = replies[one.content_id]
                    heard.setdefault(one.user, []).append(("✏️" if one.message else "") + plain(reply.text))
                    if reply.buttons:
                        self.screens[one.user] = reply
                    message = one.message or str(one.id)
                    now = self.clock.now()
                    results.append(
                        deliveries.Result(one.id, one.account_id, "sent", message=message, sent_at=now, card=one.card)
                    )
                await deliveries.record(tx, 1, results)
        return heard

    async def _claim(self) -> list[deliveries.Row]:
        now = self.clock.now()
        async with self.database.begin() as tx:
            return await deliveries.claim(tx, "memory", 1, limit=100, busy=(), now=now, real=now)

    async def plan(self) -> Itinerary:
        async with self.database.read() as tx:
            return await events.snapshot(tx, self.file.event.id)

    async def audit(self) -> list[str]:
        async with self.database.read() as tx:
            return list((await tx.execute(select(Audit.action).order_by(Audit.id))).scalars())


def _text(replies: list[Reply]) -> str:
    return "\n".join(plain(one.text or f"({one.toast})") for one in replies)


async def opened(path: Path, file: Event | None = None, now: datetime | None = None) -> Chat:
    loaded = file or loader.load(SAMPLE).event
    assert loaded is not None
    database = Database(SERVER.new() if SERVER else f"sqlite:///{path}/chat.db")
    async with database.begin() as tx:
        await tx.run_sync(Base.metadata.create_all)
        await events.load(tx, loaded, now or seoul("08:00"))
    return Chat(database, SimulatedClock(now or seoul("08:00"), 0), loaded)
