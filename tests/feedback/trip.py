"""What 51 people might have said of the sample workshop, with everything known: who scored what, and every comment."""

import random
from collections import Counter
from dataclasses import dataclass
from datetime import datetime, timedelta

from sqlalchemy import insert, select
from sqlalchemy.ext.asyncio import AsyncConnection

from bot import questionnaire
from bot.db import ballots, events, feedback
from bot.db.models import Person
from bot.feedback import Answer, Answers

GROUPS = {"구청": 24, "민간": 27}
SILENT = {"구청": 4, "민간": 4}
"""How many of each group never answer."""

COMMENTS: dict[str, tuple[str, ...]] = {
    "good": (
        "다른 구 사회적기업 분들과 이야기 나눌 수 있어서 좋았어요",
        "공무원분들과 가까워진 느낌이에요.",
        "공방 견학이 정말 알찼습니다! 피자도 맛있었어요 ㅎㅎ",
        "소통하는 시간이 뜻깊었어요",
        "서로의 업무를 이해하게 되어 좋았습니다",
        "노고단 경치가 최고였어요 👍",
        "진행이 매끄러웠고 안내 문자가 와서 편했습니다",
        "숙소가 깨끗하고 따뜻했어요",
        "우리밀 쿠키 만들기 체험이 재미있었어요",
        "협동조합 상생 전략 토론이 인상 깊었습니다.",
        "버스 시간 알림이 와서 안심됐어요",
        "밥이 다 맛있었어요",
        "산채정식이 훌륭했습니다",
        "간담회에서 솔직한 이야기를 들을 수 있어서 좋았음",
        "네트워크의 필요성을 느꼈습니다",
        "좋았어요",
    ),
    "lacking": (
        "버스 타는 시간이 너무 길었어요",
        "버스 이동이 길어서 허리가 아팠습니다",
        "방이 추웠고 이불이 모자랐어요",
        "여섯 명이 한 방을 쓰니 불편했습니다",
        "영화 볼 때 소리가 잘 안 들렸어요",
        "일정이 너무 빡빡해서 쉴 틈이 없었어요.",
        "간담회 시간이 짧아서 아쉬웠습니다",
        "사회적경제 조직 참여가 적었어요",
        "협동조합 쪽 참석자가 적어서 아쉬웠음",
        "저녁이 너무 늦었어요",
        "노고단 올라가는 길이 어르신들께는 힘들었어요",
        "화장실 들를 시간이 모자랐습니다",
        "없음",
        "ㅋㅋㅋㅋ",
    ),
    "improve": (
        "간담회 시간을 더 늘려 주세요",
        "토론할 시간이 더 필요해요",
        "교육을 정기적으로 열어 주시면 좋겠습니다",
        "중간지원센터 지원을 확대해 주세요",
        "이동 시간을 줄일 수 있게 가까운 곳으로 가면 좋겠어요",
        "휴게소에 한 번 더 들러 주세요",
        "방을 4인실로 해 주시면 좋겠어요",
        "다음에는 사회적기업이 더 많이 올 수 있게 일찍 알려 주세요",
        "자유시간을 늘려 주세요",
        "후속 모임이 있었으면 합니다",
        "저녁을 한 시간 당겨 주세요",
        "문의는 010-0000-1234로 연락 주세요",
    ),
    "overall": ("전체적으로 만족합니다", "다음에 또 오고 싶어요", "준비하신 분들 고생 많으셨어요"),
}
"""Comments by the question they answer; each is said by one person."""

WORDS: dict[str, tuple[str, ...]] = {
    "tour": ("설명이 좋았어요", "걷기 힘들었어요", "경치가 좋았어요"),
    "meal": ("맛있었어요", "조금 짰어요", "채소가 많아 좋았어요"),
    "session": ("유익했어요", "조금 길었어요", "영화가 좋았어요"),
}
"""Words to activities, by their kind."""


@dataclass(frozen=True)
class Truth:
    """What was put in: `given` is each answering person's group and answers; nobody else knows whose they are."""

    people: int
    given: tuple[tuple[str, Answers], ...]

    @property
    def comments(self) -> list[tuple[str, str]]:
        """Every (question, text), by text."""
        found = [(key, one.text) for _, answers in self.given for key, one in answers.items() if one.text]
        return sorted(found, key=lambda one: (one[1], one[0]))

    def scores(self, question: str, group: str | None = None) -> Counter[int]:
        """How often each score was given."""
        chosen = [answers for whose, answers in self.given if group in {None, whose}]
        return Counter(one.score for answers in chosen if (one := answers.get(question)) and one.score is not None)


def answers_of(number: int, plan: list[questionnaire.Question], rolls: random.Random) -> dict[str, Answer]:
    """What the person of that number (from 0) says; every comment is somebody's."""
    result = {}
    for question in plan:
        score = min(5, max(1, round(rolls.gauss(4.1, 0.9)))) if question.scored else None
        if question.scored and rolls.random() < 0.08:
            score = None
        words: tuple[str, ...] = COMMENTS.get(question.key, ())
        if question.activity:
            words = WORDS.get(question.activity.row.kind, ())
        text = words[number] if number < len(words) else ""
        if score is not None or text:
            result[question.key] = Answer(score, text)
    return result


async def fill(tx: AsyncConnection, event_id: str, now: datetime, *, close: bool = True) -> Truth:
    """Put 51 people and the answers of 43 into an event; the form is opened and, if `close`, closed at `now`."""
    plan = await events.snapshot(tx, event_id)
    rolls = random.Random(2014)  # noqa: S311 - the same truth every time
    await feedback.open_form(tx, event_id, now - timedelta(days=7), now)
    given: list[tuple[str, Answers]] = []
    asked = questionnaire.questions(plan)
    for group, size in GROUPS.items():
        rows = [
            {"event_id": event_id, "name": f"{group}{number}", "group": group, "created_at": now, "listed": True}
            for number in range(1, size + 1)
        ]
        await tx.execute(insert(Person), rows)
        query = select(Person.id).where(Person.event_id == event_id, Person.group == group).order_by(Person.id)
        for person in list((await tx.execute(query)).scalars())[: size - SILENT[group]]:
            answers = answers_of(len(given), asked, rolls)
            given.append((group, answers))
            await ballots.cast(tx, event_id, person, ballots.new_token(), answers)
    if close:
        await ballots.settle(tx, event_id, ())
        await feedback.change(tx, event_id, closed_at=now, asked=sum(GROUPS.values()))
    return Truth(sum(GROUPS.values()), tuple(given))
