"""What became of an announcement: once nothing is on its way any more, the announcer's own message says so."""

from collections.abc import Iterable, Mapping
from datetime import datetime
from typing import Any

from sqlalchemy.ext.asyncio import AsyncConnection

from bot.db import announcements, edits
from bot.itinerary import Itinerary
from bot.messages import Button, Reply, bold
from bot.texts import Say
from handlers.announce import target, waiting

OPEN = {"queued", "retry", "sending"}
LISTED = 30
STATES = ("sent", "waiting", "unreachable", "uncertain", "failed", "cancelled")
Outcome = Mapping[int, tuple[str, set[str]]]


async def waits(tx: AsyncConnection, itinerary: Itinerary, now: datetime) -> bool:
    """Whether `report` has something to do; reads only."""
    return bool(await announcements.finished(tx, itinerary.event.id, now))


async def report(tx: AsyncConnection, itinerary: Itinerary, texts: Mapping[str, Say], now: datetime) -> int:
    """Change the progress message of every announcement that is through; how many."""
    found = await announcements.finished(tx, itinerary.event.id, now)
    for one in found:
        outcome = await announcements.outcomes(tx, one.notice_id)
        meant = await waiting.reached(target.unpacked(one.audience), tx, itinerary.event.id, one.account_id)
        nowhere = [person.name for person in meant.unreached if person.id not in outcome]
        twice = await announcements.repeated(tx, one.notice_id)
        said = {key: _final(one, counted(outcome, nowhere, twice, say), say) for key, say in texts.items()}
        await edits.change(tx, one.progress, said, now)
        await announcements.reported(tx, one.progress)
    return len(found)


def _final(known: Any, counts: list[str], say: Say) -> Reply:  # noqa: ANN401 - a row of Announcement
    lines = [bold(say("announce.finished")), known.text[:300], "", *counts]
    return Reply("\n".join(lines), ((Button(say("announce.result"), f"status:show.{known.id}"),),))


def counted(outcome: Outcome, nowhere: list[str], twice: list[str], say: Say) -> list[str]:
    """How many got it, the names of all others by what became of theirs, and of those who may have got it twice."""
    by_state = by_outcome(outcome)
    lines = [say("announce.counts", sent=len(by_state["sent"]), total=len(outcome))]
    lines += [
        say(f"announce.state_{state}", count=len(found), names=listed(found))
        for state, found in by_state.items()
        if found and state != "sent"
    ]
    more = {"nowhere": nowhere, "twice": twice}
    return lines + [
        say(f"announce.{key}", count=len(names), names=listed(names)) for key, names in more.items() if names
    ]


def by_outcome(outcome: Outcome) -> dict[str, list[str]]:
    """Names by what became of it; whoever got it on one of their accounts got it."""
    result: dict[str, list[str]] = {one: [] for one in STATES}
    for name, states in outcome.values():
        if "sent" in states:
            result["sent"].append(name)
        elif states & OPEN:
            result["waiting"].append(name)
        else:
            order = ("uncertain", "unreachable", "failed")
            result[next((one for one in order if one in states), "cancelled")].append(name)
    return result


def listed(names: Iterable[str]) -> str:
    """The names, at most thirty."""
    known = list(names)
    return ", ".join(known[:LISTED]) + (" …" if len(known) > LISTED else "")
