"""What people on a trip type, understood and answered from the event alone: pure functions over text, now and snapshot.

normalise → time words → known words → what is asked, of which rows → an answer composed from rows.
"""

import re
from collections.abc import Sequence
from dataclasses import replace
from datetime import datetime

from bot.itinerary import Itinerary
from bot.texts import Say
from config.event import Faq
from handlers.understanding import eventfacts, spoken
from handlers.understanding import learnt as lessons
from handlers.understanding.background import cores
from handlers.understanding.compose import Writer
from handlers.understanding.counting import bus_in_digits
from handlers.understanding.index import fold
from handlers.understanding.indexing import index_of
from handlers.understanding.mealtime import IMPLIED
from handlers.understanding.model import Answer, Asker, Focus
from handlers.understanding.normalise import LONGEST, language_of_text
from handlers.understanding.pick import choose, nearest
from handlers.understanding.question import Question, question
from handlers.understanding.rules import answer as _answer
from handlers.understanding.situation import Situation
from handlers.understanding.view import for_whom, said_of

__all__ = ["Answer", "Asker", "Focus", "answer", "find_activity", "find_place", "language_of_text"]

_SENTENCES = re.compile(
    r"(?<=[?!])\s*|(?<=[다요죠까])\.\s+|[;\n]+|\s(?:그리고|그리구)\s|,?\s(?:and also|and then also)\s"
)
_PLAIN = ("when", "where", "howlong", "who", "menu", "distance", "howmany", "until", "end", "what", "next")
_CLAUSES = re.compile(r"(?<=[가-힣]고)\s+|(?<=[가-힣]랑)\s+|(?<=[가-힣]며),?\s+|,\s*|\sand\s|\s또\s")


def answer(  # noqa: PLR0913 - they go together
    text: str,
    now: datetime,
    itinerary: Itinerary,
    say: Say,
    *,
    asker: Asker | None = None,
    focus: Focus | None = None,
    learnt: Sequence[Faq] = (),
) -> Answer:
    """What to say to `text` at `now` (aware), in the language of `say`; never raises.

    `focus` is that of the last answer, if it is fresh; `learnt` are answers that organizers gave before.
    """
    person, text = said_of(bus_in_digits(text[:LONGEST]), asker or Asker(), itinerary)
    here = _Asked(now, itinerary, say, person, focus, learnt)
    several: list[Answer | None] = []
    for part in filter(str.strip, _parts(text)):
        several.append(here.one(part, several[-1] if several else None))
    told = [one for one in several if one is not None and not one.unknown]
    if len(several) > 1 and len(told) == len(several) and len({one.text for one in told}) == len(told):
        return _joined(told)
    told_all = here.present(text) or here.asking(_parts(text)) or here.whole(text)
    if not told_all.unknown:
        return told_all
    plain = (here.core(core) for core in cores(text))
    return next((one for one in plain if one and not one.unknown), None) or here.noted(text) or told_all


class _Asked:
    """The arguments of `answer`, to be used for a whole message and for its parts."""

    def __init__(self, now: datetime, itinerary: Itinerary, say: Say, asker: Asker, focus: Focus | None,  # noqa: PLR0913, PLR0917 - they go together
                 learnt: Sequence[Faq]) -> None:  # fmt: skip
        self.now, self.itinerary, self.say = now, for_whom(itinerary, asker), say
        self.asker, self.focus, self.learnt = asker, focus, learnt
        self._read: dict[str, Question] = {}

    def read(self, text: str) -> Question:
        """A text as a question, read once."""
        if text not in self._read:
            self._read[text] = question(text, self.now, self.itinerary)
        return self._read[text]

    def whole(self, text: str) -> Answer:
        return self._reply(self.read(text))

    def core(self, text: str) -> Answer | None:
        """The answer to a text without its background, if what it asks is plain."""
        asked = self.read(text)
        clear = asked.has(*_PLAIN, "now") and not asked.yesno and not asked.unknown
        named = asked.has("now", "next", "distance") or any(one.rows and not one.weak for one in asked.elements)
        return self._reply(asked) if clear and named else None

    def noted(self, text: str) -> Answer | None:
        """What a note tells of a question that nothing else answers."""
        return spoken.told(self._situation(self.read(text)))

    def present(self, text: str) -> Answer | None:
        """What is on now or next, when only what is told before it names a thing (늦게 왔는데 지금 뭐 해요)."""
        for core in cores(text):
            asked = self.read(core)
            if asked.has("now", "next") and asked.has("what", "where") and not asked.elements and not asked.unknown:
                return self._reply(asked)
        return None

    def asking(self, parts: Sequence[str]) -> Answer | None:
        """The answer to the only sentence that asks, when the others name nothing of the plan."""
        if len(parts) < 2:
            return None
        read = [self.read(part) for part in parts]
        asking = [one for one in read if one.has(*_PLAIN)]
        idle = [one for one in read if _idle(one)]
        if len(asking) != 1 or len(asking) + len(idle) < len(read) or asking[0].has("it"):
            return None
        told = self._reply(asking[0])
        return None if told.unknown else told

    def one(self, text: str, before: Answer | None = None) -> Answer | None:
        """The answer to a part that can stand alone (it names a thing and asks of it) or leans on `before`."""
        asked = self.read(text)
        taught = lessons.answer(self._situation(asked))
        if taught:
            return taught
        things = any(one.rows and not one.weak for one in asked.elements)
        own = any(not one.weak and one.word != IMPLIED for one in asked.elements)
        if not own and before and before.focus and (asked.has("it", "menu") or " it " in f"{asked.text} "):
            return _answer(replace(self._situation(asked), focus=before.focus))
        if not own and before and before.focus and before.focus.activities and asked.has("howmany", "size"):
            led = _answer(replace(self._situation(asked), focus=before.focus))
            if not led.unknown and led.activities:
                return led
        if not things and not asked.unknown and asked.has("howmany", "date", "host", "contact", "attendance"):
            return eventfacts.answer(self._situation(asked))
        if not things or not asked.asks - {"it", "yesno", "mine", "negative", "after", "before"}:
            return None
        return self._reply(asked)

    def _reply(self, asked: Question) -> Answer:
        return _answer(self._situation(asked))

    def _situation(self, asked: Question) -> Situation:
        write = Writer(self.itinerary, self.say, self.now)
        index = index_of(self.itinerary)
        return Situation(asked, self.now, index, self.say, write, self.asker, self.focus, self.learnt)


# What one tells of oneself: I arrived late. 저 늦었어요.
_OF_ONESELF = re.compile(
    r"(?:i|im|ive)\b(?!.*\b(?:want|like|need|wonder)\b)"
    r"|(?:나|저|난|전|제가|내가)\s.*(?:어요|습니다|네요|어|는데요?)\W*$"
)
_COMING = frozenset({"arrival", "departure", "wake", "sleep", "transport"})


def _idle(asked: Question) -> bool:
    """Whether a sentence neither asks anything nor names a thing or day of the plan."""
    plain = all(one.topics and one.topics <= _COMING for one in asked.elements)
    if plain and _OF_ONESELF.match(asked.text) and not asked.asks - {"mine", "negative", "still", "yesno"}:
        return True
    asks = asked.asks - {"negative", "mine", "it", "yesno"} or asked.yesno or asked.small or asked.when.on
    return not asks and not any(one.rows or one.absent for one in asked.elements)


def _parts(text: str) -> list[str]:
    text = text[:LONGEST]
    sentences = [part for part in _SENTENCES.split(text) if part and any(map(str.isalnum, part))]
    if len(sentences) > 1:
        return sentences[:3]
    clauses = [part for part in _CLAUSES.split(text) if part and part.strip()]
    return clauses if len(clauses) == 2 else []


def _joined(answers: Sequence[Answer]) -> Answer:
    return Answer(
        text="\n\n".join(_unsaid([one.text for one in answers]))[:4096],
        unknown=False,
        activities=tuple(dict.fromkeys(key for one in answers for key in one.activities)),
        places=tuple(dict.fromkeys(key for one in answers for key in one.places)),
        focus=answers[-1].focus,
    )


def _unsaid(texts: Sequence[str]) -> list[str]:
    """The texts, each without the lines that one before it has."""
    said: set[str] = set()
    kept = []
    for text in texts:
        lines = [line for line in text.split("\n") if line not in said]
        said.update(lines)
        kept.append("\n".join(lines))
    return [text for text in kept if text]


def find_place(words: str, itinerary: Itinerary) -> str | None:
    """The key of the place that these words name, None if none or more than one."""
    now = itinerary.activities[0].starts_at if itinerary.activities else datetime.now(itinerary.zone)
    asked = question(words, now, itinerary)
    named = [one.places for one in asked.elements if one.places]
    if by_name := _by_name(words, itinerary):
        return by_name
    if not named:
        return None
    shared = set.intersection(*(set(places) for places in named)) or set(named[0])
    exact = [key for key in shared if itinerary.places[key].name.replace(" ", "") in words.replace(" ", "")]
    found = exact if len(exact) == 1 else sorted(shared)
    return found[0] if len(found) == 1 else None


def _by_name(words: str, itinerary: Itinerary) -> str | None:
    """The only place called just that, else the only one whose name holds that; None if there is none or several."""
    wanted = fold(words)
    names = {
        key: {fold(name) for name in (one.name, one.name_en or "", *one.aliases) if name}
        for key, one in itinerary.places.items()
    }
    exact = [key for key, called in names.items() if wanted in called]
    holding = [key for key, called in names.items() if len(wanted) > 1 and any(wanted in name for name in called)]
    found = exact or holding
    return found[0] if len(found) == 1 else None


def find_activity(words: str, itinerary: Itinerary, now: datetime) -> str | None:
    """The key of the row that these words name, the one going on or next if several fit; None if none does."""
    asked = question(words, now, itinerary)
    if any(one.absent for one in asked.elements) or asked.unknown:
        return None
    index = index_of(itinerary)
    row = nearest(choose(asked, index).rows, now, itinerary)
    return row.key if row else None
