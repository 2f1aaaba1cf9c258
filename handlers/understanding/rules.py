"""From a question to its answer: the rules in the order in which they are asked."""

import re
from dataclasses import replace

from bot.itinerary import Activity
from handlers.understanding import about, clockwork, eventfacts, facts, learnt, person
from handlers.understanding.index import ends_at, fold
from handlers.understanding.model import Answer
from handlers.understanding.normalise import clean
from handlers.understanding.pick import MOVING, choose, current, elements, following, leg, nearest, only
from handlers.understanding.question import Element
from handlers.understanding.situation import Situation

# Words beside which a greeting or a thank-you is still only that.
_SMALL_BESIDE = frozenset(
    {"it", "mine", "yesno", "what", "who", "now", "title", "exists", "still", "next", "negative", "list"}
)
_LISTS = frozenset({"meal", "transport", "education", "presentation", "talk", "tour", "experience"})
_DETAILS = ("size", "height", "distance", "menu")


def answer(here: Situation) -> Answer:
    """The answer of the first rule that has one."""
    for rule in RULES:
        found = rule(here)
        if found:
            return found
    return here.unknown(here.say("answers.lost"))


def _withheld(here: Situation) -> Answer | None:
    return here.tell(here.say("answers.withheld")) if here.asked.withheld else None


def _small(here: Situation) -> Answer | None:
    asked = here.asked
    strong = [one for one in asked.elements if not one.weak]
    silent = not asked.cut and asked.text == "" and not asked.when.on
    if not (asked.small or silent) or strong or asked.unknown or asked.when.day or not asked.asks <= _SMALL_BESIDE:
        return None
    if not asked.small:
        return here.unknown(here.say("answers.small_testing"))
    order = ("abuse", "who_are_you", "help", "thanks", "sorry", "praise", "bye", "hello", "testing")
    kind = next(name for name in order if name in asked.small)
    return here.tell(here.say(f"answers.small_{kind}"), unknown=kind in ("abuse", "testing"))


def _absent(here: Situation) -> Answer | None:
    asked = here.asked
    contact = here.itinerary.event.contact if asked.has("contact") else None
    names = fold(f"{contact.name}{contact.name_en or ''}") if contact else ""
    missing = [one.word for one in asked.elements if one.absent and one.word not in names]
    if missing:
        prepared = _prepared(here)
        if prepared:
            return prepared
        return here.unknown(_no_such(here, asked.shown(missing[0])))
    if "praise" in asked.small and _strong(here) and asked.yesno:
        return here.unknown(here.say("answers.fact_unknown"))
    if not asked.unknown or asked.has("contact", "training", "room_number", "bus_number", "team_number"):
        return None
    if _line(here):
        return None
    meal = asked.topics & {"breakfast", "lunch", "dinner"} and asked.has("when", "where", "menu", "until", "howlong")
    if meal and all(len(word) < 3 for word in asked.unknown) and not asked.english:
        return None
    return here.unknown(_no_such(here, asked.unknown[0]))


_PREPARING = frozenset({"o:clothes", "o:supplies"})


def _prepared(here: Situation) -> Answer | None:
    """What to wear or bring for something, when a note of it names clothes or things to bring."""
    asked = here.asked
    wanted = any(piece.tags & _PREPARING for piece in asked.cut)
    things = [one for one in _strong(here) if one.rows]
    if not wanted or not things or not asked.has("what", "yesno"):
        return None
    rows = choose(asked, here.index, things).rows
    words = here.index.look
    for row in rows:
        noted = [note for note in facts.notes(row, here.say.language)
                 if any(words.get(word, frozenset()) & _PREPARING for word in clean(note).split())]  # fmt: skip
        if noted:
            return here.tell("\n".join((here.write.card(row), *noted)), (row,))
    return None


def _no_such(here: Situation, word: str) -> str:
    if word.startswith(("how ", "what ")) or len(word.split()) > 3:
        return here.say("answers.fact_unknown")
    return here.say("answers.absent", word=word)


def _unstated(here: Situation) -> Answer | None:
    """Things of which plans state the row and hardly ever this: a film's title, who sits where, which floor."""
    asked = here.asked
    film = asked.has("title") and "film" in asked.topics
    seat = "seats_topic" in asked.topics and not asked.has("howmany", "size")
    if not film and not seat:
        return None
    rows = choose(asked, here.index).rows
    title = here.write.title(rows[0]) if rows else ""
    return here.unknown(here.say("answers.detail_unknown", title=title), rows[:1]) if rows else None


def _outside(here: Situation) -> Answer | None:
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
    rows = choose(here.asked, here.index).rows if _strong(here) else ()
    row = nearest(rows, here.now, here.itinerary)
    return here.tell(f"{text}\n{here.write.card(row)}", (row,)) if row else here.tell(text)


def _until(here: Situation) -> Answer | None:
    asked = here.asked
    length = re.search(r"얼마나|몇 ?분|몇 ?시간|며칠|몇 ?일|몇 밤", asked.text)
    if asked.has("date") and "부터" in asked.text:
        return None
    ride = [one for one in _strong(here) if one.places & here.index.destinations and not one.topics & MOVING]
    ride = (
        ride
        if re.search(r"까지|to |reach|get|가는|가려면|갈 때|가기", asked.text)
        and not re.search(r"stay|spend|있", asked.text)
        else []
    )
    if ride and not asked.has("until") and asked.has("howlong"):
        row = leg(asked, here.index, here.now)
        return about.length(here, row) if row and row.starts_at > here.now else None
    counting = asked.has("until") or (
        length and re.search(r"까지|이따가|뒤에|후에|전까지|남", asked.text) and not asked.has("end")
    )
    if not counting or asked.has("howlong") and asked.when.days and not asked.has("until"):
        return None
    if (
        asked.has("until")
        and not asked.has("date", "howlong")
        and asked.has("list")
        and not length
        and not asked.english
    ):
        return None
    return clockwork.countdown(here, _focused(here) if asked.has("it") else ())


def _strong(here: Situation) -> tuple[Element, ...]:
    return tuple(one for one in elements(here.asked) if not one.weak)


def _relative(here: Situation) -> Answer | None:
    asked = here.asked
    things = _strong(here)
    rows = choose(asked, here.index).rows if things else ()
    ordered = asked.has("next", "after", "previous", "before")
    if not ordered or asked.when.clock:
        return None
    if things and all(asked.placed(one, here.index) for one in things) and not asked.has("where"):
        return _there(here, things)
    if things and not rows:
        return None
    if asked.has("before", "previous") and not asked.has("next", "after"):
        return _earlier(here, rows)
    if things:
        return _after_thing(here)
    if asked.parts and not asked.has("after"):
        return None
    if asked.has("it") and here.focus and _focused(here):
        return clockwork.next_after(here, _focused(here)[-1:])
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
        return clockwork.next_after(here, _focused(here)[-1:])
    if asked.has("now") and asked.has("what") and not asked.has("next"):
        return None
    return clockwork.next_after(here)


def _between(here: Situation) -> Answer | None:
    """What lies between two things: from lunch to dinner."""
    asked = here.asked
    things = _strong(here)
    if len(things) < 2 or not re.search(r"between|사이", asked.text):
        return None
    ends = [nearest(choose(asked, here.index, (one,)).rows, here.now, here.itinerary) for one in things[:2]]
    first, second = ends
    if first is None or second is None:
        return None
    rows = tuple(row for row in here.index.rows if first.starts_at < row.starts_at < second.starts_at)
    return about.several(here, rows) if rows else here.tell(here.say("answers.part_none"))


def _there(here: Situation, things: tuple[Element, ...]) -> Answer | None:
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
        return clockwork.previous(here)
    if here.asked.past and not here.asked.english and not here.asked.has("before"):
        return None
    row = _told_of(here, only(rows, lambda one: one.row.kind != "transport"))
    return clockwork.previous(here, (row,) if row else ())


def _after_thing(here: Situation) -> Answer | None:
    """After lunch …: what comes then, or the thing asked for that comes then. "Next lunch": the coming one."""
    asked = here.asked
    at = [number for number, piece in enumerate(asked.cut) if piece.tags & {"a:after", "a:next"}]
    things = _strong(here)
    if not at:
        return None
    anchors, others = _sides(here, at[0])
    if not anchors:
        return _coming(here) if asked.has("next") and not asked.has("after") else None
    chosen = choose(asked, here.index, anchors).rows
    chosen = chosen if asked.topics & MOVING else only(chosen, lambda one: one.row.kind != "transport")
    anchor = _told_of(here, chosen)
    if anchor is None:
        return None
    if others and len(others) < len(things):
        rows = choose(asked, here.index, others).rows
        later = [row for row in rows if row.starts_at >= ends_at(here.itinerary, anchor)]
        if later and later[0].key != anchor.key:
            return about.one(here, later[0])
        if (rows and anchor in rows) or all(one.topics & MOVING for one in others):
            return clockwork.next_after(here, (anchor,))
        return here.tell(here.say("answers.no_more"))
    return clockwork.next_after(here, (anchor,))


def _sides(here: Situation, at: int) -> tuple[list[Element], list[Element]]:
    """The things that the word "after" leans on (before it in Korean, behind it in English), and the other things."""
    things = _strong(here)
    if here.asked.english:
        word = here.asked.cut[at]
        behind = [one for one in things if one.at > at]
        if "a:after" in word.tags or "after" in word.text or word.text in ("follows", "follow", "following"):
            return behind[:2], [one for one in things if one.at < at]
        return [one for one in things if one.at < at and word.text not in ("next",)], []
    return [one for one in things if one.at < at], [one for one in things if one.at > at]


def _coming(here: Situation) -> Answer | None:
    """The next lunch, the next bus: the first of its kind that has not begun."""
    if here.asked.topics & MOVING:
        return None
    rows = [row for row in choose(here.asked, here.index).rows if row.starts_at > here.now]
    return about.one(here, rows[0]) if rows else None


def _clock(here: Situation) -> Answer | None:
    asked = here.asked
    moment = clockwork.moment_asked(here)
    if moment is None or (asked.topics and elements(asked) and asked.yesno and not asked.has("what")):
        return None
    if elements(asked) and asked.has("where", "howlong"):
        rows = [row for row in choose(asked, here.index).rows if row in current(here.itinerary, moment)]
        return about.one(here, rows[0]) if rows else clockwork.at(here, moment)
    return clockwork.at(here, moment)


def _ends(here: Situation) -> Answer | None:
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
            return about.moving(here)
    day = asked.when.day or (here.today if re.search(r"오늘|today", asked.text) else 0)
    rows = tuple(one for one in rows if not day or one.day == day)
    if not rows:
        return None
    row = rows[-1] if asked.has("last") else rows[0]
    return about.one(here, row)


def _now(here: Situation) -> Answer | None:
    asked = here.asked
    if (
        re.search(
            r"what time is it|whats the time|몇 ?시(?:야|예요|에요|죠|지|인가요|입니까|임|니|냐)?\??$", asked.text
        )
        and not asked.elements
    ):
        if asked.has("now") or asked.english:
            time = here.write.clock(here.now)
            return here.tell(here.say("answers.clock_is", date=here.write.date(here.now), time=time))
    if not asked.has("now", "still") or asked.when.day or asked.parts or asked.has("first", "last"):
        return None
    if (
        any(not asked.placed(one, here.index) for one in _strong(here))
        and choose(asked, here.index).rows
    ):
        return None
    if _strong(here):
        return _now_there(here)
    if asked.has("list", "what", "where", "end", "yesno", "exists", "now", "still"):
        going = current(here.itinerary, here.now)
        if (
            going
            and asked.has("where", "end", "howlong", "who")
            and len(going) == 1
            and not (asked.has("where") and going[0].row.destination)
        ):
            return about.one(here, going[0])
        return clockwork.now(here)
    return None


def _now_there(here: Situation) -> Answer | None:
    """What is on at a place now, else what comes next there."""
    numbers = set.intersection(*(set(one.rows) for one in _strong(here)))
    keys = {here.index.rows[number].key for number in numbers}
    going = tuple(row for row in current(here.itinerary, here.now) if row.key in keys)
    if going:
        return about.one(here, going[0]) if here.asked.has("who", "end", "howlong") else clockwork.going_on(here, going)
    later = _there(here, _strong(here))
    gap = here.say("answers.gap")
    return replace(later, text=f"{gap}\n{later.text}") if later else here.tell(gap)


def _moving(here: Situation) -> Answer | None:
    asked = here.asked
    if not asked.topics & MOVING:
        return None
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
    return about.moving(here)


def _things(here: Situation) -> Answer | None:
    asked = here.asked
    things = elements(asked)
    if not things:
        return None
    only_weak = all(one.weak for one in things)
    if only_weak and (asked.has("list") or (asked.when.day and not asked.has("when", "where", "howmany"))):
        return None
    choice = choose(asked, here.index)
    if choice.off_day:
        return _other_day(here, choice.rows)
    rows = choice.rows
    place = _place_meant(here)
    if place:
        return about.place(here, place)
    if not asked.topics & MOVING:
        rows = only(rows, lambda row: row.row.kind != "transport")
    return _among(here, rows)


def _among(here: Situation, rows: tuple[Activity, ...]) -> Answer | None:
    asked = here.asked
    name = about.fact_asked(here)
    if name in ("vehicles", "rooms"):
        return here.unknown(here.say("answers.fact_unknown"))
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
    if len(rows) > 1 and asked.when.clock:
        return None
    row = _told_of(here, rows)
    if row and asked.yesno and not name and _beyond(here, row):
        return here.unknown(here.say("answers.detail_unknown", title=here.write.title(row)), (row,))
    return about.one(here, row) if row else None


def _beyond(here: Situation, row: Activity) -> bool:
    """Whether a yes-or-no question couples the row with something that it does not hold."""
    number = here.index.rows.index(row)
    things = [one for one in _strong(here) if not one.topics & MOVING]
    return len(things) > 1 and any(number not in one.rows for one in things)


def _told_of(here: Situation, rows: tuple[Activity, ...]) -> Activity | None:
    """The next of the rows; the last one begun when the question looks back."""
    begun = [row for row in rows if row.starts_at <= here.now]
    if here.asked.past and begun:
        return begun[-1]
    return nearest(rows, here.now, here.itinerary)


def _plural(here: Situation) -> bool:
    return bool(re.search(r"전부|모두|각각|매 ?끼|다 알려|마다|들은|all |each|every|list|meals|times", here.asked.text))


def _separate(here: Situation) -> tuple[Activity, ...]:
    """Two different things of which no row holds both (점심이랑 저녁): one row for each."""
    asked = here.asked
    things = [one for one in elements(asked) if not one.weak and max(one.rows.values()) > 0.75 and (one.word[-1:].isdigit() or one.topics & {
        "breakfast", "lunch", "dinner", "film", "education", "sleep", "hike", "walk", "sauna", "checkin", "checkout", "craft", "talk"})]  # fmt: skip
    if len(things) < 2 or any(set(a.rows) & set(b.rows) for a in things for b in things if a is not b):
        return ()
    others = [one for one in elements(asked) if things[0].word[-1:].isdigit() and not one.weak and one not in things]
    found = [nearest(choose(asked, here.index, (one, *others)).rows, here.now, here.itinerary) for one in things]
    return tuple({row.key: row for row in found if row}.values())


def _with_fact(here: Situation, rows: tuple[Activity, ...], name: str) -> tuple[Activity, ...]:
    """Rows that state the fact come first; failing them, any row of the question's things that states it."""
    stating = tuple(row for row in rows if _states(here, row, name))
    if stating:
        return stating
    numbers = {number for one in elements(here.asked) for number in one.rows}
    if not numbers or name in ("distance", "height", "size", "seats", "per_room"):
        stating = tuple(row for row in here.index.rows if _states(here, row, name))
        if len(stating) == 1:
            return stating
    wider = tuple(here.index.rows[number] for number in sorted(numbers) if _states(here, here.index.rows[number], name))
    return wider or rows


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


def _place_meant(here: Situation) -> str:
    """The place that the question is about, when it names one and asks where it is or what is there."""
    asked = here.asked
    if asked.has("when", "howlong", "until", "menu", "end", "howmany"):
        return ""
    strong = _strong(here)
    exactly = here.index.named.get(strong[0].word, "") if len(strong) == 1 else ""
    if exactly and asked.has("address", "map", "directions", "title"):
        return exactly
    if asked.topics & {"plane", "boat", "train"}:
        return ""
    still = {number for number, row in enumerate(here.index.rows) if row.row.kind != "transport"}
    exact = asked.has("address", "map", "directions") or bool(re.search(r"몇\s*층|floor", asked.text))
    named = [one for one in elements(asked) if one.places and (exact or all(
        weight <= 0.55 for number, weight in one.rows.items() if number in still))]  # fmt: skip
    others = [one for one in elements(asked) if not one.places and not one.weak]
    if not named or others:
        return ""
    shared = set.intersection(*(set(one.places) for one in named))
    if len(shared) == 1 and not asked.when.day:
        return next(iter(shared))
    return ""


def _bare_fact(here: Situation) -> Answer | None:
    """A fact asked without its thing (몇 인승? how high?): the row that states it."""
    name = about.fact_asked(here)
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


def _counted_rows(here: Situation) -> Answer | None:
    asked = here.asked
    things = [one for one in asked.elements if not one.weak]
    talks = bool(asked.topics) and asked.topics <= {"session", "presentation"}
    if not asked.has("howmany") or (things and not talks) or not (talks or asked.has("list")):
        return None
    rows = here.itinerary.on(asked.when.day) if asked.when.day else here.index.rows
    rows = tuple(row for row in rows if row.row.kind == "session") if talks else rows
    return here.tell(here.say("answers.count_rows", n=len(rows)))


_REST = re.compile(r"남은|남았|rest of|remaining|left today|still to come|still ahead")


def _bounds(here: Situation) -> Answer | None:
    """When a day begins or is over, and what is left of today."""
    asked = here.asked
    day = asked.when.day or (here.today if asked.has("list") else 0)
    if not day or (_strong(here) and asked.topics != {"freetime"}) or asked.unknown or asked.parts:
        return None
    rows = here.itinerary.on(day)
    if day == here.today and _REST.search(asked.text):
        left = tuple(row for row in rows if row.starts_at > here.now)
        if not left:
            return here.tell(here.say("answers.none_next"))
        return here.tell(f"{here.say('answers.rest_of_day')}\n{here.write.listed(left)}", left, day=day)
    if rows and re.search(r"어디로 ?(?:가면|가야|나오|나가|오면|와야)|where (?:do|should) (?:i|we) (?:go|come|be)", asked.text):
        return about.one(here, rows[0])
    if not rows or not asked.has("start", "end") or not asked.has("when", "end", "clock") or asked.has("what", "now"):
        return None
    return about.card(here, rows[-1] if asked.has("end") else rows[0])


def _day(here: Situation) -> Answer | None:
    asked = here.asked
    day = asked.when.day
    if not day and asked.parts:
        day = here.today or (following(here.itinerary, here.now) or here.index.rows)[0].day
        rest = [one for one in here.itinerary.on(day) if one.starts_at > here.now]
        if here.today and not rest and day < len(here.itinerary.event.days):
            day += 1
    if day and (asked.asks or asked.parts or asked.when.days) and not asked.unknown:
        if len(asked.when.days) > 1:
            return here.tell("\n\n".join(clockwork.day(here, number).text for number in sorted(asked.when.days)))
        return clockwork.day(here, day)
    return None


def _whole(here: Situation) -> Answer | None:
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


def _focused(here: Situation) -> tuple[Activity, ...]:
    if not here.focus:
        return ()
    found = (here.itinerary.find(key) for key in here.focus.activities)
    return tuple(row for row in found if row in here.index.rows)  # type: ignore[misc]


def _follow_up(here: Situation) -> Answer | None:
    """A question that leans on the last answer: 거기 어디야?, 몇 시까지?, 둘째 날은?"""
    asked, focus = here.asked, here.focus
    if not focus or asked.unknown or [one for one in asked.elements if not one.weak]:
        return None
    rows = _focused(here)
    if asked.when.day and rows and rows[0].day != asked.when.day and not asked.has("list", "what"):
        rows = _alike(here, rows[0], asked.when.day)
        return about.one(here, rows[0]) if rows else None
    if not asked.asks - {"list", "yesno"} or asked.when.day or asked.parts or asked.when.clock:
        return None
    if asked.has("next", "after", "previous", "first", "last", "now", "date", "host", "title", "contact"):
        return None
    if rows:
        return about.one(here, rows[0])
    return about.place(here, focus.place) if focus.place in here.itinerary.places else None


def _leaning(here: Situation) -> Answer | None:
    """A bare question just after an answer (몇 시까지?, where?) is about that answer, not about the event."""
    asked = here.asked
    bare = not eventfacts.names_event(asked.text) and not asked.has("visits", "attendance", "until")
    return _follow_up(here) if bare and here.focus and here.focus.activities else None


def _alike(here: Situation, row: Activity, day: int) -> tuple[Activity, ...]:
    number = here.index.rows.index(row)
    topics = [one for one in here.index.topics.values() if number in one.rows and one.rows[number] > 0.7]
    others = [one for one in here.itinerary.on(day) if one.row.kind == row.row.kind]
    scores = [sum(here.index.rows.index(one) in topic.rows for topic in topics) for one in others]
    return tuple(one for one, score in zip(others, scores, strict=True) if score == max(scores))


def _loose(here: Situation) -> Answer | None:
    """When and where without a thing: what is on now, or the event's beginning."""
    asked = here.asked
    doing = asked.has("what") and re.search(r"뭐 ?하|뭐 ?해|뭘 ?하|뭘 ?해|머 ?해|머 ?하|doing|do we do|going on", asked.text)
    if (
        asked.unknown
        or [one for one in asked.elements if not one.weak]
        or not (doing or asked.has("visits", "when", "where", "end", "start", "howlong"))
    ):
        return None
    if asked.has("howlong") and re.search(r"가는|오는|타고|걸려|걸리|get there|ride|take", asked.text):
        row = leg(asked, here.index, here.now)
        return about.length(here, row) if row else None
    if not here.started:
        return None
    if doing or asked.has("visits"):
        return clockwork.now(here)
    going = current(here.itinerary, here.now)
    if asked.has("end", "where", "howlong") and len(going) == 1:
        return about.one(here, going[0])
    return None


def _line(here: Situation) -> Answer | None:
    """A line among the event's notes, topics or organizers that holds what was asked for."""
    asked = here.asked
    things = [one for one in asked.elements if one.event and not one.weak and not one.rows]
    if not things:
        return None
    english = here.say.language == "en"
    found = [text for text, words in here.index.lines
             if all(one.word in words for one in things) and (text.isascii() or not english)]  # fmt: skip
    if not found:
        return None
    lead = [here.say("answers.there_is")] if asked.yesno else []
    return here.tell("\n".join((*lead, *found[:3])))


RULES = (_withheld, learnt.answer, _small, _absent, person.answer, _unstated, _leaning, _bounds, _until, _outside, eventfacts.answer, _counted_rows,
         _between, _relative, _clock, _now, _ends, _moving, _things, _follow_up, _bare_fact, _line, _day, _whole, _loose)  # fmt: skip
