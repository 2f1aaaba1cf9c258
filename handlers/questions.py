"""What the bot could not answer: /ask, the organizers' answers, and what is kept of them as FAQ."""

import re
from collections.abc import Mapping
from datetime import datetime, timedelta
from typing import Any

from rapidfuzz import fuzz
from sqlalchemy.ext.asyncio import AsyncConnection

from bot.db import notices, people, questions
from bot.db.notices import Note, Recipients
from bot.messages import Button, Reply, Request, Rows, bold
from bot.texts import Say
from config.event import Audience
from handlers import actions
from handlers.context import Context

ALIKE = 88
LONGEST = 1000
LASTS = timedelta(days=3)
ORGANIZERS = Audience(role=("organizer",))
_ANONYMOUS = re.compile(r"^(익명(?:으로)?|anonymous(?:ly)?)(?:[\s:,]+|$)", re.IGNORECASE)


async def ask(request: Request, context: Context) -> list[Reply]:
    """/ask [익명] …: to the organizers; without a question, asks for it."""
    anonymous = _ANONYMOUS.match(request.text)
    text = request.text[anonymous.end() :] if anonymous else request.text
    if not text.strip():
        dialogue = {"step": "ask", "anonymous": bool(anonymous)}
        await people.change_account(context.tx, context.speaker.id, dialogue=dialogue)
        return [Reply(context.say("questions.which"), _stop(context))]
    return [await hand_over(text, context, anonymous=bool(anonymous))]


async def asked(request: Request, context: Context) -> list[Reply]:
    """The question that /ask waited for."""
    anonymous = bool(context.speaker.dialogue.get("anonymous"))
    if not request.text.strip():
        return [Reply(context.say("questions.which"), _stop(context))]
    await people.change_account(context.tx, context.speaker.id, dialogue=None)
    return [await hand_over(request.text, context, anonymous=anonymous)]


async def stopped(request: Request, context: Context) -> list[Reply]:
    """Leave a dialogue of questions."""
    del request
    if context.speaker.dialogue.get("step") in {"ask", "answer"}:
        await people.change_account(context.tx, context.speaker.id, dialogue=None)
    return [Reply(context.say("questions.stopped"), edit=True)]


async def hand_over(text: str, context: Context, *, anonymous: bool, edit: bool = False) -> Reply:
    """Keep a question and tell the organizers; one that is like an open one hangs on it and troubles nobody."""
    text = " ".join(text.split())[:LONGEST]
    event_id, mine = context.joined.event_id, context.speaker.id
    alike = next((one for one in await questions.waiting(context.tx, event_id) if _alike(one.text, text)), None)
    if alike is not None and mine in await questions.askers(context.tx, alike.id):
        return Reply(context.say("questions.waits", question=text), edit=edit)
    same = alike.id if alike else None
    number = await questions.add(context.tx, event_id, mine, text, context.now, anonymous=anonymous, same_as=same)
    key = "questions.handed_anonymously" if anonymous else "ask.handed_on"
    if alike is None:
        everybody = await questions.organizers(context.tx, event_id)
        first = [one for one, on_duty in everybody.items() if on_duty] or list(everybody)
        asker = "" if anonymous else context.joined.name
        await tell(context.tx, event_id, number, text, asker, first, context.texts, context.now)
        context.woken = True
    return Reply(context.say(key, question=text), edit=edit)


async def tell(  # noqa: PLR0913, PLR0917 - the ticker has no context
    tx: AsyncConnection,
    event_id: str,
    number: int,
    text: str,
    asker: str,
    accounts: list[int],
    texts: Mapping[str, Say],
    now: datetime,
) -> int:
    """Send a question to these organizers' accounts, with a button to answer it; how many."""
    await questions.told(tx, number, now)
    note = Note(
        f"{questions.TOLD}{number}:{now:%Y%m%dT%H%M%S}",
        "question",
        1,
        must=True,
        due_at=now,
        expires_at=now + LASTS,
        audience=ORGANIZERS,
    )
    said = {language: _told(number, text, asker, say) for language, say in texts.items()}
    return await notices.put(tx, note, Recipients(event_id, ORGANIZERS, accounts=tuple(accounts)), said, now) or 0


def _told(number: int, text: str, asker: str, say: Say) -> Reply:
    who = say("questions.from", name=asker) if asker else say("questions.from_anonymous")
    return Reply(
        "\n".join([bold(say("questions.new")), text, who, say("questions.how")]),
        ((Button(say("questions.answer"), f"answer:{number}"),),),
    )


async def listed(request: Request, context: Context) -> list[Reply]:
    """/questions: what waits for an answer."""
    del request
    found = await questions.waiting(context.tx, context.joined.event_id)
    if not found:
        return [Reply(context.say("questions.none"))]
    lines = [f"{place}. {one.text}" for place, one in enumerate(found[:20], 1)]
    buttons = tuple(
        (Button(f"{place}. {one.text}"[:60], f"answer:{one.id}"),) for place, one in enumerate(found[:20], 1)
    )
    return [Reply("\n".join([bold(context.say("questions.open", count=len(found))), *lines]), buttons)]


async def answer_pressed(request: Request, context: Context) -> list[Reply]:
    """An organizer wants to answer: the next text is the answer; whoever asked hears that somebody looks at it."""
    found = await _found(request.action, context)
    if found is None:
        return [Reply(toast=context.say("router.stale"))]
    if found.answered_at:
        return [_was_answered(found, context)]
    dialogue = {"step": "answer", "question": found.id}
    await people.change_account(context.tx, context.speaker.id, dialogue=dialogue)
    if await questions.look(context.tx, found.id, context.speaker.id):
        await _say_looking(found.id, context)
        other = ""
    else:
        other = found.looker if found.looked_by not in {None, context.speaker.id} else ""
    lines = [context.say("questions.write", question=found.text)]
    lines += [context.say("questions.other_looks", name=other)] if other else []
    return [Reply("\n".join(lines), _stop(context))]


async def answered(request: Request, context: Context) -> list[Reply]:
    """The organizer's text: the answer to the question of the dialogue."""
    number = int(context.speaker.dialogue.get("question", 0))
    if not request.text.strip():
        return [Reply(context.say("questions.text_only"), _stop(context))]
    await people.change_account(context.tx, context.speaker.id, dialogue=None)
    return await _answer(str(number), request.text, context)


async def replied(request: Request, context: Context) -> list[Reply] | None:
    """An organizer's reply to the message that told of a question; None when it replies to something else."""
    if not context.joined.may("organizer") or not request.text.strip():
        return None
    number = await questions.replied_to(context.tx, context.speaker.id, request.reply_to)
    return None if number is None else await _answer(str(number), request.text, context)


async def learn_pressed(request: Request, context: Context) -> list[Reply]:
    """Keep question and answer as FAQ."""
    number = actions.number(request.action)
    if not await questions.learn(context.tx, context.joined.event_id, number):
        return [Reply(toast=context.say("questions.known_already"))]
    await _note("question.learnt", number, context)
    context.woken = True
    return [Reply(context.say("questions.learnt"), edit=True)]


async def duty(request: Request, context: Context) -> list[Reply]:
    """/duty: on duty (asked first) or off."""
    del request
    on = (await questions.organizers(context.tx, context.joined.event_id)).get(context.speaker.id, True)
    await questions.duty(context.tx, context.joined.id, off=on)
    await people.note(context.tx, "duty", context.now, event_id=context.joined.event_id, account_id=context.speaker.id)
    return [Reply(context.say("questions.off_duty" if on else "questions.on_duty"))]


async def _answer(number: str, text: str, context: Context) -> list[Reply]:
    found = await _found(number, context)
    if found is None:
        return [Reply(context.say("router.stale"))]
    text = text.strip()[:3000]
    if not await questions.answer(context.tx, found.id, text, context.speaker.id, context.now):
        return [_was_answered(await _found(number, context), context)]
    askers = await questions.askers(context.tx, found.id)
    await _send_answer(found.id, askers, text, context)
    await questions.hide(context.tx, found.id)
    await _note("question.answered", found.id, context)
    context.woken = True
    keep = ((Button(context.say("questions.keep"), f"faq:{found.id}"),),)
    return [Reply(context.say("questions.sent", count=len(askers), question=found.text), keep)]


async def _send_answer(number: int, askers: Mapping[int, str], text: str, context: Context) -> None:
    """To each in the words of their own question."""
    for words in dict.fromkeys(askers.values()):
        accounts = tuple(one for one, said in askers.items() if said == words)
        said = {key: Reply(say("questions.reply", question=words, answer=text)) for key, say in context.texts.items()}
        await _notify(f"answer:{number}:{min(accounts)}", "answer", accounts, said, context)


async def _say_looking(number: int, context: Context) -> None:
    askers = await questions.askers(context.tx, number)
    said = {key: Reply(say("questions.looking")) for key, say in context.texts.items()}
    await _notify(f"looking:{number}", "looking", tuple(askers), said, context)
    context.woken = True


async def _notify(key: str, kind: str, accounts: tuple[int, ...], said: Mapping[str, Reply], context: Context) -> None:
    must = kind == "answer"
    until = context.now + (LASTS if must else timedelta(hours=1))
    note = Note(key, kind, 1, must=must, due_at=context.now, expires_at=until)
    await notices.put(context.tx, note, Recipients(context.joined.event_id, accounts=accounts), said, context.now)


async def _found(number: str, context: Context) -> Any:  # noqa: ANN401 - a row of Question
    found = await questions.find(context.tx, context.joined.event_id, actions.number(number))
    if found is not None and found.same_as is not None:
        return await questions.find(context.tx, context.joined.event_id, found.same_as)
    return found


def _was_answered(found: Any, context: Context) -> Reply:  # noqa: ANN401 - a row of Question
    name = found.answerer or context.say("roles.organizer")
    text = context.say("questions.was_answered", name=name, answer=found.answer)
    return Reply(text)


async def _note(action: str, number: int, context: Context) -> None:
    here = {"event_id": context.joined.event_id, "account_id": context.speaker.id}
    await people.note(context.tx, action, context.now, **here, data={"question": number})


def _stop(context: Context) -> Rows:
    return ((Button(context.say("questions.stop"), "askstop"),),)


def _alike(one: str, other: str) -> bool:
    """Whether two questions ask the same, give or take blanks, signs and a letter."""
    left, right = (re.sub(r"[\W_]+", "", text).casefold() for text in (one, other))
    numbers = [sorted(re.findall(r"\d+", text)) for text in (one, other)]
    return numbers[0] == numbers[1] and fuzz.ratio(left, right) >= ALIKE
