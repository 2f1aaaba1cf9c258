"""What the command line does for a report: read, compose, write the file."""

import asyncio
from dataclasses import dataclass, replace
from pathlib import Path

from bot import texts
from bot.clock import SystemClock
from bot.commands import bot_name, chosen_event, opened
from bot.db import people, report, themes
from bot.report.compose import KINDS
from bot.report.formats import FORMATS
from bot.report.redact import redacted
from bot.way_in import way_in
from config.settings import Settings


@dataclass(frozen=True, slots=True)
class Order:
    """A kind of `KINDS`, a format of `FORMATS`, a language; `open`: for publication, without personal data."""

    kind: str
    format: str
    language: str
    open: bool = False


def write(content: bytes, order: Order, file: Path) -> None:
    """Write a document, readable by its owner only unless it is meant for others; OSError when that cannot be done."""
    file.write_bytes(content)
    if not order.open and order.kind != "handout":
        file.chmod(0o600)


async def document(settings: Settings, order: Order, event_id: str | None) -> bytes:
    """The document as a file's content. LookupError names the events there are."""
    now = SystemClock().now()
    async with opened(settings) as database, database.begin() as tx:
        event = await chosen_event(tx, settings, event_id)
        await themes.refresh(tx, event, now)
        facts = await report.facts(tx, event, now)
        data = {"kind": order.kind, "format": order.format, "open": order.open, "by": "operator"}
        await people.note(tx, "report.made", now, event_id=event, data=data)
    if order.kind == "handout":
        name = await bot_name(settings) or ""
        facts = replace(facts, link=way_in(name, settings.web_address, facts.itinerary.event))
    composed = KINDS[order.kind](redacted(facts) if order.open else facts, texts.load()[order.language])
    return await asyncio.to_thread(FORMATS[order.format].render, composed)
