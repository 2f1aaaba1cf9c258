"""How far two places are apart."""

from math import asin, cos, radians, sin, sqrt

from config.event import Place

_EARTH_KM = 6371.0


def kilometres(first: Place, second: Place) -> float | None:
    """The great-circle distance (haversine); None where a place has no coordinates."""
    if first.at is None or second.at is None:
        return None
    (south, west), (north, east) = (tuple(map(radians, place.at)) for place in (first, second) if place.at)
    half = sin((north - south) / 2) ** 2 + cos(south) * cos(north) * sin((east - west) / 2) ** 2
    return 2 * _EARTH_KM * asin(min(1.0, sqrt(half)))
