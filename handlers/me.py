"""/me and /leave: what concerns the person alone."""

from bot.db import people, photos
from bot.messages import Button, Keyboard, Reply, Request
from handlers import cards, views
from handlers.audience import mine
from handlers.context import Context


async def card(request: Request, context: Context) -> list[Reply]:
    """The person's card: bus, room and room mates, team, leaders."""
    del request
    return [await card_reply(context)]


async def card_reply(context: Context, keyboard: Keyboard | None = None) -> Reply:
    """The card, with the persistent keyboard when one is given; the first one is pinned and kept up to date."""
    person = context.joined
    mates = await people.sharing(context.tx, person, "room")
    leaders = await people.leaders(context.tx, person)
    text = cards.card(person, [one.name for one in mates], leaders, context.itinerary, context.say)
    first = not context.speaker.card
    if first:
        await people.change_account(context.tx, context.speaker.id, card_mark=cards.mark(text))
    return Reply(text, keyboard=keyboard, pin=first)


def coming(context: Context) -> str:
    """What is next for the person."""
    rows = mine(context.itinerary.activities, context.joined)
    row = next((one for one in rows if one.starts_at > context.now), None)
    if row is None:
        return context.say("schedule.over")
    left = context.say.length(row.starts_at - context.now)
    return context.say("schedule.next", left=left) + "\n" + views.card(row, context.itinerary, context.say)


async def leave(request: Request, context: Context) -> list[Reply]:
    """/leave: asks first."""
    del request
    buttons = ((Button(context.say("me.leave_yes"), "leave:yes"),), (Button(context.say("me.stay"), "leave:no"),))
    text, count = context.say("me.leave_ask"), len(await photos.mine(context.tx, context.joined.id))
    return [Reply(f"{text}\n\n{context.say('photos.leaving', count=count)}" if count else text, buttons)]


async def leave_pressed(request: Request, context: Context) -> list[Reply]:
    """Leave the event: no more reminders; the roster's entry stays for the organizers."""
    if request.action != "yes":
        return [Reply(context.say("me.stayed"), edit=True)]
    await people.change_account(context.tx, context.speaker.id, person_id=None, dialogue=None, focus=None)
    await people.note(context.tx, "left", context.now, event_id=context.joined.event_id, account_id=context.speaker.id)
    return [Reply(context.say("me.left"), edit=True)]
