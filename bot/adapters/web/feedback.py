"""The feedback form as a page, for people without an account: a one-time code opens it, a token finds it again.

Page and code never meet in an address that a server sees: the code stands behind the # of the link.
"""

import html
from collections.abc import Mapping
from datetime import datetime
from string import Template
from typing import Any

from sqlalchemy.ext.asyncio import AsyncConnection
from starlette.requests import Request as HttpRequest
from starlette.responses import HTMLResponse, JSONResponse, Response

from bot import questionnaire
from bot.adapters.web.api import Refused, json_of
from bot.adapters.web.page import STATIC
from bot.adapters.web.rate import Buckets
from bot.adapters.web.visitors import hint
from bot.adapters.web.words import FORM, Words
from bot.clock import Clock
from bot.db import ballots, events, feedback, feedback_codes
from bot.db.database import Database
from bot.feedback import Answer
from bot.itinerary import Itinerary
from bot.messages import plain
from bot.questionnaire import Question
from bot.texts import Say, language_of

LONGEST = 2000
_SECRET = 80


class Form:
    """The page and what it asks: open a form by code or token, send it."""

    def __init__(self, database: Database, clock: Clock, texts: Mapping[str, Say]) -> None:
        self._database, self._clock, self._texts = database, clock, texts
        self._words = Words(texts, FORM)
        self._buckets = Buckets(size=120, per_second=2)  # a bus full of people may share one address

    async def show(self, request: HttpRequest) -> Response:
        """The page in the browser's language; its script fills it."""
        language = language_of(hint(request))
        words = {key: html.escape(text) for key, text in self._words.of(language).items()}
        shell = Template((STATIC / "feedback.html").read_text("utf-8"))
        return HTMLResponse(shell.substitute(words, language=language))

    async def open(self, request: HttpRequest) -> Response:
        """{"code"} or {"token"} → the questions, with what was answered under that token."""
        return await self._answer(request, self._open)

    async def send(self, request: HttpRequest) -> Response:
        """{"code" or "token", "answers": {key: {"score", "text"}}} → {"token"}: the only way to find them again."""
        return await self._answer(request, self._send)

    async def _answer(self, request: HttpRequest, what: Any) -> Response:  # noqa: ANN401 - one of the two below
        if wait := self._buckets.wait(request.client.host if request.client else ""):
            return Refused(429, "fast", wait).response()
        try:
            body = await json_of(request)
            async with self._database.begin() as tx:
                return JSONResponse(await what(tx, body, language_of(hint(request))))
        except Refused as refused:
            return refused.response()

    async def _open(self, tx: AsyncConnection, body: dict[str, Any], language: str) -> dict[str, Any]:
        plan, form, answers = await self._found(tx, body)
        words = self._words.of(language)
        return {
            "title": plan.event.say("title", language),
            "until": self._moment(form.closes_at, plan, language),
            "words": words,
            "questions": [_question(one, plan, words, language) for one in self._questions(plan)],
            "answers": {key: {"score": one.score, "text": one.text} for key, one in answers.items()},
        }

    async def _send(self, tx: AsyncConnection, body: dict[str, Any], language: str) -> dict[str, Any]:
        del language
        plan, _, _ = await self._found(tx, body)
        answers = _read(body.get("answers"), self._questions(plan))
        token = _secret(body, "token")
        if token:
            await ballots.replace(tx, plan.event.id, token, answers)
            return {"token": token}
        known = await feedback_codes.find(tx, _secret(body, "code"))
        token = ballots.new_token()
        if known is None or not await ballots.cast(tx, known[0], known[1], token, answers):
            raise Refused(404, "nothing")
        await feedback_codes.use(tx, _secret(body, "code"))
        return {"token": token}

    def _moment(self, when: datetime, plan: Itinerary, language: str) -> str:
        say = self._texts[language]
        return f"{say.date(plan.local(when).date())} {say.clock(when, plan.zone)}"

    def _questions(self, plan: Itinerary) -> list[Question]:
        return questionnaire.questions(plan, self._clock.now())

    async def _found(self, tx: AsyncConnection, body: dict[str, Any]) -> tuple[Itinerary, feedback.Form, Any]:
        """The event, its open form, and the answers under the token; Refused when nothing fits."""
        code, token, event_id, answers = _secret(body, "code"), _secret(body, "token"), "", None
        if token:
            event_id = await ballots.event_of(tx, token) or ""
            answers = await ballots.read(tx, event_id, token) if event_id else None
        elif code and (known := await feedback_codes.find(tx, code)):
            event_id = "" if known[1] in await feedback.answered(tx, known[0]) else known[0]
        form = await feedback.form(tx, event_id) if event_id else None
        if form is None or not form.takes(self._clock.now()):
            raise Refused(404, "nothing")
        return await events.snapshot(tx, event_id), form, answers or {}


def _secret(body: dict[str, Any], name: str) -> str:
    given = body.get(name)
    return given if isinstance(given, str) and len(given) <= _SECRET else ""


def _question(one: Question, plan: Itinerary, words: Any, language: str) -> dict[str, Any]:  # noqa: ANN401 - a mapping
    if one.activity is None:
        return {"key": one.key, "scored": one.scored, "asked": words[f"ask_{one.key}"], "when": ""}
    title = str(one.activity.row.say("title", language))
    when = plan.local(one.activity.starts_at)
    asked = words["ask_activity"].format(title=title)
    return {"key": one.key, "scored": True, "asked": asked, "when": f"{when.month}.{when.day}. {when:%H:%M}"}


def _read(given: object, asked: list[Question]) -> dict[str, Answer]:
    """The answers to the questions that are asked; Refused when one is none, or all are empty."""
    if not isinstance(given, dict):
        raise Refused(400, "unclear")
    result = {}
    for one in asked:
        answer = given.get(one.key)
        if answer is None:
            continue
        score, text = (answer.get("score"), answer.get("text", "")) if isinstance(answer, dict) else (0, 0)
        if not (isinstance(text, str) and (score is None or (type(score) is int and 1 <= score <= 5))):
            raise Refused(400, "unclear")
        if len(text) > LONGEST:
            raise Refused(413, "long")
        result[one.key] = Answer(score if one.scored else None, plain(text).replace("\0", "").strip())
    if not any(one.score or one.text for one in result.values()):
        raise Refused(400, "empty")
    return result
