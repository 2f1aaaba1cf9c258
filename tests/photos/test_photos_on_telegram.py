"""Pictures over Telegram and the web page: the whole bot, with the strict stand-in of the Bot API."""

import asyncio
import json
from io import BytesIO
from pathlib import Path
from typing import Any

import aiohttp
from PIL import Image
from sqlalchemy import select

from bot.db.database import Database
from bot.db.models import Picture
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
            boss.press("한눈에 보고 번호로 고르기")
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


class Page:
    """A rehearsal's first seat, over HTTP as the page speaks."""

    def __init__(self, address: str, browser: aiohttp.ClientSession) -> None:
        self.address, self.browser, self.count = address, browser, 0

    async def post(self, path: str, body: object, **query: str) -> None:
        self.count += 1
        head = {"origin": self.address.rstrip("/")}
        data = body if isinstance(body, bytes) else json.dumps({"id": f"key-{self.count:06}", **body})  # type: ignore[dict-item]
        params = {"seat": "seat:1", "id": f"key-{self.count:06}", **query}
        while True:
            async with self.browser.post(f"{self.address}web/{path}", params=params, data=data, headers=head) as answer:
                if answer.status != 429:
                    assert answer.status == 204, await answer.text()
                    return
                await asyncio.sleep(float(answer.headers["Retry-After"]))

    async def until(self, words: str) -> dict[str, Any]:
        """The newest message with these words."""
        async with asyncio.timeout(30):
            while True:
                query = f"{self.address}web/history?before=999999&seat=seat:1"
                async with self.browser.get(query) as answer:
                    if answer.status == 429:
                        await asyncio.sleep(float(answer.headers["Retry-After"]))
                        continue
                    messages = (await answer.json())["messages"]
                found = [one for one in messages if words in one.get("text", "")]
                if found:
                    return dict(found[-1])
                await asyncio.sleep(0.3)

    async def press(self, words: str, label: str) -> None:
        shown = await self.until(words)
        buttons = [button for row in shown["buttons"] for button in row]
        action = next(one["action"] for one in buttons if one["text"].startswith(label))
        await self.post("press", {"message": str(shown["id"]), "action": action})

    async def send(self, data: bytes, text: str) -> None:
        await self.post("file", data, name="p.jpg", text=text)


async def test_on_the_page_what_lies_with_us_is_clean_or_gone_too(tmp_path: Path) -> None:
    async with house(tmp_path, NOON) as address, aiohttp.ClientSession() as browser:
        page = Page(address, browser)
        await page.post("say", {"text": "안녕하세요"})
        await page.press("참가", "동의하고")
        await page.until("반갑습니다")

        def lying() -> list[bytes]:
            return [one.read_bytes() for one in (tmp_path / "web").glob("*")]

        await page.send(photo(1), "가")
        await page.press("써도 될까요", "동의하지 않을게요")
        await page.until("사진을 저장하지 않았어요")
        await asyncio.sleep(0.3)
        assert lying() == []
        await page.send(photo(2), "나")
        await page.press("써도 될까요", "동의하고 보낼게요")
        await page.until("사진 고맙습니다")
        await page.send(photo(3), "다")
        await page.send(b"<html>no picture</html>", "라")
        await page.send(b"\xff\xd8\xff<html>", "마")
        await page.until("깨졌거나")
        assert set(await kept(tmp_path, 2)) <= set(lying())
        assert not [one for one in lying() if b"geheim" in one or b"Exif" in one]
