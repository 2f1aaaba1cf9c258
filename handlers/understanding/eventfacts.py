"""What is true of the event as a whole: its name, dates, host, people, topics, contact."""

import re

from handlers.understanding.attendance import attendance
from handlers.understanding.index import fold, place_key
from handlers.understanding.mentions import speaks_of
from handlers.understanding.model import Answer
from handlers.understanding.pick import choose
from handlers.understanding.situation import Situation

_MEALS = re.compile(r"몇\s*(?:번|끼|회|차례)|how many (?:meals|times)|횟수|number of meals")
_VENUE = frozenset({"venue", "the venue", "행사장", "행사 장소", "campus", "main venue"})
_EVENT = re.compile(
    r"행사|워크숍|워크샵|여행|연수|수련회|야유회|엠티|세미나|나들이|event|trip|workshop|conference|programme|program|tour|retreat|offsite|\bcamp\b|대회|캠프|포럼|전체|일정"
)


def answer(here: Situation) -> Answer | None:
    """The answer to a question about the event itself, None if it asks something else."""
    for rule in (_training, _contact, _host, attendance, _meals, _purpose, _topics, _dates, _title, _visits, _venue):
        found = rule(here)
        if found:
            return found
    return None


def names_event(text: str) -> bool:
    """Whether the message says event, trip, workshop or the like."""
    return bool(_EVENT.search(text))


def _rows_named(here: Situation) -> bool:
    title = fold(f"{here.itinerary.event.title} {here.itinerary.event.title_en or ''}")
    return any(
        one.rows and not one.weak and (not one.event or (max(one.rows.values()) >= 0.7 and one.word not in title))
        for one in here.asked.elements
    )


def _training(here: Situation) -> Answer | None:
    if not here.asked.has("training") or (_rows_named(here) and "education" not in here.asked.topics):
        return None
    hours = here.itinerary.event.training_hours
    if not hours:
        return here.unknown(here.say("answers.fact_unknown"))
    return here.tell(here.say("answers.training", days=hours.days, hours=f"{hours.hours:g}"))


def _contact(here: Situation) -> Answer | None:
    if not here.asked.has("contact") or here.asked.has("room_number"):
        return None
    if (
        re.search(r"번호|전화|phone|number|e-?mail", here.asked.text)
        and any(one.rows and not one.weak for one in here.asked.elements)
    ) and not of_contact(here):
        return here.unknown(here.say("answers.fact_unknown"))
    if here.asked.unknown and not here.asked.has("who") and not of_contact(here):
        return here.unknown(here.say("answers.fact_unknown"))
    contact = here.itinerary.event.contact
    if not contact:
        return here.unknown(here.say("answers.fact_unknown"))
    name = contact.say("name", here.say.language)
    if contact.phone:
        return here.tell(here.say("answers.contact_phone", name=name, phone=contact.phone))
    lines = (here.say("answers.contact", name=name), here.say("answers.phone_unknown"))
    number = re.search(r"번호|연락처|전화|phone|number|call|email|hotline|telephone|ring|reach", here.asked.text)
    return here.tell("\n".join(lines), unknown=bool(number))


def of_contact(here: Situation) -> bool:
    """Whether the one is meant whom the event names for questions."""
    contact = here.itinerary.event.contact
    if contact is None or not here.asked.has("contact"):
        return False
    names = {word for name in (contact.name, contact.name_en or "") for word in name.lower().split() if len(word) > 2}
    return "담당" in here.asked.text or any(name in here.asked.text for name in names)


def _host(here: Situation) -> Answer | None:
    asked = here.asked
    titled = any(max(one.rows.values(), default=0.0) >= 0.7 and not one.weak for one in asked.elements)
    if not asked.has("host") or asked.when.day or "price" in asked.topics or (titled and not names_event(asked.text)):
        return None
    facts, language = here.itinerary.event, here.say.language
    lines = []
    if facts.host:
        lines.append(here.say("answers.host", host=facts.say("host", language)))
    if facts.organizers:
        lines.append(here.say("answers.organizers", names=", ".join(facts.say("organizers", language))))
    return here.tell("\n".join(lines)) if lines else here.unknown(here.say("answers.fact_unknown"))


def _meals(here: Situation) -> Answer | None:
    if not _MEALS.search(here.asked.text) or (not here.asked.topics & {"meal"} and "끼" not in here.asked.text):
        return None
    rows = [one for one in here.index.rows if one.row.kind == "meal" and here.asked.when.day in (0, one.day)]
    return here.tell(here.say("answers.meals_count", n=len(rows)))


def _purpose(here: Situation) -> Answer | None:
    if not here.asked.has("purpose") or _rows_named(here):
        return None
    if any("purpose" in key for row in choose(here.asked, here.index).rows for key in row.row.details):
        return None
    purpose = here.itinerary.event.say("purpose", here.say.language)
    return here.tell(here.say("answers.purpose", purpose=purpose)) if purpose else None


def _topics(here: Situation) -> Answer | None:
    asked = here.asked
    content = "내용" in asked.text and _EVENT.search(asked.text) and not asked.elements
    if not (asked.has("topic") or content) or asked.when.day or (_rows_named(here) and not _of_topics(here)):
        return None
    topics = here.itinerary.event.say("topics", here.say.language)
    if not topics:
        return None
    lines = [here.say("answers.bullet", text=topic) for topic in topics]
    return here.tell("\n".join((here.say("answers.topics"), *lines)))


def _of_topics(here: Situation) -> bool:
    """Whether the topics of the event speak of every thing named (토론 주제)."""
    lines = here.itinerary.event.topics + here.itinerary.event.topics_en
    things = [one for one in here.asked.elements if not one.weak]
    return all(any(speaks_of(line, one) for line in lines) for one in things)


def _dates(here: Situation) -> Answer | None:  # noqa: PLR0911 - each return is one case
    asked = here.asked
    weekday = re.search(r"요일|며칠|몇\s?일|날짜|what day|which day|date|weekday", asked.text)
    if (
        not asked.has("date", "howlong", "start", "end", "when")
        or _rows_named(here)
        or (asked.has("where") and not asked.has("when", "date"))
    ):
        return None
    if weekday and (asked.when.relative == 0 or re.search(r"지금|today", asked.text)) and not _EVENT.search(asked.text):
        return here.tell(here.say("answers.today_is", date=here.write.date(here.now)))
    if asked.when.days and asked.has("date"):
        day = here.itinerary.event.days[asked.when.days[0] - 1]
        name = here.say("answers.day_word", n=asked.when.days[0])
        return here.tell(here.say("answers.day_is", title=name, date=here.say.date(day), n=asked.when.days[0]))
    if asked.has("date"):
        return here.tell(_event_date(here))
    early = not here.started and asked.has("end", "start", "when") and not asked.unknown
    if (
        asked.elements
        or not (early or _EVENT.search(asked.text))
        or asked.when.day
        or asked.has("next", "last", "first", "now")
    ):
        return None
    if asked.has("end") and here.index.rows:
        last = max(here.index.rows, key=lambda one: one.ends_at or one.starts_at)
        end = last.ends_at or last.starts_at
        date = here.write.date(end)
        return here.tell(here.say("answers.event_ends", date=date, time=here.write.clock(end)), (last,), asked="end")
    if asked.has("start", "when") and here.index.rows:
        start = here.index.rows[0].starts_at
        line = here.say("answers.event_starts", date=here.write.date(start), time=here.write.clock(start))
        return here.tell(f"{_event_date(here)}\n{line}", here.index.rows[:1])
    return here.tell(_event_date(here))


def _event_date(here: Situation) -> str:
    return here.say("answers.event_date", period=here.write.period(), length=here.write.nights())


def _title(here: Situation) -> Answer | None:
    asked = here.asked
    generic = not asked.elements and _EVENT.search(asked.text) and asked.has("what") and not asked.when.day
    about = generic and re.search(
        r"무슨 (?:행사|여행|워크숍|모임)|what (?:event|trip|workshop|kind of)|what is this|about", asked.text
    )
    if (
        not (asked.has("title") or about)
        or _rows_named(here)
        or asked.has("where", "roommate", "who", "previous", "now", "next")
    ):
        return None
    title = here.say("answers.event_title", title=here.itinerary.event.say("title", here.say.language))
    return here.tell(title)


def _visits(here: Situation) -> Answer | None:
    asked = here.asked
    whole = re.search(r"어디\s?어디|방문지|견학지|which places|what places", asked.text)
    if (
        not asked.has("visits")
        or asked.topics - {"tour", "transport"}
        or asked.when.day
        or (_rows_named(here) and not whole)
    ):
        return None
    if asked.has("now", "next", "when", "first", "last", "after", "previous") or asked.when.clock or asked.parts:
        return None
    if here.started and not _EVENT.search(asked.text) and "방문" not in asked.text:
        return None
    visits = here.itinerary.event.say("visits", here.say.language)
    if not visits:
        place = venue(here)
        told = here.say("answers.venue", place=here.write.place_name(place)) if place else ""
        return here.tell("\n".join((told, *about_place(here, place))), places=(place,)) if place else None
    return here.tell(here.say("answers.visits", names=", ".join(visits)), places=here.itinerary.event.visits)


def _venue(here: Situation) -> Answer | None:
    asked = here.asked
    if not asked.has("where", "address", "map", "directions") or _rows_named(here) or asked.elements:
        return None
    if (
        asked.when.day
        or asked.has("now", "next", "last", "first", "after", "before", "it")
        or asked.when.clock
        or asked.parts
    ):
        return None
    if here.started and not _EVENT.search(asked.text) and here.today:
        return None
    place = venue(here)
    if not place:
        return None
    lines = [here.say("answers.venue", place=here.write.place_name(place)), *about_place(here, place)]
    return here.tell("\n".join(lines), places=(place,), asked="where")


def about_place(here: Situation, name: str) -> list[str]:
    """Address, way and map of a place, as far as they are known."""
    key = place_key(here.itinerary, name)
    if not key:
        return []
    place, language, lines = here.itinerary.places[key], here.say.language, []
    if place.address:
        lines.append(here.say("answers.address", address=place.say("address", language)))
    if place.directions:
        lines.append(here.say("answers.directions", directions=place.say("directions", language)))
    lines.extend(place.say("notes", language))
    if place.at and here.asked.has("map", "directions", "address"):
        url = f"https://www.openstreetmap.org/?mlat={place.at[0]}&mlon={place.at[1]}#map=16/{place.at[0]}/{place.at[1]}"
        lines.append(here.say("answers.map", url=url))
    return lines


def venue(here: Situation) -> str:
    """Where the event is: the first place it visits, else where its first journey goes, else its commonest place."""
    visits = here.itinerary.event.visits
    if visits:
        return visits[0]
    called = [key for key, place in here.itinerary.places.items() if _VENUE & {one.lower() for one in place.aliases}]
    if called:
        return called[0]
    journeys = [one.row.destination for one in here.index.rows if one.row.destination]
    if journeys:
        return str(journeys[0])
    named = [place for one in here.index.rows for place in one.row.places]
    return max(named, key=named.count) if named else ""
