"""Conversations as data: what people say, and what they must hear, the same on every platform."""

from pathlib import Path
from typing import Any

import pytest
import yaml

from tests.dialogues.phones import PHONES, Phone, Screen
from tests.house import at

FOLDER = Path(__file__).parent
DIALOGUES = [one for path in sorted(FOLDER.glob("*.yaml")) for one in yaml.safe_load(path.read_text("utf-8"))]


async def join(phone: Phone) -> None:
    await phone.say("/start")
    await phone.hears()
    await phone.press("동의하고 참가할게요")
    await phone.hears()  # the welcome
    await phone.hears()  # the card


def check(step: dict[str, Any], screen: Screen) -> None:
    for words in step["hear"]:
        assert words in screen.text
    for words in step.get("never", ()):
        assert words not in screen.text
    if "buttons" in step:
        assert ", ".join(screen.labels) == ", ".join(step["buttons"])
    if "edited" in step:
        assert screen.edited is step["edited"]
    assert len(screen.text) <= 4096


@pytest.mark.parametrize("platform", PHONES)
@pytest.mark.parametrize("dialogue", DIALOGUES, ids=lambda one: one["title"])
async def test_dialogue(dialogue: dict[str, Any], platform: str, tmp_path: Path) -> None:
    async with PHONES[platform](tmp_path, at(str(dialogue["at"]))) as phone:
        if dialogue.get("joined"):
            await join(phone)
        for step in dialogue["steps"]:
            if "say" in step:
                await phone.say(step["say"])
            elif "press" in step:
                await phone.press(step["press"])
            else:
                check(step, await phone.hears())


WEIRD = {
    "very long": "점심 몇 시예요? " * 300,
    "emoji": "🍚⏰❓👵🏽",
    "right to left": "متى الغداء؟ \u202eabc\u202c",
    "looks like markup": "<b>점심</b> & <script>alert(1)</script> *몇* _시_ [a](b)",
    "control characters": "점심\u200b\u0007 몇\u00a0시\ue000예요\ue001",
    "only signs": "?!…",
    "a command of nobody": "/frobnicate 1 2 3",
    "a lone surrogate's neighbour": "점심\U0001f469\u200d\U0001f469\u200d\U0001f467 몇시",
}


async def test_every_platform_gives_the_same_answer_to_whatever_is_typed(tmp_path: Path) -> None:
    heard: dict[str, list[str]] = {}
    for platform, phone_of in PHONES.items():
        (tmp_path / platform).mkdir()
        async with phone_of(tmp_path / platform, at("2014-10-23 10:00")) as phone:
            await join(phone)
            for text in WEIRD.values():
                await phone.say(text)
                screen = await phone.hears()
                assert 0 < len(screen.text) <= 4096
                heard.setdefault(platform, []).append(screen.text)
    assert heard["telegram"] == heard["memory"]
    assert heard["web"] == heard["memory"]
