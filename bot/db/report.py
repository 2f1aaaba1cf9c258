"""Everything that a report is made from, read from the rows."""

from collections import Counter
from datetime import datetime

from sqlalchemy.ext.asyncio import AsyncConnection

from bot.db import events, feedback, people, photos, rollcalls, themes
from bot.feedback import LEAST
from bot.people import Person
from bot.report.facts import Facts, Photo

PRESENT = "present"


async def facts(tx: AsyncConnection, event_id: str, now: datetime, link: str = "") -> Facts:
    """The event with what is known at `now` (aware); `link` leads participants to the chat.

    Results are of a closed form with enough answers only, and without them there is no evaluation. NoResultFound when
    there is no event with that id.
    """
    form = await feedback.form(tx, event_id)
    closed = form is not None and form.closed_at is not None and form.closed_at <= now
    results = await feedback.results(tx, event_id, now)
    listed = await people.roster(tx, event_id)
    chosen = await photos.chosen(tx, event_id)
    return Facts(
        await events.snapshot(tx, event_id),
        Counter(one.group for one in listed),
        await _present(tx, event_id, listed),
        closed,
        results,
        await themes.evaluation(tx, event_id) if results and results.answered >= LEAST else {},
        tuple(Photo(one.activity, one.caption, one.data, one.width, one.height) for one in chosen),
        link,
    )


async def _present(tx: AsyncConnection, event_id: str, listed: list[Person]) -> Counter[str] | None:
    """How many of each group were marked present at least once; None when the roll was never called."""
    marks = await rollcalls.attendance(tx, event_id)
    there = {one.person_id for one in marks if one.state == PRESENT}
    return Counter(one.group for one in listed if one.id in there) if marks else None
