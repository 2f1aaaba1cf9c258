"""Who came, by group: planned and found by the roll calls."""

from collections.abc import Iterator

from bot.report.document import Block, Cell, Line, Table
from bot.report.facts import Facts
from bot.texts import Say


def blocks(facts: Facts, say: Say) -> Iterator[Block]:
    """A table where the roll was called; nothing where it was not, as nobody counted."""
    planned = facts.itinerary.event.attendance or facts.listed
    if facts.present is None or not planned:
        return
    shown = facts.itinerary.event.say("attendance", say.language) or planned
    names = dict(zip(planned, shown, strict=False))
    there = facts.present
    rows = [_row(names.get(group, group), planned.get(group, 0), there.get(group, 0), say) for group in planned]
    rest = sum(count for group, count in there.items() if group not in planned)
    rows += [_row(say("report.no_group"), 0, rest, say)] if rest else []
    rows.append(_row(say("report.sum"), sum(planned.values()), sum(there.values()), say))
    head = tuple(Cell(say(f"report.column_{name}")) for name in ("group", "planned", "present", "share"))
    yield Line(say("report.attendance"), "■")
    yield Table((60, 35, 35, 40), (head,), tuple(rows))
    yield Line(say("report.by_roll_call"), "※", 1)


def _row(name: str, planned: int, present: int, say: Say) -> tuple[Cell, ...]:
    share = f"{present / planned:.1%}" if planned else "-"
    return (Cell(name), Cell(say("report.people", n=planned)), Cell(say("report.people", n=present)), Cell(share))
