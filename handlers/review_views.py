"""How the evaluation's lines look on a phone: the headings, a page of lines, one line with what people wrote."""

from collections.abc import Sequence

from bot.db.themes import Row
from bot.evaluation import MOST
from bot.feedback import HEADINGS, Heading
from bot.messages import Button, Reply, Rows, bold, plain
from bot.texts import Say

PAGE = 6
QUOTES = 4
SHORT = 34
LONG = 160
Aside = tuple[int, str, int, str]


def front(rows: Sequence[Row], aside: Sequence[Aside], say: Say, *, edit: bool) -> Reply:
    """How many lines stand under each heading, and what is open."""
    live = [one for one in rows if one.state != "dropped"]
    proposed = [one for one in live if one.state == "proposed"]
    lines = [bold(say("review.title")), ""]
    for heading in HEADINGS:
        mine = [one for one in live if one.heading == heading]
        done = sum(one.state == "accepted" for one in mine)
        lines.append(say("review.count", heading=say(f"review.{heading}"), count=len(mine), done=done))
    lines += ["", _standing(live, proposed, say)]
    buttons = [(Button(say(f"review.{one}"), f"review:list.{one}.0"),) for one in HEADINGS]
    buttons += [(Button(say("review.accept_all", count=len(proposed)), "review:all"),)] if proposed else []
    if dropped := len(rows) - len(live):
        buttons.append((Button(say("review.dropped_ones", count=dropped), "review:list.dropped.0"),))
    if aside:
        buttons.append((Button(say("review.aside_ones", count=sum(one[2] for one in aside)), "review:aside.0"),))
    return Reply("\n".join(lines), tuple(buttons), edit=edit)


def _standing(live: Sequence[Row], proposed: Sequence[Row], say: Say) -> str:
    """What the report takes as things stand."""
    if not live:
        return say("review.none")
    if len(proposed) == len(live):
        return say("review.all_proposed", most=MOST)
    return say("review.some_proposed", count=len(proposed)) if proposed else say("review.all_done")


def page(heading: Heading | None, rows: Sequence[Row], marks: Sequence[str], number: int, say: Say) -> Reply:
    """Some of the lines under a heading (None: the dropped ones), each with a button."""
    number, first = _within(number, len(rows))
    shown = list(zip(rows, marks, strict=True))[first : first + PAGE]
    name = say(f"review.{heading}") if heading else say("review.dropped")
    lines = [bold(say("review.page", heading=name, page=number + 1, pages=_pages(len(rows)))), ""]
    for at, (row, _) in enumerate(shown, 1):
        lines += [f"{at}. {plain(row.line)}", f"    {_state(row, say)}"]
    lines += [] if shown else [say("review.empty")]
    picks = tuple(Button(str(at), f"review:open.{row.id}.{seal}") for at, (row, seal) in enumerate(shown, 1))
    own = ((Button(say("review.own"), f"review:own.{heading}"),),) if heading else ()
    back = (Button(say("review.to_front"), "review:front"),)
    around = _around(f"review:list.{heading or 'dropped'}.", number, len(rows), say)
    return Reply("\n".join(lines), tuple(one for one in (picks, around, *own, back) if one), edit=True)


def one(row: Row, seal: str, say: Say, *, edit: bool, polishes: bool) -> Reply:
    """A line, how many said so, what some of them wrote, and what can be done with it."""
    under = say("review.under", heading=say(f"review.{row.heading}"), state=_state(row, say))
    quotes = [(plain(_cut(text, LONG)), voices) for text, voices in row.points[:QUOTES]]
    lines = [under, "", bold(plain(row.line)), ""]
    lines += [say("review.quote", text=text, voices=voices) for text, voices in quotes]
    if (rest := len(row.points) - QUOTES) > 0:
        lines.append(say("review.more", count=rest))
    here = f"{row.id}.{seal}"
    drop = ("restore", "accepted") if row.state == "dropped" else ("drop", "dropped")
    accept = [] if row.state != "proposed" else [Button(say("review.accept"), f"review:state.{here}.accepted")]
    moves = tuple(
        Button(say("review.move", heading=say(f"review.{other}")), f"review:move.{here}.{other}")
        for other in HEADINGS
        if other != row.heading
    )
    edits = (
        Button(say("review.edit"), f"review:edit.{here}"),
        Button(say(f"review.{drop[0]}"), f"review:state.{here}.{drop[1]}"),
    )
    ends = (
        Button(say("review.merge"), f"review:merge.{here}"),
        Button(say("review.to_list"), f"review:list.{row.heading}.0"),
    )
    polish = ((Button(say("review.polish"), f"review:polish.{here}"),),) if polishes and not row.own else ()
    rows: Rows = ((*accept, *edits), *polish, moves, ends)
    return Reply("\n".join(lines), rows, edit=edit)


def choose(  # noqa: PLR0913, PLR0917 - they go together
    row: Row, seal: str, others: Sequence[Row], marks: Sequence[str], number: int, say: Say
) -> Reply:
    """The lines that this one may be merged into."""
    number, first = _within(number, len(others))
    shown = list(zip(others, marks, strict=True))[first : first + PAGE]
    here = f"{row.id}.{seal}"
    buttons: list[tuple[Button, ...]] = [
        (Button(_cut(other.line, SHORT), f"review:merge.{here}.{other.id}.{mark}"),) for other, mark in shown
    ]
    buttons.append(_around(f"review:merge.{here}.", number, len(others), say))
    buttons.append((Button(say("review.to_line"), f"review:open.{here}"),))
    key = "review.merge_into" if others else "review.no_other"
    return Reply(say(key, line=plain(row.line)), tuple(one for one in buttons if one), edit=True)


def aside(found: Sequence[Aside], number: int, say: Say, *, clear: bool) -> Reply:
    """What was set aside; abuse only when it is asked for."""
    number, first = _within(number, len(found))
    lines = [bold(say("review.aside")), ""]
    buttons: list[tuple[Button, ...]] = []
    shown = found[first : first + PAGE]
    for at, (_, text, voices, reason) in enumerate(shown, 1):
        said = _cut(text, LONG) if clear or reason != "abuse" else _blurred(text)
        why = say(f"review.is_{reason.replace('-', '_')}")
        lines.append(f"{at}. " + say("review.aside_line", reason=why, text=plain(said), voices=voices))
    lines += ["", say("review.aside_help")]
    buttons.append(tuple(Button(str(at), f"review:back.{one[0]}") for at, one in enumerate(shown, 1)))
    if not clear and any(one[3] == "abuse" for one in shown):
        buttons.append((Button(say("review.uncover"), f"review:aside.{number}.clear"),))
    buttons.append(_around("review:aside.", number, len(found), say))
    buttons.append((Button(say("review.to_front"), "review:front"),))
    return Reply("\n".join(lines), tuple(one for one in buttons if one), edit=True)


def whereto(point: int, say: Say) -> Reply:
    """Under which heading a point is to be taken back."""
    picks = [(Button(say(f"review.{one}"), f"review:back.{point}.{one}"),) for one in HEADINGS]
    return Reply(say("review.whereto"), (*picks, (Button(say("review.to_aside"), "review:aside.0"),)), edit=True)


def stop(say: Say) -> Rows:
    """The button that leaves typing."""
    return ((Button(say("review.stop"), "review:stop"),),)


def _state(row: Row, say: Say) -> str:
    said = say("review.own_line") if row.own else say("review.voices", count=row.voices)
    return f"{said} · {say(f'review.state_{row.state}')}"


def _within(number: int, count: int) -> tuple[int, int]:
    number = max(0, min(number, _pages(count) - 1))
    return number, number * PAGE


def _pages(count: int) -> int:
    return max(1, -(-count // PAGE))


def _around(action: str, number: int, count: int, say: Say) -> tuple[Button, ...]:
    before = (Button(say("review.before"), f"{action}{number - 1}"),) if number else ()
    after = (Button(say("review.after"), f"{action}{number + 1}"),) if number + 1 < _pages(count) else ()
    return (*before, *after)


def _cut(text: str, longest: int) -> str:
    return text if len(text) <= longest else text[: longest - 1].rstrip() + "…"


def _blurred(text: str) -> str:
    return "".join("●" if one.isalnum() else one for one in text[:SHORT])
