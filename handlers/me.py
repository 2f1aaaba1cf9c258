"""/me, /leave and /deleteme: what concerns the person alone."""

from bot.db import people
from bot.messages import Button, Keyboard, Reply, Request, bold
from bot.people import Person
from handlers import views
from handlers.audience import mine
from handlers.context import Context


async def card(request: Request, context: Context) -> list[Reply]:
    """The person's card: bus, room and room mates, team, and what is next."""
    del request
    return [await card_reply(context)]


async def card_reply(context: Context, keyboard: Keyboard | None = None) -> Reply:
    """The card as a reply; with the persistent keyboard when one is given."""
    person, say = context.joined, context.say
    title = bold(str(context.itinerary.event.say("title", say.language)))
    lines = [title, say("me.name", name=person.name), *_facts(person, context)]
    mates = await people.sharing(context.tx, person, "room")
    if mates:
        lines.append(say("me.mates", names=", ".join(one.name for one in mates)))
    return Reply("\n".join([*lines, "", _coming(context)]), keyboard=keyboard)


def _facts(person: Person, context: Context) -> list[str]:
    known = ("organisation", "group", "bus", "room", "team")
    lines = [context.say(f"me.{one}", value=getattr(person, one)) for one in known if getattr(person, one)]
    if person.role != "participant":
        lines.append(context.say("me.role", value=context.say(f"roles.{person.role}")))
    missing = [one for one in ("bus", "room", "team") if not getattr(person, one)]
    if missing:
        lines.append(context.say("me.unassigned", what=", ".join(context.say(f"me.word_{one}") for one in missing)))
    return lines


def _coming(context: Context) -> str:
    rows = mine(context.itinerary.activities, context.joined)
    coming = next((one for one in rows if one.starts_at > context.now), None)
    if coming is None:
        return context.say("schedule.over")
    left = context.say.length(coming.starts_at - context.now)
    return context.say("schedule.next", left=left) + "\n" + views.card(coming, context.itinerary, context.say)


async def leave(request: Request, context: Context) -> list[Reply]:
    """/leave: asks first."""
    del request
    buttons = ((Button(context.say("me.leave_yes"), "leave:yes"),), (Button(context.say("me.stay"), "leave:no"),))
    return [Reply(context.say("me.leave_ask"), buttons)]


async def leave_pressed(request: Request, context: Context) -> list[Reply]:
    """Leave the event: no more reminders; the roster's entry stays for the organizers."""
    if request.action != "yes":
        return [Reply(context.say("me.stayed"), edit=True)]
    await people.change_account(context.tx, context.speaker.id, person_id=None, dialogue=None, focus=None)
    await people.note(context.tx, "left", context.now, event_id=context.joined.event_id, account_id=context.speaker.id)
    return [Reply(context.say("me.left"), edit=True)]


async def delete(request: Request, context: Context) -> list[Reply]:
    """/deleteme: asks first."""
    del request
    buttons = ((Button(context.say("me.delete_yes"), "delete:yes"),), (Button(context.say("me.stay"), "delete:no"),))
    return [Reply(context.say("me.delete_ask"), buttons)]


async def delete_pressed(request: Request, context: Context) -> list[Reply]:
    """Delete the account, the person and what was to be sent to them."""
    if request.action != "yes":
        return [Reply(context.say("me.stayed"), edit=True)]
    person = context.joined
    await people.forget_account(context.tx, context.speaker.id)
    await people.forget_person(context.tx, person.id)
    await people.note(context.tx, "deleted", context.now, event_id=person.event_id)
    return [Reply(context.say("me.deleted"), edit=True)]
