"""Who somebody is to us: plain data that handlers read."""

from dataclasses import dataclass, field
from typing import Any

ROLES = ("participant", "leader", "organizer")


@dataclass(frozen=True, slots=True)
class Person:
    """A participant of an event; `listed` on its roster, leading `leads_bus` and `leads_team` if these are not ""."""

    id: int
    event_id: str
    name: str
    organisation: str = ""
    group: str = ""
    bus: str = ""
    room: str = ""
    team: str = ""
    role: str = "participant"
    leads_bus: str = ""
    leads_team: str = ""
    language: str = ""
    listed: bool = False

    def may(self, role: str) -> bool:
        """Whether this person has at least that role."""
        return ROLES.index(self.role) >= ROLES.index(role)


@dataclass(frozen=True, slots=True)
class Account:
    """A platform's user who consented; `person` is None once they left the event."""

    id: int
    bot: str
    user: str
    chat: str
    language: str
    person: Person | None = None
    reminders: bool = True
    muted: tuple[str, ...] = ()
    lead: int | None = None
    dialogue: dict[str, Any] = field(default_factory=dict)
    focus: dict[str, Any] = field(default_factory=dict)
    unreachable: str = ""
    card: str = ""
