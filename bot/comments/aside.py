"""What is set aside, and why: it says nothing, is noise or abuse, or belongs elsewhere. Nothing is thrown away."""

import re

from bot.comments import words
from bot.comments.model import Reason

_EDGES = re.compile(r"^[\W_]+|[\W_]+$")
_LETTER = re.compile(r"[^\W\d_]")
_VOWEL = re.compile(r"[aeiouy]")


def reason(text: str) -> Reason:
    """Why a whole comment or a part of it is set aside, "" if it is not."""
    text = words.spelt(text)
    if words.found("abuse").search(text):
        return "abuse"
    core = re.sub(r"[ㄱ-ㅣ^]+$", "", _EDGES.sub("", text)).strip() or _EDGES.sub("", text)
    if _noise(core, text):
        return "noise"
    if words.found("nothing", "whole").fullmatch(_EDGES.sub("", core)):
        return "nothing"
    if words.found("off_topic").search(text) or words.found("off_topic", "asked").search(text):
        return "off-topic"
    return ""


def _noise(core: str, text: str) -> bool:
    if not _LETTER.search(core):
        return not re.search(r"\d\s?점|★{4}", text)
    compact = re.sub(r"[\W_]+", "", core)
    if words.found("noise", "whole").fullmatch(compact):
        return True
    return bool(re.fullmatch(r"[a-z]{4,}", compact.lower()) and not _VOWEL.search(compact.lower()))
