"""How text and buttons look on Telegram. Pure."""

from telegram import InlineKeyboardButton, InlineKeyboardMarkup, KeyboardButton, MessageEntity, ReplyKeyboardMarkup

from bot.messages import BOLD, UNBOLD, Button, Keyboard, Rows, plain

Markup = InlineKeyboardMarkup | ReplyKeyboardMarkup | None


def marked(text: str) -> tuple[str, list[MessageEntity]]:
    """Plain text and its bold parts; offsets count UTF-16 units, as the Bot API's MessageEntity does."""
    entities, said = [], ""
    for number, piece in enumerate(text.replace(UNBOLD, BOLD).split(BOLD)):
        if number % 2 and piece:
            offset = len(said.encode("utf-16-le")) // 2
            entities.append(MessageEntity(MessageEntity.BOLD, offset, len(piece.encode("utf-16-le")) // 2))
        said += piece
    return said, entities


def inline(rows: Rows) -> InlineKeyboardMarkup | None:
    """The buttons under a message."""
    return InlineKeyboardMarkup([[_button(one) for one in row] for row in rows]) if rows else None


def _button(button: Button) -> InlineKeyboardButton:
    text = plain(button.text)
    return (
        InlineKeyboardButton(text, url=button.url)
        if button.url
        else InlineKeyboardButton(text, callback_data=button.action)
    )


def keyboard(rows: Keyboard | None) -> ReplyKeyboardMarkup | None:
    """The keyboard that stays below the text field."""
    if not rows:
        return None
    keys = [[KeyboardButton(text) for text in row] for row in rows]
    return ReplyKeyboardMarkup(keys, resize_keyboard=True, is_persistent=True)
