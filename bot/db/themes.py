"""Lines of the evaluation with the points of comments that they stand on."""

from sqlalchemy import func, select
from sqlalchemy.ext.asyncio import AsyncConnection

from bot.db.models import Point, Theme
from bot.evaluation import Evaluation, Finding
from bot.feedback import HEADINGS, Heading

QUOTES = 3


async def evaluation(tx: AsyncConnection, event_id: str) -> Evaluation:
    """The lines that organizers accepted, in their order; the proposed ones as long as nothing was accepted."""
    themes = (
        await tx.execute(
            select(Theme.id, Theme.heading, Theme.line, Theme.state)
            .where(Theme.event_id == event_id, Theme.state != "dropped")
            .order_by(Theme.position, Theme.line)
        )
    ).all()
    accepted = [one for one in themes if one.state == "accepted"]
    points = await _points(tx, event_id)
    result: dict[Heading, tuple[Finding, ...]] = {}
    for heading in HEADINGS:
        chosen = [one for one in accepted or themes if one.heading == heading]
        result[heading] = tuple(_finding(one.line, points.get(one.id, [])) for one in chosen)
    return result


def _finding(line: str, points: list[tuple[str, int]]) -> Finding:
    return Finding(line, sum(voices for _, voices in points), tuple(text for text, _ in points[:QUOTES]))


async def _points(tx: AsyncConnection, event_id: str) -> dict[int, list[tuple[str, int]]]:
    """Each theme's points (text, voices), the most said first."""
    query = (
        select(Point.theme_id, Point.text, Point.voices)
        .where(Point.event_id == event_id, Point.theme_id.is_not(None))
        .order_by(Point.voices.desc(), func.length(Point.text), Point.text)
    )
    result: dict[int, list[tuple[str, int]]] = {}
    for row in await tx.execute(query):
        result.setdefault(row.theme_id, []).append((row.text, row.voices))
    return result
