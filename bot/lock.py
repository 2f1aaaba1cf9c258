"""One process per SQLite file: several would each believe to be the only one."""

import fcntl
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path


class AlreadyRunningError(Exception):
    """Another process runs on that file."""


@contextmanager
def only_one(database: str) -> Iterator[None]:
    """Hold the file's lock; the system lets go of it even when the process is killed. AlreadyRunningError if taken."""
    path = Path(f"{database}.lock")
    with path.open("a") as file:
        try:
            fcntl.flock(file, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except OSError:
            raise AlreadyRunningError(database) from None
        yield
