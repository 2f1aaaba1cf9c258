"""`/readyz` is red as long as receiving or the database is not well; `/metrics` counts what was really sent."""

import asyncio
from collections.abc import AsyncIterator
from pathlib import Path

import httpx
import pytest

from bot.adapters.telegram import poll
from tests.botapi import BotApi
from tests.house import at, house
from tests.postgres import Postgres


@pytest.fixture
async def client() -> AsyncIterator[httpx.AsyncClient]:
    async with httpx.AsyncClient(timeout=10) as one:
        yield one


async def _until(client: httpx.AsyncClient, address: str, code: int, **parts: bool) -> None:
    async with asyncio.timeout(30):
        while True:
            answer = await client.get(f"{address}readyz")
            if answer.status_code == code and answer.json().items() >= parts.items():
                return
            await asyncio.sleep(0.1)


async def test_red_while_the_platform_cannot_be_reached_and_green_again(
    api: BotApi, tmp_path: Path, client: httpx.AsyncClient, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(poll, "TIMEOUT", 1)
    monkeypatch.setattr(poll, "WELL", 2.5)
    async with house(tmp_path, at("2014-10-23 10:30"), api=api) as address:
        await _until(client, address, 200, database=True, scheduler=True, telegram=True)
        api.outage(5)
        await _until(client, address, 503, database=True, telegram=False)
        assert (await client.get(f"{address}healthz")).status_code == 200
        await _until(client, address, 200, telegram=True)


async def test_red_while_the_database_is_down_and_green_again(
    postgres: Postgres | None, tmp_path: Path, client: httpx.AsyncClient
) -> None:
    if postgres is None:
        pytest.skip("no PostgreSQL on this machine")
    async with house(tmp_path, at("2014-10-23 10:30"), database=postgres.new()) as address:
        await _until(client, address, 200, database=True)
        postgres.stop()
        try:
            await _until(client, address, 503, database=False)
        finally:
            postgres.start()
        await _until(client, address, 200, database=True, scheduler=True)


async def test_metrics_count_what_was_sent(api: BotApi, tmp_path: Path, client: httpx.AsyncClient) -> None:
    kim = api.user(1, first_name="영자", last_name="김", language_code="ko")
    bot = f'bot="telegram:{api.token.partition(":")[0]}"'
    async with house(tmp_path, at("2014-10-23 07:55"), speed=200, api=api) as address:
        kim.start("")
        kim.press((await kim.hears(30)).labels[0])
        while "출발해요" not in (await kim.hears(60)).text:
            pass
        async with asyncio.timeout(20):
            while f'hamkke_deliveries_total{{{bot},state="sent"}}' not in await _scraped(client, address):  # noqa: ASYNC110
                await asyncio.sleep(0.1)
        told = await _scraped(client, address)
    assert f"hamkke_lease_held{{{bot}}} 1.0" in told
    assert f"hamkke_updates_waiting{{{bot}}} 0.0" in told
    assert "hamkke_seconds_since_look " in told
    assert "process_resident_memory_bytes" in told


async def _scraped(client: httpx.AsyncClient, address: str) -> str:
    return (await client.get(f"{address}metrics")).text
