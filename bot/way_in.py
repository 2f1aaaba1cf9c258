"""What leads participants to the chat, as a link for a QR code."""

import re

from config.event import Facts

# What Telegram takes after start= (core.telegram.org/bots/features#deep-linking).
_START = re.compile(r"[A-Za-z0-9_-]{1,64}")


def way_in(bot_name: str, web_address: str, event: Facts) -> str:
    """To the Telegram bot, with the event's join code where it has one, else to the web page; "" without either."""
    if not bot_name:
        return web_address
    code = event.code if event.join == "code" and event.code and _START.fullmatch(event.code) else ""
    return f"https://t.me/{bot_name}" + (f"?start={code}" if code else "")
