"""How much one visitor may ask at once."""

import time
from collections.abc import Callable

_MANY = 10_000


class Buckets:
    """A token bucket for each key: `size` at once, then `per_second`; runs on real time."""

    def __init__(self, size: float, per_second: float, timer: Callable[[], float] = time.monotonic) -> None:
        self._size, self._rate, self._timer = size, per_second, timer
        self._levels: dict[str, tuple[float, float]] = {}

    def wait(self, key: str, cost: float = 1.0) -> float:
        """Take `cost` and return 0, or return the seconds until there will be enough."""
        now = self._timer()
        level = self._level(key, now)
        if level < cost:
            return (cost - level) / self._rate
        self._levels[key] = (level - cost, now)
        if len(self._levels) > _MANY:
            self._forget_full(now)
        return 0.0

    def _level(self, key: str, now: float) -> float:
        level, since = self._levels.get(key, (self._size, now))
        return min(self._size, level + (now - since) * self._rate)

    def _forget_full(self, now: float) -> None:
        self._levels = {key: value for key, value in self._levels.items() if self._level(key, now) < self._size}
