"""A platform inside the process, for tests and for `hamkke ask`: what was said and what was heard, in lists."""

from dataclasses import dataclass, field
from typing import Any

from bot.messages import Address, BadContent, File, Reply, Request, SendError


@dataclass(slots=True)
class Memory:
    """`heard` holds (user, reply) in the order of sending; `fails` raises its errors at the next sends to a user.

    `files` are the bytes of files by reference, `forgotten` the users whom it was told to forget.
    """

    bot: str = "memory"
    heard: list[tuple[str, Reply]] = field(default_factory=list)
    fails: dict[str, list[SendError]] = field(default_factory=dict)
    files: dict[str, bytes] = field(default_factory=dict)
    forgotten: list[str] = field(default_factory=list)

    def request_of(self, update: dict[str, Any]) -> Request:
        """Turn the kept fields into a request; `user` stands for the address."""
        fields = dict(update)
        user = str(fields.pop("user"))
        return Request(address=Address("memory", str(fields.pop("chat", user)), user), **fields)

    async def send(self, address: Address, reply: Reply, *, pressed: str = "", update: str = "") -> str:
        """Note the reply under its user."""
        del pressed, update
        if self.fails.get(address.user):
            raise self.fails[address.user].pop(0)
        self.heard.append((address.user or address.chat, reply))
        return str(len(self.heard))

    async def fetch(self, file: File) -> bytes:
        """The bytes that were put into `files`."""
        if file.reference not in self.files:
            reason = "no such file"
            raise BadContent(reason)
        return self.files[file.reference]

    async def keep(self, file: File, data: bytes) -> None:
        """Put other bytes into `files`, or none."""
        self.files.pop(file.reference, None)
        if data:
            self.files[file.reference] = data

    async def forget(self, user: str) -> None:
        """Note whom to forget."""
        self.forgotten.append(user)
