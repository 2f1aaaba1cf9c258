"""How the plan moves: itinerary and wish → the rows that change and what no longer fits. Pure."""

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import datetime, timedelta

from bot.itinerary import Activity, Itinerary
from config.event import Audience

NOTHING = timedelta()


class WishError(Exception):
    """The wish cannot be done; the arguments are the name of the reason (plan.error_<name>) and the row."""


@dataclass(frozen=True, slots=True)
class Change:
    """One row as it was and as it will be; `before` is None for a new row."""

    before: Activity | None
    after: Activity

    @property
    def key(self) -> str:
        """The row's key."""
        return self.after.key


@dataclass(frozen=True, slots=True)
class Clash:
    """Two rows for the same people that would newly overlap: `first` ends (or begins) after `second` has begun."""

    first: Activity
    second: Activity

    @property
    def overlap(self) -> timedelta:
        """How long both go on."""
        return (self.first.ends_at or self.first.starts_at) - self.second.starts_at


@dataclass(frozen=True, slots=True)
class Draft:
    """What a wish would do: its changes by start, the clashes it makes, the pinned row that stopped the cascade."""

    changes: tuple[Change, ...]
    clashes: tuple[Clash, ...] = ()
    stopped: Activity | None = None


def anchor(itinerary: Itinerary, now: datetime) -> Activity | None:
    """The row that a delay without a name begins with: what is running on this day, else what comes next."""
    today = itinerary.day_of(now)
    running = [one for one in itinerary.activities if one.starts_at <= now and one.ends_at and now < one.ends_at]
    coming = [one for one in itinerary.activities if one.starts_at > now and (today is None or one.day >= today)]
    return next(iter([*running, *coming]), None)


def delay(itinerary: Itinerary, key: str, by: timedelta, now: datetime, *, absorb: bool = False) -> Draft:
    """Shift a row and what follows on its day by `by` (negative: earlier).

    What has begun keeps its start and ends later; what is over stays. A pinned row stops the cascade. With `absorb`
    free time between rows takes up the delay. WishError: over, past, midnight.
    """
    first = _row(itinerary, key)
    if first.ends_at is not None and first.ends_at <= now:
        raise _no(first, "over")
    rows, stopped = _cascade(itinerary, first, now)
    shifts = _absorbed(rows, by, now) if absorb and by > NOTHING else dict.fromkeys((one.key for one in rows), by)
    moved = [_shifted(one, shifts[one.key], now) for one in rows]
    changes = [Change(old, new) for old, new in zip(rows, moved, strict=True) if old != new]
    for one in changes:
        _check(one, itinerary, now)
    return _draft(itinerary, changes, stopped)


def move(itinerary: Itinerary, key: str, starts_at: datetime, ends_at: datetime | None, now: datetime) -> Draft:
    """Put one row to another time of its day; without `ends_at` it keeps its length. WishError: past, same."""
    row = _row(itinerary, key)
    if starts_at <= now:
        raise _no(row, "past")
    end = ends_at or (row.ends_at + (starts_at - row.starts_at) if row.ends_at else None)
    moved = replace(row, starts_at=starts_at, ends_at=end)
    if moved == row:
        raise _no(row, "same")
    return _draft(itinerary, [Change(row, moved)])


def cancel(itinerary: Itinerary, key: str, now: datetime) -> Draft:
    """Call one row off. WishError: over."""
    row = _row(itinerary, key)
    if row.ends_at is not None and row.ends_at <= now:
        raise _no(row, "over")
    return _draft(itinerary, [Change(row, replace(row, cancelled=True))])


def add(itinerary: Itinerary, row: Activity, now: datetime) -> Draft:
    """A new row. WishError: past."""
    if row.starts_at <= now:
        raise _no(row, "past")
    return _draft(itinerary, [Change(None, row)])


def applied(itinerary: Itinerary, changes: Iterable[Change]) -> tuple[Activity, ...]:
    """The activities that are on after these changes, by start."""
    rows = {one.key: one for one in itinerary.activities} | {one.key: one.after for one in changes}
    return tuple(sorted((one for one in rows.values() if not one.cancelled), key=lambda one: one.starts_at))


def shares(one: Audience, other: Audience) -> bool:
    """Whether two rows may concern the same person."""
    pairs = ((getattr(one, field), getattr(other, field)) for field in Audience.model_fields)
    return all(not here or not there or set(here) & set(there) for here, there in pairs)


def _no(row: Activity | None, reason: str) -> WishError:
    return WishError(reason, row)


def _row(itinerary: Itinerary, key: str) -> Activity:
    row = itinerary.find(key)
    if row is None or row.cancelled:
        raise _no(row, "gone")
    return row


def _cascade(itinerary: Itinerary, first: Activity, now: datetime) -> tuple[list[Activity], Activity | None]:
    """The rows of the day that move with `first`, by start, and the pinned one that they end at."""
    found = [first]
    later = (one for one in itinerary.on(first.day) if one.starts_at >= first.starts_at and one.key != first.key)
    for one in later:
        over = one.ends_at is not None and one.ends_at <= now
        if over or not any(shares(one.row.audience, moved.row.audience) for moved in found):
            continue
        if one.row.fixed:
            return found, one
        found.append(one)
    return found, None


def _absorbed(rows: Sequence[Activity], by: timedelta, now: datetime) -> Mapping[str, timedelta]:
    shifts: dict[str, timedelta] = {}
    old_end = new_end = rows[0].starts_at
    for one in rows:
        shift = by if one is rows[0] else max(NOTHING, min(by, new_end - max(old_end, one.starts_at)))
        moved = _shifted(one, shift, now)
        old_end = max(old_end, one.ends_at or one.starts_at)
        new_end = max(new_end, moved.ends_at or moved.starts_at)
        shifts[one.key] = shift
    return shifts


def _shifted(row: Activity, by: timedelta, now: datetime) -> Activity:
    starts_at = row.starts_at if row.starts_at <= now else row.starts_at + by
    return replace(row, starts_at=starts_at, ends_at=row.ends_at + by if row.ends_at else None)


def _check(change: Change, itinerary: Itinerary, now: datetime) -> None:
    old, new = change.before, change.after
    if old is None:
        return
    began = old.starts_at <= now
    if (not began and new.starts_at <= now) or (new.ends_at is not None and new.ends_at <= now):
        raise _no(old, "past")
    if itinerary.local(old.starts_at).date() != itinerary.local(new.starts_at).date():
        raise _no(old, "midnight")


def _draft(itinerary: Itinerary, changes: Sequence[Change], stopped: Activity | None = None) -> Draft:
    if not changes:
        raise _no(stopped, "nothing")
    before = {(one.first.key, one.second.key) for one in _clashes(itinerary.activities)}
    after = [one for one in _clashes(applied(itinerary, changes)) if (one.first.key, one.second.key) not in before]
    by_start: Callable[[Change], datetime] = lambda one: (one.before or one.after).starts_at  # noqa: E731 - a sort key
    return Draft(tuple(sorted(changes, key=by_start)), tuple(after), stopped)


def _clashes(rows: Sequence[Activity]) -> list[Clash]:
    """Rows for the same people of which one begins before an earlier one has ended."""
    return [
        Clash(one, other)
        for number, one in enumerate(rows)
        for other in rows[number + 1 :]
        if one.ends_at and other.starts_at < one.ends_at and shares(one.row.audience, other.row.audience)
    ]
