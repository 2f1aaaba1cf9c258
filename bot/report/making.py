"""Documents for the chat: made once the answer that promises them is sent, off the event loop and one at a time."""

import asyncio
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field, replace

import structlog

from bot.clock import Clock
from bot.db import report
from bot.db.database import Database
from bot.messages import Attachment, Button, Reply, Request
from bot.report.compose import KINDS
from bot.report.facts import Facts
from bot.report.formats import FORMATS
from bot.report.redact import redacted
from bot.texts import Say
from config.event import Facts as Event

log = structlog.get_logger()
Link = Callable[[Event], str]


@dataclass(frozen=True, slots=True)
class Wish:
    """A document that somebody asks for: of `event`, of a kind of `KINDS`, in a format of `FORMATS`.

    `open`: for publication, without personal data. `page` 0 means the file and its first page, else that page alone.
    """

    event: str
    kind: str
    language: str
    open: bool = False
    format: str = "pdf"
    page: int = 0

    def asked(self, say: Say) -> str:
        """As `Reply.makes` carries it: for whom of the makers, in which language the asker reads, and the wish."""
        return f"report:{say.language}:{self.event}.{self.pressed()}"

    def pressed(self) -> str:
        """As a button carries it: kind, language, for publication, format, page."""
        return f"{self.kind}.{self.language}.{int(self.open)}.{self.format}.{self.page}"


def wish(text: str) -> Wish | None:
    """The wish that `Wish.asked` wrote after the language; None when it is none that we can fulfil."""
    parts = text.split(".")
    if len(parts) != 6 or parts[3] not in {"0", "1"} or not parts[5].isdecimal():
        return None
    event, kind, language, publication, suffix, page = parts
    known = kind in KINDS and language in {"ko", "en"} and suffix in FORMATS
    return Wish(event, kind, language, publication == "1", suffix, int(page)) if known else None


@dataclass(frozen=True, slots=True)
class Made:
    """A file, and of one page the picture and how many pages there are."""

    data: bytes
    picture: bytes
    pages: int


@dataclass(slots=True)
class Desk:
    """Where documents are made; `link` is what leads participants of an event to the chat, "" when nothing does."""

    database: Database
    clock: Clock
    texts: Mapping[str, Say]
    link: Link
    _turn: asyncio.Lock = field(default_factory=asyncio.Lock)

    async def replies(self, request: Request, text: str) -> list[Reply]:
        """The document that `asked` asks for (without "report:"), as messages; an apology when it cannot be made."""
        del request
        language, _, rest = text.partition(":")
        say, wanted = self.texts.get(language, self.texts["ko"]), wish(rest)
        if wanted is None:
            return [Reply(say("router.stale"))]
        try:
            async with self._turn:
                async with self.database.read() as tx:
                    facts = await report.facts(tx, wanted.event, self.clock.now())
                facts = replace(facts, link=self.link(facts.itinerary.event))
                made = await asyncio.to_thread(make, facts, wanted, self.texts[wanted.language])
        except Exception:
            log.exception("report.not_made", kind=wanted.kind, format=wanted.format)
            return [Reply(say("reporting.failed"))]
        return _messages(made, wanted, say)


def make(facts: Facts, wanted: Wish, say: Say) -> Made:
    """Compose and write the document in the language of `say`; the page's picture is the PDF's."""
    from bot.report import preview  # noqa: PLC0415 - slow to import, seldom asked for

    document = KINDS[wanted.kind](redacted(facts) if wanted.open else facts, say)
    pdf = FORMATS["pdf"].render(document)
    data = pdf if wanted.format == "pdf" or wanted.page else FORMATS[wanted.format].render(document)
    pictures = list(preview.pages(pdf))
    return Made(data, pictures[min(max(wanted.page, 1), len(pictures)) - 1], len(pictures))


def file_name(wanted: Wish) -> str:
    """seongbuk-2014-result-open.hwpx."""
    more = "".join(f"-{one}" for one in ("open" * wanted.open, "en" * (wanted.language == "en")) if one)
    return f"{wanted.event}-{wanted.kind}{more}.{FORMATS[wanted.format].suffix}"


def _messages(made: Made, wanted: Wish, say: Say) -> list[Reply]:
    page = max(wanted.page, 1)
    more = replace(wanted, page=page + 1)
    next_page = Button(say("reporting.next_page"), f"report:make.{more.pressed()}")
    picture = Attachment(f"{wanted.event}-{page}.png", "image/png", made.picture, photo=True)
    caption = say("reporting.page", page=page, pages=made.pages)
    shown = Reply(caption, ((next_page,),) if page < made.pages else (), attachment=picture)
    if wanted.page:
        return [shown]
    file = Attachment(file_name(wanted), FORMATS[wanted.format].media_type, made.data)
    return [Reply(say("reporting.made", name=file.name), attachment=file), shown]
