"""hamkke people import, invite, export, forget, attendance: what concerns the people of an event."""

import json
from pathlib import Path
from typing import Annotated

import typer

from bot.cli.common import EventId, done, fail, settings, words


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

    say = words()
    try:
        found = read_roster(file.read_bytes(), file.name)
    except ImportProblem as problem:
        fail(f"{file.name}: {say(f'importing.{problem.key}', **problem.values)}")
    if found.problems:
        fail(roster.problems(found.problems, say, limit=1000))
    changes = done(people_commands.load(settings(), found, event, remove=remove, dry=dry_run))
    added, changed, missing = changes.counts
    if dry_run:
        typer.echo(plain(roster.preview(changes, say)))
    elif any(changes.counts):
        key = "roster.done_dropped" if remove else "roster.done"
        typer.echo(say(key, added=added, changed=changed, missing=missing))
    else:
        typer.echo(say("roster.same"))


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

    say = words()
    if role not in ROLES:
        fail(say("cli.no_such_role", role=role, roles=", ".join(ROLES)))
    if everybody or sheet:
        _invite_all(event, sheet, as_json=as_json)
        return
    made = done(commands.invite(settings(), role, event))
    if as_json:
        typer.echo(json.dumps(made))
    else:
        typer.echo(f"/start {made['code']}")
        if made["telegram"]:
            typer.echo(made["telegram"])


def _invite_all(event: str | None, sheet: Path | None, *, as_json: bool) -> None:
    from bot import invitation_sheet, people_commands  # noqa: PLC0415

    say = words()
    made = done(people_commands.invite_all(settings(), event))
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


def export(
    output: Annotated[Path, typer.Option("-o", "--output", help="A .csv or .xlsx file.", dir_okay=False)],
    event: EventId = None,
) -> None:
    """Write the list of people, with who has joined, as CSV or XLSX."""
    from bot import people_commands, roster, tables  # noqa: PLC0415

    say = words()
    if output.suffix.lower() not in {".csv", ".xlsx"}:
        fail(say("cli.csv_or_xlsx", file=output.name))
    event_id, found = done(people_commands.everybody(settings(), event))
    rows = roster.table(found, say)
    output.write_bytes(tables.as_xlsx(rows, event_id) if output.suffix.lower() == ".xlsx" else tables.as_csv(rows))
    output.chmod(0o600)
    typer.echo(say("cli.exported", count=len(found), file=str(output)))


def forget(
    person: Annotated[str, typer.Argument(help="A person's name, or number.")],
    event: EventId = None,
) -> None:
    """Delete a person with all that is kept of them."""
    from bot import people_commands  # noqa: PLC0415

    say = words()
    fits = done(people_commands.forget(settings(), person, event))
    if not fits:
        fail(say("cli.no_such_person", name=person))
    if len(fits) > 1:
        listed = "\n".join(f"{number}\t{name}\t{organisation}" for number, name, organisation in fits)
        fail(f"{say('cli.which_person', name=person)}\n{listed}")
    typer.echo(say("cli.forgotten", name=fits[0][1]))


def attendance(
    xlsx: Annotated[Path, typer.Option(help="The workbook to write.", dir_okay=False)],
    group: Annotated[str | None, typer.Option(help="Only this group of the roster.")] = None,
    event: EventId = None,
) -> None:
    """Write the training-hours list of who attended what, as a draft to confirm."""
    from bot import commands  # noqa: PLC0415

    say = words()
    try:
        xlsx.write_bytes(done(commands.attendance(settings(), say, event, group)))
    except OSError as error:
        fail(str(error))
    typer.echo(say("attendance.written", file=str(xlsx)))
