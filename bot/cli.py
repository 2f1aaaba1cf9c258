"""The command line: hamkke run, check, load, import, ask, invite, schema."""

import asyncio
import json
import os
import sys
from collections.abc import Coroutine
from datetime import UTC, datetime
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any, NoReturn, TypeVar
from zoneinfo import ZoneInfo

import typer

from bot import texts
from bot.lock import AlreadyRunningError
from bot.texts import Say
from config import loader
from config.event import Event
from config.settings import Settings, SettingsError, read

if TYPE_CHECKING:
    from handlers.plan.loading import Loaded

SAMPLE = Path(__file__).parent.parent / "config" / "events" / "seongbuk-2014.yaml"
app = typer.Typer(
    no_args_is_help=True,
    add_completion=False,
    pretty_exceptions_enable=False,
    help="hamkke: the chatbot that travels with a group.",
)
T = TypeVar("T")
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

    event, say = _event(file), _say()
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

    async with commands.opened(_settings()) as database, database.begin() as tx:
        found = await loading.load(tx, event, texts.load(), SystemClock().now(), tell=tell)
        if dry:
            await tx.rollback()
    return found


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


EventId = Annotated[str | None, typer.Option("--event", help="The event's id, if there are several.")]
people_app = typer.Typer(no_args_is_help=True, help="The people of an event.")
app.add_typer(people_app, name="people")


def _done(work: Coroutine[Any, Any, T]) -> T:
    """The result of a command; an event that is not clear ends it with the events there are."""
    try:
        return asyncio.run(work)
    except LookupError as error:
        _fail(_say()("cli.which_event", events=str(error.args[0])))


@people_app.command("import")
def people_import(
    file: Annotated[Path, typer.Argument(help="A list of people (CSV or XLSX).", dir_okay=False, exists=True)],
    event: EventId = None,
    *,
    remove: Annotated[bool, typer.Option("--remove", help="Take off the list whom the file no longer names.")] = False,
    dry_run: Annotated[bool, typer.Option("--dry-run", help="Only show what would change.")] = False,
) -> None:
    """Import a list of people; again is an update. With any problem nothing is imported."""
    from bot import people_commands, roster  # noqa: PLC0415
    from bot.messages import plain  # noqa: PLC0415
    from config.importers import ImportProblem  # noqa: PLC0415
    from config.roster import read as read_roster  # noqa: PLC0415

    say = _say()
    try:
        found = read_roster(file.read_bytes(), file.name)
    except ImportProblem as problem:
        _fail(f"{file.name}: {say(f'importing.{problem.key}', **problem.values)}")
    if found.problems:
        _fail(roster.problems(found.problems, say, limit=1000))
    changes = _done(people_commands.load(_settings(), found, event, remove=remove, dry=dry_run))
    added, changed, missing = changes.counts
    if dry_run:
        typer.echo(plain(roster.preview(changes, say)))
    elif any(changes.counts):
        key = "roster.done_dropped" if remove else "roster.done"
        typer.echo(say(key, added=added, changed=changed, missing=missing))
    else:
        typer.echo(say("roster.same"))


@app.command()
def invite(
    role: Annotated[str, typer.Option(help="participant, leader or organizer")] = "participant",
    event: EventId = None,
    *,
    as_json: Annotated[bool, typer.Option("--json", help='Print {"code","telegram"}.')] = False,
    everybody: Annotated[
        bool, typer.Option("--all", help="A personal link for everybody on the list who has not joined.")
    ] = False,
    sheet: Annotated[
        Path | None,
        typer.Option(help="With --all: write a printable sheet of names and QR codes (PDF).", dir_okay=False),
    ] = None,
) -> None:
    """Make a one-time code, and the Telegram link that carries it."""
    from bot import commands  # noqa: PLC0415
    from bot.people import ROLES  # noqa: PLC0415

    say = _say()
    if role not in ROLES:
        _fail(say("cli.no_such_role", role=role, roles=", ".join(ROLES)))
    if everybody or sheet:
        _invite_all(event, sheet, as_json=as_json)
        return
    made = _done(commands.invite(_settings(), role, event))
    if as_json:
        typer.echo(json.dumps(made))
    else:
        typer.echo(f"/start {made['code']}")
        if made["telegram"]:
            typer.echo(made["telegram"])


def _invite_all(event: str | None, sheet: Path | None, *, as_json: bool) -> None:
    from bot import invitation_sheet, people_commands  # noqa: PLC0415

    say = _say()
    made = _done(people_commands.invite_all(_settings(), event))
    if sheet and made:
        how = say("cli.sheet_link" if made[0].link else "cli.sheet_code")
        sheet.write_bytes(invitation_sheet.sheet(made, say("cli.sheet_title"), how))
        sheet.chmod(0o600)
        typer.echo(say("cli.sheet", count=len(made), file=str(sheet)))
        return
    for one in made:
        line = {"name": one.name, "organisation": one.organisation, "code": one.code, "telegram": one.link or None}
        typer.echo(json.dumps(line, ensure_ascii=False) if as_json else f"{one.name}\t{one.link or one.code}")
    if not made:
        typer.echo(say("cli.nobody_to_invite"), err=True)


@app.command()
def export(
    output: Annotated[Path, typer.Option("-o", "--output", help="A .csv or .xlsx file.", dir_okay=False)],
    event: EventId = None,
) -> None:
    """Write the list of people, with who has joined, as CSV or XLSX."""
    from bot import people_commands, roster, tables  # noqa: PLC0415

    say = _say()
    if output.suffix.lower() not in {".csv", ".xlsx"}:
        _fail(say("cli.csv_or_xlsx", file=output.name))
    event_id, found = _done(people_commands.everybody(_settings(), event))
    rows = roster.table(found, say)
    output.write_bytes(tables.as_xlsx(rows, event_id) if output.suffix.lower() == ".xlsx" else tables.as_csv(rows))
    output.chmod(0o600)
    typer.echo(say("cli.exported", count=len(found), file=str(output)))


@app.command()
def forget(
    person: Annotated[str, typer.Argument(help="A person's name, or number.")],
    event: EventId = None,
) -> None:
    """Delete a person with all that is kept of them."""
    from bot import people_commands  # noqa: PLC0415

    say = _say()
    fits = _done(people_commands.forget(_settings(), person, event))
    if not fits:
        _fail(say("cli.no_such_person", name=person))
    if len(fits) > 1:
        listed = "\n".join(f"{number}\t{name}\t{organisation}" for number, name, organisation in fits)
        _fail(f"{say('cli.which_person', name=person)}\n{listed}")
    typer.echo(say("cli.forgotten", name=fits[0][1]))
