"""Questions that the clock alone answers: now, at a time, how long until."""

import re
from dataclasses import replace

from handlers.understanding import about, clockwork
from handlers.understanding.model import Answer
from handlers.understanding.named import focused, strong
from handlers.understanding.order import there
from handlers.understanding.pick import MOVING, choose, current, elements, leg
from handlers.understanding.situation import Situation


def until(here: Situation) -> Answer | None:  # noqa: PLR0911 - each return is one case
    """How long it still is."""
    asked = here.asked
    length = re.search(r"얼마나|몇 ?분|몇 ?시간|며칠|몇 ?일|몇 밤", asked.text)
    if asked.has("date") and "부터" in asked.text:
        return None
    ride = [one for one in strong(here) if one.places & here.index.destinations and not one.topics & MOVING]
    ride = (
        ride
        if re.search(r"까지|to |reach|get|가는|가려면|갈 때|가기", asked.text)
        and not re.search(r"stay|spend|있|get (?:at|in|on)\b|have (?:at|in|on)\b", asked.text)
        else []
    )
    if ride and not asked.has("until") and asked.has("howlong"):
        row = leg(asked, here.index, here.now)
        return about.length(here, row) if row and row.starts_at > here.now else None
    riding = "transport" in asked.topics and asked.has("howlong") and not re.search(r"남|더|left|more", asked.text)
    if riding and not asked.has("until"):
        return None
    if asked.has("where") and not length:
        return None
    counting = asked.has("until") or (
        length and re.search(r"까지|이따가|뒤에|후에|전까지|남", asked.text) and not asked.has("end")
    )
    if not counting or (asked.has("howlong") and asked.when.days and not asked.has("until")):
        return None
    if (
        asked.has("until")
        and not asked.has("date", "howlong")
        and asked.has("list")
        and not length
        and not asked.english
    ):
        return None
    return clockwork.countdown(here, focused(here) if asked.has("it") else ())


def clock(here: Situation) -> Answer | None:
    """What is on at a time."""
    asked = here.asked
    moment = clockwork.moment_asked(here)
    if moment is None or (asked.topics and elements(asked) and asked.yesno and not asked.has("what")):
        return None
    if elements(asked) and asked.has("where", "howlong"):
        rows = [row for row in choose(asked, here.index).rows if row in current(here.itinerary, moment)]
        return about.one(here, rows[0]) if rows else clockwork.at(here, moment)
    return clockwork.at(here, moment)


def now(here: Situation) -> Answer | None:  # noqa: PLR0911 - each return is one case
    """What is on now; the present time."""
    asked = here.asked
    if re.fullmatch(r"(?:so |hey )?whats on\W*", asked.text):
        return clockwork.now(here)
    if (
        re.search(
            r"what time is it|whats the time|몇 ?시(?:야|예요|에요|죠|지|인가요|입니까|임|니|냐)?\??$", asked.text
        )
        and not asked.elements
    ) and (asked.has("now") or asked.english):
        time = here.write.clock(here.now)
        return here.tell(here.say("answers.clock_is", date=here.write.date(here.now), time=time))
    if (
        not (asked.has("now", "still") or _presently(here))
        or asked.when.day
        or asked.parts
        or asked.has("first", "last")
    ):
        return None
    if _IS_NOW.search(asked.text) and asked.has("now") and (told := _is_on(here)):
        return told
    if told := _any_session(here):
        return told
    if any(not asked.placed(one, here.index) for one in strong(here)) and choose(asked, here.index).rows:
        return None
    if strong(here):
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


_TALKS = frozenset({"education", "session", "talk", "presentation"})


def _any_session(here: Situation) -> Answer | None:
    """What talk is on now, when any word for a talk stands for it (지금 무슨 강연 중이에요)."""
    asked = here.asked
    going = current(here.itinerary, here.now)
    if not (asked.has("now") and asked.has("what") and strong(here)) or asked.has("next", "when", "who", "where"):
        return None
    alike = all(one.topics and one.topics <= _TALKS for one in strong(here))
    on = any(row in going for row in choose(asked, here.index).rows)
    return clockwork.now(here) if alike and not on and any(row.row.kind == "session" for row in going) else None


# Is it dinner now?
_IS_NOW = re.compile(
    r"지금(?:은|이|도)?\s?\S+(?:이에요|예요|인가요|인가|이죠|이지요|맞나요|이야)\W*$|^is (?:it|this) .*\bnow\b"
)


def _is_on(here: Situation) -> Answer | None:
    """Whether what is supposed is on now; when not, what is."""
    rows = choose(here.asked, here.index).rows if strong(here) else ()
    going = current(here.itinerary, here.now)
    if not rows or not going:
        return None
    lead = here.say("answers.yes_right" if any(row in going for row in rows) else "answers.no_right")
    told = clockwork.going_on(here, going)
    return replace(told, text=f"{lead}\n{told.text}")


def _presently(here: Situation) -> bool:
    """Whether what happens at a place is asked while the event is on: it means now."""
    asked, there = here.asked, strong(here)
    if not here.today or asked.when.clock or asked.has("next", "after", "before", "previous", "when", "list"):
        return False
    going = re.search(r"\b(?:happening|going on)\b", asked.text)
    return bool(going and there) and all(asked.placed(one, here.index) for one in there)


def _now_there(here: Situation) -> Answer | None:
    """What is on at a place now, else what comes next there."""
    numbers = set.intersection(*(set(one.rows) for one in strong(here)))
    keys = {here.index.rows[number].key for number in numbers}
    going = tuple(row for row in current(here.itinerary, here.now) if row.key in keys)
    if going:
        return about.one(here, going[0]) if here.asked.has("who", "end", "howlong") else clockwork.going_on(here, going)
    later = there(here, strong(here))
    gap = here.say("answers.gap")
    return replace(later, text=f"{gap}\n{later.text}") if later else here.tell(gap)


def loose(here: Situation) -> Answer | None:  # noqa: PLR0911 - each return is one case
    """When and where without a thing: what is on now, or the event's beginning."""
    asked = here.asked
    doing = asked.has("what") and re.search(
        r"뭐 ?하|뭐 ?해|뭘 ?하|뭘 ?해|머 ?해|머 ?하|doing|do we do|going on", asked.text
    )
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
    if asked.has("where") and len(going) == 1 and going[0].row.destination:
        return clockwork.going_on(here, going)
    if asked.has("end", "where", "howlong") and len(going) == 1:
        return about.one(here, going[0])
    return None
