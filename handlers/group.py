"""Group chats: bound to an event by an organizer, they hear of changes and departures, and of nothing personal."""

from bot.db import groups, people
from bot.messages import Reply, Request
from handlers.context import Context


async def came(request: Request, context: Context) -> list[Reply]:
    """The bot was added to a group: it greets, and when an organizer added it, the group belongs to their event."""
    if context.person and context.person.may("organizer"):
        return [Reply(context.say("group.hello")), await _bind(request, context)]
    return [Reply(context.say("group.hello"))]


async def bind(request: Request, context: Context) -> list[Reply]:
    """/bind in a group: changes and departures are told there from now on."""
    if request.private:
        return [Reply(context.say("group.only_in_groups"))]
    return [await _bind(request, context)]


async def unbind(request: Request, context: Context) -> list[Reply]:
    """/unbind in a group: nothing is told there any more."""
    if request.private:
        return [Reply(context.say("group.only_in_groups"))]
    if not await groups.unbind(context.tx, context.bot, request.address.chat, context.joined.event_id):
        return [Reply(context.say("group.not_bound"))]
    await _note("group.unbound", context)
    return [Reply(context.say("group.unbound"))]


async def _bind(request: Request, context: Context) -> Reply:
    event = context.itinerary.event
    await groups.bind(context.tx, context.bot, request.address.chat, event.id, event.language, context.now)
    await _note("group.bound", context)
    context.woken = True
    return Reply(context.say("group.bound", title=event.say("title", context.say.language)))


async def _note(action: str, context: Context) -> None:
    here = {"event_id": context.joined.event_id, "account_id": context.speaker.id}
    await people.note(context.tx, action, context.now, **here)
