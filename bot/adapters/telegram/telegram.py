"""The adapter: replies to Bot API calls (core.telegram.org/bots/api)."""

import asyncio
import warnings
from collections import deque
from hashlib import blake2s
from typing import Any

import structlog
from telegram import Bot, InputFile, Message, MessageEntity, MessageId
from telegram.error import BadRequest, InvalidToken, TelegramError

from bot.adapters.telegram import updates
from bot.adapters.telegram.errors import meaning
from bot.adapters.telegram.shape import Markup, inline, keyboard, marked
from bot.messages import Address, Attachment, BadContent, File, Reply, Request

KNOWN_PHOTOS = 100
log = structlog.get_logger()
warnings.filterwarnings("ignore", message="Please use 'Bot.sendMessage'")  # see Telegram._text


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
        return updates.request(update, updates.Me(self.client.id, self.client.username))

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
        chat_id, number, markup = int(chat), int(message), inline(reply.buttons)
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
        markup = inline(reply.buttons) or keyboard(reply.keyboard)
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
        if len(self._photos) > KNOWN_PHOTOS:
            del self._photos[next(iter(self._photos))]
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
