"""/report: the report, the plan for approval and the hand-out as files, and what the report still lacks."""

from dataclasses import replace

from bot.db import people, themes
from bot.db.progress import progress
from bot.itinerary import instant
from bot.messages import Button, Reply, Request, Rows, bold
from bot.report.making import Wish, wish
from handlers import report_missing
from handlers.context import Context

FORMATS = ("hwpx", "docx", "pdf", "md")
_BEFORE, _AFTER = ("plan", "handout", "result"), ("result", "plan", "handout")


async def start(request: Request, context: Context) -> list[Reply]:
    """/report: which document; from the first day on with what the report still lacks."""
    del request
    return [await _menu(context)]


async def pressed(request: Request, context: Context) -> list[Reply]:
    """A kind of document, a choice of form, a format, a further page."""
    verb, _, rest = request.action.partition(".")
    if verb == "menu":
        shown = await _menu(context)
        return [Reply(shown.text, shown.buttons, edit=True)]
    wanted = wish(f"{context.joined.event_id}.{rest}")
    if wanted is None or verb not in {"of", "make"}:
        return [Reply(toast=context.say("router.stale"))]
    return [_choice(wanted, context)] if verb == "of" else await _make(wanted, context)


async def _menu(context: Context) -> Reply:
    say, begun = context.say, _begun(context)
    kinds = _AFTER if begun else _BEFORE
    rows = [(_kind(one, context),) for one in kinds if begun or one != "result"]
    if not begun:
        return Reply(f"{bold(say('reporting.which'))}\n{say('reporting.before')}", tuple(rows))
    await themes.refresh(context.tx, context.joined.event_id, context.now)
    known = await progress(context.tx, context.joined.event_id)
    missing = report_missing.missing(known, context.itinerary, say)
    lines = [bold(say("reporting.which")), ""]
    lines += [say("reporting.missing"), *(one.text for one in missing)] if missing else [say("reporting.complete")]
    more = dict.fromkeys((say(f"reporting.go_{one.go}"), one.action) for one in missing if one.action)
    return Reply("\n".join(lines), (*rows, *((Button(text, action),) for text, action in more)))


def _begun(context: Context) -> bool:
    itinerary = context.itinerary
    starts = [one.starts_at for one in itinerary.activities]
    return context.now >= min(starts, default=instant(itinerary.event.days[0], "00:00", itinerary.zone))


def _kind(kind: str, context: Context) -> Button:
    wanted = Wish(context.joined.event_id, kind, context.say.language)
    return Button(context.say(f"reporting.kind_{kind}"), f"report:of.{wanted.pressed()}")


def _choice(wanted: Wish, context: Context) -> Reply:
    """The formats, with a switch for publication and one for the language."""
    say = context.say
    lines = [say("reporting.choose", name=bold(say(f"reporting.name_{wanted.kind}")))]
    lines += ["", say("reporting.is_open")] if wanted.open else []
    formats = [_to("make", replace(wanted, format=one), say(f"reporting.format_{one}")) for one in FORMATS]
    switches = (
        _to("of", replace(wanted, open=not wanted.open), say(f"reporting.open_{'on' if wanted.open else 'off'}")),
        _to("of", replace(wanted, language=_other(wanted.language)), say(f"reporting.language_{wanted.language}")),
    )
    rows: Rows = (tuple(formats[:2]), tuple(formats[2:]), *((one,) for one in switches))
    return Reply("\n".join(lines), (*rows, (Button(say("reporting.back"), "report:menu"),)), edit=True)


def _to(verb: str, wanted: Wish, text: str) -> Button:
    return Button(text, f"report:{verb}.{wanted.pressed()}")


def _other(language: str) -> str:
    return "en" if language == "ko" else "ko"


async def _make(wanted: Wish, context: Context) -> list[Reply]:
    """The document is made when this answer is out, so that nobody else waits for it."""
    say, asked = context.say, wanted.asked(context.say)
    if wanted.page:
        return [Reply(toast=say("reporting.turning", page=wanted.page), makes=asked)]
    here = {"event_id": wanted.event, "account_id": context.speaker.id}
    data = {"kind": wanted.kind, "format": wanted.format, "open": wanted.open}
    await themes.refresh(context.tx, wanted.event, context.now)
    await people.note(context.tx, "report.made", context.now, **here, data=data)
    return [Reply(say("reporting.making"), makes=asked)]
