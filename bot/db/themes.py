"""Lines of the evaluation with the points of comments that they stand on."""

import asyncio
from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import case, delete, func, insert, select, update
from sqlalchemy.ext.asyncio import AsyncConnection

from bot.comments import model
from bot.comments.model import Sorted
from bot.comments.sorting import sort
from bot.db import events, feedback, people
from bot.db.models import Point, Theme
from bot.evaluation import Evaluation, Finding
from bot.feedback import HEADINGS, Comment, Heading
from bot.itinerary import Itinerary

QUOTES = 3
LONGEST = 600


@dataclass(frozen=True, slots=True)
class Row:
    """A theme with its points (text, voices), the most said first. `own`: an organizer wrote it, nobody said so."""

    id: int
    heading: Heading
    line: str
    state: str
    own: bool
    points: tuple[tuple[str, int], ...]

    @property
    def voices(self) -> int:
        """How many said so."""
        return sum(count for _, count in self.points)


async def evaluation(tx: AsyncConnection, event_id: str) -> Evaluation:
    """The lines that organizers accepted, in their order; as long as nothing was accepted those that are proposed.

    Where nobody has looked at them yet they are made from the comments at once, and not kept.
    """
    rows = [one for one in await listed(tx, event_id) if one.state != "dropped"]
    if not rows and not await analysed(tx, event_id):
        return _unseen(await _sorted(tx, event_id))
    accepted = [one for one in rows if one.state == "accepted"]
    findings = [(one.heading, _read(one)) for one in accepted or rows]
    return {heading: tuple(one for under, one in findings if under == heading) for heading in HEADINGS}


def _read(row: Row) -> Finding:
    return Finding(row.line, row.voices, _quotes(row.points), row.state == "proposed")


def _quotes(points: Sequence[tuple[str, int]]) -> tuple[str, ...]:
    return tuple(text for text, _ in points[:QUOTES])


def _unseen(made: Sorted | None) -> Evaluation:
    found = [(one.heading, _finding(one)) for one in (made.themes if made else ())]
    return {heading: tuple(one for under, one in found if under == heading) for heading in HEADINGS}


def _finding(theme: model.Theme) -> Finding:
    different = tuple(dict.fromkeys(point.text for point, _ in theme.points))
    return Finding(theme.line, theme.voices, different[:QUOTES], proposed=True)


async def analysed(tx: AsyncConnection, event_id: str) -> bool:
    """Whether the comments were sorted."""
    return (await tx.execute(select(Point.id).where(Point.event_id == event_id).limit(1))).first() is not None


async def refresh(tx: AsyncConnection, event_id: str, now: datetime) -> bool:
    """Sort the comments if the form is closed and they are not sorted yet; whether there are any sorted ones."""
    if await analysed(tx, event_id):
        return True
    results = await feedback.results(tx, event_id, now)
    if results is None:
        return False
    plan = await events.snapshot(tx, event_id)
    await analyse(tx, event_id, results.comments, await _names(tx, event_id), known(plan))
    return True


async def _sorted(tx: AsyncConnection, event_id: str) -> Sorted | None:
    form = await feedback.form(tx, event_id)
    results = await feedback.results(tx, event_id, form.closed_at) if form and form.closed_at else None
    if results is None:
        return None
    plan = await events.snapshot(tx, event_id)
    return await asyncio.to_thread(sort, results.comments, await _names(tx, event_id), known(plan))


async def _names(tx: AsyncConnection, event_id: str) -> list[str]:
    return [one.name for one in await people.roster(tx, event_id)]


def known(itinerary: Itinerary) -> dict[str, str]:
    """What people call the event's activities and places, by what is meant."""
    result: dict[str, str] = {}
    for one in itinerary.activities:
        for word in (one.row.title, *one.row.aliases, one.row.title_en or ""):
            result.setdefault(word, one.key)
    for key, place in itinerary.places.items():
        for word in (place.name, *place.aliases, place.name_en or ""):
            result.setdefault(word, key)
    result.pop("", None)
    return result


async def analyse(
    tx: AsyncConnection,
    event_id: str,
    comments: Iterable[Comment],
    names: Iterable[str] = (),
    words: Mapping[str, str] | None = None,
) -> None:
    """Sort the comments anew. What organizers accepted, dropped, wrote or merged stays, with the points it has.

    Rows are written in the order of their words, so that neither ids nor order lead to an author.
    """
    made = await asyncio.to_thread(sort, tuple(comments), tuple(names), words)
    kept = [one for one in await listed(tx, event_id) if one.state != "proposed"]
    owners = await _owners(tx, event_id, [one.id for one in kept])
    await tx.execute(delete(Point).where(Point.event_id == event_id))
    await tx.execute(delete(Theme).where(Theme.event_id == event_id, Theme.state == "proposed"))
    points: list[dict[str, Any]] = []
    for theme in made.themes:
        owned = [owners.get((point.question, point.text)) for point, _ in theme.points]
        home = _most(owned) or await _add(tx, event_id, theme.heading, theme.line, theme.line)
        for (point, count), owner in zip(theme.points, owned, strict=True):
            points.append(_point(event_id, point, count, owner or home))
    for point, count in made.aside:
        points.append(_point(event_id, point, count, owners.get((point.question, point.text))))
    if points:
        await tx.execute(insert(Point), sorted(points, key=lambda one: (one["text"], one["question"], one["reason"])))
    homes = {one["theme_id"] for one in points}
    lost = [one.id for one in kept if not one.own and one.id not in homes]
    await tx.execute(delete(Theme).where(Theme.id.in_(lost)))
    await _order(tx, event_id)


def _most(owned: Sequence[int | None]) -> int | None:
    counted = Counter(one for one in owned if one is not None)
    return min(counted, key=lambda one: (-counted[one], one), default=None)


def _point(event_id: str, point: Any, count: int, theme: int | None) -> dict[str, Any]:  # noqa: ANN401 - a sorted point
    values = {"question": point.question, "text": point.text, "voices": count, "reason": point.reason}
    return {"event_id": event_id, "theme_id": theme, **values}


async def _owners(tx: AsyncConnection, event_id: str, themes: Sequence[int]) -> dict[tuple[str, str], int]:
    query = select(Point.question, Point.text, Point.theme_id).where(
        Point.event_id == event_id, Point.theme_id.in_(themes)
    )
    return {(row.question, row.text): row.theme_id for row in await tx.execute(query)}


async def _add(  # noqa: PLR0913, PLR0917 - the columns of a row
    tx: AsyncConnection, event_id: str, heading: str, line: str, draft: str, state: str = "proposed"
) -> int:
    values = {"event_id": event_id, "heading": heading, "line": line[:LONGEST], "draft": draft[:LONGEST]}
    statement = insert(Theme).values(**values, position=0, state=state).returning(Theme.id)
    return int((await tx.execute(statement)).scalar_one())


async def _order(tx: AsyncConnection, event_id: str) -> None:
    """What more people said stands first."""
    rows = sorted(await listed(tx, event_id), key=lambda one: (-one.voices, one.line, one.id))
    for position, one in enumerate(rows):
        await tx.execute(update(Theme).where(Theme.id == one.id).values(position=position))


async def listed(tx: AsyncConnection, event_id: str, *, lock: bool = False) -> list[Row]:
    """All themes, dropped ones too; `lock`: no other organizer changes them before this transaction ends."""
    query = select(Theme).where(Theme.event_id == event_id).order_by(Theme.position, Theme.line, Theme.id)
    rows = (await tx.execute(query.with_for_update() if lock else query)).all()
    points = await _points(tx, event_id)
    return [Row(one.id, one.heading, one.line, one.state, not one.draft, tuple(points.get(one.id, ()))) for one in rows]


async def _points(tx: AsyncConnection, event_id: str) -> dict[int, list[tuple[str, int]]]:
    korean = case((Point.text.like("%○○○%"), 1), else_=0)
    voices = func.sum(Point.voices).label("voices")  # the same words may answer several questions
    query = (
        select(Point.theme_id, Point.text, voices)
        .where(Point.event_id == event_id, Point.theme_id.is_not(None))
        .group_by(Point.theme_id, Point.text)
        .order_by(voices.desc(), korean, func.length(Point.text), Point.text)
    )
    result: dict[int, list[tuple[str, int]]] = {}
    for row in await tx.execute(query):
        result.setdefault(row.theme_id, []).append((row.text, int(row.voices)))
    return result


async def aside(tx: AsyncConnection, event_id: str) -> list[tuple[int, str, int, str]]:
    """What was set aside: (id, text, voices, reason), by reason and words."""
    query = select(Point.id, Point.text, Point.voices, Point.reason)
    query = query.where(Point.event_id == event_id, Point.theme_id.is_(None)).order_by(Point.reason, Point.text)
    return [(row.id, row.text, row.voices, row.reason) for row in await tx.execute(query)]


async def change(tx: AsyncConnection, event_id: str, theme: int, **values: object) -> None:
    """Set columns of a theme."""
    await tx.execute(update(Theme).where(Theme.event_id == event_id, Theme.id == theme).values(**values))


async def accept_all(tx: AsyncConnection, event_id: str) -> None:
    """Accept every line that is only proposed."""
    proposed = (Theme.event_id == event_id, Theme.state == "proposed")
    await tx.execute(update(Theme).where(*proposed).values(state="accepted"))


async def merge(tx: AsyncConnection, event_id: str, theme: int, into: int) -> None:
    """Give a theme's points to another, which is accepted with its own line."""
    await tx.execute(update(Point).where(Point.event_id == event_id, Point.theme_id == theme).values(theme_id=into))
    await tx.execute(delete(Theme).where(Theme.event_id == event_id, Theme.id == theme))
    await change(tx, event_id, into, state="accepted")
    await _order(tx, event_id)


async def write(tx: AsyncConnection, event_id: str, heading: Heading, line: str) -> int:
    """A line of an organizer's own."""
    number = await _add(tx, event_id, heading, line, "", "accepted")
    await _order(tx, event_id)
    return number


async def take_back(tx: AsyncConnection, event_id: str, point: int, heading: Heading) -> int | None:
    """Make a line of a point that was set aside, in its own words; None when it is no longer there."""
    here = (Point.event_id == event_id, Point.id == point, Point.theme_id.is_(None))
    row = (await tx.execute(select(Point.text).where(*here))).first()
    if row is None:
        return None
    number = await _add(tx, event_id, heading, row.text, row.text, "accepted")
    await tx.execute(update(Point).where(*here).values(theme_id=number))
    await _order(tx, event_id)
    return number
