"""From a question to its answer: the rules in the order in which they are asked."""

import re

from handlers.understanding import eventfacts, learnt, person, spoken
from handlers.understanding.claims import elsewhere, on_foot, permission, unlisted
from handlers.understanding.days import bounds, counted_rows, day, ends, outside, whole
from handlers.understanding.instead import instead
from handlers.understanding.leaning import follow_up, leaning
from handlers.understanding.model import Answer
from handlers.understanding.noted import length as noted_length
from handlers.understanding.order import between, relative, sequence, up_to
from handlers.understanding.present import clock, loose, now, until
from handlers.understanding.segment import Piece
from handlers.understanding.sites import hours, noted
from handlers.understanding.situation import Situation
from handlers.understanding.speakers import speakers
from handlers.understanding.things import bare_fact, journey, things
from handlers.understanding.unsaid import absent, line, unstated

# Small talk that is itself a question, or no question at all.
_ABOUT_US = frozenset({"who_are_you", "help", "abuse", "praise", "testing"})
# Kind words that may speak of today and still ask nothing.
_KIND = frozenset({"thanks", "praise", "bye", "sorry", "hello"})
_POLITE_BESIDE = frozenset({"it", "mine", "negative", "still", "yesno"})
# A statement, which asks for nothing: 밥 맛있게 먹었습니다, thanks for the lovely dinner.
_DECLARED = re.compile(
    r"(?:습니다|셨어요|[았었했였웠]어요|네요|[았었했였]네|어용|아용|니다|세요)[ .!~]*$"
    r"|^(?:thanks|thank you|thx|great|ok(?:ay)?)\b[^?]*$"
)
# Thanks at the end of what asks nothing: 이틀 동안 안내해 줘서 고마웠어.
_THANKED = re.compile(r"^(?!.*(?:[?]|몇|언제|어디|뭐|무엇|누구|얼마|어떻)).*(?:고마|고맙|감사)\S*[ .!~]*$")
# Words beside which a greeting or a thank-you is still only that.
_SMALL_BESIDE = frozenset(
    {"it", "mine", "yesno", "what", "who", "now", "title", "exists", "still", "next", "negative", "list"}
)


def answer(here: Situation) -> Answer:
    """The answer of the first rule that has one."""
    for rule in RULES:
        found = rule(here)
        if found:
            return found
    return here.unknown(here.say("answers.lost"))


def _withheld(here: Situation) -> Answer | None:
    if not here.asked.withheld or _titles(here):
        return None
    return here.tell(here.say("answers.withheld"))


def _titles(here: Situation) -> bool:
    """Whether every withheld word stands in the title of a row, and no amount is asked for: a talk on funding."""
    said = [piece for piece in here.asked.cut if any(tag.startswith("w:") for tag in piece.tags)]
    words = here.index.words
    titled = all(max(words[one.text].rows.values(), default=0.0) >= 0.9 for one in said if one.text in words)
    amount = here.asked.has("howmuch", "howmany") or re.search(r"얼마|\bhow much\b|\bcosts?\b", here.asked.text)
    return titled and all(one.text in words for one in said) and not amount


def _small(here: Situation) -> Answer | None:
    asked = here.asked
    strong = [one for one in asked.elements if not one.weak]
    silent = not asked.cut and asked.text == "" and not asked.when.on
    when = asked.when
    dated = when.on and not (when.relative == 0 and asked.small & _KIND and not asked.asks)
    thanked = "thanks" in asked.small and bool(_THANKED.search(asked.text))
    said = not asked.asks - _POLITE_BESIDE and bool(_DECLARED.search(asked.text))
    declared = thanked or (bool(asked.small & _KIND) and said)
    named = (strong or asked.unknown) and not declared
    if not (asked.small or silent) or named or dated or when.nth or when.clock or when.moment:
        return None
    if not thanked and not asked.asks <= (_SMALL_BESIDE if asked.small & _ABOUT_US else _POLITE_BESIDE):
        return None
    if not asked.small:
        return here.unknown(here.say("answers.small_testing"))
    if "who_are_you" in asked.small and any("a:who" in piece.tags and not _said(piece) for piece in asked.cut):
        return None
    order = ("abuse", "who_are_you", "help", "thanks", "sorry", "praise", "bye", "hello", "testing")
    kind = next(name for name in order if name in asked.small)
    return here.tell(here.say(f"answers.small_{kind}"), unknown=kind in ("abuse", "testing"))


def _said(piece: Piece) -> bool:
    return any(tag.startswith("s:") for tag in piece.tags)


RULES = (
    _withheld,
    learnt.answer,
    _small,
    unlisted,
    absent,
    person.answer,
    instead,
    permission,
    elsewhere,
    on_foot,
    hours,
    unstated,
    leaning,
    spoken.narrower,
    noted_length,
    bounds,
    until,
    outside,
    eventfacts.answer,
    speakers,
    counted_rows,
    up_to,
    between,
    sequence,
    relative,
    clock,
    now,
    ends,
    journey,
    noted,
    things,
    follow_up,
    bare_fact,
    line,
    day,
    whole,
    loose,
)
