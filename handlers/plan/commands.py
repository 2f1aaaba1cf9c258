"""/delay /move /cancel /add: a preview first, then one press changes the plan; another undoes it for ten minutes."""

from collections.abc import Mapping
from dataclasses import replace
from datetime import datetime, timedelta
from secrets import token_hex
from typing import Any

from bot import itinerary as plans
from bot.db import changes as kept
from bot.db import people
from bot.itinerary import Activity
from bot.messages import Button, Reply, Request, Rows, bold
from config import event as file
from handlers import actions, understanding
from handlers.context import Context
from handlers.plan import applying, preview, shift, telling, wish
from handlers.plan.shift import Draft, WishError

STEP = "plan"
Wish = Mapping[str, Any]


async def delay(request: Request, context: Context) -> list[Reply]:
    """/delay 40, /delay 점심 20, /delay -10."""
    found = wish.length(request.text)
    if found is None:
        return [Reply(context.say("plan.how_delay"))]
    words, minutes = found
    row = _named(words, context) if words else shift.anchor(context.itinerary, context.now)
    if row is None:
        return [_unknown(words, context)]
    return await _preview({"kind": "delay", "row": row.key, "minutes": minutes}, context)


async def move(request: Request, context: Context) -> list[Reply]:
    """/move ACTIVITY 14:00 or 14:00-15:00, on its day."""
    times = wish.times(request.text)
    if times is None or not times.before:
        return [Reply(context.say("plan.how_move"))]
    row = _named(times.before, context)
    if row is None:
        return [_unknown(times.before, context)]
    starts_at = _nearest(row.day, times.start, row.starts_at, context)
    ends_at = _moment(row.day, times.end, context) if times.end else None
    if ends_at is not None and ends_at <= starts_at:
        return [Reply(context.say("plan.backwards"))]
    wanted = {"kind": "move", "row": row.key, "start": starts_at.isoformat()}
    return await _preview(wanted | {"end": ends_at.isoformat() if ends_at else ""}, context)


async def cancel(request: Request, context: Context) -> list[Reply]:
    """/cancel ACTIVITY."""
    if not request.text:
        return [Reply(context.say("plan.how_cancel"))]
    row = _named(request.text, context)
    return await _preview({"kind": "cancel", "row": row.key}, context) if row else [_unknown(request.text, context)]


async def add(request: Request, context: Context) -> list[Reply]:
    """/add [2일차] 15:30[-16:00] TITLE [@ PLACE]; the day is today unless it is said."""
    day, text = wish.day(request.text)
    times = wish.times(text)
    title, _, place = (times.after if times else "").partition("@")
    days = len(context.itinerary.event.days)
    wanted = day or context.itinerary.day_of(context.now) or 1
    if times is None or not title.strip() or len(title) > 200 or not 1 <= wanted <= days:
        return [Reply(context.say("plan.how_add"))]
    key = understanding.find_place(place, context.itinerary) if place.strip() else ""
    if key is None:
        return [Reply(context.say("places.unknown", name=place.strip()[:60]))]
    row = {
        "day": wanted,
        "start": times.start,
        "title": title.strip(),
        "kind": "session",
        "places": [key] if key else [],
    }
    row = {**row, "id": f"added-{token_hex(4)}"} | ({"end": times.end} if times.end else {})
    return await _preview({"kind": "add", "row": row}, context)


async def pressed(request: Request, context: Context) -> list[Reply]:
    """A button of a preview: apply it, choose how far it reaches, or leave all as it is."""
    what, _, token = request.action.partition(".")
    draft = context.speaker.dialogue
    if draft.get("step") != STEP or draft.get("token") != token:
        return [Reply(toast=context.say("router.stale"))]
    if what == "no":
        await people.change_account(context.tx, context.speaker.id, dialogue=None)
        return [Reply(context.say("plan.left"), edit=True)]
    if draft["version"] != context.itinerary.version:
        return await _preview(draft["wish"], context, edit=True, head=context.say("plan.moved_meanwhile"))
    if what in {"absorb", "all"}:
        return await _preview({**draft["wish"], "absorb": what == "absorb"}, context, edit=True)
    return await _apply(draft["wish"], context)


async def now_pressed(request: Request, context: Context) -> list[Reply]:
    """Do not wait for further changes: tell people now."""
    change = await _change(request.action, context)
    if change is None or change.notice_id is None or not await kept.hurry(context.tx, change.notice_id, context.now):
        return [Reply(toast=context.say("plan.told_already"))]
    context.woken = True
    await _note("plan.told", change.id, context)
    return [Reply(toast=context.say("plan.told_now"))]


async def undo_pressed(request: Request, context: Context) -> list[Reply]:
    """Take a change back, and tell those who were told."""
    change = await _change(request.action, context)
    if change is None or change.undone_at is not None or context.now - change.created_at > applying.UNDO:
        return [Reply(toast=context.say("plan.too_late_to_undo"))]
    changes = await applying.restoring(change, context)
    if changes is None:
        return [Reply(toast=context.say("plan.changed_since"))]
    if not await applying.apply("undo", changes, context) or not await kept.undone(context.tx, change.id, context.now):
        return [Reply(toast=context.say("plan.changed_since"))]
    lines = [bold(context.say("plan.undone")), *telling.listed(changes, context.itinerary, context.say)]
    return [Reply("\n".join(lines), edit=True)]


async def _apply(wanted: Wish, context: Context) -> list[Reply]:
    try:
        draft = _draft(wanted, context)
    except WishError as error:
        return [_refused(error, context, edit=True)]
    await people.change_account(context.tx, context.speaker.id, dialogue=None)
    done = await applying.apply(str(wanted["kind"]), draft.changes, context)
    if done is None:
        return await _preview(wanted, context, edit=True, head=context.say("plan.moved_meanwhile"))
    change, notice = done
    lines = [bold(context.say("plan.applied")), *telling.listed(draft.changes, context.itinerary, context.say)]
    lines += ["", context.say("plan.gathering" if notice else "plan.nobody_to_tell")]
    tell = ((Button(context.say("plan.tell_now"), f"plannow:{change}"),),) if notice else ()
    undo = ((Button(context.say("plan.undo"), f"planundo:{change}"),),)
    return [Reply("\n".join(lines), (*tell, *undo), edit=True)]


async def _preview(wanted: Wish, context: Context, *, edit: bool = False, head: str = "") -> list[Reply]:
    """Show what a wish would do; it is kept with the version that it was reckoned on until a button decides."""
    try:
        draft = _draft(wanted, context)
    except WishError as error:
        return [_refused(error, context, edit=edit)]
    token, event = token_hex(4), context.itinerary.event.id
    kept_wish = {"step": STEP, "token": token, "version": context.itinerary.version, "wish": dict(wanted)}
    await people.change_account(context.tx, context.speaker.id, dialogue=kept_wish)
    starts = {one.key: one.before.starts_at for one in draft.changes if one.before and _starts_otherwise(one)}
    reminded = await kept.reminded(context.tx, event, starts)
    unreached = len(await kept.without_account(context.tx, event))
    text = preview.text(draft, context.itinerary, context.say, reminded, unreached)
    return [Reply("\n\n".join(part for part in (head, text) if part), _buttons(wanted, token, context), edit=edit)]


def _starts_otherwise(change: shift.Change) -> bool:
    return change.before is not None and (change.before.starts_at != change.after.starts_at or change.after.cancelled)


def _buttons(wanted: Wish, token: str, context: Context) -> Rows:
    yes = (Button(context.say("plan.apply"), f"plan:yes.{token}"),)
    no = (Button(context.say("plan.leave"), f"plan:no.{token}"),)
    if not _choice(wanted, context):
        return (yes, no)
    what = "all" if wanted.get("absorb") else "absorb"
    return (yes, (Button(context.say(f"plan.{what}"), f"plan:{what}.{token}"),), no)


def _choice(wanted: Wish, context: Context) -> bool:
    """Whether free time on the way makes a difference to a delay."""
    if wanted["kind"] != "delay" or wanted["minutes"] < 0:
        return False
    both = [_draft({**wanted, "absorb": one}, context).changes for one in (False, True)]
    return both[0] != both[1]


def _draft(wanted: Wish, context: Context) -> Draft:
    itinerary, now = context.itinerary, context.now
    if wanted["kind"] == "delay":
        by = timedelta(minutes=wanted["minutes"])
        return shift.delay(itinerary, wanted["row"], by, now, absorb=bool(wanted.get("absorb")))
    if wanted["kind"] == "move":
        end = datetime.fromisoformat(wanted["end"]) if wanted["end"] else None
        return shift.move(itinerary, wanted["row"], datetime.fromisoformat(wanted["start"]), end, now)
    if wanted["kind"] == "cancel":
        return shift.cancel(itinerary, wanted["row"], now)
    row = file.Activity.model_validate(wanted["row"])
    return shift.add(itinerary, _with_end(plans.activity(str(row.id), row, itinerary.event)), now)


def _with_end(row: Activity) -> Activity:
    """A row that ends before it begins ends on the next day."""
    late = row.ends_at is not None and row.ends_at <= row.starts_at
    return replace(row, ends_at=row.ends_at + timedelta(days=1)) if late and row.ends_at else row


def _named(words: str, context: Context) -> Activity | None:
    """The row that these words name: its exact title, else as a question would find it."""
    bare = "".join(words.split()).casefold()
    for one in context.itinerary.activities:
        if one.key == words or "".join(one.row.title.split()).casefold() == bare:
            ahead = [same for same in context.itinerary.activities if same.row.title == one.row.title]
            return next((same for same in ahead if (same.ends_at or same.starts_at) > context.now), one)
    key = understanding.find_activity(words, context.itinerary, context.now)
    return context.itinerary.find(key) if key else None


def _moment(day: int, clock: str, context: Context) -> datetime:
    return plans.instant(context.itinerary.event.days[day - 1], clock, context.itinerary.zone)


def _nearest(day: int, clock: str, before: datetime, context: Context) -> datetime:
    """Of 3시 in the morning and in the afternoon the one nearer to where the row is now; 03:00 is what it says."""
    moment = _moment(day, clock, context)
    hour = int(clock[:2])
    if not 1 <= hour <= 11:
        return moment
    return min((moment, moment + timedelta(hours=12)), key=lambda one: abs(one - before))


async def _change(action: str, context: Context) -> Any:  # noqa: ANN401 - a row of PlanChange's columns
    change = await kept.get(context.tx, actions.number(action))
    return change if change and change.event_id == context.itinerary.event.id else None


async def _note(action: str, change: int, context: Context) -> None:
    values = {"event_id": context.itinerary.event.id, "account_id": context.speaker.id, "data": {"change": change}}
    await people.note(context.tx, action, context.now, **values)


def _unknown(words: str, context: Context) -> Reply:
    if not words:
        return Reply(context.say("schedule.nothing_next"))
    return Reply(context.say("plan.unknown", name=words[:60]))


def _refused(error: WishError, context: Context, *, edit: bool) -> Reply:
    reason, row = error.args
    title = row.row.say("title", context.say.language) if row else ""
    return Reply(context.say(f"plan.error_{reason}", title=title), edit=edit)
