"""What a button's action carries."""


def number(text: str) -> int:
    """The number in a button's action; 0, which nothing of ours has, for anything else or what no column holds.

    Programs can send actions that no button of ours has.
    """
    return int(text) if text.isdecimal() and len(text) < 10 else 0
