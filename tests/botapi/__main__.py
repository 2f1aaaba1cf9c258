"""`python -m tests.botapi`: the stand-in as a process; prints its address and serves until it is ended."""

import argparse
import asyncio
import contextlib
import signal
import sys
from pathlib import Path

from tests.botapi import UNLIMITED, BotApi, Rates
from tests.botapi.server import TOKEN


def _options() -> argparse.Namespace:
    parser = argparse.ArgumentParser(prog="python -m tests.botapi", description=__doc__)
    parser.add_argument("--port", type=int, default=0, help="0 takes a free one")
    parser.add_argument("--token", default=TOKEN)
    parser.add_argument("--username", default="hamkke_bot")
    parser.add_argument("--ledger", type=Path, help="a file that gets every call as a line of JSON")
    parser.add_argument("--unlimited", action="store_true", help="enforce no rate limits")
    parser.add_argument("--slack", type=float, default=0.0, help="seconds by which rate windows are shorter")
    return parser.parse_args()


async def _serve(options: argparse.Namespace) -> None:
    rates = UNLIMITED if options.unlimited else Rates(slack=options.slack)
    ended = asyncio.Event()
    for number in (signal.SIGINT, signal.SIGTERM):
        asyncio.get_running_loop().add_signal_handler(number, ended.set)
    api = BotApi(
        token=options.token,
        username=options.username,
        rates=rates,
        ledger=options.ledger,
        port=options.port,
    )
    async with api:
        sys.stdout.write(f"{api.url}\n")
        sys.stdout.flush()
        await ended.wait()


with contextlib.suppress(KeyboardInterrupt):
    asyncio.run(_serve(_options()))
