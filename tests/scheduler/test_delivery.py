import asyncio

import pytest
from sqlalchemy import select, update

from bot.adapters.memory import Memory
from bot.db.models import Account, Delivery, Notice
from bot.messages import BadContent, Moved, Reply, RetryLater, SendError, Uncertain, Unreachable
from tests.scheduler.conftest import Run, World, at, until


async def states(world: World) -> dict[str, str]:
    """State by user of the deliveries, newest notice last."""
    async with world.database.read() as tx:
        query = select(Account.user, Delivery.state).join(Account).order_by(Delivery.id)
        return {row.user: row.state for row in await tx.execute(query)}


async def test_the_bus_reminder_comes_once_and_says_what_when_where(world: World, run: Run) -> None:
    await world.join("지우", "민서")
    await world.join("Ann", language="en")
    memory = Memory()
    await run(memory)
    world.clock.jump(at("08:30"))
    await until(lambda: len(memory.heard) == 3)
    said = dict(memory.heard)
    assert "09:00 식당으로 출발해요" in said["지우"].text
    assert "09:00 we leave for Diner" in said["Ann"].text
    await asyncio.sleep(0.3)
    assert len(memory.heard) == 3


async def test_nothing_is_said_twice_after_a_restart(world: World, run: Run) -> None:
    await world.join("지우")
    first, second = Memory(), Memory()
    started = await run(first)
    world.clock.jump(at("08:30"))
    await until(lambda: len(first.heard) == 1)
    await started.stop()
    await run(second)
    await asyncio.sleep(0.5)
    assert second.heard == []


@pytest.mark.parametrize(
    ("error", "must", "state", "heard", "repeats"),
    [
        (RetryLater("refused"), True, "sent", 1, 0),
        (RetryLater("refused"), False, "sent", 1, 0),
        (RetryLater("flood", 0.5, silence=True), False, "sent", 1, 0),
        (Uncertain("dropped"), True, "sent", 1, 1),
        (Uncertain("dropped"), False, "uncertain", 0, 0),
        (Unreachable("blocked"), True, "unreachable", 0, 0),
        (BadContent("can't parse"), True, "sent", 1, 0),
        (Moved("new"), True, "sent", 1, 0),
    ],
)
async def test_each_error_means_what_the_table_says(  # noqa: PLR0917 - a row of the table
    world: World,
    run: Run,
    error: SendError,
    must: bool,  # noqa: FBT001
    state: str,
    heard: int,
    repeats: int,
) -> None:
    await world.join("지우")
    memory = Memory(fails={"지우": [error]})
    await run(memory)
    world.clock.jump(at("08:30") if must else at("12:20"))
    await until(lambda: _is(world, "지우", state))
    assert len(memory.heard) == heard
    async with world.database.read() as tx:
        row = (await tx.execute(select(Delivery.repeats, Account.unreachable, Account.chat).join(Account))).one()
    assert row.repeats == repeats
    assert bool(row.unreachable) == (state == "unreachable")
    assert row.chat == ("new" if isinstance(error, Moved) else "지우")


async def _is(world: World, user: str, state: str) -> bool:
    return (await states(world)).get(user) == state


async def test_a_refused_content_stops_its_notice_and_organizers_hear_of_it(world: World, run: Run) -> None:
    people = [f"p{number}" for number in range(700)]
    await world.join(*people)
    await world.join("담당", person={"role": "organizer"})
    refused = [BadContent("too long"), BadContent("too long")]
    memory = Memory(fails={one: list(refused) for one in people})
    await run(memory)
    world.clock.jump(at("12:20"))
    await until(lambda: any("멈췄어요" in reply.text for _, reply in memory.heard))
    async with world.database.read() as tx:
        found = (
            (await tx.execute(select(Delivery.state).join(Notice).where(Notice.activity == "lunch"))).scalars().all()
        )
    assert found.count("failed") <= 500
    assert found.count("cancelled") >= 200
    assert "queued" not in found


async def test_refused_markup_goes_plainly_to_everybody_else(world: World, run: Run) -> None:
    await world.join("지우", "민서")
    memory = Memory(fails={"지우": [BadContent("can't parse")]})
    await run(memory)
    world.clock.jump(at("12:20"))
    await until(lambda: len(memory.heard) == 2)
    assert Reply("🍚 12:30 점심\n장소: 식당") in [reply for _, reply in memory.heard]


async def test_what_was_being_sent_when_a_process_died_is_decided_by_its_kind(world: World, run: Run) -> None:
    await world.join("지우")
    first = Memory(fails={"지우": [Unreachable("x")] * 9})
    started = await run(first)
    world.clock.jump(at("08:30"))
    await until(lambda: _is(world, "지우", "unreachable"))
    await started.stop()
    async with world.database.begin() as tx:
        await tx.execute(update(Account).values(unreachable=""))
        await tx.execute(update(Delivery).values(state="sending", term=1))
    second = Memory()
    await run(second)
    await until(lambda: len(second.heard) == 1)
    await until(lambda: _is(world, "지우", "sent"))
    async with world.database.read() as tx:
        assert (await tx.execute(select(Delivery.repeats))).scalar_one() == 1


async def test_what_is_too_late_is_never_sent(world: World, run: Run) -> None:
    await world.join("지우")
    memory = Memory(fails={"지우": [RetryLater("no network", 0.2)]})
    await run(memory)
    world.clock.jump(at("12:20"))
    await until(lambda: _is(world, "지우", "retry"))
    world.clock.jump(at("12:30"))
    await until(lambda: _is(world, "지우", "expired"))
    assert memory.heard == []


async def test_whoever_left_or_muted_meanwhile_hears_nothing(world: World, run: Run) -> None:
    await world.join("지우", "민서")
    memory = Memory(fails={one: [RetryLater("no network", 0.3)] for one in ("지우", "민서")})
    await run(memory)
    world.clock.jump(at("12:20"))
    await until(lambda: _is(world, "민서", "retry"))
    async with world.database.begin() as tx:
        await tx.execute(update(Account).where(Account.user == "지우").values(person_id=None))
        await tx.execute(update(Account).where(Account.user == "민서").values(muted=",meal,"))
    await until(lambda: _is(world, "지우", "cancelled"))
    await until(lambda: _is(world, "민서", "cancelled"))
    assert memory.heard == []


async def test_a_silence_is_obeyed_by_the_next_process_too(world: World, run: Run) -> None:
    await world.join("지우")
    first, second = Memory(fails={"지우": [RetryLater("flood", 2, silence=True)]}), Memory()
    started = await run(first)
    world.clock.jump(at("08:30"))
    await until(lambda: _is(world, "지우", "retry"))
    silent_since = asyncio.get_running_loop().time()
    await started.stop()
    await run(second)
    await until(lambda: len(second.heard) == 1)
    assert asyncio.get_running_loop().time() - silent_since > 1.8
