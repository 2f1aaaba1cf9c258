"""/survey: how many have answered, who has not; open, extend and close the form, print codes for the web page."""

from collections.abc import Awaitable, Callable, Mapping
from datetime import timedelta

from bot import invitation_sheet, questionnaire
from bot.db import feedback, feedback_codes, people
from bot.db.feedback import Form
from bot.feedback import LEAST
from bot.messages import Attachment, Button, Reply, Request, Rows, bold
from bot.people_commands import Invitation
from handlers.context import Context
from handlers.feedback import rule, screens

NAMED = 60
EXTENSIONS = (1, 3)


async def show(request: Request, context: Context) -> list[Reply]:
    """The state of the form; of what was answered only how many did."""
    del request
    return [await _state(context)]


async def pressed(request: Request, context: Context) -> list[Reply]:
    """A button of it."""
    verb, _, rest = request.action.partition(".")
    if verb not in _VERBS:
        return [Reply(toast=context.say("router.stale"))]
    return await _VERBS[verb](rest, context)


async def _state(context: Context) -> Reply:
    event_id, say = context.joined.event_id, context.say
    form = await feedback.form(context.tx, event_id)
    if form is None:
        return Reply(_before(context), _rows(context, "open"))
    done = await feedback.count(context.tx, event_id)
    asked = form.asked if form.asked is not None else await feedback.asked(context.tx, event_id)
    share = round(100 * done / asked) if asked else 0
    lines = [bold(say("feedback.survey"))]
    until = screens.moment(form.closed_at or form.closes_at, context.itinerary, say)
    lines.append(say("feedback.was_closed" if form.closed_at else "feedback.is_open", when=until))
    lines.append(say("feedback.rate", done=done, asked=asked, share=share))
    if form.closed_at:
        lines.append(say("feedback.few", least=LEAST) if done < LEAST else say("feedback.for_report"))
        return Reply("\n".join(lines), () if done < LEAST else ((Button(say("reporting.go_review"), "review:"),),))
    lines.append(say("feedback.sealed", least=LEAST))
    return Reply("\n".join(lines), _rows(context, "refresh", "who", "codes", "extend", "close"))


def _before(context: Context) -> str:
    opens = questionnaire.opens_at(context.itinerary)
    if opens is None or opens <= context.now:
        return context.say("feedback.survey_not_open")
    return context.say("feedback.survey_opens", when=screens.moment(opens, context.itinerary, context.say))


def _rows(context: Context, *verbs: str) -> Rows:
    return tuple((Button(context.say(f"feedback.do_{one}"), f"survey:{one}"),) for one in verbs)


def _sure(context: Context, verb: str) -> Rows:
    yes = Button(context.say(f"feedback.yes_{verb}"), f"survey:{verb}.yes")
    return ((yes,), (Button(context.say("feedback.leave_it"), "survey:refresh"),))


async def _refresh(rest: str, context: Context) -> list[Reply]:
    del rest
    shown = await _state(context)
    return [Reply(shown.text, shown.buttons, edit=True)]


async def _open(rest: str, context: Context) -> list[Reply]:
    """Asked first."""
    if rest == "yes":
        return await _opened(context)
    count = await feedback.asked(context.tx, context.joined.event_id)
    return [Reply(context.say("feedback.open_ask", count=count), _sure(context, "open"), edit=True)]


async def _opened(context: Context) -> list[Reply]:
    closes = questionnaire.closes_at(context.itinerary, context.now)
    if not await feedback.open_form(context.tx, context.joined.event_id, context.now, closes):
        return [Reply(toast=context.say("router.stale"))]
    await _note("feedback.opened", context)
    context.woken = True
    return await _refresh("", context)


async def _close(rest: str, context: Context) -> list[Reply]:
    """Asked first, because it is for good."""
    if rest == "yes":
        return await _closed(context)
    if await _running(context) is None:
        return [Reply(toast=context.say("router.stale"))]
    return [Reply(context.say("feedback.close_ask"), _sure(context, "close"), edit=True)]


async def _closed(context: Context) -> list[Reply]:
    if not await rule.close(context.tx, context.itinerary, context.texts, context.now):
        return [Reply(toast=context.say("router.stale"))]
    await _note("feedback.closed", context)
    return await _refresh("", context)


async def _extend(rest: str, context: Context) -> list[Reply]:
    """Close later; by how much is asked first."""
    form = await _running(context)
    if form is None:
        return [Reply(toast=context.say("router.stale"))]
    if not rest:
        choices = [(Button(context.say("feedback.days", days=one), f"survey:extend.{one}"),) for one in EXTENSIONS]
        leave = (Button(context.say("feedback.leave_it"), "survey:refresh"),)
        return [Reply(context.say("feedback.extend_ask"), (*choices, leave), edit=True)]
    if rest not in {str(one) for one in EXTENSIONS}:
        return [Reply(toast=context.say("router.stale"))]
    closes = form.closes_at + timedelta(days=int(rest))
    await feedback.change(context.tx, context.joined.event_id, closes_at=closes)
    await _note("feedback.extended", context)
    context.woken = True
    return await _refresh("", context)


async def _who(rest: str, context: Context) -> list[Reply]:
    """Who has not answered; who can only be asked in person is marked."""
    del rest
    event_id, say = context.joined.event_id, context.say
    done = await feedback.answered(context.tx, event_id)
    nowhere = {one.id for one in await people.roster(context.tx, event_id, without_account=True)}
    left = [one for one in await people.roster(context.tx, event_id) if one.id not in done]
    if not left:
        return [Reply(say("feedback.all_answered"))]
    lines = [bold(say("feedback.silent", count=len(left)))]
    lines += [
        say("feedback.without_account" if one.id in nowhere else "feedback.with_account", name=one.name)
        for one in left[:NAMED]
    ]
    lines += [say("feedback.and_more", count=len(left) - NAMED)] if left[NAMED:] else []
    return [Reply("\n".join(lines))]


async def _codes(rest: str, context: Context) -> list[Reply]:
    """A sheet of codes for those who have no account: each opens the web form once."""
    del rest
    say, event_id = context.say, context.joined.event_id
    if await _running(context) is None:
        return [Reply(toast=say("router.stale"))]
    done = await feedback.answered(context.tx, event_id)
    left = [one for one in await people.roster(context.tx, event_id, without_account=True) if one.id not in done]
    if not left:
        return [Reply(say("feedback.no_others"))]
    made = await feedback_codes.fresh(context.tx, event_id, [one.id for one in left])
    page = f"{context.address}/feedback"
    cards = [Invitation(one.name, one.organisation, made[one.id], f"{page}#{made[one.id]}") for one in left]
    title = say("feedback.sheet_title", title=context.itinerary.event.say("title", say.language))
    data = invitation_sheet.sheet(cards, title, say("feedback.sheet_how", page=page))
    await _note("feedback.codes", context)
    return [Reply(say("feedback.sheet", count=len(left), page=page), attachment=Attachment(
        "feedback-codes.pdf", "application/pdf", data
    ))]  # fmt: skip


async def _running(context: Context) -> Form | None:
    form = await feedback.form(context.tx, context.joined.event_id)
    return form if form and form.takes(context.now) else None


async def _note(action: str, context: Context) -> None:
    values = {"event_id": context.joined.event_id, "account_id": context.speaker.id}
    await people.note(context.tx, action, context.now, **values)


_VERBS: Mapping[str, Callable[[str, Context], Awaitable[list[Reply]]]] = {
    "refresh": _refresh, "open": _open, "close": _close, "extend": _extend, "who": _who, "codes": _codes,
}  # fmt: skip
