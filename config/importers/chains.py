"""A whole day in one line: 07:30 출발 → 10:30 도착 → 12:30 점심."""

import re

from config.importers import times

_NEXT = re.compile(r"\s*(?:→|⇒|➜|➔|▶|->|=>|»|>|/|,|;)\s*(?=(?:오전|오후)?\s*\d{1,2}\s*(?::\d\d|시))")


def parted(line: str) -> list[str]:
    """The stations of such a line, each beginning with its time; the line alone when it is none."""
    parts = [part.strip() for part in _NEXT.split(line)]
    return parts if len(parts) > 2 and all(_begins(part) for part in parts) else [line]


def _begins(part: str) -> bool:
    found = times.find(part)
    return found is not None and not found[1].strip("([-•·*■○ ") and len(found[2].strip(" :~-")) > 1
