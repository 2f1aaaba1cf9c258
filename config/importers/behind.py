"""Times behind what they time: 집결: 06:30 사당역 1번 출구."""

import re

from config.importers import labels, places, times
from config.importers.words import bare, clean

_LINE = re.compile(
    r"^(?P<title>[^\d:：][^:：]{0,29}?)\s*[:：]?\s+(?P<time>(?:(?:오전|오후|낮|밤)\s*)?\d{1,2}\s*(?::|시).*)$"
)


def many(lines: list[str]) -> int:
    """How many lines have their time behind them; 0 when there are too few to be a plan."""
    count = sum(row(line) is not None for line in lines)
    return count if count > 2 else 0


def row(line: str) -> list[str] | None:
    """Time, title and place of such a line."""
    match = _LINE.match(bare(clean(line)))
    found = times.find(match["time"]) if match else None
    if match is None or found is None or found[1] or labels.labelled(line):
        return None
    written = match["time"][: len(match["time"]) - len(found[2])].strip()
    rest = re.sub(r"^(?:예정|경|쯤)\s*", "", found[2]).strip(" ,-–/")
    title, place = _placed(match["title"].strip(), rest)
    return [written, title, place]


def _placed(title: str, rest: str) -> tuple[str, str]:
    """What follows a time: a place, and in brackets another or more about the title."""
    match = re.fullmatch(r"(?P<main>[^()]*?)\s*(?:\((?P<aside>[^()]*)\))?", rest)
    main, aside = (match["main"], match["aside"] or "") if match else (rest, "")
    if places.is_named(main) and len(main) <= 25:
        return (f"{title} ({aside})" if aside else title), main
    title = f"{title} {main}".strip()
    if places.is_named(aside) and len(aside) <= 25 and "-" not in aside:
        return title, aside
    return (f"{title} ({aside})" if aside else title), ""
