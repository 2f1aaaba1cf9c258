"""Limits, faults, the ledger, the bare HTTP, and the stand-in as a process of its own."""

import asyncio
import json
import time
from pathlib import Path
from typing import Any

import aiohttp
import pytest
from telegram import Bot
from telegram.error import InvalidToken, NetworkError, RetryAfter

from tests.botapi import BotApi, Rates, Silence, User
from tests.botapi.conftest import connected
from tests.botapi.faults import Fault
from tests.botapi.limits import Limits
from tests.botapi.remote import running


def test_no_window_of_a_second_holds_more_than_thirty() -> None:
    limits = Limits(Rates())
    assert [limits.take(user, 10 + user / 100) for user in range(1, 31)] == [0] * 30
    assert limits.take(99, 10.5) == 1
    assert limits.take(99, 11.005) == 1
    assert limits.take(99, 11.0101) == 0
    assert limits.take(98, 11.0102) == 1


def test_a_private_chat_gets_one_a_second_and_a_group_twenty_a_minute() -> None:
    limits = Limits(Rates())
    assert [limits.take(7, 1.0), limits.take(7, 1.9), limits.take(7, 2.0)] == [0, 1, 0]
    assert [limits.take(-5, 100 + second) for second in range(20)] == [0] * 20
    assert limits.take(-5, 130.0) == 30
    assert limits.take(-5, 160.0) == 0


def test_slack_shortens_the_windows() -> None:
    limits = Limits(Rates(slack=0.05))
    assert [limits.take(7, 1.0), limits.take(7, 1.94), limits.take(7, 1.96)] == [0, 1, 0]


async def test_a_limit_overrun_is_429_and_a_violation() -> None:
    async with BotApi(rates=Rates(private_per_second=None, per_second=2)) as api, connected(api) as bot:
        kim = api.user(7)
        kim.start()
        note = await bot.send_message(7, "하나")
        await bot.send_message(7, "둘")
        await bot.edit_message_text("하나 반", 7, note.message_id)
        with pytest.raises(RetryAfter) as caught:
            await bot.send_message(7, "셋")
        assert caught.value.retry_after == 1
        assert api.violations == ["sendMessage to 7: Too Many Requests: retry after 1"]
        assert [heard.text for heard in kim.inbox] == ["하나", "둘", "하나 반"]


async def test_edits_count_when_asked_to() -> None:
    rates = Rates(private_per_second=1, count_edits=True)
    async with BotApi(rates=rates) as api, connected(api) as bot:
        api.user(7).start()
        note = await bot.send_message(7, "하나")
        with pytest.raises(RetryAfter):
            await bot.edit_message_text("둘", 7, note.message_id)


async def test_a_flood_silences_the_token(api: BotApi, bot: Bot, kim: User) -> None:
    api.user(8).start()
    api.fault("flood", "sendMessage", seconds=1)
    with pytest.raises(RetryAfter):
        await bot.send_message(kim.id, "하나")
    with pytest.raises(RetryAfter):
        await bot.send_message(8, "이미 가던 말")
    assert api.violations == []
    await asyncio.sleep(0.4)
    with pytest.raises(RetryAfter):
        await bot.send_message(8, "기다리지 않은 말")
    assert len(api.violations) == 1
    await asyncio.sleep(0.7)
    await bot.send_message(8, "기다린 말")


async def test_a_flood_of_one_chat_leaves_the_others(api: BotApi, bot: Bot, kim: User) -> None:
    api.user(8).start()
    api.fault("flood", "sendMessage", chat_id=kim.id, seconds=1)
    with pytest.raises(RetryAfter):
        await bot.send_message(kim.id, "하나")
    await bot.send_message(8, "둘")


async def test_faults_hit_their_method_chat_and_number_of_calls(api: BotApi, bot: Bot, kim: User) -> None:
    api.user(8).start()
    api.fault("status", "sendMessage", chat_id=kim.id, times=2, status=503)
    await bot.send_message(8, "다른 사람")
    await bot.send_chat_action(kim.id, "typing")
    for _ in range(2):
        with pytest.raises(NetworkError, match="503"):
            await bot.send_message(kim.id, "안녕")
    await bot.send_message(kim.id, "안녕")
    outcomes = [(call.outcome, call.code) for call in api.ledger.of("sendMessage", kim.id)]
    assert outcomes == [("status", 503), ("status", 503), ("ok", 200)]


async def test_a_token_can_be_doubted_once(api: BotApi, bot: Bot, kim: User) -> None:
    for kind in ("unauthorized", "not_found"):
        api.fault(kind, "sendMessage")
        with pytest.raises(InvalidToken):
            await bot.send_message(kim.id, "안녕")
    await bot.send_message(kim.id, "안녕")
    assert len(kim.inbox) == 1


async def test_latency_delays_and_can_be_cleared(api: BotApi, bot: Bot, kim: User) -> None:
    api.fault("latency", "sendMessage", times=None, seconds=0.2)
    began = time.monotonic()
    await asyncio.gather(*(bot.send_message(kim.id, "느리게") for _ in range(3)))
    assert time.monotonic() - began >= 0.2
    api.clear_faults()
    assert api.world.faults.take("sendMessage", kim.id) == (0.0, None)


async def test_an_outage_refuses_connections_and_ends(api: BotApi, bot: Bot, kim: User) -> None:
    await bot.send_message(kim.id, "전")
    over = api.outage(0.3)
    with pytest.raises(NetworkError):
        await bot.send_message(kim.id, "동안")
    await over
    await bot.send_message(kim.id, "후")
    assert [heard.text for heard in kim.inbox] == ["전", "후"]


def test_an_unknown_fault_is_refused() -> None:
    with pytest.raises(ValueError, match="there are latency, status"):
        Fault("earthquake")  # type: ignore[arg-type]


async def test_the_ledger_survives_in_a_file(tmp_path: Path) -> None:
    async with BotApi(ledger=tmp_path / "calls.jsonl") as api, connected(api) as bot:
        api.user(7).start()
        await bot.send_message(7, "안녕")
        with pytest.raises(NetworkError):
            await bot.send_message(8, "누구")
        written = [json.loads(line) for line in (tmp_path / "calls.jsonl").read_text().splitlines()]
        api.ledger.dump(tmp_path / "dump.jsonl")
    assert [(call["method"], call["outcome"]) for call in written] == [
        ("getMe", "ok"),
        ("sendMessage", "ok"),
        ("sendMessage", "Bad Request: chat not found"),
    ]
    assert written[1]["message_id"] == 2
    assert api.token not in (tmp_path / "dump.jsonl").read_text()
    assert len((tmp_path / "dump.jsonl").read_text().splitlines()) == 3


async def _call(api: BotApi, verb: str, path: str, **body: Any) -> tuple[int, Any]:  # noqa: ANN401 - as aiohttp
    async with aiohttp.ClientSession() as session, session.request(verb, api.url + path, **body) as response:
        return response.status, await response.json()


async def test_every_documented_form_of_request(api: BotApi, kim: User) -> None:
    path = f"/bot{api.token}/sendmessage"
    fields = {"chat_id": "7", "text": "안녕"}
    multipart = aiohttp.FormData(fields, default_to_multipart=True)
    for verb, body in (
        ("GET", {"params": fields}),
        ("POST", {"params": fields}),
        ("POST", {"data": fields}),
        ("POST", {"json": {"chat_id": 7, "text": "안녕"}}),
        ("POST", {"data": multipart}),
    ):
        status, answer = await _call(api, verb, path, **body)
        assert (status, answer["ok"], answer["result"]["text"]) == (200, True, "안녕")
    assert len(kim.inbox) == 5


@pytest.mark.parametrize(
    ("path", "code", "violates"),
    [
        ("/bot{token}/getChatAdministrators", 404, True),
        ("/bot{token}/getMe?verbose=1", 400, True),
        ("/bot7000009:wrong/getMe", 401, False),
        ("/botwrong/getMe", 404, False),
        ("/file/bot{token}/none.pdf", 404, False),
        ("/elsewhere", 404, True),
    ],
)
async def test_wrong_addresses(api: BotApi, path: str, code: int, *, violates: bool) -> None:
    status, answer = await _call(api, "GET", path.format(token=api.token))
    assert (status, answer["error_code"], answer["ok"]) == (code, code, False)
    assert bool(api.violations) == violates


async def test_a_stand_in_in_another_process_is_steered_over_http(tmp_path: Path) -> None:
    ledger = tmp_path / "calls.jsonl"
    async with running("--unlimited", "--ledger", str(ledger)) as remote:
        kim = await remote.user(7, first_name="김영자")
        await kim.start("CODE")
        bot = Bot("7000001:stand-in-token-of-the-first-bot", base_url=f"{remote.url}/bot")
        async with bot:
            [update] = await bot.get_updates(timeout=1)
            assert update.message is not None
            await update.message.reply_text("어서 오세요")
            heard = await kim.hears()
            assert (heard.text, await kim.inbox()) == ("어서 오세요", [heard])
            with pytest.raises(Silence):
                await kim.hears(timeout=0.05)
            await remote.do("fault", kind="status", method="sendMessage", status=500)
            with pytest.raises(NetworkError):
                await bot.send_message(7, "다시")
            group = await remote.group(-5, "1호차", [7])
            await group.say("/plan", user=7)
            await kim.block()
            assert len(await bot.get_updates(offset=update.update_id + 1)) == 2
        assert await remote.violations() == []
        assert [call["outcome"] for call in await remote.do("ledger", method="sendMessage")] == ["ok", "status"]
        with pytest.raises(RuntimeError, match="no such action"):
            await remote.do("dance")
    assert len(ledger.read_text().splitlines()) == 5
