"""The process stands still, is away, or has another clock than the next one: nothing comes twice or too late."""

import time
from datetime import timedelta

from sqlalchemy import func, select

from bot.adapters.memory import Memory
from bot.clock import SimulatedClock
from bot.db.models import Notice
from scheduler import Scheduler
from tests.scheduler.conftest import Run, World, at, until


def _said(memory: Memory, user: str) -> list[str]:
    return [reply.text for who, reply in memory.heard if who == user]


async def test_a_loop_that_stood_still_when_it_fell_due_reminds_all_the_same(world: World, run: Run) -> None:
    await world.join("지우")
    memory = Memory()
    world.clock.jump(at("08:30") - timedelta(seconds=2))
    world.clock.run(1)
    await run(memory)
    time.sleep(5)  # noqa: ASYNC251 - nothing else runs meanwhile
    await until(lambda: len(memory.heard) == 1)
    assert world.clock.now() < at("08:30") + timedelta(seconds=8)
    assert "09:00 식당으로 출발해요" in _said(memory, "지우")[0]


async def test_a_process_that_was_down_when_it_fell_due_sends_what_is_still_of_use(world: World, run: Run) -> None:
    await world.join("지우")
    await _once(run)
    world.clock.jump(at("08:40"))
    memory = Memory()
    await run(memory)
    await until(lambda: len(memory.heard) == 1)
    assert "09:00 식당으로 출발해요" in _said(memory, "지우")[0]


async def test_organizers_hear_from_when_until_when_it_was_away_and_what_was_missed(world: World, run: Run) -> None:
    await world.join("지우")
    await world.join("담당", person={"role": "organizer"})
    await _once(run)
    world.clock.jump(at("11:00"))
    memory = Memory()
    await (await _heard(run, memory, 2)).stop()
    away, missed = _said(memory, "담당")
    assert away.startswith("제가 10월 14일(화) 07:00부터 10월 14일(화) 11:00까지 멈춰 있었어요.")
    assert "09:00" in missed
    assert _said(memory, "지우") == []
    again = Memory()
    world.clock.jump(at("12:20"))
    await _heard(run, again, 2)  # lunch for both of them
    assert not any("11:00까지" in text for text in _said(again, "담당"))


async def test_after_more_than_a_day_it_says_that_something_may_be_lost(world: World, run: Run) -> None:
    await world.join("담당", person={"role": "organizer"})
    await _once(run)
    world.clock.jump(at("08:00", day=2))
    memory = Memory()
    await _heard(run, memory, 2)
    assert "받지 못한 것이 있을 수 있어요" in _said(memory, "담당")[0]


async def test_clocks_half_a_minute_apart_do_no_harm(world: World, run: Run) -> None:
    """The first process is ahead, the next one behind: it lives through the same moments again."""
    await world.join("지우")
    ahead, behind = (SimulatedClock(world.clock.now() + timedelta(seconds=s), 0) for s in (15, -15))
    first, second = Memory(), Memory()
    started = await run(first, ahead)
    ahead.jump(at("08:30") + timedelta(seconds=5))
    await until(lambda: len(first.heard) == 1)
    await started.stop()
    behind.jump(at("08:30") - timedelta(seconds=25))
    started = await run(second, behind)
    await until(lambda: "forum" in started.ticker._seen)
    for moment, heard in ((at("08:29"), 0), (at("08:31"), 0), (at("08:50"), 1), (at("12:20"), 2)):
        behind.jump(moment)
        await until(lambda moment=moment: started.ticker._seen["forum"].since == moment)  # type: ignore[misc]
        await until(lambda heard=heard: len(second.heard) == heard)  # type: ignore[misc]
    assert "12:30 점심" in _said(second, "지우")[1]
    async with world.database.read() as tx:
        assert (await tx.execute(select(func.count()).where(Notice.missed))).scalar_one() == 0


async def _once(run: Run) -> None:
    """A process that looks at the plan and stops."""
    started = await run(Memory())
    await until(lambda: started.ticker.ticked > 0)
    await started.stop()


async def _heard(run: Run, memory: Memory, count: int) -> Scheduler:
    started = await run(memory)
    await until(lambda: len(memory.heard) >= count)
    return started
