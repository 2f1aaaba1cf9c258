"""Rehearsals: an event on a simulated clock, tried in the browser without any account."""

from collections.abc import Mapping
from datetime import UTC, datetime, timedelta

from sqlalchemy import delete, select, update
from sqlalchemy.ext.asyncio import AsyncConnection

from bot.adapters.web import Seat
from bot.db import people
from bot.db.models import (
    Account,
    Event,
    FeedbackBallot,
    FeedbackForm,
    FeedbackMark,
    Notice,
    Person,
    WebMessage,
)
from bot.itinerary import Itinerary, instant
from bot.messages import Address
from bot.texts import Say

ORGANIZER = "seat:organizer"
EVENING = "20:45"


def beginning(itinerary: Itinerary) -> datetime:
    """The evening before the first day, shortly before its notice: where a rehearsal starts (aware, UTC)."""
    before = itinerary.event.days[0] - timedelta(days=1)
    return instant(before, EVENING, itinerary.zone).astimezone(UTC)


def seats(texts: Mapping[str, Say], language: str) -> tuple[Seat, ...]:
    """The chairs at the rehearsal's table: the organizer and two participants."""
    say = texts[language]
    return (
        Seat(ORGANIZER, "organizer", say("rehearsal.organizer")),
        Seat("seat:1", "participant", say("rehearsal.first")),
        Seat("seat:2", "participant", say("rehearsal.second")),
    )


async def begin(tx: AsyncConnection, itinerary: Itinerary, chairs: tuple[Seat, ...], now: datetime) -> None:
    """Clear away the last rehearsal of this event and seat the organizer."""
    event_id = itinerary.event.id
    users = [seat.user for seat in chairs]
    seated = select(Account.person_id).where(Account.bot == "web", Account.user.in_(users))
    await tx.execute(delete(Notice).where(Notice.event_id == event_id))
    for table in (FeedbackForm, FeedbackBallot, FeedbackMark):
        await tx.execute(delete(table).where(table.event_id == event_id))
    await tx.execute(delete(WebMessage).where(WebMessage.user.in_(users)))
    await tx.execute(delete(Person).where(Person.id.in_(seated)))
    await tx.execute(delete(Account).where(Account.bot == "web", Account.user.in_(users)))
    await tx.execute(update(Event).where(Event.id == event_id).values(ticked_at=None))
    language = itinerary.event.language
    for seat in chairs:
        if seat.role == "organizer":
            person = await people.add_person(tx, event_id, seat.name, now, role="organizer")
            values = {"person_id": person, "name": seat.name, "language": language}
            address = Address("web", seat.user, seat.user)
            await people.add_account(tx, "web", address, {**values, "consented_at": now, "created_at": now})
