"""What the bot owes people unprompted: a pure function of itinerary, rules and time. Nothing future is stored.

Every due moment follows from the itinerary alone, so planning twice, an hour's jump of a clock or a restart give the
same notices under the same keys; a moved activity has another start and therefore other keys.
"""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, replace
from datetime import date, datetime, timedelta
from itertools import chain
from typing import Literal

from bot.itinerary import Activity, Itinerary, instant
from bot.quiet import after_quiet
from config.event import SAFETY_KINDS, Audience, DailyRule, ReminderRule, length

DAY = timedelta(days=1)
MINUTE = timedelta(minutes=1)
EVERYONE = Audience()
SAFETY_LANE, REMINDER_LANE = 1, 2


@dataclass(frozen=True, slots=True)
class Planned:
    """A notice that is due. Moments are aware, UTC; it is of use from `due_at` until before `expires_at`.

    `topic` is what people may mute: the activity's kind, "tomorrow", or "" for what nobody may miss. `leads` are the
    personal lead times in minutes that it is for, None standing for people who chose none; empty is everybody.
    `late`: it fell due before the last look, so somebody may have had a later reminder of the same already.
    """

    key: str
    kind: Literal["reminder", "tomorrow"]
    topic: str
    day: int
    due_at: datetime
    expires_at: datetime
    lane: int
    must: bool
    activity: str = ""
    audience: Audience = EVERYONE
    leads: frozenset[int | None] = frozenset()
    missed: bool = False
    late: bool = False


def notices(
    itinerary: Itinerary,
    now: datetime,
    since: datetime | None,
    leads: frozenset[int] = frozenset(),
    ahead: Mapping[Audience, timedelta] | None = None,
) -> list[Planned]:
    """Everything that is due and still of use at `now`, and as `missed` what fell due in (since, now] and is not.

    `since` is the last look, None when nobody looked before: then nothing is missed. `leads` are the personal lead
    times in use, in minutes. `ahead` says how much earlier a large audience is begun with. By due moment, then key.
    """
    due = [one for one in _all(itinerary, leads, ahead or {}) if one.due_at <= now]
    useful = [replace(one, late=since is None or one.due_at <= since) for one in due if now < one.expires_at]
    missed = [
        replace(one, missed=True) for one in due if since is not None and since < one.due_at and one.expires_at <= now
    ]
    return sorted((*useful, *missed), key=lambda one: (one.due_at, one.key))


def next_due(
    itinerary: Itinerary,
    now: datetime,
    leads: frozenset[int] = frozenset(),
    ahead: Mapping[Audience, timedelta] | None = None,
) -> datetime | None:
    """The next moment after `now` at which something falls due; None when nothing will."""
    return min((one.due_at for one in _all(itinerary, leads, ahead or {}) if one.due_at > now), default=None)


def _all(itinerary: Itinerary, leads: frozenset[int], ahead: Mapping[Audience, timedelta]) -> Iterator[Planned]:
    found: dict[str, Planned] = {}
    for one in (*_reminders(itinerary, leads), *_evenings(itinerary)):
        due = _after_quiet(one, itinerary)
        if due < one.expires_at:
            early = replace(one, due_at=due - ahead.get(one.audience, timedelta()))
            found.setdefault(one.key, early)
    yield from found.values()


def _reminders(itinerary: Itinerary, leads: frozenset[int]) -> Iterator[Planned]:
    for activity in itinerary.activities:
        for lead, whose in _leads(activity.row.kind, itinerary.file.reminders, leads).items():
            yield _reminder(activity, lead, whose)


def _leads(
    kind: str, rules: Iterable[ReminderRule | DailyRule], personal: frozenset[int]
) -> dict[timedelta, frozenset[int | None]]:
    """How long before, and for which personal lead times; a personal one takes the place of the rule's first.

    A reminder at the very start would come when the activity has begun: no lead is 0.
    """
    texts = [rule.before for rule in rules if isinstance(rule, ReminderRule) and kind in rule.kinds]
    before = [one for one in dict.fromkeys(length(text) for text in chain(*texts)) if one]
    if not before:
        return {}
    first, rest = before[0], before[1:]
    own = {minutes * MINUTE: frozenset({minutes}) for minutes in sorted(personal) if minutes > 0}
    result: dict[timedelta, frozenset[int | None]] = {lead: whose for lead, whose in own.items() if lead not in before}
    result[first] = frozenset({None, int(first / MINUTE)}) if own else frozenset()
    return result | {lead: frozenset() for lead in rest}


def _reminder(activity: Activity, lead: timedelta, whose: frozenset[int | None]) -> Planned:
    safety = activity.row.kind in SAFETY_KINDS
    minutes = int(lead / MINUTE)
    return Planned(
        key=f"reminder:{activity.key}:{activity.starts_at:%Y%m%dT%H%MZ}:{minutes}",
        kind="reminder",
        topic="" if safety else activity.row.kind,
        day=activity.day,
        due_at=activity.starts_at - lead,
        expires_at=activity.starts_at,
        lane=SAFETY_LANE if safety else REMINDER_LANE,
        must=safety,
        activity=activity.key,
        audience=activity.row.audience,
        leads=whose,
    )


def _evenings(itinerary: Itinerary) -> Iterator[Planned]:
    clocks = dict.fromkeys(rule.daily for rule in itinerary.file.reminders if isinstance(rule, DailyRule))
    for day, when in enumerate(itinerary.event.days, 1):
        if itinerary.on(day):
            yield from (_evening(itinerary, day, when, clock) for clock in clocks)


def _evening(itinerary: Itinerary, day: int, when: date, clock: str) -> Planned:
    due = instant(when - DAY, clock, itinerary.zone)
    ends = [instant(when, "00:00", itinerary.zone)]
    if itinerary.file.quiet:
        start = instant(when - DAY, itinerary.file.quiet[0], itinerary.zone)
        ends += [start] if start > due else []
    return Planned(
        key=f"tomorrow:{when:%Y%m%d}:{clock.replace(':', '')}",
        kind="tomorrow",
        topic="tomorrow",
        day=day,
        due_at=due,
        expires_at=min(ends),
        lane=REMINDER_LANE,
        must=False,
    )


def _after_quiet(one: Planned, itinerary: Itinerary) -> datetime:
    """When it may come: at its moment, or at the end of the quiet hours that it falls into."""
    return one.due_at if one.must else after_quiet(one.due_at, itinerary)
