from collections.abc import AsyncIterator
from datetime import timedelta

import httpx
import pytest
import pytest_asyncio
from playwright.async_api import Browser, Page, expect
from sqlalchemy import delete, select, update
from websockets.asyncio.client import connect
from websockets.exceptions import ConnectionClosed, InvalidStatus

from bot.adapters.web.sessions import COOKIE, digest
from bot.db.models import WebMessage, WebSession
from bot.messages import Reply, Unreachable
from tests.web.house import House
from tests.web.seat import alone

pytestmark = pytest.mark.asyncio(loop_scope="session")


@pytest_asyncio.fixture(loop_scope="session")
async def client(real: House) -> AsyncIterator[httpx.AsyncClient]:
    """A browser of one's own making, with the Origin that a page of ours has."""
    async with httpx.AsyncClient(base_url=real.address, headers={"origin": real.address}) as one:
        yield one


async def user_of(house: House, client: httpx.AsyncClient) -> str:
    await client.post("/web/setup")
    async with house.database.read() as reading:
        token = digest(client.cookies[COOKIE])
        user: str = await reading.scalar(select(WebSession.user).where(WebSession.digest == token)) or ""
    return user


async def test_joining_by_a_link_says_the_code_once_and_keeps_it_nowhere(real: House, desk: Page) -> None:
    await desk.goto(f"{real.address}/?start=SB-7K2M-9QXD")
    person = await alone(desk)
    await person.reads("30일 뒤에 지워요")
    assert desk.url == f"{real.address}/"
    await desk.reload()
    person = await alone(desk)
    await person.reads("30일 뒤에 지워요")
    assert [one["text"] for one in real.updates.values()] == ["/start SB-7K2M-9QXD"]
    async with real.database.read() as reading:
        kept = str((await reading.scalars(select(WebMessage.message))).all())
    assert "/start ••••" in kept
    assert "7K2M" not in kept
    assert await desk.evaluate("JSON.stringify(localStorage)") == "{}"


async def test_there_is_no_clock_and_no_seat(real: House, desk: Page, client: httpx.AsyncClient) -> None:
    await desk.goto(real.address)
    await alone(desk)
    await expect(desk.locator(".clock, .tabs")).to_have_count(0)
    await client.post("/web/setup")
    assert (await client.post("/web/clock", json={"speed": 60})).status_code == 404
    async with httpx.AsyncClient(base_url=real.address, headers={"origin": real.address}) as stranger:
        body = {"id": "abcdefgh", "text": "안녕"}
        assert (await stranger.post("/web/say?seat=seat:organizer", json=body)).status_code == 401


async def test_the_cookie_is_out_of_reach_and_only_its_digest_is_kept(real: House, client: httpx.AsyncClient) -> None:
    cookie = (await client.post("/web/setup")).headers["set-cookie"].lower()
    assert "httponly" in cookie
    assert "samesite=lax" in cookie
    assert "secure" not in cookie
    async with real.database.read() as reading:
        assert list(await reading.scalars(select(WebSession.digest))) == [digest(client.cookies[COOKIE])]
    assert "set-cookie" not in (await client.post("/web/setup")).headers


async def test_behind_https_the_cookie_is_secure(client: httpx.AsyncClient) -> None:
    answer = await client.post("/web/setup", headers={"x-forwarded-proto": "https"})
    assert "secure" in answer.headers["set-cookie"].lower()


@pytest.mark.parametrize("origin", ["https://evil.example", "null", ""])
async def test_another_site_can_neither_post_nor_listen(real: House, client: httpx.AsyncClient, origin: str) -> None:
    await client.post("/web/setup")
    answer = await client.post("/web/say", json={"id": "abcdefgh", "text": "x"}, headers={"origin": origin})
    assert answer.status_code == 403
    cookie = {"Cookie": f"{COOKIE}={client.cookies[COOKIE]}", "Origin": origin}
    with pytest.raises(InvalidStatus, match="403"):
        await connect(f"ws://127.0.0.1:{real.port}/web/stream", additional_headers=cookie)
    assert real.updates == {}


async def test_without_a_session_nothing_is_heard(real: House, client: httpx.AsyncClient) -> None:
    assert (await client.get("/web/history?before=9")).status_code == 401
    async with connect(f"ws://127.0.0.1:{real.port}/web/stream", origin=real.address) as socket:  # type: ignore[arg-type]  # the library's NewType
        with pytest.raises(ConnectionClosed) as closed:
            await socket.recv()
    assert closed.value.rcvd is not None
    assert closed.value.rcvd.code == 4401


async def test_two_browsers_are_two_people(real: House, browser: Browser) -> None:
    people = []
    for _ in range(2):
        page = await (await browser.new_context(locale="ko-KR")).new_page()
        await page.goto(real.address)
        people.append(await alone(page))
    await people[0].says("나만 보는 말")
    await people[0].reads("들었어요: 나만 보는 말")
    assert await people[1].bubbles() == []


async def test_two_pages_of_one_person_show_the_same(real: House, browser: Browser) -> None:
    context = await browser.new_context(locale="ko-KR")
    people = []
    for _ in range(2):
        page = await context.new_page()
        await page.goto(real.address)
        people.append(await alone(page))
    await people[0].says("여기요")
    await people[1].reads("들었어요: 여기요")
    assert await people[1].bubbles() == ["여기요", "들었어요: 여기요"]


async def test_saying_it_twice_is_saying_it_once(real: House, client: httpx.AsyncClient) -> None:
    user = await user_of(real, client)
    for _ in range(3):
        assert (await client.post("/web/say", json={"id": "abcdefgh", "text": "한 번"})).status_code == 204
    assert list(real.updates) == [f"{user}:abcdefgh"]
    async with real.database.read() as reading:
        mine = select(WebMessage.message).where(WebMessage.user == user, WebMessage.mine)
        assert list(await reading.scalars(mine)) == [{"text": "한 번"}]


async def test_whoever_hurries_is_asked_to_wait(real: House, client: httpx.AsyncClient) -> None:
    await client.post("/web/setup")
    answers = [await client.post("/web/say", json={"id": f"message-{number}", "text": "빨리"}) for number in range(60)]
    refused = [answer for answer in answers if answer.status_code == 429]
    assert len(refused) >= 20
    assert refused[0].json() == {"error": "fast"}
    assert int(refused[0].headers["retry-after"]) >= 1
    assert len(real.updates) == 60 - len(refused)


@pytest.mark.parametrize(
    ("body", "status", "error"),
    [
        (b"{", 400, "unclear"),
        (b"[]", 400, "unclear"),
        (b'{"id": "abcdefgh"}', 400, "unclear"),
        (b'{"id": "../../etc", "text": "x"}', 400, "unclear"),
        (b'{"id": "abcdefgh", "text": "   "}', 400, "empty"),
        (b'{"id": "abcdefgh", "text": "' + b"a" * 4097 + b'"}', 413, "long"),
        (b'{"id": "abcdefgh", "text": "' + b"a" * 70_000 + b'"}', 413, "long"),
        (b"\xff\xfe", 400, "unclear"),
    ],
)
async def test_bad_messages_are_refused_with_a_reason(
    real: House, client: httpx.AsyncClient, body: bytes, status: int, error: str
) -> None:
    await client.post("/web/setup")
    answer = await client.post("/web/say", content=body)
    assert (answer.status_code, answer.json()) == (status, {"error": error})
    assert real.updates == {}


async def test_a_file_over_ten_megabytes_leaves_nothing_behind(real: House, client: httpx.AsyncClient) -> None:
    user = await user_of(real, client)
    answer = await client.post("/web/file?id=abcdefgh&name=a.bin", content=b"x" * (10 * 1024 * 1024 + 1))
    assert (answer.status_code, answer.json()) == (413, {"error": "large"})
    assert real.updates == {}
    await client.post("/web/file?id=ijklmnop&name=a.bin", content=b"x" * 10)
    request = real.web.request_of(real.updates[f"{user}:ijklmnop"])
    assert request is not None
    assert request.file is not None
    assert list(real.web.path_of(request.file).parent.iterdir()) == [real.web.path_of(request.file)]


async def test_a_file_is_read_only_by_its_owner_and_never_runs(real: House, client: httpx.AsyncClient) -> None:
    user = await user_of(real, client)
    page = b"<script>alert(1)</script>"
    name = "..%2F..%2Fbad%0d%0aname.html"
    sent = await client.post(f"/web/file?id=abcdefgh&name={name}", content=page, headers={"content-type": "image/png"})
    assert sent.status_code == 204
    async with real.database.read() as reading:
        number = await reading.scalar(select(WebMessage.id).where(WebMessage.user == user, WebMessage.mine))
    own = await client.get(f"/web/file/{number}")
    assert own.content == page
    assert own.headers["content-type"] == "application/octet-stream"
    assert own.headers["content-disposition"].startswith("attachment")
    assert "/" not in own.headers["content-disposition"]
    assert own.headers["x-content-type-options"] == "nosniff"
    async with httpx.AsyncClient(base_url=real.address, headers={"origin": real.address}) as other:
        await other.post("/web/setup")
        assert (await other.get(f"/web/file/{number}")).status_code == 404


async def test_a_forgotten_person_leaves_nothing_and_reads_a_farewell(real: House, desk: Page) -> None:
    await desk.goto(real.address)
    person = await alone(desk)
    await person.says("파일")
    await person.reads("일정표예요.")
    user = next(iter(real.updates.values()))["user"]
    await real.web.forget(user)
    await expect(desk.locator(".message[data-id]")).to_have_count(0)
    async with real.database.read() as reading:
        assert list(await reading.scalars(select(WebMessage.id))) == []
    assert list(real.folder.iterdir()) == []
    await real.tell(user, Reply("모두 지웠어요."))
    await person.reads("모두 지웠어요.")


async def test_when_a_session_has_ended_the_page_goes_on_as_somebody_new(real: House, desk: Page) -> None:
    await desk.goto(real.address)
    person = await alone(desk)
    await person.says("안녕하세요")
    await person.reads("들었어요: 안녕하세요")
    user = next(iter(real.updates.values()))["user"]
    async with real.database.begin() as writing:
        await writing.execute(delete(WebSession))
    with pytest.raises(Unreachable):
        await real.tell(user, Reply("거기 계세요?"))
    await person.says("다시 왔어요")
    await person.reads("들었어요: 다시 왔어요")
    assert "안녕하세요" not in await person.bubbles()
    assert len({one["user"] for one in real.updates.values()}) == 2


async def test_tidying_keeps_only_what_somebody_can_read(real: House, client: httpx.AsyncClient) -> None:
    old = await user_of(real, client)
    await real.tell(old, Reply("오래된 말"))
    async with real.database.begin() as writing:
        await writing.execute(update(WebSession).values(created_at=real.clock.now() - timedelta(days=91)))
    new = await user_of(real, client)
    await real.tell(new, Reply("새 말"))
    await real.web.tidy()
    async with real.database.read() as reading:
        assert list(await reading.scalars(select(WebSession.user))) == [new]
        assert list(await reading.scalars(select(WebMessage.user))) == [new]


async def test_a_session_ends_after_ninety_days(real: House, client: httpx.AsyncClient) -> None:
    await client.post("/web/setup")
    async with real.database.begin() as writing:
        opened = real.clock.now() - timedelta(days=91)
        await writing.execute(update(WebSession).values(created_at=opened))
    assert (await client.get("/web/history?before=9")).status_code == 401
