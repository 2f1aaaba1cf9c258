"""A process that holds a lease and "sends" as fast as it may: python -m tests.scheduler.holding ADDRESS LEDGER.

Each call is a line "pid term" in the ledger, written right after the same check that precedes a real call.
"""

import asyncio
import os
import sys
from pathlib import Path

from bot.db.database import Database
from scheduler import holder
from scheduler.lease import Lease, Terms

TERMS = Terms(lasts=2.0, renew=0.4, margin=0.5)


async def main() -> None:
    address, ledger = sys.argv[1:]
    lease = Lease(Database(address), "telegram:1", holder.new(), TERMS)
    lease.start()
    with Path(ledger).open("a", encoding="utf-8") as book:  # noqa: ASYNC230 - once, at the start
        while True:
            await lease.wait_held()
            term = lease.held()
            if term is not None:
                book.write(f"{os.getpid()} {term}\n")
                book.flush()
            await asyncio.sleep(0.005)


if __name__ == "__main__":
    asyncio.run(main())
