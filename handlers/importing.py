"""An organizer's own document becomes the plan: read, shown, asked about, and put in place after a yes."""

from dataclasses import replace
from datetime import timedelta
from secrets import token_hex

from bot import codes
from bot.db import drafts as rows
from bot.db import people, questions
from bot.messages import Reply, Request
from bot.reading import PASTED, Read
from bot.texts import Say
from config.event import Event
from config.revise import same_event
from handlers import actions, draft_views, drafts
from handlers.context import Context
from handlers.draft_views import Sight
from handlers.drafts import Draft
from handlers.plan import loading

PASTE = "import"
LARGEST = 20 * 1024 * 1024
PROBLEMS = 10
INVITE_LASTS = timedelta(days=60)


async def start(request: Request, context: Context) -> list[Reply]:
    """/import and the table after it, or in the next message."""
    if request.text.strip() or request.file:
        return await typed(request, context)
    await people.change_account(context.tx, context.speaker.id, dialogue={"step": PASTE})
    return [Reply(context.say("importing_chat.how"))]


async def typed(request: Request, context: Context) -> list[Reply]:
    """A pasted table."""
    if request.file is None:
        return [Reply(context.say("importing_chat.reading"), reads=request.text.strip())]
    if context.speaker.dialogue.get("step") == PASTE:
        await people.change_account(context.tx, context.speaker.id, dialogue=None)
    return await file(request, context)


async def file(request: Request, context: Context) -> list[Reply]:
    """A document: asked for, then shown as it was read."""
    given = request.file
    if given is None or given.size > LARGEST:
        return [Reply(context.say("importing_chat.too_large", limit=LARGEST // 1024**2))]
    if given.data == b"":
        return [Reply(context.say("roster.not_fetched"))]
    if given.plan is None:
        return [Reply(context.say("importing_chat.reading"), reads="")]
    name = context.say("importing_chat.pasted") if given.name == PASTED else given.name
    return [await _read(given.plan, name, context)]


async def pressed(request: Request, context: Context) -> list[Reply]:
    """A button under a draft; the last part of its action is the draft's token."""
    what, *rest = request.action.split(".")
    row = await rows.find(context.tx, context.speaker.id)
    if row is None or not rest or rest[-1] != row.token:
        return [Reply(toast=context.say("router.stale"))]
    draft, number = drafts.unpacked(row), actions.number(rest[0])
    if what == "no":
        await rows.forget(context.tx, context.speaker.id)
        return [Reply(context.say("importing_chat.cancelled"), edit=True)]
    if what in {"yes", "tell"}:
        return await _put(draft, context, tell=what == "tell")
    if what in {"ans", "skip", "apart"}:
        return [await _changed(what, rest, draft, context)]
    return [_screen(what, number, draft_views.sight(draft, context.itinerary, context.say), context.say)]


def _screen(what: str, number: int, seen: Sight, say: Say) -> Reply:
    """What a button only shows."""
    if what == "ask":
        return draft_views.asked(seen, say)
    if what == "diff":
        return draft_views.compared(seen, say, number)
    if what == "file":
        return draft_views.as_file(seen, say)
    return draft_views.overview(seen, say, number if what == "page" else 0)


async def _read(read: Read, name: str, context: Context) -> Reply:
    """The draft of what was read, or why there is none; a former draft stays until there is a new one."""
    say = context.say
    if read.refusal:
        return Reply(say(f"importing.{read.refusal.key}", **read.refusal.values))
    if read.event is None:
        lines = [one.render(say) for one in read.problems[:PROBLEMS]]
        rest = len(read.problems) - PROBLEMS
        return Reply("\n".join([say("importing_chat.not_valid"), *lines, *(["…"] if rest > 0 else [])]))
    if read.written and _of_others(read.event, context):
        return Reply(say("importing_chat.taken", id=read.event.event.id))
    draft = _draft(read, read.event, name, context)
    values = {"file": drafts.file(draft.event), "remarks": drafts.packed(draft.remarks), "done": list(draft.done)}
    values |= {"token": draft.token, "name": draft.name, "yaml": draft.yaml}
    flags = {"apart": draft.apart, "whole": draft.whole, "version": draft.version}
    await rows.keep(context.tx, context.speaker.id, context.now, **values, **flags)
    await _note("plan.read", {"rows": len(draft.event.itinerary)}, context)
    return draft_views.overview(draft_views.sight(draft, context.itinerary, say), say, edit=False)


def _of_others(event: Event, context: Context) -> bool:
    return event.event.id in context.events and event.event.id != context.joined.event_id


def _draft(read: Read, event: Event, name: str, context: Context) -> Draft:
    own = context.itinerary
    mine = event.event.id == own.event.id
    apart = not mine and not same_event(own.file, event)
    remarks = () if read.written else read.remarks
    return Draft(
        token_hex(4), name[:200], event, read.yaml, remarks, (), apart, whole=mine and read.written, version=own.version
    )


async def _changed(what: str, rest: list[str], draft: Draft, context: Context) -> Reply:
    """The draft after an answer, or turned from an update into an event of its own and back."""
    if what == "apart":
        if draft.whole:
            return Reply(toast=context.say("router.stale"))
        draft = replace(draft, apart=not draft.apart)
        await rows.change(context.tx, context.speaker.id, apart=draft.apart)
        return draft_views.overview(draft_views.sight(draft, context.itinerary, context.say), context.say)
    seen = draft_views.sight(draft, context.itinerary, context.say)
    question = next((one for one in seen.questions if one.mark == rest[0]), None)
    if question is None:
        return draft_views.asked(seen, context.say)
    edits: drafts.Edits = ()
    if what == "ans":
        if not rest[1].isdecimal() or int(rest[1]) >= len(question.choices):
            return Reply(toast=context.say("router.stale"))
        edits = question.choices[int(rest[1])].edits
    draft = drafts.answered(draft, edits, question.mark)
    values = {"file": drafts.file(draft.event), "yaml": draft.yaml, "done": list(draft.done)}
    await rows.change(context.tx, context.speaker.id, **values)
    return draft_views.asked(draft_views.sight(draft, context.itinerary, context.say), context.say)


async def _put(draft: Draft, context: Context, *, tell: bool) -> list[Reply]:
    """The plan goes live, all at once; when the event has moved since, its differences are shown anew first."""
    seen = draft_views.sight(draft, context.itinerary, context.say)
    if seen.known and seen.known.version != draft.version:
        await rows.change(context.tx, context.speaker.id, version=seen.known.version)
        return [draft_views.overview(seen, context.say, first=context.say("importing_chat.moved_meanwhile"))]
    event = seen.event if seen.known else _named_anew(seen.event, context)
    if seen.known:
        event = await _without_learnt(event, context)
    found = await loading.load(context.tx, event, context.texts, context.now, tell=tell, without=(context.speaker.id,))
    await rows.forget(context.tx, context.speaker.id)
    counts = draft_views.counts(found.differences)
    await _note("plan.imported", {"event": event.event.id, "new": found.before is None, **counts}, context)
    context.woken = True
    if not seen.known:
        return [Reply(await _welcome(event, context), edit=True)]
    key = "importing_chat.updated_told" if found.notice else "importing_chat.updated"
    return [
        Reply(
            context.say(key if found.any else "importing_chat.nothing_new", title=event.event.title, **counts),
            edit=True,
        )
    ]


def _named_anew(event: Event, context: Context) -> Event:
    """An event of its own never lands on one that is there."""
    key, number = event.event.id, 2
    while key in context.events:
        key, number = f"{event.event.id[:58]}-{number}", number + 1
    return event.model_copy(update={"event": event.event.model_copy(update={"id": key})})


async def _without_learnt(event: Event, context: Context) -> Event:
    """What was learnt in the chat stays where it is kept, and does not enter the file."""
    learnt = await questions.learnt(context.tx, event.event.id)
    return event.model_copy(update={"faq": tuple(one for one in event.faq if one not in learnt)})


async def _welcome(event: Event, context: Context) -> str:
    """What is next for a new event: a link in for its organizer, who is in another one now."""
    code = codes.new()
    await people.add_invite(
        context.tx, codes.digest(code), event.event.id, context.now, role="organizer",
        expires_at=context.now + INVITE_LASTS,
    )  # fmt: skip
    return str(context.say("importing_chat.new_event", title=event.event.title, rows=len(event.itinerary), code=code))


async def _note(action: str, data: dict[str, object], context: Context) -> None:
    values = {"event_id": context.joined.event_id, "account_id": context.speaker.id, "data": data}
    await people.note(context.tx, action, context.now, **values)
