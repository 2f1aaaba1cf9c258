"""Points that say the same, joined; the outcome follows from the points alone, never from their order."""

import re
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass

from rapidfuzz import fuzz

from bot.comments import words
from bot.comments.heading import speaks, tones
from bot.comments.line import line, of_thing, overall, tidy
from bot.comments.mask import MASK
from bot.comments.model import Point, Sorted, Theme
from bot.comments.topics import OWN, Topic, bearer, name, topic
from bot.feedback import HEADINGS, Heading

NEAR = 62.0
MANY = 1200
# A side that is the matter itself, whatever thing it is said of.
_STRONG = frozenset(("tight", "far", "sick", "salty", "sound"))
# Of praise only these sides make a matter of their own.
_PRAISED = frozenset(("info", "late", "safety", "sound"))
# What is amiss with these is always the same.
_ONE = frozenset(("turnout", "wifi", "parking"))
_WORD = re.compile(r"[가-힣A-Za-z0-9]+")
_END = re.compile(
    r"(?:했|하였|였|었|았|됐|되었)?(?:습니다|합니다|입니다|었음|았음|했음|어요|아요|해요|네요|세요|음|함|임|다|요)$|(?:에서|으로|까지|은|는|이|가|도|을|를|에|의|로|만)$"
)


@dataclass(frozen=True, slots=True)
class _Said:
    """A point with what it speaks of and how often it was said."""

    point: Point
    count: int
    topic: Topic

    @property
    def plain(self) -> str:
        """Its words without particles and endings."""
        found = (_END.sub("", one) or one for one in _WORD.findall(words.spelt(self.point.text.casefold())))
        return " ".join(found)


def join(points: Iterable[Point], known: Mapping[str, str] | None = None) -> Sorted:
    """All points in themes, those set aside in a list; `known` holds words of the event with what they stand for."""
    counted = Counter(points)
    aside = sorted((one, count) for one, count in counted.items() if one.reason)
    kept = sorted((one, count) for one, count in counted.items() if not one.reason)
    said = [_Said(one, count, topic(one.text, one.question, known or {})) for one, count in kept]
    titles = _titles(known or {})
    themes = _alike_once(_theme(group, titles) for heading in HEADINGS for group in _groups(said, heading))
    themes.sort(key=lambda one: (HEADINGS.index(one.heading), -one.voices, one.line, one.points))
    return Sorted(tuple(themes), tuple(aside))


def _alike_once(themes: Iterable[Theme]) -> list[Theme]:
    """Themes of different things that come to the same line are one."""
    found: dict[tuple[Heading, str], Counter[Point]] = {}
    for theme in themes:
        found.setdefault((theme.heading, theme.line), Counter()).update(dict(theme.points))
    return [
        Theme(heading, line, tuple(sorted(points.items(), key=lambda pair: (-pair[1], pair[0]))))
        for (heading, line), points in found.items()
    ]


def _titles(known: Mapping[str, str]) -> dict[str, str]:
    """What stands for something, by the first of its words."""
    result: dict[str, str] = {}
    for word, key in known.items():
        result.setdefault(OWN + key, word)
    return result


def _groups(said: Sequence[_Said], heading: Heading) -> Iterator[list[_Said]]:
    buckets: dict[tuple[str, str], list[_Said]] = {}
    for one in said:
        if one.point.heading == heading:
            buckets.setdefault(_key(one), []).append(one)
    for (thing, side), bucket in sorted(buckets.items()):
        if thing and heading == "good":
            yield from _praise(bucket)
        elif side or (heading == "lacking" and thing in _ONE):
            yield bucket
        else:
            yield from _near(bucket)


def _praise(bucket: list[_Said]) -> Iterator[list[_Said]]:
    """Praise of a thing is one theme; only what several say in like words besides is another."""
    groups = sorted(_near(bucket), key=lambda group: -sum(one.count for one in group))
    several = [group for group in groups[1:] if sum(one.count for one in group) > 1]
    alone = [one for group in groups[1:] for one in group if sum(each.count for each in group) == 1]
    yield [*groups[0], *alone]
    yield from several


def _key(one: _Said) -> tuple[str, str]:
    thing, side = one.topic.thing, one.topic.side
    if one.point.heading == "good":
        return (thing, side if side in _PRAISED else "") if thing else ("", "")
    if one.point.heading == "lacking" and thing in _ONE:
        return (thing, "")
    return ("", side) if side in _STRONG else (thing, side)


def _near(bucket: list[_Said]) -> Iterator[list[_Said]]:
    """Those whose words are near one another, step by step; bare mentions of the thing and of the whole are one."""
    roots = list(range(len(bucket)))

    def root(at: int) -> int:
        while roots[at] != at:
            roots[at] = roots[roots[at]]
            at = roots[at]
        return at

    plain = [one.plain for one in bucket]
    bare = [_bare(one) for one in bucket]
    for left in range(len(bucket)):
        for right in range(left + 1, len(bucket)):
            same = bare[left] and bare[right]
            if same or (len(bucket) <= MANY and _alike(plain[left], plain[right])):
                roots[root(right)] = root(left)
    groups: dict[int, list[_Said]] = {}
    for at, one in enumerate(bucket):
        groups.setdefault(root(at), []).append(one)
    yield from groups.values()


def _alike(left: str, right: str) -> bool:
    return bool(left == right or fuzz.token_sort_ratio(left, right, score_cutoff=NEAR))


def _bare(one: _Said) -> bool:
    """Whether it says no more than a thing's name, or that all was good or bad."""
    text = words.spelt(one.point.text)
    for hit in reversed(tones(text)):
        text = text[: hit.start] + " " + text[hit.end :]
    text = text.replace(one.topic.word, " ") if one.topic.word else text
    rest = [word for word in _WORD.findall(text) if len(_END.sub("", word)) > 1 and word not in _whole()]
    return len(rest) <= (1 if speaks(one.point.text) and not one.topic.thing else 0)


def _whole() -> frozenset[str]:
    return frozenset(words.read("comments")["filler"].split()) | frozenset(words.read("comments")["whole"].split())


def _theme(group: list[_Said], titles: Mapping[str, str]) -> Theme:
    heading = group[0].point.heading
    order = _best(group)
    points = sorted(((one.point, one.count) for one in group), key=lambda pair: (-pair[1], pair[0]))
    return Theme(heading, _written(order, heading, titles), tuple(points))


def _written(order: list[_Said], heading: Heading, titles: Mapping[str, str]) -> str:
    """The line: the best point in the office's style if it speaks for most, else what is said of the thing."""
    texts = [one.point.text for one in order]
    things, sides = {one.topic.thing for one in order}, {one.topic.side for one in order}
    thing = order[0].topic.thing if len(things) == 1 else ""
    if not thing and sides == {""} and _whole_meant(order):
        return overall(heading)
    called = titles.get(thing, "") or (name(order[0].topic) if thing else "")
    curt = all(_bare(one) for one in order)
    if called and heading == "good" and ((curt and thing in titles) or not _stands_for_most(order)):
        return line((), heading, called)
    written = line(texts, heading, called or _noun(order))
    curt = curt or " " not in tidy(texts[0])
    if not curt or heading == "good" or written.startswith("“"):
        return written
    return _with_bearer(written, order, called or _bearer_of(order))


def _stands_for_most(order: Sequence[_Said]) -> bool:
    """Whether most of those who spoke said about what the first says."""
    first, whole = order[0].plain, sum(one.count for one in order)
    near = sum(one.count for one in order if fuzz.token_set_ratio(first, one.plain) >= NEAR)
    return 2 * near > whole


def _bearer_of(order: Sequence[_Said]) -> str:
    return bearer(order[0].topic) if len({one.topic.side for one in order}) == 1 else ""


def _with_bearer(written: str, order: Sequence[_Said], called: str) -> str:
    """What is said of something, after its name, unless the line names a thing itself."""
    named = [one.topic.word for one in order if one.topic.word] + [called]
    if not called or any(_END.sub("", one) in written for one in named):
        return written
    return of_thing(called, written)


def _whole_meant(group: Sequence[_Said]) -> bool:
    """Whether several speak, and most of them of the whole, or some of them and all in different words."""
    whole = sum(_bare(one) for one in group)
    return len(group) > 1 and (2 * whole >= len(group) or (whole > 0 and not _stands_for_most(group)))


def _best(group: Sequence[_Said]) -> list[_Said]:
    """The points that stand best for the others first: near to them, well spelt, neither curt nor long."""
    plain = [one.plain for one in group[:60]]

    def score(at: int) -> float:
        near = sum(fuzz.token_set_ratio(plain[at], other) * one.count for other, one in zip(plain, group, strict=False))
        return near / sum(one.count for one in group[:60]) + _form(group[at].point.text)

    order = sorted(range(len(plain)), key=lambda at: (-round(score(at), 6), group[at].point))
    return [group[at] for at in order]


def _form(text: str) -> float:
    text = tidy(text)
    good = 15.0 * (" " in text) + 10.0 * (8 <= len(text) <= 40) - 25.0 * (MASK in text)
    return good - 30.0 * (not re.search("[가-힣]", text)) - 10.0 * bool(re.search("[ㄱ-ㅣ]", text))


def _noun(group: Sequence[_Said]) -> str:
    """The thing's name as most of its points write it, with a particle behind it; "" if none does."""
    found: Counter[str] = Counter()
    for one in group:
        word = one.topic.word
        for token in _WORD.findall(one.point.text):
            bare = re.sub("(?:은|는|이|가|도|을|를)$", "", token)
            if word and (token.startswith(word) or word.startswith(bare)) and 0 < len(bare) < len(token):
                found[bare] += one.count
    return min(found, key=lambda one: (-found[one], one), default="")
