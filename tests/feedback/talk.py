"""What tests of the form share: time passes, and people tap through it."""

from sqlalchemy import select

from bot.db.models import FeedbackAnswer, FeedbackBallot, FeedbackDraft
from handlers.feedback import rule
from tests.handlers.chat import TEXTS, Chat


async def tick(chat: Chat) -> dict[str, list[str]]:
    """What the scheduler does at this moment, and what everybody got."""
    plan, now = await chat.plan(), chat.clock.now()
    async with chat.database.read() as tx:
        due, _ = await rule.waits(tx, plan, now)
    async with chat.database.begin() as tx:
        count = await rule.settle(tx, plan, TEXTS, now)
    assert due or not count, "the scheduler would have slept through it"
    return await chat.carry()


async def scores(chat: Chat, name: str, *given: int) -> str:
    """Tap a score for each of the next questions; 0 skips. The last screen."""
    shown = ""
    for one in given:
        shown = await chat.press(name, f"{one}점" if one else "건너뛰기")
    return shown


async def fill_in(chat: Chat, name: str, score: int, good: str, lacking: str = "") -> str:
    """Fill the whole form in and send it; the thanks."""
    await chat.say(name, "/feedback")
    await chat.press(name, "시작하기")
    await scores(chat, name, *[score] * 8)
    for words in (good, lacking, ""):
        if words:
            await chat.say(name, words)
        await chat.press(name, "다음" if words else "건너뛰기")
    return await chat.press(name, "소감 보내기")


async def ballots(chat: Chat) -> list[dict[str, tuple[int | None, str]]]:
    """What is in the ballot box."""
    async with chat.database.read() as tx:
        keys = (await tx.execute(select(FeedbackBallot.key))).scalars().all()
        rows = (await tx.execute(select(FeedbackAnswer))).all()
    return [{one.question: (one.score, one.text) for one in rows if one.ballot == key} for key in keys]


async def drafts(chat: Chat) -> int:
    async with chat.database.read() as tx:
        return len((await tx.execute(select(FeedbackDraft))).all())
