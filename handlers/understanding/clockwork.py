"""Questions that go by the clock alone: now, next, before, after something, at a time, how long until."""

from datetime import datetime, timedelta

from bot.itinerary import Activity, instant
from handlers.understanding.index import ends_at
from handlers.understanding.model import Answer
from handlers.understanding.pick import MOVING, before, choose, current, following, in_part, leg, nearest, only
from handlers.understanding.situation import Situation

MANY = 8


def now(here: Situation) -> Answer:
    """What is going on."""
    rows = meant(here, current(here.itinerary, here.now))
    if rows:
        return going_on(here, rows)
    if not here.started:
        return _not_started(here)
    later = following(here.itinerary, here.now)
    if not later:
        return _all_over(here)
    text = f"{here.say('answers.gap')}\n{here.say('answers.next', rest=here.write.card(later[0]))}"
    return here.tell(text, later, asked="now")


def meant(here: Situation, rows: tuple[Activity, ...]) -> tuple[Activity, ...]:
    """Those of the rows that the things and places of the question select, all of them if it names none."""
    things = [one for one in here.asked.elements if not one.weak and (one.rows or one.places)]
    if not things or len(rows) < 2:
        return rows
    numbers = {row.key: number for number, row in enumerate(here.index.rows)}
    scores = [sum(numbers[row.key] in one.rows for one in things) for row in rows]
    return tuple(row for row, score in zip(rows, scores, strict=True) if score and score == max(scores)) or rows


def going_on(here: Situation, rows: tuple[Activity, ...]) -> Answer:
    """These rows as what is on now."""
    if len(rows) > 1:
        text = f"{here.say('answers.now_many')}\n{here.write.listed(rows[:MANY], ways=True)}"
        return here.tell(text, rows, asked="now")
    key = "answers.now_moving" if rows[0].row.kind == "transport" and rows[0].row.destination else "answers.now"
    values = {"title": here.write.title(rows[0])} if key == "answers.now" else {}
    rest = here.write.card(rows[0]) if key != "answers.now" else here.write.under(rows[0])
    return here.tell(here.say(key, rest=rest, **values), rows, asked="now")


def _not_started(here: Situation) -> Answer:
    rows = here.index.rows[:1]
    if not rows:
        return here.tell(here.say("answers.none_next"))
    return here.tell(f"{here.say('answers.before_event')}\n{here.write.card(rows[0])}", rows, asked="now")


def _all_over(here: Situation) -> Answer:
    last = max(here.index.rows, key=lambda one: one.ends_at or one.starts_at)
    end = last.ends_at or last.starts_at
    return here.tell(here.say("answers.after_event", date=here.write.date(end), time=here.write.clock(end)))


def next_after(here: Situation, rows: tuple[Activity, ...] = ()) -> Answer:  # noqa: PLR0911 - each return is one case
    """What comes after `rows` (after now, when there are none)."""
    if rows:
        later = following(here.itinerary, ends_at(here.itinerary, rows[-1]))
        name = here.write.title(rows[-1])
        if not later:
            return here.tell(here.say("answers.none_after", title=name), rows)
        if len(later) > 1:
            return _several(here, later)
        return here.tell(here.say("answers.next_of", title=name, rest=here.write.card(later[0])), later, asked="next")
    if not here.started:
        return _not_started(here)
    later = following(here.itinerary, here.now)
    if not later:
        going = current(here.itinerary, here.now)
        return (
            here.tell(here.say("answers.none_after", title=here.write.title(going[-1])), going)
            if going
            else _all_over(here)
        )
    if len(later) > 1:
        return _several(here, later)
    return here.tell(here.say("answers.next", rest=here.write.card(later[0])), later, asked="next")


def _several(here: Situation, rows: tuple[Activity, ...]) -> Answer:
    return here.tell(f"{here.say('answers.next_many')}\n{here.write.listed(rows[:MANY])}", rows, asked="next")


def previous(here: Situation, rows: tuple[Activity, ...] = ()) -> Answer:
    """What came before `rows` (before what is on now, when there are none)."""
    if rows:
        start = rows[0].starts_at
    else:
        going = current(here.itinerary, here.now)
        start = going[0].starts_at if going else here.now
    earlier = before(here.itinerary, start)
    if not earlier:
        return here.tell(here.say("answers.none_before")) if here.started or rows else _not_started(here)
    if rows:
        text = here.say("answers.previous_of", title=here.write.title(rows[0]), rest=here.write.card(earlier[-1]))
    else:
        text = here.say("answers.previous", rest=here.write.card(earlier[-1]))
    return here.tell(text, earlier[-1:], asked="previous")


def moment_asked(here: Situation) -> datetime | None:
    """The instant that the question names: its clock time on its day, or so long from now."""
    when = here.asked.when
    if when.moment:
        return when.moment
    if not when.clock:
        return None
    day = when.day or here.today or _next_day(here)
    choices = [_instant(here, day, minutes) for minutes in when.clock.minutes]
    if when.clock.night and (when.day or here.itinerary.local(here.now).hour > 5):
        choices = [one + timedelta(days=1) for one in choices]
    if here.asked.parts and len(choices) > 1:
        early = bool(here.asked.parts & {"dawn", "morning"})
        return choices[0] if early else choices[-1]
    busy = [one for one in choices if current(here.itinerary, one)]
    if not when.day and here.today:
        ahead = [one for one in busy if one >= here.now - timedelta(minutes=30)]
        busy = ahead or busy
    daytime = [one for one in busy if 7 <= here.itinerary.local(one).hour < 22]
    starting = [one for one in busy if any(row.starts_at == one for row in here.index.rows)]
    return (starting or daytime or busy or choices[-1:])[0]


def _next_day(here: Situation) -> int:
    later = following(here.itinerary, here.now)
    return later[0].day if later else 1


def _instant(here: Situation, day: int, minutes: int) -> datetime:
    return instant(here.itinerary.event.days[day - 1], f"{minutes // 60:02}:{minutes % 60:02}", here.itinerary.zone)


def at(here: Situation, moment: datetime) -> Answer:
    """What is on at `moment`; what starts next when it is asked for after that time."""
    clock = here.asked.when.clock
    relation = clock.relation if clock else "at"
    rows = meant(here, current(here.itinerary, moment))
    if relation == "before":
        rows = before(here.itinerary, moment)[-1:]
    elif relation == "after" and not any(row.starts_at == moment for row in rows):
        rows = _soon(here, moment) or rows
    time = here.write.clock(moment)
    if not rows:
        return _nothing_at(here, moment)
    if len(rows) > 1:
        return here.tell(f"{here.say('answers.at', time=time)}\n{here.write.listed(rows[:MANY])}", rows)
    moving = rows[0].row.kind == "transport" and rows[0].row.destination and moment <= here.now
    lead = here.say("answers.now_moving", rest="").strip() + "\n" if moving else ""
    return here.tell(f"{lead}{here.write.card(rows[0])}", rows, asked="at")


def _soon(here: Situation, moment: datetime) -> tuple[Activity, ...]:
    """The rows that start next after `moment`; not those after a night's sleep, when something is on."""
    rows = following(here.itinerary, moment)
    late = rows and current(here.itinerary, moment) and rows[0].starts_at - moment > timedelta(hours=4)
    return () if late else rows


def _nothing_at(here: Situation, moment: datetime) -> Answer:
    text = here.say("answers.at_none", time=here.write.clock(moment))
    rows = following(here.itinerary, moment)[:1]
    same_day = [
        row for row in rows if here.itinerary.local(row.starts_at).date() == here.itinerary.local(moment).date()
    ]
    if same_day:
        text = f"{text}\n{here.say('answers.next', rest=here.write.card(same_day[0]))}"
    return here.tell(text, same_day)


def countdown(here: Situation, focused: tuple[Activity, ...] = ()) -> Answer:
    """How long it still is until something starts, ends or is reached."""
    asked = here.asked
    if asked.topics & MOVING and not asked.topics & {"boarding"}:
        row = leg(asked, here.index, here.now)
        if row:
            reach = bool(asked.topics & {"arrival", "homeward", "disband"}) or asked.has("end")
            return _left_arrival(here, row) if reach and row.ends_at else _left(here, row)
    rows = choose(asked, here.index).rows or focused
    rows = only(rows, lambda one: one.row.kind != "transport")
    row = nearest(rows, here.now, here.itinerary)
    if row:
        return _left(here, row)
    return _left_of_event(here)


def _left_of_event(here: Situation) -> Answer:
    asked = here.asked
    whole = (
        "행사" in asked.text
        or "event" in asked.text
        or "trip" in asked.text
        or "workshop" in asked.text
        or "워크" in asked.text
    )
    if not here.started and here.index.rows:
        start = here.index.rows[0].starts_at
        days = (here.itinerary.local(start).date() - here.itinerary.local(here.now).date()).days
        length = here.say.length(start - here.now)
        if not days:
            return _left(here, here.index.rows[0])
        date = f"{here.write.date(start)} {here.write.clock(start)}"
        return here.tell(here.say("answers.event_left", length=length, days=days, date=date), here.index.rows[:1])
    if whole:
        last = max(here.index.rows, key=lambda one: one.ends_at or one.starts_at)
        end = last.ends_at or last.starts_at
        if end > here.now:
            values = {
                "length": here.say.length(end - here.now),
                "date": here.write.date(end),
                "end": here.write.clock(end),
            }
            return here.tell(here.say("answers.event_end_left", **values))
        return _all_over(here)
    going = current(here.itinerary, here.now)
    if going and not asked.has("next", "start") and going[-1].ends_at:
        return _left(here, going[-1])
    later = following(here.itinerary, here.now)
    return _left(here, later[0]) if later else _all_over(here)


def _left(here: Situation, row: Activity) -> Answer:
    title, times = here.write.title(row), here.write.times(row)
    if here.now < row.starts_at:
        days = (here.itinerary.local(row.starts_at).date() - here.itinerary.local(here.now).date()).days
        length = here.say.length(row.starts_at - here.now)
        values = {"title": title, "length": length, "times": times}
        if days and row.starts_at - here.now >= timedelta(days=1):
            return here.tell(here.say("answers.left_days", days=days, **values), (row,), asked="until")
        return here.tell(here.say("answers.left_start", **values), (row,), asked="until")
    if row.ends_at and here.now < row.ends_at:
        if row.row.destination:
            return _left_arrival(here, row)
        length = here.say.length(row.ends_at - here.now)
        return here.tell(
            here.say("answers.left_end", title=title, length=length, end=here.write.clock(row.ends_at)), (row,)
        )
    return here.tell(here.say("answers.left_past", title=title, times=times), (row,))


def _left_arrival(here: Situation, row: Activity) -> Answer:
    end = row.ends_at
    if end is None or end <= here.now:
        return here.tell(
            here.say("answers.left_past", title=here.write.title(row), times=here.write.times(row)), (row,)
        )
    place = here.write.place_name(row.row.destination) or here.write.title(row)
    clock = here.write.clock(end)
    if here.write.far(row):
        clock = f"{here.write.date(end)} {clock}"
    text = here.say("answers.left_arrival", destination=place, length=here.say.length(end - here.now), end=clock)
    return here.tell(text, (row,), asked="until")


def day(here: Situation, number: int) -> Answer:
    """The rows of a day, or of the part of it that was named."""
    rows = here.itinerary.on(number)
    parted = tuple(one for one in rows if in_part(here.index, one, here.asked))
    date = here.say.date(here.itinerary.event.days[number - 1])
    if here.asked.parts and not parted:
        going = [one for one in rows if _overlaps(here, one)]
        parted = tuple(going)
    if not parted:
        return here.tell(f"{date}: {here.say('answers.part_none')}", day=number)
    head = here.say("answers.day_title", date=date, n=number)
    return here.tell(f"{head}\n{here.write.listed(parted)}", parted, day=number, asked="day")


def _overlaps(here: Situation, row: Activity) -> bool:
    hours = {"dawn": 6, "morning": 9, "noon": 12, "afternoon": 15, "evening": 19, "night": 21}
    moments = [_instant(here, row.day, hours[part] * 60) for part in here.asked.parts]
    return any(row.starts_at <= moment < ends_at(here.itinerary, row) for moment in moments)
