"""hamkke run."""

import asyncio
from pathlib import Path
from typing import Annotated

import typer

from bot.cli.common import At, event_in, fail, moment, settings, words
from bot.lock import AlreadyRunningError

SAMPLE = Path(__file__).parent.parent.parent / "config" / "events" / "seongbuk-2014.yaml"


def run(
    event: Annotated[Path | None, typer.Option(help="Load this event file first.", dir_okay=False)] = None,
    at: At = None,
    speed: Annotated[float | None, typer.Option(min=0, help="Simulated seconds per real second.")] = None,
) -> None:
    """Run the bot on every configured platform and the web chat; with no token, a rehearsal of the sample event."""
    from bot import app as root  # noqa: PLC0415 - the other commands start faster without
    from bot import logs  # noqa: PLC0415

    found = settings()
    logs.set_up(found.log_level, found.log_format)
    say = words()

    def ready(address: str, rehearses: bool) -> None:  # noqa: FBT001 - as Wishes.ready has it
        typer.echo(say("cli.rehearsal" if rehearses else "cli.running", address=address))

    given = event_in(event) if event else None
    sample = event_in(SAMPLE)
    wishes = root.Wishes(sample, given, moment(at, given or sample), speed, ready)
    try:
        asyncio.run(root.run(found, wishes))
    except AlreadyRunningError as error:
        fail(say("cli.already_running", file=str(error)))
    except OSError as error:
        fail(str(error))
