"""Due notices into the outbox: notice, texts and a delivery for each recipient, in one transaction."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from hashlib import blake2s

from sqlalchemy.ext.asyncio import AsyncConnection

from bot.db import notices
from bot.db.notices import Note, Recipients
from bot.itinerary import Itinerary
from bot.texts import Say
from config.event import Audience
from scheduler import wording
from scheduler.planner import Planned

TOGETHER = 8
LISTED_FOR = timedelta(days=1)
UNSEEN = timedelta(minutes=10)
NEAR = timedelta(days=1)
KEPT_BY_TELEGRAM = timedelta(hours=24)  # Bot API, "Getting updates": they are kept no longer
ORGANIZERS = Audience(role=("organizer",))


@dataclass(frozen=True, slots=True)
class Enqueued:
    """What one look put into the outbox."""

    notices: int = 0
    deliveries: int = 0
    missed: int = 0


def lead_in(count: int, rate: float) -> timedelta:
    """How much earlier to begin with `count` messages at `rate` a second: nothing below a minute's worth."""
    seconds = count / rate
    return timedelta(seconds=seconds) if seconds >= 60 else timedelta()


async def enqueue(
    tx: AsyncConnection, itinerary: Itinerary, planned: Sequence[Planned], texts: Mapping[str, Say], now: datetime
) -> Enqueued:
    """Keep what is new of `planned`; what is there already stays as it is.

    What falls together for the same person becomes one message. Notices that were missed are kept as such and listed
    to the organizers. `now` is the event's time.
    """
    event_id = itinerary.event.id
    fresh = [(one, key) for one in planned if (key := await notices.add(tx, event_id, _note(one), now)) is not None]
    due = [(one, key) for one, key in fresh if not one.missed]
    count = 0
    for start in range(0, len(due), TOGETHER):
        count += await _together(tx, itinerary, due[start : start + TOGETHER], texts, now)
    missed = [one for one, _ in fresh if one.missed]
    if missed:
        count += await _list(tx, itinerary, missed, texts, now)
    return Enqueued(len(due), count, len(missed))


def unseen(itinerary: Itinerary, since: datetime, now: datetime) -> bool:
    """Whether the organizers should hear that nobody looked in that time: if it was long, and the event is near."""
    days = itinerary.event.days
    return now - since >= UNSEEN and days[0] - NEAR <= itinerary.local(now).date() <= days[-1] + NEAR


async def tell_away(
    tx: AsyncConnection, itinerary: Itinerary, since: datetime, texts: Mapping[str, Say], now: datetime
) -> int:
    """Tell the organizers, once, that nobody looked from `since` until `now`; the number of deliveries."""
    key, until = f"away:{since:%Y-%m-%dT%H:%M}", now + LISTED_FOR
    note = Note(key, "missed", 3, must=True, due_at=now, expires_at=until, audience=ORGANIZERS)
    said = {
        language: wording.away(since, now, itinerary, say, lost=now - since > KEPT_BY_TELEGRAM)
        for language, say in _ordered(itinerary, texts)
    }
    return await notices.put(tx, note, Recipients(itinerary.event.id, ORGANIZERS), said, now) or 0


async def _together(
    tx: AsyncConnection,
    itinerary: Itinerary,
    due: Sequence[tuple[Planned, int]],
    texts: Mapping[str, Say],
    now: datetime,
) -> int:
    owed = [(key, _note(one), _recipients(one, itinerary)) for one, key in due]
    count = 0
    for mask in await notices.masks(tx, owed):
        here = [one for bit, one in enumerate(due) if mask >> bit & 1]
        said = {
            key: wording.message([one for one, _ in here], itinerary, say) for key, say in _ordered(itinerary, texts)
        }
        contents = await notices.say(tx, here[0][1], said, [key for _, key in here[1:]])
        count += await notices.deliver(tx, owed, mask, contents, now)
    return count


async def _list(
    tx: AsyncConnection, itinerary: Itinerary, missed: Sequence[Planned], texts: Mapping[str, Say], now: datetime
) -> int:
    digest = blake2s("\n".join(one.key for one in missed).encode(), digest_size=8).hexdigest()
    note = Note(
        f"missed:{digest}", "missed", 3, must=True, due_at=now, expires_at=now + LISTED_FOR, audience=ORGANIZERS
    )
    said = {key: wording.missed(missed, itinerary, say) for key, say in _ordered(itinerary, texts)}
    return await notices.put(tx, note, Recipients(itinerary.event.id, ORGANIZERS), said, now) or 0


def _ordered(itinerary: Itinerary, texts: Mapping[str, Say]) -> list[tuple[str, Say]]:
    """The languages, the event's own first: it is for whoever reads none of the others."""
    return sorted(texts.items(), key=lambda one: one[0] != itinerary.event.language)


def _note(one: Planned) -> Note:
    return Note(
        key=one.key,
        kind=one.kind,
        lane=one.lane,
        must=one.must,
        due_at=one.due_at,
        expires_at=one.expires_at,
        topic=one.topic,
        activity=one.activity,
        audience=one.audience,
        missed=one.missed,
    )


def _recipients(one: Planned, itinerary: Itinerary) -> Recipients:
    without = _note(one) if one.late and one.kind == "reminder" else None
    return Recipients(itinerary.event.id, one.audience, one.topic, one.leads, without=without, groups=one.must)
