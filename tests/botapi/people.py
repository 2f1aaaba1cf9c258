"""People and groups, the other side of the bot: they write, press, block, and read what arrives."""

import asyncio
import re
import time
from dataclasses import replace

from tests.botapi.account import Account, Callback
from tests.botapi.chats import Chat, Heard, Json, as_heard
from tests.botapi.html import utf16
from tests.botapi.parameters import Upload
from tests.botapi.sending import photo_size, store

_COMMAND = re.compile(r"(?<!\S)/[A-Za-z0-9_]{1,32}(?:@(\w+))?")


class Silence(AssertionError):
    """Somebody heard nothing in time."""


class Seat:
    """What a user and a group have in common: a chat in which things arrive."""

    def __init__(self, account: Account, chat: Chat) -> None:
        self.account = account
        self.chat = chat

    @property
    def inbox(self) -> list[Heard]:
        """Everything that arrived, edits as entries of their own, in order."""
        return self.chat.inbox

    @property
    def screen(self) -> list[Heard]:
        """The bot's messages as they look now, edits applied and deleted ones gone."""
        own = (message for message in self.chat.messages.values() if message["from"]["id"] == self.account.id)
        return [as_heard(message, self.chat, 0.0, edited="edit_date" in message) for message in own]

    async def hears(self, timeout: float = 5.0) -> Heard:  # noqa: ASYNC109 - reads as a sentence
        """The next arrival that was not heard yet; raises Silence after `timeout` seconds."""
        try:
            async with asyncio.timeout(timeout):
                await self._arrival()
        except TimeoutError:
            last = self.inbox[-1].text if self.inbox else "nothing ever"
            message = f"chat {self.chat.id} heard nothing for {timeout} s; before that: {last!r}"
            raise Silence(message) from None
        self.chat.read += 1
        return self.inbox[self.chat.read - 1]

    async def hears_nothing(self, seconds: float = 0.3) -> None:
        """Wait and fail if anything arrives."""
        try:
            heard = await self.hears(seconds)
        except Silence:
            return
        message = f"chat {self.chat.id} heard {heard.text!r}"
        raise AssertionError(message)

    def skip(self) -> None:
        """Take everything that arrived so far as heard."""
        self.chat.read = len(self.inbox)

    async def _arrival(self) -> None:
        while self.chat.read >= len(self.inbox):
            future = asyncio.get_running_loop().create_future()
            self.chat.waiting.append(future)
            await future

    def _write(self, sender: Json, content: Json, reply_to: int | None = None) -> int:
        """Put a person's message into the chat and its update into the queue."""
        if reply_to is not None:
            content = {**content, "reply_to_message": self.chat.messages[reply_to]}
        message = self.account.post(self.chat, content, sender=sender)
        if self.chat.private or self.account.reads_all_group_messages or self._concerns_bot(message):
            self.account.updates.add("message", message, self.chat.id)
        return int(message["message_id"])

    def _concerns_bot(self, message: Json) -> bool:
        """What a bot in privacy mode sees of a group: commands, mentions, replies to it, service messages."""
        if "text" not in message and "caption" not in message:
            return not {"document", "photo", "location", "venue"} & set(message)
        text = str(message.get("text") or message.get("caption") or "")
        reply = message.get("reply_to_message")
        if f"@{self.account.username}".lower() in text.lower():
            return True
        if reply and reply["from"]["id"] == self.account.id:
            return True
        command = _COMMAND.match(text)
        return command is not None and command[1] is None

    def _press(self, sender: Json, label: str, message_id: int | None) -> str:
        """Press the newest inline button with this text or data; return the callback query's id."""
        for number, message in sorted(self.chat.messages.items(), reverse=True):
            if message_id not in (None, number):
                continue
            for row in message.get("reply_markup", {}).get("inline_keyboard", ()):
                for button in row:
                    if label in (button["text"], button.get("callback_data")):
                        return self._pressed(sender, message, button)
        for row in self.chat.keyboard or ():
            for button in row:
                if label == button["text"]:
                    self._write(sender, _text(label))
                    return ""
        raise LookupError(self._no_button(label))

    def _pressed(self, sender: Json, message: Json, button: Json) -> str:
        if "callback_data" not in button:
            return str(button.get("url", ""))
        query_id = str(self.account.next_id() + (self.account.id << 20))
        self.account.callbacks[query_id] = Callback(time.monotonic(), self.chat.id, sender["id"])
        query = {
            "id": query_id,
            "from": sender,
            "message": message,
            "chat_instance": str(self.chat.id),
            "data": button["callback_data"],
        }
        self.account.updates.add("callback_query", query, self.chat.id)
        return query_id

    def _no_button(self, label: str) -> str:
        inline = [text for heard in self.screen for text in heard.labels]
        reply = [button["text"] for row in self.chat.keyboard or () for button in row]
        return f"no button {label!r}; there are {inline} and on the keyboard {reply}"

    def _membership(self, actor: Json, old: str, new: str) -> None:
        change = {
            "chat": self.chat.body,
            "from": actor,
            "date": int(time.time()),
            "old_chat_member": _member(self.account.body, old),
            "new_chat_member": _member(self.account.body, new),
        }
        self.account.updates.add("my_chat_member", change, self.chat.id)


class User(Seat):
    """A person in the private chat with the bot."""

    @property
    def id(self) -> int:
        return self.chat.id

    @property
    def profile(self) -> Json:
        return self.chat.profile

    @property
    def toasts(self) -> list[str]:
        """The texts with which the bot answered this person's presses, empty texts too."""
        answered = (callback for callback in self.account.callbacks.values() if callback.user_id == self.id)
        return [callback.answer["text"] for callback in answered if callback.answer is not None]

    def say(self, text: str, reply_to: int | None = None) -> int:
        """Write to the bot; return the message's id."""
        return self._speak(_text(text), reply_to)

    def start(self, code: str = "") -> int:
        """Open the bot, by a deep link when there is a code."""
        return self.say(f"/start {code}".strip())

    def press(self, label: str, message_id: int | None = None) -> str:
        """Press a button by its text or data, newest first; a reply keyboard's button is said.

        Returns the callback query's id, the address of an address button, or "".
        """
        self._check_can_speak()
        return self._press(self.profile, label, message_id)

    def send_document(
        self, name: str, content: bytes, mime: str = "application/octet-stream", caption: str = ""
    ) -> int:
        file_id, stored = store(self.account, Upload(name, content, mime), "documents")
        document = {
            "file_id": file_id,
            "file_unique_id": file_id[-16:],
            "file_name": name,
            "mime_type": mime,
            "file_size": len(stored.content),
        }
        return self._speak({"document": document, **({"caption": caption} if caption else {})})

    def send_photo(self, content: bytes, caption: str = "") -> int:
        file_id, stored = store(self.account, Upload("photo.jpg", content, "image/jpeg"), "photos")
        photo = [photo_size(file_id, stored)]
        return self._speak({"photo": photo, **({"caption": caption} if caption else {})})

    def send_location(self, latitude: float, longitude: float) -> int:
        return self._speak({"location": {"latitude": latitude, "longitude": longitude}})

    def block(self) -> None:
        """Block the bot: it gets a my_chat_member and from now on 403."""
        self.chat.access = "blocked"
        self._membership(self.profile, "member", "kicked")

    def unblock(self) -> None:
        self.chat.access = "open"
        self._membership(self.profile, "kicked", "member")

    def deactivate(self) -> None:
        """Delete this person's Telegram account."""
        self.chat.access = "deactivated"

    def _speak(self, content: Json, reply_to: int | None = None) -> int:
        self._check_can_speak()
        self.chat.access = "open"
        return self._write(self.profile, content, reply_to)

    def _check_can_speak(self) -> None:
        if self.chat.access in {"blocked", "deactivated"}:
            message = f"user {self.id} is {self.chat.access}: nobody can write from there"
            raise RuntimeError(message)


class Group(Seat):
    """A group or supergroup with the bot in it."""

    @property
    def id(self) -> int:
        return self.chat.id

    def say(self, user: User, text: str, reply_to: int | None = None) -> int:
        """A member writes; a bot in privacy mode gets commands, mentions and replies to it only."""
        self.chat.members[user.id] = user.profile
        return self._write(user.profile, _text(text), reply_to)

    def press(self, user: User, label: str, message_id: int | None = None) -> str:
        return self._press(user.profile, label, message_id)

    def add_bot(self, by: User) -> None:
        self.chat.access = "open"
        self._membership(by.profile, "left", "member")
        self._write(by.profile, {"new_chat_members": [self.account.body]})

    def remove_bot(self, by: User) -> None:
        self.chat.access = "kicked"
        self._membership(by.profile, "member", "kicked")

    def migrate(self, new_id: int) -> None:
        """Become a supergroup; the old id answers 400 with migrate_to_chat_id from now on."""
        old = self.chat
        sender = next(iter(old.members.values()), self.account.body)
        self._write(sender, {"migrate_to_chat_id": new_id})
        self.chat = replace(
            Chat(new_id, "supergroup", old.profile, "open", old.members, old.bot_is_admin), inbox=old.inbox
        )
        self.chat.read = old.read
        self.account.chats[new_id] = self.chat
        old.access, old.migrated_to = "migrated", new_id
        self._write(sender, {"migrate_from_chat_id": old.id})


def _member(user: Json, status: str) -> Json:
    return {"user": user, "status": status, **({"until_date": 0} if status == "kicked" else {})}


def _text(text: str) -> Json:
    commands = [
        {"type": "bot_command", "offset": utf16(text[: found.start()]), "length": utf16(found[0])}
        for found in _COMMAND.finditer(text)
    ]
    return {"text": text, **({"entities": commands} if commands else {})}
