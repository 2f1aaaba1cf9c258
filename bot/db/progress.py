"""How far an event is on its way to its report."""

from dataclasses import dataclass

from sqlalchemy import func, select
from sqlalchemy.ext.asyncio import AsyncConnection

from bot.db import feedback
from bot.db.feedback import Form
from bot.db.models import Attendance, Photo, Rollcall, Theme
from bot.feedback import HEADINGS


@dataclass(frozen=True, slots=True)
class Progress:
    """What there is for the report: the form and who filled it in, lines of the evaluation, photos, roll calls."""

    form: Form | None
    answered: int
    asked: int
    proposed: int
    accepted: int
    photos: int
    chosen: int
    called: bool


async def progress(tx: AsyncConnection, event_id: str) -> Progress:
    """As it stands now."""
    form = await feedback.form(tx, event_id)
    asked = form.asked if form and form.asked is not None else await feedback.asked(tx, event_id)
    lines = await _counted(tx, Theme.state, Theme.event_id == event_id, Theme.heading.in_(HEADINGS))
    photos = await _counted(tx, Photo.state, Photo.event_id == event_id, Photo.same_as.is_(None))
    called = select(Attendance.person_id).join(Rollcall).where(Rollcall.event_id == event_id).limit(1)
    return Progress(
        form,
        await feedback.count(tx, event_id),
        asked,
        lines.get("proposed", 0),
        lines.get("accepted", 0),
        sum(photos.values()) - photos.get("rejected", 0),
        photos.get("chosen", 0),
        (await tx.execute(called)).first() is not None,
    )


async def _counted(tx: AsyncConnection, column, *conditions) -> dict[str, int]:  # type: ignore[no-untyped-def]  # noqa: ANN001, ANN002 - SQLAlchemy's expressions
    """How many rows there are of each value."""
    query = select(column.label("value"), func.count().label("many")).where(*conditions).group_by(column)
    return {row.value: row.many for row in await tx.execute(query)}
