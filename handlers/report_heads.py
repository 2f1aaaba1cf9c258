"""The lines above a report's title, written by an organizer once the document has its number."""

from bot.db import events, people
from bot.messages import Button, Reply, Request, plain
from handlers.context import Context

STEP = "report-heads"
LONGEST = 500
MOST = 8


async def pressed(request: Request, context: Context) -> list[Reply]:
    """The button under /report, and the one that leaves it."""
    if request.action == "ask":
        await people.change_account(context.tx, context.speaker.id, dialogue={"step": STEP})
        heads = context.itinerary.file.report.heads
        now = ["", context.say("reporting.number_now"), *_lines(heads)] if heads else []
        stop = ((Button(context.say("reporting.number_stop"), "reporthead:stop"),),)
        return [Reply("\n".join([context.say("reporting.ask_number"), *now]), stop)]
    if context.speaker.dialogue.get("step") == STEP:
        await people.change_account(context.tx, context.speaker.id, dialogue=None)
    return [Reply(context.say("reporting.number_left"), edit=True)]


async def typed(request: Request, context: Context) -> list[Reply]:
    """The lines: name and value apart by a colon."""
    heads: dict[str, str] = {}
    written = [one.strip() for one in plain(request.text).replace("：", ":").splitlines() if one.strip()]
    for number, line in enumerate(written, 1):
        name, _, value = (part.strip() for part in line.partition(":"))
        if not name or not value or len(line) > LONGEST or number > MOST:
            return [Reply(context.say("reporting.bad_number", line=number))]
        heads[name] = value
    if not heads:
        return [Reply(context.say("reporting.bad_number", line=1))]
    await events.change_heads(context.tx, context.joined.event_id, heads)
    await people.change_account(context.tx, context.speaker.id, dialogue=None)
    here = {"event_id": context.joined.event_id, "account_id": context.speaker.id}
    await people.note(context.tx, "report.heads", context.now, **here, data={"lines": len(heads)})
    to_report = ((Button(context.say("reporting.back"), "report:menu"),),)
    return [Reply("\n".join([context.say("reporting.number_kept"), *_lines(heads)]), to_report)]


def _lines(heads: dict[str, str]) -> list[str]:
    return [f"{name}: {value}" for name, value in heads.items()]
