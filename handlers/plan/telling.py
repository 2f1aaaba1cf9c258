"""Changes of the plan → one notice to everybody concerned, each with their own rows and what is next for them."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import replace
from datetime import datetime, timedelta
from uuid import uuid4

from sqlalchemy.ext.asyncio import AsyncConnection

from bot.db import groups, notices, readers
from bot.db.notices import Note
from bot.db.readers import Reader
from bot.itinerary import Itinerary
from bot.messages import Reply, bold
from bot.texts import Say
from handlers import views
from handlers.audience import concerns, mine
from handlers.plan import shift
from handlers.plan.shift import Change

OF_USE = timedelta(hours=12)
LISTED = 25


async def tell(  # noqa: PLR0913, PLR0917 - what a notice is made of
    tx: AsyncConnection,
    after: Itinerary,
    changes: Sequence[Change],
    texts: Mapping[str, Say],
    now: datetime,
    due: datetime,
    without: Iterable[int] = (),
) -> int | None:
    """Put one change notice for everybody concerned into the outbox, to be sent at `due`; its id, None if for nobody.

    `after` is the plan with the changes in it; the accounts `without` get nothing. Moments are aware, on the event's
    clock.
    """
    told = [
        one
        for one in [*await readers.readers(tx, after.event.id), *await groups.readers(tx, after.event.id)]
        if not one.unreachable and one.account_id not in set(without) and _theirs(changes, one)
    ]
    if not told:
        return None
    note = Note(f"change:{uuid4().hex}", "change", 1, must=True, due_at=due, expires_at=due + OF_USE)
    notice_id = await notices.add(tx, after.event.id, note, now)
    if notice_id is None:
        return None
    await readers.deliver(tx, notice_id, note, await _contents(tx, notice_id, told, changes, after, texts, due), now)
    return notice_id


async def _contents(  # noqa: PLR0913, PLR0917 - as `tell`
    tx: AsyncConnection,
    notice_id: int,
    told: Sequence[Reader],
    changes: Sequence[Change],
    after: Itinerary,
    texts: Mapping[str, Say],
    due: datetime,
) -> dict[Reader, int]:
    """Each reader's content; readers to whom the same is said share one."""
    ids: dict[tuple[str, str], int] = {}
    result = {}
    for one in told:
        language = one.language if one.language in texts else after.event.language
        reply = message(_theirs(changes, one), after, one, texts[language], due)
        key = (language, reply.text)
        if key not in ids:
            ids[key] = (await notices.say(tx, notice_id, {language: reply}))[language]
        result[one] = ids[key]
    return result


def message(changes: Sequence[Change], after: Itinerary, reader: Reader, say: Say, now: datetime) -> Reply:
    """What one person reads: their rows old → new, then what is next for them and where."""
    lines = [bold(say("plan.changed")), *listed(changes, after, say)]
    coming = next((one for one in mine(after.activities, reader.person) if one.starts_at > now), None)
    if coming:
        lines += ["", say("plan.next"), views.line(coming, after, say)]
    return Reply("\n".join(lines))


def listed(changes: Sequence[Change], itinerary: Itinerary, say: Say) -> list[str]:
    """One line a change, under a line for each day when they are of several days or of another day than the first."""
    days = {one.after.day for one in changes}
    result = []
    for day in sorted(days):
        if len(itinerary.event.days) > 1:
            result.append(views.day_title(day, itinerary, say))
        result += [line(one, itinerary, say) for one in changes if one.after.day == day]
    rest = len(result) - LISTED
    return [*result[:LISTED], *([say("plan.more", count=rest)] if rest > 0 else [])]


def line(change: Change, itinerary: Itinerary, say: Say) -> str:
    """· 중식 13:30~14:30 → 14:10~15:10."""
    new, old = change.after, change.before
    title = say("plan.title", icon=views.ICONS[new.row.kind], title=new.row.say("title", say.language))
    hours = views.hours(new, itinerary, say)
    if new.cancelled:
        return say("plan.line_cancelled", title=title, old=hours)
    if old is None or old.cancelled:
        place = views.where(new, itinerary, say)
        return say("plan.line_added", title=title, new=hours) + (f" · {place}" if place else "")
    return say("plan.line_moved", title=title, old=views.hours(old, itinerary, say), new=hours)


def after(itinerary: Itinerary, changes: Iterable[Change]) -> Itinerary:
    """The plan with these changes in it, one version on."""
    changes = list(changes)
    running = shift.applied(itinerary, changes)
    keys = {one.key for one in running}
    rows = {one.key: one for one in itinerary.cancelled} | {one.key: one.after for one in changes}
    cancelled = tuple(one for one in rows.values() if one.cancelled and one.key not in keys)
    return replace(itinerary, activities=running, cancelled=cancelled, version=itinerary.version + 1)


def _theirs(changes: Sequence[Change], reader: Reader) -> list[Change]:
    return [one for one in changes if concerns(one.after.row.audience, reader.person)]
