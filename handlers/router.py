"""From what somebody typed or pressed to the one who answers it, by the tables of `handlers.routes`.

The words that stand for a command without a slash are in the catalogues (commands.<name>_words).
"""

import re
from collections.abc import Mapping
from dataclasses import replace

from bot.db import people
from bot.messages import Reply, Request
from bot.texts import Say
from handlers import ask, files, group, join, questions
from handlers.announce import draft as announce
from handlers.context import Context
from handlers.photos import taking
from handlers.plan import wish
from handlers.routes import ACTIONS, ANYONE, COMMANDS, DIALOGUES, Handler, Route

_COMMAND = re.compile(r"/([A-Za-z_]+)(?:@\w+)?(?:\s+|$)(.*)", re.DOTALL)
_SIGNS = re.compile(r"[\s.,!?~…·]+")


def conversation(texts: Mapping[str, Say]) -> Handler:
    """The one entry for everything that people do, on every platform."""
    words = command_words(texts)

    async def respond(request: Request, context: Context) -> list[Reply]:
        if request.what == "left":
            return await join.blocked(request, context)
        if request.what == "group":
            return await group.came(request, context)
        if not request.addressed:
            return []
        typed, (route, request) = request, find(request, words)
        if route is None or (_in_words(typed) and not _may(route, context)):
            route, request = _told(typed, context, words)
        if route is None:
            return await _conversation(typed, context)
        if not _may(route, context):
            return await _refuse(request, context, route)
        replies = await route.handler(request, context)
        await _note_stale(typed, replies, context)
        return [replace(one, private=True) for one in replies] if route.personal and not request.private else replies

    return respond


def find(request: Request, words: Mapping[str, str]) -> tuple[Route | None, Request]:
    """The route of a pressed button, a command or a word that stands for one; its arguments stay in the request."""
    if request.what == "press":
        name, _, rest = request.action.partition(":")
        return ACTIONS.get(name, Route(_stale, ANYONE)), replace(request, action=rest)
    match = _COMMAND.fullmatch(request.text.strip())
    if match:
        route = COMMANDS.get(match[1].lower(), Route(_unknown_command, ANYONE))
        return route, replace(request, text=match[2].strip())
    name = words.get(_squeeze(request.text), "")
    if name != "announce" and taking.is_picture(request):
        return None, request  # 오늘 under a picture is its caption
    return (COMMANDS[name], replace(request, text="")) if name else (None, request)


def _in_words(request: Request) -> bool:
    """Whether a command was said in words, which may mean something else to whoever cannot use it."""
    return request.what != "press" and not request.text.strip().startswith("/")


def _told(request: Request, context: Context, words: Mapping[str, str]) -> tuple[Route | None, Request]:
    """What an organizer or leader tells us in words: a command with its arguments (취소 산책), 버스 40분 늦어요."""
    text = request.text.strip()
    if request.what != "text" or context.person is None or context.person.role == "participant":
        return None, request
    spoken = _arguments(text, words)
    if spoken and not text.endswith("?"):
        found = COMMANDS[spoken[0]], replace(request, text=spoken[1])
    elif late := wish.spoken_delay(text):
        found = COMMANDS["delay"], replace(request, text=late)
    else:
        return None, request
    return found if _may(found[0], context) else (None, request)


def _arguments(text: str, words: Mapping[str, str]) -> tuple[str, str] | None:
    """A leader's command said in words and what follows it: 인원 확인 1호차."""
    parts = text.split(maxsplit=3)
    for count in range(min(3, len(parts) - 1), 0, -1):
        name = words.get(_squeeze("".join(parts[:count])), "")
        if name and COMMANDS[name].role not in {ANYONE, "participant"}:
            return name, text.split(maxsplit=count)[count]
    return None


def command_words(texts: Mapping[str, Say]) -> dict[str, str]:
    """Command by the word that stands for it, of all languages."""
    said = ((word, name) for say in texts.values() for name in COMMANDS for word in _words(say, name))
    return {_squeeze(word): name for word, name in said if _squeeze(word)}


def _words(say: Say, name: str) -> list[str]:
    return say(f"commands.{name}_words").split(",")


def _squeeze(text: str) -> str:
    return _SIGNS.sub("", text).lower()


def _may(route: Route, context: Context) -> bool:
    if route.role == ANYONE:
        return True
    return context.person is not None and context.person.may(route.role)


async def _conversation(request: Request, context: Context) -> list[Reply]:
    if context.person and request.private and files.is_document(request):
        return await files.received(request, context)
    organizes = context.person and request.private and context.person.may("organizer")
    if organizes and request.reply_to and (said := await questions.replied(request, context)) is not None:
        return said
    dialogue = DIALOGUES.get(str(context.account.dialogue.get("step", ""))) if context.account else None
    if context.person and request.file and (dialogue is None or dialogue.handler is not announce.typed):
        return await taking.received(request, context)
    if dialogue and request.private:
        return await _go_on(request, context, dialogue)
    if context.person is None:
        return await _way_in(request, context)
    return await ask.question(request, context)


async def _go_on(request: Request, context: Context, dialogue: Route) -> list[Reply]:
    """What was asked for; whoever may not say it any more (another role, off the list) is out of the dialogue."""
    if _may(dialogue, context):
        return await dialogue.handler(request, context)
    await people.change_account(context.tx, context.speaker.id, dialogue=None)
    return await _refuse(request, context, dialogue)


async def _refuse(request: Request, context: Context, route: Route) -> list[Reply]:
    if context.person is None:
        return await _way_in(request, context)
    await people.note(context.tx, "refused", context.now, account_id=context.speaker.id, data={"role": route.role})
    text = context.say("router.not_allowed")
    return [Reply(toast=text)] if request.what == "press" else [Reply(text)]


async def _note_stale(request: Request, replies: list[Reply], context: Context) -> None:
    """Leave a row where somebody who joined pressed a button that is old or not theirs."""
    if context.account and [one.toast for one in replies] == [context.say("router.stale")]:
        name = request.action.partition(":")[0]
        data = {"button": name if name in ACTIONS else ""}
        await people.note(context.tx, "button.refused", context.now, account_id=context.account.id, data=data)


async def _way_in(request: Request, context: Context) -> list[Reply]:
    """How to join; in a group only where, because consent is between us and one person."""
    return await join.invite(request, context) if request.private else [Reply(context.say("group.join_first"))]


async def _stale(request: Request, context: Context) -> list[Reply]:
    del request
    return [Reply(toast=context.say("router.stale"))]


async def _unknown_command(request: Request, context: Context) -> list[Reply]:
    del request
    return [Reply(context.say("router.unknown_command"))]
