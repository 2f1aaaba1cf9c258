"""Another wording for a line of the evaluation, from a language model that the operator configured (off by default).

The model is asked once the answer that promises it is sent, with no transaction open. What it says is a proposal: only
what stands on the line's own sources is shown, and only an organizer puts it into the report.
"""

import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

import aiohttp
import structlog

from bot.comments import words
from bot.comments.faithful import faithful
from bot.db import people, themes
from bot.db.database import Database
from bot.messages import Button, Reply, Request, bold, plain
from bot.texts import Say
from config.settings import Settings

log = structlog.get_logger()
SOURCES = 12
_TIMEOUT = aiohttp.ClientTimeout(total=30, connect=5)
_LARGEST = 65_536
_QUOTED = (("“", "”"), ('"', '"'), ("'", "'"), ("「", "」"))
AWAY, REFUSED, BROKEN = "away", "refused", "broken"


@dataclass(frozen=True, slots=True)
class Model:
    """A model behind an OpenAI-compatible address, which ends before /chat/completions; `key` may be ""."""

    url: str
    name: str
    key: str


def model(settings: Settings) -> Model | None:
    """The model that the operator configured."""
    key = settings.polish_key.get_secret_value() if settings.polish_key else ""
    return Model(settings.polish_url, settings.polish_model, key) if settings.polish_url else None


class NoAnswerError(Exception):
    """The model gave none; the message says why: AWAY, REFUSED or BROKEN."""


def asked(say: Say, event: str, theme: int, mark: str) -> str:
    """As `Reply.makes` carries it."""
    return f"polish:{say.language}:{event}:{theme}:{mark}"


@dataclass(frozen=True, slots=True)
class Polisher:
    """Who asks the model and shows the organizer what came of it."""

    database: Database
    bot: str
    texts: Mapping[str, Say]
    model: Model

    async def replies(self, request: Request, text: str) -> list[Reply]:
        """The proposal for the line that `asked` asks for (without "polish:"); why there is none."""
        language, event, theme, mark = text.split(":")
        say = self.texts[language]
        async with self.database.read() as tx:
            rows = await themes.listed(tx, event)
        row = next((one for one in rows if one.id == int(theme)), None)
        if row is None:
            return [Reply(say("review.changed"), private=True)]
        points = [one for one, _ in row.points]
        try:
            proposed = _bare(await ask(self.model, row.line, points[:SOURCES]))
        except NoAnswerError as error:
            return [Reply(say(f"review.polish_{error}"), private=True)]
        if proposed == row.line:
            return [Reply(say("review.polish_same"), private=True)]
        if not faithful(row.line, proposed, points):
            log.info("polish.unfaithful", model=self.model.name)
            return [Reply(say("review.polish_unfaithful"), private=True)]
        if not await self._keep(request, {"theme": row.id, "mark": mark}, proposed):
            return [Reply(say("review.changed"), private=True)]
        return [_proposal(row, mark, proposed, say)]

    async def _keep(self, request: Request, wanted: Mapping[str, object], proposed: str) -> bool:
        """Remember the proposal, if the organizer is still at this line."""
        async with self.database.begin() as tx:
            account = await people.account(tx, self.bot, request.address.user)
            if account is None or {name: account.dialogue.get(name) for name in wanted} != wanted:
                return False
            await people.change_account(tx, account.id, dialogue={**account.dialogue, "line": proposed})
        return True


async def ask(model: Model, line: str, points: Sequence[str]) -> str:
    """What the model makes of a line; NoAnswerError when it is away, refuses us or says nothing that we can read.

    The request and the answer are the common part of OpenAI's chat completions, which other servers offer as well.
    """
    said = "\n".join(["LINE: " + line, "COMMENTS:", *(f"- {one}" for one in points)])
    messages = [{"role": "system", "content": words.read("comments_polish")["prompt"]}]
    body = {"model": model.name, "temperature": 0, "messages": [*messages, {"role": "user", "content": said}]}
    head = {"Authorization": f"Bearer {model.key}"} if model.key else {}
    try:
        async with (
            aiohttp.ClientSession(timeout=_TIMEOUT) as session,
            session.post(f"{model.url}/chat/completions", json=body, headers=head, allow_redirects=False) as answer,
        ):
            data = await _body(answer)
    except (aiohttp.ClientError, TimeoutError, OSError) as error:
        log.warning("polish.away", error=type(error).__name__)
        raise NoAnswerError(AWAY) from None
    if answer.status != 200:
        log.warning("polish.refused", status=answer.status)
        raise NoAnswerError(AWAY if answer.status >= 500 else REFUSED)
    return _content(data)


async def _body(answer: aiohttp.ClientResponse) -> bytes:
    """What the server says, so far as anybody would read it."""
    data = b""
    async for piece in answer.content.iter_chunked(_LARGEST):
        data += piece
        if len(data) > _LARGEST:
            break
    return data


def _content(data: bytes) -> str:
    try:
        found: Any = json.loads(data)["choices"][0]["message"]["content"]
    except (ValueError, KeyError, IndexError, TypeError, RecursionError):
        found = None
    if not isinstance(found, str):
        log.warning("polish.broken")
        raise NoAnswerError(BROKEN)
    return found


def _bare(text: str) -> str:
    """Without the list mark, the quotation marks and the full stop that models like to add."""
    text = text.strip().removeprefix("- ").strip()
    for first, last in _QUOTED:
        if len(text) > 1 and text[0] == first and text[-1] == last:
            text = text[1:-1].strip()
    return text.removesuffix(".")


def _proposal(row: themes.Row, mark: str, proposed: str, say: Say) -> Reply:
    lines = [say("review.polished"), "", bold(plain(proposed)), "", say("review.polished_from", line=plain(row.line))]
    take = Button(say("review.polish_take"), f"review:take.{row.id}.{mark}")
    leave = Button(say("review.polish_leave"), "review:stop")
    return Reply("\n".join([*lines, say("review.polished_help")]), ((take, leave),), private=True)
