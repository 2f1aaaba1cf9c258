"""Which fact of a row a question asks for: its size, its menu, how many seats."""

import re

from handlers.understanding.situation import Situation

_PERSONS = re.compile(
    r"몇\s*(?:명|분|사람|이서|인(?!승|실))|인원|정원|how many (?:people|persons|of us|guests|participants|share"
    r"|per|to a|in each|in a|will)|per room|share"
)


_HEADS = re.compile(
    r"(?:\d|두|세|네|다섯|여섯|일곱|여덟|two|three|four|five|six|eight|ten)\s*(?:명|분|사람|이서|인(?!승)|people|persons)"
)


# Whether one has a room to oneself: 둘이 쓰나요, alone.
_SHARED = re.compile(
    r"둘이|셋이|넷이|여럿이|혼자\s?(?:쓰|써|쓸|자)|독방|\b(?:to myself|alone|share|sharing|single room)\b"
)


# The dishes beside another question: what's for lunch and where; 점심 메뉴랑 장소.
_MENU_TOO = re.compile(r"메뉴|반찬|식단|\bmenu\b|whats (?:for|on)\b|what is for\b|뭐 ?(?:나와|나오)")


_SEATS = re.compile(r"인승|좌석|자리\s?(?:가|는|이)?\s?몇|몇\s*석|seat|passenger|capacity|정원|hold|fit")


_TEAMS = re.compile(
    r"몇\s*(?:개\s*)?(?:팀|조|그룹)|(?:팀|조|모둠)(?:이|가|은|는|을|를)?\s*(?:전부|모두|총|다|합쳐서?)?\s*"
    r"(?:수(?![가-힣])|몇|개수)|how many (?:teams|groups)|number of (?:teams"
    r"|groups)|teams|groups"
)


_VEHICLES = re.compile(r"몇\s*대|대수|how many (?:buses|coaches|vehicles)|number of (?:buses|coaches)")


_ROOMS = re.compile(
    r"(?<![가-힣])(?:방|객실|룸)\s*(?:이|은|수|은\s*총|은\s*모두)?\s*(?:총\s*)?몇\s*(?:개|실)"
    r"|how many rooms|number of rooms"
)


def fact_asked(here: Situation) -> str:  # noqa: PLR0911 - each return is one case
    """Which fact of a row is asked for, "" for none."""
    asked = here.asked
    if asked.topics & {"price"}:
        return "price"
    for name in ("size", "height", "distance"):
        if asked.has(name) and not (
            name == "distance"
            and asked.has("howlong")
            and not re.search(
                r"거리|km|킬로|키로|길이|걸어\s?[야요가서]|걷|distance|far|mile|kilo|trail|course|route|walk|hike|path",
                asked.text,
            )
        ):
            return name
    if re.search(r"\d\s?인\s?실", asked.text) and asked.yesno:
        return "per_room"
    if asked.topics & {"room", "lodging", "sleep"} and (_HEADS.search(asked.text) or _SHARED.search(asked.text)):
        return "per_room"
    if asked.has("howmany"):
        found = _counted(here)
        if found:
            return found
    if _wants_menu(here):
        return "menu"
    if asked.has("purpose") and asked.elements:
        return "purpose"
    return ""


def _counted(here: Situation) -> str:  # noqa: PLR0911 - each return is one case
    asked, text = here.asked, here.asked.text
    if _VEHICLES.search(text):
        return "vehicles"
    if _ROOMS.search(text):
        return "rooms"
    if _TEAMS.search(text) and not _PERSONS.search(text):
        return "teams"
    if "인실" in text:
        return "per_room"
    if _SEATS.search(text) and not asked.topics & {"room", "lodging"}:
        return "seats"
    if asked.topics & {"room", "lodging", "sleep"} and (
        _PERSONS.search(text) or "인실" in text or asked.has("roommate")
    ):
        return "per_room"
    if _leans_on_room(here) and _PERSONS.search(text):
        return "per_room"
    if (asked.topics & {"transport"} or asked.numbered) and _PERSONS.search(text):
        return "seats"
    if _PERSONS.search(text):
        return "people"
    return "items" if asked.elements else ""


def _leans_on_room(here: Situation) -> bool:
    """Whether the last answer was about the rooms and nothing else is named since."""
    if here.asked.elements or not here.focus or not here.focus.activities:
        return False
    row = here.itinerary.find(here.focus.activities[0])
    return row is not None and row.row.kind == "lodging" and not here.asked.has("attendance")


def _of_meals(here: Situation) -> bool:
    """Whether all that is named is eaten at the plan's meals (which noodles do we eat)."""
    rows = here.index.rows
    named = [one for one in here.asked.elements if one.rows and not one.weak]
    return bool(named) and all(rows[row].row.kind == "meal" for one in named for row in one.rows)


def _wants_menu(here: Situation) -> bool:
    asked = here.asked
    meals = asked.topics & {
        "breakfast",
        "lunch",
        "dinner",
        "meal",
        "brunch",
        "snack",
        "soup",
        "setmeal",
        "lunchbox",
        "buffet",
    }
    if asked.has("howlong", "end", "until", "next", "after", "before") or asked.when.clock:
        return False
    if asked.has("when", "where"):
        return bool(meals) and asked.has("menu") and bool(_MENU_TOO.search(asked.text))
    if asked.has("menu"):
        return bool(meals) or not asked.elements or _of_meals(here)
    return bool(meals) and asked.has("what") and not asked.has("exists") and not asked.has("start", "list", "it")
