"""The whole bot in a browser: the chat on the web, the page for people without an account, on a phone; and Telegram."""

import asyncio
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from pathlib import Path

import httpx
import pytest
from playwright.async_api import Browser, Page, async_playwright, expect
from sqlalchemy import insert, select

from bot import codes
from bot.db import feedback, feedback_codes
from bot.db.database import Database
from bot.db.models import Base, FeedbackAnswer, FeedbackBallot, FeedbackCode, Inbox, Person, WebMessage
from tests.botapi import UNLIMITED, BotApi, User
from tests.house import at, house
from tests.people.test_on_telegram import join, until
from tests.web.conftest import ARGUMENTS, CHROMIUM

BUS = at("2014-10-24 13:40")
EVENT = "seongbuk-2014"


@asynccontextmanager
async def phone(browser: Browser, language: str = "ko-KR") -> AsyncIterator[Page]:
    context = await browser.new_context(
        viewport={"width": 360, "height": 740}, locale=language, has_touch=True, is_mobile=True
    )
    page = await context.new_page()
    errors: list[str] = []
    page.on("pageerror", lambda error: errors.append(str(error)))
    page.on("console", lambda line: errors.append(line.text) if "Content Security Policy" in line.text else None)
    yield page
    await context.close()
    assert errors == []


@asynccontextmanager
async def chromium() -> AsyncIterator[Browser]:
    if not CHROMIUM.exists():
        pytest.skip("no Chromium at /usr/bin/chromium")
    async with async_playwright() as playwright:
        browser = await playwright.chromium.launch(executable_path=CHROMIUM, args=ARGUMENTS)
        yield browser
        await browser.close()


@asynccontextmanager
async def opened(folder: Path) -> AsyncIterator[Database]:
    database = Database(f"sqlite:///{folder}/hamkke.db")
    yield database
    await database.close()


async def code_for(folder: Path, name: str) -> str:
    """A printed code of somebody without an account; the form is open."""
    async with opened(folder) as database, database.begin() as tx:
        await feedback.open_form(tx, EVENT, BUS, at("2014-10-31 13:30"))
        values = {"event_id": EVENT, "name": name, "created_at": BUS}
        person = (await tx.execute(insert(Person).values(values).returning(Person.id))).scalar_one()
        return (await feedback_codes.fresh(tx, EVENT, [person]))[person]


async def answers(folder: Path) -> dict[str, tuple[int | None, str]]:
    async with opened(folder) as database, database.read() as tx:
        rows = (await tx.execute(select(FeedbackAnswer))).all()
    return {row.question: (row.score, row.text) for row in rows}


async def shown(user: User, words: str) -> None:
    """Wait until a message in the chat, perhaps an edited one, has these words."""
    async with asyncio.timeout(15):
        while not any(words in one.text for one in user.screen):  # noqa: ASYNC110 - the stand-in rings for messages only
            await asyncio.sleep(0.02)


async def everything(folder: Path, *tables: type[Base]) -> str:
    async with opened(folder) as database, database.read() as tx:
        return repr([[tuple(row) for row in await tx.execute(select(table))] for table in tables])


async def test_the_page_opens_by_code_once_and_only_this_phone_finds_it_again(
    tmp_path: Path, logged: list[str]
) -> None:
    async with house(tmp_path, BUS) as address, chromium() as browser:
        code = await code_for(tmp_path, "정복순")
        async with phone(browser) as page:
            await page.goto(f"{address}feedback#{code}")
            await expect(page.locator("fieldset")).to_have_count(11)
            assert page.url == f"{address}feedback"
            await page.get_by_role("button", name="보내기").click()
            await expect(page.get_by_role("alert")).to_have_text("하나라도 답하신 뒤에 보내 주세요.")
            await page.reload()
            await page.locator("fieldset").first.get_by_text("4점").click()
            await page.locator("textarea.long").first.fill("<b>경치</b> & 공기 👍")
            wide = "document.documentElement.scrollWidth <= document.documentElement.clientWidth"
            assert await page.evaluate(wide)
            await page.get_by_role("button", name="보내기").click()
            await expect(page.get_by_role("status")).to_contain_text("누구의 답인지 아무도")
            assert await answers(tmp_path) == {"overall": (4, ""), "good": (None, "<b>경치</b> & 공기 👍")}
            assert await everything(tmp_path, FeedbackCode) == "[[]]"
            await page.get_by_role("button", name="고치기").click()
            await expect(page.locator("textarea.long").first).to_have_value("<b>경치</b> & 공기 👍")
            await page.locator("fieldset").first.get_by_text("2점").click()
            await page.get_by_role("button", name="보내기").click()
            await expect(page.get_by_role("status")).to_contain_text("고친 소감")
            assert (await answers(tmp_path))["overall"] == (2, "")
            token = await page.evaluate("localStorage.getItem('hamkke-feedback')")
            await page.get_by_role("button", name="흔적 지우기").click()
            assert await page.evaluate("localStorage.length + sessionStorage.length") == 0
        async with phone(browser, "en-GB") as other:
            await other.goto(f"{address}feedback#{code}")
            await expect(other.get_by_role("alert")).to_contain_text("does not work")
            await other.get_by_label("The code on your paper").fill("0000-0000-0000")
            await other.get_by_role("button", name="Open").click()
            await expect(other.get_by_role("alert")).to_contain_text("does not work")
    assert logged
    for secret in (code, codes.digest(code), token, "경치"):
        assert not [line for line in logged if secret in line]


async def test_what_a_hostile_page_or_program_sends_is_refused(tmp_path: Path) -> None:
    async with house(tmp_path, BUS) as address:
        code = await code_for(tmp_path, "정복순")
        origin = {"origin": address.rstrip("/")}
        async with httpx.AsyncClient(base_url=address, headers=origin) as ours:
            page = await ours.get("/feedback")
            assert "script-src 'self'" in page.headers["content-security-policy"]
            assert page.headers["referrer-policy"] == "no-referrer"
            fine = {"code": code, "answers": {"overall": {"score": 5, "text": ""}}}
            for headers in ({"origin": "https://evil.example"}, {"origin": "null"}, {"origin": ""}):
                assert (await ours.post("/web/feedback/send", json=fine, headers=headers)).status_code == 403
            for body, status in (
                ({"code": code}, 400),
                ({"code": code, "answers": {}}, 400),
                ({"code": code, "answers": {"overall": {"score": 6}}}, 400),
                ({"code": code, "answers": {"overall": {"score": True}}}, 400),
                ({"code": code, "answers": {"overall": 5}}, 400),
                ({"code": code, "answers": {"nonsense": {"score": 5}}}, 400),
                ({"code": code, "answers": {"good": {"text": "가" * 2001}}}, 413),
                ({"code": code, "answers": {"good": {"text": ["가"]}}}, 400),
                ({"code": [code], "answers": fine["answers"]}, 404),
                ({"token": "x" * 22, "answers": fine["answers"]}, 404),
                ({"code": "A" * 5000, "answers": fine["answers"]}, 404),
                ([], 400),
            ):
                assert (await ours.post("/web/feedback/send", json=body)).status_code == status, body
            assert (await ours.post("/web/feedback/open", json={"code": code.lower()})).status_code == 200
            assert await answers(tmp_path) == {}
            sent = await ours.post("/web/feedback/send", json=fine)
            assert sent.status_code == 200
            assert (await ours.post("/web/feedback/send", json=fine)).status_code == 404
            assert len(await answers(tmp_path)) == 1
            guesses = [
                (await ours.post("/web/feedback/open", json={"code": codes.new()})).status_code for _ in range(130)
            ]
            assert guesses[-1] == 429, "nobody tries codes for long"


async def test_the_web_chat_forgets_what_was_said_and_its_browser_can_change_it(
    tmp_path: Path, logged: list[str]
) -> None:
    async with house(tmp_path, BUS) as address, chromium() as browser:
        page = await browser.new_page(viewport={"width": 1440, "height": 900}, locale="ko-KR")
        await page.goto(address)
        seat = page.locator("#seat-1")

        async def say(words: str) -> None:
            await seat.locator("textarea").fill(words)
            await seat.locator("textarea").press("Enter")

        async def tap(label: str) -> None:
            await seat.locator(".message").get_by_role("button", name=label).last.click()

        async def reads(words: str) -> None:
            await expect(seat.locator(".scroller")).to_contain_text(words)

        await say("안녕하세요")
        await tap("동의하고 참가할게요")
        await reads("반갑습니다")
        await say("소감")
        await tap("시작하기")
        for number in range(2, 10):
            await tap("4점")
            await reads(f"소감 {number}/11")
        await say("비밀스러운 칭찬이에요")
        await reads("지금까지 답: “비밀스러운 칭찬이에요”")
        await tap("다음 ▶")
        await reads("소감 10/11")
        await tap("건너뛰기")
        await reads("소감 11/11")
        await tap("건너뛰기")
        await reads("이렇게 보낼게요")
        await tap("소감 보내기")
        await reads("소감을 보냈어요")
        await expect(seat.locator(".scroller")).not_to_contain_text("비밀스러운")
        secret = await page.evaluate("localStorage.getItem('hamkke-own')")
        assert (await answers(tmp_path))["good"] == (None, "비밀스러운 칭찬이에요")
        kept = await everything(tmp_path, WebMessage, Inbox)
        assert "비밀스러운" not in kept
        assert "fb:s." not in kept
        assert secret not in kept
        assert len(secret) == 32
        await tap("고치기")
        await reads("다시 꺼냈어요")
        assert await everything(tmp_path, FeedbackBallot) == "[[]]"
        await tap("1점")
        await reads("1점 · 많이 아쉬웠어요")
    assert not [line for line in logged if "비밀스러운" in line or secret in line]


async def test_on_telegram_the_inbox_keeps_neither_words_nor_the_button(tmp_path: Path, logged: list[str]) -> None:
    async with BotApi(rates=UNLIMITED) as api, house(tmp_path, BUS, api=api):
        kim = api.user(1, first_name="영자", last_name="김", language_code="ko")
        await join(kim)
        kim.say("소감")
        await until(kim, "이름은 남지 않아요")
        kim.press("시작하기")
        for number in range(2, 10):
            await shown(kim, f"소감 {number - 1}/11")
            kim.press("4점 · 좋았어요")
        await shown(kim, "소감 9/11")
        kim.say("비밀스러운 칭찬이에요")
        await until(kim, "지금까지 답: “비밀스러운 칭찬이에요”")
        kim.press("다음 ▶")
        await shown(kim, "소감 10/11")
        kim.press("건너뛰기 ▶")
        await shown(kim, "소감 11/11")
        kim.press("건너뛰기 ▶")
        await shown(kim, "이렇게 보낼게요")
        kim.press("소감 보내기")
        await shown(kim, "소감을 보냈어요")
        assert (await answers(tmp_path))["good"] == (None, "비밀스러운 칭찬이에요")
        kept = await everything(tmp_path, Inbox)
        assert "비밀스러운" not in kept
        assert "fb:s." not in kept
        assert "fb:back" not in kept
        kim.press("고치기")
        await shown(kim, "다시 꺼냈어요")
        assert await everything(tmp_path, FeedbackBallot) == "[[]]"
        kept = await everything(tmp_path, Inbox)
        assert "fb:back" not in kept
    assert api.violations == []
    assert not [line for line in logged if "비밀스러운" in line or "fb:back" in line]
