"""The name of a process that holds leases: another process of the same machine can tell from it whether it is gone.

Process ids mean something only within one run of a machine and one namespace of ids (proc(5)), and are given anew; so
the name holds all of these where the system tells them, and else says nothing about life and death.
"""

import os
import secrets
import socket
from hashlib import blake2s
from pathlib import Path

_PROC = Path("/proc")
_ENDED = {"Z", "X"}


def new() -> str:
    """A name for this process that no other one has; each call gives another."""
    token = secrets.token_hex(4)
    here, started = _machine(), _started(os.getpid())
    if here is None or started is None:
        return f"{socket.gethostname()[:40]}:{os.getpid()}:{token}"
    return f"{here}:{os.getpid()}:{started}:{token}"


def gone(name: str) -> bool:
    """Whether the process of that name has certainly ended; False when this cannot be known from here."""
    parts = name.split(":")
    if len(parts) != 4 or parts[0] != _machine() or not parts[1].isdecimal():
        return False
    return _started(int(parts[1])) != parts[2]


def _machine() -> str | None:
    """This run of this machine, and this namespace of process ids."""
    try:
        boot = (_PROC / "sys/kernel/random/boot_id").read_text("ascii").strip()
        space = (_PROC / "self/ns/pid").readlink()
    except OSError:
        return None
    return blake2s(f"{boot} {space}".encode(), digest_size=10).hexdigest()


def _started(pid: int) -> str | None:
    """When a process began, in ticks since the start of the machine; None when there is none (any more)."""
    try:
        # What stands in brackets is the program's name, and may hold anything.
        fields = (_PROC / str(pid) / "stat").read_text("ascii", "replace").rpartition(")")[2].split()
    except OSError:
        return None
    return None if fields[0] in _ENDED else fields[19]
