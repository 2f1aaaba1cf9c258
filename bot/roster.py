"""How a roster reads: its problems, what an import changes, the list as a table. Pure."""

from collections.abc import Sequence
from typing import Any

from bot.db.roster import Changes
from bot.messages import bold
from bot.texts import Say
from config.roster import Problem

LISTED = 15
COLUMNS = ("name", "organisation", "group", "bus", "room", "team", "leads_bus", "leads_team", "phone", "role")


def problems(found: Sequence[Problem], say: Say, limit: int = LISTED) -> str:
    """Every problem by its row; nothing was imported."""
    lines = [_problem(one, say) for one in found[:limit]]
    if len(found) > limit:
        lines.append(say("roster.more", count=len(found) - limit))
    return "\n".join([say("roster.refused", count=len(found)), *lines])


def preview(changes: Changes, say: Say) -> str:
    """What an import will change."""
    added, changed, missing = changes.counts
    lines = [bold(say("roster.preview")), say("roster.added", count=added), say("roster.changed", count=changed)]
    lines += [say("roster.unchanged", count=changes.unchanged), say("roster.missing", count=missing)]
    for head, names in (("roster.new_names", changes.added), ("roster.gone_names", changes.missing)):
        if names:
            rest = ["…"] if len(names) > LISTED else []
            lines.append(say(head, names=", ".join([*(one.name for one in names[:LISTED]), *rest])))
    return "\n".join(lines)


def table(found: Sequence[Any], say: Say) -> list[list[str]]:
    """The list as rows of text, with its head: who they are, and whether they have joined."""
    head = [say(f"roster.column_{one}") for one in (*COLUMNS, "joined")]
    yes, no = say("roster.yes"), say("roster.no")
    body = [
        [*(str(getattr(one, name)) for name in COLUMNS[:-1]), say(f"roles.{one.role}"), yes if one.joined else no]
        for one in found
    ]
    return [head, *body]


def _problem(one: Problem, say: Say) -> str:
    values = dict(one.values)
    if "column" in values:
        values["column"] = say(f"roster.column_{values['column']}")
    text = say(f"roster.{one.key}", **values)
    return say("roster.row", row=one.row, text=text) if one.row else text
