"""How the chat served the event, in one line of figures."""

from collections.abc import Iterator

from bot.report.document import Block, Line
from bot.report.facts import Facts
from bot.texts import Say


def blocks(facts: Facts, say: Say) -> Iterator[Block]:
    """Changes, announcements, roll calls and questions; nothing when there were none."""
    done = facts.service
    if not done:
        return
    counts = {"changes": done.changes, "announcements": done.announcements, "rollcalls": done.rollcalls}
    parts = [say(f"report.of_{name}", n=count) for name, count in counts.items() if count]
    if done.questions:
        parts.append(say("report.of_questions", n=done.questions, answered=done.answered))
    yield Line(say("report.service"), "■")
    yield Line(", ".join(parts), "-", 1)
