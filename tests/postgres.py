"""A PostgreSQL server of the tests' own: started once a session on a free port of 127.0.0.1, gone afterwards."""

import os
import shutil
import socket
import subprocess
import tempfile
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from itertools import count
from pathlib import Path

import psycopg

PLACES = ("/usr/lib/postgresql/*/bin", "/usr/local/pgsql/bin", "/usr/local/bin", "/opt/homebrew/bin", "/usr/bin")


def binaries() -> Path | None:
    """The folder with the server's programs, the newest version's; None where the machine has none."""
    found = [
        path.parent
        for place in PLACES
        for path in sorted(Path("/").glob(f"{place[1:]}/postgres"), reverse=True)
        if (path.parent / "initdb").exists()
    ]
    return found[0] if found else None


@dataclass
class Postgres:
    """A running server; `new` gives an empty database of it."""

    folder: Path
    bin: Path
    port: int
    process: subprocess.Popen[bytes] | None = None
    _numbers: Iterator[int] = field(default_factory=count)

    @property
    def address(self) -> str:
        return f"postgresql://tests@127.0.0.1:{self.port}"

    def start(self) -> None:
        options = ["-D", str(self.folder / "data"), "-p", str(self.port), "-k", str(self.folder)]
        options += ["-c", "listen_addresses=127.0.0.1", "-c", "log_min_messages=fatal"]
        with (self.folder / "log").open("ab") as output:
            self.process = subprocess.Popen(
                [*_as_other(), str(self.bin / "postgres"), *options], stdout=output, stderr=output, cwd=self.folder
            )
        self._wait()

    def stop(self) -> None:
        """At once, as in a crash of the machine's power supply but with the files closed."""
        if self.process is None:
            return
        pid = int((self.folder / "data" / "postmaster.pid").read_text().splitlines()[0])
        os.kill(pid, 3)  # SIGQUIT: immediate shutdown; the next start recovers from the log
        self.process.wait(20)
        self.process = None

    def new(self) -> str:
        name = f"tests{os.getpid()}_{next(self._numbers)}"
        with psycopg.connect(f"{self.address}/postgres", autocommit=True) as connection:
            connection.execute(f'CREATE DATABASE "{name}"')
        return f"{self.address}/{name}"

    def _wait(self) -> None:
        end = time.monotonic() + 30
        while True:
            try:
                psycopg.connect(f"{self.address}/postgres", connect_timeout=2).close()
            except psycopg.OperationalError:
                if time.monotonic() > end:
                    raise RuntimeError((self.folder / "log").read_text()) from None
                time.sleep(0.05)
            else:
                return


@contextmanager
def server() -> Iterator[Postgres | None]:
    """A server as long as the block lasts; None where the machine has no PostgreSQL."""
    programs = binaries()
    if programs is None:
        yield None
        return
    folder = Path(tempfile.mkdtemp(prefix="hamkke-pg-"))
    if _as_other():
        shutil.chown(folder, "nobody")
    initdb = [str(programs / "initdb"), "-D", str(folder / "data"), "-U", "tests", "-A", "trust", "-E", "UTF8", "-N"]
    subprocess.run([*_as_other(), *initdb], check=True, stdout=subprocess.DEVNULL, cwd=folder)
    postgres = Postgres(folder, programs, _free_port())
    postgres.start()
    try:
        yield postgres
    finally:
        postgres.stop()
        shutil.rmtree(folder, ignore_errors=True)


def _as_other() -> list[str]:
    """PostgreSQL refuses to run as root."""
    return ["setpriv", "--reuid=nobody", "--clear-groups"] if os.geteuid() == 0 else []


def _free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])
