"""The whole event from the evening before to the way home, as a participant sees it, compared message by message."""

import asyncio
import time
from datetime import datetime
from pathlib import Path
from typing import Any

import aiohttp
import yaml

from tests.dialogues.phones import MARKS, WebPhone
from tests.dialogues.test_dialogues import join
from tests.house import SEOUL, at, house

EXPECTED = Path(__file__).with_name("seongbuk-2014.yaml")


async def _next(session: aiohttp.ClientSession, address: str) -> bool:
    """Jump to the next notice; False when none is left."""
    headers = {"origin": address[:-1]}
    async with session.post(f"{address}web/clock", json={"next": True}, headers=headers) as response:
        return (await response.json()).get("next") is not None


async def _lived_through(folder: Path) -> list[list[str]]:
    """Every message of a participant as [when it came, what it says], in order."""
    async with house(folder, at("2014-10-22 20:00")) as address, aiohttp.ClientSession() as session:
        session.headers["accept-language"] = "ko-KR"
        phone = WebPhone(session, address, "seat:1")
        await join(phone)
        more = True
        while more:
            before = await phone.history()
            more = await _next(session, address)
            await _news(phone, before)
        return [[_clock(one["at"]), one["text"].translate(MARKS)] for one in await _quiet(phone)]


async def _news(phone: WebPhone, before: list[dict[str, Any]]) -> None:
    """Wait until something came, however slow the machine is; a notice for others brings nothing."""
    for _ in range(40):
        if await phone.history() != before:
            break
        await asyncio.sleep(0.2)
    await _quiet(phone)


async def _quiet(phone: WebPhone) -> list[dict[str, Any]]:
    """The conversation once nothing more comes for a while."""
    seen, since = await phone.history(), time.monotonic()
    while time.monotonic() - since < 1.2:
        await asyncio.sleep(0.3)
        now = await phone.history()
        if now != seen:
            seen, since = now, time.monotonic()
    return sorted(seen, key=lambda one: int(one["id"]))


def _clock(moment: str) -> str:
    return datetime.fromisoformat(moment).astimezone(SEOUL).strftime("%d일 %H:%M")


async def test_every_message_of_both_days(tmp_path: Path) -> None:
    assert await _lived_through(tmp_path) == yaml.safe_load(EXPECTED.read_text("utf-8"))
