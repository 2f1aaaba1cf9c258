"""People's cards: pushed on the evening before the event, and edited when what they say has changed."""

from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime, timedelta

from sqlalchemy.ext.asyncio import AsyncConnection

from bot.db import cards as rows
from bot.db import notices
from bot.db.cards import Holder
from bot.db.notices import Note, Recipients
from bot.itinerary import Itinerary, instant
from bot.messages import Reply
from bot.texts import Say
from config.event import DailyRule
from handlers import cards
from handlers.cards import Leader

EVENING = "21:00"
AT_ONCE = 300
LASTS = timedelta(days=2)


@dataclass(slots=True)
class _Roster:
    """Who shares a room, and who leads a bus or team."""

    rooms: dict[str, list[tuple[int, str]]] = field(default_factory=lambda: defaultdict(list))
    leads: dict[tuple[str, str], list[Leader]] = field(default_factory=lambda: defaultdict(list))


async def refresh(tx: AsyncConnection, itinerary: Itinerary, texts: Mapping[str, Say], now: datetime) -> int:
    """Edit the cards that say something else by now; how many. `now` is the event's time."""
    shown = [one for one in await rows.holders(tx, itinerary.event.id) if one.card]
    roster = await _roster(tx, itinerary)
    return await _send(tx, "card", shown, roster, itinerary, texts, now)


async def push(tx: AsyncConnection, itinerary: Itinerary, texts: Mapping[str, Say], now: datetime) -> int:
    """On the evening before the first day: a fresh card to those who did not get one yet, some at a time; how many."""
    due = (await _uncarded(tx, itinerary, now))[:AT_ONCE]
    roster = await _roster(tx, itinerary) if due else _Roster()
    return await _send(tx, "newcard", due, roster, itinerary, texts, now)


async def waits(tx: AsyncConnection, itinerary: Itinerary, now: datetime) -> bool:
    """Whether `push` has something to do; reads only."""
    return bool(await _uncarded(tx, itinerary, now))


async def _uncarded(tx: AsyncConnection, itinerary: Itinerary, now: datetime) -> list[Holder]:
    if not evening(itinerary) <= now < instant(itinerary.event.days[0], "00:00", itinerary.zone):
        return []
    return await rows.holders(tx, itinerary.event.id, without=f"newcard:{itinerary.event.days[0]:%Y%m%d}:")


def evening(itinerary: Itinerary) -> datetime:
    """When the cards go out: with the first daily notice before day 1, else at nine."""
    clocks = [rule.daily for rule in itinerary.file.reminders if isinstance(rule, DailyRule)]
    return instant(itinerary.event.days[0] - timedelta(days=1), (clocks or [EVENING])[0], itinerary.zone)


async def _roster(tx: AsyncConnection, itinerary: Itinerary) -> _Roster:
    roster = _Roster()
    for one in await rows.everybody(tx, itinerary.event.id):
        if one.room:
            roster.rooms[one.room].append((one.id, one.name))
        for what in ("bus", "team"):
            if led := getattr(one, f"leads_{what}"):
                roster.leads[what, led].append((what, one.name, one.phone))
    return roster


async def _send(  # noqa: PLR0913, PLR0917 - one step of both ways
    tx: AsyncConnection,
    kind: str,
    holders: Sequence[Holder],
    roster: _Roster,
    itinerary: Itinerary,
    texts: Mapping[str, Say],
    now: datetime,
) -> int:
    count = 0
    for one in holders:
        text = _text(one, roster, itinerary, texts[one.language])
        mark = cards.mark(text)
        if kind == "card" and mark == one.mark:
            continue
        day = f"{itinerary.event.days[0]:%Y%m%d}"
        edition = f"newcard:{day}:" if kind == "newcard" else f"card:{mark}:{now:%Y%m%dT%H%M%S%f}:"
        note = Note(f"{edition}{one.account_id}", kind, 2, must=False, due_at=now, expires_at=now + LASTS)
        who = Recipients(itinerary.event.id, accounts=(one.account_id,))
        await notices.put(tx, note, who, {one.language: Reply(text, pin=True)}, now)
        await rows.marked(tx, one.account_id, mark)
        count += 1
    return count


def _text(one: Holder, roster: _Roster, itinerary: Itinerary, say: Say) -> str:
    person = one.person
    mates = sorted(name for key, name in roster.rooms.get(person.room, []) if key != person.id)
    own = [(what, getattr(person, what)) for what in ("bus", "team") if getattr(person, what)]
    leaders = [lead for thing in own for lead in roster.leads.get(thing, [])]
    return cards.card(person, mates, leaders, itinerary, say)
