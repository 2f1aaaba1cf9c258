"""Joining: /start [code] → consent notice → joined → the person's card. Nothing is kept before consent."""

from dataclasses import replace

from bot import codes
from bot.db import people
from bot.itinerary import Itinerary
from bot.messages import Button, Reply, Request, bold
from bot.people import ROLES, Person
from bot.retention import last_day
from handlers import me, names
from handlers.context import Context
from handlers.keyboard import keyboard


async def start(request: Request, context: Context) -> list[Reply]:
    """/start [code]: the consent notice; for somebody who is in already, their card (a code still counts)."""
    code = codes.clean(request.text)
    if context.person and (not code or await _is_own(code, context)):
        return [await me.card_reply(context, keyboard(context))]
    event = await _opened(code, request, context)
    if event is None:
        return [Reply(context.say("join.wrong_code" if code else "join.which_event"))]
    if context.person and context.person.event_id == event.event.id:
        return await _promote(code, context)
    return [_consent(event, code, context)]


async def invite(request: Request, context: Context) -> list[Reply]:
    """Somebody who has not joined writes anything: a code, or else the way in."""
    code = codes.clean(request.text)
    if codes.looks_like(code) and (event := await _opened(code, request, context)):
        return [_consent(event, code, context)]
    event = await _event("", context)
    return [_consent(event, "", context)] if event else [Reply(context.say("join.which_event"))]


async def agreed(request: Request, context: Context) -> list[Reply]:
    """The consent button: keep the account, find the person on the roster or ask for the name."""
    code = codes.clean(request.action)
    if context.person and not code:
        return [Reply(toast=context.say("join.already")), await me.card_reply(context)]
    event = await _opened(code, request, context)
    if event is None:
        return [Reply(toast=context.say("router.stale"))]
    if context.person and context.person.event_id == event.event.id:
        return await _promote(code, context)
    role, invited = await _use(code, context)
    await _account(request, context)
    if invited:
        return await _seat(invited, event, role, context)
    if role == "participant" and await _has_list(event, context):
        return await _match(request.name, event, context, asked=False)
    return await _newcomer(request.name, event, role, context)


async def refused(request: Request, context: Context) -> list[Reply]:
    """The other button: nothing was kept, and it says so."""
    del request
    return [Reply(context.say("join.refused"), edit=True)]


async def named(request: Request, context: Context) -> list[Reply]:
    """The name that we asked for."""
    event = context.events.get(str(context.speaker.dialogue.get("event", "")))
    if event is None or context.person:
        await people.change_account(context.tx, context.speaker.id, dialogue=None)
        return await invite(request, context)
    return await _match(request.text, event, context, asked=True)


async def chosen(request: Request, context: Context) -> list[Reply]:
    """Which of two people with the same name it is ("new": none of them)."""
    if context.account is None or context.account.dialogue.get("step") != "name":
        return [Reply(toast=context.say("router.stale"))]
    event = context.events[str(context.account.dialogue["event"])]
    if request.action == "new":
        if event.event.join == "roster":
            return [Reply(context.say("join.not_on_roster"), edit=True)]
        return await _newcomer(str(context.account.dialogue.get("name", request.name)), event, "participant", context)
    free = await people.roster(context.tx, event.event.id, without_account=True)
    person = next((one for one in free if str(one.id) == request.action), None)
    named = names.matching(str(context.account.dialogue.get("name", "")), free)
    asked_for = [one for one in named if one.role != "organizer"]
    if person is None or person not in asked_for:
        return [Reply(toast=context.say("router.stale"))]
    return await _seat(person, event, person.role, context)


async def blocked(request: Request, context: Context) -> list[Reply]:
    """The person blocked us: nothing is sent there until they write again."""
    del request
    if context.account:
        await people.change_account(context.tx, context.account.id, unreachable="blocked")
    return []


async def _has_list(event: Itinerary, context: Context) -> bool:
    """Whether somebody can be found by name: a roster was imported and not everybody on it has joined."""
    return event.event.join == "roster" or bool(await people.roster(context.tx, event.event.id, without_account=True))


async def _opened(code: str, request: Request, context: Context) -> Itinerary | None:
    """As `_event`, with wrong codes counted; who guessed too often is not looked at, and hears the same."""
    if not code:
        return await _event(code, context)
    who = f"{context.bot} {request.address.user}"
    if not context.guesses.may(who, context.now):
        return None
    event = await _event(code, context)
    if event is None and context.guesses.wrong(who, context.now):
        account = context.account.id if context.account else None
        await people.note(context.tx, "code.guessed", context.now, account_id=account, data={"bot": context.bot})
    if event is None:
        await _note_replay(code, context)
    return event


async def _note_replay(code: str, context: Context) -> None:
    """A link that was used already came again, from somebody else."""
    used = await people.any_invite(context.tx, codes.digest(code))
    if used:
        account = context.account.id if context.account else None
        data = {"bot": context.bot, "person": used.person_id}
        await people.note(
            context.tx, "invite.replayed", context.now, event_id=used.event_id, account_id=account, data=data
        )


async def _is_own(code: str, context: Context) -> bool:
    """Whether it is the very link by which this person came: scanned again, it shows their card."""
    used = await people.any_invite(context.tx, codes.digest(code))
    return bool(used and used.used_at and used.person_id == context.joined.id)


async def _event(code: str, context: Context) -> Itinerary | None:
    """The event that a code opens; without a code, the only one that is open to all (and not over)."""
    if code:
        invitation = await people.invite(context.tx, codes.digest(code), context.now)
        if invitation:
            return context.events.get(invitation.event_id)
        return next((one for one in context.events.values() if codes.same(one.event.code, code)), None)
    opened = [one for one in context.events.values() if one.event.join in {"open", "roster"}]
    home = [one for one in opened if one.event.id == context.home]
    ahead = [one for one in opened if one.event.days[-1] >= one.local(context.now).date()]
    return next((found[0] for found in (home, opened, ahead) if len(found) == 1), None)


async def _use(code: str, context: Context) -> tuple[str, Person | None]:
    """Use an invitation up; the role it gives, and the person it was made for."""
    invitation = await people.invite(context.tx, codes.digest(code), context.now) if code else None
    if invitation is None or not await people.use_invite(context.tx, codes.digest(code), context.now):
        return "participant", None
    await people.note(context.tx, "invite.used", context.now, event_id=invitation.event_id)
    everybody = await people.roster(context.tx, invitation.event_id)
    person = next((one for one in everybody if one.id == invitation.person_id), None)
    return invitation.role, person


async def _promote(code: str, context: Context) -> list[Reply]:
    """A code for somebody who is in already: a higher role, or their own entry on the list instead of a loose one."""
    invitation = await people.invite(context.tx, codes.digest(code), context.now)
    if invitation and invitation.person_id not in {None, context.joined.id}:
        return await _move(code, context)
    role, _ = await _use(code, context)
    if role == "participant" or context.joined.may(role):
        return [await me.card_reply(context, keyboard(context))]
    await people.change_person(context.tx, context.joined.id, role=role)
    await _reload(context)
    return [Reply(context.say("join.promoted", role=context.say(f"roles.{role}"))), await me.card_reply(context)]


async def _move(code: str, context: Context) -> list[Reply]:
    """A personal link of an entry that is not the speaker's: theirs if they came without any, else refused."""
    loose = context.joined
    if loose.listed:
        data = {"person": loose.id}
        account = context.speaker.id
        await people.note(
            context.tx, "invite.forwarded", context.now, event_id=loose.event_id, account_id=account, data=data
        )
        return [Reply(context.say("join.not_yours"))]
    role, invited = await _use(code, context)
    if invited is None:
        return [Reply(context.say("join.wrong_code"))]
    replies = await _seat(invited, context.itinerary, role, context)
    if context.joined.id == invited.id:
        if ROLES.index(loose.role) > ROLES.index(context.joined.role):
            await people.change_person(context.tx, invited.id, role=loose.role)
        await people.forget_person(context.tx, loose.id)
    return replies


def _consent(event: Itinerary, code: str, context: Context) -> Reply:
    until = context.say.date(last_day(event))
    title = bold(str(event.event.say("title", context.say.language)))
    buttons = ((Button(context.say("join.agree"), f"join:{code}"),), (Button(context.say("join.disagree"), "refuse"),))
    return Reply(context.say("join.consent", title=title, until=until), buttons)


async def _account(request: Request, context: Context) -> None:
    if context.account is None:
        values = {"language": context.say.language, "consented_at": context.now, "created_at": context.now}
        await people.add_account(context.tx, context.bot, request.address, {**values, "name": request.name[:120]})
    else:
        await people.change_account(context.tx, context.account.id, consented_at=context.now, unreachable="")
    await _reload(context, request.address.user)


async def _reload(context: Context, user: str = "") -> None:
    user = user or context.speaker.user
    context.account = await people.account(context.tx, context.bot, user)


async def _match(name: str, event: Itinerary, context: Context, *, asked: bool) -> list[Reply]:
    free = await people.roster(context.tx, event.event.id, without_account=True)
    found = names.matching(name, free)
    if found and all(one.role == "organizer" for one in found):
        # Whoever merely knows an organizer's name must not become one.
        return [Reply(context.say("join.organizers_by_link"))]
    found = [one for one in found if one.role != "organizer"]
    if len(found) == 1:
        return await _seat(found[0], event, found[0].role, context)
    dialogue = {"step": "name", "event": event.event.id, "name": name[:120]}
    await people.change_account(context.tx, context.speaker.id, dialogue=dialogue)
    if found:
        return [Reply(context.say("join.which_one"), _choices(found, context))]
    if asked and event.event.join == "roster":
        return [Reply(context.say("join.not_on_roster"))]
    if asked:
        new = ((Button(context.say("join.not_listed"), "name:new"),),)
        return [Reply(context.say("join.no_such_name", name=name[:60]), new)]
    return [Reply(context.say("join.ask_name"), edit=True)]


def _choices(found: list[Person], context: Context) -> tuple[tuple[Button, ...], ...]:
    labels = [(one, " · ".join(part for part in (one.name, one.organisation or one.group) if part)) for one in found]
    rows = tuple((Button(label[:60], f"name:{one.id}"),) for one, label in labels)
    return (*rows, (Button(context.say("join.none_of_them"), "name:new"),))


async def _newcomer(name: str, event: Itinerary, role: str, context: Context) -> list[Reply]:
    name = " ".join(name.split())[:120] or context.say("join.nameless")
    person_id = await people.add_person(context.tx, event.event.id, name, context.now, role=role)
    return await _seat(Person(person_id, event.event.id, name, role=role), event, role, context)


async def _seat(person: Person, event: Itinerary, role: str, context: Context) -> list[Reply]:
    """Bind the account to the person; the consent notice becomes the welcome, the card follows with the keyboard."""
    account = context.speaker.id
    if not await people.take(context.tx, account, person.id):
        data = {"person": person.id}
        await people.note(
            context.tx, "person.taken", context.now, event_id=event.event.id, account_id=account, data=data
        )
        return [Reply(context.say("join.taken", name=person.name))]
    await people.change_account(context.tx, account, dialogue=None, card="", card_mark="")
    if person.language and person.language != context.speaker.language:
        await people.change_account(context.tx, account, language=person.language)
        context.say = context.texts[person.language]
    if ROLES.index(role) > ROLES.index(person.role):
        await people.change_person(context.tx, person.id, role=role)
    await people.note(context.tx, "joined", context.now, event_id=event.event.id, account_id=context.speaker.id)
    await _reload(context)
    context.woken = True
    card = await me.card_reply(context, keyboard(context))
    welcome = context.say("join.welcome", name=context.joined.name)
    return [Reply(f"{welcome}\n\n{me.coming(context)}", keyboard=card.keyboard), replace(card, keyboard=None)]
