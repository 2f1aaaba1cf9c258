"""Ending what runs in the background."""

import asyncio
from typing import Any

AGAIN = 10.0


async def end(*tasks: asyncio.Task[Any]) -> list[Any]:
    """Cancel them and return their results or exceptions when all have ended.

    Whoever is still at it after `AGAIN` seconds is cancelled once more: a library on the way may have answered the
    first time with an error of its own, which looked like a fault to get over.
    """
    running = set(tasks)
    while running:
        for task in running:
            task.cancel()
        _, running = await asyncio.wait(running, timeout=AGAIN)
    return await asyncio.gather(*tasks, return_exceptions=True)
