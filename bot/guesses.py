"""Wrong join codes are counted, so that nobody finds one by trying; bounded, and nobody waits for anybody else."""

from collections import OrderedDict, deque
from dataclasses import dataclass, field
from datetime import datetime, timedelta

WINDOW = timedelta(minutes=10)
EACH = 5
ALL = 300
REMEMBERED = 20_000


@dataclass(slots=True)
class Guesses:
    """The wrong codes of the last ten minutes, by account ("bot user").

    An account has five tries. When all together have made three hundred, whoever has guessed wrong once has to wait;
    a first try always counts, so that an attack keeps nobody with a good code out.
    """

    _tries: OrderedDict[str, deque[datetime]] = field(default_factory=OrderedDict)
    _all: deque[datetime] = field(default_factory=lambda: deque(maxlen=ALL))

    def may(self, account: str, now: datetime) -> bool:
        """Whether this account's next code is looked at."""
        made = self._recent(account, now)
        busy = len(self._all) == ALL and now - self._all[0] < WINDOW
        return made < (1 if busy else EACH)

    def wrong(self, account: str, now: datetime) -> bool:
        """Count a wrong code; True when it was the account's last one for now."""
        tries = self._tries.setdefault(account, deque(maxlen=EACH))
        tries.append(now)
        self._tries.move_to_end(account)
        while len(self._tries) > REMEMBERED:
            self._tries.popitem(last=False)
        self._all.append(now)
        return len(tries) == EACH

    def _recent(self, account: str, now: datetime) -> int:
        tries = self._tries.get(account, deque())
        while tries and now - tries[0] >= WINDOW:
            tries.popleft()
        if not tries:
            self._tries.pop(account, None)
        return len(tries)
