"""Platforms: two conversions around one call.

An adapter turns what its platform hands over into a `Request`, and a `Reply` into what its platform shows.
"""

from typing import Any, Protocol

from bot.messages import Address, File, Reply, Request


class Adapter(Protocol):
    """What the rest of the house knows of a platform."""

    bot: str
    """The unit of ownership and of rate limits: "telegram:123456", "web"."""

    def request_of(self, update: dict[str, Any]) -> Request | None:
        """What somebody did, from the update as it was kept in the inbox; None for what does not concern us."""

    async def send(self, address: Address, reply: Reply, *, pressed: str = "", update: str = "") -> str:
        """Send one message and return the platform's id of it ("" when nothing new was sent).

        `pressed` is the id of the message whose button was pressed (for `Reply.edit`), `update` the id of the update
        that is being answered. Raises a `bot.messages.SendError` that says what is known.
        """

    async def fetch(self, file: File) -> bytes:
        """The bytes of a file that a person sent; a `bot.messages.SendError` when they cannot be had."""

    async def keep(self, file: File, data: bytes) -> None:
        """Keep this instead of what the platform's own side keeps of a file that a person sent; b"": nothing."""

    async def forget(self, user: str) -> None:
        """Delete what the platform's own side keeps of a user."""
