"""Which pages of a long PDF are worth drawing out: its first ones, and those that hold times of day."""

import re

from config.importers.problem import ImportProblem

SHORT = 20
MOST = 60
_FIRST = 5
_TIME = re.compile(r"(?<!\d)(?:[01]?\d|2[0-4])\s*(?::\s*[0-5]\d|시(?!간))|\d\s*[ap]\.?m\b", re.IGNORECASE)


def wanted(data: bytes) -> list[int] | None:
    """Their numbers from 1; None for all pages of a short document, or of one that only the other reader opens."""
    import pypdfium2  # noqa: PLC0415 - only when this format comes

    try:
        document = pypdfium2.PdfDocument(data)
    except pypdfium2.PdfiumError:
        return None
    try:
        count = len(document)
        found = [number for number in range(1, count + 1) if number <= _FIRST or _timed(document, number - 1)]
    finally:
        document.close()
    if count <= SHORT:
        return None
    if len(found) > MOST:
        raise ImportProblem(key="pages_many", pages=count, limit=MOST)
    return found


def _timed(document: object, index: int) -> bool:
    page = document[index]  # type: ignore[index]  # pypdfium2 has no types
    words = page.get_textpage()
    try:
        return len(_TIME.findall(words.get_text_bounded())) > 1
    finally:
        words.close()
        page.close()
