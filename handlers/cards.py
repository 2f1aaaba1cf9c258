"""The person's card: bus, room and room mates, team, and who leads them. Pure; phones are leaders' only."""

from collections.abc import Sequence
from hashlib import blake2s

from bot.itinerary import Itinerary
from bot.messages import bold
from bot.people import Person
from bot.texts import Say

Leader = tuple[str, str, str]
"""What is led ("bus", "team"), the leader's name, their phone ("" when it is not known)."""


def card(person: Person, mates: Sequence[str], leaders: Sequence[Leader], itinerary: Itinerary, say: Say) -> str:
    """The card as text; `mates` are the names of those who share the room."""
    title = bold(str(itinerary.event.say("title", say.language)))
    lines = [title, say("me.name", name=person.name), *_facts(person, itinerary, say)]
    if mates:
        lines.append(say("me.mates", names=", ".join(mates)))
    lines += [_leader(one, person, say) for one in leaders]
    missing = [one for one in ("bus", "room", "team") if not getattr(person, one)]
    if missing:
        lines.append(say("me.unassigned", what=", ".join(say(f"me.word_{one}") for one in missing)))
    return "\n".join(lines)


def mark(text: str) -> str:
    """What is kept of a card's text, to see when it changes."""
    return blake2s(text.encode(), digest_size=12).hexdigest()


def _facts(person: Person, itinerary: Itinerary, say: Say) -> list[str]:
    lines = [say(f"me.{one}", value=getattr(person, one)) for one in ("organisation", "group") if getattr(person, one)]
    if person.bus:
        seats = _seats(itinerary, person)
        lines.append(say("me.bus_seats", value=person.bus, seats=seats) if seats else say("me.bus", value=person.bus))
    lines += [say(f"me.{one}", value=getattr(person, one)) for one in ("room", "team") if getattr(person, one)]
    if person.role != "participant":
        lines.append(say("me.role", value=say(f"roles.{person.role}")))
    for what in ("bus", "team"):
        if led := getattr(person, f"leads_{what}"):
            lines.append(say(f"me.leads_{what}", value=led))
    return lines


def _seats(itinerary: Itinerary, person: Person) -> str:
    """How many seats the bus has, when all rides that concern it say the same."""
    rides = [one for one in itinerary.activities if one.row.kind == "transport"]
    own = [one for one in rides if not one.row.audience.bus or person.bus in one.row.audience.bus]
    said = {str(one.row.details["seats"]) for one in own if "seats" in one.row.details}
    return said.pop() if len(said) == 1 else ""


def _leader(leader: Leader, person: Person, say: Say) -> str:
    what, name, phone = leader
    if name == person.name and getattr(person, f"leads_{what}"):
        return say("me.leader_you", what=say(f"me.word_{what}"))
    return say("me.leader", what=say(f"me.word_{what}"), name=name, phone=phone).rstrip()
