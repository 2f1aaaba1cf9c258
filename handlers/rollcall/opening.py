"""Opening a roll call: its row, the question to everybody meant, the board for those who lead."""

from collections.abc import Mapping
from datetime import datetime, timedelta
from uuid import uuid4

from sqlalchemy.ext.asyncio import AsyncConnection

from bot.db import people, readers, rollcalls
from bot.db.notices import Note
from bot.itinerary import Itinerary
from bot.messages import Reply
from bot.people import Person
from bot.texts import Say
from handlers.announce.target import Target
from handlers.rollcall import board

OF_USE = timedelta(hours=3)


def leads(person: Person, target: Target) -> bool:
    """Whether the board of a roll call is for this person: organizers, and leaders of some of those it is for."""
    return person.may("organizer") or (person.role == "leader" and (target.field == "all" or target.includes(person)))


async def open_call(  # noqa: PLR0913 - what a roll call is made of
    tx: AsyncConnection,
    itinerary: Itinerary,
    texts: Mapping[str, Say],
    now: datetime,
    *,
    key: str,
    target: Target,
    activity: str = "",
    title: str = "",
    at: datetime | None = None,
    by: int | None = None,
) -> int | None:
    """Open a roll call that asks at `at` (now, if not said); its id, None when there is one with that key."""
    event_id, opens_at = itinerary.event.id, at or now
    values = {"activity": activity, "title": title, "audience": target.packed(), "account_id": by}
    call_id = await rollcalls.add(tx, event_id, key, now, opens_at=opens_at, **values)
    if call_id is None:
        return None
    everybody = [one for one in await readers.readers(tx, event_id) if not one.unreachable]
    leading = [one for one in everybody if leads(one.person, target)]
    asked = [one for one in everybody if target.includes(one.person) and one not in leading]
    call = await rollcalls.get(tx, event_id, call_id)
    meant = [one for one in await people.roster(tx, event_id) if target.includes(one)]
    names = {language: titled(call, itinerary, say) for language, say in texts.items()}
    questions = {key: board.question(call, names[key], say) for key, say in texts.items()}
    boards = {key: board.board(call, names[key], meant, {}, say) for key, say in texts.items()}
    await _put(tx, itinerary, "rollcall", activity, questions, asked, opens_at, now)
    board_id = await _put(tx, itinerary, "board", activity, boards, leading, opens_at, now)
    await rollcalls.change(tx, call_id, board_id=board_id)
    return call_id


def titled(call, itinerary: Itinerary, say: Say) -> str:  # type: ignore[no-untyped-def]  # noqa: ANN001 - a row of Rollcall
    """What it is for, in the reader's language, with the bus or team."""
    row = itinerary.find(call.activity) if call.activity else None
    name = str(row.row.say("title", say.language)) if row else call.title or say("rollcall.everybody")
    values = ", ".join(call.audience["values"]) if call.audience["field"] != "all" else ""
    return f"{name} ({values})" if values else name


async def _put(  # noqa: PLR0913, PLR0917 - what a notice is made of
    tx: AsyncConnection,
    itinerary: Itinerary,
    kind: str,
    activity: str,
    contents: Mapping[str, Reply],
    to: list[readers.Reader],
    due: datetime,
    now: datetime,
) -> int | None:
    note = Note(f"{kind}:{uuid4().hex}", kind, 1, must=True, due_at=due, expires_at=due + OF_USE, activity=activity)
    return await readers.send(tx, itinerary.event.id, note, contents, itinerary.event.language, to, now)
