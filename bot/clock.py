"""The only place that asks what time it is.

The event's clock may be simulated; leases, rate limits and timeouts always run on real time.
"""

import time
from collections.abc import Callable
from datetime import UTC, datetime, timedelta
from typing import Protocol


class Clock(Protocol):
    """The event's time."""

    def now(self) -> datetime:
        """The current moment, aware, UTC."""

    def seconds_until(self, moment: datetime) -> float:
        """Real seconds until the clock shows `moment`; 0 when it is past, infinity while the clock stands."""


class SystemClock:
    """The machine's clock."""

    def now(self) -> datetime:
        """The current moment, aware, UTC."""
        return datetime.now(UTC)

    def seconds_until(self, moment: datetime) -> float:
        """Real seconds until `moment`, 0 when it is past."""
        return max(0.0, (moment - self.now()).total_seconds())


class SimulatedClock:
    """A clock for rehearsals: starts anywhere, runs at any speed, stands still (speed 0), jumps.

    `changed` is called after each change of speed or jump, so that whoever sleeps until a moment can wake.
    """

    def __init__(self, start: datetime, speed: float = 1.0, timer: Callable[[], float] = time.monotonic) -> None:
        if start.tzinfo is None:
            message = "a simulated clock starts at an aware moment"
            raise ValueError(message)
        self._timer = timer
        self._base = start.astimezone(UTC)
        self._since = timer()
        self._speed = speed
        self.changed: list[Callable[[], object]] = []

    @property
    def speed(self) -> float:
        """Simulated seconds per real second."""
        return self._speed

    def now(self) -> datetime:
        """The current simulated moment, aware, UTC."""
        return self._base + timedelta(seconds=(self._timer() - self._since) * self._speed)

    def seconds_until(self, moment: datetime) -> float:
        """Real seconds until the clock shows `moment`; 0 when it is past, infinity while it stands."""
        left = (moment - self.now()).total_seconds()
        if left <= 0:
            return 0.0
        return left / self._speed if self._speed else float("inf")

    def run(self, speed: float) -> None:
        """Go on at another speed; 0 pauses."""
        if speed < 0:
            message = "time does not run backwards"
            raise ValueError(message)
        self._restart(self.now())
        self._speed = speed
        self._tell()

    def jump(self, moment: datetime) -> None:
        """Show `moment` from now on."""
        self._restart(moment.astimezone(UTC))
        self._tell()

    def _restart(self, moment: datetime) -> None:
        self._base, self._since = moment, self._timer()

    def _tell(self) -> None:
        for tell in self.changed:
            tell()
