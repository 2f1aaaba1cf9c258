"""Questions that name a thing: the rows that hold it, the place it is, the fact it has."""

import re
from dataclasses import replace

from bot.itinerary import Activity
from handlers.understanding import about, facts, sites
from handlers.understanding.dishes import dish_of_day, eaten_there, other_dish
from handlers.understanding.element import Element
from handlers.understanding.index import row_places
from handlers.understanding.mentions import speaks_of
from handlers.understanding.model import Answer
from handlers.understanding.moving import moving
from handlers.understanding.named import strong, told_of
from handlers.understanding.pick import MOVING, best_leg, choose, elements, nearest, only
from handlers.understanding.situation import Situation
from handlers.understanding.supposed import compared
from handlers.understanding.wanted import fact_asked

# Things of which two in one question are asked about one by one.
_APART = frozenset(
    {"breakfast", "lunch", "dinner", "film", "education", "sleep", "hike", "walk", "sauna", "checkin", "checkout"}
    | {"craft", "talk"}
)
# The second lunch: of several of a kind, not of the days.
_ORDINAL = re.compile(
    r"\b(?P<n>second|2nd|third|3rd) (?!day|morning|night|evening|afternoon|floor)|(?P<ko>[두세])\s?번째\s?(?!날)"
)
_AND = re.compile(r"[가-힣a-z](?:이?랑|하고|와|과)\s|\band\b")
_SAME = re.compile(
    r"같은\s?(?:데|곳|장소|식당|방|건물|숙소|자리)|\bsame (?:place|room|restaurant|hall|hotel|building)\b"
)
_ALL = re.compile(r"전부|모두|각각|매 ?끼|다 알려|마다|들은|\b(?:all|each|every\w*|list|meals|times)\b")
_LISTS = frozenset({"meal", "transport", "education", "presentation", "talk", "tour", "experience"})


def journey(here: Situation) -> Answer | None:  # noqa: PLR0911 - each return is one case
    """A question of departures, arrivals and rides, unless it rather means what happens there."""
    asked = here.asked
    if not asked.topics & MOVING:
        return None
    inside = sites.inside(here)
    if inside:
        return sites.place(here, inside)
    if sum(one.word[-1:].isdigit() and not one.weak for one in asked.elements) > 1:
        return None
    titled = choose(asked, here.index)
    strongest = titled.rows[0] if titled.rows else None
    others = [one for one in elements(asked) if not one.topics & MOVING]
    if "boarding" in asked.topics and strongest and strongest.row.kind != "transport":
        return None
    if (
        others
        and asked.topics & MOVING <= {"transport"}
        and strongest
        and strongest.row.kind != "transport"
        and asked.has("what")
    ):
        return None
    if asked.topics & MOVING <= {"gather"} and others and not all(one.places for one in others):
        return None
    return moving(here)


def things(here: Situation) -> Answer | None:  # noqa: PLR0911 - each return is one case
    """What is asked of the things that the question names."""
    asked = here.asked
    things = elements(asked)
    if not things:
        return None
    only_weak = all(one.weak for one in things)
    if only_weak and (asked.has("list") or (asked.when.day and not asked.has("when", "where", "howmany"))):
        return None
    if len(asked.when.days) > 1 and not only_weak and asked.has("when", "clock", "where"):
        return about.several(here, _each_day(here))
    choice = choose(asked, here.index)
    if choice.off_day:
        return dish_of_day(here) or _noted_that_day(here) or _other_day(here, choice.rows)
    rows = choice.rows
    other = other_dish(here, rows)
    if other:
        return other
    eaten = eaten_there(here)
    if eaten:
        return about.stated(here, eaten, "menu")
    place = sites.meant(here)
    if place:
        return sites.place(here, place)
    if not asked.topics & MOVING:
        rows = only(rows, lambda row: row.row.kind != "transport")
    return _among(here, rows)


def _noted_that_day(here: Situation) -> Answer | None:
    """What a note of that day says of all that is named: 점심은 버스에서 김밥."""
    things = strong(here)
    for row in here.itinerary.on(here.asked.when.day):
        said = [note for note in facts.notes(row, here.say.language) if all(speaks_of(note, one) for one in things)]
        if things and said:
            return here.tell("\n".join((here.write.title(row), *said)), (row,), asked="what")
    return None


def _each_day(here: Situation) -> tuple[Activity, ...]:
    """The row meant on each of the days that the question names."""
    asked = here.asked
    found: list[Activity] = []
    for day in asked.when.days:
        choice = choose(replace(asked, when=replace(asked.when, day=day)), here.index)
        found += [] if choice.off_day else only(choice.rows, lambda row: row.row.kind != "transport")[:1]
    return tuple({row.key: row for row in found}.values())


def _among(here: Situation, rows: tuple[Activity, ...]) -> Answer | None:  # noqa: C901, PLR0911 - each return is one case
    asked = here.asked
    name = fact_asked(here)
    if name in ("vehicles", "rooms"):
        return here.unknown(here.say(f"answers.{name}_unknown" if name != "people" else "answers.fact_unknown"))
    if name and name != "menu":
        rows = _with_fact(here, rows, name)
        several = [one for one in ("height", "distance", "size") if asked.has(one)]
        if len(several) > 1:
            told = [about.stated(here, _with_fact(here, rows, one)[0], one) for one in several]
            return here.tell("\n".join(one.text for one in told), rows[:1])
    separate = _separate(here)
    if len(separate) > 1 and not name:
        return about.several(here, separate)
    if len(rows) > 1 and (asked.has("list", "howmany") or _plural(here)) and asked.topics & _LISTS and not name:
        return about.several(here, rows)
    if len(rows) > 1 and _SAME.search(asked.text) and asked.yesno:
        alike = len({row_places(row) for row in rows}) == 1
        lead = here.say("answers.yes_right" if alike else "answers.no_right")
        return here.tell(f"{lead}\n{here.write.listed(rows[:3], dated=True)}", rows[:3], asked="where")
    if len(rows) > 1 and _told_together(here, rows):
        return about.several(here, rows)
    if len(rows) > 1 and asked.when.clock:
        return compared(here, _supposed(here, rows)) if asked.yesno and strong(here) else None
    counted = _ORDINAL.search(asked.text)
    if counted and len(rows) > 1:
        number = 2 if {counted["n"], counted["ko"]} & {"second", "2nd", "두"} else 3
        return about.card(here, rows[number - 1]) if number <= len(rows) else here.tell(here.say("answers.no_more"))
    row = told_of(here, rows)
    before = re.search(r"전까지|전에|\b(?:before|until)\b", asked.text) and asked.has("where")
    if row and (asked.yesno or before) and not name and _beyond(here, row):
        return here.unknown(here.say("answers.detail_unknown", title=here.write.title(row)), (row,))
    return about.one(here, row) if row else None


def _supposed(here: Situation, rows: tuple[Activity, ...]) -> Activity:
    """Of the rows that fit the one that starts when the question supposes, else the next."""
    minutes = here.asked.when.clock.minutes if here.asked.when.clock else ()
    locals_ = {row.key: here.itinerary.local(row.starts_at) for row in rows}
    same = [row for row in rows if locals_[row.key].hour * 60 + locals_[row.key].minute in minutes]
    return same[0] if same else told_of(here, rows) or rows[0]


def _told_together(here: Situation, rows: tuple[Activity, ...]) -> bool:
    """One thing at several times, for several groups, or by one speaker: when it is takes every time to answer."""
    asked = here.asked
    if len(rows) > 3 or not asked.has("when", "clock") or asked.has("next", "first", "last", "now", "howlong", "end"):
        return False
    apart = len({row.day for row in rows}) == 1 or not here.started
    grouped = len({row.row.title for row in rows}) == 1 and apart
    return grouped or (asked.has("who") and not asked.topics)


def _beyond(here: Situation, row: Activity) -> bool:
    """Whether a yes-or-no question couples the row with something that it does not hold."""
    number = here.index.rows.index(row)
    things = [one for one in strong(here) if not one.topics & MOVING]
    return len(things) > 1 and any(number not in one.rows for one in things)


def _plural(here: Situation) -> bool:
    return bool(_ALL.search(here.asked.text))


def _separate(here: Situation) -> tuple[Activity, ...]:
    """Two different things of which no row holds both (점심이랑 저녁): one row for each."""
    asked = here.asked
    joined = asked.has("when", "where") and _AND.search(asked.text)
    things = [
        one
        for one in elements(asked)
        if not one.weak
        and max(one.rows.values()) > 0.75
        and (
            one.word[-1:].isdigit()
            or one.topics & _APART
            or one.word in here.index.lettered
            or (joined and len(here.index.rows) < 60)
        )
    ]
    numbered = [one for one in things if one.word[-1:].isdigit()]
    things = numbered if len(numbered) > 1 else things
    if len(things) > 1 and all(one.word[-1:].isdigit() for one in things):
        return _numbered(here, things)
    if len(things) < 2 or any(set(a.rows) & set(b.rows) for a in things for b in things if a is not b):
        return ()
    found = [nearest(choose(asked, here.index, (one,)).rows, here.now, here.itinerary) for one in things]
    return tuple({row.key: row for row in found if row}.values())


def _numbered(here: Situation, things: list[Element]) -> tuple[Activity, ...]:
    """Things of one name told apart by their number (bus 1 and bus 2): of each the row that goes where it is asked."""
    others = [one for one in elements(here.asked) if not one.weak and one not in things]
    named = [[here.index.rows[number] for number, weight in sorted(one.rows.items()) if weight > 0.75]
             for one in things]  # fmt: skip
    found = [nearest(best_leg(rows, others, here.index), here.now, here.itinerary) for rows in named]
    return tuple({row.key: row for row in found if row}.values())


def _with_fact(here: Situation, rows: tuple[Activity, ...], name: str) -> tuple[Activity, ...]:
    """Rows that state the fact come first; failing them, any row of the question's things that states it."""
    stating = tuple(row for row in rows if _states(here, row, name))
    if stating:
        return stating
    numbers = {number for one in elements(here.asked) for number in one.rows}
    titled = any(max(one.rows.values()) >= 0.9 and not one.weak for one in elements(here.asked))
    if not numbers or _owned(here, name) or (name in ("distance", "height") and not titled):
        stating = tuple(row for row in here.index.rows if _states(here, row, name))
        if len(stating) == 1:
            return stating
    numbers = {number for one in elements(here.asked) for number, weight in one.rows.items()
               if weight > 0.95 * max(one.rows.values()) or one.places}  # fmt: skip
    wider = tuple(here.index.rows[number] for number in sorted(numbers) if _states(here, here.index.rows[number], name))
    return wider or rows


# Whose fact it is: the seats are the bus's, the size is the bedroom's.
_OWNERS = {"seats": MOVING, "size": frozenset({"room", "lodging", "sleep", "checkin"})}
_OWNERS["per_room"] = _OWNERS["size"]


def _owned(here: Situation, name: str) -> bool:
    """Whether the question's things are such as have the fact, or it names none of its own."""
    owners = _OWNERS.get(name)
    things = [one for one in elements(here.asked) if not one.weak and "seats_topic" not in one.topics]
    return owners is not None and (not things or any(one.topics & owners for one in things))


def _states(here: Situation, row: Activity, name: str) -> bool:
    if name == "items":
        return facts.counted(row, about.counts(here), here.say) is not None
    return facts.fact(row, name, here.say) is not None


def _other_day(here: Situation, rows: tuple[Activity, ...]) -> Answer:
    asked = here.asked
    row = nearest(rows, here.now, here.itinerary)
    day = here.say("answers.day_word", n=asked.when.day)
    text = here.say("answers.no_not_day", day=day)
    if row is None:
        return here.tell(text)
    other = here.say("answers.day_word", n=row.day)
    values = {"title": here.write.title(row), "day": other, "times": here.write.span(row)}
    return here.tell(f"{text}\n{here.say('answers.other_day', **values)}", (row,))


def bare_fact(here: Situation) -> Answer | None:
    """A fact asked without its thing (몇 인승? how high?): the row that states it."""
    name = fact_asked(here)
    if name == "menu":
        rows = tuple(row for row in here.index.rows if row.row.kind == "meal" and here.asked.when.day in (0, row.day))
        parted = tuple(row for row in rows if not here.asked.parts or row in choose_meals(here, rows))
        row = nearest(parted or rows, here.now, here.itinerary)
        return about.one(here, row) if row else None
    if name in ("", "vehicles", "rooms", "people", "items"):
        return None
    rows = tuple(row for row in here.index.rows if facts.fact(row, name, here.say))
    row = nearest(rows, here.now, here.itinerary)
    return about.one(here, row) if row else here.unknown(here.say("answers.fact_unknown"))


def choose_meals(here: Situation, rows: tuple[Activity, ...]) -> tuple[Activity, ...]:
    """The meals of the part of the day that the question names."""
    wanted = {
        "dawn": "breakfast",
        "morning": "breakfast",
        "noon": "lunch",
        "afternoon": "lunch",
        "evening": "dinner",
        "night": "dinner",
    }
    topics = [here.index.topics.get(wanted[part]) for part in here.asked.parts]
    numbers = {number for one in topics if one for number in one.rows}
    return tuple(row for row in rows if here.index.rows.index(row) in numbers)
