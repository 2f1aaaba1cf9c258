"""/photos for whoever sent some: what is kept of them, to be looked at, put right and deleted."""

from collections import Counter
from typing import Any

from bot.db import people, photos
from bot.messages import Attachment, Button, Reply, Request, bold
from handlers.context import Context
from handlers.photos import taking, where

Answer = list[Reply]


async def show(context: Context) -> Answer:
    """How many there are, of which activity."""
    say, rows = context.say, await photos.mine(context.tx, context.joined.id)
    if not rows:
        return [Reply(say("photos.none"), _out(context) if await _agreed(context) else ())]
    counts = Counter(one.activity for one in rows)
    order = {one.key: place for place, one in enumerate(context.itinerary.activities)}
    lines = [bold(say("photos.own", count=len(rows)))]
    lines += [
        say("photos.line", activity=where.title(key, context.itinerary, say), count=counts[key])
        for key in sorted(counts, key=lambda one: order.get(one, len(order)))
    ]
    look = (Button(say("photos.look"), f"pic:my:{rows[0].id}"),)
    return [Reply("\n".join(lines), (look, (Button(say("photos.delete_all"), "pic:drop:"),), *_out(context)))]


async def pressed(request: Request, context: Context) -> Answer:
    """A button under a thank-you, the consent, or one's own pictures."""
    what, _, rest = request.action.partition(":")
    if what == "yes":
        return await taking.agreed(request, context)
    if what in _ALL:
        return await _ALL[what](rest, context)
    number, _, rest = rest.partition(":")
    row = next((one for one in await photos.mine(context.tx, context.joined.id) if str(one.id) == number), None)
    if row is None:
        return [Reply(toast=context.say("photos.gone"))]
    if what in _ONE:
        return await _ONE[what](row, rest, context)
    return [Reply(toast=context.say("router.stale"))]


async def _card(row: Any, rest: str, context: Context) -> Answer:  # noqa: ANN401 - a row of Photo
    """One picture with what can be done."""
    del rest
    say, order = context.say, [one.id for one in await photos.mine(context.tx, context.joined.id)]
    place = order.index(row.id)
    head = say("photos.number", number=place + 1, count=len(order))
    lines = [head, where.title(row.activity, context.itinerary, say), row.caption]
    other, delete = (
        Button(say("photos.other_activity"), f"pic:where:{row.id}:"),
        Button(say("photos.delete"), f"pic:del:{row.id}"),
    )
    following = (Button(say("photos.next"), f"pic:my:{order[(place + 1) % len(order)]}"),)
    buttons = ((other, delete), following) if len(order) > 1 else ((other, delete),)
    return [Reply("\n".join(filter(None, lines)), buttons, attachment=await picture(row.id, context))]


async def _where(row: Any, day: str, context: Context) -> Answer:  # noqa: ANN401 - a row of Photo
    shown = where.day_of(row.taken_at, day, context.itinerary)
    return [Reply(context.say("photos.which"), where.choices("pic", row.id, shown, context), edit=True)]


async def _delete(row: Any, rest: str, context: Context) -> Answer:  # noqa: ANN401 - a row of Photo
    del rest
    await photos.remove(context.tx, [row.id])
    return [Reply(context.say("photos.deleted"), edit=True)]


async def picture(number: int, context: Context) -> Attachment | None:
    """The small picture of a photo, to be shown."""
    found = await photos.thumbs(context.tx, [number])
    return Attachment("photo.jpg", "image/jpeg", found[0], photo=True) if found else None


async def _put(row: Any, mark: str, context: Context) -> Answer:  # noqa: ANN401 - a row of Photo
    """The activity of a photo and of what came in one go with it."""
    together = await photos.album(context.tx, row.person_id, row.album) if row.album else []
    title = await where.put([row.id, *(one.id for one in together)], mark, context)
    if title is None:
        return [Reply(toast=context.say("router.stale"))]
    return [Reply(context.say("photos.put", activity=title), edit=True)]


async def _drop(sure: str, context: Context) -> Answer:
    """Delete all of one's pictures; asks first."""
    if sure != "yes":
        return [_sure("photos.delete_all_ask", "pic:drop:yes", context)]
    rows = await photos.mine(context.tx, context.joined.id)
    count = await photos.remove(context.tx, [one.id for one in rows])
    return [Reply(context.say("photos.deleted_all", count=count), edit=True)]


async def _withdraw(sure: str, context: Context) -> Answer:
    """Take back the consent, which deletes all of one's pictures; asks first."""
    if sure != "yes":
        return [_sure("photos.withdraw_ask", "pic:out:yes", context)]
    count = await photos.withdraw(context.tx, context.joined.id)
    await photos.drop_waiting(context.tx, context.speaker.id)
    await people.note(
        context.tx, "photos.withdrawn", context.now, event_id=context.joined.event_id, account_id=context.speaker.id
    )
    return [Reply(context.say("photos.withdrawn", count=count), edit=True)]


def _sure(key: str, action: str, context: Context) -> Reply:
    yes = (Button(context.say("photos.yes"), action),)
    return Reply(context.say(key), (yes, (Button(context.say("photos.no"), "pic:mine"),)), edit=True)


def _out(context: Context) -> tuple[tuple[Button, ...], ...]:
    return ((Button(context.say("photos.withdraw"), "pic:out:"),),)


async def _agreed(context: Context) -> bool:
    return await photos.consented(context.tx, context.joined.id)


async def _refused(rest: str, context: Context) -> Answer:
    del rest
    return await taking.refused(context)


async def _mine(rest: str, context: Context) -> Answer:
    del rest
    return await show(context)


_ALL = {"no": _refused, "mine": _mine, "drop": _drop, "out": _withdraw}
_ONE = {"my": _card, "where": _where, "at": _put, "del": _delete}
