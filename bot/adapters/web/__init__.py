"""The house's own web chat: a page like a messenger, and the adapter behind it."""

from bot.adapters.web.people import About, Seat
from bot.adapters.web.web import Web

__all__ = ["About", "Seat", "Web"]
