"""Announcements with a photo: kept without metadata, seen before it goes out, and the same for every reader."""

import asyncio
from dataclasses import replace
from io import BytesIO
from pathlib import Path
from typing import Any

import pytest
from PIL import Image
from PIL.ExifTags import IFD
from sqlalchemy import insert, select

from bot.db.database import Database
from bot.db.models import Account, AnnouncementPhoto, Person, WebMessage, WebSession
from bot.messages import File, Reply, plain
from bot.photos.clean import BadPictureError, clean, see
from tests.botapi import UNLIMITED, BotApi
from tests.handlers.chat import Chat
from tests.house import at, house
from tests.people.test_on_telegram import join, organizer_code, until


def picture(width: int = 60, height: int = 40, kind: str = "JPEG") -> bytes:
    """A photo as a phone makes it: with the place where it was taken, and lying on its side."""
    image, out = Image.new("RGB", (width, height), "teal"), BytesIO()
    exif = Image.Exif()
    exif[0x0112] = 6
    exif.get_ifd(IFD.GPSInfo)[2] = (37.0, 35.0, 0.0)
    image.save(out, kind, exif=exif)
    return out.getvalue()


async def send(chat: Chat, name: str, data: bytes, text: str = "", size: int = 0) -> list[Reply]:
    """A photo as it arrives: first its name, then again with what is in it when the reply asks for that."""
    first = await chat._ask(name, what="file", text=text, file=File("f1", "photo.jpg", size or len(data), "image/jpeg"))
    if not (first and first[-1].sees):
        return first
    file = replace(first[-1].sees[0], picture=see(data))
    return await chat._ask(name, what="file", text=text, file=file)


def test_what_is_kept_stands_upright_and_says_nothing_of_where_it_was_taken() -> None:
    found = Image.open(BytesIO(clean(picture()).data))
    assert found.format == "JPEG"
    assert found.size == (40, 60)
    assert not dict(found.getexif())
    assert "exif" not in found.info


@pytest.mark.parametrize("data", [b"", b"no picture", picture()[:200], picture(3000, 20)])
def test_what_is_no_picture_is_refused(data: bytes) -> None:
    with pytest.raises(BadPictureError):
        clean(data)


async def test_a_photo_with_a_caption(chat: Chat) -> None:
    above, shown = await send(chat, "김담당", picture(), "/announce 여기로 오세요")
    assert plain(above.text) == "📣 알려 드려요\n여기로 오세요"
    assert above.attachment
    assert above.attachment.photo
    assert "받는 사람: 전체 · 3명" in shown.text
    assert await chat.carry() == {}
    chat.restart()
    await chat.press("김담당", "지금 3명")
    assert await chat.carry() == {key: [plain(above.text)] for key in ("이담당", "박순자", "최영호")}
    assert await photos(chat) == [(1, 1)]
    await chat.say("김담당", "/status")
    await chat.press("김담당", "글 고치기")
    assert "900자까지" in await chat.say("김담당", "가" * 901)
    await chat.say("김담당", "저기로 오세요")
    await chat.press("김담당", "이대로 고치기")
    assert (await chat.carry())["박순자"] == ["✏️📣 알려 드려요\n저기로 오세요"]


async def test_a_photo_first_or_a_photo_last(chat: Chat) -> None:
    await chat.say("김담당", "/announce")
    assert "글을 써서 보내" in (await send(chat, "김담당", picture()))[0].text
    chat.restart()
    assert "🖼" in await chat.say("김담당", "정문 사진이에요")
    await chat.press("김담당", "그만두기")
    await chat.say("김담당", "/announce 후문으로 오세요")
    assert "후문으로" in (await send(chat, "김담당", picture()))[0].text
    await chat.press("김담당", "지금 3명")
    assert set(await chat.carry()) == {"이담당", "박순자", "최영호"}
    assert [announced for _, announced in await photos(chat)] == [1]


async def test_bad_and_too_large_photos_and_the_wrong_role_change_nothing(chat: Chat) -> None:
    assert "사진이 아닌" in (await send(chat, "김담당", b"no picture", "/announce 보세요"))[0].text
    assert "너무 커요" in (await send(chat, "김담당", picture(), "/announce 보세요", size=21 * 1024**2))[0].text
    assert "담당자만" in (await send(chat, "박순자", picture(), "/announce 보세요"))[0].text
    assert "900자까지" in (await send(chat, "김담당", picture(), "/announce " + "가" * 901))[0].text
    assert await chat.carry() == {}
    assert [announced for _, announced in await photos(chat)] == [None]


async def photos(chat: Chat) -> list[tuple[int, int | None]]:
    async with chat.database.read() as tx:
        rows = await tx.execute(select(AnnouncementPhoto.id, AnnouncementPhoto.announcement_id))
        return [(row.id, row.announcement_id) for row in rows]


async def test_on_telegram_it_is_sent_as_a_photo_by_its_name_there(tmp_path: Path) -> None:
    async with BotApi(rates=UNLIMITED) as api, house(tmp_path, at("2014-10-22 18:00"), api=api):
        boss = api.user(1, first_name="담당", last_name="박")
        kim = api.user(2, first_name="영자", last_name="김", language_code="ko")
        await join(boss, await organizer_code(tmp_path))
        await join(kim)
        boss.send_photo(picture(), "/announce 여기로 오세요")
        await until(boss, "이렇게 보여요")
        boss.press("지금 1명에게 보내기")
        await until(kim, "여기로 오세요")
        sent = [one for one in api.ledger.calls if one.method == "sendPhoto"]
        assert all(isinstance(one.params["photo"], str) for one in sent)
        boss.say("/status")
        await until(boss, "알림 결과")
        boss.press("글 고치기")
        await until(boss, "고친 글을")
        boss.say("저기로 오세요")
        await until(boss, "이렇게 바뀌어요")
        boss.press("이대로 고치기")
        await until(kim, "저기로 오세요")
        assert [one.method for one in api.ledger.calls].count("editMessageCaption") == 1
        boss.say("/status")
        await until(boss, "알림 결과")
        boss.press("거두기")
        await until(boss, "거둘까요")
        boss.press("거두기")
        await until(kim, "거두었어요")
        assert not [one for one in kim.screen if "오세요" in one.text]
        assert api.violations == []


async def test_readers_elsewhere_get_the_picture_itself(tmp_path: Path) -> None:
    async with BotApi(rates=UNLIMITED) as api, house(tmp_path, at("2014-10-22 18:00"), api=api):
        boss = api.user(1, first_name="담당", last_name="박")
        await join(boss, await organizer_code(tmp_path))
        database = Database(f"sqlite:///{tmp_path}/hamkke.db")
        now = at("2014-10-22 18:00")
        async with database.begin() as tx:
            values = {"event_id": "seongbuk-2014", "name": "웹에서", "created_at": now}
            person = (await tx.execute(insert(Person).values(values).returning(Person.id))).scalar_one()
            mine = {"bot": "web", "user": "web:1", "chat": "web:1", "person_id": person, "language": "ko"}
            await tx.execute(insert(Account).values(**mine, consented_at=now, created_at=now))
            session = {"digest": "0" * 64, "user": "web:1", "created_at": now}
            await tx.execute(insert(WebSession).values(session))
        boss.send_photo(picture(), "/announce 여기로 오세요")
        await until(boss, "이렇게 보여요")
        boss.press("지금 1명에게 보내기")
        async with asyncio.timeout(10):
            while not (shown := await web_messages(database)):  # noqa: ASYNC110 - the page's own wait is not at issue
                await asyncio.sleep(0.05)
        assert "여기로 오세요" in shown[0]["text"]
        assert shown[0]["file"]["type"] == "image/jpeg"
        kept = (tmp_path / "web" / shown[0]["file"]["reference"]).read_bytes()
        assert Image.open(BytesIO(kept)).size == (40, 60)
        await database.close()


async def web_messages(database: Database) -> list[dict[str, Any]]:
    async with database.read() as tx:
        rows = (await tx.execute(select(WebMessage.message).where(WebMessage.user == "web:1"))).scalars()
        return [one for one in rows if one.get("file")]
