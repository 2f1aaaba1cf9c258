"""Telegram's sending limits, exact in every sliding window.

Source: https://core.telegram.org/bots/faq#my-bot-is-hitting-limits-how-do-i-avoid-this
"""

import math
from collections import deque
from dataclasses import dataclass, field


@dataclass(frozen=True)
class Rates:
    """Messages allowed: a token and second, a private chat and second, a group and minute; None allows any.

    `slack` seconds shorten every window: what a sender spaced correctly may arrive that much closer together.
    """

    per_second: int | None = 30
    private_per_second: int | None = 1
    group_per_minute: int | None = 20
    count_edits: bool = False
    slack: float = 0.0


UNLIMITED = Rates(None, None, None)


@dataclass
class Limits:
    """The windows of one token."""

    rates: Rates
    _windows: dict[int | None, deque[float]] = field(default_factory=dict)

    def take(self, chat_id: int, now: float) -> int:
        """Count one message to a chat at `now` (monotonic seconds).

        Returns 0, or when a window is full the seconds after which it is not, and counts nothing.
        """
        checks = [
            (self._window(key, span, now), limit, span)
            for key, limit, span in self._applying(chat_id)
            if limit is not None
        ]
        waits = [window[-limit] + span - now for window, limit, span in checks if len(window) >= limit]
        if waits:
            return max(1, math.ceil(max(waits)))
        for window, _, _ in checks:
            window.append(now)
        return 0

    def _applying(self, chat_id: int) -> list[tuple[int | None, int | None, float]]:
        rates, slack = self.rates, self.rates.slack
        of_chat = (
            (chat_id, rates.private_per_second, 1 - slack)
            if chat_id > 0
            else (chat_id, rates.group_per_minute, 60 - slack)
        )
        return [(None, rates.per_second, 1 - slack), of_chat]

    def _window(self, key: int | None, span: float, now: float) -> deque[float]:
        window = self._windows.setdefault(key, deque())
        while window and window[0] <= now - span:
            window.popleft()
        return window
