"""What no log may hold. Looser than what the bot blots out, so that what slips through its patterns is found."""

import logging
import re

_SECRETS = (
    re.compile(r"AA[A-Za-z0-9_-]{30,}|(?<=/bot)\d+:"),  # a bot token
    re.compile(r"(?<!\d)0?1[016789]\D?\d{3,4}\D?\d{4}(?!\d)"),  # a mobile number, however it is set
    # A join code is 26 signs of Crockford's base 32; what has no letter beyond F is a digest.
    re.compile(r"(?i)(?<![0-9a-z])(?=[0-9a-f]*[g-z])[0-9a-hjkmnp-tv-z]{26}(?![0-9a-z])"),
)


def leaks(log: str) -> list[str]:
    """The lines with a token, phone number or join code in them."""
    return [line for line in log.splitlines() if any(one.search(line) for one in _SECRETS)]


class Keeper(logging.Handler):
    """Keeps every line that would be written, as it would be written."""

    def __init__(self, formatter: logging.Formatter | None) -> None:
        super().__init__(logging.DEBUG)
        self.setFormatter(formatter)
        self.lines: list[str] = []

    def emit(self, record: logging.LogRecord) -> None:
        """Keep one."""
        self.lines.append(self.format(record))
