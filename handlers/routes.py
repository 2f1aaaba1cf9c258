"""The whole conversation as tables: what people type, press or are asked for, who answers it, and who may.

`/help` and the platforms' command menus are made from `COMMANDS`.
"""

from collections.abc import Awaitable, Callable, Mapping
from dataclasses import dataclass

from bot.messages import Reply, Request
from bot.people import ROLES
from handlers import (
    ask,
    group,
    help_,
    importing,
    join,
    language,
    me,
    places,
    privacy,
    questions,
    reminders,
    report,
    report_heads,
    review,
    roster,
    schedule,
)
from handlers.announce import draft as announce
from handlers.announce import status
from handlers.context import Context
from handlers.feedback import form, organizing, others
from handlers.photos import desk, own
from handlers.plan import commands as slips
from handlers.rollcall import commands as rollcall
from handlers.rollcall import regroup

Handler = Callable[[Request, Context], Awaitable[list[Reply]]]


@dataclass(frozen=True, slots=True)
class Route:
    """Who answers, and the least role that may ask; `personal` answers go to the private chat."""

    handler: Handler
    role: str = "participant"
    personal: bool = False


ANYONE = ""

COMMANDS: Mapping[str, Route] = {
    "start": Route(join.start, ANYONE, personal=True),
    "now": Route(schedule.now),
    "next": Route(schedule.following),
    "today": Route(schedule.today),
    "tomorrow": Route(schedule.tomorrow),
    "day": Route(schedule.day),
    "plan": Route(schedule.plan),
    "where": Route(places.where),
    "calendar": Route(schedule.calendar),
    "me": Route(me.card, personal=True),
    "reminders": Route(reminders.show, personal=True),
    "lang": Route(language.show, ANYONE, personal=True),
    "help": Route(help_.show, ANYONE),
    "leave": Route(me.leave, personal=True),
    "ask": Route(questions.ask, personal=True),
    "photos": Route(desk.show, personal=True),
    "mydata": Route(privacy.mydata, personal=True),
    "deleteme": Route(privacy.delete, personal=True),
    "questions": Route(questions.listed, "organizer", personal=True),
    "duty": Route(questions.duty, "organizer", personal=True),
    "import": Route(importing.start, "organizer", personal=True),
    "who": Route(roster.who, "organizer", personal=True),
    "list": Route(roster.lists, "organizer", personal=True),
    "bind": Route(group.bind, "organizer"),
    "unbind": Route(group.unbind, "organizer"),
    "delay": Route(slips.delay, "organizer", personal=True),
    "move": Route(slips.move, "organizer", personal=True),
    "cancel": Route(slips.cancel, "organizer", personal=True),
    "add": Route(slips.add, "organizer", personal=True),
    "announce": Route(announce.start, "organizer", personal=True),
    "status": Route(status.show, "organizer", personal=True),
    "news": Route(status.news, personal=True),
    "rollcall": Route(rollcall.start, "leader", personal=True),
    "regroup": Route(regroup.start, "leader", personal=True),
    "report": Route(report.start, "organizer", personal=True),
    "review": Route(review.start, "organizer", personal=True),
    "feedback": Route(form.start, personal=True),
    "survey": Route(organizing.show, "organizer", personal=True),
}

ACTIONS: Mapping[str, Route] = {
    "join": Route(join.agreed, ANYONE),
    "refuse": Route(join.refused, ANYONE),
    "name": Route(join.chosen, ANYONE),
    "day": Route(schedule.day_pressed),
    "row": Route(schedule.row_pressed),
    "ics": Route(schedule.calendar),
    "place": Route(places.pressed),
    "remind": Route(reminders.pressed),
    "lang": Route(language.pressed, ANYONE),
    "leave": Route(me.leave_pressed),
    "delete": Route(privacy.delete_pressed),
    "deleteme": Route(privacy.delete),
    "ask": Route(ask.hand_on),
    "askanon": Route(ask.hand_on_anonymously),
    "askstop": Route(questions.stopped),
    "answer": Route(questions.answer_pressed, "organizer"),
    "faq": Route(questions.learn_pressed, "organizer"),
    "roster": Route(roster.pressed, "organizer"),
    "imp": Route(importing.pressed, "organizer"),
    "people": Route(roster.lists, "organizer", personal=True),
    "plan": Route(slips.pressed, "organizer"),
    "plannow": Route(slips.now_pressed, "organizer"),
    "planundo": Route(slips.undo_pressed, "organizer"),
    "annc": Route(announce.pressed, "organizer"),
    "status": Route(status.pressed, "organizer", personal=True),
    "read": Route(status.read),
    "pic": Route(own.pressed),
    "desk": Route(desk.pressed, "organizer"),
    "here": Route(rollcall.here),
    "roll": Route(rollcall.pressed, "leader"),
    "report": Route(report.pressed, "organizer", personal=True),
    "reporthead": Route(report_heads.pressed, "organizer", personal=True),
    "review": Route(review.pressed, "organizer", personal=True),
    "fb": Route(form.pressed),
    "fbfor": Route(others.pressed, "leader"),
    "survey": Route(organizing.pressed, "organizer"),
}

DIALOGUES: Mapping[str, Route] = {
    importing.PASTE: Route(importing.typed, "organizer"),
    announce.WORDS: Route(announce.typed, "organizer"),
    announce.NAMES: Route(announce.typed, "organizer"),
    announce.TIME: Route(announce.typed, "organizer"),
    announce.READY: Route(announce.typed, "organizer"),
    status.CHANGE: Route(status.typed, "organizer"),
    form.STEP: Route(form.typed),
    rollcall.REASON: Route(rollcall.reasoned, "leader"),
    report_heads.STEP: Route(report_heads.typed, "organizer"),
    review.EDIT: Route(review.typed, "organizer"),
    review.OWN: Route(review.typed, "organizer"),
    desk.PICK: Route(desk.typed, "organizer"),
    desk.WORDS: Route(desk.typed, "organizer"),
    "name": Route(join.named, ANYONE),
    "ask": Route(questions.asked),
    "answer": Route(questions.answered, "organizer"),
}


def commands_for(role: str) -> list[str]:
    """The commands that somebody of that role may use ("": who has not joined), in the order of the table."""
    reach = ROLES.index(role) if role else -1
    return [name for name, route in COMMANDS.items() if route.role == ANYONE or ROLES.index(route.role) <= reach]
