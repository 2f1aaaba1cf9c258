"""Everything that a report is made from, read from the rows."""

from collections import Counter, defaultdict
from collections.abc import Mapping
from datetime import datetime

from sqlalchemy import ColumnElement, func, select
from sqlalchemy.ext.asyncio import AsyncConnection

from bot.db import events, feedback, people, photos, rollcalls, themes
from bot.db.models import Announcement, PlanChange, Question, Rollcall
from bot.itinerary import Itinerary
from bot.people import Person
from bot.report.facts import Facts, Photo, Service, Trained

PRESENT = "present"


async def facts(tx: AsyncConnection, event_id: str, now: datetime, link: str = "") -> Facts:
    """The event with what is known at `now` (aware); `link` leads participants to the chat.

    Results are of a closed form with enough answers only, and without them there is no evaluation. NoResultFound when
    there is no event with that id.
    """
    itinerary = await events.snapshot(tx, event_id)
    form = await feedback.form(tx, event_id)
    results = await feedback.results(tx, event_id, now)
    listed = await people.roster(tx, event_id)
    return Facts(
        itinerary,
        Counter(one.group for one in listed),
        await _present(tx, event_id, listed),
        closed=form is not None and form.closed_at is not None and form.closed_at <= now,
        results=results,
        evaluation=await themes.evaluation(tx, event_id) if results else {},
        photos=await _photos(tx, event_id),
        link=link,
        trained=await _trained(tx, itinerary, listed),
        service=await _service(tx, event_id),
        names=frozenset(one.name for one in listed),
    )


async def _photos(tx: AsyncConnection, event_id: str) -> tuple[Photo, ...]:
    """Those that organizers chose; where they chose none, those that are proposed."""
    chosen = await photos.chosen(tx, event_id) or await photos.proposed(tx, event_id)
    return tuple(Photo(one.activity, one.caption, one.data, one.width, one.height) for one in chosen)


async def _present(tx: AsyncConnection, event_id: str, listed: list[Person]) -> Counter[str] | None:
    """How many of each group were marked present at least once; None when the roll was never called."""
    marks = await rollcalls.attendance(tx, event_id)
    there = {one.person_id for one in marks if one.state == PRESENT}
    return Counter(one.group for one in listed if one.id in there) if marks else None


async def _trained(tx: AsyncConnection, itinerary: Itinerary, listed: list[Person]) -> Mapping[str, Trained]:
    """By group, where the event counts as training and the roll was called."""
    from bot.attendance import Mark, attended  # noqa: PLC0415 - slow to import, seldom asked for

    rows = await rollcalls.attendance(tx, itinerary.event.id)
    if not rows or itinerary.event.training_hours is None:
        return {}
    marks = [Mark(one.person_id, one.state, one.opens_at) for one in rows]
    hours: dict[str, list[float]] = defaultdict(list)
    for one in attended(itinerary, listed, marks):
        if one.credited:
            hours[one.person.group].append(one.credited)
    return {group: Trained(len(each), round(sum(each), 2)) for group, each in hours.items()}


async def _service(tx: AsyncConnection, event_id: str) -> Service:
    asked = Question.event_id == event_id
    return Service(
        await _count(tx, PlanChange.event_id == event_id, PlanChange.undone_at.is_(None)),
        await _count(tx, Announcement.event_id == event_id, Announcement.withdrawn_at.is_(None)),
        await _count(tx, Rollcall.event_id == event_id),
        await _count(tx, asked),
        await _count(tx, asked, Question.answered_at.is_not(None)),
    )


async def _count(tx: AsyncConnection, *conditions: ColumnElement[bool]) -> int:
    return int((await tx.execute(select(func.count()).where(*conditions))).scalar_one())
