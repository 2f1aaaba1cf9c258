"""The stand-in Bot API server: real HTTP on a loopback port, people and faults in the same process."""

import asyncio
from pathlib import Path
from types import TracebackType
from typing import Self

from aiohttp import web
from aiohttp.abc import AbstractStreamWriter
from aiohttp.http_parser import RawRequestMessage
from aiohttp.streams import StreamReader
from aiohttp.web_protocol import RequestHandler

from tests.botapi import control, wire
from tests.botapi.account import Account
from tests.botapi.chats import Chat
from tests.botapi.faults import Fault, Kind
from tests.botapi.ledger import Ledger
from tests.botapi.limits import Limits, Rates
from tests.botapi.people import Group, Seat, User
from tests.botapi.webhook import Deliverer
from tests.botapi.world import World

TOKEN = "7000001:stand-in-token-of-the-first-bot"
_UPLOAD_LIMIT = 50 * 1024 * 1024


class BotApi:
    """A Bot API server for one bot or several; `async with BotApi() as api:` serves it at `api.url`.

    `rates` are the limits it enforces, `ledger` a file which gets every call as a line of JSON.
    """

    def __init__(
        self,
        *,
        token: str = TOKEN,
        username: str = "hamkke_bot",
        rates: Rates | None = None,
        ledger: Path | None = None,
        port: int = 0,
        webhook_retry: float = 0.2,
        callback_lifetime: float = 60.0,
        reads_all_group_messages: bool = False,
    ) -> None:
        self.token = token
        self.port = port
        self.world = World(Ledger(ledger))
        self._rates = rates or Rates()
        self._webhook_retry = webhook_retry
        self._callback_lifetime = callback_lifetime
        self._reads_all = reads_all_group_messages
        self._seats: dict[tuple[str, int], Seat] = {}
        self._web: web.Server | None = None
        self._listener: asyncio.Server | None = None
        self._tasks: list[asyncio.Task[None]] = []
        self.add_bot(token, username)

    @property
    def url(self) -> str:
        """What stands for https://api.telegram.org."""
        return f"http://127.0.0.1:{self.port}"

    @property
    def ledger(self) -> Ledger:
        return self.world.ledger

    @property
    def violations(self) -> list[str]:
        """What no correct bot does: unknown methods and parameters, limits overrun, a second answer to a press."""
        return self.world.violations

    def add_bot(self, token: str, username: str) -> Account:
        account = Account(
            token,
            username,
            Limits(self._rates),
            reads_all_group_messages=self._reads_all,
            callback_lifetime=self._callback_lifetime,
        )
        self.world.accounts[token] = account
        if self._web is not None:
            self._serve_webhook(account)
        return account

    def bot(self, token: str | None = None) -> Account:
        """The account of a token, of the first bot when none is given."""
        return self.world.accounts[token or self.token]

    def user(
        self,
        user_id: int,
        *,
        first_name: str = "",
        last_name: str = "",
        username: str = "",
        language_code: str = "ko",
        token: str | None = None,
    ) -> User:
        """The person with this id, made when new; unknown to the bot until they write to it."""
        account = self.bot(token)
        seat = self._seats.get((account.token, user_id))
        if isinstance(seat, User):
            return seat
        optional = {"last_name": last_name, "username": username, "language_code": language_code}
        profile = {
            "id": user_id,
            "is_bot": False,
            "first_name": first_name or f"사람{user_id}",
            **{name: value for name, value in optional.items() if value},
        }
        account.chats[user_id] = Chat(user_id, "private", profile)
        user = User(account, account.chats[user_id])
        self._seats[account.token, user_id] = user
        return user

    def group(
        self,
        group_id: int,
        title: str = "",
        members: tuple[User, ...] | list[User] = (),
        *,
        bot_in: bool = True,
        bot_is_admin: bool = False,
        token: str | None = None,
    ) -> Group:
        """The group with this negative id, made when new, a supergroup where the id begins with -100."""
        account = self.bot(token)
        seat = self._seats.get((account.token, group_id))
        if isinstance(seat, Group):
            return seat
        kind = "supergroup" if str(group_id).startswith("-100") else "group"
        people = {member.id: member.profile for member in members}
        access = "open" if bot_in else "unknown"
        chat = Chat(group_id, kind, {"title": title or f"모임{group_id}"}, access, people, bot_is_admin)
        account.chats[group_id] = chat
        group = Group(account, chat)
        self._seats[account.token, group_id] = group
        return group

    def seat(self, chat_id: int, token: str | None = None) -> Seat:
        """The user or group with this id; raises KeyError when there is none."""
        return self._seats[self.bot(token).token, chat_id]

    def fault(
        self,
        kind: Kind,
        method: str | None = None,
        chat_id: int | None = None,
        *,
        times: int | None = 1,
        seconds: float = 1.0,
        status: int = 500,
    ) -> None:
        """Make calls fail, see `faults.Fault`: the next `times` of this method and chat, None for all."""
        self.world.faults.add(Fault(kind, method, chat_id, times, seconds, status))

    def clear_faults(self) -> None:
        self.world.faults.clear()

    def duplicate_updates(self, copies: int = 1, updates: int = 1, token: str | None = None) -> None:
        """Deliver each of the next `updates` updates `copies` more times, at most 3, after its confirmation."""
        self.bot(token).updates.duplicate(copies, updates)

    async def start(self) -> None:
        self._web = web.Server(
            self._answer,
            request_factory=_request,
            handler_cancellation=True,
            access_log=None,
            keepalive_timeout=75.0,
        )
        await self._listen()
        for account in self.world.accounts.values():
            self._serve_webhook(account)

    async def stop(self) -> None:
        for task in self._tasks:
            task.cancel()
        await asyncio.gather(*self._tasks, return_exceptions=True)
        self.go_down()
        if self._web is not None:
            await self._web.shutdown(timeout=0.1)

    def go_down(self) -> None:
        """Refuse connections and reset those that are open."""
        if self._listener is not None:
            self._listener.close()
        for connection in self._web.connections if self._web else ():
            if connection.transport is not None:
                connection.transport.abort()

    async def come_up(self) -> None:
        """Listen again on the same port."""
        await self._listen()

    def outage(self, seconds: float) -> "asyncio.Task[None]":
        """Be down for a time; the task ends when the server is up again."""
        self.go_down()
        task = asyncio.create_task(self._come_up_after(seconds))
        self._tasks.append(task)
        return task

    async def _come_up_after(self, seconds: float) -> None:
        await asyncio.sleep(seconds)
        await self.come_up()

    def _serve_webhook(self, account: Account) -> None:
        self._tasks.append(asyncio.create_task(Deliverer(account, self._webhook_retry).run()))

    async def _listen(self) -> None:
        assert self._web is not None
        loop = asyncio.get_running_loop()
        self._listener = await loop.create_server(self._web, "127.0.0.1", self.port, backlog=1024, reuse_address=True)
        self.port = int(self._listener.sockets[0].getsockname()[1])

    async def _answer(self, request: web.BaseRequest) -> web.StreamResponse:
        if request.raw_path == "/_control":
            return await control.answer(self, request)
        return await wire.answer(self.world, request)

    async def __aenter__(self) -> Self:
        await self.start()
        return self

    async def __aexit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        await self.stop()


def _request(
    message: RawRequestMessage,
    payload: StreamReader,
    protocol: RequestHandler,
    writer: AbstractStreamWriter,
    task: "asyncio.Task[None]",
) -> web.BaseRequest:
    loop = asyncio.get_running_loop()
    return web.BaseRequest(message, payload, protocol, writer, task, loop, client_max_size=_UPLOAD_LIMIT)
