"""Pictures that people send: asked once whether they may be kept, then kept without metadata and by activity.

Before somebody has agreed, only what the platform calls their picture is kept: it is fetched once they say yes.
"""

from dataclasses import dataclass
from datetime import timedelta
from typing import Any

from bot.db import people, photos
from bot.messages import Button, File, Reply, Request, plain
from bot.photos import look, place
from bot.photos.clean import LARGEST, Clean, Refusal
from bot.retention import last_day
from handlers.context import Context
from handlers.photos import where

OWN = 60
EVENT = 1500
ROOM = 1024**3
"""Bytes of all pictures of an event."""
CAPTION = 300
ONE_GO = timedelta(minutes=1)
_ENDINGS = (".jpg", ".jpeg", ".png", ".webp", ".gif", ".heic", ".heif", ".bmp", ".tif", ".tiff", ".svg")
Answer = list[Reply]


@dataclass(frozen=True, slots=True)
class Arrival:
    """How a picture came: the message that brought it, its caption, its album, and whether that has `several`."""

    message: str
    caption: str
    album: str
    several: bool


def is_picture(request: Request) -> bool:
    """Whether the file that came claims to be a picture; its content is looked at later."""
    file = request.file
    return file is not None and (file.media_type.startswith("image/") or file.name.lower().endswith(_ENDINGS))


async def received(request: Request, context: Context) -> Answer:
    """A picture, or another file that is no document."""
    file, say = request.file, context.say
    if not request.private:
        return [Reply(say("photos.in_private"))]
    if file is None or not is_picture(request):
        return [Reply(say("photos.no_picture"))]
    arrival = _arrival(request, context)
    if file.picture is not None:
        return await _take(file.picture, arrival, context)
    if file.size > LARGEST:
        return [_bad(Refusal("large"), context)]
    if not await photos.consented(context.tx, context.joined.id):
        return await _ask(file, arrival, context)
    full = await _full(context)
    return [Reply(say(full, own=OWN))] if full else [Reply(sees=(file,))]


async def agreed(request: Request, context: Context) -> Answer:
    """The button that agrees; what waited for it is fetched now, and comes here again with its picture."""
    if request.file and request.file.picture:
        return await _waited(request.file, request.file.picture, request, context)
    await photos.agree(context.tx, context.joined.id, context.now)
    await people.note(
        context.tx, "photos.agreed", context.now, event_id=context.joined.event_id, account_id=context.speaker.id
    )
    files = tuple(_file(one) for one in await photos.waiting(context.tx, context.speaker.id))
    text = context.say("photos.agreed_fetching", count=len(files)) if files else context.say("photos.agreed")
    return [Reply(text, edit=True, sees=files)]


async def refused(context: Context) -> Answer:
    """The button that does not agree: nothing was kept, and what we hold of the files themselves goes."""
    files = tuple(_file(one) for one in await photos.waiting(context.tx, context.speaker.id))
    await photos.drop_waiting(context.tx, context.speaker.id)
    return [Reply(context.say("photos.refused"), edit=True, drops=files)]


async def _ask(file: File, arrival: Arrival, context: Context) -> Answer:
    """Ask for consent, once for all that comes in one go."""
    before = await photos.waiting(context.tx, context.speaker.id)
    if len(before) >= OWN:
        return [Reply(context.say("photos.full_own", own=OWN))]
    values = {"reference": file.reference, "name": file.name[:200], "size": file.size, "media_type": file.media_type}
    said = {"message": arrival.message, "album": arrival.album, "caption": arrival.caption}
    await photos.wait(context.tx, context.speaker.id, context.now, **values, **said)
    if before and context.now - before[-1].at < ONE_GO:
        return []
    until = context.say.date(last_day(context.itinerary))
    buttons = (
        (Button(context.say("photos.agree"), "pic:yes"),),
        (Button(context.say("photos.disagree"), "pic:no"),),
    )
    return [Reply(context.say("photos.consent", until=until), buttons)]


async def _waited(file: File, picture: Clean | Refusal, request: Request, context: Context) -> Answer:
    rows = await photos.waiting(context.tx, context.speaker.id)
    row = next((one for one in rows if one.reference == file.reference), None)
    if row is None:
        return []
    if picture != Refusal("lost"):
        await photos.drop_waiting(context.tx, context.speaker.id, row.id)
    album = row.album or f"{context.bot}:{request.address.user}:{request.message}"[:120]
    several = bool(row.album) or len(rows) > 1
    return await _take(picture, Arrival(row.message, row.caption, album, several), context)


async def _take(picture: Clean | Refusal, arrival: Arrival, context: Context) -> Answer:
    """Keep a picture and say thank you; for pictures that came in one go, once."""
    tx, person = context.tx, context.joined
    if isinstance(picture, Refusal):
        return [_bad(picture, context)]
    if not await photos.consented(tx, person.id) or await photos.arrived(tx, person.id, arrival.message):
        return []
    if full := await _full(context):
        return [Reply(context.say(full, own=OWN))]
    together = await photos.album(tx, person.id, arrival.album) if arrival.album else []
    known = await photos.looks(tx, person.event_id)
    twin = next((one for one in known if (one.person_id, one.digest) == (person.id, picture.digest)), None)
    if twin:
        await photos.change(tx, [twin.id], album=arrival.album)
        return [] if together else [Reply(context.say("photos.sent_before"))]
    same = _same(picture, known)
    number, activity = await _add(picture, arrival, together, same, context)
    return [] if together else [_thanks(number, activity, arrival, context, similar=same is not None)]


async def _add(
    picture: Clean, arrival: Arrival, together: list[Any], same: int | None, context: Context
) -> tuple[int, str]:
    """Keep it; its number and its activity. A caption counts for all that came in one go."""
    person, itinerary = context.joined, context.itinerary
    taken = place.moment(picture.taken, context.now, itinerary)
    caption = arrival.caption or next((one.caption for one in together if one.caption), "")
    activity = where.found(caption, taken, context)
    if arrival.caption:
        bare = [one.id for one in together if not one.caption]
        await photos.change(context.tx, bare, caption=caption, activity=activity)
    values = {"event_id": person.event_id, "person_id": person.id, "activity": activity, "caption": caption}
    values |= {"width": picture.width, "height": picture.height, "digest": picture.digest, "look": picture.look}
    values |= {"same_as": same, "message": arrival.message, "album": arrival.album, "taken_at": taken or context.now}
    return await photos.add(context.tx, values, picture.thumb, picture.data), activity


def _thanks(number: int, activity: str, arrival: Arrival, context: Context, *, similar: bool) -> Reply:
    say = context.say
    several = "_several" if arrival.several else ""
    if activity:
        text = say(f"photos.thanks{several}", activity=where.title(activity, context.itinerary, say))
    else:
        text = say(f"photos.thanks_unknown{several}")
    if similar and not arrival.several:
        text = f"{text}\n{say('photos.similar')}"
    button = say("photos.other_activity" if activity else "photos.which_activity")
    return Reply(text, ((Button(button, f"pic:where:{number}:"),),))


def _same(picture: Clean, known: list[Any]) -> int | None:
    """The photo that this one repeats: the same file, or one that looks the same."""
    twin = next((one.same_as or one.id for one in known if one.digest == picture.digest), None)
    return twin or look.nearest(picture.look, ((one.same_as or one.id, one.look) for one in known))


async def _full(context: Context) -> str:
    """Which text says that there is no more room, "" as long as there is."""
    used = await photos.usage(context.tx, context.joined.event_id, context.joined.id)
    if used.own >= OWN:
        return "photos.full_own"
    return "photos.full" if used.event >= EVENT or used.size >= ROOM else ""


def _bad(refusal: Refusal, context: Context) -> Reply:
    return Reply(context.say(f"photos.bad_{refusal.reason}"))


def _arrival(request: Request, context: Context) -> Arrival:
    album = f"{context.bot}:{request.album}"[:120] if request.album else ""
    return Arrival(f"{context.bot}:{request.id}"[:120], _words(request.text), album, several=bool(album))


def _words(text: str) -> str:
    """A caption on one line, as long as one is kept."""
    return " ".join(plain(text).split())[:CAPTION]


def _file(row: Any) -> File:  # noqa: ANN401 - a row of PhotoWaiting
    return File(row.reference, row.name, row.size, row.media_type)
