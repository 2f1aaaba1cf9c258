"""Telegram: updates to requests, replies to Bot API calls (core.telegram.org/bots/api)."""

import asyncio
import warnings
from collections import deque
from hashlib import blake2s
from typing import Any

import structlog
from telegram import (
    Bot,
    InlineKeyboardButton,
    InlineKeyboardMarkup,
    InputFile,
    KeyboardButton,
    Message,
    MessageEntity,
    MessageId,
    ReplyKeyboardMarkup,
)
from telegram.error import BadRequest, InvalidToken, TelegramError

from bot.adapters.telegram_errors import meaning
from bot.messages import (
    BOLD,
    UNBOLD,
    Address,
    Attachment,
    BadContent,
    Button,
    File,
    Keyboard,
    Reply,
    Request,
    Rows,
    plain,
)

log = structlog.get_logger()
warnings.filterwarnings("ignore", message="Please use 'Bot.sendMessage'")  # see Telegram._text
Markup = InlineKeyboardMarkup | ReplyKeyboardMarkup | None


class Telegram:
    """One bot token on Telegram. Sending waits until `ready`: the client knows its own id and name then."""

    def __init__(self, client: Bot) -> None:
        self.client = client
        self.bot = f"telegram:{client.token.partition(':')[0]}"
        self.ready = asyncio.Event()
        # A press is answered once, also when the message after it has to be tried again.
        self._answered: deque[str] = deque(maxlen=256)
        self._photos: dict[str, str] = {}

    async def start(self) -> None:
        """Make the client ready, however long Telegram cannot be reached."""
        pause = 1.0
        while not self.ready.is_set():
            try:
                await self.client.initialize()
                self.ready.set()
            except TelegramError as error:
                refused = isinstance(error, InvalidToken)
                remedy = "check HAMKKE_TELEGRAM_TOKEN; @BotFather shows it again" if refused else "it is tried again"
                log.warning("telegram.not_reached", error=type(error).__name__, pause=pause, remedy=remedy)
                await asyncio.sleep(pause)
                pause = min(pause * 2, 30)

    def request_of(self, update: dict[str, Any]) -> Request | None:
        """What somebody did; None for kinds of updates that are no concern of ours."""
        key = str(update["update_id"])
        if "message" in update:
            return self._message(key, update["message"])
        if "callback_query" in update:
            return self._press(key, update["callback_query"])
        if "my_chat_member" in update:
            return self._membership(key, update["my_chat_member"])
        return None

    async def send(self, address: Address, reply: Reply, *, pressed: str = "", update: str = "") -> str:
        """Send or edit one message; `update` is the id of the button press that it answers."""
        await self.ready.wait()
        try:
            if update:
                await self._answer_press(update, reply.toast)
            if reply.edit and pressed:
                return await self._edit(address.chat, pressed, reply)
            return await self._send(address.chat, reply)
        except TelegramError as error:
            known = meaning(error)
            if known is None:
                return pressed
            raise known from error

    async def _answer_press(self, press: str, toast: str) -> None:
        if press in self._answered:
            return
        try:
            await self.client.answer_callback_query(press, text=toast[:200] or None)
            self._answered.append(press)
        except TelegramError as error:
            # A press older than some minutes can no longer be answered; the message itself still goes out.
            if "query is too old" not in str(error).lower() and "query id is invalid" not in str(error).lower():
                raise

    async def _edit(self, chat: str, message: str, reply: Reply) -> str:
        text, entities = marked(reply.text)
        chat_id, number, markup = int(chat), int(message), _inline(reply.buttons)
        if reply.attachment and reply.attachment.photo:
            await self.client.edit_message_caption(
                chat_id=chat_id, message_id=number, caption=text, caption_entities=entities, reply_markup=markup
            )
            return message
        try:
            await self.client.edit_message_text(
                text, chat_id=chat_id, message_id=number, entities=entities, reply_markup=markup
            )
        except BadRequest as error:
            if "no text in the message to edit" not in str(error).lower():
                raise
            # A photo cannot become a text: it goes, and the text comes in its place.
            await self.client.delete_message(chat_id, number)
            return await self._send(chat, reply)
        return message

    async def _send(self, chat: str, reply: Reply) -> str:
        chat_id = int(chat)
        markup = _inline(reply.buttons) or _keyboard(reply.keyboard)
        text, entities = marked(reply.text)
        sent: Message | MessageId
        if reply.venue:
            pin = reply.venue
            sent = await self.client.send_venue(
                chat_id, pin.latitude, pin.longitude, pin.title, pin.address, reply_markup=markup
            )
        elif reply.attachment and reply.attachment.photo:
            sent = await self._photo(chat_id, reply.attachment, text, entities, markup)
        elif reply.attachment:
            file = InputFile(reply.attachment.data, filename=reply.attachment.name)
            sent = await self.client.send_document(
                chat_id, file, caption=text or None, caption_entities=entities or None, reply_markup=markup
            )
        elif text:
            sent = await self._text(chat_id, text, entities, markup)
        else:
            return ""
        if reply.pin:
            await self._pin(chat_id, sent.message_id)
        return str(sent.message_id)

    async def _text(self, chat: int, text: str, entities: list[MessageEntity], markup: Markup) -> MessageId:
        """Send words; of the answer only the id is read, because building a whole message takes as long as sending."""
        wanted = {"chat_id": chat, "text": text, "entities": entities or None, "reply_markup": markup}
        answer = await self.client.do_api_request("sendMessage", api_kwargs=wanted)
        return MessageId(answer["message_id"])

    async def _photo(
        self, chat: int, photo: Attachment, text: str, entities: list[MessageEntity], markup: Markup
    ) -> Message:
        """Show a photo: by the name that it has here already, else uploaded once."""
        digest = blake2s(photo.data).hexdigest()
        known = self._photos.get(digest) or (photo.reference if photo.bot == self.bot else "")
        words: dict[str, Any] = {"caption": text or None, "caption_entities": entities or None, "reply_markup": markup}
        if known:
            try:
                return await self.client.send_photo(chat, known, **words)
            except BadRequest as error:
                if "file" not in str(error).lower():
                    raise
        sent = await self.client.send_photo(chat, InputFile(photo.data, filename=photo.name), **words)
        self._photos[digest] = sent.photo[-1].file_id
        return sent

    async def _pin(self, chat: int, message: int) -> None:
        """Pin quietly; the message has arrived, so that a refusal to pin is no failure."""
        try:
            await self.client.pin_chat_message(chat, message, disable_notification=True)
        except TelegramError as error:
            log.warning("telegram.not_pinned", error=type(error).__name__)

    async def fetch(self, file: File) -> bytes:
        """Download a file that a person sent."""
        await self.ready.wait()
        try:
            found = await self.client.get_file(file.reference)
            return bytes(await found.download_as_bytearray())
        except TelegramError as error:
            raise meaning(error) or BadContent(type(error).__name__) from error

    async def keep(self, file: File, data: bytes) -> None:
        """What people sent stays with Telegram, and with us nothing."""

    async def forget(self, user: str) -> None:
        """Telegram keeps nothing for us."""
        del user

    def _message(self, key: str, message: dict[str, Any]) -> Request | None:
        sender, chat = message.get("from"), message["chat"]
        if sender is None or sender.get("is_bot") or "migrate_from_chat_id" in message:
            return None
        text = message.get("text") or message.get("caption") or ""
        file = _file(message)
        if not text and file is None and chat["type"] != "private":
            return None
        spoken_to, text = self._addressed(message, text)
        return Request(
            id=key,
            address=Address("telegram", str(chat["id"]), str(sender["id"])),
            name=_name(sender),
            language=sender.get("language_code", ""),
            what="file" if file else "text",
            text=text,
            file=file,
            album=message.get("media_group_id", ""),
            reply_to=str(message.get("reply_to_message", {}).get("message_id", "")),
            private=chat["type"] == "private",
            addressed=chat["type"] == "private" or spoken_to,
        )

    def _addressed(self, message: dict[str, Any], text: str) -> tuple[bool, str]:
        """Whether a group's message speaks to us: a command, our @name, or a reply to us; and the text without us."""
        me = f"@{self.client.username}"
        found = text.lower().find(me.lower())
        replied = message.get("reply_to_message", {}).get("from", {}).get("id") == self.client.id
        if text.startswith("/"):
            other = "@" in text.split(maxsplit=1)[0] and found < 0
            return not other, text
        if found >= 0:
            return True, f"{text[:found]}{text[found + len(me) :]}".strip()
        return replied, text

    def _press(self, key: str, query: dict[str, Any]) -> Request | None:
        message, sender = query.get("message"), query["from"]
        if message is None:
            return None
        return Request(
            id=key,
            address=Address("telegram", str(message["chat"]["id"]), str(sender["id"])),
            name=_name(sender),
            language=sender.get("language_code", ""),
            what="press",
            action=query.get("data", ""),
            message=str(message["message_id"]),
            press=query["id"],
            private=message["chat"]["type"] == "private",
        )

    def _membership(self, key: str, change: dict[str, Any]) -> Request | None:
        chat, sender, status = change["chat"], change["from"], change["new_chat_member"]["status"]
        address = Address("telegram", str(chat["id"]), str(sender["id"]))
        language = sender.get("language_code", "")
        private = chat["type"] == "private"
        if private and status == "kicked":
            return Request(id=key, address=address, language=language, what="left")
        came = status in {"member", "administrator"} and change["old_chat_member"]["status"] in {"left", "kicked"}
        if not private and came:
            return Request(id=key, address=address, language=language, what="group", private=False)
        return None


def marked(text: str) -> tuple[str, list[MessageEntity]]:
    """Plain text and its bold parts; offsets count UTF-16 units, as the Bot API's MessageEntity does."""
    entities, said = [], ""
    for number, piece in enumerate(text.replace(UNBOLD, BOLD).split(BOLD)):
        if number % 2 and piece:
            offset = len(said.encode("utf-16-le")) // 2
            entities.append(MessageEntity(MessageEntity.BOLD, offset, len(piece.encode("utf-16-le")) // 2))
        said += piece
    return said, entities


def _inline(rows: Rows) -> InlineKeyboardMarkup | None:
    return InlineKeyboardMarkup([[_button(one) for one in row] for row in rows]) if rows else None


def _button(button: Button) -> InlineKeyboardButton:
    text = plain(button.text)
    return (
        InlineKeyboardButton(text, url=button.url)
        if button.url
        else InlineKeyboardButton(text, callback_data=button.action)
    )


def _keyboard(keyboard: Keyboard | None) -> ReplyKeyboardMarkup | None:
    if not keyboard:
        return None
    keys = [[KeyboardButton(text) for text in row] for row in keyboard]
    return ReplyKeyboardMarkup(keys, resize_keyboard=True, is_persistent=True)


def _name(sender: dict[str, Any]) -> str:
    """The name as people write it: 홍길동, Hong Gildong."""
    first, last = sender.get("first_name", ""), sender.get("last_name", "")
    if last and not last.isascii() and not first.isascii():
        return f"{last}{first}"
    return f"{first} {last}".strip()


def _file(message: dict[str, Any]) -> File | None:
    if "document" in message:
        one = message["document"]
        return File(one["file_id"], one.get("file_name", ""), one.get("file_size", 0), one.get("mime_type", ""))
    if message.get("photo"):
        one = max(message["photo"], key=lambda size: (size["width"] * size["height"], size.get("file_size", 0)))
        return File(one["file_id"], "photo.jpg", one.get("file_size", 0), "image/jpeg")
    return None
