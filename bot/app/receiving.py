"""What comes in for one bot: its inbox, wired to the handlers, the limits and the lease."""

import asyncio
from collections.abc import AsyncIterator, Awaitable, Callable
from contextlib import asynccontextmanager
from functools import partial

import structlog
from sqlalchemy.ext.asyncio import AsyncConnection

from bot import polishing
from bot.adapters.web import Web
from bot.app.app import App
from bot.inbox import Inbox, Parts
from bot.messages import Address, Reply, Request
from bot.replies import Replies
from bot.report.making import Desk
from bot.tasks import end
from bot.way_in import way_in
from config.event import Facts
from scheduler.limiter import LATE_REPLIES, REPLIES, Limiter

log = structlog.get_logger()


def _way_in(app: App, event: Facts) -> str:
    """The Telegram bot, once its name is known, else the web page that phones reach."""
    adapter = app.receiver.adapter if app.receiver else None
    name = adapter.client.username if adapter and adapter.ready.is_set() else ""
    return way_in(name, app.settings.web_address, event)


def inbox(app: App, bot: str) -> Inbox:
    """The inbox of a bot whose lease and limits the scheduler has."""
    assert app.scheduler is not None  # noqa: S101 - started before
    adapter, lease, limiter = app.adapters[bot], app.scheduler.leases[bot], app.scheduler.limiters[bot]
    gate = _no_gate if bot == Web.bot else partial(_gate, limiter)

    async def mine(tx: AsyncConnection) -> bool:
        # On SQLite the file's lock keeps every other process away.
        return lease.held() is not None if app.database.sqlite else await lease.mine(tx)

    async def silence(seconds: float) -> None:
        limiter.silence(seconds)
        await lease.silence(seconds)

    again = partial(_again, app, bot)
    replies = Replies(app.database, adapter, gate, silence, again, _makers(app, bot), looking=app.looking)
    return Inbox(
        Parts(
            app.database,
            adapter,
            app.clock,
            lambda: lease.held() is not None,
            app.conversation.answers,
            replies.send,
            mine,
            app.conversation.sorry,
            lambda: app.wake() if app.conversation.woken else None,
        )
    )


@asynccontextmanager
async def _no_gate(address: Address, reply: Reply, late: bool) -> AsyncIterator[None]:  # noqa: FBT001 - as Gate has it
    """Our own page limits nobody."""
    del address, reply, late
    yield


@asynccontextmanager
async def _gate(limiter: Limiter, address: Address, reply: Reply, late: bool) -> AsyncIterator[None]:  # noqa: FBT001 - as Gate has it
    """Wait until the limits allow a message; what changes one, or only answers a press, waits for silences alone."""
    if reply.edit or not (reply.text or reply.venue or reply.attachment):
        await limiter.silence_over()
        yield
        return
    place = await limiter.wait(address.chat, LATE_REPLIES if late else REPLIES, group=address.chat != address.user)
    try:
        yield
    finally:
        limiter.answered(place)


async def _again(app: App, bot: str, request: Request) -> list[Reply]:
    """Run the handlers once more, for a request whose file has been fetched."""
    async with app.database.begin() as tx:
        answers = await app.conversation.answers(tx, bot, [request])
    if app.conversation.woken:
        app.wake()
    return answers[0]


def _makers(app: App, bot: str) -> Callable[[Request, str], Awaitable[list[Reply]]]:
    """What makes that which an answer promises: documents and, where a model is configured, wordings."""
    makers = {"report": Desk(app.database, app.clock, app.texts, partial(_way_in, app)).replies}
    if model := polishing.model(app.settings):
        makers["polish"] = polishing.Polisher(app.database, bot, app.texts, model).replies

    async def make(request: Request, asked: str) -> list[Reply]:
        what, _, rest = asked.partition(":")
        # A model may have been switched off since the answer was kept.
        return await makers[what](request, rest) if what in makers else []

    return make


async def receive(app: App, bot: str) -> None:
    """Handle a bot's updates for as long as its lease is ours; again each time it comes back."""
    assert app.scheduler is not None  # noqa: S101 - started before
    lease, mine = app.scheduler.leases[bot], app.inboxes[bot]
    if app.receiver and bot == app.receiver.adapter.bot:
        await app.receiver.adapter.ready.wait()  # nothing kept can be read before the bot knows its own name
    while True:
        await lease.wait_held()
        work = asyncio.create_task(mine.run())
        try:
            while lease.held() is not None and not work.done():
                await asyncio.wait([work], timeout=0.2)
        finally:
            (outcome,) = await end(work)
        if isinstance(outcome, Exception):
            log.error("inbox.stopped", bot=bot, error=type(outcome).__name__, exc_info=outcome)
            await asyncio.sleep(1)
