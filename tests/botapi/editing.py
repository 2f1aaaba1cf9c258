"""The methods that change a message or answer a press."""

import time

from telegram.constants import ReactionEmoji

from tests.botapi import rules
from tests.botapi.account import Account
from tests.botapi.chats import Chat, Json
from tests.botapi.html import utf16
from tests.botapi.keyboards import inline_only
from tests.botapi.parameters import Params
from tests.botapi.refused import refuse, violate

_NOT_MODIFIED = (
    "message is not modified: specified new message content and reply markup are exactly the same as "
    "a current content and reply markup of the message"
)
_TOO_OLD = "query is too old and response timeout expired or query ID is invalid"
_REACTIONS = frozenset(str(emoji.value) for emoji in ReactionEmoji)


def edit_message_text(account: Account, params: Params) -> Json:
    text, entities = rules.message_text(params, too_long="MESSAGE_TOO_LONG")
    chat, message = _editable(account, params)
    if "text" not in message:
        refuse("there is no text in the message to edit")
    return _edit(account, chat, message, {"text": text, "entities": entities}, params)


def edit_message_caption(account: Account, params: Params) -> Json:
    text, entities = rules.caption(params)
    chat, message = _editable(account, params)
    if not {"photo", "document"} & set(message):
        refuse("there is no caption in the message to edit")
    return _edit(account, chat, message, {"caption": text, "caption_entities": entities}, params)


def edit_message_reply_markup(account: Account, params: Params) -> Json:
    chat, message = _editable(account, params)
    return _edit(account, chat, message, {}, params)


def _edit(account: Account, chat: Chat, message: Json, content: Json, params: Params) -> Json:
    wanted = {**content, "reply_markup": inline_only(params.get("reply_markup"))}
    current = {name: message.get(name) for name in wanted}
    if {name: value or None for name, value in wanted.items()} == current:
        refuse(_NOT_MODIFIED)
    if account.limits.rates.count_edits:
        account.count(chat)
    for name, value in wanted.items():
        message.pop(name, None)
        if value:
            message[name] = value
    message["edit_date"] = int(time.time())
    account.show(chat, message, edited=True)
    return message


def _editable(account: Account, params: Params) -> tuple[Chat, Json]:
    chat, message = _message(account, params, "message to edit not found")
    if message["from"]["id"] != account.id or message["message_id"] in chat.keyboards:
        refuse("message can't be edited")
    return chat, message


def _message(account: Account, params: Params, missing: str) -> tuple[Chat, Json]:
    if "inline_message_id" in params:
        violate("the stand-in has no inline messages")
    chat = account.writable(params)
    if "message_id" not in params:
        refuse("message identifier is not specified")
    message = chat.messages.get(params["message_id"])
    if message is None:
        refuse(missing)
    return chat, message


def delete_message(account: Account, params: Params) -> bool:
    chat, message = _message(account, params, "message to delete not found")
    own = message["from"]["id"] == account.id
    if not (own or chat.private or chat.bot_is_admin):
        refuse("message can't be deleted")
    del chat.messages[message["message_id"]]
    return True


def answer_callback_query(account: Account, params: Params) -> bool:
    callback = account.callbacks.get(params.get("callback_query_id", ""))
    if callback is None or time.monotonic() - callback.at > account.callback_lifetime:
        refuse(_TOO_OLD)
    if callback.answer is not None:
        violate(_TOO_OLD)
    if utf16(params.get("text", "")) > 200:
        refuse("MESSAGE_TOO_LONG")
    if "url" in params:
        refuse("URL_INVALID")
    callback.answer = {"text": params.get("text", ""), "alert": params.get("show_alert", False)}
    return True


def pin_chat_message(account: Account, params: Params) -> bool:
    chat, message = _message(account, params, "message to pin not found")
    _may_pin(chat)
    if message["message_id"] not in chat.pinned:
        chat.pinned.append(message["message_id"])
    return True


def unpin_chat_message(account: Account, params: Params) -> bool:
    chat = account.writable(params)
    _may_pin(chat)
    wanted = params.get("message_id", chat.pinned[-1] if chat.pinned else 0)
    if wanted not in chat.pinned:
        refuse("message to unpin not found")
    chat.pinned.remove(wanted)
    return True


def _may_pin(chat: Chat) -> None:
    if not (chat.private or chat.bot_is_admin):
        refuse("not enough rights to manage pinned messages in the chat")


def set_message_reaction(account: Account, params: Params) -> bool:
    chat, message = _message(account, params, "message to react not found")
    reaction = params.get("reaction") or []
    if not isinstance(reaction, list) or not all(isinstance(one, dict) for one in reaction):
        refuse("can't parse reaction types JSON object")
    if len(reaction) > 1:
        refuse("REACTIONS_TOO_MANY")
    if any(one.get("type") != "emoji" or one.get("emoji") not in _REACTIONS for one in reaction):
        refuse("REACTION_INVALID")
    chat.reactions[message["message_id"]] = reaction
    return True
