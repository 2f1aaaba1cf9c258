"""What kind of activity a row is, from its words; what is not sure says so."""

import re
from dataclasses import dataclass
from functools import cache

from config.importers import vocabulary
from config.importers.words import closed, plain

_PATH = re.compile(r"\S\s*(?:→|⇒|➔|➡|⟶|=>|->)\s*\S")
# 체험장으로, 휴게소: a word of activities within the name of where they are done
_FACILITY = re.compile(
    r"(?:지원|연구|정보|문화|체험|훈련|연수|수련|진흥|복지|회)?(?:소|장|관|실|처|지|청|원|센터)(?:역|앞|입구|내|정문)?(?:(?:으로|로|에서|에|까지|의)?(?![가-힣]))"
)
ORDER = ("transport", "meal", "lodging", "tour", "free", "session")


@dataclass(frozen=True, slots=True)
class Guess:
    """A kind; `sure` unless no word spoke for it; `also` the other kinds that its words name, in their order."""

    kind: str
    sure: bool = True
    also: tuple[str, ...] = ()


def kind(title: str, place: str = "", notes: str = "") -> Guess:
    """The kind of an activity: the first word of its title that names one, else of its place and notes."""
    found = named(title)
    if _PATH.search(title):
        return Guess("transport", also=tuple(name for name in found if name != "transport"))
    if found:
        return Guess(found[0], sure=True, also=tuple(found[1:]))
    aside = named(place) or named(notes)
    if aside:
        return Guess(aside[0], sure=False)
    if len(title) <= 12 and closed(title).endswith(tuple(food for food in vocabulary.words("foods") if len(food) > 1)):
        return Guess("meal", sure=False)
    return Guess("session", sure=False)


def is_path(title: str) -> bool:
    """Whether a title is drawn as a way: A → B."""
    return bool(_PATH.search(title))


def named(text: str) -> list[str]:
    """The kinds that `text` names, by the place of their first words, those of weak words last.

    A longer word hides one within it.
    """
    source = plain(text)
    if closed(re.split(r"[(\[:：+,/]", source)[0]) in vocabulary.words("whole_meals"):
        return ["meal"]
    if closed(source) in vocabulary.words("whole_moves"):
        return ["transport"]
    first: dict[str, tuple[bool, int]] = {}
    taken: list[tuple[int, int]] = []
    hits = _hits(source)
    done = [hit for hit in hits if not _FACILITY.match(source, hit[1])]
    for start, end, name in sorted(done or hits, key=lambda hit: (hit[0] - hit[1], hit[0])):
        if any(start < other_end and other_start < end for other_start, other_end in taken):
            continue
        taken.append((start, end))
        found = (source[start:end].lower() in vocabulary.words("weak_kinds"), start)
        first[name] = min(first.get(name, found), found)
    return sorted(first, key=lambda name: first[name])


def _hits(source: str) -> list[tuple[int, int, str]]:
    return [
        (match.start(), match.end(), name) for name, words in _patterns().items() for match in words.finditer(source)
    ]


@cache
def _patterns() -> dict[str, re.Pattern[str]]:
    groups = vocabulary.groups("kinds")
    return {name: re.compile(vocabulary.alternatives(groups[name]), re.IGNORECASE) for name in ORDER}
