"""분야별 현황 사진: the chosen pictures, two by two, by activity."""

from collections.abc import Iterator

from bot.report.document import Block, Line, Picture, Pictures
from bot.report.facts import Facts, Photo
from bot.texts import Say


def blocks(facts: Facts, say: Say) -> Iterator[Block]:
    """The heading in bold and the pictures; nothing without pictures."""
    if facts.photos:
        yield Line(say("report.photos"), strong=True)
        yield Pictures(tuple(_picture(one, facts, say) for one in facts.photos))


def _picture(photo: Photo, facts: Facts, say: Say) -> Picture:
    found = facts.itinerary.find(photo.activity) if photo.activity else None
    title = str(found.row.say("title", say.language)) if found else ""
    caption = (
        say("report.caption", title=title, text=photo.caption) if title and photo.caption else title or photo.caption
    )
    return Picture(photo.data, photo.width, photo.height, caption)
