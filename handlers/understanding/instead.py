"""What those do who leave something out: 물놀이 안 하는 사람은 뭐 해요, what if I skip the hike."""

import re

from handlers.understanding.index import ends_at
from handlers.understanding.model import Answer
from handlers.understanding.named import strong, told_of
from handlers.understanding.pick import choose
from handlers.understanding.situation import Situation

_LEFT_OUT = re.compile(
    r"(?<![가-힣])[안못]\s?\S{1,4}(?:는|은|갈|할|들어갈)\s?(?:사람|분|애|아이|어른)|(?<![가-힣])[안못]\s?(?:하|가|타|들어가|올라가)(?:면|시면)"
    r"|\S지\s?(?:않는|못하는|않으면|못하면)|빠지(?:면|는)"
    r"|(?<=[가-힣])\s(?:말고|빼고|대신)(?!\s?(?:먹|메뉴))"
    r"|\b(?:who|people|those|anyone) (?:do not|dont|does not|doesnt|cannot|cant|arent|wont|are not|will not)\b"
    r"|\b(?:cant|cannot|dont|doesnt|not|wont) .*\bwhat else\b"
    r"|\bif i (?:dont|do not|skip|cant|cannot)\b"
)


def instead(here: Situation) -> Answer | None:
    """What else is on at the time of the thing that is left out; else that we do not know."""
    asked = here.asked
    if not _LEFT_OUT.search(asked.text) or not asked.has("what", "where", "visits", "exists") or asked.has("menu"):
        return None
    row = told_of(here, choose(asked, here.index).rows) if strong(here) else None
    if row is None:
        return None
    end = ends_at(here.itinerary, row)
    beside = tuple(one for one in here.index.rows
                   if one != row and one.starts_at < end and row.starts_at < ends_at(here.itinerary, one))  # fmt: skip
    if not beside and re.search(r"말고|빼고|대신", asked.text):
        return None
    if beside:
        return here.tell(here.write.listed(beside, dated=True), beside, asked="what")
    return here.unknown(here.say("answers.detail_unknown", title=here.write.title(row)), (row,))
