"""/where: a place with its address, a pin and links to maps."""

from bot.messages import Button, Reply, Request, bold
from handlers import views
from handlers.context import Context
from handlers.understanding import find_place


async def where(request: Request, context: Context) -> list[Reply]:
    """/where PLACE; without a place, all places to press."""
    if not request.text:
        return [Reply(context.say("places.which"), _all(context))]
    key = find_place(request.text, context.itinerary)
    if key is None:
        return [Reply(context.say("places.unknown", name=request.text[:60]), _all(context))]
    return replies(key, context)


async def pressed(request: Request, context: Context) -> list[Reply]:
    """A place's button."""
    if request.action not in context.itinerary.places:
        return [Reply(toast=context.say("router.stale"))]
    return replies(request.action, context)


def replies(key: str, context: Context) -> list[Reply]:
    """What is known of a place: one message, with a pin and map links where it has coordinates."""
    place, say = context.itinerary.places[key], context.say
    lines = [bold(f"📍 {place.say('name', say.language)}")]
    lines += [str(place.say(field, say.language)) for field in ("address", "directions") if getattr(place, field)]
    lines += [f"· {note}" for note in place.say("notes", say.language)]
    lines += [views.line(one, context.itinerary, say) for one in context.itinerary.activities if key in one.row.places][
        :8
    ]
    if place.at is None:
        lines.append(say("places.no_map"))
    return [Reply("\n".join(lines), views.map_buttons(place, say), venue=views.venue(place, say))]


def _all(context: Context) -> tuple[tuple[Button, ...], ...]:
    names = context.itinerary.places.items()
    return tuple((Button(str(one.say("name", context.say.language))[:60], f"place:{key}"),) for key, one in names)[:30]
