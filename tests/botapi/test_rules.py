"""What the stand-in refuses, in Telegram's own words."""

from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.botapi import rules
from tests.botapi.html import link_problem, parse_html, utf16
from tests.botapi.keyboards import inline_only, reply_markup
from tests.botapi.parameters import converted
from tests.botapi.refused import Refused, Violation


def _refusal(call: Any, *arguments: Any, **named: Any) -> str:  # noqa: ANN401 - any rule
    with pytest.raises(Refused) as caught:
        call(*arguments, **named)
    return caught.value.description.removeprefix("Bad Request: ")


@pytest.mark.parametrize(
    ("source", "plain", "styles"),
    [
        ("점심 &lt;뷔페&gt; &amp; 차 &quot;무료&quot; &#49; &#x1F35A;", '점심 <뷔페> & 차 "무료" 1 🍚', []),
        ("a & b &nbsp; &copy", "a & b &nbsp; &copy", []),
        ("<b>굵게 <i>둘 다</i></b>", "굵게 둘 다", [("bold", 0, 6), ("italic", 3, 3)]),
        ("🍚<u>밥</u>", "🍚밥", [("underline", 2, 1)]),
        ("<B>대문자</b>", "대문자", [("bold", 0, 3)]),
        ("<b></b>빈 것", "빈 것", []),
        ('<a href="https://x.kr/?a=1&amp;b=2">길</a>', "길", [("text_link", 0, 1)]),
        ('<a href="tel:0212345678">전화</a>', "전화", []),
        ('<span class="tg-spoiler">비밀</span>', "비밀", [("spoiler", 0, 2)]),
        ("<blockquote expandable>길게</blockquote>", "길게", [("expandable_blockquote", 0, 2)]),
        ('<pre><code class="language-py">x</code></pre>', "x", [("pre", 0, 1)]),
    ],
)
def test_html_is_read(source: str, plain: str, styles: list[tuple[str, int, int]]) -> None:
    text, entities = parse_html(source)
    assert text == plain
    assert [(one["type"], one["offset"], one["length"]) for one in entities] == styles


@pytest.mark.parametrize(
    ("source", "refusal"),
    [
        ("점심 < 저녁", 'Unsupported start tag "" at byte offset 7'),
        ("3<4", "Unclosed start tag at byte offset 1"),
        ("<br>", 'Unsupported start tag "br" at byte offset 0'),
        ("<b>굵게", 'Can\'t find end tag corresponding to start tag "b"'),
        ("굵게</b>", "Unexpected end tag at byte offset 6"),
        ("<b><i>x</b></i>", 'Unmatched end tag at byte offset 7, expected "</i>", found "</b>"'),
        ("<b>x</b", "Unclosed end tag at byte offset 4"),
        ("<span>x</span>", 'Tag "span" must have class "tg-spoiler" at byte offset 0'),
    ],
)
def test_broken_html_is_refused(source: str, refusal: str) -> None:
    source = source.replace("< 저녁", "<> 저녁")
    assert _refusal(parse_html, source) == f"can't parse entities: {refusal}"


@given(st.text(st.characters(codec="utf-8")))
def test_escaped_text_comes_back(text: str) -> None:
    escaped = text.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;")
    assert parse_html(f"<b>{escaped}</b>")[0] == text


def test_length_is_counted_as_telegram_does() -> None:
    assert (utf16("밥🍚"), utf16("")) == (3, 0)


@pytest.mark.parametrize(
    ("text", "refusal"),
    [
        ("", "message text is empty"),
        (" \n ", "text must be non-empty"),
        ("가" * 4097, "message is too long"),
        ("🍚" * 2049, "message is too long"),
    ],
)
def test_text_has_1_to_4096_units(text: str, refusal: str) -> None:
    assert _refusal(rules.message_text, {"text": text}) == refusal


def test_length_is_taken_after_parsing_and_trimming() -> None:
    text = "<b>" + "가" * 4096 + "</b>  "
    assert rules.message_text({"text": text, "parse_mode": "HTML"})[0] == "가" * 4096
    assert rules.message_text({"text": "🍚" * 2048})[0] == "🍚" * 2048
    assert rules.caption({"caption": "가" * 1024})[0] == "가" * 1024
    assert _refusal(rules.caption, {"caption": "가" * 1025}) == "message caption is too long"


@pytest.mark.parametrize(
    ("entity", "refusal"),
    [
        ({"type": "bold", "offset": 0, "length": 9}, "ends after the end of the text"),
        ({"type": "bold", "offset": 1, "length": 1}, "ends in a middle of a UTF-16 symbol"),
        ({"type": "bold", "offset": -1, "length": 1}, '"offset" must be a non-negative Number'),
        ({"type": "loud", "offset": 0, "length": 2}, "Unsupported type specified"),
        ("bold", "expected an Object"),
    ],
)
def test_entities_must_fit_the_text(entity: Any, refusal: str) -> None:  # noqa: ANN401 - any JSON value
    assert refusal in _refusal(rules.message_text, {"text": "🍚밥", "entities": [entity]})


def test_given_entities_move_with_the_trimmed_text() -> None:
    entity = {"type": "bold", "offset": 2, "length": 2}
    assert rules.message_text({"text": "  밥 ", "entities": [entity]}) == (
        "밥",
        [{"type": "bold", "offset": 0, "length": 1}],
    )


@pytest.mark.parametrize("mode", ["Markdown", "bbcode"])
def test_other_styles_are_refused(mode: str) -> None:
    assert _refusal(rules.message_text, {"text": "x", "parse_mode": mode})


@pytest.mark.parametrize(
    ("button", "refusal"),
    [
        ({"text": "x", "callback_data": "가" * 22}, "BUTTON_DATA_INVALID"),
        ({"text": " ", "callback_data": "x"}, "inline keyboard button text must be non-empty"),
        ({"callback_data": "x"}, "can't parse inline keyboard button: Can't find field \"text\""),
        ({"text": "x"}, "Text buttons are unallowed in the inline keyboard"),
        ({"text": "x", "callback_data": ""}, "Text buttons are unallowed in the inline keyboard"),
        ({"text": "x", "callback_data": "x", "url": "https://x.kr"}, "several actions"),
        ({"text": "x", "url": "tel:021234"}, "is invalid: Unsupported URL protocol"),
        ({"text": "x", "url": "http://localhost:8000"}, "is invalid: Wrong HTTP URL"),
        ({"text": "x", "callback": "x"}, "unknown field in inline keyboard button: callback"),
        ("x", "InlineKeyboardButton must be an Object"),
    ],
)
def test_inline_buttons(button: Any, refusal: str) -> None:  # noqa: ANN401 - any JSON value
    assert refusal in _refusal(reply_markup, {"inline_keyboard": [[button]]}, private=True)


@pytest.mark.parametrize("url", ["https://x.kr", "http://127.0.0.1/a", "tg://user?id=7", "map.kakao.com/x"])
def test_addresses_that_telegram_opens(url: str) -> None:
    assert link_problem(url) is None


def test_keyboard_shapes() -> None:
    one = {"text": "가" * 60, "callback_data": "x" * 64}
    assert reply_markup({"inline_keyboard": [[one] * 100]}, private=True)
    assert reply_markup({"inline_keyboard": [[]]}, private=True) is None
    assert reply_markup({"keyboard": [["일정"]]}, private=True) == {"keyboard": [[{"text": "일정"}]]}
    assert reply_markup({"remove_keyboard": True}, private=True) == {"remove_keyboard": True}
    contact = {"keyboard": [[{"text": "전화", "request_contact": True}]]}
    assert reply_markup(contact, private=True)
    for markup, refusal in (
        ({"inline_keyboard": [[one] * 101]}, "reply markup is too long"),
        ({"inline_keyboard": [one]}, "must be an Array of Arrays"),
        ({"keyboard": [[""]]}, "keyboard button text must be non-empty"),
        ({"keyboard": [[]]}, "has no button"),
        (contact, "phone number can be requested in private chats only"),
        ({"inline_keyboard": [], "keyboard": []}, "names 2 of"),
        ([], "object expected as reply markup"),
    ):
        assert refusal in _refusal(reply_markup, markup, private=False)
    assert _refusal(inline_only, {"keyboard": [["일정"]]}) == "inline keyboard expected"


@pytest.mark.parametrize(
    ("command", "description", "refusal"),
    [
        ("Plan", "일정", "BOT_COMMAND_INVALID"),
        ("일정", "일정", "BOT_COMMAND_INVALID"),
        ("x" * 33, "일정", "BOT_COMMAND_INVALID"),
        ("plan", "", "BOT_COMMAND_DESCRIPTION_INVALID"),
        ("plan", "가" * 257, "BOT_COMMAND_DESCRIPTION_INVALID"),
    ],
)
def test_commands(command: str, description: str, refusal: str) -> None:
    entry = {"command": command, "description": description}
    assert _refusal(rules.commands, [entry]) == refusal


def test_a_menu_has_100_commands() -> None:
    menu = [{"command": f"c{number}", "description": "설명"} for number in range(101)]
    assert len(rules.commands(menu[:100])) == 100
    assert _refusal(rules.commands, menu) == "BOT_COMMANDS_TOO_MUCH"
    assert "Unsupported type" in _refusal(rules.command_scope, {"type": "everybody"})
    assert "Empty chat_id" in _refusal(rules.command_scope, {"type": "chat"})
    assert _refusal(rules.language, {"language_code": "kor"}) == "invalid language code specified"


@pytest.mark.parametrize(
    ("place", "refusal"),
    [
        ({"longitude": 1.0}, "latitude is empty"),
        ({"latitude": 91.0, "longitude": 1.0}, "invalid location specified"),
        ({"latitude": 1.0, "longitude": -181.0}, "invalid location specified"),
        ({"latitude": float("nan"), "longitude": 1.0}, "invalid location specified"),
        ({"latitude": 1.0, "longitude": 1.0, "title": "성북구청"}, 'parameter "address" is required'),
    ],
)
def test_places(place: dict[str, Any], refusal: str) -> None:
    assert _refusal(rules.venue, place) == refusal


@pytest.mark.parametrize(
    "raw",
    [
        {"chat_id": "7", "txt": "오타"},
        {"chat_id": "seven"},
        {"chat_id": 7, "text": 5},
        {"chat_id": 7, "disable_notification": "maybe"},
    ],
)
def test_what_a_correct_bot_never_sends_is_a_violation(raw: dict[str, Any]) -> None:
    with pytest.raises(Violation):
        converted("sendMessage", raw)


def test_values_come_as_text_or_as_json() -> None:
    form = {"chat_id": "7", "text": "안녕", "protect_content": "true", "reply_markup": '{"force_reply": true}'}
    plain = {"chat_id": 7, "text": "안녕", "protect_content": True, "reply_markup": {"force_reply": True}}
    assert converted("sendMessage", form) == converted("sendMessage", plain) == plain
    broken = {"chat_id": 7, "reply_markup": "{"}
    assert _refusal(converted, "sendMessage", broken) == "can't parse reply keyboard markup JSON object"
