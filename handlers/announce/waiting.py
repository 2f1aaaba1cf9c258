"""Announcements for later: whom they reach is settled when they go out, so that who joins meanwhile is included."""

from datetime import datetime
from typing import Any

from sqlalchemy.ext.asyncio import AsyncConnection

from bot.db import announcements, people, readers
from bot.db.notices import Note
from bot.itinerary import Itinerary
from handlers.announce import target as targets
from handlers.announce.target import Reach, Target


async def waits(tx: AsyncConnection, itinerary: Itinerary) -> list[datetime]:
    """When those that are not settled yet go out; reads only."""
    return [one.due_at for one in await announcements.unsettled(tx, itinerary.event.id)]


async def settle(tx: AsyncConnection, itinerary: Itinerary, now: datetime) -> int:
    """Outbox rows for who came, none for whom it is not meant any more; final once it is time. How many changed."""
    return sum(
        [await _settle(tx, one, itinerary, now) for one in await announcements.unsettled(tx, itinerary.event.id)]
    )


async def _settle(tx: AsyncConnection, one: Any, itinerary: Itinerary, now: datetime) -> int:  # noqa: ANN401 - a row
    found = await reached(targets.unpacked(one.audience), tx, itinerary.event.id, one.account_id)
    known = await announcements.accounts(tx, one.notice_id)
    wanted = {reader.account_id for reader in found.readers}
    ids = await announcements.contents(tx, one.notice_id)
    home = ids.get(itinerary.event.language) or next(iter(ids.values()))
    fresh = [reader for reader in found.readers if reader.account_id not in known]
    note = Note("", "announcement", 3, must=True, due_at=one.due_at, expires_at=one.expires_at)
    await readers.deliver(tx, one.notice_id, note, {who: ids.get(who.language, home) for who in fresh}, now)
    changed = await announcements.narrow(tx, one.notice_id, wanted)
    if now >= one.due_at:
        await announcements.change(tx, one.id, unsettled=False)
    return len(fresh) + changed


async def reached(whom: Target, tx: AsyncConnection, event_id: str, sender: int | None) -> Reach:
    """Whom it reaches now."""
    if whom.field == targets.UNREAD:
        whom = Target("person", tuple(str(key) for key in await _unread(tx, whom)))
    roster = await people.roster(tx, event_id)
    return targets.reach(whom, roster, await readers.readers(tx, event_id), sender or 0)


async def _unread(tx: AsyncConnection, whom: Target) -> list[int]:
    """Who got that announcement and has not confirmed it."""
    return list(await announcements.unread(tx, int(whom.values[0])))
