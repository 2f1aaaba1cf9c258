"""From requests to replies: finds out who speaks and lets the router answer, all in one transaction."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

from sqlalchemy.ext.asyncio import AsyncConnection

from bot.clock import Clock
from bot.db import people
from bot.guesses import Guesses
from bot.itinerary import Itinerary
from bot.messages import Reply, Request
from bot.people import Account
from bot.snapshots import Snapshots
from bot.texts import Say, language_of
from handlers.context import Context
from handlers.routes import Handler


@dataclass(slots=True)
class Conversation:
    """What the handlers need besides the request; `woken` is set when one of them wants the scheduler to look."""

    clock: Clock
    texts: Mapping[str, Say]
    snapshots: Snapshots
    respond: Handler
    home: str = ""
    woken: bool = False
    guesses: Guesses = field(default_factory=Guesses)
    address: str = ""
    polishes: bool = False

    async def answers(self, tx: AsyncConnection, bot: str, requests: Sequence[Request]) -> list[list[Reply]]:
        """Answer requests in their order. Accounts are read once for all; a user's second request reads anew."""
        events = await self.snapshots.current(tx)
        known = await people.accounts(tx, bot, {one.address.user for one in requests})
        seen: set[str] = set()
        result = []
        for request in requests:
            user = request.address.user
            account = await people.account(tx, bot, user) if user in seen else known.get(user)
            seen.add(user)
            result.append(await self._answer(tx, bot, request, account, events))
            if self.woken:
                events = await self.snapshots.current(tx)
        return result

    async def _answer(
        self,
        tx: AsyncConnection,
        bot: str,
        request: Request,
        account: Account | None,
        events: Mapping[str, Itinerary],
    ) -> list[Reply]:
        say = self.texts[account.language if account else language_of(request.language)]
        context = Context(self.clock.now(), tx, bot, say, self.texts, events, account, home=self.home)
        context.guesses, context.address, context.polishes = self.guesses, self.address, self.polishes
        if account and account.unreachable and request.what != "left":
            await people.change_account(tx, account.id, unreachable="")
        replies = await self.respond(request, context)
        self.woken = self.woken or context.woken
        return replies

    def sorry(self, request: Request) -> Reply:
        """What somebody hears whose message could not be handled."""
        return Reply(self.texts[language_of(request.language)]("router.sorry"))
