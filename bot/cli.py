"""The command line: hamkke run, check, load, import, ask, invite, schema."""

import asyncio
import json
import os
import sys
from datetime import UTC, datetime
from pathlib import Path
from typing import Annotated, NoReturn
from zoneinfo import ZoneInfo

import typer

from bot import texts
from bot.lock import AlreadyRunningError
from bot.texts import Say
from config import loader
from config.event import Event
from config.settings import Settings, SettingsError, read

SAMPLE = Path(__file__).parent.parent / "config" / "events" / "seongbuk-2014.yaml"
app = typer.Typer(
    no_args_is_help=True,
    add_completion=False,
    pretty_exceptions_enable=False,
    help="hamkke: the chatbot that travels with a group.",
)
EventFile = Annotated[Path, typer.Argument(help="An event file (YAML).", dir_okay=False)]
At = Annotated[
    str | None,
    typer.Option(metavar="ISO", help="Simulate the clock from this moment (the event's zone if it has none)."),
]


def _fail(message: str) -> NoReturn:
    typer.echo(message, err=True)
    raise typer.Exit(1)


def _settings() -> Settings:
    try:
        return read()
    except SettingsError as error:
        _fail(str(error))


def _say() -> Say:
    """The words of the operator's language, by LANG."""
    language = os.environ.get("LC_ALL") or os.environ.get("LC_MESSAGES") or os.environ.get("LANG") or "en"
    return texts.load()["ko" if language.startswith("ko") else "en"]


def _event(path: Path) -> Event:
    """The event in a file; all problems are printed and end the command."""
    loaded = loader.load(path)
    if loaded.event is None:
        say = _say()
        _fail("\n".join(problem.render(say) for problem in loaded.problems))
    return loaded.event


def _moment(text: str | None, event: Event) -> datetime | None:
    if text is None:
        return None
    try:
        moment = datetime.fromisoformat(text)
    except ValueError:
        _fail(_say()("cli.bad_moment", text=text))
    return moment if moment.tzinfo else moment.replace(tzinfo=ZoneInfo(event.event.timezone))


@app.command()
def run(
    event: Annotated[Path | None, typer.Option(help="Load this event file first.", dir_okay=False)] = None,
    at: At = None,
    speed: Annotated[float | None, typer.Option(min=0, help="Simulated seconds per real second.")] = None,
) -> None:
    """Run the bot on every configured platform and the web chat; with no token, a rehearsal of the sample event."""
    from bot import app as root  # noqa: PLC0415 - the other commands start faster without
    from bot import logs  # noqa: PLC0415

    settings = _settings()
    logs.set_up(settings.log_level, settings.log_format)
    say = _say()

    def ready(address: str, rehearses: bool) -> None:  # noqa: FBT001 - as Wishes.ready has it
        typer.echo(say("cli.rehearsal" if rehearses else "cli.running", address=address))

    given = _event(event) if event else None
    sample = _event(SAMPLE)
    wishes = root.Wishes(sample, given, _moment(at, given or sample), speed, ready)
    try:
        asyncio.run(root.run(settings, wishes))
    except AlreadyRunningError as error:
        _fail(say("cli.already_running", file=str(error)))
    except OSError as error:
        _fail(str(error))


@app.command()
def check(file: EventFile) -> None:
    """Validate an event file and ask what a careful colleague would ask."""
    from config.lint import lint  # noqa: PLC0415

    event, say, lines = _event(file), _say(), loader.load(file).lines
    for remark in lint(event):
        typer.echo(remark.render(say, lines, file.name))
    typer.echo(say("cli.checked", file=file.name, rows=len(event.itinerary), days=len(event.event.days)))


@app.command("import")
def import_(
    file: Annotated[Path, typer.Argument(help="A document, table, calendar or conference schedule.", dir_okay=False)],
    output: Annotated[Path | None, typer.Option("-o", help="Where the draft goes; else standard output.")] = None,
) -> None:
    """Read an organizer's own document into a draft event file; what is doubtful goes to standard error."""
    from config import importers  # noqa: PLC0415 - the other commands start faster without
    from config.lint import lint  # noqa: PLC0415

    say = _say()
    try:
        draft = importers.read(file)
    except importers.ImportProblem as problem:
        _fail(f"{file.name}: " + say(f"importing.{problem.key}", **problem.values))
    except OSError as error:
        _fail(f"{file}: {error.strerror}")
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


@app.command()
def load(file: EventFile) -> None:
    """Load an event file into the database; again is an update that shows its differences."""
    from bot import commands  # noqa: PLC0415

    event, say = _event(file), _say()
    changes = asyncio.run(commands.load(_settings(), event))
    for kind in ("added", "changed", "removed"):
        for title in getattr(changes, kind):
            typer.echo(say(f"cli.{kind}", title=title))
    typer.echo(say("cli.loaded" if changes.any else "cli.unchanged", title=event.event.title))


@app.command()
def schema() -> None:
    """Print the JSON Schema of the event file."""
    typer.echo(json.dumps(loader.schema(), ensure_ascii=False, indent=2))


@app.command()
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

    known = _event(event)
    if not jsonl:
        moment = _moment(at, known) or datetime.now(UTC)
        answer = asyncio.run(asking.answers(known, [asking.Asked("", " ".join(text or ()), moment)]))[0]
        typer.echo(answer["reply"])
        return
    asked = []
    for number, line in enumerate(sys.stdin, 1):
        if line.strip():
            try:
                asked.append(asking.read(json.loads(line), known))
            except (ValueError, KeyError, TypeError) as error:
                _fail(_say()("cli.bad_line", line=number, error=str(error)))
    for answer in asyncio.run(asking.answers(known, asked)):
        typer.echo(json.dumps(answer, ensure_ascii=False))


@app.command()
def attendance(
    xlsx: Annotated[Path, typer.Option(help="The workbook to write.", dir_okay=False)],
    group: Annotated[str | None, typer.Option(help="Only this group of the roster.")] = None,
    event: Annotated[str | None, typer.Option(help="The event's id, if there are several.")] = None,
) -> None:
    """Write the training-hours list of who attended what, as a draft to confirm."""
    from bot import commands  # noqa: PLC0415

    say = _say()
    try:
        xlsx.write_bytes(asyncio.run(commands.attendance(_settings(), say, event, group)))
    except LookupError as error:
        _fail(say("cli.which_event", events=str(error.args[0])))
    except OSError as error:
        _fail(str(error))
    typer.echo(say("attendance.written", file=str(xlsx)))


@app.command()
def invite(
    role: Annotated[str, typer.Option(help="participant, leader or organizer")] = "participant",
    event: Annotated[str | None, typer.Option(help="The event's id, if there are several.")] = None,
    *,
    as_json: Annotated[bool, typer.Option("--json", help='Print {"code","telegram"}.')] = False,
) -> None:
    """Make a one-time code, and the Telegram link that carries it."""
    from bot import commands  # noqa: PLC0415
    from bot.people import ROLES  # noqa: PLC0415

    say = _say()
    if role not in ROLES:
        _fail(say("cli.no_such_role", role=role, roles=", ".join(ROLES)))
    try:
        made = asyncio.run(commands.invite(_settings(), role, event))
    except LookupError as error:
        _fail(say("cli.which_event", events=str(error.args[0])))
    if as_json:
        typer.echo(json.dumps(made))
    else:
        typer.echo(f"/start {made['code']}")
        if made["telegram"]:
            typer.echo(made["telegram"])
