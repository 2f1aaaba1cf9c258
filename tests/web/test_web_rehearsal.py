import asyncio
import re
from datetime import datetime, timedelta
from pathlib import Path

import pytest
from playwright.async_api import Page, expect
from sqlalchemy import insert

from bot.clock import SimulatedClock
from bot.db.models import Account
from bot.messages import Reply, Venue, bold
from tests.web.house import EVE, SEOUL, House
from tests.web.seat import seat

pytestmark = pytest.mark.asyncio(loop_scope="session")


async def test_writing_pressing_and_editing_in_place(rehearsal: House, desk: Page) -> None:
    await desk.goto(rehearsal.address)
    person = await seat(desk, 1)
    await person.taps("시작하기")
    await person.reads("30일 뒤에 지워요")
    await person.taps("동의하고 시작하기")
    await person.reads("박순자 님, 반가워요!")
    await expect(desk.locator("#seat-1 strong", has_text="박순자").last).to_be_visible()
    assert "30일 뒤에 지워요" not in " ".join(await person.bubbles())
    await person.taps("오늘")
    await person.reads("10월 23일(목) 일정")
    count = len(await person.bubbles())
    await person.taps("10월 24일(금) 보기")
    await person.reads("10월 24일(금) 일정")
    assert len(await person.bubbles()) == count


async def test_the_keyboard_of_words_can_be_put_away(rehearsal: House, desk: Page) -> None:
    await desk.goto(rehearsal.address)
    person = await seat(desk, 1)
    keys = person.column.locator(".keys")
    await expect(keys).to_be_hidden()
    await rehearsal.tell("seat:1", Reply("골라 주세요.", keyboard=(("지금", "다음"),)))
    await expect(keys).to_be_visible()
    await person.taps("바로가기 단추 숨기기")
    await expect(keys).to_be_hidden()
    await person.taps("바로가기 단추 보이기")
    await person.taps("지금")
    await person.reads("들었어요: 지금")
    await rehearsal.tell("seat:1", Reply("이제 없어요.", keyboard=()))
    await expect(keys).to_be_hidden()


async def test_a_reminder_arrives_by_itself_and_only_at_its_seat(rehearsal: House, desk: Page) -> None:
    await desk.goto(rehearsal.address)
    first, second = await seat(desk, 1), await seat(desk, 2)
    await rehearsal.tell("seat:1", Reply(f"{bold('08:30')}에 출발해요."))
    await first.reads("08:30에 출발해요.")
    await second.says("저는요?")
    await second.reads("들었어요: 저는요?")
    assert await second.bubbles() == ["저는요?", "들었어요: 저는요?"]
    assert await first.bubbles() == ["08:30에 출발해요."]


async def test_a_reload_shows_what_was_said_and_older_pages_come_on_scrolling(rehearsal: House, desk: Page) -> None:
    for number in range(100):
        await rehearsal.tell("seat:1", Reply(f"알림 {number}"))
    await desk.goto(rehearsal.address)
    person = await seat(desk, 1)
    await person.reads("알림 99")
    await desk.reload()
    person = await seat(desk, 1)
    assert len(await person.bubbles()) == 40
    scroller = person.column.locator(".scroller")
    for shown in (80, 100):
        await scroller.evaluate("node => { node.scrollTop = 0 }")
        await expect(person.column.locator(".message[data-id]")).to_have_count(shown)
    assert await person.bubbles() == [f"알림 {number}" for number in range(100)]
    await rehearsal.tell("seat:1", Reply("새 소식"))
    await expect(person.column.locator(".to-latest .count")).to_have_text("1")
    await person.taps("맨 아래로")
    await expect(person.column.locator(".bubble", has_text="새 소식")).to_be_in_viewport()


async def test_nothing_is_lost_when_the_server_restarts(rehearsal: House, desk: Page) -> None:
    await desk.goto(rehearsal.address)
    person = await seat(desk, 1)
    await person.says("먼저")
    await person.reads("들었어요: 먼저")
    await rehearsal.stop()
    await expect(person.column.locator(".banner")).to_be_visible()
    await rehearsal.tell("seat:1", Reply("그동안 온 알림"))
    await person.says("끊긴 동안 쓴 말")
    await expect(person.column.locator(".message.sending")).to_have_count(1)
    await rehearsal.start()
    await person.reads("들었어요: 끊긴 동안 쓴 말")
    await expect(person.column.locator(".banner")).to_be_hidden()
    bubbles = await person.bubbles()
    assert bubbles == ["먼저", "들었어요: 먼저", "그동안 온 알림", "끊긴 동안 쓴 말", "들었어요: 끊긴 동안 쓴 말"]


async def test_what_was_not_sent_outlives_the_page(rehearsal: House, desk: Page) -> None:
    await desk.goto(rehearsal.address)
    person = await seat(desk, 1)
    await desk.route("**/web/say*", lambda route: route.abort())
    await person.says("꼭 전해 주세요")
    await expect(person.column.locator(".message.sending")).to_have_count(1)
    await desk.unroute("**/web/say*")
    await desk.reload()
    person = await seat(desk, 1)
    await person.reads("들었어요: 꼭 전해 주세요")
    assert len(rehearsal.updates) == 1


async def test_markup_that_people_write_stays_text(rehearsal: House, desk: Page) -> None:
    await desk.goto(rehearsal.address)
    person = await seat(desk, 1)
    evil = "<img src=x onerror=\"document.title='pwned'\"><script>document.title='pwned'</script>"
    await person.says(evil)
    await person.reads(f"들었어요: {evil}")
    await rehearsal.tell("seat:1", Reply(evil, venue=Venue(evil, evil, 1.0, 2.0)))
    await expect(person.column.locator(".venue strong")).to_have_text(evil)
    assert await person.column.locator(".bubble img, .bubble script").count() == 0
    assert "pwned" not in await desk.title()


async def test_links_phones_commands_and_nothing_else_are_linked(rehearsal: House, desk: Page) -> None:
    await desk.goto(rehearsal.address)
    person = await seat(desk, 1)
    await person.says("담당자")
    await person.reads("담당자 연락처")
    links = person.column.locator(".theirs .bubble a")
    assert [await one.get_attribute("href") for one in await links.all()] == [
        "tel:020000000",
        "https://example.org/a(b)",
    ]
    await rehearsal.tell("seat:1", Reply("javascript:alert(1) 2014-10-23 and/or 1시/2시"))
    await person.reads("1시/2시")
    assert await links.count() == 2
    await person.taps("/help")
    await person.reads("들었어요: /help")


async def test_places_and_files_come_as_cards(rehearsal: House, desk: Page) -> None:
    await desk.goto(rehearsal.address)
    person = await seat(desk, 1)
    await person.says("어디서 모여요?")
    await person.sees(".venue", "서울 성북구 보문로 168")
    link = person.column.get_by_role("link", name=re.compile("네이버 지도"))
    await expect(link).to_have_attribute("rel", "noopener noreferrer")
    await person.says("파일")
    async with desk.expect_download() as download:
        await person.column.get_by_role("link", name="일정.ics 내려받기").click()
    found = await download.value
    assert found.suggested_filename == "일정.ics"
    kept = await asyncio.to_thread(Path(await found.path()).read_bytes)
    assert kept == b"BEGIN:VCALENDAR\n"


async def test_a_photo_goes_up_and_is_shown(rehearsal: House, desk: Page, tmp_path: Path) -> None:
    photo = tmp_path / "단체 사진.png"
    await desk.goto(rehearsal.address)
    person = await seat(desk, 1)
    await desk.screenshot(path=photo)
    await person.column.locator("input[type=file]").set_input_files(photo)
    await person.reads("단체 사진.png 잘 받았어요.")
    picture = person.column.locator(".mine[data-id] .picture img")
    await expect(picture).to_be_visible()
    await desk.wait_for_function("document.querySelector('.mine[data-id] .picture img').naturalWidth > 0")
    request = rehearsal.web.request_of(next(iter(rehearsal.updates.values())))
    assert request is not None
    assert request.file is not None
    assert request.file.media_type == "image/png"
    assert rehearsal.web.path_of(request.file).read_bytes() == photo.read_bytes()


async def test_a_toast_and_a_button_that_is_gone(rehearsal: House, desk: Page) -> None:
    await desk.goto(rehearsal.address)
    person = await seat(desk, 1)
    await person.says("설정")
    await person.reads("알림을 고르세요.")
    await person.taps("끄기")
    await person.sees(".toast", "알림을 껐어요.")
    number = await rehearsal.tell("seat:2", Reply("남의 것"))
    stolen = await desk.evaluate(
        "number => fetch('/web/press?seat=seat:1', {method: 'POST', body: JSON.stringify("
        "{id: 'abcdefgh', message: number, action: 'mute'})}).then(r => r.status)",
        number,
    )
    assert stolen == 409
    assert len(rehearsal.updates) == 2


async def test_a_person_who_changes_language_reads_the_page_in_it(rehearsal: House, desk: Page) -> None:
    await desk.goto(rehearsal.address)
    person, other = await seat(desk, 1), await seat(desk, 2)
    async with rehearsal.database.begin() as writing:
        values = {"bot": "web", "user": "seat:1", "chat": "seat:1", "language": "en", "created_at": EVE}
        await writing.execute(insert(Account).values(values))
    await rehearsal.tell("seat:1", Reply("From now on in English."))
    await expect(person.column.locator("textarea")).to_have_attribute("placeholder", "Write a message")
    await expect(person.column.locator(".day")).to_have_text("Wed 22 Oct")
    await expect(other.column.locator("textarea")).to_have_attribute("placeholder", "메시지 입력")


async def test_the_clock_pauses_runs_and_jumps(rehearsal: House, desk: Page) -> None:
    clock = rehearsal.clock
    assert isinstance(clock, SimulatedClock)
    await desk.goto(rehearsal.address)
    await seat(desk, 0)
    await expect(desk.locator(".date")).to_have_text("10월 22일(수)")
    await desk.get_by_role("button", name="멈춤").click()
    await expect(desk.get_by_role("button", name="재생")).to_be_visible()
    assert clock.speed == 0
    await desk.locator(".top .clock > .speeds").get_by_role("button", name="600배").click()
    await expect(desk.get_by_role("button", name="멈춤")).to_be_visible()
    assert clock.speed == 600
    await desk.get_by_role("button", name="멈춤").click()
    await expect(desk.get_by_role("button", name="재생")).to_be_visible()
    await desk.get_by_role("button", name="시각 이동").click()
    await desk.get_by_label("날짜").select_option("10월 23일(목)")
    await desk.get_by_role("textbox", name="시각").fill("820")
    await desk.get_by_role("button", name="이동", exact=True).click()
    await expect(desk.locator(".time")).to_have_text("08:20")
    assert clock.now() == datetime(2014, 10, 23, 8, 20, tzinfo=SEOUL)


async def test_the_clock_goes_to_the_next_notice(rehearsal: House, desk: Page) -> None:
    await desk.goto(rehearsal.address)
    await seat(desk, 0)
    await desk.get_by_role("button", name="다음 알림 21:00").click()
    await expect(desk.locator(".time")).to_have_text("21:00")
    assert rehearsal.clock.now() >= EVE + timedelta(minutes=2)


async def test_the_page_fits_a_narrow_phone_at_every_text_size(rehearsal: House, phone: Page) -> None:
    await phone.goto(rehearsal.address)
    await phone.get_by_role("tab").nth(1).click()
    person = await seat(phone, 1)
    await person.taps("시작하기")
    await person.taps("동의하고 시작하기")
    await rehearsal.tell("seat:1", Reply("https://example.org/" + "a" * 300 + " " + "가" * 600))
    for text in ("오늘", "어디서 모여요?", "파일"):
        await rehearsal.tell("seat:1", Reply(text))
    await person.column.locator("textarea").fill("어디서 모여요?")
    await person.taps("보내기")
    await person.sees(".venue", "성북구청")
    for size in ("보통", "크게", "아주 크게"):
        for wide in (".scroller", "body", ".foot", ".top"):
            over = (
                await phone.locator(wide).locator("visible=true").first.evaluate("n => n.scrollWidth - n.clientWidth")
            )
            assert over <= 0, (size, wide)
        await phone.get_by_role("button", name="글자 크기").click()


async def test_touch_targets_are_large(rehearsal: House, phone: Page) -> None:
    await phone.goto(rehearsal.address)
    await phone.get_by_role("tab").nth(1).click()
    person = await seat(phone, 1)
    await person.taps("시작하기")
    await person.taps("동의하고 시작하기")
    await person.reads("반가워요")
    for button in await phone.locator("button:visible").all():
        box = await button.bounding_box()
        assert box is not None
        assert min(box["width"], box["height"]) >= 44, await button.get_attribute("aria-label")


async def test_another_tab_counts_what_came_meanwhile(rehearsal: House, phone: Page) -> None:
    await phone.goto(rehearsal.address)
    await seat(phone, 2)
    await rehearsal.tell("seat:2", Reply("안녕하세요"))
    badge = phone.get_by_role("tab").nth(2).locator(".badge")
    await expect(badge).to_have_text("1")
    await phone.get_by_role("tab").nth(2).click()
    await expect(badge).to_be_hidden()


async def test_a_page_loads_nothing_from_elsewhere(rehearsal: House, desk: Page) -> None:
    asked: list[str] = []
    desk.on("request", lambda request: asked.append(request.url))
    refused: list[str] = []
    desk.on("console", lambda message: refused.append(message.text) if message.type == "error" else None)
    await desk.goto(rehearsal.address)
    person = await seat(desk, 1)
    await person.says("어디서 모여요?")
    await person.sees(".venue", "성북구청")
    await asyncio.sleep(0.2)
    assert [url for url in asked if not url.startswith(rehearsal.address)] == []
    assert refused == []
