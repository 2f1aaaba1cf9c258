"""Who came, by group: planned, found by the roll calls, and credited with training."""

from collections.abc import Iterator

from bot.feedback import LEAST
from bot.report.document import Block, Cell, Line, Table
from bot.report.facts import Facts, Trained
from bot.texts import Say

NONE = Trained(0, 0)


def blocks(facts: Facts, say: Say) -> Iterator[Block]:
    """A table where the roll was called; nothing where it was not, as nobody counted."""
    planned = facts.itinerary.event.attendance or facts.listed
    if facts.present is None or not planned:
        return
    hours = facts.itinerary.event.training_hours
    names = ("group", "planned", "present", "share", *(("trained", "hours") if hours else ()))
    head = tuple(Cell(say(f"report.column_{name}")) for name in names)
    yield Line(say("report.attendance"), "■")
    yield Table((40, *(26,) * (len(names) - 1)), (head,), tuple(_rows(facts, dict(planned), say)))
    yield Line(say("report.by_roll_call"), "※", 1)
    if hours:
        amount = say("report.hours_of_days", days=hours.days, hours=f"{hours.hours:g}")
        yield Line(say("report.by_training", amount=amount), "※", 1)


def _rows(facts: Facts, planned: dict[str, int], say: Say) -> Iterator[tuple[Cell, ...]]:
    """The groups as planned, then everybody else, then the sum."""
    there = dict(facts.present or {})
    other = {group: count for group, count in there.items() if group not in planned}
    for group, count in () if _few(facts, planned) else planned.items():
        name = facts.group(group, say.language) or say("report.no_group")
        yield _row(name, count, there.get(group, 0), facts.trained.get(group, NONE), facts, say)
    if any(other.values()) and not _few(facts, planned):
        trained = _sum([one for group, one in facts.trained.items() if group not in planned])
        yield _row(say("report.no_group"), 0, sum(other.values()), trained, facts, say)
    trained = _sum(list(facts.trained.values()))
    yield _row(say("report.sum"), sum(planned.values()), sum(there.values()), trained, facts, say)


def _few(facts: Facts, planned: dict[str, int]) -> bool:
    """Whether a copy for publication would tell of fewer than five people: then it shows the sum alone."""
    counts = [*planned.values(), *(facts.present or {}).values(), *(one.people for one in facts.trained.values())]
    return facts.open and any(0 < count < LEAST for count in counts)


def _sum(all_: list[Trained]) -> Trained:
    return Trained(sum(one.people for one in all_), sum(one.hours for one in all_))


def _row(  # noqa: PLR0913, PLR0917 - a row's cells
    name: str, planned: int, present: int, trained: Trained, facts: Facts, say: Say
) -> tuple[Cell, ...]:
    share = f"{present / planned:.1%}" if planned else "-"
    cells = [name, say("report.people", n=planned) if planned else "-", say("report.people", n=present), share]
    if facts.itinerary.event.training_hours:
        mean = f"{trained.hours / trained.people:.1f}".removesuffix(".0") if trained.people else ""
        cells += [say("report.people", n=trained.people), say("report.mean_hours", n=mean) if mean else "-"]
    return tuple(Cell(one) for one in cells)
