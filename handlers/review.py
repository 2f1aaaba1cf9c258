"""/review: the evaluation's lines under their headings, with who said so; organizers accept, edit, move, merge, drop.

Every button holds the mark of the line as it was shown: when another organizer changed it since, the press is refused
and the line shown anew.
"""

from dataclasses import replace
from hashlib import blake2s

from bot.db import feedback, people, themes
from bot.db.themes import LONGEST, Row
from bot.feedback import HEADINGS, Heading
from bot.messages import Reply, Request
from bot.polishing import asked
from handlers import actions
from handlers import review_views as views
from handlers.context import Context

EDIT, OWN = "review.edit", "review.own"


async def start(request: Request, context: Context) -> list[Reply]:
    """/review: how many lines there are under each heading."""
    del request
    return [await _front(context, edit=False)]


async def pressed(request: Request, context: Context) -> list[Reply]:
    """A button: `verb.argument.argument`."""
    verb, *rest = request.action.split(".")
    if not await themes.refresh(context.tx, context.joined.event_id, context.now):
        return [await _early(context)]
    if verb in {"", "front"}:
        return [await _front(context, edit=bool(verb))]
    rows = await themes.listed(context.tx, context.joined.event_id, lock=True)
    if verb in _PAGES:
        return await _PAGES[verb](rest, rows, context)
    shown = _shown(rest, rows)
    if verb not in _DEEDS or shown is None:
        return _stale(context)
    return await _DEEDS[verb](shown, rest[2:], rows, context)


async def typed(request: Request, context: Context) -> list[Reply]:
    """The words of a line: of one that is edited, or of the organizer's own."""
    dialogue, event = context.speaker.dialogue, context.joined.event_id
    await people.change_account(context.tx, context.speaker.id, dialogue=None)
    line = " ".join(request.text.split())
    if not line or request.text.startswith("/") or len(line) > LONGEST // 2:
        return [Reply(context.say("review.not_kept", longest=LONGEST // 2))]
    if dialogue["step"] == OWN:
        number = await themes.write(context.tx, event, dialogue["heading"], line)
    else:
        rows = await themes.listed(context.tx, event, lock=True)
        shown = _shown([str(dialogue["theme"]), dialogue["mark"]], rows)
        if shown is None:
            return [Reply(context.say("review.changed"))]
        number = shown.id
        await themes.change(context.tx, event, number, line=line, state="accepted")
    await _note(context, "edit" if dialogue["step"] == EDIT else "own")
    return [_one(number, await themes.listed(context.tx, event), context, edit=False)]


def mark(row: Row) -> str:
    """What a button remembers of a line."""
    said = (row.id, row.heading, row.line, row.state, row.points)
    return blake2s(repr(said).encode(), digest_size=3).hexdigest()


def _shown(rest: list[str], rows: list[Row]) -> Row | None:
    """The line that a button means, if it is still as it was."""
    if len(rest) < 2:
        return None
    return next((one for one in rows if one.id == actions.number(rest[0]) and mark(one) == rest[1]), None)


def _stale(context: Context) -> list[Reply]:
    return [Reply(toast=context.say("router.stale"))]


async def _early(context: Context) -> Reply:
    form = await feedback.form(context.tx, context.joined.event_id)
    few = form is not None and form.closed_at is not None
    return Reply(context.say("review.too_few" if few else "review.still_open"))


async def _front(context: Context, *, edit: bool) -> Reply:
    event = context.joined.event_id
    if not await themes.refresh(context.tx, event, context.now):
        return await _early(context)
    return views.front(
        await themes.listed(context.tx, event), await themes.aside(context.tx, event), context.say, edit=edit
    )


def _one(number: int, rows: list[Row], context: Context, *, edit: bool = True) -> Reply:
    row = next(one for one in rows if one.id == number)
    return views.one(row, mark(row), context.say, edit=edit, polishes=context.polishes)


async def _list(rest: list[str], rows: list[Row], context: Context) -> list[Reply]:
    heading, page = _heading(rest), actions.number(rest[1]) if len(rest) > 1 else 0
    if heading is None and rest[:1] != ["dropped"]:
        return _stale(context)
    mine = [one for one in rows if (one.state == "dropped") == (heading is None)]
    mine = [one for one in mine if heading in {None, one.heading}]
    return [views.page(heading, mine, [mark(one) for one in mine], page, context.say)]


async def _aside(rest: list[str], rows: list[Row], context: Context) -> list[Reply]:
    del rows
    found = await themes.aside(context.tx, context.joined.event_id)
    page = actions.number(rest[0]) if rest else 0
    return [views.aside(found, page, context.say, clear=rest[1:] == ["clear"])]


async def _back(rest: list[str], rows: list[Row], context: Context) -> list[Reply]:
    del rows
    heading, point = _heading(rest[1:]), actions.number(rest[0]) if rest else 0
    if not point:
        return _stale(context)
    event = context.joined.event_id
    if heading is None:
        return [views.whereto(point, context.say)]
    number = await themes.take_back(context.tx, event, point, heading)
    if number is None:
        return _stale(context)
    await _note(context, "take_back")
    return [_one(number, await themes.listed(context.tx, event), context)]


async def _own(rest: list[str], rows: list[Row], context: Context) -> list[Reply]:
    del rows
    heading = _heading(rest)
    if heading is None:
        return _stale(context)
    dialogue = {"step": OWN, "heading": heading}
    await people.change_account(context.tx, context.speaker.id, dialogue=dialogue)
    return [Reply(context.say("review.type_own", heading=context.say(f"review.{heading}")), views.stop(context.say))]


async def _all(rest: list[str], rows: list[Row], context: Context) -> list[Reply]:
    del rest, rows
    await themes.accept_all(context.tx, context.joined.event_id)
    await _note(context, "accept_all")
    return [await _front(context, edit=True)]


async def _stop(rest: list[str], rows: list[Row], context: Context) -> list[Reply]:
    del rest, rows
    if str(context.speaker.dialogue.get("step", "")) in {EDIT, OWN}:
        await people.change_account(context.tx, context.speaker.id, dialogue=None)
    return [await _front(context, edit=True)]


async def _open(row: Row, rest: list[str], rows: list[Row], context: Context) -> list[Reply]:
    del rest
    return [_one(row.id, rows, context)]


async def _state(row: Row, rest: list[str], rows: list[Row], context: Context) -> list[Reply]:
    del rows
    if rest not in (["accepted"], ["dropped"]):
        return _stale(context)
    return await _changed(row, context, state=rest[0])


async def _move(row: Row, rest: list[str], rows: list[Row], context: Context) -> list[Reply]:
    del rows
    heading = _heading(rest)
    return await _changed(row, context, heading=heading, state="accepted") if heading else _stale(context)


async def _changed(row: Row, context: Context, **values: object) -> list[Reply]:
    event = context.joined.event_id
    await themes.change(context.tx, event, row.id, **values)
    await _note(context, "/".join(map(str, values.values())))
    return [_one(row.id, await themes.listed(context.tx, event), context)]


async def _edit(row: Row, rest: list[str], rows: list[Row], context: Context) -> list[Reply]:
    del rest, rows
    dialogue = {"step": EDIT, "theme": row.id, "mark": mark(row)}
    await people.change_account(context.tx, context.speaker.id, dialogue=dialogue)
    return [Reply(context.say("review.type_line", line=row.line), views.stop(context.say))]


async def _polish(row: Row, rest: list[str], rows: list[Row], context: Context) -> list[Reply]:
    """The model is asked when this answer is out; until it speaks the organizer may type as well."""
    if not context.polishes:
        return _stale(context)
    replies = await _edit(row, rest, rows, context)
    makes = asked(context.say, context.joined.event_id, row.id, mark(row))
    return [replace(replies[0], text=context.say("review.polishing", line=row.line), makes=makes)]


async def _take(row: Row, rest: list[str], rows: list[Row], context: Context) -> list[Reply]:
    """The wording that was proposed last, if it was one for this line."""
    del rest, rows
    dialogue = context.speaker.dialogue
    if (dialogue.get("step"), dialogue.get("theme"), dialogue.get("mark")) != (EDIT, row.id, mark(row)):
        return _stale(context)
    await people.change_account(context.tx, context.speaker.id, dialogue=None)
    return (
        await _changed(row, context, line=dialogue["line"], state="accepted") if "line" in dialogue else _stale(context)
    )


async def _merge(row: Row, rest: list[str], rows: list[Row], context: Context) -> list[Reply]:
    others = [one for one in rows if one.id != row.id and one.heading == row.heading and one.state != "dropped"]
    into = _shown(rest, others)
    if into is None:
        page = actions.number(rest[0]) if len(rest) == 1 else 0
        if len(rest) > 1:
            return _stale(context)
        return [views.choose(row, mark(row), others, [mark(one) for one in others], page, context.say)]
    event = context.joined.event_id
    await themes.merge(context.tx, event, row.id, into.id)
    await _note(context, "merge")
    return [_one(into.id, await themes.listed(context.tx, event), context)]


def _heading(rest: list[str]) -> Heading | None:
    return next((one for one in HEADINGS if rest and one == rest[0]), None)


async def _note(context: Context, deed: str) -> None:
    here = {"event_id": context.joined.event_id, "account_id": context.speaker.id}
    await people.note(context.tx, "review.changed", context.now, **here, data={"deed": deed})


_PAGES = {"list": _list, "aside": _aside, "back": _back, "own": _own, "all": _all, "stop": _stop}
_DEEDS = {
    "open": _open,
    "state": _state,
    "move": _move,
    "edit": _edit,
    "polish": _polish,
    "take": _take,
    "merge": _merge,
}
