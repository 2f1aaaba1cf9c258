"""Pictures over Telegram and the web page: the whole bot, with the strict stand-in of the Bot API."""

import asyncio
from io import BytesIO
from pathlib import Path

import aiohttp
from PIL import Image
from sqlalchemy import select

from bot.db.database import Database
from bot.db.models import Photo, PhotoWaiting, Picture
from tests.botapi import UNLIMITED, BotApi, User
from tests.botapi.parameters import Upload
from tests.botapi.sending import photo_size, store
from tests.house import at, house
from tests.people.test_on_telegram import join, organizer_code, until
from tests.photos.scenes import jpeg, photo, scene

NOON = at("2014-10-23 14:00")


def send_album(user: User, pictures: list[bytes], caption: str = "") -> None:
    """Several photos at once, each in the sizes that Telegram makes, the caption under the first."""
    for number, data in enumerate(pictures):
        large, stored = store(user.account, Upload("photo.jpg", data, "image/jpeg"), "photos")
        small, less = store(user.account, Upload("photo.jpg", jpeg(scene(99, (90, 60))), "image/jpeg"), "photos")
        sizes = [photo_size(small, less), {**photo_size(large, stored), "width": 800, "height": 600}]
        sizes[0] |= {"width": 90, "height": 60}
        user._speak({"photo": sizes, "media_group_id": "g1", **({"caption": caption} if not number else {})})


async def kept(folder: Path, count: int) -> list[bytes]:
    """The pictures that are kept, once there are so many."""
    database = Database(f"sqlite:///{folder}/hamkke.db")
    try:
        async with asyncio.timeout(20):
            while True:
                async with database.read() as tx:
                    found = list((await tx.execute(select(Picture.data).order_by(Picture.photo_id))).scalars())
                if len(found) == count:
                    return found
                await asyncio.sleep(0.1)
    finally:
        await database.close()


async def test_an_album_across_a_restart_and_an_organizer_who_chooses(tmp_path: Path) -> None:
    async with BotApi(rates=UNLIMITED) as api:
        boss = api.user(1, first_name="담당", last_name="박", language_code="ko")
        kim = api.user(2, first_name="영자", last_name="김", language_code="ko")
        async with house(tmp_path, NOON, api=api):
            await join(boss, await organizer_code(tmp_path))
            await join(kim)
            send_album(kim, [photo(number) for number in range(4)], "맛있는 점심")
            await until(kim, "써도 될까요")
            await asyncio.sleep(0.3)
            assert not [one for one in api.ledger.calls if one.method == "getFile"]
            assert await kept(tmp_path, 0) == []
        async with house(tmp_path, NOON, api=api):
            kim.press("동의하고 보낼게요")
            assert "함께 보내신 사진을 “중식” 사진으로" in await until(kim, "사진 고맙습니다")
            found = await kept(tmp_path, 4)
            assert all(Image.open(BytesIO(one)).size == (800, 600) and b"Exif" not in one for one in found)
            kim.send_document("IMG_0001.jpg", photo(7, "2014:10:23 13:40:00"), mime="image/jpeg")
            await until(kim, "“중식”")
            boss.say("/photos")
            await until(boss, "받은 사진 5장")
            boss.press("한눈에 보고")
            await until(boss, "1~5번")
            boss.say("2 3")
            await until(boss, "모두 2장")
            boss.press("고른 사진 보기 (2장)")
            await until(boss, "모두 2장")
            boss.press("한 장씩 보기")
            await until(boss, "✅ 고름")
            boss.press("✖ 빼기")
            await until(boss, "✖ 뺌")
            kim.say("/photos")
            await until(kim, "보내신 사진 5장")
            kim.press("사진 보기")
            await until(kim, "1/5")
            kim.press("지우기")
            await until(kim, "사진을 지웠어요")
            assert len(await kept(tmp_path, 4)) == 4
        assert api.violations == []


async def test_on_the_page_what_lies_here_is_clean_too(tmp_path: Path) -> None:
    async with house(tmp_path, NOON, speed=0) as address, aiohttp.ClientSession() as browser:
        page = {"X-Seat": "seat:1"}
        del page
        seat = {"seat": "seat:1"}
        head = {"origin": address.rstrip("/"), "content-type": "image/jpeg"}
        for number in range(2):
            await browser.post(
                f"{address}web/file",
                params=seat | {"id": f"key-0000-{number}", "name": "p.jpg", "text": "점심"},
                data=photo(number),
                headers=head,
            )
        database = Database(f"sqlite:///{tmp_path}/hamkke.db")
        async with asyncio.timeout(10):
            while True:
                async with database.read() as tx:
                    if len(list(await tx.execute(select(PhotoWaiting.id)))) == 2:
                        break
                await asyncio.sleep(0.05)
        async with database.read() as tx:
            assert list(await tx.execute(select(Photo.id))) == []
        await database.close()
