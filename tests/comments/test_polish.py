"""An organizer has a model smooth a line's wording: a proposal beside the line, and every way in which it fails."""

import json
from collections.abc import AsyncIterator, Awaitable, Callable, Sequence
from contextlib import asynccontextmanager
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import pytest
from aiohttp import web
from pydantic import SecretStr

from bot import polishing
from bot.adapters.memory import Memory
from bot.comments.faithful import faithful
from bot.db import feedback, themes
from bot.db.themes import Row
from bot.messages import Address, Reply, Request, plain
from bot.replies import Replies
from config.settings import Settings, SettingsError, read
from tests.feedback.trip import fill
from tests.handlers.chat import TEXTS, Chat, opened, seoul

KEY = "sk-stand-in-0123456789"


@dataclass
class Server:
    """A stand-in for a server of chat completions: says `answer`, or breaks as `status` and `raw` tell."""

    url: str = ""
    answer: str = ""
    status: int = 200
    raw: bytes = b""
    asked: list[dict[str, Any]] = field(default_factory=list)
    keys: list[str] = field(default_factory=list)
    meanwhile: Callable[[], Awaitable[object]] | None = None

    async def complete(self, request: web.Request) -> web.Response:
        self.asked.append(await request.json())
        self.keys.append(request.headers.get("Authorization", ""))
        if self.meanwhile:
            await self.meanwhile()
        choice = {"index": 0, "finish_reason": "stop", "message": {"role": "assistant", "content": self.answer}}
        body = json.dumps({"id": "1", "object": "chat.completion", "model": "small", "choices": [choice]}).encode()
        return web.Response(status=self.status, body=self.raw or body, content_type="application/json")


@pytest.fixture
async def server() -> AsyncIterator[Server]:
    one, app = Server(), web.Application()
    app.router.add_post("/v1/chat/completions", one.complete)
    runner = web.AppRunner(app)
    await runner.setup()
    site = web.TCPSite(runner, "127.0.0.1", 0)
    await site.start()
    one.url = f"http://127.0.0.1:{runner.addresses[0][1]}/v1"
    yield one
    await runner.cleanup()


@pytest.fixture
async def chat(tmp_path: Path) -> AsyncIterator[Chat]:
    one = await opened(tmp_path, now=seoul("10:00", 31))
    await one.join("김담당", "이팀장", role="organizer")
    await one.join("박순자")
    async with one.database.begin() as tx:
        await fill(tx, one.file.event.id, one.clock.now())
        await feedback.change(tx, one.file.event.id, closed_at=one.clock.now())
    one.conversation.polishes = True
    yield one
    await one.database.close()


async def rows(chat: Chat) -> list[Row]:
    async with chat.database.read() as tx:
        return await themes.listed(tx, chat.file.event.id)


async def at_a_line(chat: Chat, who: str = "김담당") -> Row:
    """Open the first line of what was good."""
    await chat.say(who, "/review")
    await chat.press(who, "잘된 점")
    await chat.act(who, next(one.action for row in chat.screens[who].buttons for one in row if one.text == "1"))
    return next(one for one in await rows(chat) if plain(one.line) in plain(chat.screens[who].text))


async def polished(chat: Chat, server: Server, who: str = "김담당") -> Sequence[Reply]:
    """Press the button and hear all that follows, with the model behind a real connection."""
    action = next(one.action for row in chat.screens[who].buttons for one in row if one.text == "문장 다듬기")
    request = Request(str(next(chat.ids)), Address("memory", who, who), what="press", action=action, message="1")
    async with chat.database.begin() as tx:
        replies = (await chat.conversation.answers(tx, "memory", [request]))[0]
    model = polishing.model(Settings(polish_url=server.url, polish_model="small", polish_key=SecretStr(KEY)))
    assert model
    polisher, phone = polishing.Polisher(chat.database, "memory", TEXTS, model), Memory()

    async def make(request: Request, asked: str) -> list[Reply]:
        return await polisher.replies(request, asked.removeprefix("polish:"))

    await Replies(chat.database, phone, _at_once, _silence, make=make).send(request, replies)
    heard = [one for _, one in phone.heard]
    chat.screens[who] = next(one for one in reversed(heard) if one.buttons)
    return heard


@asynccontextmanager
async def _at_once(address: Address, reply: Reply, late: object) -> AsyncIterator[None]:
    del address, reply, late
    yield


async def _silence(seconds: float) -> None:
    raise AssertionError(seconds)


def reworded(row: Row) -> str:
    """The same said a little differently, in the line's own words."""
    said = row.line.replace("았음", "았다는 의견이 있었음").replace("었음", "었다는 의견이 있었음")
    assert said != row.line
    assert faithful(row.line, said, [one for one, _ in row.points])
    return said


async def test_the_proposal_stands_beside_the_line_and_changes_nothing_until_it_is_taken(
    chat: Chat, server: Server
) -> None:
    row = await at_a_line(chat)
    server.answer = f"“{reworded(row)}.”"
    heard = await polished(chat, server)
    assert "다듬고 있어요" in heard[0].text
    assert "아직 바꾸지 않았어요" in heard[1].text
    assert reworded(row) in plain(heard[1].text)
    assert row.line in plain(heard[1].text)
    assert row in await rows(chat)
    await chat.press("김담당", "이 글로 바꾸기")
    after = next(one for one in await rows(chat) if one.id == row.id)
    assert (after.line, after.state, after.points) == (reworded(row), "accepted", row.points)
    assert server.keys == [f"Bearer {KEY}"]
    assert server.asked[0]["temperature"] == 0
    assert row.line in server.asked[0]["messages"][1]["content"]


async def test_only_the_line_and_its_masked_comments_leave(chat: Chat, server: Server) -> None:
    row = await at_a_line(chat)
    server.answer = row.line
    heard = await polished(chat, server)
    assert "다듬을 곳이 없대요" in heard[1].text
    sent = server.asked[0]["messages"][1]["content"].splitlines()
    assert sent[0] == f"LINE: {row.line}"
    assert {one.removeprefix("- ") for one in sent[2:]} <= {text for text, _ in row.points}


@pytest.mark.parametrize(
    ("answer", "status", "raw", "said"),
    [
        ("모두가 9월에 온천을 즐겼음", 200, b"", "의견에 없는 말"),
        ("", 200, b"", "의견에 없는 말"),
        ("x", 401, b"", "받아 주지 않았어요"),
        ("x", 404, b"", "받아 주지 않았어요"),
        ("x", 302, b"", "받아 주지 않았어요"),
        ("x", 503, b"", "답하지 않아요"),
        ("x", 200, b"<html>hello</html>", "읽을 수 없어요"),
        ("x", 200, b'{"choices": []}', "읽을 수 없어요"),
        ("x", 200, b'{"choices": [{"message": {"content": null}}]}', "읽을 수 없어요"),
        ("x", 200, b"[" * 200_000, "읽을 수 없어요"),
    ],
)
async def test_what_fails_says_so_and_changes_nothing(  # noqa: PLR0917 - the cases
    chat: Chat, server: Server, answer: str, status: int, raw: bytes, said: str
) -> None:
    await at_a_line(chat)
    before = await rows(chat)
    server.answer, server.status, server.raw = answer, status, raw
    heard = await polished(chat, server)
    assert said in heard[1].text
    assert await rows(chat) == before
    assert KEY not in str(heard)


async def test_a_server_that_is_gone_says_so(chat: Chat) -> None:
    await at_a_line(chat)
    heard = await polished(chat, Server(url="http://127.0.0.1:9/v1"))
    assert "답하지 않아요" in heard[1].text


async def test_typing_another_line_or_leaving_ends_the_wish(chat: Chat, server: Server) -> None:
    row = await at_a_line(chat)
    server.answer = reworded(row)
    await polished(chat, server)
    proposal = chat.screens["김담당"]
    await chat.say("김담당", "모두 만족하였음")
    assert next(one for one in await rows(chat) if one.id == row.id).line == "모두 만족하였음"
    assert "지난 버튼" in await chat.press("김담당", "이 글로 바꾸기", screen=proposal)
    assert next(one for one in await rows(chat) if one.id == row.id).line == "모두 만족하였음"


async def test_a_wording_that_comes_after_another_organizers_change_is_not_taken(chat: Chat, server: Server) -> None:
    row = await at_a_line(chat)
    await at_a_line(chat, "이팀장")
    server.answer = reworded(row)
    await polished(chat, server)
    await chat.press("이팀장", "빼기")
    assert "지난 버튼" in await chat.press("김담당", "이 글로 바꾸기")
    assert next(one for one in await rows(chat) if one.id == row.id).state == "dropped"


async def test_who_left_before_the_wording_came_gets_no_button(chat: Chat, server: Server) -> None:
    row = await at_a_line(chat)
    server.answer = reworded(row)
    server.meanwhile = lambda: chat.act("김담당", "review:stop")
    heard = await polished(chat, server)
    assert not heard[1].buttons
    assert row in await rows(chat)


async def test_without_a_model_there_is_no_button_and_an_old_one_does_nothing(chat: Chat) -> None:
    chat.conversation.polishes = False
    await at_a_line(chat)
    assert "문장 다듬기" not in chat.labels("김담당")
    edit = next(one.action for row in chat.screens["김담당"].buttons for one in row if one.text == "고쳐 쓰기")
    assert "지난 버튼" in await chat.act("김담당", edit.replace("review:edit", "review:polish"))
    assert "담당자만" in await chat.act("박순자", edit.replace("review:edit", "review:polish"))


@pytest.mark.parametrize(
    ("wrong", "name"),
    [
        (
            {"polish_url": "localhost:1234/v1", "polish_model": "small"},
            "HAMKKE_POLISH_URL: an address begins with http",
        ),
        ({"polish_url": "http://localhost:1234/v1"}, "HAMKKE_POLISH_MODEL"),
        ({"polish_key": "한글"}, "HAMKKE_POLISH_KEY"),
    ],
)
def test_wrong_settings_name_the_variable(wrong: dict[str, str], name: str) -> None:
    with pytest.raises(SettingsError, match=name):
        read(**wrong)
