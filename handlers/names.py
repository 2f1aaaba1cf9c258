"""Is this the person on the roster? Spacing, 님 and the order of given and family name do not count."""

import re
import unicodedata
from collections.abc import Sequence

from bot.people import Person

_TITLES = re.compile(r"(님|씨|선생님|입니다|이에요|예요|이요|요)$")


def forms(name: str) -> frozenset[str]:
    """All ways in which a name may have been written, folded."""
    folded = unicodedata.normalize("NFKC", name).casefold().strip(" .!~")
    words = re.split(r"[\s,]+", folded)
    joined = {"".join(words), "".join(reversed(words))}
    return frozenset(one for form in joined for one in (form, _TITLES.sub("", form)) if one)


def matching(name: str, persons: Sequence[Person]) -> list[Person]:
    """Those whose name it may be."""
    wanted = forms(name)
    return [one for one in persons if wanted & forms(one.name)]
