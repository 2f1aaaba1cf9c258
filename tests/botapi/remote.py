"""The stand-in in a process of its own, steered over its control endpoint."""

import asyncio
import base64
import contextlib
import sys
from collections.abc import AsyncIterator
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from typing import Any

import aiohttp

from tests.botapi.chats import Button, Heard
from tests.botapi.people import Silence

_ROOT = Path(__file__).parents[2]


@dataclass
class Remote:
    """A stand-in at `url`; every action of `control.ACTIONS` by name."""

    url: str
    session: aiohttp.ClientSession

    async def do(self, action: str, **arguments: Any) -> Any:  # noqa: ANN401 - any JSON value
        """Do one action; raises Silence where nothing was heard, else RuntimeError with the server's words."""
        async with self.session.post(f"{self.url}/_control", json={"do": action, **arguments}) as response:
            answer = await response.json()
        if response.ok:
            return answer["result"]
        raise (Silence if answer["kind"] == "Silence" else RuntimeError)(answer["error"])

    async def user(self, user_id: int, **profile: str) -> "RemoteSeat":
        await self.do("user", id=user_id, **profile)
        return RemoteSeat(self, user_id)

    async def group(self, group_id: int, title: str, members: list[int], **options: bool) -> "RemoteSeat":
        await self.do("group", id=group_id, title=title, members=members, **options)
        return RemoteSeat(self, group_id)

    async def violations(self) -> list[str]:
        return list(await self.do("violations"))


@dataclass(frozen=True)
class RemoteSeat:
    """A user or group there, with the methods of `people.User` and `people.Group`."""

    remote: Remote
    id: int

    async def say(self, text: str, **options: int) -> int:
        return int(await self.remote.do("say", chat=self.id, text=text, **options))

    async def start(self, code: str = "") -> int:
        return int(await self.remote.do("start", chat=self.id, code=code))

    async def press(self, label: str, **options: int) -> str:
        return str(await self.remote.do("press", chat=self.id, label=label, **options))

    async def send_document(self, name: str, content: bytes, caption: str = "") -> int:
        encoded = base64.b64encode(content).decode()
        order = {"chat": self.id, "name": name, "content": encoded, "caption": caption}
        return int(await self.remote.do("send_document", **order))

    async def block(self) -> None:
        await self.remote.do("block", chat=self.id)

    async def unblock(self) -> None:
        await self.remote.do("unblock", chat=self.id)

    async def hears(self, timeout: float = 5.0) -> Heard:  # noqa: ASYNC109 - as people.Seat.hears
        return _heard(await self.remote.do("hears", chat=self.id, timeout=timeout))

    async def inbox(self) -> list[Heard]:
        return [_heard(entry) for entry in await self.remote.do("inbox", chat=self.id)]


@contextlib.asynccontextmanager
async def running(*options: str) -> AsyncIterator[Remote]:
    """Run `python -m tests.botapi` with these options for the length of the block."""
    process = await asyncio.create_subprocess_exec(
        sys.executable, "-m", "tests.botapi", *options, stdout=asyncio.subprocess.PIPE, cwd=_ROOT
    )
    assert process.stdout is not None
    try:
        url = (await process.stdout.readline()).decode().strip()
        async with aiohttp.ClientSession() as session:
            yield Remote(url, session)
    finally:
        with contextlib.suppress(ProcessLookupError):
            process.terminate()
        await process.wait()


def _heard(entry: dict[str, Any]) -> Heard:
    rows = tuple(tuple(Button(**button) for button in row) for row in entry.pop("buttons"))
    keyboard = entry.pop("keyboard")
    content = entry.pop("content")
    return Heard(
        **{name: entry[name] for name in ("kind", "text", "message_id", "at", "edited", "details")},
        wall=datetime.fromisoformat(entry["wall"]),
        buttons=rows,
        keyboard=None if keyboard is None else tuple(map(tuple, keyboard)),
        entities=tuple(entry["entities"]),
        content=None if content is None else base64.b64decode(content),
    )
