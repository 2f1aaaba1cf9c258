"""All strangers' documents, and how right a reading is."""

import sys
from collections.abc import Iterable, Iterator
from typing import Any

from config.importers.draft import Draft
from config.importers.problem import ImportProblem
from config.importers.reading import read_here
from tests.importers.reading import Line, named, rows
from tests.importers.strangers import companies, fifth, fourth, offices, schools, second, talk, third
from tests.importers.strangers.makers import HAS_OFFICE
from tests.importers.strangers.stranger import Stranger

FIRST = (*offices.ALL, *companies.ALL, *talk.ALL, *schools.ALL)
ALL = (*FIRST, *second.ALL, *third.ALL, *fourth.ALL, *fifth.ALL)


def understood(stranger: Stranger) -> Draft:
    return read_here(stranger.make(), stranger.file, stranger.today)


def wrong(stranger: Stranger, found: Draft) -> list[str]:
    """What differs from a person's reading: missing and surplus rows, facts."""
    read: list[Line] = rows(found)
    lacking = [f"- {row}" for row in stranger.rows if row not in read]
    surplus = [f"+ {row}" for row in read if row not in stranger.rows]
    event = found.data["event"]
    facts = [
        f"! {key}: {event.get(key)!r}, not {one!r}" for key, one in stranger.facts.items() if event.get(key) != one
    ]
    return lacking + surplus + facts + list(_lacks(stranger, found))


def _lacks(stranger: Stranger, found: Draft) -> Iterator[str]:
    for title, field, value in stranger.more:
        row: dict[str, Any] = next((one for one in found.data["itinerary"] if one["title"] == title), {})
        told = named(found, row, field) if field in {"from", "to"} else row.get(field)
        if told != value:
            yield f"! {title}: {field} {told!r}, not {value!r}"


def figure(strangers: Iterable[Stranger]) -> str:
    """The figure of a set of documents, with what is wrong in each."""
    lines, right, total, facts, all_facts, whole, count = [], 0, 0, 0, 0, 0, 0
    for one in strangers:
        if one.office and not HAS_OFFICE:
            continue
        try:
            faults = wrong(one, understood(one))
        except ImportProblem as problem:
            faults = [f"- {row}" for row in one.rows] + [f"! {key}: {problem.key}" for key in [*one.facts, *one.more]]
        signs = [fault[0] for fault in faults]
        right, total = right + len(one.rows) - signs.count("-"), total + len(one.rows)
        facts, all_facts = (
            facts + len(one.facts) + len(one.more) - signs.count("!"),
            all_facts + len(one.facts) + len(one.more),
        )
        whole, count = whole + (not faults), count + 1
        lines += [
            f"{one.file}: {len(one.rows) - signs.count('-')}/{len(one.rows)}",
            *(f"  {fault}" for fault in faults),
        ]
    return "\n".join(
        [*lines, f"rows {right}/{total}, facts {facts}/{all_facts}, documents without a fault {whole}/{count}"]
    )


if __name__ == "__main__":
    sys.stdout.write(figure(ALL) + "\n")
