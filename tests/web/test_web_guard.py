import httpx
import pytest
from starlette.requests import HTTPConnection

from bot.adapters.web import Seat, Web
from bot.adapters.web.files import media_type, safe_name
from bot.adapters.web.guard import HERE, name_of, on_this_machine
from bot.adapters.web.rate import Buckets
from bot.clock import SystemClock
from bot.db.database import Database
from bot.texts import load
from tests.web.house import House

on_one_loop = pytest.mark.asyncio(loop_scope="session")


async def refuse(number: str, update: dict[str, object]) -> None:
    raise AssertionError(number, update)


@pytest.mark.parametrize("host", ["evil.example", "evil.example:8000", "127.0.0.1.evil.example", "", "[::1"])
@on_one_loop
async def test_a_rehearsal_answers_only_to_its_own_names(rehearsal: House, host: str) -> None:
    async with httpx.AsyncClient(base_url=rehearsal.address) as client:
        for path in ("/", "/static/main.js", "/web/history?before=1&seat=seat:1"):
            answer = await client.get(path, headers={"host": host})
            assert answer.status_code in (400, 403)


@on_one_loop
async def test_a_rehearsal_answers_to_localhost(rehearsal: House) -> None:
    async with httpx.AsyncClient(base_url=rehearsal.address) as client:
        for host in ("localhost", f"localhost:{rehearsal.port}", "[::1]:1"):
            assert (await client.get("/", headers={"host": host})).status_code == 200


@pytest.mark.parametrize(
    ("caller", "host", "here"),
    [
        ("127.0.0.1", "localhost:8000", True),
        ("::1", "[::1]:8000", True),
        ("192.168.0.7", "localhost:8000", False),
        ("testclient", "localhost", False),
    ],
)
def test_a_rehearsal_is_for_this_machine(caller: str, host: str, *, here: bool) -> None:
    scope = {"type": "http", "client": (caller, 5), "headers": [(b"host", host.encode())]}
    assert on_this_machine(HTTPConnection(scope), HERE) is here


@on_one_loop
async def test_every_answer_carries_a_strict_policy(rehearsal: House) -> None:
    async with httpx.AsyncClient(base_url=rehearsal.address) as client:
        for path in ("/", "/static/main.js", "/web/history?before=1&seat=seat:1", "/web/history"):
            policy = (await client.get(path)).headers["content-security-policy"]
            assert "default-src 'none'" in policy
            assert "unsafe" not in policy


@on_one_loop
async def test_seats_need_a_simulated_clock(database: Database) -> None:
    with pytest.raises(ValueError, match="simulated clock"):
        Web(database, SystemClock(), refuse, load(), rehearsal=True, seats=(Seat("seat:1"),))
    with pytest.raises(ValueError, match="seats belong"):
        Web(database, SystemClock(), refuse, load(), rehearsal=False, seats=(Seat("seat:1"),))


@pytest.mark.parametrize(
    "wish", [{"speed": -1}, {"speed": 7}, {"speed": "60"}, {"jump": "2014-10-23T08:00"}, {"jump": 5}]
)
@on_one_loop
async def test_the_clock_takes_only_what_it_can_do(rehearsal: House, wish: dict[str, object]) -> None:
    async with httpx.AsyncClient(base_url=rehearsal.address, headers={"origin": rehearsal.address}) as client:
        assert (await client.post("/web/clock", json=wish)).status_code == 400


def test_a_bucket_fills_again() -> None:
    now = [0.0]
    buckets = Buckets(size=2, per_second=0.5, timer=lambda: now[0])
    assert [buckets.wait("a"), buckets.wait("a"), buckets.wait("a"), buckets.wait("b")] == [0, 0, 2, 0]
    now[0] = 2.0
    assert [buckets.wait("a"), buckets.wait("a")] == [0, 2]


def test_names_of_hosts_and_files() -> None:
    assert [name_of(one) for one in ("[::1]:8000", "LOCALHOST", "[::1", "")] == ["::1", "localhost", "", ""]
    assert [safe_name(one) for one in ("../a/b.txt", "사진 1.jpg", "", "..")] == [
        "_a_b.txt",
        "사진 1.jpg",
        "file",
        "file",
    ]
    assert len(safe_name("a" * 400 + ".hwpx")) <= 120
    assert safe_name("a" * 400 + ".hwpx").endswith(".hwpx")


def test_a_picture_is_one_only_by_its_bytes() -> None:
    assert media_type("text/html", b"\x89PNG\r\n\x1a\n") == "image/png"
    assert media_type("image/png", b"<html>") == "application/octet-stream"
    assert media_type("TEXT/Plain; charset=utf-8", b"hi") == "text/plain"
