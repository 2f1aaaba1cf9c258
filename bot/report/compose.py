"""The documents: the report after the event, the plan before it, the hand-out for those who come."""

from collections.abc import Callable, Mapping
from io import BytesIO

import segno

from bot.report.chapters import (
    admin,
    budget,
    cover,
    dates,
    evaluation,
    overview,
    people,
    pictures,
    satisfaction,
    schedule,
    service,
)
from bot.report.document import Block, Chapter, Cover, Document, Line, Picture, Pictures
from bot.report.facts import Facts
from bot.texts import Say

MARKS = ("I", "Ⅱ", "Ⅲ", "Ⅳ", "Ⅴ")


def result(facts: Facts, say: Say) -> Document:
    """결과 보고: evaluation, overview, what happened, what follows."""
    details: list[Block] = [
        Line(say("report.schedule"), "■"),
        schedule.table(facts.itinerary, say, actual=True),
        *people.blocks(facts, say),
        *satisfaction.blocks(facts, say),
        *evaluation.quotes(facts, say),
        *evaluation.others(facts, say),
        *budget.table(facts, say),
        *service.blocks(facts, say),
        *pictures.blocks(facts, say),
    ]
    chapters: dict[str, list[Block]] = {
        "evaluation": [*evaluation.blocks(facts, say)],
        "overview": [*overview.blocks(facts, say)],
        "details": details,
        "admin": [*admin.blocks(facts, say, "result")],
    }
    return _document(facts, say, "result", chapters)


def plan(facts: Facts, say: Say) -> Document:
    """시행 계획: overview, itinerary as planned, what follows."""
    chapters: dict[str, list[Block]] = {
        "plan_overview": [*overview.blocks(facts, say)],
        "details": [
            Line(say("report.schedule"), "■"),
            schedule.table(facts.itinerary, say, actual=False),
            *budget.table(facts, say),
        ],
        "admin": [*admin.blocks(facts, say, "plan")],
    }
    return _document(facts, say, "plan", chapters)


def handout(facts: Facts, say: Say) -> Document:
    """One page for participants: when, where, the plan, whom to ask, and a code that leads to the chat."""
    event = facts.itinerary.event
    blocks: list[Block] = [
        Cover(cover.title(facts, say, "handout"), below=dates.period(event.days, say)),
        schedule.table(facts.itinerary, say, actual=False),
        *_places(facts, say),
    ]
    if event.contact:
        who = " ".join(part for part in (event.contact.say("name", say.language), event.contact.phone) if part)
        blocks.append(Line(say("report.item", name=say("report.contact"), text=who), "■"))
    if facts.link:
        blocks += [Line(say("report.join"), "■"), Pictures((_code(facts.link),), 1, 28)]
    return Document(cover.title(facts, say, "handout"), say.language, tuple(blocks), compact=True)


KINDS: Mapping[str, Callable[[Facts, Say], Document]] = {"result": result, "plan": plan, "handout": handout}


def _document(facts: Facts, say: Say, kind: str, chapters: Mapping[str, list[Block]]) -> Document:
    blocks = [*cover.blocks(facts, say, kind)]
    for mark, (name, lines) in zip(MARKS, chapters.items(), strict=False):
        blocks += [Chapter(mark, say(f"report.chapter_{name}")), *lines]
    author = facts.itinerary.file.report.say("department", say.language) or ""
    return Document(cover.title(facts, say, kind), say.language, tuple(blocks), author)


def _places(facts: Facts, say: Say) -> list[Line]:
    """How to get to the places of which more than the name is known."""
    known = [one for one in facts.itinerary.places.values() if one.say("address", say.language)]
    lines = [
        say("report.item", name=one.say("name", say.language), text=one.say("address", say.language)) for one in known
    ]
    return [Line(say("report.addresses"), "■"), *(Line(one, "-", 1) for one in lines)] if lines else []


def _code(link: str) -> Picture:
    out = BytesIO()
    code = segno.make(link, error="m", micro=False)
    code.save(out, kind="png", scale=8, border=2)
    size = int(code.symbol_size(scale=8, border=2)[0])
    return Picture(out.getvalue(), size, size, link)
