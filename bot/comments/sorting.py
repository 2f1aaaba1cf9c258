"""From what people wrote to the lines of the report."""

from collections.abc import Iterable, Mapping

from bot.comments.model import Sorted
from bot.comments.points import points
from bot.comments.themes import join
from bot.feedback import Comment


def sort(comments: Iterable[Comment], names: Iterable[str] = (), known: Mapping[str, str] | None = None) -> Sorted:
    """Every comment in themes or set aside, the same for any order of the comments.

    `names` of the roster are masked; `known` holds titles and names of the event with the key that they stand for.
    """
    roster = tuple(names)
    return join((point for one in comments if one.text.strip() for point in points(one, roster)), known)
