"""What becomes of a delivery after a call: pure, the error table of sending as a function."""

import random
from collections.abc import Callable
from dataclasses import dataclass
from typing import Literal

from bot.messages import RetryLater, Unreachable

State = Literal["queued", "sent", "retry", "uncertain", "unreachable", "failed", "expired", "cancelled"]


@dataclass(frozen=True, slots=True)
class Retry:
    """How long to wait, in seconds, before the next try: `first`, then `factor` times as long, at most `longest`.

    Each wait is lengthened by up to `jitter` of itself by chance, so that many do not come back at once.
    """

    first: float = 1.0
    factor: float = 2.0
    longest: float = 60.0
    jitter: float = 0.25

    def delay(self, attempts: int, chance: Callable[[], float] = random.random) -> float:
        """Seconds to wait after so many attempts (from 1)."""
        wait = min(self.longest, self.first * self.factor ** min(attempts - 1, 32))
        return wait * (1 + self.jitter * chance())


@dataclass(frozen=True, slots=True)
class Outcome:
    """What to record: the new state, why, the platform's id of the message, seconds until the next try.

    `repeats` is 1 when it is sent again although it may have arrived.
    """

    state: State
    reason: str = ""
    message: str = ""
    after: float = 0.0
    repeats: int = 0


def failed(error: Exception, *, must: bool, attempts: int, policy: Retry) -> Outcome:
    """The outcome of a call that raised: an unknown kind of error leaves it unknown whether the message arrived.

    Unknown means again for what nobody may miss, and never again for chatter.
    """
    reason = str(error)[:200] or type(error).__name__
    if isinstance(error, RetryLater):
        return Outcome("retry", reason, after=max(error.after, 0.0 if error.silence else policy.delay(attempts)))
    if isinstance(error, Unreachable):
        return Outcome("unreachable", reason)
    if must:
        return Outcome("retry", reason, after=policy.delay(attempts), repeats=1)
    return Outcome("uncertain", reason)
