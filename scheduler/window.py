"""Places in a sliding window, counted where messages arrive, not where they start.

A message arrives at some moment between its start here and its answer. Two messages are a window apart there for
certain if the second one starts a window after the first one's answer, less what every answer takes anyway.
"""

from bisect import bisect_left, insort
from dataclasses import dataclass, field

UNANSWERED = 1.0
"""Seconds: who has no answer for so long has arrived, or a hanging call would hold up all the others."""
NEVER = float("-inf")


@dataclass(slots=True)
class Travel:
    """What answers usually take, in seconds, chosen so that on average late ones cost `caution` seconds a message.

    It begins below nothing, so that the first second is safe, too, and learns fast at first.
    """

    caution: float
    usual: float
    pace: float = 0.1

    def late(self, seconds: float, *, wary: bool = False) -> float:
        """How much later than usual a message may have arrived whose answer took so long.

        After a complaint (`wary`) it costs what it costs: the quickest answer is the usual one.
        """
        if wary:
            self.usual = min(self.usual, seconds)
            return seconds - self.usual
        late = max(0.0, seconds - self.usual)
        self.usual += self.pace * (min(late, 0.3) - self.caution)
        self.pace = max(0.02, self.pace * 0.97)
        return late


@dataclass(slots=True)
class Window:
    """`room` messages in so many seconds; `taken` says in order until when each place is."""

    room: int
    seconds: float
    taken: list[float] = field(default_factory=list)

    def ready_at(self) -> float:
        """When the next message may start."""
        return NEVER if len(self.taken) < self.room else self.taken[-self.room]

    def take(self, now: float) -> float:
        """Take a place for a message that starts now; returns until when, if no answer comes."""
        del self.taken[: bisect_left(self.taken, now)]
        until = now + self.seconds + UNANSWERED
        insort(self.taken, until)
        return until

    def answered(self, until: float, late: float) -> None:
        """The message that took its place until then has been answered, so much later than usual."""
        at = bisect_left(self.taken, until)
        if late < UNANSWERED and at < len(self.taken) and self.taken[at] == until:
            del self.taken[at]
            insort(self.taken, until - UNANSWERED + late)

    def idle(self, now: float) -> bool:
        """Whether every place is free."""
        return not self.taken or self.taken[-1] <= now
