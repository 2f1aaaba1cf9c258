"""A person's phone on each platform: what they type and press, and what they see."""

import asyncio
import contextlib
import itertools
from collections.abc import AsyncIterator
from dataclasses import dataclass, field
from datetime import datetime
from pathlib import Path
from typing import Any, Protocol

import aiohttp

from bot import texts
from bot.adapters.memory import Memory
from bot.clock import SimulatedClock
from bot.db import events
from bot.db.database import Database
from bot.db.migrate import migrate
from bot.inbox import Inbox, Parts
from bot.messages import BOLD, UNBOLD, Address, Reply
from bot.replies import Replies
from bot.snapshots import Snapshots
from bot.tasks import end
from handlers import router
from handlers.conversation import Conversation
from tests.botapi import UNLIMITED, BotApi, User
from tests.house import house, sample

PATIENCE = 10.0
MARKS = str.maketrans("", "", BOLD + UNBOLD)


@dataclass(frozen=True, slots=True)
class Screen:
    """A message as it looks on a phone."""

    text: str
    labels: tuple[str, ...] = ()
    edited: bool = False


class Phone(Protocol):
    """Somebody's phone."""

    async def say(self, text: str) -> None: ...
    async def press(self, label: str) -> None: ...
    async def hears(self) -> Screen: ...


@dataclass(slots=True)
class MemoryPhone:
    inbox: Inbox
    adapter: Memory
    user: str
    name: str
    read: int = 0
    numbers: Any = field(default_factory=itertools.count)
    last: Reply = field(default_factory=Reply)

    async def say(self, text: str) -> None:
        await self._do(what="text", text=text)

    async def press(self, label: str) -> None:
        actions = {one.text: one.action for row in self.last.buttons for one in row}
        await self._do(what="press", action=actions[label], message="1", press="1")

    async def _do(self, **what: str) -> None:
        key = f"{self.user}-{next(self.numbers)}"
        await self.inbox.accept([(key, {"id": key, "user": self.user, "name": self.name, "language": "ko", **what})])

    async def hears(self) -> Screen:
        async with asyncio.timeout(PATIENCE):
            while True:
                mine = [reply for user, reply in self.adapter.heard if user == self.user]
                shown = [reply for reply in mine[self.read :] if reply.text]
                if shown:
                    break
                await asyncio.sleep(0.005)
        self.read = mine.index(shown[0], self.read) + 1
        self.last = shown[0]
        labels = tuple(one.text for row in shown[0].buttons for one in row)
        return Screen(shown[0].text.translate(MARKS), labels, shown[0].edit)


@dataclass(slots=True)
class TelegramPhone:
    user: User

    async def say(self, text: str) -> None:
        if text.startswith("/start"):
            self.user.start(text.removeprefix("/start").strip())
        else:
            self.user.say(text)

    async def press(self, label: str) -> None:
        self.user.press(label)

    async def hears(self) -> Screen:
        while True:
            heard = await self.user.hears(timeout=PATIENCE)
            if heard.text:
                return Screen(heard.text, tuple(heard.labels), heard.edited)


@dataclass(slots=True)
class WebPhone:
    session: aiohttp.ClientSession
    address: str
    seat: str
    revision: int = 0
    shown: list[dict[str, Any]] = field(default_factory=list)
    numbers: Any = field(default_factory=lambda: itertools.count(1))

    async def say(self, text: str) -> None:
        await self._post("say", {"id": self._key(), "text": text})

    async def press(self, label: str) -> None:
        message = next(one for one in reversed(self.shown) if one.get("buttons"))
        action = next(one["action"] for row in message["buttons"] for one in row if one["text"] == label)
        await self._post("press", {"id": self._key(), "message": str(message["id"]), "action": action})

    async def hears(self) -> Screen:
        async with asyncio.timeout(PATIENCE):
            fresh: list[dict[str, Any]] = []
            while not fresh:
                history = await self.history()
                if all(one["revision"] < self.revision for one in history):
                    self.revision = 0  # the conversation was deleted and began anew
                fresh = [one for one in history if one["revision"] > self.revision]
                await asyncio.sleep(0 if fresh else 0.02)
        message = min(fresh, key=lambda one: one["revision"])
        self.revision = message["revision"]
        edited = any(one["id"] == message["id"] for one in self.shown)
        self.shown = [one for one in self.shown if one["id"] != message["id"]] + [message]
        labels = tuple(one["text"] for row in message.get("buttons", ()) for one in row)
        return Screen(message["text"].translate(MARKS), labels, edited)

    async def history(self) -> list[dict[str, Any]]:
        """What we said to this seat so far, as it looks now."""
        query = {"seat": self.seat, "before": "99999999"}
        async with self.session.get(f"{self.address}web/history", params=query) as response:
            if response.status == 429:
                await asyncio.sleep(0.5)
                return await self.history()
            found = await response.json()
        rows = found["messages"] if isinstance(found, dict) else found
        return [one for one in rows if not one["mine"] and one.get("text")]

    def _key(self) -> str:
        return f"test-{next(self.numbers):08d}"

    async def _post(self, what: str, body: dict[str, str]) -> None:
        while True:
            async with self.session.post(
                f"{self.address}web/{what}",
                json=body,
                params={"seat": self.seat},
                headers={"origin": self.address[:-1]},
            ) as response:
                if response.status != 429:
                    response.raise_for_status()
                    return
            await asyncio.sleep(0.5)


@contextlib.asynccontextmanager
async def memory_phone(folder: Path, start: datetime) -> AsyncIterator[Phone]:
    database, clock, said, adapter = (
        Database(f"sqlite:///{folder}/m.db"),
        SimulatedClock(start, 0),
        texts.load(),
        Memory(),
    )
    await migrate(database)
    async with database.begin() as tx:
        await events.load(tx, sample(), clock.now())
    conversation = Conversation(clock, said, Snapshots(), router.conversation(said))

    @contextlib.asynccontextmanager
    async def at_once(_address: Address, _reply: Reply, _late: object) -> AsyncIterator[None]:
        yield

    async def silence(_seconds: float) -> None: ...
    async def mine(_tx: object) -> bool:
        return True

    replies = Replies(database, adapter, at_once, silence)
    parts = Parts(
        database,
        adapter,
        clock,
        lambda: True,
        conversation.answers,
        replies.send,
        mine,
        conversation.sorry,
        lambda: None,
    )
    inbox = Inbox(parts)
    task = asyncio.create_task(inbox.run())
    yield MemoryPhone(inbox, adapter, "7", "김영자")
    await end(task)
    await inbox.settle()
    await database.close()


@contextlib.asynccontextmanager
async def telegram_phone(folder: Path, start: datetime) -> AsyncIterator[Phone]:
    async with BotApi(rates=UNLIMITED) as api, house(folder, start, api=api):
        yield TelegramPhone(api.user(7, first_name="영자", last_name="김", language_code="ko"))
        assert api.violations == []


@contextlib.asynccontextmanager
async def web_phone(folder: Path, start: datetime) -> AsyncIterator[Phone]:
    headers = {"accept-language": "ko-KR"}
    async with house(folder, start) as address, aiohttp.ClientSession(headers=headers) as session:
        yield WebPhone(session, address, "seat:1")


PHONES = {"memory": memory_phone, "telegram": telegram_phone, "web": web_phone}
