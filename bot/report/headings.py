"""Which blocks head what follows, so that none of them stands last on its page."""

from collections.abc import Iterator, Sequence
from itertools import pairwise

from bot.report.document import Block, Chapter, Chart, Line, Pictures, Table


def headed(blocks: Sequence[Block]) -> Iterator[tuple[Block, bool]]:
    """Each block, and whether it must stay with the one after it."""
    yield from ((block, _heads(block, after)) for block, after in pairwise(blocks))
    if blocks:
        yield blocks[-1], False


def _heads(block: Block, after: Block) -> bool:
    if isinstance(block, Chapter):
        return True
    if not isinstance(block, Line) or not (block.strong or block.mark in {"■", "▷"}):
        return False
    return isinstance(after, Table | Chart | Pictures) or (isinstance(after, Line) and after.depth > block.depth)
