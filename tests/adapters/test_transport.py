"""The HTTP under python-telegram-bot, against the real library and a real server."""

import asyncio
import logging
import socket
import traceback
from collections.abc import AsyncIterator, Iterator

import aiohttp
import pytest
from telegram import Bot
from telegram.error import BadRequest, NetworkError, TelegramError, TimedOut
from telegram.request import RequestData

from bot.adapters.telegram.transport import AiohttpRequest, Timeouts, not_delivered
from tests.botapi import UNLIMITED, BotApi, User

SECRET = "7000002:a-token-nobody-may-read"


def _bot(url: str, request: AiohttpRequest) -> Bot:
    return Bot(SECRET, base_url=f"{url}/bot", base_file_url=f"{url}/file/bot", request=request)


@pytest.fixture
async def api() -> AsyncIterator[BotApi]:
    async with BotApi(token=SECRET, rates=UNLIMITED) as api:
        yield api


@pytest.fixture
def kim(api: BotApi) -> User:
    user = api.user(7)
    user.start()
    return user


@pytest.fixture
async def bot(api: BotApi) -> AsyncIterator[Bot]:
    async with _bot(api.url, AiohttpRequest(timeouts=Timeouts(read=0.3))) as bot:
        yield bot


@pytest.fixture
def deaf_port() -> Iterator[int]:
    """A port whose listener never accepts and whose queue is full: connecting to it hangs."""
    with socket.socket() as listener, socket.socket() as first, socket.socket() as second:
        listener.bind(("127.0.0.1", 0))
        listener.listen(0)
        for waiting in (first, second):
            waiting.settimeout(0)
            waiting.connect_ex(listener.getsockname())
        yield listener.getsockname()[1]


def _closed_port() -> int:
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        return int(free.getsockname()[1])


async def _failure(bot: Bot, **timeouts: float) -> TelegramError:
    with pytest.raises(TelegramError) as caught:
        await bot.send_message(7, "안녕하세요", **timeouts)  # type: ignore[arg-type]
    return caught.value


async def test_messages_and_files_arrive_whole(bot: Bot, kim: User) -> None:
    await bot.send_message(7, "점심은 12:30 🍚", reply_parameters=None)
    await bot.send_document(7, b"\x00\xff" * 70_000, filename='둘째 날 "일정".pdf', caption="일정표")

    assert (await kim.hears()).text == "점심은 12:30 🍚"
    file = await kim.hears()
    assert (file.content, file.text) == (b"\x00\xff" * 70_000, "일정표")
    assert file.details["file_name"].startswith("둘째 날 ")
    stored = await bot.get_file(file.details["file_id"])
    assert bytes(await stored.download_as_bytearray()) == b"\x00\xff" * 70_000


async def test_one_connection_serves_many_calls(api: BotApi, bot: Bot, kim: User) -> None:
    for number in range(20):
        await bot.send_message(kim.id, str(number))
    assert api._web is not None
    assert len(api._web.connections) == 1


async def test_a_refused_connection_was_not_delivered() -> None:
    async with AiohttpRequest() as request:
        failure = await _failure(_bot(f"http://127.0.0.1:{_closed_port()}", request))
    assert type(failure) is NetworkError
    assert isinstance(failure.__cause__, aiohttp.ClientConnectorError)
    assert not_delivered(failure)


async def test_an_unknown_host_was_not_delivered() -> None:
    async with AiohttpRequest() as request:
        failure = await _failure(_bot("http://nowhere.invalid", request))
    assert isinstance(failure.__cause__, aiohttp.ClientConnectorDNSError)
    assert not_delivered(failure)


async def test_a_connect_timeout_was_not_delivered(deaf_port: int) -> None:
    async with AiohttpRequest() as request:
        failure = await _failure(_bot(f"http://127.0.0.1:{deaf_port}", request), connect_timeout=0.1)
    assert isinstance(failure, TimedOut)
    assert isinstance(failure.__cause__, aiohttp.ConnectionTimeoutError)
    assert not_delivered(failure)


async def test_a_full_pool_was_not_delivered(api: BotApi, kim: User) -> None:
    api.fault("latency", "sendMessage", seconds=1)
    async with AiohttpRequest(connections=1) as request:
        bot = _bot(api.url, request)
        slow = asyncio.create_task(bot.send_message(kim.id, "느린 쪽"))
        await asyncio.sleep(0.1)
        failure = await _failure(bot, pool_timeout=0.1, connect_timeout=0.1)
        await slow
    assert isinstance(failure, TimedOut)
    assert not_delivered(failure)
    assert [heard.text for heard in kim.inbox] == ["느린 쪽"]


@pytest.mark.parametrize("kind", ["reset_before", "reset_after", "cut", "hang", "hang_after"])
async def test_what_broke_after_connecting_is_unknown(api: BotApi, bot: Bot, kim: User, kind: str) -> None:
    api.fault(kind, "sendMessage")  # type: ignore[arg-type]
    failure = await _failure(bot)
    assert isinstance(failure, TimedOut if kind.startswith("hang") else NetworkError)
    assert failure.__cause__ is not None
    assert not not_delivered(failure)
    assert len(kim.inbox) == (kind in {"reset_after", "cut", "hang_after"})


@pytest.mark.parametrize("kind", ["malformed", "truncated", "status"])
async def test_an_unreadable_answer_is_unknown(
    api: BotApi, bot: Bot, kim: User, kind: str, caplog: pytest.LogCaptureFixture
) -> None:
    caplog.set_level(logging.DEBUG)
    api.fault(kind, "sendMessage", status=502)  # type: ignore[arg-type]
    assert not not_delivered(await _failure(bot))
    assert all(record.name != "telegram.request.BaseRequest" for record in caplog.records)
    assert len(kim.inbox) == (kind != "status")


async def test_a_refusal_of_the_server_is_no_network_trouble(bot: Bot) -> None:
    with pytest.raises(BadRequest, match="Chat not found") as caught:
        await bot.send_message(404, "누구세요?")
    assert not not_delivered(caught.value)


async def test_a_server_that_does_not_read_times_out_as_unknown() -> None:
    """The body is larger than what both kernels buffer, so writing it stalls."""

    async def ignore(_reader: asyncio.StreamReader, _writer: asyncio.StreamWriter) -> None:
        await asyncio.sleep(30)

    server = await asyncio.start_server(ignore, "127.0.0.1", 0, limit=1)
    port = server.sockets[0].getsockname()[1]
    async with AiohttpRequest() as request:
        with pytest.raises(TimedOut) as caught:
            await _bot(f"http://127.0.0.1:{port}", request).send_document(
                7, b"x" * 20_000_000, write_timeout=0.2, connect_timeout=0.1, pool_timeout=0.1, read_timeout=0.1
            )
    server.close()
    assert not not_delivered(caught.value)


async def test_a_long_poll_waits_as_long_as_it_asks_for(api: BotApi, bot: Bot, kim: User) -> None:
    api.fault("latency", "getUpdates", seconds=0.5)
    updates = await bot.get_updates(timeout=1)
    assert [update.message.text for update in updates if update.message] == ["/start"]
    assert kim.inbox == []


@pytest.mark.parametrize(
    "url",
    ["http://127.0.0.1:1", "http://nowhere.invalid", "ftp://127.0.0.1", "http://[bad", "http://127.0.0.1:{deaf}"],
)
async def test_no_error_shows_the_token(url: str, deaf_port: int, caplog: pytest.LogCaptureFixture) -> None:
    caplog.set_level(logging.INFO)
    async with AiohttpRequest() as request:
        failure = await _failure(_bot(url.replace("{deaf}", str(deaf_port)), request), connect_timeout=0.1)
    shown = "".join(traceback.format_exception(failure))
    assert "a-token-nobody-may-read" not in shown + repr(failure) + caplog.text


async def test_a_server_that_speaks_no_http_shows_no_token() -> None:
    async def babble(reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        await reader.read(100)
        writer.write(b"this is no HTTP\r\n\r\n")
        writer.close()

    server = await asyncio.start_server(babble, "127.0.0.1", 0)
    port = server.sockets[0].getsockname()[1]
    async with AiohttpRequest() as request:
        failure = await _failure(_bot(f"http://127.0.0.1:{port}", request))
    server.close()
    assert "a-token-nobody-may-read" not in "".join(traceback.format_exception(failure))
    assert not not_delivered(failure)


async def test_it_says_when_it_is_used_closed_and_can_be_opened_again(api: BotApi) -> None:
    request = AiohttpRequest()
    with pytest.raises(RuntimeError, match="initialize"):
        await request.do_request(f"{api.url}/bot{SECRET}/getMe", "GET")
    for _ in range(2):
        await request.initialize()
        await request.initialize()
        status, body = await request.do_request(f"{api.url}/bot{SECRET}/getMe", "POST", RequestData())
        assert (status, b"hamkke_bot" in body) == (200, True)
        await request.shutdown()
        await request.shutdown()
