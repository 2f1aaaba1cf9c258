"""Before anything runs: the event is loaded, the clock chosen, a rehearsal begun if it is one."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import datetime

from bot import rehearsal, texts
from bot.app.app import App
from bot.clock import Clock, SimulatedClock, SystemClock
from bot.db import events
from bot.db.database import Database
from bot.itinerary import Itinerary
from bot.snapshots import Snapshots
from bot.texts import Say
from config.event import Event
from config.settings import Settings
from handlers import router
from handlers.conversation import Conversation
from handlers.plan import loading
from handlers.understanding.indexing import index_of

REHEARSAL_SPEED = 60.0


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


async def prepare(settings: Settings, wishes: Wishes, database: Database) -> App:
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
