"""Whether the plan bears out what a question supposes: yes, no, or neither said."""

import re

from bot.itinerary import Activity
from handlers.understanding.index import ends_at
from handlers.understanding.situation import Situation
from handlers.understanding.yesno import TAG

# Hours of a part of the day, as wide as people mean them.
_WIDE = {
    "dawn": (0, 7),
    "morning": (5, 12),
    "noon": (10, 18),
    "afternoon": (12, 18),
    "evening": (17, 24),
    "night": (18, 30),
}


# Whether something can be done is more than that the plan has it.
_CAN = re.compile(r"수\s?[있없]|가능|\b(?:can|could|possible)\b")


# Something is said to be so, and to be confirmed.
_RIGHT = re.compile(r"맞[지죠나습아는]|\b(?:right|correct)\b")
# Of two things one is asked for, so neither yes nor no answers.
_EITHER = re.compile(r"아니면|(?:인가|나요|까요)\s\S+\s?(?:인가|나요|까요)|\b\w+ or \w+\b")


def verdict(here: Situation, row: Activity) -> list[str]:
    """Yes, when the plan has what was asked; no, when it has it at another part of the day; else nothing."""
    start = here.itinerary.local(row.starts_at)
    hours = (ends_at(here.itinerary, row) - row.starts_at).total_seconds() / 3600
    first = start.hour + start.minute / 60
    spans = [_WIDE[part] for part in here.asked.parts]
    if spans and not any(
        low <= first < high or min(high, first + hours) - max(low, first) > hours / 2 for low, high in spans
    ):
        return [here.say("answers.no_right")]
    asked = here.asked
    if _EITHER.search(asked.text):
        return []
    plain = (
        asked.has("exists") or (asked.english and not TAG.search(asked.text)) or asked.has("yesno")
    ) and not _CAN.search(here.asked.text)
    if not plain:
        return []
    return [here.say("answers.yes_right" if _RIGHT.search(asked.text) else "answers.there_is")]
