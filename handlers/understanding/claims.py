"""Questions that suppose something: a thing at a place, leave to do it, a team of that name."""

import re

from bot.itinerary import Activity
from handlers.understanding import about, facts
from handlers.understanding.index import place_key, row_places
from handlers.understanding.lexicon import lexicon
from handlers.understanding.model import Answer
from handlers.understanding.named import strong, told_of
from handlers.understanding.noted import kindred
from handlers.understanding.parts import part
from handlers.understanding.pick import MOVING, choose
from handlers.understanding.situation import Situation
from handlers.understanding.view import stranger

_MAY = re.compile(
    r"[아어여해가와워봐내돼려겨져쳐켜서자타사나빼써]\s?(?:도|두)\s?(?:되|돼|됩|됨|괜찮|상관없|무방)"
    r"|면\s?안\s?(?:되|돼|됩|될)|안\s?(?:하|가|먹|타|와)(?:도|면)"
    r"|\b(?:allowed|permitted|okay to|ok to|fine to|may (?:i|we)|mind if)\b"
    r"|^(?:can|could) (?:i|we)\b|\b(?:can|could) i (?:just|also|still)\b"
)
_MUST = re.compile(
    r"(?:꼭|반드시|무조건|의무적으로)\s.*야\s?(?:만\s?)?(?:되|돼|됩|하|합|해|할)|안\s?\S{1,4}면 (?:안|큰)"
)
# Something to be done for the one who asks, other than telling.
_FAVOUR = re.compile(
    r"(?<!알려)(?<!말해)(?<!씀해)(?<!르쳐)(?<!명해)(?<!보여)(?<!보내)(?<!려줘)(?<!인해)"
    r"\s(?:주실|줄)\s?수\s?(?:있|없)"
    r"|(?:깨워|기다려|들러|세워|옮겨|구해|사다|가져다|해|챙겨|데려다|태워|빌려|바꿔|맡아)\s?(?:주나|주시나|줍니까|주십니까|주는지)"
    r"|\b(?:can|could|would|will) you (?:please )?"
    r"(?:drop|stop|wait|bring|book|change|cancel|move|pick|take|drive|order|reserve|call)\b"
)
# What would happen if …, and how something is done, stands in no plan.
_IF = re.compile(
    r"(?<!know )(?<!tell me )(?<!tell us )(?<!check )(?<!see )(?<!sure )(?<!wonder )(?<!wondering )(?<!ask )"
    r"\bif (?:i|we|it|you|someone|somebody)\b"
)
_MISHAP = re.compile(r"놓치면|못\s?타면|늦게 오면|길을? 잃으면|잃어버리면")
_HOW = re.compile(
    r"^how (?:do|can|should|would) (?:i|we|you) "
    r"(?!get|go|find|reach|contact|call|know|come|travel|return|join|arrive|pay)"
)
# Verbs of taking part: leave to do what the plan holds is no question of rules.
_JOINING = re.compile(
    r"(?:이용|사용|참여|참가|참석|구경|관람|체험|쉬|놀|산책)\S{0,3}도\s?(?:되|돼)"
    r"|^(?:can|could) (?:i|we) (?:use|see|get|have|join|attend|eat|visit|find|go to the)\b"
)


def unlisted(here: Situation) -> Answer | None:
    """A team, bus or group by a number or name that the plan does not have."""
    named = stranger(here.itinerary, here.asked.text)
    return here.unknown(here.say("answers.absent", word=named)) if named else None


def permission(here: Situation) -> Answer | None:  # noqa: PLR0911 - each return is one case
    """May I …?: what a note of the row says of it, else that we do not know; never a plain yes."""
    asked = here.asked
    if _IF.search(asked.text) and (told := kindred(here)):
        return told
    if _MISHAP.search(asked.text) and not asked.has("contact") and not asked.has("leader"):
        return here.unknown(here.say("answers.fact_unknown"))
    if _FAVOUR.search(asked.text) or (_IF.search(asked.text) and not asked.has("contact")) or _HOW.search(asked.text):
        return here.unknown(here.say("answers.fact_unknown"))
    if (
        not (_MAY.search(asked.text) or _MUST.search(asked.text))
        or _JOINING.search(asked.text)
        or asked.has("when", "where", "menu", "howlong")
    ):
        return None
    things = strong(here)
    if not things and re.search(r"도\s?(?:되|돼|됩)|allowed|permitted", asked.text) and not asked.small:
        return here.unknown(here.say("answers.fact_unknown"))
    row = told_of(here, choose(asked, here.index).rows) if things else None
    if row is None:
        return None
    noted = [note for note in facts.notes(row, here.say.language) if _same_deed(note, here)]
    if noted:
        return here.tell("\n".join((here.write.card(row), *noted)), (row,), asked="what")
    unsaid = here.say("answers.detail_unknown", title=here.write.title(row))
    return here.unknown(f"{here.write.card(row)}\n{unsaid}", (row,))


def _same_deed(note: str, here: Situation) -> bool:
    """Whether a note speaks of what the question would do: it shares a verb of two letters or more with it."""
    folded = note.lower().replace(" ", "")
    words = lexicon().words
    deeds = [piece.text for piece in here.asked.cut if len(piece.text) > (3 if piece.text.isascii() else 1)
             and words.get(piece.text, frozenset({"n"})) <= {"n", "e"}]  # fmt: skip
    return any(deed in folded for deed in deeds)


def on_foot(here: Situation) -> Answer | None:
    """Whether one walks to where the plan has a vehicle go."""
    asked = here.asked
    if not asked.yesno or not _WALKING.search(asked.text):
        return None
    places = frozenset[str]().union(*(one.places for one in strong(here)))
    rows = [row for row in here.index.rows if row.row.kind == "transport"
            and place_key(here.itinerary, row.row.destination) in places and "vehicle" in row.row.details]  # fmt: skip
    row = told_of(here, tuple(rows))
    return about.card(here, row, here.say("answers.no_right")) if row else None


def _area(here: Situation, row: Activity) -> str:
    """Where the last ride before a row went: what is inside or near it cannot be told apart from it."""
    rides = [one for one in here.index.rows if one.row.destination and one.starts_at < row.starts_at]
    return place_key(here.itinerary, rides[-1].row.destination) or "" if rides else ""


_ABOARD = re.compile(r"(?:버스|차)\s?(?:안|속)?에서(?!\s?내)|\b(?:on|in|inside) the (?:bus|coach|shuttle)\b")
_WALKING = re.compile(r"걸어서|도보로|걸어\s?(?:가|갑|올)|\bon foot\b|\bwalk(?:ing)? (?:to|there|from)\b")


_ALIKE = re.compile(r"같은|\bsame\b")


def elsewhere(here: Situation) -> Answer | None:  # noqa: PLR0911 - each return is one case
    """Whether a thing is at the place that the question supposes (점심도 카페에서 먹나요?)."""
    asked = here.asked
    if not asked.yesno or asked.has("where", "when", "what", "exists", "after", "before", "next") or asked.when.clock:
        return None
    if _ALIKE.search(asked.text):
        return None
    things = strong(here)
    places = [one for one in things if one.places and asked.placed(one, here.index)]
    others = [one for one in things if one not in places and not one.topics & MOVING and max(one.rows.values()) > 0.75]
    if others and _ABOARD.search(asked.text) and not asked.has("bus_number"):
        row = told_of(here, choose(asked, here.index, others).rows)
        if row and row.row.kind not in ("transport", "lodging"):
            return about.card(here, row, here.say("answers.no_right"))
    if len(places) == 2 and not others and not places[0].places & places[1].places:
        return here.unknown(here.say("answers.fact_unknown"))
    if len(places) != 1 or len(others) != 1 or asked.topics & MOVING:
        return None
    choice = choose(asked, here.index, others)
    row = None if choice.off_day else told_of(here, choice.rows)
    if row is None:
        return None
    named = (*part(here, row)[1],) or (*row_places(row), row.row.origin or "", row.row.destination or "")
    there = places[0].places & ({place_key(here.itinerary, name) for name in named if name} | {_area(here, row)})
    lead = here.say("answers.yes_right" if there else "answers.no_right")
    return about.card(here, row, lead)
