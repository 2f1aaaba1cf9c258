"""Everything behind the HTTP: the accounts, what they were asked, and what shall go wrong."""

from collections.abc import Callable
from dataclasses import dataclass, field
from typing import Any

from tests.botapi import editing, profile, sending
from tests.botapi.account import Account
from tests.botapi.faults import Faults
from tests.botapi.ledger import Ledger
from tests.botapi.parameters import Params

METHODS: dict[str, Callable[[Account, Params], Any]] = {
    "getMe": profile.get_me,
    "setWebhook": profile.set_webhook,
    "deleteWebhook": profile.delete_webhook,
    "getWebhookInfo": profile.get_webhook_info,
    "sendMessage": sending.send_message,
    "sendVenue": sending.send_venue,
    "sendLocation": sending.send_location,
    "sendDocument": sending.send_document,
    "sendPhoto": sending.send_photo,
    "copyMessage": sending.copy_message,
    "forwardMessage": sending.forward_message,
    "editMessageText": editing.edit_message_text,
    "editMessageCaption": editing.edit_message_caption,
    "editMessageReplyMarkup": editing.edit_message_reply_markup,
    "deleteMessage": editing.delete_message,
    "answerCallbackQuery": editing.answer_callback_query,
    "pinChatMessage": editing.pin_chat_message,
    "unpinChatMessage": editing.unpin_chat_message,
    "setMessageReaction": editing.set_message_reaction,
    "sendChatAction": profile.send_chat_action,
    "setMyCommands": profile.set_my_commands,
    "getMyCommands": profile.get_my_commands,
    "deleteMyCommands": profile.delete_my_commands,
    "setMyName": profile.set_my_name,
    "setMyDescription": profile.set_my_description,
    "setMyShortDescription": profile.set_my_short_description,
    "setChatMenuButton": profile.set_chat_menu_button,
    "getFile": profile.get_file,
    "getChat": profile.get_chat,
    "getChatMember": profile.get_chat_member,
    "leaveChat": profile.leave_chat,
}


@dataclass
class World:
    ledger: Ledger
    accounts: dict[str, Account] = field(default_factory=dict)
    faults: Faults = field(default_factory=Faults)
    violations: list[str] = field(default_factory=list)

    async def process(self, account: Account, method: str, params: Params) -> Any:  # noqa: ANN401 - any JSON value
        """The result of one call; raises Refused."""
        if method == "getUpdates":
            return await account.updates.poll(params, has_webhook=account.webhook is not None)
        return METHODS[method](account, params)
