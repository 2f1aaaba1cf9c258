"""Whether words typed into the form are a question to us: then they are answered, not written down."""

from handlers import understanding
from handlers.context import Context

SHORT = 24


def is_question(text: str, context: Context) -> bool:
    """Short, ending in a question mark or near its end in a word that asks, and something that we can answer.

    Wishes are often put as questions (“시간을 더 주시면 안 될까요?”): what we do not know the answer to is feedback.
    """
    bare = text.rstrip(" .~!^")
    if not bare or len(bare) > 2 * SHORT or "\n" in bare:
        return False
    words = [one for one in context.say("feedback.asking_words").split(",") if one]
    ends, tail = bare[-9:].lower(), bare[-16:].lower()
    if any(one in tail for one in context.say("feedback.telling_words").split(",") if one):
        return False
    asks = bare.endswith(("?", "？")) or (len(bare) <= SHORT and any(one in ends for one in words))
    return asks and not _unknown(bare, context)


def _unknown(text: str, context: Context) -> bool:
    return understanding.answer(text, context.now, context.itinerary, context.say).unknown
