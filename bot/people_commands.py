"""What the command line does with people: import, invite, export, forget."""

from collections.abc import AsyncIterator, Sequence
from contextlib import asynccontextmanager
from dataclasses import dataclass
from typing import Any

from sqlalchemy.ext.asyncio import AsyncConnection

from bot import codes
from bot.adapters.web.conversation import Conversation
from bot.adapters.web.files import Files
from bot.clock import SystemClock
from bot.commands import INVITE_LASTS, bot_name, chosen_event, opened
from bot.db import inbox, people, privacy, roster
from bot.db.roster import Changes
from config.roster import Roster
from config.settings import Settings


@dataclass(frozen=True, slots=True)
class Invitation:
    """A person's own code, and the link that carries it ("" when no bot could be asked for its name)."""

    name: str
    organisation: str
    code: str
    link: str


@asynccontextmanager
async def _event(settings: Settings, event_id: str | None) -> AsyncIterator[tuple[AsyncConnection, str]]:
    """A transaction and the event that is meant; LookupError names the events there are."""
    async with opened(settings) as database, database.begin() as tx:
        yield tx, await chosen_event(tx, settings, event_id)


async def load(settings: Settings, found: Roster, event_id: str | None, *, remove: bool, dry: bool) -> Changes:
    """Compare a roster with an event's people and, unless `dry`, write the changes."""
    now = SystemClock().now()
    async with _event(settings, event_id) as (tx, event):
        changes = await roster.compare(tx, event, found.entries, found.columns)
        if not dry and any(changes.counts):
            await roster.apply(tx, event, changes, now, remove=remove)
            added, changed, missing = changes.counts
            data = {"added": added, "changed": changed, "removed": missing * remove, "by": "operator"}
            await people.note(tx, "roster.imported", now, event_id=event, data=data)
    return changes


async def everybody(settings: Settings, event_id: str | None) -> tuple[str, Sequence[Any]]:
    """The event and all its people, as `bot.db.roster.everybody` has them; the access is written down."""
    async with _event(settings, event_id) as (tx, event):
        found = await roster.everybody(tx, event)
        data = {"people": len(found), "by": "operator"}
        await people.note(tx, "people.exported", SystemClock().now(), event_id=event, data=data)
    return event, found


async def invite_all(settings: Settings, event_id: str | None) -> list[Invitation]:
    """A fresh personal code for everybody on the list who has not joined; older ones keep working until used."""
    now = SystemClock().now()
    name = await bot_name(settings)
    made = []
    async with _event(settings, event_id) as (tx, event):
        for one in await roster.everybody(tx, event):
            if one.joined:
                continue
            code = codes.new()
            values = {"role": one.role, "person_id": one.id, "expires_at": now + INVITE_LASTS}
            await people.add_invite(tx, codes.digest(code), event, now, **values)
            link = f"https://t.me/{name}?start={code}" if name else ""
            made.append(Invitation(one.name, one.organisation, code, link))
        data = {"count": len(made), "by": "operator"}
        await people.note(tx, "people.invited", now, event_id=event, data=data)
    return made


async def forget(settings: Settings, who: str, event_id: str | None) -> list[tuple[int, str, str]]:
    """Delete the one person with that name or number, with all that is kept of them.

    The people (number, name, organisation) that fit: exactly one when it was done.
    """
    now = SystemClock().now()
    async with opened(settings) as database:
        async with database.begin() as tx:
            event = await chosen_event(tx, settings, event_id)
            everyone = await roster.everybody(tx, event)
            fits = [one for one in everyone if who in {one.name, str(one.id)}]
            accounts = await privacy.accounts_of(tx, [fits[0].id]) if len(fits) == 1 else []
            if len(fits) == 1:
                for account, bot, user in accounts:
                    await privacy.forget(tx, account, None)
                    await inbox.forget_user(tx, bot, user)
                await people.forget_person(tx, fits[0].id)
                await people.note(tx, "deleted", now, event_id=event, data={"by": "operator"})
        web = Conversation(database, SystemClock(), Files(settings.data_folder / "web"))
        for _, bot, user in accounts:
            if bot == "web":
                await web.forget(user)
                async with database.begin() as tx:
                    await privacy.forget_sessions(tx, user)
    return [(one.id, one.name, one.organisation) for one in fits]
