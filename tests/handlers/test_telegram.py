"""The organizer's hand over Telegram: the real program, the real scheduler, the strict stand-in of the Bot API."""

import asyncio
import json
import os
import sys
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from pathlib import Path

from tests.botapi import BotApi, Heard, Rates, User
from tests.leaks import leaks

HAMKKE = str(Path(sys.executable).with_name("hamkke"))


@asynccontextmanager
async def running(api: BotApi, folder: Path) -> AsyncIterator[dict[str, str]]:
    """The bot at 09:10 of the first day, a minute in two seconds."""
    env = {
        **os.environ,
        "HAMKKE_TELEGRAM_TOKEN": api.token,
        "HAMKKE_TELEGRAM_API_BASE": api.url,
        "HAMKKE_WEB_PORT": "0",
        "HAMKKE_LOG_LEVEL": "DEBUG",
        "HAMKKE_DATABASE_URL": f"sqlite:///{folder}/h.db",
    }
    log = folder / "bot.log"
    with log.open("ab") as errors:
        process = await asyncio.create_subprocess_exec(
            *(HAMKKE, "run", "--at", "2014-10-23T09:10", "--speed", "30"),
            env=env,
            stdout=asyncio.subprocess.PIPE,
            stderr=errors,
        )
    assert process.stdout is not None
    try:
        assert await asyncio.wait_for(process.stdout.readline(), 60)
        yield env
    finally:
        process.terminate()
        await process.wait()
    assert leaks(log.read_text("utf-8")) == []


async def invited(env: dict[str, str]) -> str:
    process = await asyncio.create_subprocess_exec(
        HAMKKE, "invite", "--role", "organizer", "--json", env=env, stdout=asyncio.subprocess.PIPE
    )
    out, _ = await process.communicate()
    return str(json.loads(out)["code"])


async def join(user: User, code: str = "") -> None:
    user.start(code)
    consent = await user.hears(timeout=20)
    user.press(consent.labels[0])
    await user.hears(timeout=20)


async def hears(user: User, words: str) -> Heard:
    """The next message with these words; others may come between."""
    async with asyncio.timeout(30):
        while True:
            heard = await user.hears(timeout=30)
            if words in heard.text:
                return heard


async def test_a_late_bus_an_announcement_and_a_roll_call(tmp_path: Path) -> None:
    async with BotApi(rates=Rates(slack=0.2)) as api:  # what travels unevenly on a busy machine is no haste of ours
        boss = api.user(1, first_name="담당", last_name="김", language_code="ko")
        rider = api.user(2, first_name="순자", last_name="박", language_code="ko")
        gone = api.user(3, first_name="막은", last_name="이", language_code="ko")
        async with running(api, tmp_path) as env:
            await join(boss, await invited(env))
            await join(rider)
            await join(gone)
            boss.say("버스 40분 늦어요")
            shown = await hears(boss, "이렇게 바꿀까요")
            assert "13:30~14:30 → 14:10~15:10" in shown.text
            boss.press(shown.labels[0])
            done = await hears(boss, "일정을 바꿨어요")
            boss.press(done.labels[0])
            told = await hears(rider, "일정이 바뀌었어요")
            assert "중식 13:30~14:30 → 14:10~15:10" in told.text
            await hears(gone, "일정이 바뀌었어요")

            gone.block()
            boss.say("/announce 물을 챙기세요")
            boss.press((await hears(boss, "이렇게 보여요")).labels[0])
            await hears(rider, "물을 챙기세요")
            await asyncio.sleep(1)
            boss.say("/status")
            status = await hears(boss, "알림 결과")
            assert "닿지 않음" in status.text or "닿지 않아" in status.text
            boss.press("글 고치기")
            await hears(boss, "고친 글을")
            boss.say("물과 모자를 챙기세요")
            boss.press((await hears(boss, "이렇게 바뀌어요")).labels[0])
            await hears(rider, "물과 모자를 챙기세요")
            assert any("물과 모자" in one.text for one in rider.screen)
            assert not any("물을 챙기세요" in one.text for one in rider.screen)

            boss.say("/rollcall")
            boss.press((await hears(boss, "누구의 인원")).labels[0])
            await hears(boss, "0 / 3명")
            call = await hears(rider, "오셨나요")
            rider.press(call.labels[0])
            await hears(rider, "고맙습니다")
            assert "이막은" in (await hears(boss, "1 / 3명")).text
        assert api.violations == []
