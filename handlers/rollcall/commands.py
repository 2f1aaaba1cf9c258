"""/rollcall and /regroup: one tap each, a live board for those who lead, departure only when nobody is forgotten."""

from collections.abc import Mapping
from datetime import datetime, timedelta
from hashlib import blake2s
from secrets import token_hex
from typing import Any
from uuid import uuid4

from bot.db import announcements, edits, notices, people, readers, rollcalls
from bot.db.notices import Note
from bot.itinerary import instant
from bot.messages import Button, Reply, Request, bold
from bot.people import Person
from handlers import understanding, views
from handlers.announce import target as targets
from handlers.announce.target import Target
from handlers.context import Context
from handlers.plan import shift, wish
from handlers.rollcall import board, opening

REASON, PLANNED = "rollcall-reason", "regrouping"
SOON = timedelta(hours=1)
REMINDED = timedelta(minutes=5)
CHOICES = ("all", "bus", "team")


async def start(request: Request, context: Context) -> list[Reply]:
    """/rollcall [BUS or TEAM]: whom to count; a press begins."""
    roster = await people.roster(context.tx, context.joined.event_id)
    choices = [one for one in _choices(roster) if opening.leads(context.joined, one)]
    if context.joined.role == "leader":
        choices = [one for one in choices if one.field != "all"] or choices
    wanted = "".join(request.text.split())
    found = [one for one in choices if wanted and "".join(one.values).replace(" ", "") == wanted] or choices
    rows = tuple((Button(_label(one, roster, context), f"roll:go.{one.field}.{_mark(one, context)}"),) for one in found)
    return [Reply(context.say("rollcall.whom"), (*rows[:30], (Button(context.say("rollcall.drop"), "roll:no"),)))]


async def here(request: Request, context: Context) -> list[Reply]:
    """Somebody says that they are there."""
    call = await _call(request.action, context)
    if call is None or not targets.unpacked(call.audience).includes(context.joined):
        return [Reply(toast=context.say("router.stale"))]
    if call.closed_at:
        return [Reply(toast=context.say("rollcall.too_late"))]
    await rollcalls.mark(context.tx, call.id, context.joined.id, "present", by=context.speaker.id, now=context.now)
    await _refresh(call, context)
    if opening.leads(context.joined, targets.unpacked(call.audience)):
        return [Reply(toast=context.say("rollcall.noted", name=context.joined.name))]
    title = opening.titled(call, context.itinerary, context.say)
    return [Reply(context.say("rollcall.thanks", title=title), edit=True)]


async def pressed(request: Request, context: Context) -> list[Reply]:
    """A button of a leader's or an organizer's."""
    what, *rest = request.action.split(".")
    if what == "no":
        if context.speaker.dialogue.get("step") in {REASON, PLANNED}:
            await people.change_account(context.tx, context.speaker.id, dialogue=None)
        return [Reply(context.say("rollcall.dropped"), edit=True)]
    if what == "go":
        return await _go(rest, context)
    if what == "regroup":
        return await _regroup(rest, context)
    call = await _call(rest[0] if rest else "", context)
    if call is None or call.closed_at or what not in _PRESSED:
        return [Reply(toast=context.say("router.stale"))]
    if not opening.leads(context.joined, targets.unpacked(call.audience)):
        return [Reply(toast=context.say("router.not_allowed"))]
    return await _PRESSED[what](call, rest[1:], context)


async def reasoned(request: Request, context: Context) -> list[Reply]:
    """Why they leave without the missing, who are marked by name."""
    kept = context.speaker.dialogue
    await people.change_account(context.tx, context.speaker.id, dialogue=None)
    call = await _call(str(kept.get("rollcall", "")), context)
    if call is None or not opening.leads(context.joined, targets.unpacked(call.audience)):
        return [Reply(context.say("router.not_allowed"))]
    if not await rollcalls.close(context.tx, call.id, request.text.strip()[:300], context.now):
        return [Reply(context.say("rollcall.too_late"))]
    for one in await _missing(call, context):
        await rollcalls.mark(context.tx, call.id, one.id, "absent", by=context.speaker.id, now=context.now)
    return await _departed(call, context)


async def regroup(request: Request, context: Context) -> list[Reply]:
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


async def _go(rest: list[str], context: Context) -> list[Reply]:
    roster = await people.roster(context.tx, context.joined.event_id)
    found = [one for one in _choices(roster) if [one.field, _mark(one, context)] == rest]
    if not found or not opening.leads(context.joined, found[0]):
        return [Reply(toast=context.say("router.stale"))]
    row = _activity(context)
    for one in await rollcalls.running(context.tx, context.joined.event_id):
        if one.audience == found[0].packed() and one.activity == row and one.opens_at <= context.now:
            return [Reply(toast=context.say("rollcall.runs"))]
    call = await opening.open_call(
        context.tx, context.itinerary, context.texts, context.now,
        key=f"asked:{uuid4().hex}", target=found[0], activity=row, by=context.speaker.id,
    )  # fmt: skip
    await _note("rollcall.opened", call, context)
    context.woken = True
    return [Reply(context.say("rollcall.opened", count=sum(found[0].includes(one) for one in roster)), edit=True)]


def _mark(target: Target, context: Context) -> str:
    """What tells a choice from that of another event, and from a bus of another name."""
    return blake2s(repr((context.joined.event_id, target)).encode(), digest_size=6).hexdigest()


async def _tick(call: Any, rest: list[str], context: Context) -> list[Reply]:  # noqa: ANN401 - a row of Rollcall
    return await _marked(call, rest, "present", context)


async def _excused(call: Any, rest: list[str], context: Context) -> list[Reply]:  # noqa: ANN401 - as `_tick`
    return await _marked(call, rest, "excused", context)


async def _marked(call: Any, rest: list[str], state: str, context: Context) -> list[Reply]:  # noqa: ANN401 - as `_tick`
    """Tick somebody, who may have no account."""
    person = next((one for one in await _meant(call, context) if [str(one.id)] == rest), None)
    if person is None:
        return [Reply(toast=context.say("router.stale"))]
    await rollcalls.mark(context.tx, call.id, person.id, state, by=context.speaker.id, now=context.now)
    data = {"rollcall": call.id, "person": person.id, "state": state}
    event_id = context.joined.event_id
    await people.note(
        context.tx, "attendance.marked", context.now, event_id=event_id, account_id=context.speaker.id, data=data
    )
    await _refresh(call, context)
    key = "rollcall.noted" if state == "present" else "rollcall.noted_excused"
    return [Reply(toast=context.say(key, name=person.name))]


async def _list(call: Any, rest: list[str], context: Context) -> list[Reply]:  # noqa: ANN401 - as `_tick`
    del rest
    left = await _missing(call, context)
    rows = tuple((Button(one.name[:40], f"roll:excuse.{call.id}.{one.id}"),) for one in left[:60])
    return [Reply(context.say("rollcall.whom_excuse"), rows)] if rows else [Reply(toast=context.say("rollcall.all"))]


async def _calls(call: Any, rest: list[str], context: Context) -> list[Reply]:  # noqa: ANN401 - as `_tick`
    """The missing with their phones; a leader sees those of the own bus or team. That they were read is noted."""
    del rest
    me, left = context.joined, await _missing(call, context)
    if not me.may("organizer"):
        left = [one for one in left if (me.bus and one.bus == me.bus) or (me.team and one.team == me.team)]
    if not left:
        return [Reply(toast=context.say("rollcall.nobody_to_call"))]
    phones = await announcements.phones(context.tx, [one.id for one in left])
    await _note("phones.read", call.id, context)
    lines = [f"· {one.name} {phones.get(one.id, context.say('announce.no_phone'))}" for one in left]
    return [Reply("\n".join([bold(context.say("announce.calls")), *lines]))]


async def _depart(call: Any, rest: list[str], context: Context) -> list[Reply]:  # noqa: ANN401 - as `_tick`
    """Departure at once when nobody is missing; else the reason is asked first."""
    del rest
    left = await _missing(call, context)
    if left:
        await people.change_account(context.tx, context.speaker.id, dialogue={"step": REASON, "rollcall": call.id})
        text = context.say("rollcall.why", count=len(left), names=", ".join(one.name for one in left))
        return [Reply(text, ((Button(context.say("rollcall.drop"), "roll:no"),),))]
    if not await rollcalls.close(context.tx, call.id, "", context.now):
        return [Reply(toast=context.say("router.stale"))]
    return await _departed(call, context)


async def _departed(call: Any, context: Context) -> list[Reply]:  # noqa: ANN401 - as `_tick`
    await _note("rollcall.closed", call.id, context)
    await _refresh(call, context)
    return [Reply(context.say("rollcall.departed"))]


async def _regroup(rest: list[str], context: Context) -> list[Reply]:
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
    await _note("regroup", call, context)
    context.woken = True
    return [Reply(context.say("announce.sending", count=len(found.people), when=""), edit=True)]


async def _out(
    said: Mapping[str, Reply], due: datetime, moment: datetime, found: targets.Reach, context: Context
) -> None:
    """One notice to everybody meant, of no use after `moment`."""
    note = Note(f"regroup:{uuid4().hex}", "announcement", 1, must=True, due_at=due, expires_at=moment)
    notice_id = await notices.add(context.tx, context.joined.event_id, note, context.now)
    assert notice_id is not None  # noqa: S101 - the key is new
    ids = await notices.say(context.tx, notice_id, said)
    home = ids[context.itinerary.event.language]
    to = {one: ids.get(one.language, home) for one in found.readers}
    await readers.deliver(context.tx, notice_id, note, to, context.now)


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


def _activity(context: Context) -> str:
    """What the roll call is for: the ride that leaves within the hour, else what is on or next."""
    soon = context.now + SOON
    rides = [one for one in context.itinerary.activities if one.row.kind == "transport"]
    leaving = next((one for one in rides if context.now < one.starts_at <= soon), None)
    row = leaving or shift.anchor(context.itinerary, context.now)
    return row.key if row else ""


def _choices(roster: list[Person]) -> list[Target]:
    some = [Target(field, (one,)) for field in CHOICES[1:] for one in targets.values(field, roster)]
    return [Target(), *some]


def _label(one: Target, roster: list[Person], context: Context) -> str:
    name = ", ".join(one.values) or context.say("announce.everybody")
    return context.say("rollcall.begin", whom=name[:30], count=sum(one.includes(person) for person in roster))


async def _call(text: str, context: Context) -> Any:  # noqa: ANN401 - a row of Rollcall's columns
    return await rollcalls.get(context.tx, context.joined.event_id, int(text)) if text.isdecimal() else None


async def _meant(call: Any, context: Context) -> list[Person]:  # noqa: ANN401 - as `_tick`
    target = targets.unpacked(call.audience)
    return [one for one in await people.roster(context.tx, context.joined.event_id) if target.includes(one)]


async def _missing(call: Any, context: Context) -> list[Person]:  # noqa: ANN401 - as `_tick`
    return board.missing(await _meant(call, context), await rollcalls.marks(context.tx, call.id))


async def _refresh(call: Any, context: Context) -> None:  # noqa: ANN401 - as `_tick`
    """Let every board show how things are now."""
    now_so = await rollcalls.get(context.tx, context.joined.event_id, call.id)
    if now_so.board_id is None:
        return
    meant, marks = await _meant(call, context), await rollcalls.marks(context.tx, call.id)
    said = {
        key: board.board(now_so, opening.titled(now_so, context.itinerary, say), meant, marks, say)
        for key, say in context.texts.items()
    }
    await edits.change(context.tx, now_so.board_id, said, context.now)
    context.woken = True


async def _note(action: str, call: int | None, context: Context) -> None:
    values = {"event_id": context.joined.event_id, "account_id": context.speaker.id, "data": {"rollcall": call}}
    await people.note(context.tx, action, context.now, **values)


_PRESSED = {"tick": _tick, "excuse": _excused, "list": _list, "calls": _calls, "depart": _depart}
