"""/mydata and /deleteme: what is kept of a person, shown and deleted."""

import json

from bot import retention
from bot.db import people, privacy
from bot.messages import Attachment, Button, Reply, Request, bold
from handlers.context import Context

_SHOWN = ("name", "organisation", "group", "bus", "room", "team", "phone", "language")


async def mydata(request: Request, context: Context) -> list[Reply]:
    """Everything that is kept: in words, and whole as a file."""
    del request
    say = context.say
    kept = await privacy.kept(context.tx, context.speaker.id)
    until = say.date(retention.last_day(context.itinerary))
    person = kept["person"]
    lines = [bold(say("privacy.kept")), say("privacy.account", user=context.speaker.user)]
    lines += [f"· {say(f'roster.column_{one}')}: {person[one]}" for one in _SHOWN if person.get(one)]
    lines += [say("privacy.questions", count=len(kept["questions"]))]
    lines += [f"  “{one['text']}”" for one in kept["questions"][:5]]
    lines += [say(f"privacy.{name}", count=count) for name, count in kept["counts"].items() if count]
    lines += ["", say("privacy.until", until=until)]
    data = json.dumps(kept, ensure_ascii=False, indent=2, default=str).encode()
    button = ((Button(say("privacy.delete"), "deleteme"),),)
    return [Reply("\n".join(lines), button, attachment=Attachment("mydata.json", "application/json", data))]


async def delete(request: Request, context: Context) -> list[Reply]:
    """/deleteme: asks first."""
    del request
    buttons = ((Button(context.say("me.delete_yes"), "delete:yes"),), (Button(context.say("me.stay"), "delete:no"),))
    return [Reply(context.say("me.delete_ask"), buttons)]


async def delete_pressed(request: Request, context: Context) -> list[Reply]:
    """Delete the account, the person, their questions, and what was to be sent to them."""
    if request.action != "yes":
        return [Reply(context.say("me.stayed"), edit=True)]
    person = context.joined
    await privacy.forget(context.tx, context.speaker.id, person.id)
    await people.note(context.tx, "deleted", context.now, event_id=person.event_id)
    return [Reply(context.say("me.deleted"), edit=True, forget=True)]
