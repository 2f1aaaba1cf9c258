"""/photos for organizers: which pictures stand in the report, by sheets with numbers or one by one."""

import asyncio
import re
from collections import Counter
from collections.abc import Mapping
from typing import Any

from bot.db import people, photos
from bot.messages import Attachment, Button, Reply, Request, Rows, bold, plain
from bot.photos.sheet import PER_SHEET, sheet
from handlers import actions, ask
from handlers.context import Context
from handlers.photos import own, taking, where

PICK, WORDS = "photos-pick", "photos-words"
ALL, CHOSEN = "all", "chosen"
_NUMBERS = re.compile(r"\s*-?\d{1,4}(?:번|[~]\d{1,4})?(?:[\s,.·]+-?\d{1,4}(?:번|[~]\d{1,4})?)*[\s,.]*")
_NUMBER = re.compile(r"(-?)(\d{1,4})(?:~(\d{1,4}))?")
Answer = list[Reply]


async def show(request: Request, context: Context) -> Answer:
    """/photos: the own pictures; for organizers those of all."""
    del request
    if not context.joined.may("organizer"):
        return await own.show(context)
    return [await _menu(context)]


async def _menu(context: Context) -> Reply:
    say, rows = context.say, await photos.listed(context.tx, context.joined.event_id)
    mine = (Button(say("photos.mine"), "pic:mine"),)
    if not rows:
        return Reply(say("photos.none_of_all"), (mine,))
    used = await photos.usage(context.tx, context.joined.event_id, context.joined.id)
    chosen = Counter(one.activity for one in rows if one.state == "chosen")
    counts = Counter(one.activity for one in rows)
    head = say("photos.desk", count=used.event, different=len(rows), chosen=chosen.total())
    lines = [bold(say("photos.desk_title")), head, ""]
    for key, count in counts.items():
        activity = where.title(key, context.itinerary, say)
        lines.append(say("photos.desk_line", activity=activity, count=count, chosen=chosen[key]))
    if not chosen:
        lines += ["", say("photos.desk_hint")]
    return Reply("\n".join(lines), (*_ways(list(counts), chosen.total(), context), mine))


def _ways(keys: list[str], chosen: int, context: Context) -> Rows:
    say = context.say
    some = [(Button(say("photos.show_chosen", count=chosen), f"desk:sheet:{CHOSEN}:0"),)] if chosen else []
    titles = [(where.tag(key) if key else "-", where.title(key, context.itinerary, say)) for key in keys]
    single = [(Button(title[:40], f"desk:sheet:{mark}:0"),) for mark, title in titles[:12]] if len(keys) > 1 else []
    return (
        (Button(say("photos.show_all"), f"desk:sheet:{ALL}:0"),),
        (Button(say("photos.auto", limit=photos.IN_REPORT), "desk:auto"),),
        *some,
        *single,
    )


async def pressed(request: Request, context: Context) -> Answer:
    """A button of the desk."""
    what, *rest = request.action.split(":")
    rest += ["", ""]
    if what == "menu":
        return [await _menu(context)]
    if what == "sheet":
        return await _sheet(rest[0], actions.number(rest[1]), context)
    if what == "auto":
        return await _auto(context)
    number = actions.number(rest[0])
    row = await photos.get(context.tx, context.joined.event_id, number)
    if row is None:
        return [Reply(toast=context.say("photos.gone"))]
    if what in _DONE:
        return await _DONE[what](row, rest[1], context)
    return [Reply(toast=context.say("router.stale"))]


async def typed(request: Request, context: Context) -> Answer:
    """Numbers of a sheet, or a photo's new caption; anything else is a question as ever."""
    dialogue = context.speaker.dialogue
    if dialogue["step"] == WORDS:
        return await _worded(request.text, int(dialogue["photo"]), context)
    if not _NUMBERS.fullmatch(request.text):
        return await ask.question(request, context)
    return await _picked(request.text, list(dialogue["ids"]), context)


async def _sheet(which: str, page: int, context: Context) -> Answer:
    """Some of the pictures on one sheet, which waits for their numbers."""
    say = context.say
    rows = [one for one in await photos.listed(context.tx, context.joined.event_id) if _belongs(one, which)]
    shown = rows[page * PER_SHEET : (page + 1) * PER_SHEET]
    if not shown:
        return [Reply(toast=say("photos.gone")), await _menu(context)]
    thumbs = await photos.thumbs(context.tx, [one.id for one in shown])
    first = page * PER_SHEET + 1
    marked = {first + place for place, one in enumerate(shown) if one.state == "chosen"}
    data = await asyncio.to_thread(sheet, thumbs, marked, first)
    await _wait_for({"step": PICK, "ids": [one.id for one in rows]}, context)
    text = say("photos.sheet", first=first, last=first + len(shown) - 1, count=len(rows))
    more = len(rows) > (page + 1) * PER_SHEET
    buttons = (
        *(((Button(say("photos.next_sheet"), f"desk:sheet:{which}:{page + 1}"),),) if more else ()),
        (Button(say("photos.one_by_one"), f"desk:one:{shown[0].id}"), Button(say("photos.back"), "desk:menu")),
    )
    return [Reply(text, buttons, attachment=Attachment("photos.jpg", "image/jpeg", data, photo=True))]


def _belongs(row: Any, which: str) -> bool:  # noqa: ANN401 - a row of Photo
    if which in {ALL, CHOSEN}:
        return which == ALL or row.state == "chosen"
    return (where.tag(row.activity) if row.activity else "-") == which


async def _picked(text: str, ids: list[int], context: Context) -> Answer:
    """Choose the pictures with these numbers; one with a minus sign is no longer chosen."""
    wanted, unwanted = _read(text)
    wrong = sorted(one for one in wanted | unwanted if not 1 <= one <= len(ids))
    if wrong:
        return [Reply(context.say("photos.no_such_number", number=wrong[0], count=len(ids)))]
    for numbers, state in ((wanted, "chosen"), (unwanted, "new")):
        await photos.change(context.tx, [ids[one - 1] for one in numbers], state=state)
    return [await _result("photos.picked", context)]


def _read(text: str) -> tuple[set[int], set[int]]:
    """The numbers in a text, and those with a minus sign: "1 4 7", "1~3", "-2"."""
    wanted: set[int] = set()
    unwanted: set[int] = set()
    for minus, first, last in _NUMBER.findall(text):
        (unwanted if minus else wanted).update(range(int(first), int(last or first) + 1))
    return wanted - unwanted, unwanted


async def _auto(context: Context) -> Answer:
    """Fill up what is chosen with what we would choose."""
    rows = await photos.listed(context.tx, context.joined.event_id)
    done = sum(one.state == "chosen" for one in rows)
    state = {one.id: one.state for one in rows}
    ours = [one for one in await photos.proposal(context.tx, context.joined.event_id) if state.get(one) != "chosen"]
    await photos.change(context.tx, ours[: max(0, photos.IN_REPORT - done)], state="chosen")
    return [await _result("photos.auto_done", context), *await _sheet(CHOSEN, 0, context)]


async def _result(key: str, context: Context) -> Reply:
    event_id = context.joined.event_id
    count = sum(one.state == "chosen" for one in await photos.listed(context.tx, event_id))
    await people.note(
        context.tx,
        "photos.chosen",
        context.now,
        event_id=event_id,
        account_id=context.speaker.id,
        data={"count": count},
    )
    buttons = ((Button(context.say("photos.show_chosen", count=count), f"desk:sheet:{CHOSEN}:0"),),)
    return Reply(context.say(key, count=count), buttons)


async def _one(row: Any, rest: str, context: Context) -> Answer:  # noqa: ANN401 - a row of Photo
    del rest
    return [await _card(row, context)]


async def _card(row: Any, context: Context, *, edit: bool = False) -> Reply:  # noqa: ANN401 - a row of Photo
    """One picture with what can be done; who sent it is not shown."""
    say, rows = context.say, await photos.listed(context.tx, context.joined.event_id)
    order = [one.id for one in rows]
    place = order.index(row.id) if row.id in order else -1
    lines = [
        say("photos.number", number=place + 1, count=len(rows)) + " · " + say(f"photos.state_{row.state}"),
        where.title(row.activity, context.itinerary, say),
        row.caption,
    ]
    buttons = (
        (Button(say("photos.choose"), f"desk:yes:{row.id}"), Button(say("photos.reject"), f"desk:no:{row.id}")),
        (Button(say("photos.change"), f"desk:where:{row.id}:"), Button(say("photos.caption"), f"desk:words:{row.id}")),
        (Button(say("photos.next"), f"desk:one:{order[(place + 1) % len(order)]}"),
         Button(say("photos.back"), "desk:menu")),
    )  # fmt: skip
    return Reply("\n".join(filter(None, lines)), buttons, attachment=await own.picture(row.id, context), edit=edit)


async def _choose(row: Any, rest: str, context: Context) -> Answer:  # noqa: ANN401 - a row of Photo
    return await _decide(row, "chosen", context, rest)


async def _reject(row: Any, rest: str, context: Context) -> Answer:  # noqa: ANN401 - a row of Photo
    return await _decide(row, "rejected", context, rest)


async def _decide(row: Any, state: str, context: Context, rest: str) -> Answer:  # noqa: ANN401 - a row of Photo
    """Note the decision on the picture itself, and go on with the next one that waits for one."""
    del rest
    await photos.change(context.tx, [row.id], state=state)
    rows = await photos.listed(context.tx, context.joined.event_id)
    place = next((place for place, one in enumerate(rows) if one.id == row.id), 0)
    now = await photos.get(context.tx, context.joined.event_id, row.id)
    done = await _card(now, context, edit=True)
    coming = next((one for one in (*rows[place + 1 :], *rows[:place]) if one.state == "new"), None)
    return [done, await _card(coming, context) if coming else await _result("photos.all_seen", context)]


async def _where(row: Any, day: str, context: Context) -> Answer:  # noqa: ANN401 - a row of Photo
    number = where.day_of(row.taken_at, day, context.itinerary)
    return [Reply(context.say("photos.which"), where.choices("desk", row.id, number, context))]


async def _put(row: Any, mark: str, context: Context) -> Answer:  # noqa: ANN401 - a row of Photo
    if await where.put([row.id], mark, context) is None:
        return [Reply(toast=context.say("router.stale"))]
    return [await _card(await photos.get(context.tx, row.event_id, row.id), context)]


async def _words(row: Any, rest: str, context: Context) -> Answer:  # noqa: ANN401 - a row of Photo
    del rest
    await _wait_for({"step": WORDS, "photo": row.id}, context)
    return [Reply(context.say("photos.write_caption", longest=taking.CAPTION))]


async def _worded(text: str, number: int, context: Context) -> Answer:
    await _wait_for(None, context)
    row = await photos.get(context.tx, context.joined.event_id, number)
    if row is None:
        return [Reply(context.say("photos.gone"))]
    words = " ".join(plain(text).split())[: taking.CAPTION]
    await photos.change(context.tx, [number], caption="" if words == "-" else words)
    return [await _card(await photos.get(context.tx, row.event_id, number), context)]


_DONE = {
    "one": _one,
    "yes": _choose,
    "no": _reject,
    "where": _where,
    "at": _put,
    "words": _words,
}


async def _wait_for(dialogue: Mapping[str, object] | None, context: Context) -> None:
    await people.change_account(context.tx, context.speaker.id, dialogue=dict(dialogue) if dialogue else None)
