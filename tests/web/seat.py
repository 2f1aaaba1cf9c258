"""A person at a page: writes, presses, reads."""

import re
from dataclasses import dataclass

from playwright.async_api import Locator, Page, expect


@dataclass(frozen=True)
class Person:
    """One column of the page."""

    column: Locator

    async def says(self, text: str) -> None:
        """Write and press Enter."""
        await self.column.locator("textarea").fill(text)
        await self.column.locator("textarea").press("Enter")

    async def taps(self, name: str) -> None:
        """Press the last button or key of that name."""
        await self.column.get_by_role("button", name=name, exact=True).last.click()

    async def reads(self, text: str) -> None:
        """Wait until the last message of the other side says `text`."""
        await expect(self.column.locator(".message.theirs[data-id]").last).to_contain_text(text)

    async def sees(self, selector: str, text: str) -> None:
        """Wait until something says `text`."""
        await expect(self.column.locator(selector).last).to_contain_text(text)

    async def bubbles(self) -> list[str]:
        """All that stands in the conversation."""
        return await self.column.locator(".message[data-id] .bubble").all_inner_texts()


async def seat(page: Page, number: int) -> Person:
    """The person at a rehearsal's seat, once the conversation is there."""
    column = page.locator(f"#seat-{number}")
    await expect(column).to_have_class(re.compile(r"\bready\b"))
    return Person(column)


async def alone(page: Page) -> Person:
    """The person of a real chat."""
    await expect(page.locator(".single .chat")).to_have_class(re.compile(r"\bready\b"))
    return Person(page.locator(".single .chat"))
