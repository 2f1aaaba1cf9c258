"""/now /next /today /tomorrow /day /plan and the calendar file."""

import re

from bot.itinerary import Activity
from bot.messages import Attachment, Button, Reply, Request
from handlers import actions, views
from handlers.audience import mine
from handlers.context import Context


async def now(request: Request, context: Context) -> list[Reply]:
    """What is on, and what comes next."""
    del request
    rows = _mine(context)
    running = [one for one in rows if views.is_running(one, context.itinerary, context.now)]
    if not running:
        return [Reply(_quiet(context, rows))]
    cards = [views.card(one, context.itinerary, context.say) for one in running]
    return [Reply("\n\n".join([context.say("schedule.now"), *cards]))]


async def following(request: Request, context: Context) -> list[Reply]:
    """The next activity, and how long until then."""
    del request
    rows = _mine(context)
    coming = [one for one in rows if one.starts_at > context.now]
    if not coming:
        return [Reply(context.say("schedule.nothing_next"))]
    first = [one for one in coming if one.starts_at == coming[0].starts_at]
    left = context.say.length(coming[0].starts_at - context.now)
    cards = [views.card(one, context.itinerary, context.say) for one in first]
    return [Reply("\n\n".join([context.say("schedule.next", left=left), *cards]))]


async def today(request: Request, context: Context) -> list[Reply]:
    """Today's list, or when the event is."""
    del request
    return [_day_or_dates(context, 0)]


async def tomorrow(request: Request, context: Context) -> list[Reply]:
    """Tomorrow's list, or when the event is."""
    del request
    return [_day_or_dates(context, 1)]


async def day(request: Request, context: Context) -> list[Reply]:
    """/day 2."""
    number = re.search(r"\d+", request.text)
    wanted = int(number[0]) if number else context.itinerary.day_of(context.now) or 1
    return [_day(wanted, context)]


async def day_pressed(request: Request, context: Context) -> list[Reply]:
    """Walk to another day, in place."""
    wanted = actions.number(request.action)
    reply = _day(wanted, context)
    return [Reply(reply.text, reply.buttons, edit=True)]


async def plan(request: Request, context: Context) -> list[Reply]:
    """All days at once where they fit one message, else the first with buttons to the others."""
    del request
    days = range(1, len(context.itinerary.event.days) + 1)
    texts = [_day_text(one, context) for one in days]
    whole = "\n\n".join(texts)
    if len(whole) > 3500:
        return [_day(context.itinerary.day_of(context.now) or 1, context)]
    return [Reply(whole, ((Button(context.say("schedule.calendar_button"), "ics"),),))]


async def row_pressed(request: Request, context: Context) -> list[Reply]:
    """One activity's card."""
    found = context.itinerary.find(request.action)
    if found is None or found.cancelled:
        return [Reply(toast=context.say("router.stale"))]
    return [Reply(views.card(found, context.itinerary, context.say))]


async def calendar(request: Request, context: Context) -> list[Reply]:
    """The person's plan as a file for their calendar."""
    from bot.calendar_file import calendar_file  # noqa: PLC0415 - slow to import, seldom asked for

    del request
    data = calendar_file(context.itinerary, _mine(context), context.say.language, context.now)
    name = f"{context.itinerary.event.id}.ics"
    return [Reply(context.say("schedule.calendar"), attachment=Attachment(name, "text/calendar", data))]


def _mine(context: Context) -> list[Activity]:
    return mine(context.itinerary.activities, context.joined)


def _day_text(number: int, context: Context) -> str:
    rows = [one for one in _mine(context) if one.day == number]
    return views.day_text(number, rows, context.itinerary, context.say, context.now)


def _day(number: int, context: Context) -> Reply:
    count = len(context.itinerary.event.days)
    if not 1 <= number <= count:
        return Reply(
            context.say("schedule.no_such_day", days=count), views.day_buttons(0, context.itinerary, context.say)
        )
    text = _day_text(number, context)
    while len(text) > 3900:
        text = text.rpartition("\n")[0]
    return Reply(text, views.day_buttons(number, context.itinerary, context.say))


def _day_or_dates(context: Context, offset: int) -> Reply:
    days = context.itinerary.event.days
    wanted = context.itinerary.local(context.now).date().toordinal() + offset
    numbers = [number for number, one in enumerate(days, 1) if one.toordinal() == wanted]
    if numbers:
        return _day(numbers[0], context)
    key = "schedule.before" if wanted < days[0].toordinal() else "schedule.after"
    first, last = context.say.date(days[0]), context.say.date(days[-1])
    buttons = views.day_buttons(0, context.itinerary, context.say)
    return Reply(context.say(key, first=first, last=last), buttons)


def _quiet(context: Context, rows: list[Activity]) -> str:
    coming = [one for one in rows if one.starts_at > context.now]
    if not coming:
        return context.say("schedule.over")
    left = context.say.length(coming[0].starts_at - context.now)
    return context.say("schedule.not_now", left=left) + "\n\n" + views.card(coming[0], context.itinerary, context.say)
