"""hamkke check, import, load, schema, ask: what begins with a file."""

import asyncio
import json
import sys
from datetime import UTC, datetime
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from bot import texts
from bot.cli.common import At, EventFile, event_in, fail, moment, settings, words
from config import loader
from config.event import Event

if TYPE_CHECKING:
    from handlers.plan.loading import Loaded


def check(file: EventFile) -> None:
    """Validate an event file and ask what a careful colleague would ask."""
    from config.lint import lint  # noqa: PLC0415

    event, say, lines = event_in(file), words(), loader.load(file).lines
    for remark in lint(event):
        typer.echo(remark.render(say, lines, file.name))
    typer.echo(say("cli.checked", file=file.name, rows=len(event.itinerary), days=len(event.event.days)))


def import_(
    file: Annotated[Path, typer.Argument(help="A document, table, calendar or conference schedule.", dir_okay=False)],
    output: Annotated[Path | None, typer.Option("-o", help="Where the draft goes; else standard output.")] = None,
) -> None:
    """Read an organizer's own document into a draft event file; what is doubtful goes to standard error."""
    from config import importers  # noqa: PLC0415 - the other commands start faster without
    from config.lint import lint  # noqa: PLC0415

    say = words()
    try:
        draft = importers.read(file)
    except importers.ImportProblem as problem:
        fail(f"{file.name}: " + say(f"importing.{problem.key}", **problem.values))
    except OSError as error:
        fail(f"{file}: {error.strerror}")
    for remark in draft.remarks:
        typer.echo(say(f"importing.{remark.key}", **remark.values), err=True)
    loaded = loader.loads(draft.event_yaml, output.name if output else "draft")
    for line in [one.render(say) for one in loaded.problems]:
        typer.echo(line, err=True)
    if loaded.event:
        for one in lint(loaded.event):
            typer.echo(one.render(say, loaded.lines), err=True)
    if output:
        output.write_text(draft.event_yaml, "utf-8")
    else:
        typer.echo(draft.event_yaml)


def load(
    file: EventFile,
    *,
    dry_run: Annotated[bool, typer.Option("--dry-run", help="Only show what would change.")] = False,
    quiet: Annotated[bool, typer.Option("--quiet", help="Tell nobody of changed times.")] = False,
) -> None:
    """Load an event file into the database; again is an update that shows its differences.

    What has slipped, was called off or was added in the chat stays so, unless the file changed the row's times.
    """
    from bot.messages import plain  # noqa: PLC0415
    from handlers.plan import loading  # noqa: PLC0415 - the other commands start faster without

    event, say = event_in(file), words()
    found = asyncio.run(_loaded(event, dry=dry_run, tell=not quiet))
    for line in loading.lines(found, say):
        typer.echo(plain(line))
    key = "cli.would_load" if dry_run else "cli.loaded"
    typer.echo(say(key if found.any else "cli.unchanged", title=event.event.title))
    if found.notice:
        typer.echo(say("cli.told"))


async def _loaded(event: Event, *, dry: bool, tell: bool) -> "Loaded":
    """Load; a dry run takes everything back."""
    from bot import commands  # noqa: PLC0415
    from bot.clock import SystemClock  # noqa: PLC0415
    from handlers.plan import loading  # noqa: PLC0415

    async with commands.opened(settings()) as database, database.begin() as tx:
        found = await loading.load(tx, event, texts.load(), SystemClock().now(), tell=tell)
        if dry:
            await tx.rollback()
    return found


def schema() -> None:
    """Print the JSON Schema of the event file."""
    typer.echo(json.dumps(loader.schema(), ensure_ascii=False, indent=2))


def ask(
    event: Annotated[Path, typer.Option(help="An event file.", dir_okay=False)],
    text: Annotated[list[str] | None, typer.Argument(help="The question.")] = None,
    at: At = None,
    *,
    jsonl: Annotated[
        bool, typer.Option("--jsonl", help="Questions on standard input, answers on standard output.")
    ] = False,
) -> None:
    """Answer as the chat would: one question, or lines {"id","text","now","lang"?} with --jsonl."""
    from handlers import asking  # noqa: PLC0415

    known = event_in(event)
    if not jsonl:
        when = moment(at, known) or datetime.now(UTC)
        answer = asyncio.run(asking.answers(known, [asking.Asked("", " ".join(text or ()), when)]))[0]
        typer.echo(answer["reply"])
        return
    asked = []
    for number, line in enumerate(sys.stdin, 1):
        if line.strip():
            try:
                asked.append(asking.read(json.loads(line), known))
            except (ValueError, KeyError, TypeError) as error:
                fail(words()("cli.bad_line", line=number, error=str(error)))
    for answer in asyncio.run(asking.answers(known, asked)):
        typer.echo(json.dumps(answer, ensure_ascii=False))
