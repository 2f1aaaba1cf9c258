"""What a roll call looks like: the question to everybody, and the board of who is missing. Pure."""

from collections.abc import Mapping, Sequence
from typing import Any

from bot.messages import Button, Reply, Rows, bold
from bot.people import Person
from bot.texts import Say

NAMES = 60


def question(call: Any, title: str, say: Say) -> Reply:  # noqa: ANN401 - a row of Rollcall's columns
    """One tap says that one is there."""
    return Reply(bold(say("rollcall.ask", title=title)), ((Button(say("rollcall.here"), f"here:{call.id}"),),))


def missing(people: Sequence[Person], marks: Mapping[int, str]) -> list[Person]:
    """Those of whom nothing is known yet."""
    return [one for one in people if one.id not in marks]


def board(
    call: Any,  # noqa: ANN401 - a row of Rollcall's columns
    title: str,
    people: Sequence[Person],
    marks: Mapping[int, str],
    say: Say,
) -> Reply:
    """n/N and the missing names, each a button that ticks them in; without buttons once it is closed."""
    present = sum(marks.get(one.id) == "present" for one in people)
    lines = [bold(say("rollcall.board", title=title)), say("rollcall.count", present=present, total=len(people))]
    for state in ("excused", "absent"):
        names = [one.name for one in people if marks.get(one.id) == state]
        if names:
            lines.append(say(f"rollcall.{state}", names=", ".join(names)))
    left = missing(people, marks)
    if call.closed_at:
        lines.append(say("rollcall.departed"))
        lines += [say("rollcall.because", reason=call.reason)] if call.reason else []
        return Reply("\n".join(lines))
    lines.append(say("rollcall.missing", names=", ".join(one.name for one in left)) if left else say("rollcall.all"))
    return Reply("\n".join(lines), _buttons(call.id, left, say))


def _buttons(key: int, left: Sequence[Person], say: Say) -> Rows:
    names = [Button(one.name[:30], f"roll:tick.{key}.{one.id}") for one in left[:NAMES]]
    rows = [tuple(names[start : start + 3]) for start in range(0, len(names), 3)]
    more = (Button(say("rollcall.excuse"), f"roll:list.{key}"), Button(say("rollcall.calls"), f"roll:calls.{key}"))
    return (*rows, *((more,) if left else ()), (Button(say("rollcall.go"), f"roll:depart.{key}"),))
