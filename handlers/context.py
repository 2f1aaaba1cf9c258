"""What a handler knows: the moment, who speaks, the event, the transaction and the words."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime

from sqlalchemy.ext.asyncio import AsyncConnection

from bot.guesses import Guesses
from bot.itinerary import Itinerary
from bot.people import Account, Person
from bot.texts import Say
from handlers.understanding import Answer


@dataclass(slots=True)
class Context:
    """Everything around one request. `now` is aware, UTC, on the event's clock.

    `bot` is the bot that was spoken to; `account` is None before consent. `events` holds every event's snapshot,
    `itinerary` the person's. A handler writes only through `tx`, which commits before any reply is sent; `woken` asks
    for the scheduler to look at once, `home` is the event that people join without a code, `answered` is what a
    free question was answered with, `guesses` counts wrong join codes, `address` is where browsers find our page, and
    `polishes` says that a model is there to word lines of the report.
    """

    now: datetime
    tx: AsyncConnection
    bot: str
    say: Say
    texts: Mapping[str, Say]
    events: Mapping[str, Itinerary]
    account: Account | None = None
    woken: bool = False
    home: str = ""
    answered: Answer | None = None
    guesses: Guesses = field(default_factory=Guesses)
    address: str = ""
    polishes: bool = False

    @property
    def person(self) -> Person | None:
        """The participant who speaks; None before joining."""
        return self.account.person if self.account else None

    @property
    def itinerary(self) -> Itinerary:
        """The speaker's event; only for handlers that need somebody who joined."""
        return self.events[self.joined.event_id]

    @property
    def joined(self) -> Person:
        """The participant; only for handlers that need somebody who joined."""
        if self.person is None:
            message = "this handler is for people who joined"
            raise LookupError(message)
        return self.person

    @property
    def speaker(self) -> Account:
        """The account; only for handlers that need somebody who joined."""
        if self.account is None:
            message = "this handler is for people who joined"
            raise LookupError(message)
        return self.account
