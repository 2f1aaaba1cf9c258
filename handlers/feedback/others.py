"""Leaders fill the form in for people without an account, as on paper: they see the answers, and the form says so."""

from bot.db import feedback, people
from bot.messages import Button, Reply, Request, Rows, bold
from bot.people import Person
from handlers import actions
from handlers.context import Context
from handlers.feedback import screens

PAGE = 20


def door(context: Context) -> Rows:
    """The button that leads here, for those who may."""
    return ((Button(context.say("feedback.for_others"), "fbfor:0"),),) if context.joined.may("leader") else ()


async def pressed(request: Request, context: Context) -> list[Reply]:
    """Whom to fill it in for (a page number), or with a person's number how that goes."""
    what, _, number = request.action.partition(".")
    form = await feedback.form(context.tx, context.joined.event_id)
    if form is None or not form.takes(context.now):
        return [Reply(toast=context.say("feedback.closed"))]
    if what == "p":
        return await _begin(number, context)
    return await _list(actions.number(what), context)


async def whose(number: str, context: Context) -> Person | None:
    """For whom a form is: the speaker (also "0"), or somebody whom they may fill it in for; None otherwise."""
    if number in {"0", str(context.joined.id)}:
        return context.joined
    return next((one for one in await _mine(context) if str(one.id) == number), None)


async def _mine(context: Context) -> list[Person]:
    """The people without an account: an organizer's are all, a leader's those of their bus and team."""
    me = context.joined
    if not me.may("leader"):
        return []
    everybody = await people.roster(context.tx, me.event_id, without_account=True)
    return everybody if me.may("organizer") else [one for one in everybody if _leads(me, one)]


def _leads(me: Person, one: Person) -> bool:
    buses, teams = {me.leads_bus or me.bus} - {""}, {me.leads_team or me.team} - {""}
    return one.bus in buses or one.team in teams


async def _list(page: int, context: Context) -> list[Reply]:
    done = await feedback.answered(context.tx, context.joined.event_id)
    left = [one for one in await _mine(context) if one.id not in done]
    if not left:
        return [Reply(context.say("feedback.no_others"), edit=True)]
    shown = left[page * PAGE : (page + 1) * PAGE]
    buttons = [(Button(" ".join(filter(None, [one.name, one.organisation])), f"fbfor:p.{one.id}"),) for one in shown]
    if left[(page + 1) * PAGE :]:
        buttons.append((Button(context.say("feedback.more"), f"fbfor:{page + 1}"),))
    return [Reply(context.say("feedback.whom"), tuple(buttons), edit=True)]


async def _begin(number: str, context: Context) -> list[Reply]:
    person = await whose(number, context)
    if person is None or person.id in await feedback.answered(context.tx, person.event_id):
        return [Reply(toast=context.say("router.stale"))]
    say = context.say
    lines = [bold(say("feedback.paper", name=person.name)), say("feedback.paper_how", name=person.name)]
    buttons = (
        (Button(say("feedback.begin"), screens.action("go", person.id)),),
        (Button(say("feedback.back"), "fbfor:0"),),
    )
    return [Reply("\n".join(lines), buttons, edit=True)]
