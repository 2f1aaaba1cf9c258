"""The stand-in as people and python-telegram-bot's own client see it."""

import inspect

import pytest
from telegram import (
    Bot,
    BotCommand,
    BotCommandScopeChat,
    InlineKeyboardButton,
    InlineKeyboardMarkup,
    MenuButtonCommands,
    ReplyKeyboardMarkup,
    ReplyKeyboardRemove,
    ReplyParameters,
)
from telegram.error import BadRequest, ChatMigrated, Forbidden

from tests.botapi import BotApi, Silence, User
from tests.botapi.conftest import connected
from tests.botapi.parameters import METHODS
from tests.botapi.world import METHODS as HANDLED

PNG = b"\x89PNG\r\n\x1a\n" + b"\x00" * 20


async def _last_update(bot: Bot) -> int:
    return (await bot.get_updates())[-1].update_id


async def test_a_conversation(either_bot: Bot, api: BotApi) -> None:
    kim = api.user(7, first_name="김영자", language_code="ko")
    kim.start("CODE")
    [started] = await either_bot.get_updates(timeout=1)
    assert started.message is not None
    assert started.message.text == "/start CODE"
    assert started.message.entities[0].type == "bot_command"
    assert started.message.from_user is not None
    assert started.message.from_user.first_name == "김영자"

    agree = InlineKeyboardMarkup([[InlineKeyboardButton("동의해요", callback_data="consent:yes")]])
    await either_bot.send_message(7, "<b>안내</b> &lt;필독&gt;", parse_mode="HTML", reply_markup=agree)
    notice = await kim.hears()
    assert (notice.text, notice.labels) == ("안내 <필독>", ["동의해요"])
    assert notice.entities == ({"type": "bold", "offset": 0, "length": 2},)

    kim.press("동의해요")
    [pressed] = await either_bot.get_updates(offset=started.update_id + 1, timeout=1)
    assert pressed.callback_query is not None
    assert pressed.callback_query.data == "consent:yes"
    await pressed.callback_query.answer("고마워요")
    await pressed.callback_query.edit_message_text("참가 완료")

    edited = await kim.hears()
    assert (edited.text, edited.edited, edited.message_id, edited.labels) == (
        "참가 완료",
        True,
        notice.message_id,
        [],
    )
    assert kim.toasts == ["고마워요"]
    assert [seen.text for seen in kim.screen] == ["참가 완료"]
    assert api.violations == []


async def test_every_kind_of_message_arrives(either_bot: Bot, kim: User) -> None:
    await either_bot.send_venue(7, 37.589, 127.016, "성북구청", "서울 성북구 보문로 168")
    await either_bot.send_location(7, 37.5, 127.0)
    await either_bot.send_photo(7, PNG, caption="<i>단체 사진</i>", parse_mode="HTML")
    original = await either_bot.send_document(7, b"%PDF-", filename="일정.pdf")
    await either_bot.forward_message(7, 7, original.message_id)
    await either_bot.copy_message(7, 7, original.message_id, caption="다시 보내 드려요")

    arrived = [await kim.hears() for _ in range(6)]
    assert [heard.kind for heard in arrived] == [
        "venue",
        "location",
        "photo",
        "document",
        "document",
        "document",
    ]
    assert arrived[0].details["title"] == "성북구청"
    assert arrived[1].details == {"latitude": 37.5, "longitude": 127.0}
    assert (arrived[2].text, arrived[2].content) == ("단체 사진", PNG)
    assert (arrived[5].text, arrived[5].content) == ("다시 보내 드려요", b"%PDF-")
    with pytest.raises(Silence, match="chat 7 heard nothing"):
        await kim.hears(timeout=0.05)


async def test_people_send_files_which_the_bot_downloads(either_bot: Bot, kim: User) -> None:
    last = await _last_update(either_bot)
    kim.send_document("명단.csv", "이름\n김영자".encode(), caption="참가자")
    kim.send_photo(PNG)
    kim.send_location(37.5, 127.0)
    listed, photo, place = await either_bot.get_updates(offset=last + 1)
    assert listed.message is not None
    assert listed.message.document is not None
    file = await listed.message.document.get_file()
    assert bytes(await file.download_as_bytearray()).decode() == "이름\n김영자"
    assert photo.message is not None
    assert len(photo.message.photo) == 1
    assert place.message is not None
    assert place.message.location is not None


async def test_a_reply_keyboard_says_its_text(bot: Bot, kim: User) -> None:
    last = await _last_update(bot)
    await bot.send_message(7, "무엇을 도와드릴까요?", reply_markup=ReplyKeyboardMarkup([["일정", "장소"]]))
    assert (await kim.hears()).keyboard == (("일정", "장소"),)
    kim.press("장소")
    [said] = await bot.get_updates(offset=last + 1)
    assert said.message is not None
    assert said.message.text == "장소"
    await bot.send_message(7, "닫을게요", reply_markup=ReplyKeyboardRemove())
    with pytest.raises(LookupError, match="no button '장소'"):
        kim.press("장소")


async def test_the_newest_of_equal_buttons_is_pressed(bot: Bot, kim: User) -> None:
    last = await _last_update(bot)
    for data in ("old", "new"):
        button = InlineKeyboardButton("확인", callback_data=data)
        await bot.send_message(7, data, reply_markup=InlineKeyboardMarkup([[button]]))
    kim.press("확인")
    kim.press("확인", message_id=kim.inbox[0].message_id)
    pressed = await bot.get_updates(offset=last + 1)
    assert [update.callback_query.data for update in pressed if update.callback_query] == ["new", "old"]


async def test_who_cannot_be_written_to(bot: Bot, api: BotApi, kim: User) -> None:
    stranger, neighbour = api.user(8), api.user(9)
    api.group(-5, "1호차", [kim, neighbour])
    with pytest.raises(BadRequest, match="Chat not found"):
        await bot.send_message(stranger.id, "안녕하세요")
    with pytest.raises(Forbidden, match="bot can't initiate conversation with a user"):
        await bot.send_message(neighbour.id, "안녕하세요")
    kim.block()
    with pytest.raises(Forbidden, match="bot was blocked by the user"):
        await bot.send_message(kim.id, "안녕하세요")
    kim.unblock()
    await bot.send_message(kim.id, "다시 반가워요")
    kim.deactivate()
    with pytest.raises(Forbidden, match="user is deactivated"):
        await bot.send_message(kim.id, "안녕하세요")
    with pytest.raises(RuntimeError, match="deactivated"):
        kim.say("저 나갔어요")
    changes = [update.my_chat_member for update in await bot.get_updates() if update.my_chat_member]
    assert [change.new_chat_member.status for change in changes] == ["kicked", "member"]


async def test_groups_privacy_removal_and_migration(bot: Bot, api: BotApi, kim: User) -> None:
    last = await _last_update(bot)
    group = api.group(-5, "1호차", [kim])
    group.say(kim, "버스 어디예요?")
    group.say(kim, "/where")
    group.say(kim, "/where@other_bot")
    group.say(kim, "@hamkke_bot 버스 어디예요?")
    note = await bot.send_message(-5, "정문 앞입니다")
    group.say(kim, "고마워요", reply_to=note.message_id)
    said = [update.message.text for update in await bot.get_updates(offset=last + 1) if update.message]
    assert said == ["/where", "@hamkke_bot 버스 어디예요?", "고마워요"]
    assert (await bot.get_chat_member(-5, kim.id)).status == "member"
    assert (await bot.get_chat(-5)).title == "1호차"

    group.migrate(-1005)
    with pytest.raises(ChatMigrated) as moved:
        await bot.send_message(-5, "출발합니다")
    assert moved.value.new_chat_id == -1005
    await bot.send_message(-1005, "출발합니다")
    group.skip()
    group.remove_bot(kim)
    with pytest.raises(Forbidden, match="bot was kicked from the supergroup chat"):
        await bot.send_message(-1005, "출발합니다")
    group.add_bot(kim)
    await bot.send_message(-1005, "다시 왔어요")
    assert (await group.hears()).text == "다시 왔어요"
    await bot.leave_chat(-1005)
    with pytest.raises(Forbidden, match="bot is not a member of the supergroup chat"):
        await bot.send_message(-1005, "저예요")


async def test_edits_and_deletions(bot: Bot, kim: User) -> None:
    theirs = kim.say("안녕")
    mine = await bot.send_message(7, "처음")
    keyboard = await bot.send_message(7, "메뉴", reply_markup=ReplyKeyboardMarkup([["일정"]]))
    place = await bot.send_location(7, 1, 1)
    refusals = [
        (mine.message_id, "처음", "Message is not modified"),
        (theirs, "남의 말", "Message can't be edited"),
        (keyboard.message_id, "바꾼 메뉴", "Message can't be edited"),
        (place.message_id, "말", "There is no text in the message to edit"),
        (9999, "없는 말", "Message to edit not found"),
        (mine.message_id, "가" * 4097, "Message_too_long"),
    ]
    for message_id, text, refusal in refusals:
        with pytest.raises(BadRequest, match=refusal):
            await bot.edit_message_text(text, 7, message_id)
    button = InlineKeyboardMarkup([[InlineKeyboardButton("더 보기", callback_data="more")]])
    await bot.edit_message_reply_markup(7, mine.message_id, reply_markup=button)
    assert kim.inbox[-1].labels == ["더 보기"]
    await bot.delete_message(7, mine.message_id)
    with pytest.raises(BadRequest, match="Message to delete not found"):
        await bot.delete_message(7, mine.message_id)
    assert "처음" not in [seen.text for seen in kim.screen]


async def test_a_press_is_answered_once_and_in_time(bot: Bot, api: BotApi, kim: User) -> None:
    button = InlineKeyboardMarkup([[InlineKeyboardButton("네", callback_data="y")]])
    await bot.send_message(7, "탔나요?", reply_markup=button)
    with pytest.raises(BadRequest, match="Query is too old"):
        await bot.answer_callback_query("12345")
    with pytest.raises(BadRequest, match="Message_too_long"):
        await bot.answer_callback_query(kim.press("네"), "가" * 201)
    query = kim.press("네")
    await bot.answer_callback_query(query)
    assert api.violations == []
    with pytest.raises(BadRequest, match="Query is too old"):
        await bot.answer_callback_query(query)
    assert len(api.violations) == 1


async def test_an_old_press_cannot_be_answered(api: BotApi, bot: Bot, kim: User) -> None:
    button = InlineKeyboardMarkup([[InlineKeyboardButton("네", callback_data="y")]])
    await bot.send_message(7, "탔나요?", reply_markup=button)
    query = kim.press("네")
    api.bot().callbacks[query].at -= 1
    with pytest.raises(BadRequest, match="Query is too old"):
        await bot.answer_callback_query(query)


async def test_menu_names_pins_and_reactions(either_bot: Bot, api: BotApi, kim: User) -> None:
    menu = [BotCommand("plan", "일정 보기")]
    await either_bot.set_my_commands(menu, language_code="ko")
    await either_bot.set_my_commands([], scope=BotCommandScopeChat(7))
    assert list(await either_bot.get_my_commands(language_code="ko")) == menu
    assert await either_bot.get_my_commands(scope=BotCommandScopeChat(7)) == ()
    await either_bot.delete_my_commands(language_code="ko")
    assert await either_bot.get_my_commands(language_code="ko") == ()
    await either_bot.set_my_name("함께")
    await either_bot.set_my_description("워크숍 길동무")
    await either_bot.set_my_short_description("길동무")
    await either_bot.set_chat_menu_button(7, MenuButtonCommands())
    await either_bot.send_chat_action(7, "typing")
    note = await either_bot.send_message(7, "공지")
    await either_bot.pin_chat_message(7, note.message_id)
    await either_bot.set_message_reaction(7, note.message_id, "👍")
    chat = api.bot().chats[kim.id]
    assert (chat.pinned, chat.reactions[note.message_id][0]["emoji"]) == ([note.message_id], "👍")
    await either_bot.unpin_chat_message(7)
    with pytest.raises(BadRequest, match="Reaction_invalid"):
        await either_bot.set_message_reaction(7, note.message_id, "🍚")
    answer = ReplyParameters(note.message_id)
    replied = await either_bot.send_message(7, "답", reply_parameters=answer)
    assert replied.reply_to_message is not None
    with pytest.raises(BadRequest, match="Message to be replied not found"):
        await either_bot.send_message(7, "답", reply_parameters=ReplyParameters(9999))
    assert api.bot().names["name", ""] == "함께"
    assert api.violations == []


async def test_a_pin_in_a_group_needs_rights(bot: Bot, api: BotApi, kim: User) -> None:
    for group_id, is_admin in ((-5, False), (-6, True)):
        api.group(group_id, "호차", [kim], bot_is_admin=is_admin)
        note = await bot.send_message(group_id, "공지")
        if is_admin:
            assert await bot.pin_chat_message(group_id, note.message_id)
            assert (await bot.get_chat_member(group_id, api.bot().id)).status == "administrator"
        else:
            with pytest.raises(BadRequest, match="Not enough rights"):
                await bot.pin_chat_message(group_id, note.message_id)


async def test_each_token_has_its_own_chats(api: BotApi, kim: User) -> None:
    api.add_bot("7000003:second", "second_bot")
    async with connected(api, token="7000003:second") as second:
        assert second.username == "second_bot"
        with pytest.raises(BadRequest, match="Chat not found"):
            await second.send_message(kim.id, "안녕하세요")


_OURS = {"self", "read_timeout", "write_timeout", "connect_timeout", "pool_timeout", "api_kwargs"}
_SUGAR = {
    "reply_to_message_id",
    "allow_sending_without_reply",
    "disable_web_page_preview",
    "filename",
    "venue",
    "location",
}


@pytest.mark.parametrize("method", sorted(METHODS))
def test_the_known_parameters_are_those_of_the_real_client(method: str) -> None:
    """python-telegram-bot follows the documentation; what it would send, the table has, and nothing else."""
    sent = set(inspect.signature(getattr(Bot, method)).parameters) - _OURS - _SUGAR
    assert sent - set(METHODS[method]) == set()
    assert set(METHODS[method]) - sent == set()


def test_every_known_method_is_handled() -> None:
    assert set(HANDLED) | {"getUpdates"} == set(METHODS)
