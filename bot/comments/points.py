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

_GOES_ON = ("고", "며", ",")
_LONGEST_CONTACT = 14
_CONTACT = re.compile("연락|문의|전화|contact|call")


def points(comment: Comment, names: Iterable[str] = ()) -> list[Point]:
    """The points of a comment; at least one, and together they hold all that was written."""
    if len(comment.text) > LONGEST:
        cut = comment.text.rfind(" ", LONGEST // 2, LONGEST) + 1 or LONGEST
        parts = (comment.text[:cut], comment.text[cut:])
        return [point for part in parts if part.strip() for point in points(replace(comment, text=part), names)]
    text = " ".join(mask(comment.text, names).split(" ")).strip()
    if reason := aside.reason(text):
        return [Point(text, comment.question, "good", reason)]
    pieces = split(text)
    return [_point(piece, pieces[number:], comment.question) for number, piece in enumerate(pieces)]


def _point(piece: str, rest: list[str], question: str) -> Point:
    reason = aside.reason(piece)
    if not reason and MASK in piece and len(piece) <= _LONGEST_CONTACT and not speaks(piece):
        reason = "off-topic"
    if not reason and MASK in piece and _CONTACT.search(piece):
        reason = "off-topic"
    whose = rest[1] if len(rest) > 1 and piece.endswith(_GOES_ON) and not speaks(piece) else piece
    return Point(piece, question, heading(whose, question), reason)
