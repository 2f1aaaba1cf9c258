"""Whole days: their plan, their beginning and end, and days that the event does not have."""

import re

from bot.itinerary import Activity
from config.event import Audience
from handlers.understanding import about, clockwork
from handlers.understanding.index import ends_at
from handlers.understanding.model import Answer
from handlers.understanding.moving import moving
from handlers.understanding.named import strong
from handlers.understanding.pick import MOVING, choose, elements, following, in_part, leg, nearest, only
from handlers.understanding.situation import Situation
from handlers.understanding.wanted import fact_asked


def outside(here: Situation) -> Answer | None:
    """A day that the event does not have."""
    when = here.asked.when
    if not when.outside:
        return None
    write = here.write
    values = {"period": write.period(), "length": write.nights()}
    if when.nth:
        return here.tell(here.say("answers.no_such_day", n=when.nth, **values))
    if here.asked.has("until", "date") or when.on is None:
        return None
    text = here.say("answers.outside", date=here.say.date(when.on), **values)
    rows = choose(here.asked, here.index).rows if strong(here) else ()
    row = nearest(rows, here.now, here.itinerary)
    return here.tell(f"{text}\n{here.write.card(row)}", (row,)) if row else here.tell(text)


def ends(here: Situation) -> Answer | None:
    """First and last things: of the event, of a day, of a kind."""
    asked = here.asked
    if not asked.has("first", "last"):
        return None
    things = [one for one in elements(asked) if not one.weak]
    rows = here.index.rows
    if things and not asked.topics & MOVING:
        rows = choose(asked, here.index).rows
    elif asked.topics & MOVING:
        row = leg(asked, here.index, here.now)
        rows = (
            tuple(one for one in rows if one.row.kind == "transport")
            if asked.topics <= {"transport", "boarding"}
            else (row,)
            if row
            else ()
        )
        if asked.topics & {"disband", "arrival", "homeward"}:
            return moving(here)
    if things and asked.yesno and asked.has("last") and _LAST_THING.search(asked.text):
        return _is_last(here, rows)
    day = asked.when.day or (here.today if re.search(r"오늘|today", asked.text) else 0)
    if asked.parts and not things and not asked.topics & MOVING:
        day = day or here.today
        rows = tuple(one for one in rows if in_part(here.index, one, asked)) or rows
        rows = only(rows, lambda one: not asked.has("list") or one.row.kind not in ("meal", "transport"))
        rows = only(rows, lambda one: one.row.audience == Audience())
    rows = tuple(one for one in rows if not day or one.day == day)
    if not rows:
        return None
    row = rows[-1] if asked.has("last") else rows[0]
    return about.one(here, row)


_LAST_THING = re.compile(
    r"\blast (?:thing|item|activity|one|event|programme|program)\b|(?:이|가|은|는|면)\s?마지막|끝인가|끝이"
)


def _is_last(here: Situation, rows: tuple[Activity, ...]) -> Answer:
    """Whether a thing is the last of its day, and what is."""
    row = nearest(rows, here.now, here.itinerary) or here.index.rows[-1]
    last = here.itinerary.on(row.day)[-1]
    return about.card(here, last, here.say("answers.yes_right" if last == row else "answers.no_right"))


def counted_rows(here: Situation) -> Answer | None:
    """How long a row takes."""
    asked = here.asked
    things = [one for one in asked.elements if not one.weak]
    talks = bool(asked.topics) and asked.topics <= {"session", "presentation"}
    if not asked.has("howmany") or (things and not talks) or not (talks or asked.has("list")):
        return None
    if fact_asked(here) not in ("", "items"):
        return None
    rows = here.itinerary.on(asked.when.day) if asked.when.day else here.index.rows
    rows = tuple(row for row in rows if row.row.kind == "session") if talks else rows
    return here.tell(here.say("answers.count_rows", n=len(rows)))


# Whether one must or may do something on a day is no question of that day's plan.
_NEED = re.compile(
    r"\b(?:need|have|allowed|supposed|ought) to\b|\bshould (?:i|we)\b"
    r"|(?:해야|어야|아야|해도|어도|아도|가야|와야)\s?(?:하|되|돼|할)"
)
_MORE = re.compile(r"\b(?:else|still|more)\b|(?<![가-힣])[또더](?![가-힣])")
_SPAN = re.compile(
    r"(?:몇\s?시|언제)부터\s?(?:몇\s?시|언제)까지|\bfrom (?:when|what time) (?:to|till|until) (?:when|what time)\b"
)
_REST = re.compile(r"남은|남았|rest of|remaining|left today|still to come|still ahead")


_REST_OF_ALL = re.compile(
    r"\b(?:left|rest|remains|remaining) (?:of|on|in) (?:the|this|our) (?:trip|event|workshop|programme|program)\b"
)
_EVERYTHING = re.compile(r"다 ?끝|모두 ?끝|전부 ?끝|\b(?:everything|it all|all of it)\b")


def _left(here: Situation, rows: tuple[Activity, ...], day: int = 0) -> Answer:
    """What is still to come, of a day or of everything."""
    if not rows:
        return here.tell(here.say("answers.none_next"))
    head = f"{here.say('answers.rest_of_day')}\n" if day else ""
    return here.tell(f"{head}{here.write.listed(rows, dated=not day)}", rows, day=day)


def bounds(here: Situation) -> Answer | None:  # noqa: PLR0911 - each return is one case
    """When a day begins or is over, and what is left of today."""
    asked = here.asked
    everything = asked.has("end") and _EVERYTHING.search(asked.text)
    if here.started and _REST_OF_ALL.search(asked.text):
        return _left(here, tuple(row for row in here.index.rows if row.starts_at > here.now))
    day = asked.when.day or (here.today if asked.has("list") or everything else 0)
    if not day or (strong(here) and asked.topics != {"freetime"}) or asked.unknown or asked.parts:
        return None
    rows = here.itinerary.on(day)
    if rows and _SPAN.search(asked.text):
        end = max(ends_at(here.itinerary, row) if row.ends_at else row.starts_at for row in rows)
        values = {"start": here.write.clock(rows[0].starts_at), "end": here.write.clock(end)}
        return here.tell(here.say("answers.day_span", date=here.write.date(rows[0].starts_at), **values), day=day)
    if day == here.today and _REST.search(asked.text):
        return _left(here, tuple(row for row in rows if row.starts_at > here.now), day)
    if rows and re.search(
        r"어디로 ?(?:가면|가야|나오|나가|오면|와야)|where (?:do|should) (?:i|we) (?:go|come|be)", asked.text
    ):
        return about.one(here, rows[0])
    if (
        not rows
        or not asked.has("start", "end")
        or not asked.has("when", "end", "clock")
        or asked.has("what", "now", "until")
    ):
        return None
    return about.card(here, rows[-1] if asked.has("end") else rows[0])


def day(here: Situation) -> Answer | None:
    """A day of the event, or a part of it."""
    asked = here.asked
    day = asked.when.day
    if not day and asked.parts:
        day = here.today or (following(here.itinerary, here.now) or here.index.rows)[0].day
        rest = [one for one in here.itinerary.on(day) if one.starts_at > here.now]
        if here.today and not rest and day < len(here.itinerary.event.days):
            day += 1
    if day and asked.yesno and _NEED.search(asked.text) and not asked.has("list", "exists", "what", "when", "where"):
        return here.unknown(here.say("answers.fact_unknown"))
    if day == here.today and day and _MORE.search(asked.text):
        return _left(here, tuple(one for one in here.itinerary.on(day) if one.starts_at > here.now), day)
    if day and (asked.asks or asked.parts or asked.when.days) and not asked.unknown:
        if len(asked.when.days) > 1:
            return here.tell("\n\n".join(clockwork.day(here, number).text for number in sorted(asked.when.days)))
        return clockwork.day(here, day)
    return None


def whole(here: Situation) -> Answer | None:
    """The whole plan, or today's during the event."""
    asked = here.asked
    if not asked.has("list") or [one for one in asked.elements if not one.weak] or asked.unknown:
        return None
    if here.today and not re.search(r"전체|전부|whole|entire|full|모든|all ", asked.text):
        return clockwork.day(here, here.today)
    if len(here.index.rows) > 60:
        return clockwork.day(here, here.today or 1)
    days = range(1, len(here.itinerary.event.days) + 1)
    return here.tell("\n\n".join(clockwork.day(here, number).text for number in days), day=1, asked="day")
