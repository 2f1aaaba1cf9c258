"""The run itself, from the lock on the database's file to the signal to stop."""

import asyncio
import gc
import signal
from collections.abc import Sequence
from contextlib import AsyncExitStack
from functools import partial
from typing import Any

import structlog
from starlette.routing import BaseRoute

import scheduler
from bot import http, metrics
from bot.adapters import telegram
from bot.adapters.web import Web
from bot.app import health, receiving
from bot.app.app import App
from bot.app.prepare import Wishes, prepare
from bot.db import housekeeping, leases
from bot.db.database import Database
from bot.db.migrate import migrate
from bot.lock import only_one
from bot.tasks import end
from config.settings import Settings
from handlers import routes
from scheduler.limiter import Limits
from scheduler.ticker import Nightly

UNLIMITED = Limits(bot=1000, chat=100, group=6000)  # our own web chat refuses nobody; only the machine limits it
log = structlog.get_logger()


async def run(settings: Settings, wishes: Wishes) -> None:
    """Run until SIGTERM or SIGINT. AlreadyRunningError when another process runs on the same SQLite file."""
    async with AsyncExitStack() as stack:
        database = Database(settings.database_url)
        stack.push_async_callback(database.close)
        if database.sqlite and database.url.database:
            stack.enter_context(only_one(database.url.database))
        await migrate(database)
        await _inherit(database)
        app = await prepare(settings, wishes, database)
        gc.freeze()  # modules, texts and the index stay for good; the collector need not look at them again
        web = _web(app)
        site = http.application(
            [*web.routes(), *_telegram(app)],
            partial(health.health, app),
            metrics.registry(partial(health.figures, app)),
        )
        await _start(app, partial(_nightly, app, web), stack)
        address = await stack.enter_async_context(http.serving(site, settings.web_host, settings.web_port))
        app.conversation.address = settings.web_address or address.rstrip("/")
        wishes.ready(address, bool(app.seats))
        await _told_to_stop()
        log.info("stopping")


async def _inherit(database: Database) -> None:
    """On SQLite the file's lock proves that whoever held a lease is gone: nobody need wait for its end."""
    if database.sqlite:
        async with database.begin() as tx:
            await leases.release_all(tx)


def _web(app: App) -> Web:
    async def accept(update_id: str, update: dict[str, Any]) -> None:
        await app.inboxes[Web.bot].accept([(update_id, update)])

    web = Web(
        app.database,
        app.clock,
        accept,
        app.texts,
        rehearsal=bool(app.seats),
        seats=app.seats,
        about=app.about,
        next_due=app.next_due,
        host=app.settings.web_host,
        folder=app.settings.data_folder / "web",
    )
    app.adapters[Web.bot] = web
    return web


def _telegram(app: App) -> Sequence[BaseRoute]:
    """Telegram, if there is a token; with a webhook, its route."""
    if app.settings.telegram_token is None:
        return ()
    app.receiver = telegram.Receiver(app.settings, app.texts, routes.commands_for("participant"))
    app.adapters[app.receiver.adapter.bot] = app.receiver.adapter
    return app.receiver.routes()


async def _start(app: App, nightly: Nightly, stack: AsyncExitStack) -> None:
    """Start sending and receiving for every bot; stopped in the opposite order."""
    limits = Limits(bot=app.settings.telegram_rate, chat=app.settings.telegram_chat_rate)
    wishes = scheduler.Settings({bot: UNLIMITED if bot == Web.bot else limits for bot in app.adapters}, nightly=nightly)
    app.scheduler = await scheduler.start(app.database, app.clock, app.itineraries, app.adapters, app.texts, wishes)
    stack.push_async_callback(app.scheduler.stop)
    for bot in app.adapters:
        app.inboxes[bot] = receiving.inbox(app, bot)
        stack.push_async_callback(app.inboxes[bot].settle)
        app.tasks.append(asyncio.create_task(receiving.receive(app, bot), name=f"inbox {bot}"))
    if app.receiver:
        bot = app.receiver.adapter.bot
        held = app.scheduler.leases[bot].held
        app.tasks.append(asyncio.create_task(app.receiver.run(app.inboxes[bot].accept, lambda: held() is not None)))
    stack.push_async_callback(end, *app.tasks)


async def _nightly(app: App, web: Web) -> None:
    """Clear away what nobody can read any more, then what is done or whose time is over."""

    async def forget(bot: str, user: str) -> None:
        if bot in app.adapters:
            await app.adapters[bot].forget(user)

    await web.tidy()
    await housekeeping.nightly(app.database, app.clock, app.texts, forget)


async def _told_to_stop() -> None:
    told = asyncio.Event()
    for one in (signal.SIGTERM, signal.SIGINT):
        asyncio.get_running_loop().add_signal_handler(one, told.set)
    await told.wait()
