"""What comes next, after, before or between."""

import re
from dataclasses import replace
from datetime import timedelta

from bot.itinerary import Activity
from handlers.understanding import about, clockwork
from handlers.understanding.element import Element
from handlers.understanding.index import ends_at, place_key, row_places
from handlers.understanding.model import Answer
from handlers.understanding.named import focused, strong, told_of
from handlers.understanding.pick import MOVING, choose, current, following, nearest, only
from handlers.understanding.situation import Situation


def relative(here: Situation) -> Answer | None:  # noqa: C901, PLR0911 - each return is one case
    """What comes next or came before: of now, of a thing, of the last answer."""
    asked = here.asked
    things = strong(here)
    rows = choose(asked, here.index).rows if things else ()
    ordered = asked.has("next", "after", "previous", "before")
    if not ordered or asked.when.clock:
        return None
    if things and all(asked.placed(one, here.index) for one in things) and not asked.has("where"):
        reached = (
            nearest(_reaching(here, list(things)), here.now, here.itinerary)
            if asked.has("after") and not asked.has("when")
            else None
        )
        return clockwork.next_after(here, (reached,)) if reached else there(here, things)
    if things and not rows:
        return None
    if asked.has("before", "previous") and not asked.has("next", "after"):
        return _earlier(here, rows)
    if things:
        return _after_thing(here)
    if _ALIGHT.search(asked.text) and asked.has("what", "where", "visits", "first"):
        rides = [row for row in here.index.rows if row.row.kind == "transport" and row.row.destination]
        ride = nearest(rows=rides, now=here.now, itinerary=here.itinerary)
        over = [row for row in rides if row.ends_at and timedelta() <= here.now - row.ends_at < _JUST_OVER]
        ride = over[-1] if over and ride and ride.starts_at > here.now else ride
        return clockwork.next_after(here, (ride,)) if ride else None
    if asked.parts and (not asked.has("after") or asked.when.day):
        return None
    if asked.has("it") and here.focus and focused(here):
        return clockwork.next_after(here, focused(here)[-1:])
    if (
        asked.has("after")
        and not asked.has("next")
        and (asked.when.day or asked.has("when", "where", "end"))
        and not asked.has("it")
    ):
        return None
    if asked.when.day and asked.when.day != here.today and not asked.parts:
        return None
    if (
        here.focus
        and not asked.has("now")
        and here.focus.asked in ("next", "when", "what", "where", "end", "howlong", "menu", "at")
        and len(asked.text) < 24
    ):
        return clockwork.next_after(here, focused(here)[-1:])
    if asked.has("now") and asked.has("what") and not asked.has("next"):
        return None
    return clockwork.next_after(here)


def up_to(here: Situation) -> Answer | None:
    """What there is until a thing: 내일 점심 전까지 뭐 해요."""
    asked = here.asked
    if not _UP_TO.search(asked.text) or not asked.has("what", "list", "menu") or asked.has("when", "howlong", "until"):
        return None
    row = told_of(here, choose(asked, here.index).rows) if strong(here) else None
    if row is None:
        return None
    rows = tuple(one for one in here.itinerary.on(row.day)
                 if one.starts_at < row.starts_at and ends_at(here.itinerary, one) > here.now)  # fmt: skip
    return about.several(here, rows) if rows else here.tell(here.say("answers.none_before"))


_UP_TO = re.compile(r"전까지|\b(?:until|till) (?:lunch|dinner|breakfast)\b")


def between(here: Situation) -> Answer | None:
    """What lies between two things: from lunch to dinner."""
    asked = here.asked
    things = strong(here)
    if len(things) < 2 or not re.search(r"between|사이", asked.text):
        return None
    ends = [nearest(choose(asked, here.index, (one,)).rows, here.now, here.itinerary) for one in things[:2]]
    first, second = ends
    if first is None or second is None:
        return None
    rows = tuple(row for row in here.index.rows if first.starts_at < row.starts_at < second.starts_at)
    return about.several(here, rows) if rows else here.tell(here.say("answers.part_none"))


def sequence(here: Situation) -> Answer | None:
    """Whether one thing comes before or after another: is dinner before the film."""
    asked = here.asked
    things = strong(here)
    earlier = _EARLIER.search(asked.text)
    if not asked.yesno or len(things) != 2 or asked.topics & MOVING or not (earlier or _LATER_ON.search(asked.text)):
        return None
    rows = [nearest(choose(asked, here.index, (one,)).rows, here.now, here.itinerary) for one in things]
    first, second = rows
    if first is None or second is None or first == second or (first.day != second.day and not asked.when.on):
        return None
    forward = earlier is not None and earlier[0] != "전에"
    holds = (first.starts_at < second.starts_at) == forward
    lead = here.say("answers.yes_right" if holds else "answers.no_right")
    both = tuple(sorted((first, second), key=lambda one: one.starts_at))
    return here.tell(f"{lead}\n{here.write.listed(both, dated=True)}", both, asked="when")


_EARLIER = re.compile(r"^(?:so )?(?:is|are|do|does|will) .+ before |보다 (?:먼저|일찍|앞)|전에(?=\s)")
_LATER_ON = re.compile(r"^(?:so )?(?:is|are|do|does|will) .+ after |보다 (?:나중|늦게|뒤)")


def there(here: Situation, things: tuple[Element, ...]) -> Answer | None:
    """What comes next, or came before, at a place."""
    numbers = set.intersection(*(set(one.rows) for one in things))
    rows = [here.index.rows[number] for number in sorted(numbers)]
    on = {row.key for row in current(here.itinerary, here.now)}
    going = [row for row in rows if row.key in on]
    start = going[0].starts_at if going else here.now
    if here.asked.has("previous", "before"):
        rows = [row for row in rows if row.starts_at < start][-1:]
    else:
        rows = [row for row in rows if row.starts_at > here.now][:1]
    return about.card(here, rows[0]) if rows else None


def _earlier(here: Situation, rows: tuple[Activity, ...]) -> Answer | None:
    if not rows:
        return clockwork.previous(here, focused(here)[:1] if asked_of_last(here) else ())
    if here.asked.past and not here.asked.english and not here.asked.has("before"):
        return None
    row = told_of(here, only(rows, lambda one: one.row.kind != "transport"))
    return clockwork.previous(here, (row,) if row else ())


def asked_of_last(here: Situation) -> bool:
    """Whether "before that" is said of the last answer."""
    return (
        bool(here.focus) and here.asked.has("it", "before") and not here.asked.has("now") and len(here.asked.text) < 12
    )


def _after_thing(here: Situation) -> Answer | None:  # noqa: C901, PLR0911 - each return is one case
    """After lunch …: what comes then, or the thing asked for that comes then. "Next lunch": the coming one."""
    asked = here.asked
    at = [number for number, piece in enumerate(asked.cut) if "a:after" in piece.tags]
    at = at or [number for number, piece in enumerate(asked.cut) if "a:next" in piece.tags]
    things = strong(here)
    if not at or (at[0] == len(asked.cut) - 1 and not asked.english and asked.has("when", "where")):
        return None
    if _THEN_WHEN.search(asked.text) and not asked.has("what"):
        return None
    anchors, others = _sides(here, at[0])
    if not anchors:
        return _coming(here) if asked.has("next") and not asked.has("after") else None
    chosen = _reaching(here, anchors) or choose(asked, here.index, anchors).rows
    chosen = (
        chosen
        if asked.topics & MOVING or _reaching(here, anchors)
        else only(chosen, lambda one: one.row.kind != "transport")
    )
    anchor = told_of(here, _todays(here, chosen))
    if anchor is None:
        return None
    if asked.has("who"):
        return _speaks_then(here, anchor, things)
    if others and len(others) < len(things):
        rows = choose(asked, here.index, others).rows
        later = [row for row in rows if row.starts_at >= ends_at(here.itinerary, anchor)]
        if later and asked.yesno and _AT_ONCE.search(asked.text) and later[0] not in _right_after(here, anchor):
            told = clockwork.next_after(here, (anchor,))
            return replace(told, text=f"{here.say('answers.no_right')}\n{told.text}")
        if later and later[0].key != anchor.key:
            return about.one(here, later[0])
        if anchor in rows and asked.has("where"):
            return about.one(here, anchor)
        if (rows and anchor in rows) or all(one.topics & MOVING for one in others):
            return clockwork.next_after(here, (anchor,))
        earlier = nearest(rows, here.now, here.itinerary)
        if earlier and asked.yesno:
            return about.card(here, earlier, here.say("answers.no_right"))
        return here.tell(here.say("answers.no_more"))
    return clockwork.next_after(here, (anchor,))


def _todays(here: Situation, rows: tuple[Activity, ...]) -> tuple[Activity, ...]:
    """Of several the one of today that is going on or was over less than three hours ago, else all."""
    late = here.now - timedelta(hours=3)
    fresh = tuple(row for row in rows if row.starts_at <= here.now and ends_at(here.itinerary, row) > late)
    return fresh if fresh and not here.asked.when.on else rows


# When we get there it will be …: the arrival itself.
_THEN_WHEN = re.compile(r"도착하면\s?(?:대충|한|보통)?\s?(?:몇|언제)")


def _speaks_then(here: Situation, anchor: Activity, things: tuple[Element, ...]) -> Answer | None:
    """Who comes after somebody: at the place that was named, else at that of the one before."""
    named = frozenset[str]().union(*(one.places for one in things))
    places = named or {place_key(here.itinerary, name) for name in row_places(anchor)}
    end = ends_at(here.itinerary, anchor)
    later = [row for row in here.index.rows if row.starts_at >= end and row.day == anchor.day
             and places & {place_key(here.itinerary, name) for name in row_places(row)}]  # fmt: skip
    return about.one(here, later[0]) if later else here.tell(here.say("answers.no_more"))


_ALIGHT = re.compile(r"\b(?:get|getting|step) off\b|내리면|내려서|(?:내리|도착하)자마자|\bas soon as we (?:arrive|get)")
_JUST_OVER = timedelta(minutes=45)
_AT_ONCE = re.compile(r"바로|곧장|직후|\b(?:right|straight|directly|immediately) ")


def _right_after(here: Situation, anchor: Activity) -> tuple[Activity, ...]:
    return following(here.itinerary, ends_at(here.itinerary, anchor))


_THERE = re.compile(r"once .*\bat\b|arriv|reach|get (?:to|there|in)|got (?:to|there|in)|도착|내리면|내려서")


def _reaching(here: Situation, anchors: list[Element]) -> tuple[Activity, ...]:
    """The journeys to a place: once we are at the hotel, 호텔 도착하면."""
    places = frozenset[str]().union(*(one.places for one in anchors))
    if not places or not _THERE.search(here.asked.text):
        return ()
    return tuple(row for row in here.index.rows if place_key(here.itinerary, row.row.destination) in places)


def _sides(here: Situation, at: int) -> tuple[list[Element], list[Element]]:
    """The things that the word "after" leans on (before it in Korean, behind it in English), and the other things."""
    things = strong(here)
    if here.asked.english:
        word = here.asked.cut[at]
        behind = [one for one in things if one.at > at]
        if "a:after" in word.tags or "after" in word.text or word.text in ("follows", "follow", "following"):
            return behind[:2], [one for one in things if one.at < at]
        return [one for one in things if one.at < at and word.text != "next"], []
    before, behind = [one for one in things if one.at < at], [one for one in things if one.at > at]
    if len(before) > 1 and before[-1].topics & _EATEN and not before[0].topics & _EATEN:
        return before[-1:], [*before[:-1], *behind]
    return before, behind


# 중고등부는 아침 먹고 뭐 해요: only the meal is what comes first.
_EATEN = frozenset({"breakfast", "lunch", "dinner", "meal"})


def _coming(here: Situation) -> Answer | None:
    """The next lunch, the next bus: the first of its kind that has not begun."""
    if here.asked.topics & MOVING:
        return None
    rows = [row for row in choose(here.asked, here.index).rows if row.starts_at > here.now]
    together = tuple(row for row in rows if row.starts_at == rows[0].starts_at)
    if len(together) > 1 and _PLURAL.search(here.asked.text):
        return about.several(here, together)
    return about.one(here, rows[0]) if rows else None


_PLURAL = re.compile(
    r"(?:세션|강의|강연|발표|프로그램|워크숍|코스|체험|활동)들|\b(?:sessions|talks|workshops|programmes|activities)\b"
)
