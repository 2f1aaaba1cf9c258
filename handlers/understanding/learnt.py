"""The event file's FAQ and the answers learnt from organizers: found by the words that stand for a question."""

from collections.abc import Iterable
from functools import lru_cache

from handlers.understanding.lexicon import lexicon, stem
from handlers.understanding.model import Answer
from handlers.understanding.normalise import clean
from handlers.understanding.segment import Piece, pieces
from handlers.understanding.situation import Situation

# What is asked in almost any question and so tells no two apart.
_COMMON = frozenset({"exists", "yesno", "what", "it", "negative", "start", "mine", "still", "now", "next", "list"})


def answer(here: Situation) -> Answer | None:
    """The answer whose question says most of what was asked, None if none fits wholly."""
    said = _keys(here.asked.cut)
    best, size = None, 0
    for faq in (*here.learnt, *here.itinerary.file.faq):
        for line in faq.q:
            wanted = _wanted(line)
            if wanted and wanted <= said and len(wanted) > size and _own(line, wanted, here):
                best, size = faq, len(wanted)
    return here.tell(str(best.say("a", here.say.language))) if best else None


def _own(line: str, wanted: frozenset[str], here: Situation) -> bool:
    """Whether a line says more than one topic that the plan has anyway (내 차로 is not every bus)."""
    topic = next(iter(wanted)).removeprefix("t:")
    if len(wanted) > 1 or len(line.split()) < 2 or topic not in here.index.topics:
        return True
    return line.replace(" ", "").lower() in here.asked.text.replace(" ", "")


@lru_cache(maxsize=512)
def _wanted(line: str) -> frozenset[str]:
    words = lexicon()
    return _keys(pieces(clean(line), words.words.get, words.longest))


def _keys(cut: Iterable[Piece]) -> frozenset[str]:
    found = set()
    for piece in cut:
        topics = {tag for tag in piece.tags if tag.startswith(("t:", "p:"))}
        asks = {tag for tag in piece.tags if tag.startswith("a:") and tag[2:] not in _COMMON}
        if topics:
            found |= topics
        elif asks:
            found |= asks
        elif not piece.tags or piece.tags == {"x"} or any(tag.startswith("o:") for tag in piece.tags):
            found.add(stem(piece.text))
    return frozenset(found)
