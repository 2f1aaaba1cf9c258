"""Write the outbox faster: on PostgreSQL triggers take the place of three foreign keys."""

from alembic import op

revision = "0004"
down_revision = "0003"
branch_labels = None
depends_on = None

PARENTS = ("notice", "account")
COLUMNS = {"notice_id": "notice", "content_id": "content", "account_id": "account"}

FUNCTION = """
CREATE FUNCTION delivery_goes_with_{parent}() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    DELETE FROM delivery WHERE {parent}_id = OLD.id;
    RETURN NULL;
END $$
"""
TRIGGER = """
CREATE TRIGGER delivery_goes_with_{parent} AFTER DELETE ON {parent}
FOR EACH ROW EXECUTE FUNCTION delivery_goes_with_{parent}()
"""


def upgrade() -> None:
    if op.get_bind().dialect.name != "postgresql":
        return
    for column in COLUMNS:
        op.drop_constraint(f"fk_delivery_{column}", "delivery", type_="foreignkey")
    for parent in PARENTS:
        op.execute(FUNCTION.format(parent=parent))
        op.execute(TRIGGER.format(parent=parent))


def downgrade() -> None:
    if op.get_bind().dialect.name != "postgresql":
        return
    for parent in PARENTS:
        op.execute(f"DROP TRIGGER delivery_goes_with_{parent} ON {parent}")
        op.execute(f"DROP FUNCTION delivery_goes_with_{parent}()")
    for column, parent in COLUMNS.items():
        op.execute(f"DELETE FROM delivery WHERE {column} NOT IN (SELECT id FROM {parent})")  # noqa: S608 - our own names
        op.create_foreign_key(f"fk_delivery_{column}", "delivery", parent, [column], ["id"], ondelete="CASCADE")
