"""/regroup 11:40 PLACE: the call to come together, a reminder five minutes before, and a roll call then."""

from collections.abc import Mapping
from datetime import datetime, timedelta
from secrets import token_hex
from uuid import uuid4

from bot.db import people, readers
from bot.db.notices import Note
from bot.itinerary import instant
from bot.messages import Button, Reply, Request, bold
from handlers import understanding, views
from handlers.announce import target as targets
from handlers.announce.target import Target
from handlers.context import Context
from handlers.plan import wish
from handlers.rollcall import opening

PLANNED = "regrouping"
REMINDED = timedelta(minutes=5)


async def start(request: Request, context: Context) -> list[Reply]:
    """/regroup 11:40 PLACE: shown first."""
    times = wish.times(request.text)
    if times is None or not (times.after or times.before):
        return [Reply(context.say("rollcall.how_regroup"))]
    place = (times.after or times.before)[:100]
    moment = instant(context.itinerary.local(context.now).date(), times.start, context.itinerary.zone)
    if moment <= context.now:
        return [Reply(context.say("announce.time_is_past"))]
    token = token_hex(4)
    dialogue = {"step": PLANNED, "token": token, "at": moment.isoformat(), "place": place}
    await people.change_account(context.tx, context.speaker.id, dialogue=dialogue)
    found = await _reached(context)
    shown = [
        context.say("announce.preview"),
        "",
        _call_to(moment, place, context, context.say.language, context.now).text,
        "",
        "—",
    ]
    shown.append(context.say("announce.whom", whom=_whom(context), count=len(found.people)))
    yes = (Button(context.say("announce.send", count=len(found.people)), f"roll:regroup.{token}"),)
    return [Reply("\n".join(shown), (yes, (Button(context.say("rollcall.drop"), "roll:no"),)))]


async def confirmed(rest: list[str], context: Context) -> list[Reply]:
    """The call, the reminder and the roll call go into the outbox together, each for its time."""
    kept = context.speaker.dialogue
    if kept.get("step") != PLANNED or [kept.get("token")] != rest:
        return [Reply(toast=context.say("router.stale"))]
    await people.change_account(context.tx, context.speaker.id, dialogue=None)
    moment, place, found = datetime.fromisoformat(kept["at"]), str(kept["place"]), await _reached(context)
    remind_at = max(context.now, moment - REMINDED)
    for due in dict.fromkeys((context.now, remind_at)):
        said = {key: _call_to(moment, place, context, key, due) for key in context.texts}
        await _out(said, due, moment, found, context)
    if pins := _pins(place, context):
        await _out(pins, context.now, moment, found, context)
    call = await opening.open_call(
        context.tx, context.itinerary, context.texts, context.now, key=f"regroup:{uuid4().hex}",
        target=_mine(context), title=f"{context.say.clock(moment, context.itinerary.zone)} {place}"[:200],
        at=moment, by=context.speaker.id,
    )  # fmt: skip
    here = {"event_id": context.joined.event_id, "account_id": context.speaker.id}
    await people.note(context.tx, "regroup", context.now, **here, data={"rollcall": call})
    context.woken = True
    return [Reply(context.say("announce.sending", count=len(found.people), when=""), edit=True)]


async def _out(
    said: Mapping[str, Reply], due: datetime, moment: datetime, found: targets.Reach, context: Context
) -> None:
    """One notice to everybody meant, of no use after `moment`."""
    note = Note(f"regroup:{uuid4().hex}", "announcement", 1, must=True, due_at=due, expires_at=moment)
    event = context.itinerary.event
    await readers.send(context.tx, event.id, note, said, event.language, found.readers, context.now)


def _pins(place: str, context: Context) -> dict[str, Reply]:
    """The place on a map, a message of its own; empty where its coordinates are not known."""
    key = understanding.find_place(place, context.itinerary)
    known = context.itinerary.places[key] if key else None
    pins = {language: views.venue(known, say) if known else None for language, say in context.texts.items()}
    return {language: Reply(venue=pin) for language, pin in pins.items() if pin}


def _call_to(moment: datetime, place: str, context: Context, language: str, now: datetime) -> Reply:
    """When and where to come together and how long it is until then, with links to maps where the place is known."""
    say, itinerary = context.texts[language], context.itinerary
    key = understanding.find_place(place, itinerary)
    known = itinerary.places[key] if key else None
    text = bold(say("rollcall.regroup", time=say.clock(moment, itinerary.zone), place=place))
    buttons = views.map_buttons(known, say) if known else ()
    left = say("rollcall.left", minutes=max(1, round((moment - now).total_seconds() / 60)))
    return Reply("\n".join([text, left, *([known.address] if known and known.address else [])]), buttons)


async def _reached(context: Context) -> targets.Reach:
    event_id = context.joined.event_id
    roster = await people.roster(context.tx, event_id)
    return targets.reach(_mine(context), roster, await readers.readers(context.tx, event_id), context.speaker.id)


def _mine(context: Context) -> Target:
    """Everybody for an organizer; for a leader those of the own bus, else of the own team."""
    me = context.joined
    if me.may("organizer") or not (me.bus or me.team):
        return Target()
    return Target("bus", (me.bus,)) if me.bus else Target("team", (me.team,))


def _whom(context: Context) -> str:
    whom = _mine(context)
    return ", ".join(whom.values) if whom.values else context.say("announce.everybody")
