"""The rehearsal's clock: what the page shows of it, and what it may do to it."""

from collections.abc import Callable
from datetime import datetime
from typing import Any

from bot.clock import SimulatedClock

SPEEDS = (0, 1, 10, 60, 600)
NextDue = Callable[[], datetime | None]


class ClockBar:
    """Turns the simulated clock; `next_due` says when the next notice falls due (None: no more)."""

    def __init__(self, clock: SimulatedClock, next_due: NextDue | None) -> None:
        self._clock, self._next_due = clock, next_due

    def state(self) -> dict[str, Any]:
        """What the page shows; moments are ISO 8601, UTC."""
        due = self._next_due() if self._next_due else None
        return {
            "now": self._clock.now().isoformat(),
            "speed": self._clock.speed,
            "next": due.isoformat() if due else None,
        }

    def turn(self, wish: dict[str, Any]) -> None:
        """Do what the page wishes: {"speed": 60}, {"jump": ISO 8601 with offset} or {"next": true}; else ValueError."""
        if "speed" in wish:
            self._run(wish["speed"])
        elif "jump" in wish:
            self._clock.jump(_moment(wish["jump"]))
        elif due := self._next_due() if self._next_due else None:
            self._clock.jump(max(due, self._clock.now()))

    def _run(self, speed: object) -> None:
        if speed not in SPEEDS or not isinstance(speed, int | float):
            message = "no such speed"
            raise ValueError(message)
        self._clock.run(float(speed))


def _moment(text: object) -> datetime:
    moment = datetime.fromisoformat(str(text))
    if moment.tzinfo is None or not 2000 <= moment.year <= 2100:
        message = "no moment of this age"
        raise ValueError(message)
    return moment
