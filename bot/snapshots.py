"""The events in memory, read again only when their version in the database has moved."""

from collections.abc import Mapping

from sqlalchemy.ext.asyncio import AsyncConnection

from bot.db import events
from bot.itinerary import Itinerary


class Snapshots:
    """All events as immutable snapshots."""

    def __init__(self) -> None:
        self._known: dict[str, Itinerary] = {}

    async def current(self, tx: AsyncConnection) -> Mapping[str, Itinerary]:
        """Every event as it stands in this transaction; costs one small query while nothing changes."""
        versions = await events.versions(tx)
        if {key: one.version for key, one in self._known.items()} != versions:
            self._known = {key: await self._fresh(tx, key, version) for key, version in versions.items()}
        return self._known

    async def _fresh(self, tx: AsyncConnection, key: str, version: int) -> Itinerary:
        known = self._known.get(key)
        return known if known and known.version == version else await events.snapshot(tx, key)
