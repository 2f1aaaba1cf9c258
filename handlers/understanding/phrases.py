"""Names of several words that have to be kept together, because their words alone mean something else."""

from handlers.understanding.hangul import is_hangul
from handlers.understanding.lexicon import lexicon
from handlers.understanding.normalise import clean
from handlers.understanding.segment import pieces


def phrase(name: str) -> str:
    """A name of one to three words as one word, where a part of it alone would be read as something else.

    So it is with roll call (to call), 별 보기 (one letter) and 새벽기도 (ending as verbs do).
    """
    words = clean(name).split()
    whole = "".join(words)
    if 2 <= len(words) <= 3 and all(map(is_hangul, whole)) and _says_little(whole):
        return whole
    if len(words) == 1 and len(whole) > 1 and all(map(is_hangul, whole)) and whole not in lexicon().words:
        cut = pieces(whole, lexicon().words.get, lexicon().longest)
        return whole if len(cut) > 1 and cut[-1].ending else ""
    if not (2 <= len(words) <= 3 and 3 <= len(whole) <= 16 and whole.isalpha()):
        return ""
    return whole if any(_misread(word) for word in words) else ""


def _says_little(whole: str) -> bool:
    """Whether none of a name's words would be noted by itself (조별 모임)."""
    cut = pieces(whole, lexicon().words.get, lexicon().longest)
    return all(piece.tags & {"n", "e"} for piece in cut)


def _misread(word: str) -> bool:
    tags = lexicon().words.get(word, frozenset())
    asking = any(tag.startswith(("a:", "s:")) for tag in tags) and not any(tag.startswith(("t:", "o:")) for tag in tags)
    return asking or (len(word) == 1 and is_hangul(word))
