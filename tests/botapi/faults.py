"""What goes wrong on the way to the Bot API and back, on command."""

from dataclasses import dataclass, field
from typing import Literal, get_args

Kind = Literal[
    "latency",  # answers `seconds` later
    "status",  # HTTP `status` with an HTML body, nothing processed
    "reset_before",  # the connection is reset, nothing processed
    "reset_after",  # processed, then the connection is reset before the answer
    "hang",  # never answers, nothing processed
    "hang_after",  # processed, never answers
    "malformed",  # processed, answers something that is no JSON
    "truncated",  # processed, answers half of the JSON
    "cut",  # processed, the connection breaks in the middle of the answer
    "flood",  # 429 now, and to every further message until `seconds` (whole) have passed
    "unauthorized",  # 401
    "not_found",  # 404
]


@dataclass
class Fault:
    """One kind of trouble for calls of a method and chat (None: any), the next `times` of them (None: all)."""

    kind: Kind
    method: str | None = None
    chat_id: int | None = None
    times: int | None = 1
    seconds: float = 1.0
    status: int = 500

    def __post_init__(self) -> None:
        if self.kind not in get_args(Kind):
            message = f"no fault of the kind {self.kind!r}; there are {', '.join(get_args(Kind))}"
            raise ValueError(message)

    def hits(self, method: str, chat_id: object) -> bool:
        return self.method in (None, method) and self.chat_id in (None, chat_id) and self.times != 0


@dataclass
class Faults:
    """The faults that are set, in order."""

    planned: list[Fault] = field(default_factory=list)

    def add(self, fault: Fault) -> None:
        self.planned.append(fault)

    def clear(self) -> None:
        self.planned.clear()

    def take(self, method: str, chat_id: object) -> tuple[float, Fault | None]:
        """The delay in seconds and the fault of a call that arrived just now; counts them off."""
        delay, other = 0.0, None
        for fault in self.planned:
            if not fault.hits(method, chat_id) or (fault.kind != "latency" and other is not None):
                continue
            if fault.times is not None:
                fault.times -= 1
            if fault.kind == "latency":
                delay += fault.seconds
            else:
                other = fault
        self.planned = [fault for fault in self.planned if fault.times != 0]
        return delay, other
