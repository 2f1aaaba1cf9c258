"""How a plan that waits for a yes looks: its rows day by day, its differences, its questions, its file."""

from collections.abc import Sequence
from dataclasses import dataclass

import yaml

from bot import itinerary as plans
from bot import revision
from bot.itinerary import Activity, Itinerary
from bot.messages import Attachment, Button, Reply, Rows, bold, plain
from bot.revision import Difference
from bot.texts import Say
from config.event import Event
from handlers import drafts, views
from handlers.drafts import Draft, Question
from handlers.plan import loading

PAGE = 20
LISTED = 8
ASKED = 3
LONGEST = 3900


@dataclass(frozen=True, slots=True)
class Sight:
    """A draft with what follows from it; `known` is the event that it changes, None for a new one."""

    draft: Draft
    event: Event
    known: Itinerary | None
    questions: tuple[Question, ...]
    differences: tuple[Difference, ...]
    kept: tuple[Activity, ...] = ()


def sight(draft: Draft, own: Itinerary, say: Say) -> Sight:
    """The draft beside the organizer's own event."""
    known = None if draft.apart else own
    event = drafts.outcome(draft, own)
    found = tuple(revision.differences(known, event)) if known else ()
    kept = tuple(revision.kept(known, event)) if known else ()
    return Sight(draft, event, known, tuple(drafts.questions(draft, event, known, say)), found, kept)


def overview(seen: Sight, say: Say, page: int = 0, *, first: str = "", edit: bool = True) -> Reply:
    """What was read, page by page, what it changes, what is open; and the yes."""
    pages = _pages(seen, say)
    page = min(max(page, 0), len(pages) - 1)
    blocks = [
        first,
        _head(seen, say),
        _changed(seen, say),
        pages[page][1],
        _open(seen, say),
        say("importing_chat.held"),
    ]
    text = "\n\n".join(one for one in blocks if one)
    return Reply(_cut(text), _buttons(seen, pages, page, say), edit=edit)


def _head(seen: Sight, say: Say) -> str:
    facts = seen.event.event
    first, last = say.date(facts.days[0]), say.date(facts.days[-1])
    lines = [bold(say("importing_chat.read", name=plain(seen.draft.name))), plain(facts.title)]
    dates = {"year": facts.days[0].year, "first": first, "last": last}
    lines.append(say("importing_chat.size", **dates, days=len(facts.days), rows=len(seen.event.itinerary)))
    said = (one for one in seen.draft.remarks if one.sort == "said")
    lines += [say(f"importing.{one.key}", **one.values) for one in said][:2]
    if seen.known:
        lines.append(say("importing_chat.updates", title=seen.known.event.title))
    else:
        lines.append(say("importing_chat.is_new"))
    return "\n".join(lines)


def _changed(seen: Sight, say: Say) -> str:
    if seen.known is None:
        return ""
    facts = drafts.facts(seen.known.file, seen.event)
    told = [say("importing_chat.facts", fields=", ".join(facts))] if facts else []
    told = [*_kept_lines(seen, say)[:LISTED], *told]
    if not seen.differences:
        return "\n".join([say("importing_chat.same_rows"), *told])
    lines = [bold(_counts(seen, say)), *_difference_lines(seen, say)[:LISTED]]
    rest = len(seen.differences) - LISTED
    return "\n".join([*lines, *([say("importing_chat.more", count=rest)] if rest > 0 else []), *told])


def counts(differences: Sequence[Difference]) -> dict[str, int]:
    """How many rows are added, changed and removed."""
    added = sum(one.before is None for one in differences)
    removed = sum(one.after is None for one in differences)
    return {"added": added, "changed": len(differences) - added - removed, "removed": removed}


def _counts(seen: Sight, say: Say) -> str:
    return str(say("importing_chat.counts", **counts(seen.differences)))


def _kept_lines(seen: Sight, say: Say) -> list[str]:
    """The rows that stay as they hold now, whatever the file says."""
    after = plans.of(seen.event)
    return [plain(loading.held(one, after, say)) for one in seen.kept]


def _difference_lines(seen: Sight, say: Say) -> list[str]:
    after = plans.of(seen.event)
    return [_difference(one, seen.known or after, after, say) for one in seen.differences]


def _difference(one: Difference, old: Itinerary, new: Itinerary, say: Say) -> str:
    before = _short(one.before, old, say) if one.before else ""
    after = _short(one.after, new, say) if one.after else ""
    if not before or (one.before and one.before.cancelled):
        return str(say("importing_chat.added", line=after))
    if not after:
        return str(say("importing_chat.removed", line=before))
    if before == after:
        return str(say("importing_chat.details", line=after))
    return str(say("importing_chat.changed", before=before, after=after))


def _short(one: Activity, itinerary: Itinerary, say: Say) -> str:
    place = views.where(one, itinerary, say)
    text = say(
        "importing_chat.row",
        day=one.day,
        hours=views.hours(one, itinerary, say),
        title=one.row.say("title", say.language),
    )
    return plain(f"{text} · {place}" if place else text)


def _pages(seen: Sight, say: Say) -> list[tuple[int, str]]:
    """(day, text) of every page: the rows of a day, of long days in several pieces."""
    plan = plans.of(seen.event)
    guessed = {key for key, _ in _guessed(seen)}
    result = []
    for day in range(1, len(plan.event.days) + 1):
        rows = [one for one in plan.activities if one.day == day]
        for start in range(0, max(1, len(rows)), PAGE):
            lines = [_line(one, plan, say, one.key in guessed) for one in rows[start : start + PAGE]]
            title = bold(views.day_title(day, plan, say))
            result.append((day, "\n".join([title, *(lines or [say("schedule.empty_day")])])))
    return result


def _guessed(seen: Sight) -> list[tuple[str, int]]:
    """The keys of rows in which something was guessed."""
    marked = {one.row for one in seen.draft.remarks if one.sort == "guess" and one.row is not None}
    keys = [key for key, _ in plans.keyed(seen.event.itinerary)]
    return [(key, number) for number, key in enumerate(keys) if number in marked]


def _line(one: Activity, plan: Itinerary, say: Say, guessed: bool) -> str:  # noqa: FBT001 - a column of the line
    return plain(views.line(one, plan, say)) + (f" {say('importing_chat.guess')}" if guessed else "")


def _open(seen: Sight, say: Say) -> str:
    if not seen.questions:
        return ""
    lines = [bold(say("importing_chat.questions", count=len(seen.questions)))]
    lines += [f"· {plain(one.text)}" for one in seen.questions[:ASKED]]
    return "\n".join(lines)


def _buttons(seen: Sight, pages: Sequence[tuple[int, str]], page: int, say: Say) -> Rows:
    token = seen.draft.token
    tell = [(_button(say("importing_chat.upload_and_tell"), "tell", token),)] if seen.known and seen.differences else []
    rows: list[tuple[Button, ...]] = [*tell, (_button(say("importing_chat.upload"), "yes", token),)]
    near = [one for one in (page - 1, page + 1) if 0 <= one < len(pages)]
    rows.append(tuple(_button(_step(pages[one][0], one < page, say), f"page.{one}", token) for one in near))
    if seen.questions:
        rows.append((_button(say("importing_chat.answer", count=len(seen.questions)), "ask", token),))
    if len(seen.differences) > LISTED:
        rows.append((_button(say("importing_chat.all_differences"), "diff.0", token),))
    rows.append((_button(say("importing_chat.as_file"), "file", token),))
    if not seen.draft.whole:
        key = "importing_chat.as_update" if seen.draft.apart else "importing_chat.as_new"
        rows.append((_button(say(key), "apart", token),))
    rows.append((_button(say("importing_chat.cancel"), "no", token),))
    return tuple(row for row in rows if row)


def _step(day: int, back: bool, say: Say) -> str:  # noqa: FBT001 - the direction
    return str(say("schedule.day_back" if back else "schedule.day_on", day=day))


def _button(text: str, what: str, token: str) -> Button:
    return Button(text[:60], f"imp:{what}.{token}")


def asked(seen: Sight, say: Say) -> Reply:
    """The next open question with its answers; the overview when none is left."""
    if not seen.questions:
        return overview(seen, say, first=say("importing_chat.all_answered"))
    one, token = seen.questions[0], seen.draft.token
    lines = [bold(say("importing_chat.left", count=len(seen.questions))), plain(one.text)]
    if not one.choices:
        lines.append(say("importing_chat.by_file"))
    answers = tuple(
        (_button(plain(choice.text), f"ans.{one.mark}.{number}", token),) for number, choice in enumerate(one.choices)
    )
    skip = _button(say("importing_chat.skip"), f"skip.{one.mark}", token)
    back = _button(say("importing_chat.back"), "show", token)
    return Reply("\n\n".join(lines), (*answers, (skip,), (back,)), edit=True)


def compared(seen: Sight, say: Say, page: int) -> Reply:
    """All differences, page by page."""
    token, lines = seen.draft.token, [*_difference_lines(seen, say), *_kept_lines(seen, say)]
    last = max(0, (len(lines) - 1) // PAGE)
    page = min(max(page, 0), last)
    text = "\n".join([bold(_counts(seen, say)), *lines[page * PAGE : (page + 1) * PAGE]])
    near = [one for one in (page - 1, page + 1) if 0 <= one <= last]
    steps = tuple(
        _button(say("importing_chat.page_back" if one < page else "importing_chat.page_on"), f"diff.{one}", token)
        for one in near
    )
    back = (_button(say("importing_chat.back"), "show", token),)
    return Reply(_cut(text), tuple(row for row in (steps, back) if row), edit=True)


def as_file(seen: Sight, say: Say) -> Reply:
    """The event file to be edited and sent back, with the open questions on its top."""
    kept = "" if seen.known else seen.draft.yaml
    text = kept or yaml.safe_dump(drafts.file(seen.event), allow_unicode=True, sort_keys=False, width=120)
    lines = [f"# {line}" for one in seen.questions for line in f"? {plain(one.text)}".splitlines()]
    data = "\n".join([*lines, text]).encode()
    attachment = Attachment(f"{seen.event.event.id}.yaml", "application/yaml", data)
    return Reply(say("importing_chat.file"), attachment=attachment)


def _cut(text: str) -> str:
    while len(text) > LONGEST:
        text = text.rpartition("\n")[0]
    return text
