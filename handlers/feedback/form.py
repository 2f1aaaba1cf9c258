"""/feedback: the form in the chat, one question a message, to be left and resumed at any time."""

import re
from collections.abc import Awaitable, Callable, Mapping
from dataclasses import dataclass, replace

from bot import questionnaire
from bot.db import feedback, feedback_drafts, people
from bot.db.feedback import Form
from bot.db.feedback_drafts import Draft
from bot.feedback import Answer
from bot.messages import Button, Reply, Request, bold, plain
from bot.people import Person
from bot.questionnaire import Question
from handlers import ask
from handlers.audience import concerns
from handlers.context import Context
from handlers.feedback import doubt, others, screens, sending

STEP, BACK = "feedback", "back"
LONGEST = 2000
_SCORE = re.compile(r"([1-5])\s*(?:점|/\s*5)?[.!]?")


@dataclass(slots=True)
class Filling:
    """A form in somebody's hands: the draft, for whom it is, and the questions that concern them."""

    form: Form
    draft: Draft
    person: Person
    plan: list[Question]
    context: Context

    @property
    def at(self) -> Question | None:
        """The question that was put last; None at the summary."""
        return self.tagged(screens.tag(self.draft.position)) if self.draft.position else None

    def tagged(self, tag: str) -> Question | None:
        """The question that a button names."""
        return next((one for one in self.plan if screens.tag(one.key) == tag), None)

    @property
    def other(self) -> str:
        """The name of somebody else for whom it is filled in."""
        return self.person.name if self.person.id != self.context.joined.id else ""

    async def show(self, where: Question | None, *, lead: str = "", edit: bool = False) -> list[Reply]:
        """Put this question, or show the summary, and remember that."""
        self.draft = replace(self.draft, position=where.key if where else "")
        await feedback_drafts.keep(self.context.tx, self.draft)
        dialogue = {"step": STEP, "for": self.person.id}
        await people.change_account(self.context.tx, self.context.speaker.id, dialogue=dialogue)
        say = self.context.say
        if where is None:
            shown = screens.summary(self.plan, self.draft, say, name=self.other, lead=lead)
        else:
            shown = screens.question(where, self.plan, self.draft, self.context.itinerary, say, lead=lead)
        return [replace(shown, edit=edit)]

    def answer(self, key: str, **values: object) -> None:
        """Change the answer to a question."""
        now = replace(self.draft.answers.get(key, Answer()), **values)  # type: ignore[arg-type]  # score or text
        self.draft = replace(self.draft, answers={**self.draft.answers, key: now})

    def after(self, one: Question, step: int = 1) -> Question | None:
        """The next question or, with -1, the one before; None behind the last."""
        place = max(0, self.plan.index(one) + step)
        return self.plan[place] if place < len(self.plan) else None


async def start(request: Request, context: Context) -> list[Reply]:
    """/feedback: what it is, what is anonymous, and where to go on."""
    del request
    form = await feedback.form(context.tx, context.joined.event_id)
    if form is None or not form.takes(context.now):
        return [Reply(_closed(form, context))]
    say = context.say
    helping = others.door(context)
    if context.joined.id in await feedback.answered(context.tx, context.joined.event_id):
        return [Reply(say("feedback.already"), helping)]
    found = await feedback_drafts.find(context.tx, context.speaker.id, context.joined.id)
    done = screens.answers_in(found.answers) if found else 0
    begin = say("feedback.resume", count=done) if done else say("feedback.begin")
    lines = [bold(say("feedback.head")), say("feedback.short"), "", say("feedback.anonymous")]
    lines.append(say("feedback.until", until=screens.moment(form.closes_at, context.itinerary, say)))
    mine = screens.action("go", context.joined.id)
    return [Reply("\n".join(lines), ((Button(begin, mine),), *helping))]


async def pressed(request: Request, context: Context) -> list[Reply]:
    """A button of the form."""
    verb, _, rest = request.action.partition(".")
    number, *more = rest.split(".")
    form = await feedback.form(context.tx, context.joined.event_id)
    person = await others.whose(number, context)
    if verb not in {*_VERBS, *sending.VERBS, BACK} or person is None:
        return [Reply(toast=context.say("router.stale"))]
    if form is None or not form.takes(context.now):
        await leave(context)
        return [Reply(_closed(form, context), edit=True)]
    if verb == BACK:
        return await _taken_back(request, form, person, context)
    filling = await _filling(request, form, person, context)
    if filling is None:
        return [Reply(context.say("feedback.already_sent"), edit=True)]
    if verb in sending.VERBS:
        return await sending.VERBS[verb](request, filling.draft, person, context)
    return await _VERBS[verb](filling, more)


async def _taken_back(request: Request, form: Form, person: Person, context: Context) -> list[Reply]:
    """Take back what was sent, by the token that only its author's button has."""
    draft = await sending.taken_back(request, person, request.action.rpartition(".")[2], context)
    if draft is None:
        return [Reply(toast=context.say("feedback.not_found"))]
    filling = Filling(form, draft, person, _plan(person, context), context)
    return await filling.show(filling.plan[0], lead=context.say("feedback.taken_back"), edit=True)


async def typed(request: Request, context: Context) -> list[Reply]:
    """Words while the form is open: an answer, unless they are plainly a question to us."""
    dialogue = context.speaker.dialogue
    form = await feedback.form(context.tx, context.joined.event_id)
    person = await others.whose(str(dialogue.get("for", "")), context)
    if form is None or person is None or not form.takes(context.now):
        await leave(context)
        return await ask.question(request, context)
    filling = await _filling(request, form, person, context)
    if filling is None:
        await leave(context)
        return await ask.question(request, context)
    text = plain(request.text).strip()
    if filling.at is None or doubt.is_question(text, context):
        return await _answered(request, filling, text)
    return await _said(filling, filling.at, text)


async def leave(context: Context) -> None:
    """The next words are no answer any more."""
    if context.speaker.dialogue.get("step") == STEP:
        await people.change_account(context.tx, context.speaker.id, dialogue=None)


async def _said(filling: Filling, where: Question, text: str) -> list[Reply]:
    """Add words to an answer; a bare number is a score. The reader goes on when they press."""
    say = filling.context.say
    match = _SCORE.fullmatch(text)
    if where.scored and match:
        filling.answer(where.key, score=int(match[1]))
        return await filling.show(filling.after(where), lead=say("feedback.noted"))
    whole = "\n".join(filter(None, [filling.draft.answers.get(where.key, Answer()).text, text]))
    if not text:
        return await filling.show(where, lead=say("feedback.only_words"))
    if len(whole) > LONGEST:
        return await filling.show(where, lead=say("feedback.too_long", count=len(whole), longest=LONGEST))
    filling.answer(where.key, text=whole)
    return await filling.show(where, lead=say("feedback.noted"))


async def _answered(request: Request, filling: Filling, text: str) -> list[Reply]:
    """Answer a question to us and offer to go on, or to take the words as an answer after all."""
    say, here = filling.context.say, filling.person.id
    filling.draft = replace(filling.draft, aside=text if filling.at else "")
    await feedback_drafts.keep(filling.context.tx, filling.draft)
    aside = ((Button(say("feedback.as_answer"), screens.action("as", here)),),) if filling.at else ()
    onward = ((Button(say("feedback.go_on"), screens.action("go", here)),),)
    return [*await ask.question(request, filling.context), Reply(say("feedback.goes_on"), (*onward, *aside))]


async def _filling(request: Request, form: Form, person: Person, context: Context) -> Filling | None:
    """The form with its draft; None when that person has answered."""
    if person.id in await feedback.answered(context.tx, person.event_id):
        return None
    draft = await feedback_drafts.find(context.tx, context.speaker.id, person.id)
    draft = draft or Draft(context.speaker.id, person.id)
    draft = replace(draft, said=(*draft.said, request.id))
    return Filling(form, draft, person, _plan(person, context), context)


def _plan(person: Person, context: Context) -> list[Question]:
    asked = questionnaire.questions(context.itinerary, context.now)
    return [one for one in asked if one.activity is None or concerns(one.activity.row.audience, person)]


def _closed(form: Form | None, context: Context) -> str:
    if form is not None:
        return context.say("feedback.closed")
    opens = questionnaire.opens_at(context.itinerary)
    if opens is None or opens <= context.now:
        return context.say("feedback.not_open")
    return context.say("feedback.opens", when=screens.moment(opens, context.itinerary, context.say))


async def _go(filling: Filling, rest: list[str]) -> list[Reply]:
    """Go on where it was left."""
    del rest
    fresh = next((one for one in filling.plan if one.key not in filling.draft.answers), None)
    return await filling.show(filling.at or (None if filling.draft.answers else fresh), edit=True)


async def _first(filling: Filling, rest: list[str]) -> list[Reply]:
    del rest
    return await filling.show(filling.plan[0], edit=True)


async def _score(filling: Filling, rest: list[str]) -> list[Reply]:
    where = filling.tagged(rest[0]) if rest else None
    if where is None or len(rest) != 2 or not _SCORE.fullmatch(rest[1]):
        return [Reply(toast=filling.context.say("router.stale"))]
    filling.answer(where.key, score=int(rest[1]))
    say = filling.context.say
    lead = f"✅ {screens.title(where, say)}: {say(f'feedback.score_{rest[1]}')}"
    return await filling.show(filling.after(where), lead=lead, edit=True)


async def _next(filling: Filling, rest: list[str], step: int = 1) -> list[Reply]:
    where = filling.tagged(rest[0]) if rest else None
    if where is None:
        return [Reply(toast=filling.context.say("router.stale"))]
    return await filling.show(filling.after(where, step), edit=True)


async def _back(filling: Filling, rest: list[str]) -> list[Reply]:
    return await _next(filling, rest, -1)


async def _rewrite(filling: Filling, rest: list[str]) -> list[Reply]:
    """Forget the words of an answer."""
    where = filling.tagged(rest[0]) if rest else None
    if where is None:
        return [Reply(toast=filling.context.say("router.stale"))]
    filling.answer(where.key, text="")
    return await filling.show(where, edit=True)


async def _as_answer(filling: Filling, rest: list[str]) -> list[Reply]:
    """What was taken for a question is an answer after all."""
    del rest
    text, where = filling.draft.aside, filling.at
    if not text or where is None:
        return [Reply(toast=filling.context.say("router.stale"))]
    filling.draft = replace(filling.draft, aside="")
    await people.change_account(filling.context.tx, filling.context.speaker.id, focus=None)
    return await _said(filling, where, text)


async def _later(filling: Filling, rest: list[str]) -> list[Reply]:
    """Leave it for now; what was answered stays."""
    del rest
    context, say = filling.context, filling.context.say
    if filling.draft.answers:
        await feedback_drafts.keep(context.tx, filling.draft)
    await leave(context)
    until = screens.moment(filling.form.closes_at, context.itinerary, say)
    onward = ((Button(say("feedback.go_on"), screens.action("go", filling.person.id)),),)
    return [Reply(say("feedback.left", until=until), onward, edit=True)]


async def _summary(filling: Filling, rest: list[str]) -> list[Reply]:
    del rest
    return await filling.show(None, edit=True)


_VERBS: Mapping[str, Callable[[Filling, list[str]], Awaitable[list[Reply]]]] = {
    "go": _go, "first": _first, "s": _score, "n": _next, "b": _back, "x": _rewrite, "as": _as_answer,
    "later": _later, "sum": _summary,
}  # fmt: skip
