"""What the Bot API's errors mean for one message."""

from datetime import timedelta

from telegram.error import (
    BadRequest,
    ChatMigrated,
    Conflict,
    EndPointNotFound,
    Forbidden,
    InvalidToken,
    NetworkError,
    RetryAfter,
    TelegramError,
)

from bot.adapters.telegram.transport import not_delivered
from bot.messages import BadContent, Moved, RetryLater, SendError, Uncertain, Unreachable

_GONE = (
    "chat not found",
    "user not found",
    "peer_id_invalid",
    "have no rights to send",
    "not enough rights",
    "chat_write_forbidden",
)
# The two of the token are what a 401 and a 404 become; the latter depends on the way of calling.
_NOT_LISTENED_TO = (InvalidToken, EndPointNotFound, Conflict)
_AS_WANTED = ("message is not modified",)
_TOO_LATE = ("message to edit not found", "message can't be edited", "message to delete not found")


def meaning(error: TelegramError) -> SendError | None:
    """What is known about the message; None when all is as it was wanted."""
    text = str(error).lower()
    if isinstance(error, RetryAfter):
        wait = error.retry_after
        seconds = wait.total_seconds() if isinstance(wait, timedelta) else float(wait)
        return RetryLater("too many requests", seconds, silence=True)
    if isinstance(error, ChatMigrated):
        return Moved(str(error.new_chat_id))
    if isinstance(error, Forbidden):
        return Unreachable(_reason(text))
    if isinstance(error, BadRequest):
        return _bad_request(text)
    if isinstance(error, _NOT_LISTENED_TO) or (isinstance(error, NetworkError) and not_delivered(error)):
        return RetryLater(type(error).__name__)
    return Uncertain(type(error).__name__)


def _bad_request(text: str) -> SendError | None:
    if any(one in text for one in _AS_WANTED):
        return None
    if any(one in text for one in _GONE):
        return Unreachable(_reason(text))
    if any(one in text for one in _TOO_LATE):
        return BadContent("the message to edit is gone")
    return BadContent(text[:120])


def _reason(text: str) -> str:
    known = ("blocked", "deactivated", "initiate", "kicked", "chat not found", "user not found")
    return next((one for one in known if one in text), "no access")
