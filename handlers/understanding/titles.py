"""What titles and places tell of a row besides their words: by what one travels, and what is told apart by a letter."""

import re
from collections import defaultdict
from collections.abc import Iterator, Mapping

from bot.itinerary import Activity, Itinerary
from handlers.understanding.index import place_key

_LETTERED = re.compile(
    r"(?<![A-Za-z0-9])(?:(?P<code>\d[A-H])(?![A-Za-z0-9])|(?P<letter>[A-H])\s?(?P<of>코스|조|반|팀|그룹|트랙|세션))"
)
_AIRPORT = re.compile(r"공항|\bairport\b", re.IGNORECASE)
_PIER = re.compile(
    r"[가-힣](?<!공)항(?![가-힣])|선착장|부두|여객(?:선\s?)?터미널|\b(?:pier|ferry|harbour|harbor)\b", re.IGNORECASE
)
_STATION = re.compile(r"[가-힣]역(?![가-힣])|(?<!bus )\bstation\b", re.IGNORECASE)
_FLIGHT = re.compile(r"(?<![A-Za-z])(?:[A-Z]{2}|\d[A-Z]|[A-Z]\d)\s?\d{3,4}(?!\d)|항공편|\bflight\b")


def vehicles(activity: Activity, itinerary: Itinerary) -> Iterator[str]:
    """Topics of a ride: between two airports it is a flight and from pier to pier by boat, whatever it is called."""
    keys = (place_key(itinerary, name) for name in (activity.row.origin, activity.row.destination))
    names = [" ".join((one.name, one.name_en or "", *one.aliases))
             for one in (itinerary.places.get(key or "") for key in keys) if one]  # fmt: skip
    for topic, place in (("plane", _AIRPORT), ("boat", _PIER), ("train", _STATION)):
        if len(names) == 2 and all(map(place.search, names)):
            yield topic
    if _FLIGHT.search(f"{activity.row.title} {activity.row.title_en or ''}"):
        yield "plane"


def lettered(itinerary: Itinerary) -> Mapping[str, Mapping[int, float]]:
    """What titles number with a letter (1b, a코스) to its rows."""
    found: dict[str, dict[int, float]] = defaultdict(dict)
    for number, activity in enumerate(itinerary.activities):
        for match in _LETTERED.finditer(activity.row.title):
            key = match["code"] or f"{match['letter']}{match['of']}"
            found[key.lower()][number] = 1.0
    return dict(found)
