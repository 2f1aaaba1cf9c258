"""The budget: a line in the overview, and a table."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from bot.report.document import Block, Cell, Line, Table
from bot.report.facts import Facts
from bot.texts import Say
from config.event import Budget


@dataclass(frozen=True, slots=True)
class _Source:
    """Where some of the money comes from; `about` is what a note says of it ("" if none does)."""

    name: str
    amount: float
    about: str


def lines(budget: Budget, say: Say) -> Iterator[Line]:
    """8,000천원 (구비 4,000천원, 시비 4,000천원), each source below, then the notes that are about none of them."""
    sources, notes = _read(budget, say)
    parts = ", ".join(f"{one.name} {_amount(one.amount, budget, say)}" for one in sources)
    total = _amount(budget.total, budget, say)
    text = say("report.with_parts", total=total, parts=parts) if parts else total
    yield Line(say("report.item", name=say("report.budget"), text=text), "■")
    for one in sources:
        money = _amount(one.amount, budget, say)
        about = say("report.about", text=money, about=one.about) if one.about else money
        yield Line(say("report.item", name=one.name, text=about), "-", 1)
    yield from (Line(note, "※", 2) for note in notes)


def table(facts: Facts, say: Say) -> Iterator[Block]:
    """Amounts and shares by source; nothing without sources."""
    budget = facts.itinerary.event.budget
    if budget is None or not budget.sources:
        return
    unit = budget.say("unit", say.language)
    names = ("source", "amount", "part", "note")
    head = tuple(Cell(say(f"report.column_{name}", **({"unit": unit} if name == "amount" else {}))) for name in names)
    rows = [_row(one.name, one.amount, budget, one.about) for one in _read(budget, say)[0]]
    rows.append(_row(say("report.sum"), budget.total, budget, ""))
    yield Line(say("report.budget_table"), "■")
    yield Table((35, 35, 25, 75), (head,), tuple(rows))


def _row(name: str, amount: float, budget: Budget, about: str) -> tuple[Cell, ...]:
    share = f"{amount / budget.total:.1%}" if budget.total else "-"
    return (Cell(name), Cell(number(amount), align="right"), Cell(share, align="right"), Cell(about, align="left"))


def _read(budget: Budget, say: Say) -> tuple[list[_Source], list[str]]:
    """The sources, and the notes that are about none of them: a note 구비: … is about the source 구비."""
    notes = list(budget.say("notes", say.language))
    found: Mapping[str, float] = budget.say("sources", say.language)
    sources = []
    for name, amount in found.items():
        own = [one for one in notes if one.replace(" :", ":").startswith(f"{name}:")]
        notes = [one for one in notes if one not in own]
        sources.append(_Source(name, amount, ", ".join(one.partition(":")[2].strip() for one in own)))
    return sources, notes


def _amount(value: float, budget: Budget, say: Say) -> str:
    return say("report.amount", n=number(value), unit=budget.say("unit", say.language))


def number(value: float) -> str:
    """8,000; 1,250.5."""
    return f"{value:,.0f}" if value == int(value) else f"{value:,}"
