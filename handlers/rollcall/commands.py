"""/rollcall: one tap each, a live board for those who lead, departure only when nobody is forgotten."""

from datetime import timedelta
from hashlib import blake2s
from typing import Any
from uuid import uuid4

from bot.db import announcements, edits, people, rollcalls
from bot.messages import Button, Reply, Request, bold
from bot.people import Person
from handlers import actions
from handlers.announce import target as targets
from handlers.announce.target import Target
from handlers.context import Context
from handlers.plan import shift
from handlers.rollcall import board, opening, regroup

REASON = "rollcall-reason"
SOON = timedelta(hours=1)
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
        if context.speaker.dialogue.get("step") in {REASON, regroup.PLANNED}:
            await people.change_account(context.tx, context.speaker.id, dialogue=None)
        return [Reply(context.say("rollcall.dropped"), edit=True)]
    if what == "go":
        return await _go(rest, context)
    if what == "regroup":
        return await regroup.confirmed(rest, context)
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
    return await rollcalls.get(context.tx, context.joined.event_id, actions.number(text))


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
