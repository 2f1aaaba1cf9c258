"""What somebody tells beside the question itself (늦을 것 같은데 버스 언제 떠나요; how far is it, my knees hurt)."""

import re
from collections.abc import Iterator

_LEADING = re.compile(
    r"^.{4,}?[가-힣](?:는데|은데|인데|같은데|니까|거든요?|라서|아서|어서|해서)요?[,.]?\s+(?P<core>.{4,})$", re.DOTALL
)
# Words that end a reason or a sigh: 다리가 아파서, 졸린데, 배고프네.
_REASON = re.compile(
    r"(?:[가-힣](?:아서|어서|해서|라서|파서|려서|워서|는데|은데|인데|린데|픈데|네|니까|거든|지만|더니)요?|죽겠\S*)[.~!,]*$"
)
_OPENING = re.compile(r"^(?:i|i'm|im|i've|my|we|we're|our|sorry|hey|oh)\b[^?]{3,}?[,.;]\s+(?P<core>(?:so |and |but )?"
                      r"(?:where|when|what|which|who|how|until)\b.{3,})$", re.IGNORECASE | re.DOTALL)  # fmt: skip
_CLOSING = re.compile(r"^(?P<core>.{8,}?)[?,.;]\s+(?:(?:because|cause|cuz|coz|since|as) )?"
                      r"(?:i|i'm|im|i've|my|we|we're)\b[^?]*$", re.IGNORECASE | re.DOTALL)  # fmt: skip


def cores(text: str) -> Iterator[str]:
    """What may be the question itself: the text without what is told before or after it, the longest first."""
    for pattern in (_LEADING, _OPENING, _CLOSING):
        if match := pattern.match(text.strip()):
            yield match["core"]
    words = text.split()
    if len(words) > 2 and _REASON.search(words[-1]):
        for less in range(1, min(4, len(words) - 1)):
            yield " ".join(words[:-less])
