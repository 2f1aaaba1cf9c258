"""Rate limits of one bot, exact in every sliding window, with lanes of priority.

Source of the figures: core.telegram.org/bots/faq, "My bot is hitting limits". What is counted there is when a message
arrives, so `window` keeps a place until the answer shows that it has.
"""

import asyncio
import heapq
from collections import deque
from collections.abc import Callable
from dataclasses import dataclass, field
from itertools import count

from scheduler.window import NEVER, Travel, Window

REPLIES, LATE_REPLIES = 0, 1  # a backlog is no surge: it keeps to the limits, beside what nobody may miss
SURGE = 25
WARY = 600.0
# A single chat is never what a broadcast waits for, so its window may be generous: messages do not travel evenly.
CHAT_MARGIN = 0.1
Waiter = tuple[int, int, "asyncio.Future[Place]"]
Entry = tuple[int, int, str]


@dataclass(frozen=True, slots=True)
class Limits:
    """Messages a second for the bot and for a private chat, and a minute for a group.

    `margin` is the share of the limit that is spent on messages travelling unevenly: less than the 2 % that may be
    left unused.
    """

    bot: float = 30.0
    chat: float = 1.0
    group: float = 20.0
    margin: float = 0.0135


@dataclass(frozen=True, slots=True)
class Place:
    """What a message has taken up of the limits: since when, and until when if no answer comes."""

    chat: str
    started: float
    until: float
    chat_until: float


@dataclass(slots=True)
class _Chat:
    """Those who wait for a chat, and how much was written to it."""

    window: Window
    waiting: list[Waiter] = field(default_factory=list)

    def ready_at(self) -> float:
        """When the next message may go."""
        return self.window.ready_at()

    def head(self) -> Waiter | None:
        """Who is next; those who gave up are dropped."""
        while self.waiting and self.waiting[0][2].done():
            heapq.heappop(self.waiting)
        return self.waiting[0] if self.waiting else None


class Limiter:
    """`await wait(chat, lane)` before each message and `answered` after it. Lane 0 are replies, higher ones come later.

    When many people ask at once (a surge), their answers go out at once, unless notices wait or the platform lately
    complained: its limit is meant for what nobody asked for.
    """

    def __init__(self, limits: Limits | None = None, timer: Callable[[], float] | None = None) -> None:
        self.limits = limits or Limits()
        self._timer = timer or (lambda: asyncio.get_running_loop().time())
        room = max(1, int(self.limits.bot))
        spread, caution = 0.15 * self.limits.margin, 0.85 * self.limits.margin * room / self.limits.bot
        self._interval = (1 + spread) / self.limits.bot
        self._window = Window(room, room * self._interval)
        self._travel = Travel(caution, -caution)
        self._next = NEVER
        self._silent_until = NEVER
        self._complained = NEVER
        self._asked: deque[float] = deque(maxlen=SURGE + 1)
        self._chats: dict[str, _Chat] = {}
        self._idle: list[tuple[float, str]] = []
        self._ready: tuple[list[Entry], list[Entry]] = ([], [])
        self._parked: list[tuple[float, str]] = []
        self._tickets = count()
        self._in_line = [0, 0]
        self._replies_in_row = 0
        self._alarm: asyncio.TimerHandle | None = None
        self._alarm_at = NEVER

    def _now(self) -> float:
        # A timer may ring a rounding error too early; the margin is much wider.
        return self._timer() + 1e-6

    @property
    def waiting(self) -> int:
        """How many wait."""
        return sum(self._in_line)

    def silence(self, seconds: float) -> None:
        """Nothing at all goes out for so long; a shorter silence does not end a longer one."""
        now = self._now()
        if seconds > 0:
            self._complained = now
            self._silent_until = max(self._silent_until, now + seconds)

    async def silence_over(self) -> None:
        """Wait only for the end of a silence: for edits and answers to button presses."""
        while (left := self._silent_until - self._now()) > 0:  # noqa: ASYNC110 - the end of it may move
            await asyncio.sleep(left)

    async def wait(self, chat: str, lane: int, *, group: bool = False) -> Place:
        """Return when a message to this chat may be sent; it has started then."""
        now = self._now()
        if lane == REPLIES:
            self._asked.append(now)
            if self._surge(now):
                self._release_replies(now)
                return self._stamp(chat, self._state(chat, group=group), now)
        if self._open(chat, now):
            self._advance(now)
            return self._stamp(chat, self._state(chat, group=group), now)
        return await self._queue(chat, lane, group=group)

    def answered(self, place: Place) -> None:
        """The call is over: its message arrived, if it did, between its start and now."""
        now = self._now()
        late = self._travel.late(now - place.started, wary=now - self._complained < WARY)
        self._window.answered(place.until, late)
        if state := self._chats.get(place.chat):
            state.window.answered(place.chat_until, late)
            self._line_up(place.chat, state)
            self._see_again(place.chat, state)
        self._arm()

    async def _queue(self, chat: str, lane: int, *, group: bool) -> Place:
        future: asyncio.Future[Place] = asyncio.get_running_loop().create_future()
        waiter = (lane, next(self._tickets), future)
        state = self._state(chat, group=group)
        heapq.heappush(state.waiting, waiter)
        self._in_line[lane != REPLIES] += 1
        if state.waiting[0] is waiter:
            self._line_up(chat, state)
        self._arm()
        try:
            return await future
        except asyncio.CancelledError:
            self._gave_up(chat, state)
            raise
        finally:
            self._in_line[lane != REPLIES] -= 1

    def _gave_up(self, chat: str, state: _Chat) -> None:
        """Somebody behind them in the same chat may be next now."""
        self._line_up(chat, state)
        self._arm()
        self._see_again(chat, state)

    def _open(self, chat: str, now: float) -> bool:
        """Whether nobody is before us and every limit leaves room."""
        known = self._chats.get(chat)
        free = known is None or (known.ready_at() <= now and not known.waiting)
        return free and not self.waiting and self._slot_at() <= now

    def _slot_at(self) -> float:
        """When the bot as a whole may send next."""
        return max(self._next, self._window.ready_at(), self._silent_until)

    def _advance(self, now: float) -> None:
        # A slot that came late does not shift the grid, unless by more than what the window can make up for.
        self._next = max(self._next, now - max(3 * self._interval, 0.02)) + self._interval

    def _surge(self, now: float) -> bool:
        many = len(self._asked) > SURGE and now - self._asked[0] < 1.0
        return many and not self._in_line[1] and now - self._complained > WARY and now >= self._silent_until

    def _release_replies(self, now: float) -> None:
        """In a surge those who lined up before it began go, too."""
        if not self._in_line[0]:
            return
        for chat, state in list(self._chats.items()):  # stamping forgets idle chats
            while state.head():
                heapq.heappop(state.waiting)[2].set_result(self._stamp(chat, state, now))
        for line in (*self._ready, self._parked):
            line.clear()

    def _stamp(self, chat: str, state: _Chat, now: float) -> Place:
        place = Place(chat, now, self._window.take(now), state.window.take(now))
        self._see_again(chat, state)
        self._forget(now)
        return place

    def _see_again(self, chat: str, state: _Chat) -> None:
        """Look again whether the chat can be forgotten when its last place is free."""
        heapq.heappush(self._idle, (state.window.taken[-1] if state.window.taken else self._now(), chat))

    def _forget(self, now: float) -> None:
        """Drop chats whose windows are over and for which nobody waits."""
        while self._idle and self._idle[0][0] <= now:
            chat = heapq.heappop(self._idle)[1]
            state = self._chats.get(chat)
            if state and not state.head() and state.window.idle(now):
                del self._chats[chat]

    def _state(self, chat: str, *, group: bool) -> _Chat:
        state = self._chats.get(chat)
        if state is None:
            limits = self.limits
            room, window = (max(1, int(limits.group)), 60.0) if group else (1, 1 / limits.chat)
            state = self._chats[chat] = _Chat(Window(room, window * (1 + CHAT_MARGIN)))
        return state

    def _line_up(self, chat: str, state: _Chat) -> None:
        head = state.head()
        if head is None:
            return
        at = state.ready_at()
        if at <= self._now():
            heapq.heappush(self._ready[head[0] != REPLIES], (head[0], head[1], chat))
        else:
            heapq.heappush(self._parked, (at, chat))

    def _arm(self) -> None:
        """Wake at the next moment at which somebody may go."""
        at = self._slot_at()
        if not any(self._first(line) for line in self._ready):
            if not self._parked:
                return
            at = max(at, self._parked[0][0])
        if self._alarm and self._alarm_at <= at:
            return
        if self._alarm:
            self._alarm.cancel()
        self._alarm_at = at
        self._alarm = asyncio.get_running_loop().call_later(max(0.0, at - self._now()), self._ring)

    def _ring(self) -> None:
        self._alarm = None
        now = self._now()
        while self._parked and self._parked[0][0] <= now:
            chat = heapq.heappop(self._parked)[1]
            if chat in self._chats:
                self._line_up(chat, self._chats[chat])
        if self._slot_at() <= now and (line := self._turn()):
            self._go(heapq.heappop(line)[2], now)
        self._arm()

    def _go(self, chat: str, now: float) -> None:
        state = self._chats[chat]
        lane, _, future = heapq.heappop(state.waiting)
        self._replies_in_row = self._replies_in_row + 1 if lane == REPLIES else 0
        future.set_result(self._stamp(chat, state, now))
        self._advance(now)
        self._line_up(chat, state)

    def _turn(self) -> list[Entry]:
        """The line whose turn it is: replies, but after two in a row a notice that waits, so that none starves."""
        replies, notices = self._ready
        if self._first(replies) and not (self._replies_in_row >= 2 and self._first(notices)):
            return replies
        return notices if self._first(notices) else []

    def _first(self, line: list[Entry]) -> bool:
        """Whether anybody stands in that line; entries that speak for nobody any more are dropped."""
        while line and not self._stands(line[0]):
            heapq.heappop(line)
        return bool(line)

    def _stands(self, entry: Entry) -> bool:
        """Whether that entry still speaks for the first in line of its chat, and the chat is still open."""
        state = self._chats.get(entry[2])
        head = state.head() if state else None
        return state is not None and head is not None and head[1] == entry[1] and state.ready_at() <= self._now()
