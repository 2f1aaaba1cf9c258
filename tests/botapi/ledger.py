"""Every call the stand-in saw, kept in memory and, when a path is given, line by line in a file."""

import json
from dataclasses import asdict, dataclass, field
from datetime import datetime
from pathlib import Path
from typing import IO, Any

from tests.botapi.parameters import Params


@dataclass(slots=True)
class Call:
    """One call: `at` is its arrival in monotonic seconds, `wall` the same in UTC.

    `outcome` is "ok", an error description, or the fault that struck; `processed` says whether it took effect.
    """

    at: float
    wall: datetime
    bot_id: int
    method: str
    params: Params
    outcome: str = "unanswered"
    code: int = 0
    chat_id: int | None = None
    message_id: int | None = None
    processed: bool = False
    violation: str | None = None


@dataclass
class Ledger:
    path: Path | None = None
    calls: list[Call] = field(default_factory=list)
    _file: IO[str] | None = None

    def enter(self, call: Call) -> None:
        """Keep a call; its outcome may still be open."""
        self.calls.append(call)

    def close(self, call: Call) -> None:
        """Write a call whose outcome is known; flushed at once, so that it survives a kill."""
        if self.path is None:
            return
        if self._file is None:
            self._file = self.path.open("a", encoding="utf-8", buffering=1)
        self._file.write(as_json(call) + "\n")

    def of(
        self, method: str | None = None, chat_id: int | None = None, *, since: float = 0.0, ok: bool = False
    ) -> list[Call]:
        """Calls of a method and chat in order of arrival; `ok` keeps only those that were answered well."""
        return [
            call
            for call in self.calls
            if method in (None, call.method)
            and chat_id in (None, call.chat_id)
            and call.at >= since
            and (not ok or call.outcome == "ok")
        ]

    def dump(self, path: Path) -> None:
        """All calls so far as JSON lines."""
        path.write_text("".join(as_json(call) + "\n" for call in self.calls), encoding="utf-8")


def as_dict(call: Call) -> dict[str, Any]:
    return {**asdict(call), "wall": call.wall.isoformat(), "params": _plain(call.params)}


def as_json(call: Call) -> str:
    return json.dumps(as_dict(call), ensure_ascii=False, default=repr)


def _plain(params: Params) -> Params:
    return {
        name: value if isinstance(value, str | int | float | list | dict) else repr(value)
        for name, value in params.items()
    }
