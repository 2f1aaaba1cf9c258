"""The words of the file: English twins, ids, what is still undecided; sums."""

import re
from collections.abc import Iterator

from config.event import Event, Model
from config.lint.remark import Remark, ask, warn
from config.lint.rows import rows
from config.tree import Loc

_UNDECIDED = re.compile(r"미정|추후|예정\s*중|\bTB[DAC]\b|\?\?+|확인\s*중|○○|OOO")


def check(event: Event) -> Iterator[Remark]:
    """All remarks on wording."""
    yield from _twins(event)
    nameless = [row for row in rows(event) if row.row.id is None]
    if nameless:
        yield ask("no_ids", nameless[0], count=len(nameless))
    for row in rows(event):
        said = next((text for text in row.texts() if _UNDECIDED.search(text)), None)
        if said:
            yield ask("undecided", row, said=said)
    yield from _sums(event)


def _texts(event: Event) -> Iterator[tuple[Loc, Model, str]]:
    """Every text that a reader may see: where, whose, which field."""
    yield from (
        (("event",), event.event, name) for name in ("title", "host", "organizers", "purpose", "topics", "visits")
    )
    for key, place in event.places.items():
        yield from ((("places", key), place, name) for name in ("name", "address", "directions", "notes"))
    for row in rows(event):
        yield from ((row.loc, row.row, name) for name in ("title", "notes"))
        yield from ((row.loc, part, "title") for part in row.row.parts)


def _twins(event: Event) -> Iterator[Remark]:
    """A twin is missed only where other texts have theirs."""
    said = [(loc, one, name) for loc, one, name in _texts(event) if getattr(one, name)]
    bare = [(loc, getattr(one, name)) for loc, one, name in said if not getattr(one, f"{name}_en")]
    if bare and len(bare) < len(said):
        yield ask("no_twins", loc=bare[0][0], count=len(bare), texts=[_first(text) for _, text in bare])
    for loc, one, name in said:
        korean, english = getattr(one, name), getattr(one, f"{name}_en")
        if isinstance(korean, tuple) and english and len(korean) != len(english):
            yield warn("twins_differ", loc=loc, field=name, count=len(korean), english=len(english))


def _first(text: str | tuple[str, ...]) -> str:
    return text if isinstance(text, str) else text[0]


def _sums(event: Event) -> Iterator[Remark]:
    budget, training = event.event.budget, event.event.training_hours
    if budget and budget.sources and abs(sum(budget.sources.values()) - budget.total) > 0.5:
        parts = round(sum(budget.sources.values()))
        yield warn("budget", loc=("event", "budget"), sum=parts, total=round(budget.total))
    if training and training.days > len(event.event.days):
        yield warn("training", loc=("event", "training_hours"), days=training.days, real=len(event.event.days))
