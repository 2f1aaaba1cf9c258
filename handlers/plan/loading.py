"""A newer event file takes effect: its rows are written, reminders called off, and whoever is concerned is told."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import datetime

from sqlalchemy.ext.asyncio import AsyncConnection

from bot import revision
from bot.db import changes as kept
from bot.db import deliveries, events
from bot.itinerary import Activity, Itinerary
from bot.revision import Difference
from bot.texts import Say
from config.event import Event
from handlers import views
from handlers.plan import applying, telling
from handlers.plan.shift import Change


@dataclass(frozen=True, slots=True)
class Loaded:
    """What a load did, or would do: `before` is None for a new event, `kept` rows hold otherwise than the file.

    `any`: anything at all changed. `notice` is the change notice that went out, None if nobody is told.
    """

    before: Itinerary | None
    after: Itinerary
    differences: tuple[Difference, ...] = ()
    kept: tuple[Activity, ...] = ()
    any: bool = False
    notice: int | None = None


async def load(  # noqa: PLR0913 - what a load is made of
    tx: AsyncConnection,
    file: Event,
    texts: Mapping[str, Say],
    now: datetime,
    *,
    tell: bool = True,
    without: Iterable[int] = (),
) -> Loaded:
    """Load an event file; with `tell` those whose rows it moves get one notice. `now` is the event's time."""
    known = file.event.id in await events.versions(tx)
    before = await events.snapshot(tx, file.event.id) if known else None
    differences = tuple(revision.differences(before, file)) if before else ()
    held = tuple(revision.kept(before, file)) if before else ()
    done = await events.load(tx, file, now)
    after = await events.snapshot(tx, file.event.id)
    notice = None
    if before and differences:
        notice = await _settle(tx, before, after, differences, texts, now, tell=tell, without=without)
    return Loaded(before, after, differences, held, bool(done), notice)


async def _settle(  # noqa: PLR0913, PLR0917 - as `load`
    tx: AsyncConnection,
    before: Itinerary,
    after: Itinerary,
    differences: Sequence[Difference],
    texts: Mapping[str, Say],
    now: datetime,
    *,
    tell: bool,
    without: Iterable[int],
) -> int | None:
    """Reminders for former times are called off, the change is recorded, and one notice says it with what waited."""
    event_id = before.event.id
    changes = [one for one in map(_change, differences) if one]
    if not changes:
        return None
    starts = {one.key: one.before.starts_at for one in changes if one.before and applying.starts_otherwise(one)}
    await kept.silence_reminders(tx, event_id, starts)
    change = await kept.keep(
        tx,
        event_id,
        now,
        account_id=None,
        kind="file",
        before={one.key: kept.state(one.before) if one.before else None for one in changes},
        after={one.key: kept.state(one.after) for one in changes},
        version=after.version,
    )
    waiting = await kept.untold(tx, event_id, now)
    if not tell and not waiting:
        return None
    for notice_id in {one.notice_id for one in waiting}:
        await deliveries.stop(tx, notice_id)
    whole = [one for one in applying.since(waiting, changes, after) if _matters(one, now)]
    notice = await telling.tell(tx, after, whole, texts, now, now, () if waiting else without) if whole else None
    await kept.told_by(tx, [change, *(one.id for one in waiting)], notice)
    return notice


def _change(one: Difference) -> Change | None:
    """A difference as people are told of it; other words alone are none."""
    before, after = one.before, one.after
    if after is None:
        return Change(before, replace(before, cancelled=True)) if before else None
    if before is None or before.cancelled:
        return Change(None, after)
    return None if revision.times(before) == revision.times(after) else Change(before, after)


def _matters(one: Change, now: datetime) -> bool:
    """Whether anything of it is still to come."""
    rows = [row for row in (one.before, one.after) if row]
    return any((row.ends_at or row.starts_at) > now for row in rows)


def lines(found: Loaded, say: Say) -> list[str]:
    """What a load changes, row by row, then what stays as it holds now."""
    return [
        *(_line(one, found.before or found.after, found.after, say) for one in found.differences),
        *(held(one, found.after, say) for one in found.kept),
    ]


def _line(one: Difference, old: Itinerary, new: Itinerary, say: Say) -> str:
    if one.after is None:
        return say("cli.removed", title=_short(one.before, old, say) if one.before else "")
    if one.before is None or one.before.cancelled:
        return say("cli.added", title=_short(one.after, new, say))
    before, after = _short(one.before, old, say), _short(one.after, new, say)
    return say("cli.changed", title=after if before == after else f"{before} → {after}")


def held(one: Activity, itinerary: Itinerary, say: Say) -> str:
    """A row that holds otherwise than the file says, and why."""
    if one.added:
        return say("plan.held_added", row=_short(one, itinerary, say))
    if one.cancelled:
        return say("plan.held_cancelled", row=_short(one, itinerary, say))
    written = itinerary.written(one)
    return say("plan.held_moved", row=_short(one, itinerary, say), old=views.hours(written, itinerary, say))


def _short(one: Activity, itinerary: Itinerary, say: Say) -> str:
    hours, title = views.hours(one, itinerary, say), one.row.say("title", say.language)
    return str(say("plan.row", day=one.day, hours=hours, title=title))
