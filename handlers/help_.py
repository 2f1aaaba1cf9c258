"""/help: made from the table of commands."""

from bot.messages import Reply, Request, bold
from handlers.context import Context


async def show(request: Request, context: Context) -> list[Reply]:
    """What one can ask and press, for the speaker's role."""
    del request
    from handlers.routes import commands_for  # noqa: PLC0415 - the table names this handler

    role = context.person.role if context.person else ""
    lines = [f"/{name} {context.say(f'commands.{name}')}" for name in commands_for(role)]
    return [Reply("\n".join([bold(context.say("help.title")), context.say("help.ask"), "", *lines]))]
