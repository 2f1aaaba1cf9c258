"""The first lines: the office's fields, the title, and one sentence that says what was done."""

from collections.abc import Iterator

from bot.report.document import Block, Cover, Heads, Line
from bot.report.facts import Facts
from bot.texts import Say


def name(facts: Facts, say: Say) -> str:
    """The event's name as the title has it."""
    file = facts.itinerary.file
    return str(file.report.say("title", say.language) or file.event.say("title", say.language))


def title(facts: Facts, say: Say, kind: str) -> str:
    """The document's title; `kind` is result, plan or handout."""
    return say(f"report.title_{kind}", name=name(facts, say))


def blocks(facts: Facts, say: Say, kind: str) -> Iterator[Block]:
    """Fields, title and sentence."""
    file, language = facts.itinerary.file, say.language
    report = file.report
    if heads := report.say("heads", language):
        # Number and date belong to the report; the plan gets its own when it is approved.
        yield Heads(tuple((name, value if kind == "result" else "") for name, value in heads.items()))
    motto = report.say("motto", language)
    department = report.say("department", language)
    yield Cover(title(facts, say, kind), say("report.motto", text=motto) if motto else "", department or "")
    quoted = say("report.quoted", text=file.event.say("title", language))
    yield Line(say(f"report.sentence_{kind}", title=quoted))
