"""/announce: words → whom, when, how → preview as its readers see it → out. The draft lives in the dialogue."""

from collections.abc import Mapping
from datetime import datetime
from secrets import token_hex
from typing import Any

from bot.db import announcements, people
from bot.itinerary import instant
from bot.messages import Button, Reply, Request, Rows, plain
from bot.texts import Say
from handlers import ask, names
from handlers.announce import photo, sending, waiting
from handlers.announce import target as targets
from handlers.announce.target import FIELDS, Reach, Target
from handlers.context import Context
from handlers.plan import wish

LONGEST = 3000
LISTED = 30
READY, WORDS, NAMES, TIME = "announcing", "announce", "announce-names", "announce-at"
Draft = Mapping[str, Any]


async def start(request: Request, context: Context) -> list[Reply]:
    """/announce TEXT, or /announce and the next message."""
    number = 0
    if request.file:
        if not photo.is_photo(request):
            return [Reply(context.say("announce.no_file"))]
        taken = await photo.take(request, context)
        if taken.answer:
            return [taken.answer]
        number = taken.number
    return await _begin(request.text, number, context)


async def _begin(text: str, number: int, context: Context) -> list[Reply]:
    """A new draft with these words and this photo, shown at once; without words it waits for them."""
    text = plain(text).strip()
    if not text:
        await _keep({"step": WORDS, "photo": number}, context)
        return [Reply(context.say("announce.write_to_photo" if number else "announce.write"))]
    longest = photo.LONGEST if number else LONGEST
    if len(text) > longest:
        await _keep({"step": WORDS, "photo": number}, context)
        return [Reply(context.say("announce.too_long", count=len(text), longest=longest))]
    draft = {"step": READY, "token": token_hex(4), "text": text, "photo": number, "target": Target().packed()}
    return await _show(draft | {"important": False, "at": ""}, context)


async def typed(request: Request, context: Context) -> list[Reply]:
    """What was asked for: the words, the names, or the time."""
    draft = context.speaker.dialogue
    if photo.is_photo(request) and draft["step"] != WORDS:
        return await _illustrated(request, draft, context)
    if draft["step"] == WORDS:
        return (
            await start(request, context)
            if request.file
            else await _begin(request.text, draft.get("photo", 0), context)
        )
    if draft["step"] == READY:
        return await ask.question(request, context)
    return await (_named if draft["step"] == NAMES else _timed)(request.text, draft, context)


async def _illustrated(request: Request, draft: Draft, context: Context) -> list[Reply]:
    """A photo for a draft that has its words already."""
    taken = await photo.take(request, context)
    if taken.answer:
        return [taken.answer]
    if len(str(draft["text"])) > photo.LONGEST:
        return [Reply(context.say("announce.too_long", count=len(str(draft["text"])), longest=photo.LONGEST))]
    return await _show({**draft, "step": READY, "photo": taken.number}, context)


async def pressed(request: Request, context: Context) -> list[Reply]:
    """A button of the draft; the last part of its action is the draft's mark."""
    what, *rest = request.action.split(".")
    draft = context.speaker.dialogue
    if not rest or draft.get("token") != rest[-1]:
        return [Reply(toast=context.say("router.stale"))]
    if what == "send":
        return await _send(draft, request.message, context)
    if what == "no":
        await _keep(None, context)
        return [Reply(context.say("announce.dropped"), edit=True)]
    if what in {"names", "at"}:
        await _keep({**draft, "step": NAMES if what == "names" else TIME}, context)
        return [Reply(context.say(f"announce.write_{what}"), edit=True)]
    if what in {"who", "field"}:
        return [await _choose(rest[0] if what == "field" else "", draft, context)]
    return await _changed(what, rest, draft, context)


async def _changed(what: str, rest: list[str], draft: Draft, context: Context) -> list[Reply]:
    """A draft that a button changed, or just its preview again."""
    if what == "important":
        draft = {**draft, "important": not draft["important"]}
    if what == "unread":
        last = await announcements.last_important(context.tx, context.joined.event_id)
        draft = {**draft, "target": Target(targets.UNREAD, (str(last or 0),)).packed()}
    if what == "all":
        draft = {**draft, "target": Target().packed()}
    if what == "pick":
        found = targets.values(rest[0], await people.roster(context.tx, context.joined.event_id))
        if rest[0] not in FIELDS or not rest[1].isdecimal() or int(rest[1]) >= len(found):
            return [Reply(toast=context.say("router.stale"))]
        draft = {**draft, "target": Target(rest[0], (found[int(rest[1])],)).packed()}
    return await _show({**draft, "step": READY}, context, edit=True)


async def _named(text: str, draft: Draft, context: Context) -> list[Reply]:
    roster = await people.roster(context.tx, context.joined.event_id)
    wanted = [one.strip() for one in text.replace("\n", ",").split(",") if one.strip()]
    found = {one: names.matching(one, roster) for one in wanted}
    missing = [one for one, persons in found.items() if not persons]
    if missing or not wanted:
        return [Reply(context.say("announce.no_such_names", names=", ".join(missing)[:500]))]
    ids = dict.fromkeys(str(one.id) for persons in found.values() for one in persons)
    return await _show({**draft, "step": READY, "target": Target("person", tuple(ids)).packed()}, context)


async def _timed(text: str, draft: Draft, context: Context) -> list[Reply]:
    day, rest = wish.day(text.strip() + " ")
    times, itinerary = wish.times(rest), context.itinerary
    days = itinerary.event.days
    if times is None or (day and day > len(days)):
        return [Reply(context.say("announce.write_at"))]
    date = days[day - 1] if day else itinerary.local(context.now).date()
    moment = instant(date, times.start, itinerary.zone)
    if moment <= context.now:
        return [Reply(context.say("announce.time_is_past"))]
    return await _show({**draft, "step": READY, "at": moment.isoformat()}, context)


async def _show(draft: Draft, context: Context, *, edit: bool = False) -> list[Reply]:
    """The preview as its readers see it, with the exact count of those whom it reaches."""
    await _keep(draft, context)
    say, whom = context.say, targets.unpacked(draft["target"])
    found = await reached(whom, context)
    number = int(draft.get("photo", 0))
    # A photo's caption is short and cannot be exchanged with a text: it is shown once, above what can be chosen.
    above = (
        []
        if edit or not number
        else [sending.message(str(draft["text"]), say, picture=await photo.shown(number, context))]
    )
    words = say("announce.with_photo") if number else sending.message(str(draft["text"]), say).text
    lines = [say("announce.preview"), "", words, "", "—"]
    lines.append(say("announce.whom", whom=await described(whom, context), count=len(found.people)))
    if draft["at"]:
        lines.append(say("announce.when", when=_when(draft, context)))
    if draft["important"]:
        lines.append(say("announce.with_receipt"))
    if found.unreached:
        lines.append(say("announce.unreached", count=len(found.unreached), names=listed(found)))
    return [*above, Reply("\n".join(lines), _buttons(draft, found, context), edit=edit)]


def _buttons(draft: Draft, found: Reach, context: Context) -> Rows:
    say, token = context.say, draft["token"]
    key = "announce.send_at" if draft["at"] else "announce.send"
    send = (Button(say(key, count=len(found.people)), f"annc:send.{token}"),) if found.people else ()
    mark = "✓ " if draft["important"] else ""
    more = (
        Button(say("announce.choose"), f"annc:who.{token}"),
        Button(say("announce.later"), f"annc:at.{token}"),
        Button(mark + say("announce.important"), f"annc:important.{token}"),
    )
    return tuple(row for row in (send, more, (Button(say("announce.drop"), f"annc:no.{token}"),)) if row)


async def _choose(field: str, draft: Draft, context: Context) -> Reply:
    """Whom: the fields that people have values in, or the values of one field."""
    say, token = context.say, draft["token"]
    roster = await people.roster(context.tx, context.joined.event_id)
    back = (Button(say("announce.back"), f"annc:back.{token}"),)
    if field in FIELDS:
        found = targets.values(field, roster)
        rows = tuple(
            (Button(_value(field, one, say)[:40], f"annc:pick.{field}.{number}.{token}"),)
            for number, one in enumerate(found)
        )
        return Reply(say("announce.which"), (*rows[:40], back), edit=True)
    known = [one for one in FIELDS if targets.values(one, roster)]
    fields = tuple((Button(say(f"announce.field_{one}"), f"annc:field.{one}.{token}"),) for one in known)
    everybody = (Button(say("announce.everybody"), f"annc:all.{token}"),)
    unread = await announcements.last_important(context.tx, context.joined.event_id)
    again = ((Button(say("announce.not_confirmed"), f"annc:unread.{token}"),),) if unread else ()
    by_name = (Button(say("announce.by_name"), f"annc:names.{token}"),)
    return Reply(say("announce.which"), (everybody, *fields, *again, by_name, back), edit=True)


async def _send(draft: Draft, shown: str, context: Context) -> list[Reply]:
    """Keep it and put it into the outbox."""
    if draft["step"] != READY:
        return [Reply(toast=context.say("router.stale"))]
    whom = targets.unpacked(draft["target"])
    found = await reached(whom, context)
    at = datetime.fromisoformat(draft["at"]) if draft["at"] else context.now
    key = await sending.put(draft, whom, found, max(at, context.now), context)
    await _keep(None, context)
    when = "announce.waits" if at > context.now else "announce.sending"
    text = context.say(when, count=len(found.people), when=_when(draft, context) if draft["at"] else "")
    buttons = ((Button(context.say("announce.result"), f"status:show.{key}"),),)
    reply = Reply(text, (*buttons, (Button(context.say("announce.stop"), f"status:stop.{key}"),)), edit=True)
    me, event_id = context.speaker, context.joined.event_id
    if shown:
        await announcements.watch(context.tx, event_id, key, me.id, context.bot, shown, reply, context.now)
    return [reply]


async def reached(whom: Target, context: Context) -> Reach:
    """Whom it reaches now."""
    return await waiting.reached(whom, context.tx, context.joined.event_id, context.speaker.id)


async def described(whom: Target, context: Context) -> str:
    """Whom it is for, in words."""
    if whom.field == "all":
        return context.say("announce.everybody")
    if whom.field == targets.UNREAD:
        return context.say("announce.not_confirmed")
    if whom.field == "person":
        roster = await people.roster(context.tx, context.joined.event_id)
        found = [one.name for one in roster if whom.includes(one)]
        rest = len(found) - 10
        return ", ".join(found[:10]) + (context.say("announce.and_more", count=rest) if rest > 0 else "")
    return ", ".join(_value(whom.field, one, context.say) for one in whom.values)


def listed(found: Reach) -> str:
    """The names of those whom it does not reach."""
    some = ", ".join(one.name for one in found.unreached[:LISTED])
    return some + (" …" if len(found.unreached) > LISTED else "")


def _value(field: str, value: str, say: Say) -> str:
    return say(f"roles.{value}") if field == "role" else value


def _when(draft: Draft, context: Context) -> str:
    moment = context.itinerary.local(datetime.fromisoformat(str(draft["at"])))
    return f"{context.say.date(moment.date())} {moment:%H:%M}"


async def _keep(draft: Draft | None, context: Context) -> None:
    await people.change_account(context.tx, context.speaker.id, dialogue=dict(draft) if draft else None)
