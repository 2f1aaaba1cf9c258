"""A comment as its points: masked, taken apart, each under a heading or set aside with the reason."""

import re
from collections.abc import Iterable
from dataclasses import replace

from bot.comments import aside
from bot.comments.heading import heading, speaks
from bot.comments.mask import MASK, mask
from bot.comments.model import Point
from bot.comments.split import LONGEST, split
from bot.feedback import Comment

_GOES_ON = ("고", "며", ",", "?")
_LONGEST_CONTACT = 14
_CONTACT = re.compile("연락|문의|전화|회신|답장|문자|contact|call")


def points(comment: Comment, names: Iterable[str] = ()) -> list[Point]:
    """The points of a comment; at least one, and together they hold all that was written."""
    if len(comment.text) > LONGEST:
        cut = comment.text.rfind(" ", LONGEST // 2, LONGEST) + 1 or LONGEST
        parts = (comment.text[:cut], comment.text[cut:])
        return [point for part in parts if part.strip() for point in points(replace(comment, text=part), names)]
    text = " ".join(mask(comment.text, names).split(" ")).strip()
    said, contact = _contact(text)
    if contact:
        return [*points(replace(comment, text=said), names), Point(contact, comment.question, "good", "off-topic")]
    if reason := aside.reason(text):
        return [Point(text, comment.question, "good", reason)]
    pieces = split(text)
    return [_point(piece, pieces[number:], comment) for number, piece in enumerate(pieces)]


def _contact(text: str) -> tuple[str, str]:
    """What is said, and how to reach whoever says it where that stands at the end; "" if it does not."""
    before, masked, after = text.partition(MASK)
    if not masked or not before.strip() or not _CONTACT.search(after):
        return text, ""
    *first, last = split(before)
    said = before if not first or speaks(last) else before[: before.rindex(last)]
    if not speaks(said) or aside.reason(said.strip()):
        return text, ""
    return said, text[len(said) :].strip()


def _point(piece: str, rest: list[str], comment: Comment) -> Point:
    reason = aside.reason(piece)
    if not reason and MASK in piece and len(piece) <= _LONGEST_CONTACT and not speaks(piece):
        reason = "off-topic"
    if not reason and MASK in piece and _CONTACT.search(piece):
        reason = "off-topic"
    whose = rest[1] if len(rest) > 1 and piece.endswith(_GOES_ON) and not speaks(piece) else piece
    found = heading(whose, comment.question, comment.score)
    return Point(piece, comment.question, found, reason)
