"""A file that somebody sends: whose it is – the list of people or the plan – is decided here, by trying."""

from bot.db import people
from bot.messages import Reply, Request
from config import roster as lists
from config.importers import ImportProblem
from handlers import importing, roster
from handlers.context import Context
from handlers.photos.taking import is_picture


def is_document(request: Request) -> bool:
    """Whether it is a file that can be a list or a plan; pictures are not, whatever a platform calls them."""
    other = request.file is not None and request.file.media_type.startswith(("video/", "audio/"))
    return request.file is not None and not other and not is_picture(request)


async def received(request: Request, context: Context) -> list[Reply]:
    """A list of people goes to the roster, anything else is read as a plan; only organizers' files are read."""
    if not context.joined.may("organizer"):
        await people.note(context.tx, "refused", context.now, account_id=context.speaker.id, data={"role": "organizer"})
        return [Reply(context.say("importing_chat.organizers_only"))]
    return await (importing.file if _is_plan(request) else roster.file)(request, context)


def _is_plan(request: Request) -> bool:
    """A table without names that turned out to be no plan either is told what a list needs."""
    file = request.file
    if file is None or not roster.is_roster(request):
        return True
    if file.plan:
        return file.plan.refusal is None or file.plan.refusal.key != "no_itinerary"
    return bool(file.data) and not names_people(file.data or b"", file.name)


def names_people(data: bytes, name: str) -> bool:
    """Whether a table has a column of names: then it is a list of people."""
    try:
        found = lists.read(data, name)
    except ImportProblem:
        return False
    return bool(found.entries) or all(one.key not in {"no_name_column", "nobody"} for one in found.problems)
