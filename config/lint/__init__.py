"""What a careful colleague would ask about a plan before it goes out."""

from config.event import Event
from config.lint import days, moves, people, places, rules, times, wording
from config.lint.remark import Remark

__all__ = ["Remark", "lint"]

_CHECKS = (people.check, times.check, moves.check, days.check, places.check, rules.check, wording.check)


def lint(event: Event) -> list[Remark]:
    """All remarks on an event: of the whole first, then row by row as the file has them, warnings before questions."""
    found = [remark for check in _CHECKS for remark in check(event)]
    return sorted(found, key=_order)


def _order(remark: Remark) -> tuple[int, bool]:
    index = remark.loc[1] if remark.row and len(remark.loc) > 1 else -1
    return (index if isinstance(index, int) else -1), remark.severity != "warning"
