"""The command menu that Telegram shows beside the text field, by language and role (Bot API, setMyCommands)."""

from collections.abc import Mapping, Sequence

import structlog
from telegram import Bot, BotCommand, BotCommandScopeAllGroupChats, BotCommandScopeAllPrivateChats
from telegram.error import TelegramError

from bot.texts import Say

log = structlog.get_logger()
GROUP = ("now", "next", "today", "tomorrow", "plan", "where", "help")


async def set_menu(client: Bot, texts: Mapping[str, Say], names: Sequence[str]) -> None:
    """Tell Telegram the commands of participants; English is what speakers of other languages see."""
    try:
        for language, code in (("en", None), ("ko", "ko")):
            say = texts[language]
            everything = [BotCommand(name, say(f"commands.{name}")[:256]) for name in names]
            few = [one for one in everything if one.command in GROUP]
            await client.set_my_commands(everything, scope=BotCommandScopeAllPrivateChats(), language_code=code)
            await client.set_my_commands(few, scope=BotCommandScopeAllGroupChats(), language_code=code)
    except TelegramError as error:
        log.warning("menu.failed", error=type(error).__name__)
