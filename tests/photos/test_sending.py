"""Participants send pictures: asked once, thanked once, and theirs to take back."""

from typing import Any

import pytest
from sqlalchemy import select

from bot.db.models import Account, Photo, PhotoConsent, PhotoWaiting, Picture
from bot.messages import File
from handlers.photos import taking
from tests.handlers.chat import Chat
from tests.photos.people import Album
from tests.photos.scenes import photo

YES = "동의하고 보낼게요"


async def rows(chat: Chat, table: Any) -> list[Any]:  # noqa: ANN401 - any table
    async with chat.database.read() as tx:
        return list(await tx.execute(select(table)))


async def agree(album: Album, *names: str) -> None:
    for number, name in enumerate(names):
        await album.send(name, photo(50 + number))
        await album.press(name, YES)


async def test_nothing_is_fetched_or_kept_before_consent_and_the_first_picture_is_not_lost(
    chat: Chat, album: Album
) -> None:
    said = await album.send("박순자", photo(1), "피자 만들기")
    assert "결과보고서에 써도 될까요" in said
    assert "11월 23일(일)까지" in said
    assert (album.fetched, await rows(chat, Photo), await rows(chat, Picture)) == ([], [], [])
    assert [(one.reference, one.caption) for one in await rows(chat, PhotoWaiting)] == [("file-0", "피자 만들기")]
    await chat.say("박순자", "점심 몇 시예요?")
    chat.restart()
    said = await album.act("박순자", "pic:yes")
    assert "1장을 받고 있어요" in said
    assert "“11개 공방 체험 및 우리밀 쿠키·피자 만들기” 사진으로 담았어요" in said
    assert [(one.activity, one.caption, one.state) for one in await rows(chat, Photo)] == [
        ("workshops", "피자 만들기", "new")
    ]
    assert await rows(chat, PhotoWaiting) == []
    assert "결과보고서에" not in await album.send("박순자", photo(2))
    assert len(await rows(chat, Photo)) == 2
    await album.act("박순자", "pic:yes")  # the old button again
    assert len(await rows(chat, Photo)) == 2


async def test_who_does_not_agree_leaves_nothing(chat: Chat, album: Album) -> None:
    await album.send("박순자", photo(1), album="a")
    assert await album.send("박순자", photo(2), album="a") == ""
    assert "저장하지 않았어요" in await album.press("박순자", "동의하지 않을게요")
    assert album.dropped == ["file-0", "file-1"]
    for table in (Photo, Picture, PhotoWaiting, PhotoConsent):
        assert await rows(chat, table) == []
    assert "써도 될까요" in await album.send("박순자", photo(3))


async def test_ten_pictures_in_one_go_get_one_answer(chat: Chat, album: Album) -> None:
    await agree(album, "박순자")
    said = [
        await album.send("박순자", photo(number), "간담회" if not number else "", album="a") for number in range(10)
    ]
    assert "함께 보내신 사진을" in said[0]
    assert said[1:] == [""] * 9
    kept = (await rows(chat, Photo))[1:]
    assert len(kept) == 10
    assert {one.caption for one in kept} == {"간담회"}
    chat.forward(minutes=5)
    chat.screens["박순자"] = album.last[0] if album.last else chat.screens["박순자"]
    await album.act("박순자", f"pic:where:{kept[0].id}:")
    await album.press("박순자", "13:30 중식")
    assert {one.activity for one in (await rows(chat, Photo))[1:]} == {"lunch-1"}
    said = [await album.send("박순자", photo(number), album="b") for number in range(10)]
    assert "이미 받은" in said[0]
    assert said[1:] == [""] * 9
    assert len(await rows(chat, Photo)) == 11


async def test_an_album_that_waits_for_consent(chat: Chat, album: Album) -> None:
    asked = [await album.send("박순자", photo(number), album="a") for number in range(3)]
    assert [bool(one) for one in asked] == [True, False, False]
    said = await album.press("박순자", YES)
    assert said.count("고맙습니다") == 2  # for the consent, and for all three
    assert len(await rows(chat, Photo)) == 3


async def test_by_the_cameras_clock_or_when_it_came_and_put_right(chat: Chat, album: Album) -> None:
    await agree(album, "박순자")
    assert "“중식”" in await album.send("박순자", photo(1, "2014:10:23 13:40:00"))
    assert "“중식”" in await album.send("박순자", photo(2, "2014:10:23 04:40:00", "+00:00"))
    assert "우리밀" in await album.send("박순자", photo(3))
    assert "어느 일정의 사진" in await album.send("박순자", photo(4, "2013:10:23 13:40:00"))
    assert "어느 일정의 사진" in await album.press("박순자", "일정 고르기")
    await album.press("박순자", "10월 24일")
    assert "“조식(해장국)” 사진으로" in await album.press("박순자", "08:00")
    assert [one.activity for one in await rows(chat, Photo)][1:] == ["lunch-1", "lunch-1", "workshops", "breakfast"]
    chat.forward(days=4)
    assert "어느 일정의" in await album.send("박순자", photo(5))
    assert "“객실 배정" in await album.send("박순자", photo(6, "2014:10:23 14:40:00"))


async def test_the_time_that_holds_now_decides(chat: Chat, album: Album) -> None:
    await agree(album, "박순자")
    chat.clock.jump(chat.clock.now().replace(hour=4, minute=0))  # 13:00 in Seoul
    await chat.say("김담당", "/delay 점심 40")
    await chat.press("김담당", chat.labels("김담당")[0])
    chat.clock.jump(chat.clock.now().replace(hour=7, minute=0))
    assert "“중식”" in await album.send("박순자", photo(2, "2014:10:23 15:00:00"))


@pytest.mark.parametrize("caption", ["오늘", "점심", "이게 어디예요?", "다음", "✌️"])
async def test_a_caption_is_a_caption(chat: Chat, album: Album, caption: str) -> None:
    await agree(album, "박순자")
    assert "사진 고맙습니다" in await album.send("박순자", photo(1), caption)
    assert (await rows(chat, Photo))[-1].caption == caption


async def test_copies_are_noted_kindly_and_counted_once(chat: Chat, album: Album) -> None:
    await agree(album, "박순자", "최영호")
    await album.send("박순자", photo(1))
    assert "이미 받은 사진이에요" in await album.send("박순자", photo(1))
    assert "거의 같은 사진이" in await album.send("최영호", photo(1, orientation=1, size=(400, 300)))
    first, copy = (await rows(chat, Photo))[-2:]
    assert (copy.same_as, first.same_as) == (first.id, None)
    await album.act("박순자", f"pic:del:{first.id}")
    assert (await rows(chat, Photo))[-1].same_as is None


@pytest.mark.parametrize(
    ("data", "kind", "said"),
    [
        (b"<html></html>", "image/jpeg", "사진이 아닌"),
        (b"<svg xmlns='x'/>", "image/svg+xml", "사진이 아닌"),
        (b"\0\0\0\x18ftypheic\0\0\0\0", "image/heic", "HEIC"),
        (photo(1)[:3000], "image/jpeg", "깨졌거나"),
        (b"", "image/jpeg", "내려받지 못했어요"),
        (b"video", "video/mp4", "동영상은"),
    ],
)
async def test_what_cannot_be_taken_is_said_clearly(
    chat: Chat, album: Album, data: bytes, kind: str, said: str
) -> None:
    await agree(album, "박순자")
    assert said in await album.send("박순자", data, kind=kind, file="IMG_0001")
    assert len(await rows(chat, Photo)) == 1


async def test_limits(chat: Chat, album: Album, monkeypatch: pytest.MonkeyPatch) -> None:
    await agree(album, "박순자", "최영호")
    monkeypatch.setattr(taking, "OWN", 2)
    assert "고맙습니다" in await album.send("박순자", photo(1))
    fetched = len(album.fetched)
    assert "2장까지" in await album.send("박순자", photo(2))
    assert len(album.fetched) == fetched
    assert "고맙습니다" in await album.send("최영호", photo(3))
    monkeypatch.setattr(taking, "OWN", 60)
    monkeypatch.setattr(taking, "ROOM", 10)
    assert "더 담을 자리가" in await album.send("최영호", photo(4))
    said = await chat._ask("최영호", what="file", file=File("f", "x.jpg", 21 * 1024**2, "image/jpeg"))
    assert "20MB까지" in said[0].text


async def test_a_group_is_left_alone(chat: Chat) -> None:
    file = File("f", "photo.jpg", 100, "image/jpeg")
    assert await chat._ask("박순자", what="file", file=file, private=False, addressed=False) == []
    said = await chat._ask("박순자", what="file", file=file, private=False, addressed=True)
    assert "개인 대화로" in said[0].text


async def test_another_dialogue_does_not_swallow_a_picture(chat: Chat, album: Album) -> None:
    await agree(album, "박순자")
    await chat.say("박순자", "/ask")
    assert "사진 고맙습니다" in await album.send("박순자", photo(1))
    await chat.say("김담당", "/announce 여기로 오세요")
    assert "여기로 오세요" in await album.send("김담당", photo(2))
    assert len(await rows(chat, Photo)) == 2


async def test_ones_own_pictures(chat: Chat, album: Album) -> None:
    assert "보내신 사진이 없어요" in await chat.say("박순자", "사진")
    await agree(album, "박순자", "최영호")
    await album.send("박순자", photo(1, "2014:10:23 13:40:00"), "맛있다")
    said = await chat.say("박순자", "/photos")
    assert "보내신 사진 2장" in said
    assert "· 중식 1장" in said
    await album.press("박순자", "사진 보기")
    await album.press("박순자", "다음")
    assert album.last[0].attachment
    assert album.last[0].text == "2/2\n중식\n맛있다"
    assert "지웠어요" in await album.press("박순자", "지우기")
    assert "지워진 사진" in await album.press("박순자", "지우기")
    assert len(await rows(chat, Picture)) == 2
    mine = await person(chat, "박순자")
    other = next(one.id for one in await rows(chat, Photo) if one.person_id != mine)
    assert "지워진" in await album.act("박순자", f"pic:del:{other}")
    await chat.say("박순자", "/photos")
    await album.press("박순자", "동의 거두기")
    assert "사진 1장을 지웠어요" in await album.press("박순자", "네")
    assert [one.person_id for one in await rows(chat, PhotoConsent)] == [await person(chat, "최영호")]
    assert "써도 될까요" in await album.send("박순자", photo(3))
    await chat.say("최영호", "/photos")
    await album.press("최영호", "모두 지우기")
    await album.press("최영호", "네")
    assert await rows(chat, Picture) == []


async def person(chat: Chat, name: str) -> int:
    return int(next(one.person_id for one in await rows(chat, Account) if one.user == name))


async def test_deleteme_and_mydata(chat: Chat, album: Album) -> None:
    await agree(album, "박순자")
    await album.send("박순자", photo(1), "우리 조")
    data = await chat._ask("박순자", text="/mydata")
    assert "사진 2장" in data[0].text
    assert data[0].attachment
    assert "우리 조".encode() in data[0].attachment.data
    await album.send("최영호", photo(2))
    for name in ("박순자", "최영호"):
        await chat.say(name, "/deleteme")
        await chat.press(name, "네, 모두")
    for table in (Photo, Picture, PhotoConsent, PhotoWaiting):
        assert await rows(chat, table) == []


async def test_who_leaves_is_told_of_the_pictures(chat: Chat, album: Album) -> None:
    assert "사진" not in await chat.say("박순자", "/leave")
    await agree(album, "박순자")
    assert "/photos" in await chat.say("박순자", "/leave")
