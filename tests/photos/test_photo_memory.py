"""Large photos from many people at once: the process stays small, and answers meanwhile."""

import asyncio
import os
import sys
import time
from collections.abc import AsyncIterator
from pathlib import Path

import pytest

from tests.bench.answers import memory
from tests.botapi import UNLIMITED, BotApi
from tests.faults.conftest import TOKEN
from tests.faults.process import QUIET, Bot, prepare, running
from tests.leaks import leaks
from tests.photos.scenes import jpeg, scene

HEAVY = 8_000_000
SENDERS = 10
MOST = 300  # MB


@pytest.fixture
async def bot(tmp_path: Path) -> AsyncIterator[Bot]:
    address = f"sqlite:///{tmp_path}/hamkke.db"
    await prepare(address)
    async with BotApi(token=TOKEN, rates=UNLIMITED) as api:
        settings = {"HAMKKE_TELEGRAM_RATE": "200", "HAMKKE_TELEGRAM_CHAT_RATE": "100"}
        one = Bot(api, tmp_path, address, at=QUIET, settings=settings)
        try:
            yield one
        finally:
            await one.end()
        assert leaks(one.log) == []
        assert "secret words" not in one.log


def heavy(number: int, size: tuple[int, int] = (4000, 3000)) -> bytes:
    """A photo of 12 megapixels in 8 MB, as phones take them; what follows its end is no part of the picture."""
    data = jpeg(scene(number, size), quality=92)
    return data + os.urandom(HEAVY - len(data))


async def send(bot: Bot, count: int, photos: list[bytes]) -> tuple[float, float]:
    """The most memory in MB while `count` photos go through a process, and how long a question took meanwhile."""
    people = await bot.join(SENDERS)
    asker = bot.api.user(people[-1])
    async with running(bot) as process:
        for user in people[:-1]:
            bot.api.user(user).send_photo(photos[0])
            await bot.api.user(user).hears(timeout=30)
            bot.api.user(user).press("동의하고 보낼게요")
        await rows(bot, SENDERS - 1)
        peak, slowest, sent = memory(process.pid), 0.0, SENDERS - 1
        for number in range(count):
            sender = bot.api.user(people[number % (SENDERS - 1)])
            sender.send_document("IMG.jpg", photos[number % len(photos)] + bytes([number % 256, number // 256]),
                               mime="image/jpeg", caption="secret words")  # fmt: skip
            sent += 1
            if number % 20 == 19:
                begin = time.monotonic()
                asker.say("점심 몇 시예요?")
                await asker.hears(timeout=30)
                slowest = max(slowest, time.monotonic() - begin)
                await rows(bot, sent)
                files = asker.account.files  # the stand-in has seen enough of them
                for key in [key for key, one in files.items() if len(one.content) > HEAVY]:
                    del files[key]
            peak = max(peak, memory(process.pid))
        await rows(bot, sent)
        return max(peak, _peak(process.pid)), slowest


def _peak(pid: int) -> float:
    """The largest size that a process ever had, in MB (proc(5): VmHWM)."""
    for line in Path(f"/proc/{pid}/status").read_text(encoding="ascii").splitlines():
        if line.startswith("VmHWM"):
            return int(line.split()[1]) / 1024
    return 0.0


async def rows(bot: Bot, count: int) -> None:
    async with asyncio.timeout(300):
        while (await bot.rows("SELECT count(*) FROM photo"))[0][0] < count:  # noqa: ASYNC110 - another process writes
            await asyncio.sleep(0.1)


async def test_a_few_heavy_photos(bot: Bot) -> None:
    peak, slowest = await send(bot, 20, [heavy(1), heavy(2)])
    sys.stdout.write(f"{peak:.0f} MB at most, a question meanwhile took {slowest:.2f} s at most\n")
    assert peak < MOST


@pytest.mark.slow
async def test_three_hundred_photos_of_8_mb_stay_under_300_mb(bot: Bot) -> None:
    peak, slowest = await send(bot, 300, [heavy(number) for number in range(1, 5)])
    sys.stdout.write(f"{peak:.0f} MB at most, a question meanwhile took {slowest:.2f} s at most\n")
    assert peak < MOST
