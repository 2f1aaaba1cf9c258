"""The form's life without anybody's doing: it opens, reminds twice at most those who are silent, and closes."""

from collections.abc import Mapping
from datetime import datetime

from sqlalchemy.ext.asyncio import AsyncConnection

from bot import questionnaire
from bot.db import ballots, deliveries, feedback, feedback_codes, feedback_drafts, notices, people, traces
from bot.db.feedback import Form
from bot.db.notices import Note, Recipients
from bot.itinerary import Itinerary
from bot.quiet import after_quiet
from bot.texts import Say
from handlers.feedback import screens

LANE = 4
KIND = "feedback"


def next_due(itinerary: Itinerary, form: Form | None, now: datetime) -> datetime | None:
    """The next moment at which something is to be done; None when nothing will."""
    if form is None:
        opens = _opens(itinerary)
        return opens if opens and opens > now else None
    if form.closed_at is not None:
        return None
    moments = [due for due, _ in _calls(itinerary, form)]
    return min((one for one in (*moments, form.closes_at) if one > now), default=None)


async def waits(tx: AsyncConnection, itinerary: Itinerary, now: datetime) -> tuple[bool, datetime | None]:
    """Whether something is to be done now, and when the next thing is; reads only."""
    form = await feedback.form(tx, itinerary.event.id)
    later = next_due(itinerary, form, now)
    if form is None:
        return _opens_now(itinerary, now), later
    if form.closed_at is not None:
        return False, None
    due = [key for key, _ in _due(itinerary, form, now)]
    known = await notices.known(tx, itinerary.event.id, due) if due else frozenset()
    return now >= form.closes_at or bool(set(due) - known), later


async def settle(tx: AsyncConnection, itinerary: Itinerary, texts: Mapping[str, Say], now: datetime) -> int:
    """Open, call or close, as it is time; how many messages were put into the outbox."""
    event_id = itinerary.event.id
    form = await feedback.form(tx, event_id)
    if form is None and _opens_now(itinerary, now):
        opened = _opens(itinerary) or now
        await feedback.open_form(tx, event_id, opened, questionnaire.closes_at(itinerary, opened))
        form = await feedback.form(tx, event_id)
    if form is None or form.closed_at is not None:
        return 0
    if now >= form.closes_at:
        await close(tx, itinerary, texts, now)
        return 0
    count = 0
    for key, until in _due(itinerary, form, now):
        count += await _call(tx, itinerary, form, texts, now, key=key, until=until)
    return count


async def close(tx: AsyncConnection, itinerary: Itinerary, texts: Mapping[str, Say], now: datetime) -> bool:
    """Close for good: what was taken back to be changed counts as it stands, other drafts go. False when it was."""
    event_id = itinerary.event.id
    form = await feedback.form(tx, event_id, lock=True)
    if form is None or form.closed_at is not None:
        return False
    drafts = await feedback_drafts.of_event(tx, event_id)
    unsent = [(one.person_id, one.answers) for one, _, _ in drafts if one.again and screens.answers_in(one.answers)]
    await ballots.settle(tx, event_id, unsent)
    wiped = texts[itinerary.event.language]("feedback.wiped")
    for one, bot, user in drafts:
        await traces.wipe(tx, bot, user, one.said, wiped)
        await feedback_drafts.drop(tx, one.account_id, one.person_id)
        await people.change_account(tx, one.account_id, dialogue=None)
    await feedback_codes.forget(tx, event_id)
    for notice in await notices.of_kind(tx, event_id, KIND):
        await deliveries.stop(tx, notice)
    await feedback.change(tx, event_id, closed_at=now, asked=await feedback.asked(tx, event_id))
    return True


def _opens(itinerary: Itinerary) -> datetime | None:
    opens = questionnaire.opens_at(itinerary)
    return after_quiet(opens, itinerary) if opens else None


def _opens_now(itinerary: Itinerary, now: datetime) -> bool:
    """It is time, and not so late that the form would have closed again."""
    opens = _opens(itinerary)
    return opens is not None and opens <= now < questionnaire.closes_at(itinerary, opens)


def _calls(itinerary: Itinerary, form: Form) -> list[tuple[datetime, str]]:
    """When people are called to answer, with the notice's key: at the opening, and two times more at most."""
    nudges = [after_quiet(one, itinerary) for one in questionnaire.nudges_at(itinerary, form.opened_at)]
    opening = (after_quiet(form.opened_at, itinerary), "feedback:open")
    return [opening, *((due, f"feedback:nudge:{number}") for number, due in enumerate(sorted(nudges), 1))]


def _due(itinerary: Itinerary, form: Form, now: datetime) -> list[tuple[str, datetime]]:
    """The call that is of use now, as (key, until when): who was away gets the latest one alone."""
    calls = [one for one in _calls(itinerary, form) if one[0] < form.closes_at]
    ends = [*(due for due, _ in calls[1:]), form.closes_at]
    return [(key, min(end, form.closes_at)) for (due, key), end in zip(calls, ends, strict=True) if due <= now < end]


async def _call(  # noqa: PLR0913 - a notice's parts
    tx: AsyncConnection, itinerary: Itinerary, form: Form, texts: Mapping[str, Say], now: datetime, *, key: str,
    until: datetime,
) -> int:  # fmt: skip
    nudge = key != "feedback:open"
    silent = await feedback.silent(tx, itinerary.event.id)
    note = Note(key, KIND, LANE, must=False, due_at=now, expires_at=until, topic=KIND)
    said = {one: screens.invitation(form.closes_at, itinerary, say, nudge=nudge) for one, say in texts.items()}
    home = itinerary.event.language
    said = {home: said[home]} | said
    who = Recipients(itinerary.event.id, topic=KIND, accounts=silent)
    return await notices.put(tx, note, who, said, now) or 0
