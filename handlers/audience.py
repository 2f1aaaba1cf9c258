"""Which rows concern whom."""

from collections.abc import Iterable

from bot.itinerary import Activity
from bot.people import Person
from config.event import Audience

_FIELDS = ("bus", "room", "team", "group", "role")


def concerns(audience: Audience, person: Person) -> bool:
    """Whether a row is for this person; what is not assigned yet excludes nobody, organizers see everything."""
    if person.may("organizer"):
        return True
    return all(_fits(getattr(audience, field), getattr(person, field)) for field in _FIELDS)


def _fits(wanted: tuple[str, ...], has: str) -> bool:
    return not wanted or not has or has in wanted


def mine(activities: Iterable[Activity], person: Person) -> list[Activity]:
    """The activities that concern a person."""
    return [one for one in activities if concerns(one.row.audience, person)]
