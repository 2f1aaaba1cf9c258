"""Whether a text of the event speaks of a thing."""

from functools import lru_cache

from handlers.understanding.element import Element
from handlers.understanding.lexicon import lexicon
from handlers.understanding.normalise import clean
from handlers.understanding.segment import pieces


def speaks_of(text: str, thing: Element) -> bool:
    """Whether a text holds the thing or one of its topics."""
    topics, letters = _cut(text)
    return bool(topics & thing.topics) or thing.word in letters


@lru_cache(maxsize=2048)
def _cut(text: str) -> tuple[frozenset[str], str]:
    words = lexicon()
    cut = pieces(clean(text), words.words.get, words.longest)
    return frozenset(tag[2:] for piece in cut for tag in piece.tags if tag.startswith("t:")), clean(text).replace(
        " ", ""
    )
