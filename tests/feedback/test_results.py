"""What is shown of a closed form: all that was said, nothing by which somebody could be picked out."""

from collections import Counter
from collections.abc import Sequence

import pytest
from sqlalchemy import insert, select, update

from bot.db import ballots, feedback
from bot.db.models import Activity, FeedbackAnswer, FeedbackBallot, Person
from bot.feedback import Answer, Answers
from tests.feedback.trip import GROUPS, SILENT, fill
from tests.handlers.chat import Chat, seoul

LATER = seoul("13:30", 31)


async def people(chat: Chat, group: str, count: int) -> list[int]:
    async with chat.database.begin() as tx:
        rows = [
            {"event_id": chat.file.event.id, "name": f"{group}{one}", "group": group, "created_at": chat.clock.now()}
            for one in range(count)
        ]
        return list((await tx.execute(insert(Person).returning(Person.id), rows)).scalars()) if rows else []


async def vote(chat: Chat, persons: Sequence[int], answers: Answers) -> None:
    async with chat.database.begin() as tx:
        await feedback.open_form(tx, chat.file.event.id, seoul("13:30", 24), LATER)
        for person in persons:
            assert await ballots.cast(tx, chat.file.event.id, person, ballots.new_token(), answers)


async def close(chat: Chat) -> None:
    async with chat.database.begin() as tx:
        await ballots.settle(tx, chat.file.event.id, ())
        await feedback.change(tx, chat.file.event.id, closed_at=LATER, asked=20)


async def test_everything_of_51_people_arrives(chat: Chat) -> None:
    async with chat.database.begin() as tx:
        truth = await fill(tx, chat.file.event.id, LATER)
        found = await feedback.results(tx, chat.file.event.id, LATER)
    assert found is not None
    assert (found.asked, found.answered) == (51, 43)
    assert [(one.question, one.text) for one in found.comments] == truth.comments
    given = [(key, one.text, one.score) for _, answers in truth.given for key, one in answers.items() if one.text]
    assert Counter((one.question, one.text, one.score) for one in found.comments) == Counter(given)
    assert len(found.scores) == 8
    for score in found.scores:
        counted = truth.scores(score.question)
        assert score.counts == tuple(counted[value] for value in range(1, 6))
    for group, scores in found.groups.items():
        for score in scores:
            most = truth.scores(score.question, group).total()
            assert most - 4 <= score.answers <= most, "only the first four of a group do not say their group"
    assert set(found.groups) == set(GROUPS)
    assert sum(GROUPS.values()) - sum(SILENT.values()) == 43


async def test_nothing_before_the_form_is_closed_and_nothing_of_four(chat: Chat) -> None:
    await vote(chat, await people(chat, "구청", 6), {"overall": Answer(5)})
    async with chat.database.begin() as tx:
        assert await feedback.results(tx, chat.file.event.id, LATER) is None
    await close(chat)
    async with chat.database.begin() as tx:
        found = await feedback.results(tx, chat.file.event.id, LATER)
        assert found is not None
        assert found.scores[0].counts == (0, 0, 0, 0, 6)
        key = (await tx.execute(select(FeedbackBallot.key))).scalars().all()
        await tx.execute(FeedbackBallot.__table__.delete().where(FeedbackBallot.key.in_(key[:2])))  # type: ignore[attr-defined]
        assert await feedback.results(tx, chat.file.event.id, LATER) is None


async def test_a_question_that_four_answered_is_left_out(chat: Chat) -> None:
    some = await people(chat, "구청", 8)
    await vote(chat, some[:4], {"overall": Answer(5), "lunch-2": Answer(1, "짰어요")})
    await vote(chat, some[4:], {"overall": Answer(4), "good": Answer(None, "좋았어요")})
    await close(chat)
    async with chat.database.begin() as tx:
        found = await feedback.results(tx, chat.file.event.id, LATER)
    assert found is not None
    assert [one.question for one in found.scores] == ["overall"]
    assert [one.text for one in found.comments] == ["좋았어요"] * 4


@pytest.mark.parametrize(("first", "second", "shown"), [(12, 12, {"구청", "민간"}), (12, 8, {"구청"}), (12, 0, set())])
async def test_no_group_is_shown_whose_rest_gives_few_away(
    chat: Chat, first: int, second: int, shown: set[str]
) -> None:
    await vote(chat, await people(chat, "구청", first), {"overall": Answer(5)})
    await vote(chat, await people(chat, "민간", second), {"overall": Answer(1)})
    await close(chat)
    async with chat.database.begin() as tx:
        found = await feedback.results(tx, chat.file.event.id, LATER)
    assert found is not None
    assert set(found.groups) == shown
    for score in found.scores:
        parts = [one for scores in found.groups.values() for one in scores if one.question == score.question]
        rest = [
            whole - sum(values) for whole, *values in zip(score.counts, *(one.counts for one in parts), strict=True)
        ]
        assert sum(rest) == 0 or sum(rest) >= 5


async def test_a_ballot_names_a_group_only_when_five_of_it_have_answered(chat: Chat) -> None:
    some = await people(chat, "구청", 7)
    for number, person in enumerate(some, 1):
        await vote(chat, [person], {"overall": Answer(3)})
        async with chat.database.read() as tx:
            labels = (await tx.execute(select(FeedbackBallot.group))).scalars().all()
        assert labels.count("구청") == max(0, number - 4)


async def test_what_becomes_of_a_cancelled_row(chat: Chat) -> None:
    await vote(chat, await people(chat, "구청", 6), {"overall": Answer(5), "nogodan": Answer(2, "비가 왔어요")})
    await close(chat)
    async with chat.database.begin() as tx:
        await tx.execute(update(Activity).where(Activity.key == "nogodan").values(cancelled=True))
        found = await feedback.results(tx, chat.file.event.id, LATER)
        kept = (await tx.execute(select(FeedbackAnswer.question).distinct())).scalars().all()
    assert found is not None
    assert [one.question for one in found.scores] == ["overall"]
    assert len(found.comments) == 6
    assert set(kept) == {"overall", "nogodan"}
