"""Messages that speak for several notices, held back because the plan has slipped: said anew with what still holds."""

from collections import defaultdict
from collections.abc import Mapping, Sequence
from datetime import datetime
from typing import Any

from sqlalchemy.ext.asyncio import AsyncConnection

from bot.db import changes, notices
from bot.itinerary import Itinerary
from bot.texts import Say
from scheduler import wording
from scheduler.planner import Planned


async def mend(tx: AsyncConnection, itinerary: Itinerary, texts: Mapping[str, Say], now: datetime) -> int:
    """Let the messages that were held back go on without what moved, or not at all; how many were looked at."""
    held = await changes.held(tx, itinerary.event.id)
    groups: dict[tuple[tuple[int, ...], str], list[int]] = defaultdict(list)
    for one in held:
        groups[(one.notice_id, *one.covers), one.language].append(one.id)
    for (ids, language), deliveries in groups.items():
        await _mend(tx, itinerary, await changes.notices_of(tx, ids), language, deliveries, texts, now)
    return len(held)


async def _mend(  # noqa: PLR0913, PLR0917 - one step of `mend`
    tx: AsyncConnection,
    itinerary: Itinerary,
    found: Sequence[Any],
    language: str,
    deliveries: Sequence[int],
    texts: Mapping[str, Say],
    now: datetime,
) -> None:
    left = [one for one in found if one.expires_at > now and _holds(one, itinerary)]
    if not left:
        await changes.release(tx, deliveries, state="cancelled")
        return
    say = texts.get(language) or texts[itinerary.event.language]
    reply = wording.message([_planned(one, itinerary) for one in left], itinerary, say)
    said = await notices.say(tx, left[0].id, {language: reply}, [one.id for one in left[1:]])
    until = min(one.expires_at for one in left)
    values = {"notice_id": left[0].id, "content_id": said[language], "expires_at": until}
    await changes.release(tx, deliveries, state="queued", **values)


def _holds(notice: Any, itinerary: Itinerary) -> bool:  # noqa: ANN401 - a row of Notice's columns
    """Whether what it reminds of still begins when it said."""
    if notice.kind != "reminder":
        return True
    row = itinerary.find(notice.activity)
    return row is not None and not row.cancelled and row.starts_at == notice.expires_at


def _planned(notice: Any, itinerary: Itinerary) -> Planned:  # noqa: ANN401 - a row of Notice's columns
    """As the planner had it; the evening's notice has its day in its key."""
    days = [f"{day:%Y%m%d}" for day in itinerary.event.days]
    day = days.index(notice.key.split(":")[1]) + 1 if notice.kind == "tomorrow" else 1
    return Planned(
        key=notice.key, kind=notice.kind, topic=notice.topic, day=day, due_at=notice.due_at,
        expires_at=notice.expires_at, lane=notice.lane, must=notice.must, activity=notice.activity,
    )  # fmt: skip
