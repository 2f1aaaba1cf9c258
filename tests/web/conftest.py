from collections.abc import AsyncIterator
from datetime import timedelta
from pathlib import Path

import pytest
import pytest_asyncio
from playwright.async_api import Browser, Page, async_playwright

from bot.db.database import Database
from tests.web.house import EVE, House, house

CHROMIUM = Path("/usr/bin/chromium")
ARGUMENTS = (
    "--headless",
    "--no-sandbox",
    "--disable-gpu",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
)

# The browser lives on one event loop, and so does whoever talks to it.
on_one_loop = pytest_asyncio.fixture(loop_scope="session")


@on_one_loop
async def rehearsal(tmp_path: Path) -> AsyncIterator[House]:
    async with house(tmp_path, next_due=lambda: EVE + timedelta(minutes=2)) as one:
        yield one


@on_one_loop
async def real(tmp_path: Path) -> AsyncIterator[House]:
    async with house(tmp_path, rehearsal=False) as one:
        yield one


@pytest_asyncio.fixture(scope="session", loop_scope="session")
async def chromium() -> AsyncIterator[Browser]:
    if not CHROMIUM.exists():  # noqa: ASYNC240 - one look before anything runs
        pytest.skip("no Chromium at /usr/bin/chromium")
    async with async_playwright() as playwright:
        one = await playwright.chromium.launch(executable_path=CHROMIUM, args=ARGUMENTS)
        yield one
        await one.close()


@on_one_loop
async def browser(chromium: Browser) -> AsyncIterator[Browser]:
    """The browser, started once, with nobody in it."""
    yield chromium
    for context in chromium.contexts:
        await context.close()


@on_one_loop
async def desk(browser: Browser) -> AsyncIterator[Page]:
    """A wide page of a Korean browser; any error in its scripts fails the test."""
    page = await browser.new_page(viewport={"width": 1440, "height": 900}, locale="ko-KR")
    errors: list[str] = []
    page.on("pageerror", lambda error: errors.append(str(error)))
    yield page
    assert errors == []


@on_one_loop
async def phone(browser: Browser) -> AsyncIterator[Page]:
    """A narrow phone that is touched."""
    page = await browser.new_page(
        viewport={"width": 360, "height": 740}, locale="ko-KR", has_touch=True, is_mobile=True
    )
    errors: list[str] = []
    page.on("pageerror", lambda error: errors.append(str(error)))
    yield page
    assert errors == []


@on_one_loop
async def database(tmp_path: Path) -> AsyncIterator[Database]:
    one = Database(f"sqlite:///{tmp_path / 'web.db'}")
    yield one
    await one.close()
