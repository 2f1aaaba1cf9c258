"""/lang: Korean or English."""

from bot.db import people
from bot.messages import Button, Reply, Request
from bot.texts import LANGUAGES
from handlers.context import Context
from handlers.keyboard import keyboard


async def show(request: Request, context: Context) -> list[Reply]:
    """The choice, or the change at once with /lang en."""
    if request.text in LANGUAGES:
        return await _change(request.text, context, edit=False)
    buttons = tuple(Button(context.texts[one]("lang.name"), f"lang:{one}") for one in LANGUAGES)
    return [Reply(context.say("lang.which"), (buttons,))]


async def pressed(request: Request, context: Context) -> list[Reply]:
    """A language's button."""
    if request.action not in LANGUAGES:
        return [Reply(toast=context.say("router.stale"))]
    return await _change(request.action, context, edit=True)


async def _change(language: str, context: Context, *, edit: bool) -> list[Reply]:
    context.say = context.texts[language]
    if context.account is None:
        return [Reply(context.say("lang.not_kept"), edit=edit)]
    await people.change_account(context.tx, context.account.id, language=language)
    done = Reply(context.say("lang.changed"), keyboard=keyboard(context) if context.person else None)
    return [Reply(context.say("lang.changed"), edit=True), done] if edit and context.person else [done]
