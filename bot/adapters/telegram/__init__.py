"""Telegram: one bot token, how its updates come in and how replies go out (core.telegram.org/bots/api)."""

from bot.adapters.telegram.receiver import Receiver
from bot.adapters.telegram.telegram import Telegram
from bot.adapters.telegram.transport import AiohttpRequest

__all__ = ["AiohttpRequest", "Receiver", "Telegram"]
