"""A question in free words: answered from what the event knows, else offered to a person."""

from dataclasses import asdict
from datetime import timedelta
from hashlib import blake2s

from bot.db import people
from bot.messages import Button, Reply, Request, Rows
from handlers import questions, understanding, views
from handlers.context import Context
from handlers.understanding import Answer, Asker, Focus

FOCUS_LASTS = timedelta(minutes=10)


async def question(request: Request, context: Context) -> list[Reply]:
    """Answer; what is not known can be handed on with one press."""
    say = context.texts[understanding.language_of_text(request.text, context.speaker.language)]
    answer = understanding.answer(
        request.text,
        context.now,
        context.itinerary,
        say,
        asker=await _asker(context),
        focus=_focus(context),
    )
    context.answered = answer
    await _remember(answer, request.text, context)
    if answer.unknown:
        mark = _mark(request.text)
        named = (Button(say("ask.hand_on"), f"ask:{mark}"),)
        return [Reply(answer.text, (named, (Button(say("questions.anonymously"), f"askanon:{mark}"),)))]
    return [_with_map(answer, context)]


async def hand_on(request: Request, context: Context) -> list[Reply]:
    """Hand the question that was not answered to the organizers."""
    return await _hand_on(request, context, anonymous=False)


async def hand_on_anonymously(request: Request, context: Context) -> list[Reply]:
    """The same without a name."""
    return await _hand_on(request, context, anonymous=True)


async def _hand_on(request: Request, context: Context, *, anonymous: bool) -> list[Reply]:
    text = str(context.speaker.focus.get("question", ""))
    if not text or _mark(text) != request.action:
        return [Reply(toast=context.say("ask.again"))]
    await people.change_account(context.tx, context.speaker.id, focus=None)
    return [await questions.hand_over(text, context, anonymous=anonymous, edit=True)]


def _mark(text: str) -> str:
    return blake2s(text.encode(), digest_size=8).hexdigest()


async def _asker(context: Context) -> Asker:
    person = context.joined
    mates = await people.sharing(context.tx, person, "room") if person.room else []
    return Asker(
        name=person.name,
        group=person.group,
        bus=person.bus,
        room=person.room,
        team=person.team,
        role=person.role,
        roommates=tuple(one.name for one in mates),
    )


def _focus(context: Context) -> Focus | None:
    kept = context.speaker.focus
    if not kept or "focus" not in kept or kept.get("until", 0) < context.now.timestamp():
        return None
    values = kept["focus"]
    return Focus(**{**values, "activities": tuple(values.get("activities", ()))})


async def _remember(answer: Answer, text: str, context: Context) -> None:
    """What a follow-up may lean on, and the question that may be handed on; written only when it changes."""
    kept: dict[str, object] = {}
    if answer.focus:
        kept = {"focus": asdict(answer.focus), "until": (context.now + FOCUS_LASTS).timestamp()}
    if answer.unknown:
        kept["question"] = text[:1000]
    if kept or context.speaker.focus:
        await people.change_account(context.tx, context.speaker.id, focus=kept or None)


def _with_map(answer: Answer, context: Context) -> Reply:
    buttons: Rows = ()
    if len(answer.places) == 1:
        buttons = views.map_buttons(context.itinerary.places[answer.places[0]], context.say)
    return Reply(answer.text, buttons)
