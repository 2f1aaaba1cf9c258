"""What a careful reader would ask about a document: sums that do not add up, abbreviations that nothing explains."""

import re
from collections.abc import Sequence
from typing import Any

from config.importers import vocabulary
from config.importers.draft import Remark
from config.importers.overview import Overview
from config.importers.words import plain

_SHORT = re.compile(r"(?<![A-Za-z0-9.\-_/@])[A-Z](?:[A-Z]|[./&](?=[A-Z])){1,5}(?![A-Za-z0-9.\-_@])")


def doubts(overview: Overview, activities: Sequence[dict[str, Any]], text: str) -> list[Remark]:
    """The remarks on sums of people and money, and on abbreviations."""
    return [*_people(overview), *_money(overview), *_lengths(activities), *_abbreviations(activities, text)]


def _people(overview: Overview) -> list[Remark]:
    groups = overview.attendance
    total = sum(groups.values())
    if overview.total is None or not groups or total == overview.total:
        return []
    said = " + ".join(f"{name} {number}" for name, number in groups.items())
    return [Remark("people_differ", {"total": overview.total, "sum": total, "groups": said})]


def _money(overview: Overview) -> list[Remark]:
    sources = overview.budget.get("sources")
    total = overview.budget.get("total")
    if not isinstance(sources, dict) or not isinstance(total, int | float) or sum(sources.values()) == total:
        return []
    said = " + ".join(f"{name} {number}" for name, number in sources.items())
    return [
        Remark(
            "budget_differs",
            {"total": total, "sum": sum(sources.values()), "sources": said, "unit": str(overview.budget["unit"])},
        )
    ]


def _lengths(activities: Sequence[dict[str, Any]]) -> list[Remark]:
    """Rows that last longer than half a day although no night falls in them: often a slip in the end."""
    result = []
    for number, one in enumerate(activities):
        minutes = _minutes(one)
        if minutes is not None and minutes > 14 * 60 and one["kind"] != "lodging":
            result.append(
                Remark(
                    "very_long",
                    {"title": one["title"], "day": one["day"], "start": one["start"], "end": one["end"]},
                    row=number,
                )
            )
    return result


def _minutes(one: dict[str, Any]) -> int | None:
    if "end" not in one:
        return None
    start, end = (int(text[:2]) * 60 + int(text[3:]) for text in (one["start"], one["end"]))
    nights = int(one.get("end_day", one["day"])) - int(one["day"])
    return end - start + 1440 * nights


def _abbreviations(activities: Sequence[dict[str, Any]], text: str) -> list[Remark]:
    """Capitals in titles and notes that are no common word and that the document nowhere explains in brackets."""
    found: dict[str, int] = {}
    for number, one in enumerate(activities):
        for match in _SHORT.finditer(plain("\n".join((one["title"], *one.get("notes", ()))))):
            found.setdefault(match.group(), number)
    unknown = {word: number for word, number in found.items() if not _explained(word, text)}
    return [Remark("abbreviation", {"word": word}, row=number) for word, number in unknown.items()]


def _explained(word: str, text: str) -> bool:
    letters = re.sub(r"[^A-Z]", "", word)
    return letters in vocabulary.words("abbreviations") or bool(
        re.search(rf"{re.escape(word)}\s*[(:]|[가-힣a-z]\s*\(\s*{re.escape(word)}\s*\)", text)
    )
