"""Organizers look at what people wrote, once the form is closed, and decide what stands in the report."""

from collections.abc import AsyncIterator
from pathlib import Path

import pytest

from bot.db import events, feedback, themes
from bot.evaluation import Evaluation
from bot.feedback import HEADINGS
from bot.messages import Reply
from tests.feedback.trip import fill
from tests.handlers.chat import Chat, opened, seoul


@pytest.fixture
async def chat(tmp_path: Path) -> AsyncIterator[Chat]:
    """The workshop a week later: 51 people were asked, 43 answered, the form is closed."""
    one = await opened(tmp_path, now=seoul("10:00", 31))
    await one.join("김담당", "이팀장", role="organizer")
    await one.join("박순자")
    async with one.database.begin() as tx:
        await fill(tx, one.file.event.id, one.clock.now())
        await feedback.change(tx, one.file.event.id, closed_at=one.clock.now())
    yield one
    await one.database.close()


async def evaluation(chat: Chat) -> Evaluation:
    async with chat.database.begin() as tx:
        return await themes.evaluation(tx, chat.file.event.id)


def first(screen: Reply) -> str:
    """The action behind the first numbered button."""
    return next(button.action for row in screen.buttons for button in row if button.text == "1")


async def test_no_comment_is_lost_and_every_line_has_its_sources(chat: Chat) -> None:
    await chat.say("김담당", "/review")
    async with chat.database.begin() as tx:
        found = await feedback.results(tx, chat.file.event.id, chat.clock.now())
        rows = await themes.listed(tx, chat.file.event.id)
        aside = await themes.aside(tx, chat.file.event.id)
    assert found is not None
    voices = sum(row.voices for row in rows) + sum(one[2] for one in aside)
    assert voices >= len(found.comments)
    assert all(row.points for row in rows)
    assert {row.heading for row in rows} == set(HEADINGS)


async def test_the_same_words_stand_once_with_all_who_wrote_them(chat: Chat) -> None:
    await chat.say("김담당", "/review")
    async with chat.database.begin() as tx:
        rows = await themes.listed(tx, chat.file.event.id)
    assert all(len({text for text, _ in row.points}) == len(row.points) for row in rows)
    assert any(voices > 1 for row in rows for _, voices in row.points)


async def test_a_line_is_accepted_edited_moved_dropped_and_brought_back(chat: Chat) -> None:
    assert "총평 검토" in await chat.say("김담당", "총평 검토")
    before = await evaluation(chat)
    await chat.press("김담당", "미흡한 점")
    await chat.act("김담당", first(chat.screens["김담당"]))
    await chat.press("김담당", "고쳐 쓰기")
    assert "버스 시간이 길어 휴식이 더 필요하였음." in await chat.say(
        "김담당", "버스 시간이 길어 휴식이 더 필요하였음."
    )
    assert [one.line for one in (await evaluation(chat))["lacking"]] == ["버스 시간이 길어 휴식이 더 필요하였음."]
    await chat.press("김담당", "개선할 점")
    assert [one.line for one in (await evaluation(chat))["improve"]] == ["버스 시간이 길어 휴식이 더 필요하였음."]
    await chat.press("김담당", "빼기")
    assert all(
        one.line != "버스 시간이 길어 휴식이 더 필요하였음."
        for ones in (await evaluation(chat)).values()
        for one in ones
    )
    await chat.press("김담당", "되살리기")
    assert [one.voices for one in (await evaluation(chat))["improve"]] == [before["lacking"][0].voices]


async def test_lines_are_merged_and_own_ones_added(chat: Chat) -> None:
    await chat.say("김담당", "/review")
    await chat.press("김담당", "남은")
    one, other, *_ = (await evaluation(chat))["good"]
    await chat.press("김담당", "잘된 점")
    await chat.act("김담당", first(chat.screens["김담당"]))
    await chat.press("김담당", "다른 줄과 합치기")
    await chat.press("김담당", other.line[:20])
    merged = {line.line: line.voices for line in (await evaluation(chat))["good"]}
    assert one.line not in merged
    assert merged[other.line] == one.voices + other.voices
    await chat.say("김담당", "/review")
    await chat.press("김담당", "개선할 점")
    await chat.press("김담당", "직접 한 줄 쓰기")
    await chat.say("김담당", "내년에는 예산을 미리 확보하고자 함.")
    assert "내년에는 예산을 미리 확보하고자 함." in [one.line for one in (await evaluation(chat))["improve"]]


async def test_what_was_decided_outlives_another_sorting(chat: Chat) -> None:
    await chat.say("김담당", "/review")
    await chat.press("김담당", "잘된 점")
    await chat.act("김담당", first(chat.screens["김담당"]))
    await chat.press("김담당", "고쳐 쓰기")
    await chat.say("김담당", "모두가 함께한 뜻깊은 시간이었음.")
    event = chat.file.event.id
    async with chat.database.begin() as tx:
        found = await feedback.results(tx, event, chat.clock.now())
        assert found is not None
        before = await themes.listed(tx, event)
        await themes.analyse(tx, event, found.comments, (), themes.known(await events.snapshot(tx, event)))
        after = await themes.listed(tx, event)
    kept = next(one for one in after if one.line == "모두가 함께한 뜻깊은 시간이었음.")
    assert kept.state == "accepted"
    assert kept.points
    assert sum(one.voices for one in after) == sum(one.voices for one in before)


async def test_an_old_button_and_another_organizer_do_no_harm(chat: Chat) -> None:
    for name in ("김담당", "이팀장"):
        await chat.say(name, "/review")
        await chat.press(name, "잘된 점")
        await chat.act(name, first(chat.screens[name]))
    theirs = chat.screens["이팀장"]
    await chat.press("김담당", "빼기")
    dropped = await evaluation(chat)
    await chat.press("이팀장", "확정", screen=theirs)
    assert await evaluation(chat) == dropped


async def test_only_organizers_and_only_when_it_is_closed(chat: Chat) -> None:
    assert "총평 검토" not in await chat.say("박순자", "/review")
    await chat.act("박순자", "review:all")
    async with chat.database.begin() as tx:
        assert not await themes.analysed(tx, chat.file.event.id)
        await feedback.change(tx, chat.file.event.id, closed_at=None)
    assert "설문이 끝난 뒤에" in await chat.say("김담당", "/review")


async def test_a_closed_survey_leads_to_the_review(chat: Chat) -> None:
    assert "내용은 보고서에 쓸 수 있어요." in await chat.say("김담당", "/survey")
    said = await chat.press("김담당", "총평 확인하기")
    assert "총평 검토" in said
    assert "제목마다 7줄까지" in said
