"""The methods about the bot itself, its chats, members and files."""

import re
from urllib.parse import urlsplit

from tests.botapi import rules
from tests.botapi.account import Account, Webhook
from tests.botapi.chats import Json
from tests.botapi.parameters import Params
from tests.botapi.refused import refuse

_ADMINISTRATOR: Json = {
    "status": "administrator",
    **dict.fromkeys(
        (
            "can_be_edited",
            "is_anonymous",
            "can_promote_members",
            "can_restrict_members",
            "can_change_info",
            "can_manage_video_chats",
            "can_post_stories",
            "can_edit_stories",
            "can_delete_stories",
        ),
        False,
    ),
    **dict.fromkeys(("can_manage_chat", "can_delete_messages", "can_invite_users", "can_pin_messages"), True),
}


def get_me(account: Account, _params: Params) -> Json:
    return {
        **account.body,
        "can_join_groups": True,
        "can_read_all_group_messages": account.reads_all_group_messages,
        "supports_inline_queries": False,
        "can_connect_to_business": False,
        "has_main_web_app": False,
    }


def set_webhook(account: Account, params: Params) -> bool:
    url = params.get("url", "")
    secret = params.get("secret_token", "")
    parts = urlsplit(url)
    if parts.scheme != "https" and parts.hostname not in {"127.0.0.1", "localhost"}:
        refuse("bad webhook: An HTTPS URL must be provided for webhook")
    if len(secret) > 256:
        refuse("secret token is too long")
    if not re.fullmatch(r"[A-Za-z0-9_-]*", secret):
        refuse("secret token contains unallowed characters")
    _drop_pending(account, params)
    account.updates.allow(params.get("allowed_updates"))
    account.updates.stop_polling("Conflict: terminated by setWebhook request")
    account.webhook = Webhook(url, secret, min(max(params.get("max_connections", 40), 1), 100))
    account.webhook_error = ""
    return True


def delete_webhook(account: Account, params: Params) -> bool:
    _drop_pending(account, params)
    account.webhook = None
    return True


def _drop_pending(account: Account, params: Params) -> None:
    if params.get("drop_pending_updates"):
        account.updates.pending.clear()
        account.updates.again.clear()


def get_webhook_info(account: Account, _params: Params) -> Json:
    info: Json = {
        "url": account.webhook.url if account.webhook else "",
        "has_custom_certificate": False,
        "pending_update_count": len(account.updates.pending) + len(account.updates.again),
    }
    if account.webhook:
        info["max_connections"] = account.webhook.max_connections
    if account.webhook_error:
        info["last_error_message"] = account.webhook_error
    if account.updates.allowed:
        info["allowed_updates"] = sorted(account.updates.allowed)
    return info


def set_my_commands(account: Account, params: Params) -> bool:
    scope, language = rules.command_scope(params.get("scope")), rules.language(params)
    account.menus[scope, language] = rules.commands(params.get("commands"))
    return True


def get_my_commands(account: Account, params: Params) -> list[Json]:
    return account.menus.get((rules.command_scope(params.get("scope")), rules.language(params)), [])


def delete_my_commands(account: Account, params: Params) -> bool:
    account.menus.pop((rules.command_scope(params.get("scope")), rules.language(params)), None)
    return True


def set_my_name(account: Account, params: Params) -> bool:
    account.names["name", rules.language(params)] = rules.limited(params, "name", 64)
    return True


def set_my_description(account: Account, params: Params) -> bool:
    account.names["description", rules.language(params)] = rules.limited(params, "description", 512)
    return True


def set_my_short_description(account: Account, params: Params) -> bool:
    text = rules.limited(params, "short_description", 120)
    account.names["short_description", rules.language(params)] = text
    return True


def set_chat_menu_button(account: Account, params: Params) -> bool:
    button = params.get("menu_button", {"type": "default"})
    if not isinstance(button, dict) or button.get("type") not in {"default", "commands", "web_app"}:
        refuse("can't parse menu button: MenuButton has unsupported type")
    if button["type"] == "web_app" and not (button.get("text") and button.get("web_app")):
        refuse("can't parse menu button: Can't find field \"text\"")
    chat_id = params.get("chat_id", 0)
    if chat_id:
        account.writable(params)
    account.menu_buttons[chat_id] = button
    return True


def send_chat_action(account: Account, params: Params) -> bool:
    account.writable(params)
    if params.get("action") not in rules.ACTIONS:
        refuse("wrong parameter action in request")
    return True


def get_file(account: Account, params: Params) -> Json:
    file_id = params.get("file_id", "")
    stored = account.files.get(file_id)
    if stored is None:
        refuse("wrong file_id or the file is temporarily unavailable")
    if len(stored.content) > 20 * 1024 * 1024:
        refuse("file is too big")
    return {
        "file_id": file_id,
        "file_unique_id": file_id[-16:],
        "file_size": len(stored.content),
        "file_path": stored.path,
    }


def get_chat(account: Account, params: Params) -> Json:
    chat = account.chat(params)
    if not chat.private:
        chat.check_write()
    gifts = ("unlimited_gifts", "limited_gifts", "unique_gifts", "premium_subscription", "gifts_from_channels")
    return {
        **chat.body,
        "accent_color_id": 0,
        "max_reaction_count": 11,
        "accepted_gift_types": dict.fromkeys(gifts, False),
    }


def get_chat_member(account: Account, params: Params) -> Json:
    chat = account.chat(params)
    chat.check_write()
    user_id = params.get("user_id", 0)
    if user_id <= 0:
        refuse("invalid user_id specified")
    if user_id == account.id:
        return {"user": account.body, **(_ADMINISTRATOR if chat.bot_is_admin else {"status": "member"})}
    if user_id not in chat.members:
        refuse("member not found")
    return {"status": "member", "user": chat.members[user_id]}


def leave_chat(account: Account, params: Params) -> bool:
    chat = account.writable(params)
    if chat.private:
        refuse("chat member status can't be changed in private chats")
    chat.access = "left"
    return True
