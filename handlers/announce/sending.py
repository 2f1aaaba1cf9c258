"""An announcement on its way out: the row that is kept, its notice, and a delivery for each of its readers."""

from collections.abc import Mapping
from datetime import datetime, timedelta
from typing import Any
from uuid import uuid4

from bot.db import announcements, notices, people, readers
from bot.db.notices import Note
from bot.messages import Attachment, Button, Reply, bold
from bot.texts import Say
from handlers.announce import photo
from handlers.announce.target import Reach, Target
from handlers.context import Context

OF_USE = timedelta(days=2)
AGAIN = 600  # seconds within which the same words are not sent again


async def put(draft: Mapping[str, Any], whom: Target, found: Reach, at: datetime, context: Context) -> int:
    """Keep an announcement, its notice and a delivery for each reader; its id."""
    tx, now, event_id = context.tx, context.now, context.joined.event_id
    text, important, number = str(draft["text"]), bool(draft["important"]), int(draft.get("photo", 0))
    note = Note(
        f"announcement:{uuid4().hex}", "announcement", 3, must=True, due_at=at, expires_at=at + OF_USE,
        created_by=context.speaker.id,
    )  # fmt: skip
    notice_id = await notices.add(tx, event_id, note, now)
    assert notice_id is not None  # noqa: S101 - the key is new
    values = {"text": text, "audience": whom.packed(), "important": important, "notice_id": notice_id, "at": at}
    values["unsettled"] = at > now
    key = await announcements.add(tx, event_id, now, account_id=context.speaker.id, **values)
    picture = await photo.shown(number, context)
    if picture:
        await announcements.use_photo(tx, number, key)
    receipt = key if important else 0
    said = {language: message(text, say, receipt, picture) for language, say in context.texts.items()}
    ids = await notices.say(tx, notice_id, said)
    to = readers.in_their_language(found.readers, ids, context.itinerary.event.language)
    await readers.deliver(tx, notice_id, note, to, now)
    data = {"announcement": key, "people": len(found.people)}
    await people.note(tx, "announced", now, event_id=event_id, account_id=context.speaker.id, data=data)
    context.woken = True
    return key


async def repeat(known: Any, found: Reach, context: Context) -> int | None:  # noqa: ANN401 - a row of Announcement
    """Send an announcement's words again to these people; None when that was done in the last ten minutes."""
    tx, now = context.tx, context.now
    slot = int(now.timestamp()) // AGAIN
    note = Note(f"again:{known.id}:{slot}", "announcement", 3, must=True, due_at=now, expires_at=now + OF_USE)
    picture = await photo.shown(await announcements.photo_of(tx, known.id), context)
    said = {key: message(known.text, say, known.id, picture) for key, say in context.texts.items()}
    home = context.itinerary.event.language
    if await readers.send(tx, known.event_id, note, said, home, found.readers, now) is None:
        return None
    context.woken = True
    return len(found.people)


def message(text: str, say: Say, receipt: int = 0, picture: Attachment | None = None) -> Reply:
    """What its readers see; `receipt` is the announcement whose reading they are asked to confirm."""
    buttons = ((Button(say("announce.confirm"), f"read:{receipt}"),),) if receipt else ()
    return Reply(f"{bold(say('announce.head'))}\n{text}", buttons, attachment=picture)
