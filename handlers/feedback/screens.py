"""What the form shows: its questions, the summary, the words around them (pure)."""

from collections.abc import Mapping, Sequence
from datetime import datetime
from hashlib import blake2s

from bot.db.feedback_drafts import Draft
from bot.feedback import Answer
from bot.itinerary import Itinerary
from bot.messages import Button, Reply, Rows, bold
from bot.questionnaire import Question
from bot.texts import Say

SHORT = 160
SCORES = (5, 4, 3, 2, 1)


def tag(key: str) -> str:
    """A question's key as buttons carry it."""
    return blake2s(key.encode(), digest_size=5).hexdigest()


def action(verb: str, person_id: int, *rest: str) -> str:
    """What a button of the form for a person does; `rest` are a question's tag and a score."""
    return f"fb:{verb}.{'.'.join([str(person_id), *rest])}"


def moment(when: datetime, itinerary: Itinerary, say: Say) -> str:
    """10월 31일(금) 13:30."""
    return f"{say.date(itinerary.local(when).date())} {say.clock(when, itinerary.zone)}"


def title(question: Question, say: Say) -> str:
    """What is asked about, in few words."""
    if question.activity:
        return str(question.activity.row.say("title", say.language))
    return say(f"feedback.title_{question.key}")


def asked(question: Question, say: Say) -> str:
    """The question."""
    if question.activity:
        return say("feedback.ask_activity", title=title(question, say))
    return say(f"feedback.ask_{question.key}")


def question(  # noqa: PLR0913 - what a screen shows
    one: Question, plan: Sequence[Question], draft: Draft, itinerary: Itinerary, say: Say, *, lead: str = ""
) -> Reply:
    """One question with what was answered so far; `lead` is said before it."""
    answer = draft.answers.get(one.key, Answer())
    head = say("feedback.progress", number=plan.index(one) + 1, count=len(plan))
    time = f"{say.date(itinerary.local(one.activity.starts_at).date())} " if one.activity else ""
    lines = [lead, ""] if lead else []
    lines += [bold(head), f"{time}{asked(one, say)}", say("feedback.how_score" if one.scored else "feedback.how_text")]
    said = spoken(answer, say)
    lines += ["", say("feedback.so_far", answer=said)] if said else []
    rows: list[tuple[Button, ...]] = []
    if one.scored:
        rows += [
            (Button(say(f"feedback.score_{score}"), action("s", draft.person_id, tag(one.key), str(score))),)
            for score in SCORES
        ]
    if answer.text:
        rows.append((Button(say("feedback.rewrite"), action("x", draft.person_id, tag(one.key))),))
    onward = "feedback.next" if said else "feedback.skip"
    back = (Button(say("feedback.back"), action("b", draft.person_id, tag(one.key))),) if plan.index(one) else ()
    rows.append((*back, Button(say(onward), action("n", draft.person_id, tag(one.key)))))
    rows.append((Button(say("feedback.later"), action("later", draft.person_id)),))
    return Reply("\n".join(lines), tuple(rows), form=True)


def summary(plan: Sequence[Question], draft: Draft, say: Say, *, name: str = "", lead: str = "") -> Reply:
    """All answers, before they are sent."""
    head = say("feedback.summary_for", name=name) if name else say("feedback.summary")
    lines = [*([lead, ""] if lead else []), bold(head)]
    for one in plan:
        said = spoken(draft.answers.get(one.key, Answer()), say) or say("feedback.nothing")
        lines.append(f"· {title(one, say)}: {said}")
    lines += ["", say("feedback.before_sending_again" if draft.again else "feedback.before_sending")]
    buttons: Rows = (
        (Button(say("feedback.send"), action("send", draft.person_id, "~")),),
        (Button(say("feedback.look_again"), action("first", draft.person_id)),),
        (Button(say("feedback.later"), action("later", draft.person_id)),),
        (Button(say("feedback.throw_away"), action("drop", draft.person_id)),),
    )
    return Reply("\n".join(lines), buttons, form=True)


def spoken(answer: Answer, say: Say) -> str:
    """An answer in one line, "" when there is none."""
    words = " / ".join(answer.text.splitlines())
    short = words if len(words) <= SHORT else f"{words[:SHORT]}…"
    parts = [say(f"feedback.score_{answer.score}")] if answer.score else []
    return " · ".join([*parts, *([f"“{short}”"] if short else [])])


def invitation(closes_at: datetime, itinerary: Itinerary, say: Say, *, nudge: bool = False) -> Reply:
    """The notice that the form is open."""
    head = say("feedback.nudge" if nudge else "feedback.opened", title=itinerary.event.say("title", say.language))
    lines = [bold(head), say("feedback.short"), "", say("feedback.anonymous")]
    lines.append(say("feedback.until", until=moment(closes_at, itinerary, say)))
    buttons = ((Button(say("feedback.begin"), "fb:go.0"),), (Button(say("feedback.later"), "fb:later.0"),))
    return Reply("\n".join(lines), buttons)


def answers_in(answers: Mapping[str, Answer]) -> int:
    """How many questions have an answer."""
    return sum(1 for one in answers.values() if one.score is not None or one.text)
