"""`hamkke ask`: questions through the very handlers that answer a chat, without a server."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Any
from zoneinfo import ZoneInfo

from sqlalchemy.ext.asyncio import AsyncConnection

from bot import texts
from bot.db import events
from bot.db.database import Database
from bot.db.models import Base
from bot.itinerary import Itinerary
from bot.messages import Address, Request, plain
from bot.people import Account, Person
from bot.texts import Say
from config.event import Event
from handlers import router
from handlers.context import Context
from handlers.routes import Handler
from handlers.understanding import language_of_text


@dataclass(frozen=True, slots=True)
class Asked:
    """One question; `now` is aware, an empty `language` means that of the text."""

    id: str
    text: str
    now: datetime
    language: str = ""


def read(line: dict[str, Any], event: Event) -> Asked:
    """A line of --jsonl; a `now` without offset is local to the event. KeyError, ValueError when it is not one."""
    now = datetime.fromisoformat(str(line["now"]))
    if now.tzinfo is None:
        now = now.replace(tzinfo=ZoneInfo(event.event.timezone))
    return Asked(str(line["id"]), str(line["text"]), now.astimezone(UTC), str(line.get("lang") or ""))


async def answers(event: Event, asked: Sequence[Asked]) -> list[dict[str, Any]]:
    """{"id", "reply", "unknown", "activities"} for each question; each is asked by somebody new."""
    database = Database("sqlite://")
    try:
        async with database.begin() as tx:
            await tx.run_sync(Base.metadata.create_all)
            await events.load(tx, event, datetime.now(UTC))
            known = await events.snapshot(tx, event.event.id)
            said = texts.load()
            respond = router.conversation(said)
            return [await _answer(one, tx, known, said, respond) for one in asked]
    finally:
        await database.close()


async def _answer(
    one: Asked, tx: AsyncConnection, known: Itinerary, said: dict[str, Say], respond: Handler
) -> dict[str, Any]:
    language = one.language if one.language in said else language_of_text(one.text, known.event.language)
    person = Person(0, known.event.id, "")
    account = Account(0, "ask", "0", "0", language, person)
    context = Context(one.now, tx, "ask", said[language], said, {known.event.id: known}, account)
    replies = await respond(Request(one.id, Address("ask", "0", "0"), text=one.text), context)
    answer = context.answered
    return {
        "id": one.id,
        "reply": "\n\n".join(plain(reply.text) for reply in replies if reply.text),
        "unknown": answer.unknown if answer else False,
        "activities": list(answer.activities) if answer else [],
    }
