"""What words with two readings mean: 아침 a meal or a part of the day, leaving one's lodging the check-out."""

import re
from collections.abc import Sequence
from dataclasses import replace

from handlers.understanding.index import EVENT_WORD
from handlers.understanding.segment import Piece
from handlers.understanding.timewords import When

# The word of a meal that nobody said: the dishes were asked for.
IMPLIED = "(meal)"
_MEALS_SAID = frozenset({"t:breakfast", "t:lunch", "t:dinner", "t:brunch"})


def meal_meant(cut: list[Piece], asks: frozenset[str]) -> list[Piece]:
    """Words of eating mean a meal when nothing else is named."""
    named = any(tag.startswith(("t:", "o:")) or tag == EVENT_WORD for piece in cut for tag in piece.tags)
    if "menu" not in asks or named:
        return cut
    return [*cut, Piece(IMPLIED, frozenset({"t:meal"}), opens=True, known=True)]


_LEAVING = re.compile(r"(?:몇\s?시\S{0,3}|언제\S{0,2}|까지)\s?(?:나가|나갑|나갈|비우|비워|빼)")
_BEDS = frozenset({"t:lodging", "t:room"})


def leaving_meant(cut: list[Piece], line: str) -> list[Piece]:
    """When one leaves the lodging is its check-out: 숙소 몇 시에 나가요."""
    if not _LEAVING.search(line):
        return cut
    return [replace(piece, tags=frozenset({"t:checkout"})) if piece.tags & _BEDS else piece for piece in cut]


_DUAL = {"p:breakfast": ("breakfast", "morning"), "p:dinner": ("dinner", "evening")}


_EAT = ("먹", "드시", "드세", "드실", "식사", "밥", "메뉴", "반찬", "드나", "드신", "드십", "잡수", "챙겨")


_AT = ("에", "엔", "에는", "에도", "때", "녘", "쯤", "무렵", "부터", "에요")


def day_parts(cut: list[Piece], when: When) -> tuple[list[Piece], set[str]]:
    """Decide for 아침 and 저녁 between the meal and the part of the day; collect the parts of the day."""
    parts = {when.part} - {""}
    result = []
    for at, piece in enumerate(cut):
        dual = next((_DUAL[tag] for tag in piece.tags if tag in _DUAL), None)
        if dual:
            meal = _is_meal(cut, at)
            parts.update(() if meal else {dual[1]})
            tags = frozenset({f"t:{dual[0]}"}) if meal else frozenset({f"p:{dual[1]}"})
            result.append(Piece(piece.text, tags, piece.opens, known=True))
            continue
        parts.update(tag[2:] for tag in piece.tags if tag.startswith("p:"))
        result.append(piece)
    return result, parts


def _is_meal(cut: Sequence[Piece], at: int) -> bool:
    if any("a:who" in piece.tags for piece in cut):
        return False
    after = "".join(piece.text for piece in cut[at + 1 : at + 4])
    following = cut[at + 1] if at + 1 < len(cut) else None
    eaten = any(word in after for word in _EAT) or any("a:menu" in piece.tags for piece in cut)
    if following and not following.opens and following.text in _AT and following.text != "에요":
        return bool(
            eaten and any("a:menu" in piece.tags or piece.text.startswith(_EAT) for piece in cut[at + 2 : at + 6])
        )
    if eaten:
        return True
    others = [
        piece
        for piece in cut
        if not piece.tags & _MEALS_SAID
        and (any(tag.startswith(("t:", "o:")) for tag in piece.tags) or EVENT_WORD in piece.tags)
        and not any(tag in _DUAL for tag in piece.tags)
    ]
    daily = any({"a:list"} & piece.tags for piece in cut) or any(piece.text.startswith("뭐하") for piece in cut)
    return not others and not daily
