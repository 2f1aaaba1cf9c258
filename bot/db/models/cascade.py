"""On PostgreSQL: what is deleted takes its outbox rows with it by a trigger, not by a foreign key.

A foreign key looks up and locks its parent for every row that is written, which takes two thirds of the time in which a
reminder gets into the outbox of 100,000 people; a trigger costs nothing until something is deleted. SQLite, whose
checks are cheap, keeps the foreign keys.
"""

from sqlalchemy import DDL, event

from bot.db.models.sending import Delivery

PARENTS = ("notice", "account")  # a notice's contents go with it
_FUNCTION = """
CREATE FUNCTION delivery_goes_with_{parent}() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    DELETE FROM delivery WHERE {parent}_id = OLD.id;
    RETURN NULL;
END $$
"""
_TRIGGER = """
CREATE TRIGGER delivery_goes_with_{parent} AFTER DELETE ON {parent}
FOR EACH ROW EXECUTE FUNCTION delivery_goes_with_{parent}()
"""
STATEMENTS = tuple(one.format(parent=parent) for parent in PARENTS for one in (_FUNCTION, _TRIGGER))

for _one in STATEMENTS:
    event.listen(Delivery.__table__, "after_create", DDL(_one).execute_if(dialect="postgresql"))  # type: ignore[no-untyped-call]
