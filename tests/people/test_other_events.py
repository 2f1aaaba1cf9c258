"""Two events in one house: nobody's button reaches into the other one, and every try leaves a row."""

from collections.abc import AsyncIterator
from pathlib import Path

import pytest
from sqlalchemy import update

from bot.db import events
from bot.db.models import Account, Person
from tests.handlers.chat import Chat, opened


@pytest.fixture
async def both(tmp_path: Path) -> AsyncIterator[Chat]:
    """The sample, and a second event with an organizer and a participant of its own."""
    one = await opened(tmp_path)
    other = one.file.model_copy(update={"event": one.file.event.model_copy(update={"id": "other"})})
    async with one.database.begin() as tx:
        await events.load(tx, other, one.clock.now())
    await one.join("김담당", role="organizer")
    await one.join("박순자", bus="1호차")
    await one.join("남담당", role="organizer", event_id="other")
    await one.join("남순자", event_id="other", bus="1호차")
    yield one
    await one.database.close()


async def test_another_events_buttons_are_refused_and_leave_a_row(both: Chat) -> None:
    actions: set[str] = set()

    def seen() -> None:
        for screen in both.screens.values():
            actions.update(button.action for row in screen.buttons for button in row)

    await both.say("김담당", "/announce 모이세요")
    await both.press("김담당", "확인 받기")
    seen()
    await both.press("김담당", "지금 1명")
    await both.carry()
    seen()
    for text, label in (("/delay 40", "이대로"), ("/rollcall", "전체")):
        await both.say("김담당", text)
        seen()
        await both.press("김담당", label)
        await both.carry()
        seen()
    await both.say("박순자", "/ask 빨래할 곳 있나요?")
    await both.carry()
    seen()
    await both.say("김담당", "/status")
    seen()
    foreign = {one for one in actions if one.partition(":")[0] in FOREIGN and one != "roll:no"}
    assert {one.partition(":")[0] for one in foreign} == FOREIGN
    before, version = await both.audit(), (await both.plan()).version
    tries = 0
    for who in ("남담당", "남순자"):
        for action in sorted(foreign):
            said = await both.act(who, action)
            assert any(words in said for words in ("지난 버튼", "담당자만", "이미 보냈어요", "되돌릴 수 없어요")), (
                action,
                said,
            )
            tries += "지난 버튼" in said or "담당자만" in said
    rows = (await both.audit())[len(before) :]
    assert set(rows) == {"button.refused", "refused"}
    assert len(rows) == tries
    assert await both.carry() == {}
    assert (await both.plan()).version == version


FOREIGN = {"annc", "status", "read", "plan", "plannow", "planundo", "roll", "here", "answer"}


@pytest.mark.parametrize("changed", ["participant", "leader"])
async def test_an_ex_organizers_buttons_are_refused_and_leave_a_row(both: Chat, changed: str) -> None:
    await both.say("김담당", "/announce 모이세요")
    await both.say("김담당", "/announce 다시 모이세요")
    draft = both.screens["김담당"]
    await both.say("김담당", "/list 방")
    async with both.database.begin() as tx:
        await tx.execute(update(Person).where(Person.name == "김담당").values(role=changed))
    assert "담당자만" in await both.press("김담당", "지금 1명", screen=draft)
    assert "담당자만" in await both.press("김담당", "인쇄용")
    for text in ("/announce 몰래", "/who", "/delay 40", "/status", "/import"):
        assert "담당자만" in await both.say("김담당", text)
    assert (await both.audit()).count("refused") == 7
    assert await both.carry() == {}


async def test_who_left_reaches_nothing_by_an_old_button(both: Chat) -> None:
    await both.say("김담당", "/announce 모이세요")
    draft = both.screens["김담당"]
    async with both.database.begin() as tx:
        await tx.execute(update(Account).where(Account.user == "김담당").values(person_id=None))
    assert "참가" in await both.press("김담당", "지금 1명", screen=draft)
    assert await both.carry() == {}
