"""What the Bot API accepts as reply_markup, in pure functions."""

from typing import Any

from tests.botapi.html import link_problem
from tests.botapi.refused import refuse, violate

Markup = dict[str, Any]

_INLINE_FIELDS = frozenset(
    {
        "text",
        "icon_custom_emoji_id",
        "style",
        "url",
        "callback_data",
        "web_app",
        "login_url",
        "switch_inline_query",
        "switch_inline_query_current_chat",
        "switch_inline_query_chosen_chat",
        "copy_text",
        "callback_game",
        "pay",
    }
)
_ACTIONS = _INLINE_FIELDS - {"text", "icon_custom_emoji_id", "style"}
_REPLY_FIELDS = frozenset(
    {
        "text",
        "icon_custom_emoji_id",
        "style",
        "request_users",
        "request_chat",
        "request_managed_bot",
        "request_contact",
        "request_location",
        "request_poll",
        "web_app",
    }
)
_MARKUPS = {
    "inline_keyboard": frozenset(),
    "keyboard": frozenset(
        {"is_persistent", "resize_keyboard", "one_time_keyboard", "input_field_placeholder", "selective"}
    ),
    "remove_keyboard": frozenset({"selective"}),
    "force_reply": frozenset({"input_field_placeholder", "selective"}),
}


def reply_markup(given: Any, *, private: bool) -> Markup | None:  # noqa: ANN401 - any JSON value
    """A checked markup; None where there is none. An unknown field is a violation."""
    if given is None:
        return None
    if not isinstance(given, dict):
        refuse("object expected as reply markup")
    kinds = [kind for kind in _MARKUPS if kind in given]
    if len(kinds) != 1:
        violate(f"reply_markup names {len(kinds)} of {', '.join(_MARKUPS)}; one is needed")
    kind = kinds[0]
    _known(given, _MARKUPS[kind] | {kind}, "reply_markup")
    if kind == "inline_keyboard":
        return _inline(given)
    if kind == "keyboard":
        return _reply(given, private=private)
    return dict(given)


def inline_only(given: Any) -> Markup | None:  # noqa: ANN401 - any JSON value
    """The markup of an edit: an inline keyboard or none."""
    if isinstance(given, dict) and given and "inline_keyboard" not in given:
        refuse("inline keyboard expected")
    return reply_markup(given or None, private=True)


def _inline(given: Markup) -> Markup | None:
    rows = given["inline_keyboard"]
    if not _is_array_of_arrays(rows):
        refuse('field "inline_keyboard" of the InlineKeyboardMarkup must be an Array of Arrays')
    if sum(map(len, rows)) > 100:
        refuse("reply markup is too long")
    for row in rows:
        for button in row:
            _inline_button(button)
    kept = [row for row in rows if row]
    return {"inline_keyboard": kept} if kept else None


def _inline_button(button: Any) -> None:  # noqa: ANN401 - any JSON value
    if not isinstance(button, dict):
        refuse("can't parse inline keyboard button: InlineKeyboardButton must be an Object")
    _known(button, _INLINE_FIELDS, "inline keyboard button")
    _button_text(button, "inline keyboard button")
    chosen = [name for name in _ACTIONS if button.get(name) not in (None, "")]
    if not chosen:
        refuse("can't parse inline keyboard button: Text buttons are unallowed in the inline keyboard")
    if len(chosen) > 1:
        violate(f"an inline keyboard button has several actions: {', '.join(sorted(chosen))}")
    if chosen == ["callback_data"] and not 1 <= len(str(button["callback_data"]).encode()) <= 64:
        refuse("BUTTON_DATA_INVALID")
    if chosen == ["url"] and (problem := link_problem(button["url"])):
        refuse(f"inline keyboard button URL '{button['url']}' is invalid: {problem}")


def _reply(given: Markup, *, private: bool) -> Markup:
    rows = given["keyboard"]
    if not _is_array_of_arrays(rows):
        refuse('field "keyboard" must be an Array of Arrays')
    if not any(rows):
        violate("a reply keyboard has no button")
    if sum(map(len, rows)) > 300:
        refuse("reply markup is too long")
    if len(given.get("input_field_placeholder") or "") > 64:
        refuse("input_field_placeholder is too long: at most 64 characters")
    checked = [[_reply_button(button, private=private) for button in row] for row in rows if row]
    return {**given, "keyboard": checked}


def _reply_button(given: Any, *, private: bool) -> Markup:  # noqa: ANN401 - any JSON value
    button = {"text": given} if isinstance(given, str) else given
    if not isinstance(button, dict):
        refuse("can't parse keyboard button: KeyboardButton must be a String or an Object")
    _known(button, _REPLY_FIELDS, "keyboard button")
    _button_text(button, "keyboard button")
    if not private and button.get("request_contact"):
        refuse("phone number can be requested in private chats only")
    if not private and button.get("request_location"):
        refuse("location can be requested in private chats only")
    return button


def _button_text(button: Markup, name: str) -> None:
    if not isinstance(button.get("text"), str):
        refuse(f"can't parse {name}: Can't find field \"text\"")
    if not button["text"].strip():
        refuse(f"{name} text must be non-empty")


def _is_array_of_arrays(rows: Any) -> bool:  # noqa: ANN401 - any JSON value
    return isinstance(rows, list) and all(isinstance(row, list) for row in rows)


def _known(given: Markup, fields: frozenset[str], where: str) -> None:
    if unknown := set(given) - fields:
        violate(f"unknown field in {where}: {', '.join(sorted(unknown))}")
