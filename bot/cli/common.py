"""What every command uses: how it ends, the operator's words, the event that is meant."""

import asyncio
import os
from collections.abc import Coroutine
from datetime import datetime
from pathlib import Path
from typing import Annotated, Any, NoReturn, TypeVar
from zoneinfo import ZoneInfo

import typer

from bot import texts
from bot.texts import Say
from config import loader
from config.event import Event
from config.settings import Settings, SettingsError, read

T = TypeVar("T")
EventFile = Annotated[Path, typer.Argument(help="An event file (YAML).", dir_okay=False)]
EventId = Annotated[str | None, typer.Option("--event", help="The event's id, if there are several.")]
At = Annotated[
    str | None,
    typer.Option(metavar="ISO", help="Simulate the clock from this moment (the event's zone if it has none)."),
]


def fail(message: str) -> NoReturn:
    """End the command with an error."""
    typer.echo(message, err=True)
    raise typer.Exit(1)


def settings() -> Settings:
    """The settings from the environment; their errors end the command."""
    try:
        return read()
    except SettingsError as error:
        fail(str(error))


def words() -> Say:
    """The words of the operator's language, by LANG."""
    language = os.environ.get("LC_ALL") or os.environ.get("LC_MESSAGES") or os.environ.get("LANG") or "en"
    return texts.load()["ko" if language.startswith("ko") else "en"]


def event_in(path: Path) -> Event:
    """The event in a file; all problems are printed and end the command."""
    loaded = loader.load(path)
    if loaded.event is None:
        say = words()
        fail("\n".join(problem.render(say) for problem in loaded.problems))
    return loaded.event


def moment(text: str | None, event: Event) -> datetime | None:
    """An ISO moment, in the event's zone if it names none."""
    if text is None:
        return None
    try:
        found = datetime.fromisoformat(text)
    except ValueError:
        fail(words()("cli.bad_moment", text=text))
    return found if found.tzinfo else found.replace(tzinfo=ZoneInfo(event.event.timezone))


def done(work: Coroutine[Any, Any, T]) -> T:
    """The result of a command; an event that is not clear ends it with the events there are."""
    try:
        return asyncio.run(work)
    except LookupError as error:
        fail(words()("cli.which_event", events=str(error.args[0])))
