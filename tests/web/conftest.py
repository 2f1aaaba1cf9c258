from collections.abc import AsyncIterator
from datetime import timedelta
from pathlib import Path

import pytest
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


@pytest.fixture
async def rehearsal(tmp_path: Path) -> AsyncIterator[House]:
    async with house(tmp_path, next_due=lambda: EVE + timedelta(minutes=2)) as one:
        yield one


@pytest.fixture
async def real(tmp_path: Path) -> AsyncIterator[House]:
    async with house(tmp_path, rehearsal=False) as one:
        yield one


@pytest.fixture
async def browser() -> AsyncIterator[Browser]:
    if not CHROMIUM.exists():  # noqa: ASYNC240 - one look before anything runs
        pytest.skip("no Chromium at /usr/bin/chromium")
    async with async_playwright() as playwright:
        one = await playwright.chromium.launch(executable_path=CHROMIUM, args=ARGUMENTS)
        yield one
        await one.close()


@pytest.fixture
async def desk(browser: Browser) -> AsyncIterator[Page]:
    """A wide page of a Korean browser; any error in its scripts fails the test."""
    page = await browser.new_page(viewport={"width": 1440, "height": 900}, locale="ko-KR")
    errors: list[str] = []
    page.on("pageerror", lambda error: errors.append(str(error)))
    yield page
    assert errors == []


@pytest.fixture
async def phone(browser: Browser) -> AsyncIterator[Page]:
    """A narrow phone that is touched."""
    page = await browser.new_page(
        viewport={"width": 360, "height": 740}, locale="ko-KR", has_touch=True, is_mobile=True
    )
    errors: list[str] = []
    page.on("pageerror", lambda error: errors.append(str(error)))
    yield page
    assert errors == []


@pytest.fixture
async def database(tmp_path: Path) -> AsyncIterator[Database]:
    one = Database(f"sqlite:///{tmp_path / 'web.db'}")
    yield one
    await one.close()
