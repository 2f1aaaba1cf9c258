"""Alembic's entry: runs the migrations over the connection that bot.db.migrate hands over."""

from alembic import context

from bot.db.models import Base, Moment

connection = context.config.attributes["connection"]


def render(kind, thing, autogen_context):  # type: ignore[no-untyped-def]  # noqa: ANN001, ANN201 - Alembic's hook
    if kind == "type" and isinstance(thing, Moment):
        autogen_context.imports.add("from bot.db.models import Moment")
        return "Moment()"
    return False


context.configure(
    connection=connection,
    target_metadata=Base.metadata,
    render_as_batch=True,
    render_item=render,
    compare_type=True,
)
with context.begin_transaction():
    context.run_migrations()
