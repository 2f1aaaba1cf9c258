"""What only a person's own browser knows, on its way to the handlers: in memory, never in the inbox."""

import re
from collections import OrderedDict

_MANY = 1000
_SECRET = re.compile(r"[0-9a-f]{32}")


class Secrets:
    """The secrets that came with the latest presses, by the request's id."""

    def __init__(self) -> None:
        self._known: OrderedDict[str, str] = OrderedDict()

    def keep(self, request: str, secret: object) -> None:
        """Remember what came with a request: 32 hexadecimal digits, anything else is none."""
        if isinstance(secret, str) and _SECRET.fullmatch(secret):
            self._known[request] = secret
            while len(self._known) > _MANY:
                self._known.popitem(last=False)

    def of(self, request: str) -> str:
        """What came with it; "" when nothing did, or another process received it."""
        return self._known.get(request, "")
