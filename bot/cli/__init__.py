"""The command line: each command is a function of the module that its subject names."""

import typer

from bot.cli import event_files, people
from bot.cli.report import report
from bot.cli.run import run

app = typer.Typer(
    no_args_is_help=True,
    add_completion=False,
    pretty_exceptions_enable=False,
    help="hamkke: the chatbot that travels with a group.",
)
people_app = typer.Typer(no_args_is_help=True, help="The people of an event.")
app.add_typer(people_app, name="people")

app.command()(run)
app.command()(report)
for command in (event_files.check, event_files.load, event_files.schema, event_files.ask):
    app.command()(command)
app.command("import")(event_files.import_)
for of_people in (people.invite, people.export, people.forget, people.attendance):
    app.command()(of_people)
people_app.command("import")(people.people_import)
