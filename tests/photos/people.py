"""People who send pictures, as the machine carries them: first what the platform calls it, then what is in it."""

from collections.abc import Sequence
from dataclasses import dataclass, field, replace

from bot.messages import File, Reply, plain
from bot.photos.clean import see
from tests.handlers.chat import Chat


@dataclass
class Album:
    """What lies with the platform: `files` by reference; `fetched` and `dropped` are those that were asked for."""

    chat: Chat
    files: dict[str, bytes] = field(default_factory=dict)
    fetched: list[str] = field(default_factory=list)
    dropped: list[str] = field(default_factory=list)
    last: list[Reply] = field(default_factory=list)

    async def send(  # noqa: PLR0917 - what a picture comes with
        self, name: str, data: bytes, caption: str = "", album: str = "", file: str = "", kind: str = "image/jpeg"
    ) -> str:
        """Send a picture; what is said to it."""
        reference = f"file-{len(self.files)}"
        self.files[reference] = data
        one = File(reference, file or "photo.jpg", len(data), kind)
        return await self.do(name, what="file", text=caption, album=album, file=one)

    async def press(self, name: str, label: str, screen: Reply | None = None) -> str:
        shown = screen or self.chat.screens[name]
        button = next(one for row in shown.buttons for one in row if one.text.startswith(label))
        return await self.act(name, button.action)

    async def act(self, name: str, action: str) -> str:
        return await self.do(name, what="press", action=action, message="7", press="p")

    async def do(self, name: str, **fields: object) -> str:
        """Ask, fetch what the replies want, and ask again with it, under the same id."""
        before = next(self.chat.ids)
        self.chat.ids = iter([before, *range(before + 1, before + 100_000)])
        said = await self.chat._ask(name, **fields)
        following = next(self.chat.ids)
        result = list(said)
        for reply in said:
            self.dropped += [one.reference for one in reply.drops]
            for file in reply.sees:
                self.chat.ids = iter([before])
                self.fetched.append(file.reference)
                seen = replace(file, picture=see(self.files.get(file.reference, b"")))
                result += await self.chat._ask(name, **{**fields, "file": seen})
        self.chat.ids = iter(range(following, following + 100_000))
        self.last = result
        return heard(result)


def heard(replies: Sequence[Reply]) -> str:
    return "\n".join(plain(one.text or f"({one.toast})") for one in replies if one.text or one.toast)
