"""What the command line does to the database while no bot need run."""

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from datetime import timedelta

from sqlalchemy.ext.asyncio import AsyncConnection
from telegram import Bot
from telegram.error import TelegramError

from bot import codes
from bot.adapters.telegram.transport import AiohttpRequest
from bot.clock import SystemClock
from bot.db import events, people, rollcalls
from bot.db.database import Database
from bot.db.migrate import migrate
from bot.texts import Say
from config.settings import Settings

INVITE_LASTS = timedelta(days=60)


@asynccontextmanager
async def opened(settings: Settings) -> AsyncIterator[Database]:
    """The database, brought up to date."""
    database = Database(settings.database_url)
    try:
        await migrate(database)
        yield database
    finally:
        await database.close()


async def attendance(settings: Settings, say: Say, event_id: str | None, group: str | None) -> bytes:
    """The training-hours list as XLSX, of one group if asked. LookupError names the events there are."""
    from bot.attendance import Mark, attended, workbook  # noqa: PLC0415 - slow to import, seldom asked for

    async with opened(settings) as database, database.begin() as tx:
        chosen = await chosen_event(tx, settings, event_id)
        itinerary = await events.snapshot(tx, chosen)
        roster = [one for one in await people.roster(tx, chosen) if not group or one.group == group]
        marks = [Mark(one.person_id, one.state, one.opens_at) for one in await rollcalls.attendance(tx, chosen)]
        await people.note(tx, "attendance.exported", SystemClock().now(), event_id=chosen)
    return workbook(itinerary, attended(itinerary, roster, marks), say)


async def chosen_event(tx: AsyncConnection, settings: Settings, event_id: str | None) -> str:
    """The event that is meant: the named one, the setting's, or the only one. LookupError names those there are."""
    known = await events.versions(tx)
    chosen = event_id or settings.event or (next(iter(known)) if len(known) == 1 else None)
    if chosen not in known:
        raise LookupError(", ".join(known))
    return str(chosen)


async def invite(settings: Settings, role: str, event_id: str | None) -> dict[str, str | None]:
    """A one-time code, and its link if a token is set and Telegram answers. LookupError names the events there are."""
    async with opened(settings) as database:
        async with database.begin() as tx:
            chosen = await chosen_event(tx, settings, event_id)
            code, now = codes.new(), SystemClock().now()
            await people.add_invite(tx, codes.digest(code), chosen, now, role=role, expires_at=now + INVITE_LASTS)
        name = await bot_name(settings)
    return {"code": code, "telegram": f"https://t.me/{name}?start={code}" if name else None}


async def bot_name(settings: Settings) -> str | None:
    """The Telegram bot's name; None without a token, or when Telegram does not answer."""
    if settings.telegram_token is None:
        return None
    token, base = settings.telegram_token.get_secret_value(), settings.telegram_api_base
    client = Bot(token, base_url=f"{base}/bot", request=AiohttpRequest(), get_updates_request=AiohttpRequest())
    try:
        async with client:
            return client.username
    except TelegramError:
        return None
