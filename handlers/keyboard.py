"""The persistent keyboard for people who do not type: each key is a word that the router knows."""

from bot.messages import Keyboard
from handlers.context import Context

_KEYS = (("now", "next", "today"), ("tomorrow", "plan", "me"), ("reminders", "help"))


def keyboard(context: Context) -> Keyboard:
    """The keys in the reader's language."""
    return tuple(tuple(context.say(f"keyboard.{name}") for name in row) for row in _KEYS)
