"""What an organizer sees before a change: every row old → new, the clashes, the reminders that move."""

from collections.abc import Collection, Sequence
from datetime import datetime, timedelta

from bot.itinerary import Itinerary
from bot.messages import bold
from bot.texts import Say
from config.event import ReminderRule, length
from handlers import views
from handlers.plan import telling
from handlers.plan.shift import Change, Clash, Draft


def text(draft: Draft, itinerary: Itinerary, say: Say, reminded: Collection[str], unreached: int) -> str:
    """The whole preview; `reminded` are rows of which people were reminded already, `unreached` people no account."""
    lines = [bold(say("plan.preview")), *telling.listed(draft.changes, itinerary, say)]
    lines += _warnings(draft, itinerary, say)
    lines += _reminders(draft.changes, itinerary, say, reminded)
    if unreached:
        lines.append(say("plan.unreached", count=unreached))
    return "\n".join(lines)


def _warnings(draft: Draft, itinerary: Itinerary, say: Say) -> list[str]:
    lines = []
    if draft.stopped:
        clock = say.clock(draft.stopped.starts_at, itinerary.zone)
        lines.append(say("plan.stopped", title=draft.stopped.row.say("title", say.language), time=clock))
    pinned = [one.after for one in draft.changes if one.after.row.fixed]
    lines += [say("plan.pinned", title=one.row.say("title", say.language)) for one in pinned]
    lines += [_clash(one, itinerary, say) for one in draft.clashes]
    return ["", *lines] if lines else []


def _clash(clash: Clash, itinerary: Itinerary, say: Say) -> str:
    return say(
        "plan.clash",
        first=clash.first.row.say("title", say.language),
        end=say.clock(clash.first.ends_at or clash.first.starts_at, itinerary.zone),
        second=clash.second.row.say("title", say.language),
        start=say.clock(clash.second.starts_at, itinerary.zone),
        overlap=say.length(clash.overlap),
    )


def _reminders(changes: Sequence[Change], itinerary: Itinerary, say: Say, reminded: Collection[str]) -> list[str]:
    """How the reminders of these rows move: the clock times old → new, and which were sent already."""
    lines = [_moves(one, lead, itinerary, say) for one in changes for lead in _leads(one, itinerary)]
    lines += [
        say("plan.reminded", title=one.after.row.say("title", say.language)) for one in changes if one.key in reminded
    ]
    return ["", say("plan.reminders"), *lines] if lines else []


def _leads(change: Change, itinerary: Itinerary) -> list[timedelta]:
    old, new = change.before, change.after
    if old is not None and old.starts_at == new.starts_at and old.cancelled == new.cancelled:
        return []
    rules = [one for one in itinerary.file.reminders if isinstance(one, ReminderRule) and new.row.kind in one.kinds]
    return list(dict.fromkeys(length(lead) for rule in rules for lead in rule.before))


def _moves(change: Change, lead: timedelta, itinerary: Itinerary, say: Say) -> str:
    def clock(moment: datetime) -> str:
        return say.clock(moment - lead, itinerary.zone)

    old = change.before
    title = f"{views.ICONS[change.after.row.kind]} {change.after.row.say('title', say.language)}"
    if change.after.cancelled:
        return say("plan.reminder_off", title=title, old=clock(change.after.starts_at))
    if old is None:
        return say("plan.reminder_new", title=title, new=clock(change.after.starts_at))
    return say("plan.reminder_moved", title=title, old=clock(old.starts_at), new=clock(change.after.starts_at))
