"""Programs can send actions that no button of ours has: they find nothing, and nothing fails."""

import pytest

from tests.handlers.chat import Chat

HUGE = "9" * 25
ORGANIZERS = (
    "status:show.{}",
    "roll:tick.{}.{}",
    "desk:yes:{}",
    "desk:sheet:all:{}",
    "answer:{}",
    "faq:{}",
    "planundo:{}",
)


@pytest.mark.parametrize("what", ["read:{}", "here:{}", "day:{}"])
@pytest.mark.parametrize("number", [HUGE, "²", "-1", ""])
async def test_from_a_participant(chat: Chat, what: str, number: str) -> None:
    assert await chat.act("박순자", what.format(number))


@pytest.mark.parametrize("what", ORGANIZERS)
@pytest.mark.parametrize("number", [HUGE, "²", ""])
async def test_from_an_organizer(chat: Chat, what: str, number: str) -> None:
    assert await chat.act("이담당", what.replace("{}", number))
