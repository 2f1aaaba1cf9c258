"""Sending a form, taking it back, throwing it away: afterwards nothing here says whose it was."""

from collections.abc import Awaitable, Callable, Mapping
from hashlib import sha256

from bot.db import ballots, feedback, feedback_drafts, people, traces
from bot.db.feedback_drafts import Draft
from bot.messages import Button, Reply, Request
from bot.people import Person
from handlers.context import Context
from handlers.feedback import screens


async def send(request: Request, draft: Draft, person: Person, context: Context) -> list[Reply]:
    """Make the draft a ballot; only the button under the thanks can find it again."""
    say = context.say
    if not screens.answers_in(draft.answers):
        return [Reply(toast=say("feedback.empty"))]
    token = _own(request.secret, person) or ballots.new_token()
    done = await ballots.cast(context.tx, person.event_id, person.id, token, draft.answers)
    await _forget(draft, context)
    if not done:
        return [Reply(say("feedback.already_sent"), edit=True)]
    carried = "~" if request.secret else token
    form = await feedback.form(context.tx, person.event_id)
    until = screens.moment(form.closes_at, context.itinerary, say) if form else ""
    button = Button(say("feedback.change"), screens.action("back", person.id, carried))
    return [Reply(say("feedback.thanks", until=until), ((button,),), edit=True, secret=not request.secret)]


async def taken_back(request: Request, person: Person, token: str, context: Context) -> Draft | None:
    """The ballot under a token as a draft again; None when there is none or it is somebody else's."""
    token = _own(request.secret, person) if token == "~" else token  # noqa: S105 - stands for what the browser holds
    await traces.wipe(context.tx, context.bot, context.speaker.user, [request.id], context.say("feedback.wiped"))
    answers = await ballots.take_back(context.tx, person.event_id, person.id, token) if token else None
    if answers is None:
        return None
    return Draft(context.speaker.id, person.id, answers, again=True, said=(request.id,))


async def drop(request: Request, draft: Draft, person: Person, context: Context) -> list[Reply]:
    """Throw everything away? Asked first."""
    del request, draft
    say = context.say
    yes = Button(say("feedback.throw_yes"), screens.action("gone", person.id))
    no = Button(say("feedback.throw_no"), screens.action("sum", person.id))
    return [Reply(say("feedback.throw_ask"), ((yes,), (no,)), edit=True)]


async def gone(request: Request, draft: Draft, person: Person, context: Context) -> list[Reply]:
    """Throw the draft away with its traces."""
    del request, person
    await _forget(draft, context)
    return [Reply(context.say("feedback.thrown"), edit=True)]


async def _forget(draft: Draft, context: Context) -> None:
    speaker = context.speaker
    await feedback_drafts.drop(context.tx, draft.account_id, draft.person_id)
    await traces.wipe(context.tx, context.bot, speaker.user, draft.said, context.say("feedback.wiped"))
    await people.change_account(context.tx, speaker.id, dialogue=None)


def _own(secret: str, person: Person) -> str:
    """The token of a device that keeps a secret: another one for each event and person."""
    return sha256(f"{secret}:{person.event_id}:{person.id}".encode()).hexdigest() if secret else ""


VERBS: Mapping[str, Callable[[Request, Draft, Person, Context], Awaitable[list[Reply]]]] = {
    "send": send, "drop": drop, "gone": gone,
}  # fmt: skip
