"""The composition root: puts the parts together and runs them until told to stop.

Only here, and in the command line, do arrows point to the right: handlers and scheduler are chosen here.
"""

import asyncio
import gc
import signal
from collections.abc import AsyncIterator, Awaitable, Callable, Mapping, Sequence
from contextlib import AsyncExitStack, asynccontextmanager
from dataclasses import dataclass, field
from datetime import datetime
from functools import partial
from typing import Any

import structlog
from sqlalchemy import text as sql
from sqlalchemy.ext.asyncio import AsyncConnection
from starlette.routing import BaseRoute

import scheduler as notices
from bot import http, metrics, polishing, rehearsal, telegram, texts
from bot.adapters import Adapter
from bot.adapters.web import About, Seat, Web
from bot.clock import Clock, SimulatedClock, SystemClock
from bot.db import events, housekeeping, leases
from bot.db.database import Database
from bot.db.migrate import migrate
from bot.inbox import Inbox, Parts
from bot.itinerary import Itinerary
from bot.lock import only_one
from bot.messages import Address, Reply, Request
from bot.replies import Replies
from bot.report.making import Desk
from bot.snapshots import Snapshots
from bot.tasks import end
from bot.texts import Say
from bot.way_in import way_in
from config.event import Event, Facts
from config.settings import Settings
from handlers import router
from handlers.conversation import Conversation
from handlers.plan import loading
from handlers.understanding.indexing import index_of
from scheduler import planner
from scheduler.limiter import LATE_REPLIES, REPLIES, Limits

REHEARSAL_SPEED = 60.0
STALE = 60.0
UNLIMITED = Limits(bot=1000, chat=100, group=6000)  # our own web chat refuses nobody; only the machine limits it
log = structlog.get_logger()


@dataclass(frozen=True, slots=True)
class Wishes:
    """What the command line asks for.

    `event` is loaded first; `at` (aware) and `speed` simulate the clock; `sample` is loaded into an empty database;
    `ready` is called with the chat page's address once everything runs.
    """

    sample: Event
    event: Event | None = None
    at: datetime | None = None
    speed: float | None = None
    ready: Callable[[str, bool], object] = lambda address, rehearses: None  # noqa: ARG005 - nobody wants to know


@dataclass(slots=True)
class App:
    """Everything that runs in one process."""

    settings: Settings
    database: Database
    clock: Clock
    texts: Mapping[str, Say]
    home: Itinerary
    snapshots: Snapshots
    conversation: Conversation
    seats: tuple[Seat, ...] = ()
    adapters: dict[str, Adapter] = field(default_factory=dict)
    inboxes: dict[str, Inbox] = field(default_factory=dict)
    receiver: telegram.Receiver | None = None
    scheduler: notices.Scheduler | None = None
    tasks: list[asyncio.Task[Any]] = field(default_factory=list)
    looking: asyncio.Lock = field(default_factory=asyncio.Lock)

    async def itineraries(self) -> Mapping[str, Itinerary]:
        """Every event as it stands now."""
        async with self.database.read() as tx:
            return await self.snapshots.current(tx)

    async def health(self) -> dict[str, bool]:
        """What is well: the database, the planning of notices, the receiving of updates."""
        result = {"database": await self._database_alive()}
        if self.scheduler:
            health = self.scheduler.health()
            result["scheduler"] = not health.plans or health.seconds_since_look < STALE
        if self.receiver:
            result["telegram"] = self.receiver.healthy
        return result

    def figures(self) -> metrics.Figures:
        """What Prometheus is told."""
        if self.scheduler is None:
            return metrics.Figures()
        health = self.scheduler.health()
        return metrics.Figures(
            health.seconds_since_look,
            {bot: term is not None for bot, term in health.terms.items()},
            health.outcomes,
            health.repeats,
            health.waiting,
            {bot: one.waiting for bot, one in self.inboxes.items()},
        )

    async def _database_alive(self) -> bool:
        try:
            async with asyncio.timeout(3), self.database.read() as tx:
                await tx.execute(sql("SELECT 1"))
        except Exception:  # noqa: BLE001 - whatever it is, the database is not well
            return False
        return True

    def next_due(self) -> datetime | None:
        """When the next notice of the rehearsed event falls due."""
        return planner.next_due(self.home, self.clock.now())

    def about(self) -> About:
        """What heads the chat page."""
        facts = self.home.event
        title = {language: str(facts.say("title", language)) for language in texts.LANGUAGES}
        return About(title, self.home.zone, facts.days)

    def wake(self) -> None:
        """Let the scheduler look at once."""
        self.conversation.woken = False
        if self.scheduler:
            self.scheduler.wake()


async def run(settings: Settings, wishes: Wishes) -> None:
    """Run until SIGTERM or SIGINT. AlreadyRunningError when another process runs on the same SQLite file."""
    async with AsyncExitStack() as stack:
        database = Database(settings.database_url)
        stack.push_async_callback(database.close)
        if database.sqlite and database.url.database:
            stack.enter_context(only_one(database.url.database))
        await migrate(database)
        await _inherit(database)
        app = await _prepare(settings, wishes, database)
        gc.freeze()  # modules, texts and the index stay for good; the collector need not look at them again
        routes = [*_web(app).routes(), *_telegram(app)]
        await _start(app, stack)
        address = await _serve(app, routes, stack)
        app.conversation.address = settings.web_address or address.rstrip("/")
        wishes.ready(address, bool(app.seats))
        await _told_to_stop()
        log.info("stopping")


async def _inherit(database: Database) -> None:
    """On SQLite the file's lock proves that whoever held a lease is gone: nobody need wait for its end."""
    if database.sqlite:
        async with database.begin() as tx:
            await leases.release_all(tx)


async def _prepare(settings: Settings, wishes: Wishes, database: Database) -> App:
    """Load what is to be loaded, choose the clock, begin a rehearsal if it is one."""
    said = texts.load()
    snapshots = Snapshots()
    home = await _home(settings, wishes, database, snapshots, said)
    clock, rehearses = _clock(settings, wishes, home)
    seats = rehearsal.seats(said, home.event.language) if rehearses else ()
    if seats:
        async with database.begin() as tx:
            await rehearsal.begin(tx, home, seats, clock.now())
    index_of(home)  # made now, not at the first question
    conversation = Conversation(clock, said, snapshots, router.conversation(said), home.event.id)
    conversation.polishes = bool(settings.polish_url)
    return App(settings, database, clock, said, home, snapshots, conversation, seats)


async def _home(
    settings: Settings, wishes: Wishes, database: Database, snapshots: Snapshots, said: Mapping[str, Say]
) -> Itinerary:
    """The event that people join without a code: the given one, else the newest, else the sample."""
    async with database.begin() as tx:
        now = SystemClock().now()
        if wishes.event:
            await loading.load(tx, wishes.event, said, wishes.at or now)
        if not await events.versions(tx):
            await events.load(tx, wishes.sample, now)
        known = await snapshots.current(tx)
    wanted = wishes.event.event.id if wishes.event else settings.event
    if wanted and wanted in known:
        return known[wanted]
    return max(known.values(), key=lambda one: one.event.days[-1])


def _clock(settings: Settings, wishes: Wishes, home: Itinerary) -> tuple[Clock, bool]:
    """The clock, and whether this is a rehearsal with free seats: without any account, on loopback only."""
    alone = settings.telegram_token is None
    if not alone and wishes.at is None and wishes.speed is None:
        return SystemClock(), False
    start = wishes.at or (rehearsal.beginning(home) if alone else SystemClock().now())
    usual = REHEARSAL_SPEED if wishes.at is None else 1.0
    clock = SimulatedClock(start, usual if wishes.speed is None else wishes.speed)
    return clock, alone and settings.web_host in {"127.0.0.1", "localhost", "::1"}


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
    app.receiver = telegram.Receiver(app.settings, app.texts, router.commands_for("participant"))
    app.adapters[app.receiver.adapter.bot] = app.receiver.adapter
    return app.receiver.routes()


async def _start(app: App, stack: AsyncExitStack) -> None:
    """Start sending and receiving for every bot; stopped in the opposite order."""
    limits = Limits(bot=app.settings.telegram_rate, chat=app.settings.telegram_chat_rate)

    async def forget(bot: str, user: str) -> None:
        if bot in app.adapters:
            await app.adapters[bot].forget(user)

    nightly = partial(housekeeping.nightly, app.database, app.clock, app.texts, forget)
    wishes = notices.Settings({bot: UNLIMITED if bot == Web.bot else limits for bot in app.adapters}, nightly=nightly)
    app.scheduler = await notices.start(app.database, app.clock, app.itineraries, app.adapters, app.texts, wishes)
    stack.push_async_callback(app.scheduler.stop)
    for bot in app.adapters:
        app.inboxes[bot] = _inbox(app, bot)
        stack.push_async_callback(app.inboxes[bot].settle)
        app.tasks.append(asyncio.create_task(_own(app, bot), name=f"inbox {bot}"))
    if app.receiver:
        bot = app.receiver.adapter.bot
        held = app.scheduler.leases[bot].held
        app.tasks.append(asyncio.create_task(app.receiver.run(app.inboxes[bot].accept, lambda: held() is not None)))
    stack.push_async_callback(end, *app.tasks)


def _way_in(app: App, event: Facts) -> str:
    """The Telegram bot, once its name is known, else the web page that phones reach."""
    adapter = app.receiver.adapter if app.receiver else None
    name = adapter.client.username if adapter and adapter.ready.is_set() else ""
    return way_in(name, app.settings.web_address, event)


def _inbox(app: App, bot: str) -> Inbox:
    assert app.scheduler is not None  # noqa: S101 - started before
    adapter, lease, limiter = app.adapters[bot], app.scheduler.leases[bot], app.scheduler.limiters[bot]

    @asynccontextmanager
    async def gate(address: Address, reply: Reply, late: bool) -> AsyncIterator[None]:  # noqa: FBT001 - as Gate has it
        if bot == Web.bot:
            yield
        elif reply.edit or not (reply.text or reply.venue or reply.attachment):
            await limiter.silence_over()
            yield
        else:
            lane = LATE_REPLIES if late else REPLIES
            place = await limiter.wait(address.chat, lane, group=address.chat != address.user)
            try:
                yield
            finally:
                limiter.answered(place)

    async def answers(*given: Any) -> list[list[Reply]]:  # noqa: ANN401 - as Conversation.answers
        return await app.conversation.answers(*given)

    async def mine(tx: AsyncConnection) -> bool:
        # On SQLite the file's lock keeps every other process away.
        return lease.held() is not None if app.database.sqlite else await lease.mine(tx)

    async def silence(seconds: float) -> None:
        limiter.silence(seconds)
        await lease.silence(seconds)

    async def again(request: Request) -> list[Reply]:
        async with app.database.begin() as tx:
            answers = await app.conversation.answers(tx, bot, [request])
        if app.conversation.woken:
            app.wake()
        return answers[0]

    replies = Replies(app.database, adapter, gate, silence, again, _makers(app, bot), looking=app.looking)
    return Inbox(
        Parts(
            app.database,
            adapter,
            app.clock,
            lambda: lease.held() is not None,
            answers,
            replies.send,
            mine,
            app.conversation.sorry,
            lambda: app.wake() if app.conversation.woken else None,
        )
    )


def _makers(app: App, bot: str) -> Callable[[Request, str], Awaitable[list[Reply]]]:
    """What makes that which an answer promises: documents and, where a model is configured, wordings."""
    makers = {"report": Desk(app.database, app.clock, app.texts, partial(_way_in, app)).replies}
    if model := polishing.model(app.settings):
        makers["polish"] = polishing.Polisher(app.database, bot, app.texts, model).replies

    async def make(request: Request, asked: str) -> list[Reply]:
        what, _, rest = asked.partition(":")
        return await makers[what](request, rest)

    return make


async def _own(app: App, bot: str) -> None:
    """Handle a bot's updates for as long as its lease is ours; again each time it comes back."""
    assert app.scheduler is not None  # noqa: S101 - started before
    lease, inbox = app.scheduler.leases[bot], app.inboxes[bot]
    while True:
        await lease.wait_held()
        work = asyncio.create_task(inbox.run())
        try:
            while lease.held() is not None and not work.done():
                await asyncio.wait([work], timeout=0.2)
        finally:
            (outcome,) = await end(work)
        if isinstance(outcome, Exception):
            log.error("inbox.stopped", bot=bot, error=type(outcome).__name__, exc_info=outcome)
            await asyncio.sleep(1)


async def _serve(app: App, routes: Sequence[BaseRoute], stack: AsyncExitStack) -> str:
    """Start the HTTP server and return the page's address."""
    server = http.server(
        http.application(routes, app.health, metrics.registry(app.figures)),
        app.settings.web_host,
        app.settings.web_port,
    )
    task = asyncio.create_task(server.serve(), name="http")
    stack.push_async_callback(_stop_server, server, task)
    while not server.started:
        if task.done():
            message = f"cannot listen on {app.settings.web_host}:{app.settings.web_port}; set HAMKKE_WEB_PORT"
            raise OSError(message)
        await asyncio.sleep(0.02)
    host, port = server.servers[0].sockets[0].getsockname()[:2]
    return f"http://{f'[{host}]' if ':' in host else host}:{port}/"


async def _stop_server(server: http.Server, task: asyncio.Task[None]) -> None:
    server.should_exit = True
    await asyncio.wait([task], timeout=2)
    server.force_exit = True
    await asyncio.gather(task, return_exceptions=True)


async def _told_to_stop() -> None:
    told = asyncio.Event()
    for one in (signal.SIGTERM, signal.SIGINT):
        asyncio.get_running_loop().add_signal_handler(one, told.set)
    await told.wait()
