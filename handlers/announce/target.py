"""Whom an announcement is for. Pure."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from bot.db.readers import Reader
from bot.people import ROLES, Person

UNREAD = "unread"
FIELDS = ("bus", "team", "room", "group", "role")


@dataclass(frozen=True, slots=True)
class Target:
    """Everybody (`field` "all"), those with one of `values` in a field of theirs, or people by their id ("person").

    "unread" is who has not confirmed the announcement whose number is the value, found out when it is sent.
    """

    field: str = "all"
    values: tuple[str, ...] = ()

    def includes(self, person: Person) -> bool:
        """Whether it is for this person."""
        if self.field == "all":
            return True
        if self.field == "person":
            return str(person.id) in self.values
        if self.field == UNREAD:
            return False
        return getattr(person, self.field) in self.values

    def packed(self) -> dict[str, Any]:
        """As JSON values."""
        return {"field": self.field, "values": list(self.values)}


def unpacked(values: Mapping[str, Any]) -> Target:
    """The target that was packed."""
    return Target(str(values["field"]), tuple(values["values"]))


@dataclass(frozen=True, slots=True)
class Reach:
    """Whom it reaches: the accounts to send to, their people, and the people of the target that no message reaches."""

    readers: tuple[Reader, ...]
    people: tuple[Person, ...]
    unreached: tuple[Person, ...]


def reach(target: Target, roster: Iterable[Person], readers: Iterable[Reader], sender: int) -> Reach:
    """Who gets it; the account that sends it gets none, and whoever is the sender counts neither way."""
    readers = list(readers)
    mine = {one.person.id for one in readers if one.account_id == sender}
    meant = [one for one in roster if target.includes(one) and one.id not in mine]
    wanted = {one.id for one in meant}
    reached = [one for one in readers if one.person.id in wanted and not one.unreachable]
    there = {one.person.id for one in reached}
    return Reach(
        tuple(reached),
        tuple(one for one in meant if one.id in there),
        tuple(one for one in meant if one.id not in there),
    )


def values(field: str, roster: Sequence[Person]) -> list[str]:
    """The values of a field that people have, in order."""
    found = {getattr(one, field) for one in roster} - {""}
    return [one for one in ROLES if one in found] if field == "role" else sorted(found)
