"""A plan that was read and waits for a yes: what it would make of which event, and what a colleague would ask of it."""

from collections.abc import Iterator, Mapping, Sequence
from copy import deepcopy
from dataclasses import dataclass, replace
from hashlib import blake2s
from typing import Any

from bot import itinerary as plans
from bot.itinerary import Itinerary
from bot.texts import Say
from config.event import KINDS, Event
from config.importers.draft import Remark
from config.lint import Remark as Doubt
from config.lint import lint
from config.revise import revised

# What was not read comes first, then dates, then what does not add up; last what only would be nicer.
_FIRST = (
    "row_unread", "event_unread", "table_left", "dates_unknown", "year_guessed", "date_outside", "days_added",
    "nights_differ", "weekday_wrong", "day_conflict", "people_differ", "title_guessed", "new_day", "past_midnight",
    "one_place", "seats", "too_few_seats", "rooms", "too_few_rooms", "overlap", "kind_guessed", "open_end",
)  # fmt: skip
_LAST = ("no_pins", "unused", "no_ids", "no_twins", "abstracts_left")
_CONFIRMED = frozenset(("title_guessed", "new_day", "past_midnight", "one_place", "kind_guessed", "zone_guessed"))
Path = tuple[str | int, ...]
Edits = tuple[tuple[Path, Any], ...]


@dataclass(frozen=True, slots=True)
class Draft:
    """As `bot.db.models.Draft`, read."""

    token: str
    name: str
    event: Event
    yaml: str
    remarks: tuple[Remark, ...]
    done: tuple[str, ...]
    apart: bool
    whole: bool
    version: int


@dataclass(frozen=True, slots=True)
class Choice:
    """An answer on a button, and what it changes in the draft's file."""

    text: str
    edits: Edits = ()


@dataclass(frozen=True, slots=True)
class Question:
    """One thing to ask; `mark` stays the same as long as the question does."""

    mark: str
    text: str
    choices: tuple[Choice, ...] = ()


def unpacked(row: Any) -> Draft:  # noqa: ANN401 - a row of Draft's columns
    """The draft in a row of the database."""
    remarks = tuple(Remark(*one) for one in row.remarks)
    event = Event.model_validate(row.file)
    return Draft(
        row.token, row.name, event, row.yaml, remarks, tuple(row.done), bool(row.apart), bool(row.whole), row.version
    )


def packed(remarks: Sequence[Remark]) -> list[list[Any]]:
    """Remarks as JSON."""
    return [[one.key, one.values, one.sort, one.row] for one in remarks]


def file(event: Event) -> dict[str, Any]:
    """An event as JSON."""
    return event.model_dump(mode="json", by_alias=True, exclude_unset=True)


def outcome(draft: Draft, known: Itinerary) -> Event:
    """The event file as it would be loaded."""
    if draft.apart or draft.whole:
        return draft.event
    return revised(known.file, [key for key, _ in plans.keyed(known.file.itinerary)], draft.event)


def facts(before: Event, after: Event) -> list[str]:
    """The names of the event's facts that `after` changes."""
    old, new = file(before)["event"], file(after)["event"]
    return [name for name in {**old, **new} if old.get(name) != new.get(name)]


def answered(draft: Draft, edits: Edits, mark: str) -> Draft:
    """The draft with an answer in it."""
    data = deepcopy(file(draft.event))
    for path, value in edits:
        around: Any = data
        for step in path[:-1]:
            around = around.setdefault(step, {}) if isinstance(around, dict) else around[step]
        around[path[-1]] = value
    yaml = "" if edits else draft.yaml
    return replace(draft, event=Event.model_validate(data), yaml=yaml, done=(*draft.done, mark))


def questions(draft: Draft, event: Event, known: Itinerary | None, say: Say) -> list[Question]:
    """What is still open, the most important first; `event` is the outcome, `known` the event that it changes."""
    read = [(one.key, _of_remark(one, draft, say)) for one in draft.remarks if _open(one, event, known)]
    found = read + [(one.key, _of_doubt(one, event, say)) for one in lint(event)]
    found.sort(key=lambda one: _rank(one[0]))
    return [one for _, one in found if one.mark not in draft.done]


def _rank(key: str) -> int:
    if key in _LAST:
        return 100
    return _FIRST.index(key) if key in _FIRST else 50


def _open(remark: Remark, event: Event, known: Itinerary | None) -> bool:
    """Whether it asks something that the known event has not decided long since."""
    if remark.sort == "said":
        return False
    if known is None:
        return True
    if remark.key == "kind_guessed" and remark.row is not None:
        return known.find(str(event.itinerary[remark.row].id)) is None
    if remark.key == "one_place":
        names = str(remark.values["names"]).split(", ")
        return not any(place.name in names for place in known.places.values())
    return remark.key not in {"title_guessed", "zone_guessed"}


def _of_remark(remark: Remark, draft: Draft, say: Say) -> Question:
    values: dict[str, Any] = dict(remark.values)
    if remark.key == "kind_guessed":
        values["kind"] = say(f"kinds.{values['kind']}")
    mark = _mark(remark.key, values)
    return Question(mark, say(f"importing.{remark.key}", **values), tuple(_readings(remark, draft.event, say)))


def _readings(remark: Remark, event: Event, say: Say) -> Iterator[Choice]:
    """The readings to choose from."""
    if remark.key == "one_place":
        yield from _spellings(str(remark.values["names"]).split(", "), event)
    elif remark.key == "year_guessed":
        yield from _years(event)
    elif remark.key in _CONFIRMED:
        yield Choice(say("importing_chat.right"))
    if remark.key == "kind_guessed" and remark.row is not None:
        path = ("itinerary", remark.row, "kind")
        yield from (Choice(say(f"kinds.{one}"), ((path, one),)) for one in KINDS if one != remark.values["kind"])


def _spellings(names: Sequence[str], event: Event) -> Iterator[Choice]:
    """Which of its spellings is the place's name; the others remain words for it."""
    key = next((key for key, place in event.places.items() if place.name in names), None)
    for name in names if key else ():
        others = dict.fromkeys([*names, *event.places[str(key)].aliases, event.places[str(key)].name])
        rest = [one for one in others if one != name]
        yield Choice(name, ((("places", str(key), "name"), name), (("places", str(key), "aliases"), rest)))


def _years(event: Event) -> Iterator[Choice]:
    """The year that was supposed, and those around it."""
    first = event.event.days[0].year
    for year in (first, first - 1, first + 1):
        try:
            days = [str(one.replace(year=one.year + year - first)) for one in event.event.days]
        except ValueError:  # the 29th of February
            continue
        yield Choice(str(year), ((("event", "days"), days),) if year != first else ())


def _of_doubt(doubt: Doubt, event: Event, say: Say) -> Question:
    text = doubt.render(say)
    row = doubt.loc[1] if doubt.row and len(doubt.loc) > 1 else None
    choices = tuple(_numbers(doubt, row, event, say)) if isinstance(row, int) else ()
    return Question(_mark(doubt.key, {"text": text}), text, choices)


def _numbers(doubt: Doubt, row: int, event: Event, say: Say) -> Iterator[Choice]:
    """How many buses or rooms; until when."""
    values: Mapping[str, Any] = doubt.values
    if doubt.key == "seats":
        rides = [n for n, one in enumerate(event.itinerary) if _same_bus(one.details, values["seats"])]
        for count in range(values["least"], values["least"] + 3):
            edits: Edits = tuple((("itinerary", n, "details", "buses"), count) for n in rides)
            yield Choice(say("importing_chat.buses", count=count), edits)
    elif doubt.key == "rooms":
        for count in range(values["least"], values["least"] + 3):
            yield Choice(say("importing_chat.rooms", count=count), ((("itinerary", row, "details", "rooms"), count),))
    elif doubt.key == "open_end":
        yield Choice(say("importing_chat.until", end=values["start"]), ((("itinerary", row, "end"), values["start"]),))


def _same_bus(details: Mapping[str, Any], seats: int) -> bool:
    return str(details.get("seats", "")).startswith(str(seats)) and "buses" not in details


def _mark(key: str, values: Mapping[str, object]) -> str:
    return blake2s(repr((key, sorted(values.items()))).encode(), digest_size=4).hexdigest()
