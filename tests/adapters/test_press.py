from pathlib import Path

from tests.botapi import UNLIMITED, BotApi
from tests.house import at, house


async def test_a_press_is_answered_once_though_its_message_has_to_be_tried_again(tmp_path: Path) -> None:
    async with BotApi(rates=UNLIMITED) as api, house(tmp_path, at("2014-10-23 10:00"), api=api):
        kim = api.user(7, first_name="영자", last_name="김", language_code="ko")
        kim.start()
        consent = await kim.hears()
        api.fault("flood", "sendMessage", times=1)
        kim.press(consent.labels[0])
        assert "반갑습니다" in (await kim.hears(timeout=15)).text
        await kim.hears(timeout=15)
        assert len(api.ledger.of("answerCallbackQuery")) == 1
        assert api.violations == []
