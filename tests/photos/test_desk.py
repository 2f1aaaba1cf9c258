"""Organizers choose what the report shows: by numbers on a sheet, one by one, or all at once."""

from io import BytesIO

from PIL import Image
from sqlalchemy import select

from bot.db import photos
from bot.db.models import Photo
from tests.handlers.chat import Chat
from tests.photos.people import Album
from tests.photos.scenes import photo

EVENT = "seongbuk-2014"


async def sent(album: Album, count: int, name: str = "박순자", first: int = 0) -> None:
    """So many different pictures of the first day, from lunch on every five minutes."""
    for number in range(first, first + count):
        said = await album.send(name, photo(number, taken(number)), f"사진 {number}")
        if "써도 될까요" in said:
            await album.press(name, "동의하고")


def taken(number: int) -> str:
    hours, minutes = divmod(13 * 60 + 30 + 5 * number, 60)
    return f"2014:10:23 {hours:02}:{minutes:02}:00"


async def states(chat: Chat) -> list[str]:
    async with chat.database.read() as tx:
        return list((await tx.execute(select(Photo.state).order_by(Photo.id))).scalars())


async def captions(chat: Chat) -> list[str]:
    async with chat.database.read() as tx:
        return [one.caption for one in await photos.chosen(tx, EVENT)]


async def test_by_numbers_on_a_sheet(chat: Chat, album: Album) -> None:
    assert "아직 받은 사진이 없어요" in await chat.say("김담당", "/photos")
    await sent(album, 20)
    said = await chat.say("김담당", "/photos")
    assert "받은 사진 20장" in said
    assert "박순자" not in said
    assert "· 중식: 12장, 고름 0장" in said
    assert "고른 사진이 없으면" in said
    await album.press("김담당", "한눈에")
    sheet = album.last[0].attachment
    assert sheet
    assert Image.open(BytesIO(sheet.data)).size == (1088, 1368)
    assert "1~15번 / 모두 20장" in album.last[0].text
    await album.press("김담당", "다음 장")
    assert "16~20번" in album.last[0].text
    chat.restart()
    assert "모두 3장" in await chat.say("김담당", "1 4번, 20")
    assert await captions(chat) == ["사진 0", "사진 3", "사진 19"]
    assert "모두 4장" in await chat.say("김담당", "-4 5~6")
    assert "21번 사진은 없어요" in await chat.say("김담당", "2 21")
    assert await captions(chat) == ["사진 0", "사진 4", "사진 5", "사진 19"]
    assert "13:30" in await chat.say("김담당", "점심 몇 시예요?")
    assert "모두 3장" in await chat.say("김담당", "-1")
    assert "고른 사진이 없으면" not in await chat.say("김담당", "/photos")
    await album.press("김담당", "고른 사진 보기")
    assert "1~3번 / 모두 3장" in album.last[0].text


async def test_one_by_one(chat: Chat, album: Album) -> None:
    await sent(album, 3)
    await chat.say("김담당", "/photos")
    await album.press("김담당", "한눈에")
    await album.press("김담당", "한 장씩")
    first = album.last[0]
    assert first.text == "1/3 · 아직 안 고름\n중식\n사진 0"
    assert first.attachment
    assert first.attachment.photo
    await album.press("김담당", "✅ 고르기")
    done, following = album.last
    assert done.edit
    assert done.text.startswith("1/3 · ✅ 고름")
    assert following.text.startswith("2/3")
    await album.press("김담당", "✖ 빼기")
    assert album.last[1].text.startswith("3/3")
    await album.press("김담당", "✖ 빼기", first)  # the old button still does what it says
    assert await states(chat) == ["rejected", "rejected", "new"]
    await album.press("김담당", "✅ 고르기", first)
    await album.press("김담당", "설명 고치기", first)
    assert "피자 반죽" in await chat.say("김담당", "피자  반죽")
    await album.press("김담당", "일정 바꾸기", first)
    await album.press("김담당", "15:00")
    assert "피자 만들기" in album.last[0].text
    async with chat.database.read() as tx:
        (one,) = await photos.chosen(tx, EVENT)
    assert (one.activity, one.caption, one.width, one.height) == ("workshops", "피자 반죽", 800, 600)
    assert Image.open(BytesIO(one.data)).size == (800, 600)


async def test_all_at_once_and_without_copies(chat: Chat, album: Album) -> None:
    await sent(album, 30)
    await sent(album, 4, "최영호", first=3)  # the same four scenes
    said = await chat.say("김담당", "/photos")
    assert "받은 사진 34장 (비슷한 것을 빼면 30장)" in said
    async with chat.database.read() as tx:
        assert await photos.chosen(tx, EVENT) == ()
        proposed = [one.activity for one in await photos.proposed(tx, EVENT)]
    assert len(proposed) == photos.IN_REPORT
    assert {one: proposed.count(one) for one in proposed} == {"lunch-1": 4, "rooms": 4, "workshops": 4}
    await album.press("김담당", "알아서 고르기")
    assert "모두 12장이에요" in album.last[0].text
    assert album.last[1].attachment
    assert len(await captions(chat)) == 12
    await chat.say("김담당", "-1 -2")
    await chat.say("김담당", "/photos")
    await album.press("김담당", "알아서 고르기")
    assert len(await captions(chat)) == 12


async def test_two_organizers_and_a_picture_that_goes_meanwhile(chat: Chat, album: Album) -> None:
    await sent(album, 4)
    for name in ("김담당", "이담당"):
        await chat.say(name, "/photos")
        await album.press(name, "한눈에")
    await chat.say("김담당", "1 2")
    assert "모두 3장" in await chat.say("이담당", "2 3")
    await album.press("이담당", "고른 사진")
    await album.press("이담당", "한 장씩")
    card = album.last[0]
    await chat.say("박순자", "/deleteme")
    await chat.press("박순자", "네, 모두")
    assert await captions(chat) == []
    assert "지워진 사진" in await album.press("이담당", "✅ 고르기", card)
    await chat.say("김담당", "1")
    assert await captions(chat) == []


async def test_only_organizers(chat: Chat, album: Album) -> None:
    await sent(album, 2)
    number = (await states(chat)).index("new") + 1
    for action in (f"desk:yes:{number}", "desk:auto", "desk:sheet:all:0", f"desk:words:{number}"):
        assert "담당자만" in await album.act("최영호", action)
    assert "보내신 사진이 없어요" in await chat.say("최영호", "/photos")
    assert await states(chat) == ["new", "new"]
    for action in (
        "desk:yes:",
        "desk:yes:x",
        "desk:yes:999",
        "desk:sheet:all:99",
        "desk:at:1:zzzz",
        "desk:odd:1",
        "pic:odd:1",
        "pic:",
        "desk:",
    ):
        assert await album.act("김담당", action)
    assert await states(chat) == ["new", "new"]
