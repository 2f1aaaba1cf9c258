"""/reminders: each person's own choice of kinds and lead time, or none but safety notices."""

from bot.db import people
from bot.messages import Button, Reply, Request, Rows
from bot.people import Account
from config.event import KINDS, SAFETY_KINDS
from handlers.context import Context

LEADS = (5, 10, 20, 30, 60)


async def show(request: Request, context: Context) -> list[Reply]:
    """What is on, with buttons to change it."""
    del request
    return [_view(context, context.speaker)]


async def pressed(request: Request, context: Context) -> list[Reply]:
    """Change one thing and show the result in place."""
    change = _change(request.action, context.speaker)
    if change is None:
        return [Reply(toast=context.say("router.stale"))]
    await people.change_account(context.tx, context.speaker.id, **change)
    context.account = await people.account(context.tx, context.bot, context.speaker.user)
    reply = _view(context, context.speaker)
    return [Reply(reply.text, reply.buttons, edit=True, toast=context.say("reminders.saved"))]


def _change(action: str, account: Account) -> dict[str, object] | None:
    """The columns that a button sets; None for a button that makes no sense."""
    what, _, value = action.partition(".")
    if what == "all" and value in {"on", "off"}:
        return {"reminders": value == "on"}
    if what == "kind" and value in KINDS and value not in SAFETY_KINDS:
        muted = set(account.muted) ^ {value}
        return {"muted": f",{','.join(sorted(muted))}," if muted else ""}
    if what == "lead" and value == "event":
        return {"lead": None}
    if what == "lead" and value.isdecimal() and int(value) in LEADS:
        return {"lead": int(value)}
    return None


def _view(context: Context, account: Account) -> Reply:
    say = context.say
    if not account.reminders:
        return Reply(say("reminders.off"), ((Button(say("reminders.turn_on"), "remind:all.on"),),))
    lead = say("reminders.minutes", n=account.lead) if account.lead else say("reminders.by_event")
    return Reply(say("reminders.on", lead=lead), _buttons(context, account))


def _buttons(context: Context, account: Account) -> Rows:
    say = context.say
    kinds = [
        Button(("🔕 " if kind in account.muted else "🔔 ") + say(f"kinds.{kind}"), f"remind:kind.{kind}")
        for kind in KINDS
        if kind not in SAFETY_KINDS
    ]
    leads = [
        Button(("✓ " if n == account.lead else "") + say("reminders.minutes", n=n), f"remind:lead.{n}") for n in LEADS
    ]
    default = Button(("✓ " if account.lead is None else "") + say("reminders.by_event"), "remind:lead.event")
    off = Button(say("reminders.turn_off"), "remind:all.off")
    return (tuple(kinds[:3]), tuple(kinds[3:]), tuple(leads[:3]), (*leads[3:], default), (off,))
