"""Mentions of places → places: near spellings of one name are one place."""

import re
from collections import Counter
from collections.abc import Iterable

from config.importers import vocabulary
from config.importers.places import Mention, Place, Places
from config.importers.words import closed, key, near, region, unused


def gather(found: Iterable[Mention], text: str) -> tuple[Places, list[tuple[str, ...]]]:
    """Places of all mentions, and the groups of spellings that were taken for one; `text` is the whole document's."""
    listed = [one for one in found if one.name]
    counts = Counter(one.name for one in listed)
    clusters = _offices(_clusters(list(counts)))
    chosen = {_best(cluster, counts, text): cluster for cluster in clusters}
    keys: dict[str, str] = {}
    result = []
    for name, cluster in chosen.items():
        own = unused(key(name), set(keys.values()))
        keys |= {closed(spelling): own for spelling in cluster}
        aliases = tuple(spelling for spelling in cluster if spelling != name)
        result.append(
            Place(own, name, aliases, _first(listed, cluster, "address"), _first(listed, cluster, "directions"))
        )
    groups = [
        (name, *[one for one in cluster if closed(one) != closed(name) and near(one, name)])
        for name, cluster in chosen.items()
    ]
    return Places(tuple(result), keys), [group for group in groups if len(group) > 1]


def _clusters(names: list[str]) -> list[list[str]]:
    result: list[list[str]] = []
    for name in names:
        home = next((cluster for cluster in result if any(near(name, other) for other in cluster)), None)
        if home is None:
            result.append([name])
        else:
            home.append(name)
    return result


def _offices(clusters: list[list[str]]) -> list[list[str]]:
    """A short office name (구청) joins the only longer one that ends with it (성북구청)."""
    result = [list(cluster) for cluster in clusters]
    for short in [
        cluster for cluster in result if closed(cluster[0]) in {closed(one) for one in vocabulary.words("offices")}
    ]:
        longer = [
            cluster for cluster in result if cluster is not short and closed(cluster[0]).endswith(closed(short[0]))
        ]
        if len(longer) == 1:
            longer[0].extend(short)
            result.remove(short)
    return result


def _best(cluster: list[str], counts: Counter[str], text: str) -> str:
    """The spelling that a real region's name or the document's own 구례군 speaks for, else the most usual one."""

    def weight(name: str) -> tuple[bool, bool, int, int]:
        place = region(name)
        said = bool(
            re.search(rf"{re.escape(closed(name)[:2])}(?:특별시|광역시|시|군|구|읍|면|동|리|도)(?![가-힣])", text)
        )
        return (bool(place), said, counts[name], -cluster.index(name))

    long = [name for name in cluster if closed(name) not in {closed(one) for one in vocabulary.words("offices")}]
    return max(long or cluster, key=weight)


def _first(listed: list[Mention], cluster: list[str], field: str) -> str:
    return next((getattr(one, field) for one in listed if one.name in cluster and getattr(one, field)), "")
