"""The organizers' list of people: a roster file sent in the chat, who has not joined yet, lists to print."""

import asyncio
from collections import Counter, defaultdict
from collections.abc import Sequence
from dataclasses import asdict
from hashlib import blake2s
from typing import Any

from bot import roster as shown
from bot import tables
from bot.db import people
from bot.db import roster as rows
from bot.db.roster import Changes
from bot.messages import Attachment, Button, Reply, Request, Rows, bold
from bot.texts import Say
from config import roster
from config.importers import ImportProblem
from config.roster import Entry
from handlers.context import Context

LARGEST = 2 * 1024 * 1024
ENDINGS = (".csv", ".tsv", ".txt", ".xlsx")


def is_roster(request: Request) -> bool:
    """Whether a file may be a list of people."""
    return request.file is not None and request.file.name.lower().endswith(ENDINGS)


async def file(request: Request, context: Context) -> list[Reply]:
    """A list that an organizer sent: read, compared, and shown before anything changes."""
    given = request.file
    if given is None or given.size > LARGEST:
        return [Reply(context.say("roster.too_large", limit=LARGEST // 1024**2))]
    if given.data is None:
        return [Reply(context.say("roster.reading"), wants=True)]
    if not given.data:
        return [Reply(context.say("roster.not_fetched"))]
    try:
        found = roster.read(given.data, given.name)
    except ImportProblem as problem:
        return [Reply(context.say(f"importing.{problem.key}", **problem.values))]
    if found.problems:
        return [Reply(shown.problems(found.problems, context.say))]
    return [await _preview(found.entries, found.columns, context)]


async def pressed(request: Request, context: Context) -> list[Reply]:
    """The buttons under a preview: import, import and take off whom the list no longer names, or leave it."""
    wish, _, mark = request.action.partition(".")
    kept = context.speaker.dialogue
    if wish == "no":
        if kept.get("step") == "roster":
            await people.change_account(context.tx, context.speaker.id, dialogue=None)
        return [Reply(context.say("roster.left"), edit=True)]
    if kept.get("step") != "roster" or kept.get("mark") != mark:
        return [Reply(toast=context.say("router.stale"))]
    entries = tuple(Entry(**one) for one in kept["entries"])
    changes = await rows.compare(context.tx, context.joined.event_id, entries, kept["columns"])
    if list(changes.counts) != kept["counts"]:
        preview = await _preview(entries, kept["columns"], context)
        return [Reply(context.say("roster.changed_since")), preview]
    await rows.apply(context.tx, context.joined.event_id, changes, context.now, remove=wish == "drop")
    await people.change_account(context.tx, context.speaker.id, dialogue=None)
    added, changed, missing = changes.counts
    await _note("roster.imported", context, {"added": added, "changed": changed, "removed": missing * (wish == "drop")})
    context.woken = True
    key = "roster.done_dropped" if wish == "drop" else "roster.done"
    return [Reply(context.say(key, added=added, changed=changed, missing=missing), edit=True)]


async def who(request: Request, context: Context) -> list[Reply]:
    """/who: how many have joined, by bus and team, and who has not."""
    del request
    found = await rows.everybody(context.tx, context.joined.event_id)
    await _note("people.listed", context, {"what": "who"})
    say = context.say
    joined = sum(1 for one in found if one.joined)
    lines = [bold(say("roster.joined", joined=joined, all=len(found)))]
    for what in ("bus", "team"):
        lines += [_share(what, value, mates, say) for value, mates in _by(found, what).items() if value]
    absent = [one for one in found if not one.joined]
    if absent:
        lines += ["", bold(say("roster.not_joined", count=len(absent))), *(_line(one) for one in absent)]
    buttons = ((Button(say("roster.file"), "people:csv"),),)
    return [Reply("\n".join(lines), buttons)]


async def lists(request: Request, context: Context) -> list[Reply]:
    """/list bus, room or team: who belongs together; joined or not, everybody counts."""
    what = _what(request.text or request.action)
    if what is None:
        buttons = tuple(Button(context.say(f"me.word_{one}"), f"people:{one}") for one in ("bus", "room", "team"))
        return [Reply(context.say("roster.which_list"), (buttons, (Button(context.say("roster.file"), "people:csv"),)))]
    if what == "csv":
        return [await _csv(context)]
    if what.startswith("pdf."):
        return [await _pdf(what.removeprefix("pdf."), context)]
    found = await rows.everybody(context.tx, context.joined.event_id)
    await _note("people.listed", context, {"what": what})
    blocks = []
    for value, mates in _sorted(found, what):
        names = [_name(one, what, context.say) for one in mates]
        blocks.append("\n".join([bold(_head(what, value, mates, context.say)), ", ".join(names)]))
    paper = ((Button(context.say("roster.paper"), f"people:pdf.{what}"),),) if blocks else ()
    return [Reply("\n\n".join(blocks) or context.say("roster.nobody_yet"), paper)]


def _sorted(found: Sequence[Any], what: str) -> list[tuple[str, list[Any]]]:
    """Who belongs together, in order; those without anything last."""
    return sorted(_by(found, what).items(), key=lambda one: (not one[0], len(one[0]), one[0]))


def _head(what: str, value: str, mates: Sequence[Any], say: Say) -> str:
    head = say(f"me.{what}", value=value) if value else say("roster.unassigned")
    return f"{head} · {len(mates)}"


async def _pdf(what: str, context: Context) -> Reply:
    """The same list on paper; no phone numbers, because paper is left lying about."""
    from bot import list_sheet  # noqa: PLC0415 - slow to import, seldom asked for

    found, say = await rows.everybody(context.tx, context.joined.event_id), context.say
    await _note("people.exported", context, {"people": len(found), "what": what})
    groups = [
        list_sheet.Group(
            _without_icon(_head(what, value, mates, say)),
            tuple((_name(one, what, say), one.organisation, _else(one, what)) for one in mates),
        )
        for value, mates in _sorted(found, what)
    ]
    title = str(context.itinerary.event.say("title", say.language))
    data = await asyncio.to_thread(list_sheet.sheet, title, groups)
    name = f"{context.joined.event_id}-{what}.pdf"
    return Reply(say("roster.exported", count=len(found)), attachment=Attachment(name, "application/pdf", data))


def _without_icon(text: str) -> str:
    """Without the pictogram that the print's font does not have."""
    return "".join(letter for letter in text if ord(letter) < 0x1F000).strip()


def _else(one: Any, what: str) -> str:  # noqa: ANN401 - a row of `everybody`
    """What else is known of where somebody belongs."""
    return " · ".join(getattr(one, field) for field in ("bus", "room", "team") if field != what and getattr(one, field))


async def _preview(entries: Sequence[Entry], columns: Sequence[str], context: Context) -> Reply:
    changes = await rows.compare(context.tx, context.joined.event_id, entries, columns)
    if not any(changes.counts):
        return Reply(context.say("roster.same"))
    kept = [asdict(one) for one in entries]
    mark = blake2s(repr((kept, columns, changes.counts)).encode(), digest_size=8).hexdigest()
    dialogue = {
        "step": "roster", "mark": mark, "entries": kept, "columns": list(columns), "counts": list(changes.counts),
    }  # fmt: skip
    await people.change_account(context.tx, context.speaker.id, dialogue=dialogue)
    return Reply(shown.preview(changes, context.say), _buttons(changes, mark, context.say))


def _buttons(changes: Changes, mark: str, say: Say) -> Rows:
    missing = len(changes.missing)
    first = Button(say("roster.import_keep" if missing else "roster.import"), f"roster:add.{mark}")
    drop = ((Button(say("roster.import_drop", count=missing), f"roster:drop.{mark}"),),) if missing else ()
    return ((first,), *drop, (Button(say("roster.leave"), "roster:no"),))


def _by(found: Sequence[Any], what: str) -> dict[str, list[Any]]:
    groups: dict[str, list[Any]] = defaultdict(list)
    for one in found:
        groups[getattr(one, what)].append(one)
    return dict(sorted(groups.items(), key=lambda one: (len(one[0]), one[0])))


def _share(what: str, value: str, mates: Sequence[Any], say: Say) -> str:
    count = Counter(bool(one.joined) for one in mates)
    return f"{say(f'me.{what}', value=value)}: {count[True]}/{len(mates)}"


def _line(one: Any) -> str:  # noqa: ANN401 - a row of `everybody`
    more = " · ".join(part for part in (one.organisation, one.bus, one.team) if part)
    return f"· {one.name} ({more})" if more else f"· {one.name}"


def _name(one: Any, what: str, say: Say) -> str:  # noqa: ANN401 - a row of `everybody`
    leads = what in {"bus", "team"} and getattr(one, f"leads_{what}") == getattr(one, what) != ""
    return f"{one.name} ({say('roles.leader')})" if leads else str(one.name)


def _what(text: str) -> str | None:
    words = {"bus": "bus", "버스": "bus", "room": "room", "방": "room", "team": "team", "조": "team", "csv": "csv"}
    words |= {f"pdf.{one}": f"pdf.{one}" for one in ("bus", "room", "team")}
    return words.get(text.strip().lower())


async def _csv(context: Context) -> Reply:
    found = await rows.everybody(context.tx, context.joined.event_id)
    await _note("people.exported", context, {"people": len(found)})
    data = tables.as_csv(shown.table(found, context.say))
    name = f"{context.joined.event_id}-people.csv"
    return Reply(context.say("roster.exported", count=len(found)), attachment=Attachment(name, "text/csv", data))


async def _note(action: str, context: Context, data: dict[str, Any]) -> None:
    here = {"event_id": context.joined.event_id, "account_id": context.speaker.id}
    await people.note(context.tx, action, context.now, **here, data=data)
