"""/status: who got an announcement and who confirmed it; stop, change or withdraw it, call or ask again."""

from secrets import token_hex
from typing import Any

from bot.db import announcements, deliveries, edits, people
from bot.messages import Button, Reply, Request, Rows, bold, plain
from handlers import actions
from handlers.announce import draft, photo, result, sending, target
from handlers.announce.target import Target
from handlers.context import Context

CHANGE = "announce-edit"


async def show(request: Request, context: Context) -> list[Reply]:
    """The latest announcement; buttons lead to the earlier ones."""
    del request
    found = await announcements.recent(context.tx, context.joined.event_id, 6)
    if not found:
        return [Reply(context.say("announce.none"))]
    reply = await _status(found[0], context)
    earlier = tuple((Button(plain(one.text)[:40], f"status:show.{one.id}"),) for one in found[1:])
    return [Reply(reply.text, (*reply.buttons, *earlier))]


async def pressed(request: Request, context: Context) -> list[Reply]:
    """A button under an announcement's status."""
    what, _, which = request.action.partition(".")
    known = await announcements.get(context.tx, context.joined.event_id, actions.number(which))
    if known is None or what not in _PRESSED:
        return [Reply(toast=context.say("router.stale"))]
    return await _PRESSED[what](known, context)


async def read(request: Request, context: Context) -> list[Reply]:
    """Somebody confirms that they read it."""
    known = await announcements.get(context.tx, context.joined.event_id, actions.number(request.action))
    if known is None or not known.important:
        return [Reply(toast=context.say("router.stale"))]
    fresh = await announcements.confirm(context.tx, known.id, context.joined.id, context.now)
    return [Reply(toast=context.say("announce.confirmed" if fresh else "announce.confirmed_before"))]


async def news(request: Request, context: Context) -> list[Reply]:
    """/news: what was announced so far to people like the reader."""
    del request
    found = [
        one
        for one in reversed(await announcements.recent(context.tx, context.joined.event_id, 20))
        if one.at <= context.now and not one.withdrawn_at and target.unpacked(one.audience).includes(context.joined)
    ][-8:]
    if not found:
        return [Reply(context.say("announce.no_news"))]
    lines = [bold(context.say("announce.news"))]
    for one in found:
        moment = context.itinerary.local(one.at)
        lines += ["", f"{context.say.date(moment.date())} {moment:%H:%M}", one.text[:450]]
    return [Reply("\n".join(lines))]


async def typed(request: Request, context: Context) -> list[Reply]:
    """The new words for an announcement: shown before they go out."""
    kept = context.speaker.dialogue
    text = plain(request.text).strip()
    key, token = kept["announcement"], token_hex(4)
    longest = photo.LONGEST if await announcements.photo_of(context.tx, key) else draft.LONGEST
    if not text or len(text) > longest:
        return [Reply(context.say("announce.too_long", count=len(text), longest=longest))]
    dialogue = {"step": "changing", "announcement": key, "text": text, "token": token}
    await people.change_account(context.tx, context.speaker.id, dialogue=dialogue)
    shown = [context.say("announce.change_preview"), "", sending.message(text, context.say).text]
    yes = (Button(context.say("announce.change_yes"), f"status:changed.{key}"),)
    no = (Button(context.say("announce.leave"), f"status:show.{key}"),)
    return [Reply("\n".join(shown), (yes, no))]


async def _show(known: Any, context: Context) -> list[Reply]:  # noqa: ANN401 - a row of Announcement's columns
    reply = await _status(known, context)
    return [Reply(reply.text, reply.buttons, edit=True)]


async def _status(known: Any, context: Context) -> Reply:  # noqa: ANN401 - as `_show`
    say = context.say
    outcome = await announcements.outcomes(context.tx, known.notice_id)
    by_state = result.by_outcome(outcome)
    lines = [bold(say("announce.status")), known.text[:300], ""]
    if known.withdrawn_at:
        lines.append(say("announce.is_withdrawn"))
    found = await draft.reached(target.unpacked(known.audience), context)
    twice = await announcements.repeated(context.tx, known.notice_id)
    lines += result.counted(outcome, [one.name for one in found.unreached if one.id not in outcome], twice, say)
    if known.important:
        unread = await announcements.unread(context.tx, known.id)
        lines.append(say("announce.receipts", count=len(outcome) - len(unread), total=len(outcome)))
        if unread:
            lines.append(say("announce.unread", names=result.listed(list(unread.values()))))
    return Reply("\n".join(lines), await _buttons(known, by_state, context))


async def _buttons(known: Any, by_state: dict[str, list[str]], context: Context) -> Rows:  # noqa: ANN401 - as `_show`
    say = context.say

    def button(what: str) -> tuple[Button]:
        return (Button(say(f"announce.do_{what}"), f"status:{what}.{known.id}"),)

    rows = [(Button(say("announce.refresh"), f"status:show.{known.id}"),)]
    if by_state["waiting"]:
        rows.append(button("stop"))
    if known.important and not known.withdrawn_at and await announcements.unread(context.tx, known.id):
        rows += [button("again"), button("calls")]
    if by_state["uncertain"]:
        rows.append(button("resend"))
    if not known.withdrawn_at:
        rows += [button("paste"), button("edit"), button("withdraw")]
    return tuple(rows)


async def _stop(known: Any, context: Context) -> list[Reply]:  # noqa: ANN401 - as `_show`
    await deliveries.stop(context.tx, known.notice_id)
    await _note("announcement.stopped", known, context)
    return await _show(known, context)


async def _again(known: Any, context: Context) -> list[Reply]:  # noqa: ANN401 - as `_show`
    """The same words once more, to those alone who have not confirmed; what they press counts for the first."""
    unread = await announcements.unread(context.tx, known.id)
    if not unread:
        return [Reply(toast=context.say("announce.all_read"))]
    found = await draft.reached(Target("person", tuple(str(key) for key in unread)), context)
    count = await sending.repeat(known, found, context)
    if count is None:
        return [Reply(toast=context.say("announce.repeated_before"))]
    await _note("announcement.repeated", known, context)
    return [
        Reply(context.say("announce.repeated", count=count, names=result.listed([one.name for one in found.people])))
    ]


async def _calls(known: Any, context: Context) -> list[Reply]:  # noqa: ANN401 - as `_show`
    """Whom to call, with phone numbers; that they were read is noted."""
    unread = await announcements.unread(context.tx, known.id)
    phones = await announcements.phones(context.tx, list(unread))
    await _note("phones.read", known, context)
    lines = [f"· {name} {phones.get(key, context.say('announce.no_phone'))}" for key, name in unread.items()]
    return [Reply("\n".join([bold(context.say("announce.calls")), *lines[:60]]))]


async def _paste(known: Any, context: Context) -> list[Reply]:  # noqa: ANN401 - as `_show`
    """The words alone, ready to be copied into another messenger."""
    title = context.itinerary.event.say("title", context.say.language)
    return [Reply(f"[{title}]\n{known.text}")]


async def _resend(known: Any, context: Context) -> list[Reply]:  # noqa: ANN401 - as `_show`
    await deliveries.resend(context.tx, known.notice_id)
    await _note("announcement.resent", known, context)
    context.woken = True
    return await _show(known, context)


async def _edit(known: Any, context: Context) -> list[Reply]:  # noqa: ANN401 - as `_show`
    dialogue = {"step": CHANGE, "announcement": known.id}
    await people.change_account(context.tx, context.speaker.id, dialogue=dialogue)
    return [Reply(context.say("announce.write_change"))]


async def _changed(known: Any, context: Context) -> list[Reply]:  # noqa: ANN401 - as `_show`
    """The new words go out: every message that was sent is changed."""
    kept = context.speaker.dialogue
    if kept.get("step") != "changing" or kept.get("announcement") != known.id or known.withdrawn_at:
        return [Reply(toast=context.say("router.stale"))]
    await people.change_account(context.tx, context.speaker.id, dialogue=None)
    await announcements.change(context.tx, known.id, text=kept["text"], edited_at=context.now)
    receipt = known.id if known.important else 0
    picture = await photo.shown(await announcements.photo_of(context.tx, known.id), context)
    said = {key: sending.message(str(kept["text"]), say, receipt, picture) for key, say in context.texts.items()}
    count = await edits.change(context.tx, known.notice_id, said, context.now)
    await _note("announcement.edited", known, context)
    context.woken = True
    return [Reply(context.say("announce.changed", count=count), edit=True)]


async def _withdraw(known: Any, context: Context) -> list[Reply]:  # noqa: ANN401 - as `_show`
    """Asked first."""
    yes = (Button(context.say("announce.withdraw_yes"), f"status:withdrawn.{known.id}"),)
    no = (Button(context.say("announce.leave"), f"status:show.{known.id}"),)
    return [Reply(context.say("announce.withdraw_ask", text=known.text[:300]), (yes, no), edit=True)]


async def _withdrawn(known: Any, context: Context) -> list[Reply]:  # noqa: ANN401 - as `_show`
    if known.withdrawn_at:
        return [Reply(toast=context.say("router.stale"))]
    await deliveries.stop(context.tx, known.notice_id)
    await announcements.change(context.tx, known.id, withdrawn_at=context.now)
    said = {key: Reply(say("announce.withdrawn")) for key, say in context.texts.items()}
    await edits.change(context.tx, known.notice_id, said, context.now)
    await _note("announcement.withdrawn", known, context)
    context.woken = True
    return [Reply(context.say("announce.withdrawn_done"), edit=True)]


async def _note(action: str, known: Any, context: Context) -> None:  # noqa: ANN401 - as `_show`
    values = {"event_id": known.event_id, "account_id": context.speaker.id, "data": {"announcement": known.id}}
    await people.note(context.tx, action, context.now, **values)


_PRESSED = {
    "show": _show, "stop": _stop, "again": _again, "calls": _calls, "paste": _paste, "resend": _resend,
    "edit": _edit, "changed": _changed, "withdraw": _withdraw, "withdrawn": _withdrawn,
}  # fmt: skip
