"""hamkke report: the report, the plan for approval and the hand-out as files."""

from pathlib import Path
from typing import Annotated

import typer

from bot.cli.common import EventId, done, fail, settings, words


def report(  # noqa: PLR0913 - the options of a command
    output: Annotated[Path, typer.Option("-o", "--output", help="The file to write.", dir_okay=False)],
    format_: Annotated[
        str | None, typer.Option("--format", help="hwpx, docx, pdf or md; else by the file's name.")
    ] = None,
    event: EventId = None,
    kind: Annotated[str, typer.Option(help="result, plan or handout")] = "result",
    language: Annotated[str, typer.Option(help="ko or en")] = "ko",
    *,
    redacted: Annotated[bool, typer.Option("--redacted", help="For publication: without personal data.")] = False,
) -> None:
    """Write the report on an event; before it the plan for approval, and a hand-out for participants."""
    from bot import report_command  # noqa: PLC0415 - the other commands start faster without
    from bot.report.compose import KINDS  # noqa: PLC0415
    from bot.report.formats import FORMATS  # noqa: PLC0415
    from bot.texts import LANGUAGES  # noqa: PLC0415

    say = words()
    wanted = (format_ or output.suffix.removeprefix(".")).lower()
    for given, known, key in ((wanted, FORMATS, "format"), (kind, KINDS, "kind"), (language, LANGUAGES, "language")):
        if given not in known:
            fail(say(f"reporting.no_such_{key}", given=given, known=", ".join(known)))
    order = report_command.Order(kind, wanted, language, redacted)
    content = done(report_command.document(settings(), order, event))
    try:
        report_command.write(content, order, output)
    except OSError as error:
        fail(say("reporting.not_written", file=str(output), reason=error.strerror or str(error)))
    typer.echo(say("reporting.written", file=str(output)))
