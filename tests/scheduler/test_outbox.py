from datetime import timedelta

from sqlalchemy import func, insert, select, update

from bot.db import deliveries, notices
from bot.db.models import Account, Content, Delivery, Notice
from bot.db.notices import Note, Recipients
from bot.messages import Reply
from config.event import Audience
from scheduler import outbox, planner
from scheduler.outbox import Enqueued
from tests.scheduler.conftest import World, at, forum


async def enqueue(world: World, clock: str, since: str | None = None, day: int = 1) -> Enqueued:
    now, last = at(clock, day), at(since, day) if since else None
    world.clock.jump(now)
    async with world.database.begin() as tx:
        leads = await notices.leads(tx)
        found = planner.notices(world.itinerary, now, last, leads)
        return await outbox.enqueue(tx, world.itinerary, found, world.texts, now)


async def said(world: World) -> dict[str, list[str]]:
    """What each user is to hear, in order."""
    result: dict[str, list[str]] = {}
    async with world.database.read() as tx:
        query = select(Account.user, Content.reply).join(Delivery, Delivery.account_id == Account.id).join(Content)
        for row in await tx.execute(query.order_by(Delivery.id)):
            result.setdefault(row.user, []).append(row.reply["text"])
    return result


async def test_planning_twice_does_nothing_more(world: World) -> None:
    await world.join("지우", "민서")
    assert await enqueue(world, "08:30") == Enqueued(1, 2, 0)
    assert await enqueue(world, "08:31", "08:30") == Enqueued(0, 0, 0)


async def test_everybody_reads_their_own_language_and_others_the_events(world: World) -> None:
    await world.join("지우")
    await world.join("Ann", language="en")
    await world.join("Zoé", language="fr")
    await enqueue(world, "12:20")
    heard = await said(world)
    assert "점심" in heard["지우"][0]
    assert "Where: Diner" in heard["Ann"][0]
    assert heard["Zoé"] == heard["지우"]


async def test_only_those_are_reminded_who_want_it_and_can_be_reached(world: World) -> None:
    await world.join("지우")
    await world.join("no-meals", muted=",meal,tour,")
    await world.join("off", reminders=False)
    await world.join("blocked", unreachable="blocked")
    await world.join("undecided", consented_at=None)
    await world.join("gone", person={"left_at": world.clock.now()})
    await enqueue(world, "08:30")
    await enqueue(world, "12:20", "08:40")
    heard = await said(world)
    assert {user: len(texts) for user, texts in heard.items()} == {"지우": 2, "no-meals": 1, "off": 1}


async def test_a_row_for_a_bus_reaches_its_people_the_unassigned_and_organizers(world: World) -> None:
    rows = {"id": "bus", "day": 1, "start": "09:00", "title": "1호차", "kind": "transport", "audience": {"bus": [1]}}
    await world.load(forum(rows))
    await world.join("one", person={"bus": "1"})
    await world.join("two", person={"bus": "2"})
    await world.join("unassigned")
    await world.join("담당", person={"bus": "2", "role": "organizer"})
    await enqueue(world, "08:30")
    assert (await said(world)).keys() == {"one", "unassigned", "담당"}


async def test_what_falls_together_is_one_message_for_each_person(world: World) -> None:
    await world.load(
        forum(
            {"id": "bus", "day": 1, "start": "09:00", "title": "버스", "kind": "transport"},
            {"id": "snack", "day": 1, "start": "08:40", "title": "간식", "kind": "meal"},
        )
    )
    await world.join("both")
    await world.join("Ann", language="en")
    await world.join("bus-only", muted=",meal,")
    assert (await enqueue(world, "08:30")).deliveries == 3
    heard = await said(world)
    assert heard["both"][0].index("08:40") < heard["both"][0].index("09:00")
    assert "간식" in heard["Ann"][0]
    assert "간식" not in heard["bus-only"][0]
    assert {len(texts) for texts in heard.values()} == {1}


async def test_one_message_when_both_reminders_of_a_bus_are_overdue(world: World) -> None:
    await world.join("지우")
    await enqueue(world, "08:55", "08:20")
    heard = await said(world)
    assert len(heard["지우"]) == 1
    assert heard["지우"][0].count("09:00") == 1


async def test_own_lead_times_come_instead_of_the_first_one(world: World) -> None:
    await world.join("usual")
    await world.join("early", lead=60)
    await world.join("late", lead=10)
    for clock, since in (("08:00", "07:59"), ("08:30", "08:29"), ("08:50", "08:49")):
        await enqueue(world, clock, since)
    assert {user: len(texts) for user, texts in (await said(world)).items()} == {"usual": 2, "early": 2, "late": 1}


async def test_a_new_lead_time_does_not_repeat_what_was_just_said(world: World) -> None:
    await world.join("지우")
    await enqueue(world, "08:30", "08:29")
    async with world.database.begin() as tx:
        await tx.execute(update(Account).values(lead=60))
    await enqueue(world, "08:35", "08:34")
    assert len((await said(world))["지우"]) == 1


async def test_missed_reminders_are_listed_to_organizers_once(world: World) -> None:
    await world.join("지우")
    await world.join("담당", person={"role": "organizer"})
    assert (await enqueue(world, "11:00", "07:00")).missed == 2
    await enqueue(world, "11:01", "07:00")
    heard = await said(world)
    assert heard.keys() == {"담당"}
    assert len(heard["담당"]) == 1
    assert heard["담당"][0].count("09:00") == 2


async def test_what_a_fast_clock_called_missed_is_sent_when_it_is_due(world: World) -> None:
    await world.join("지우")
    await enqueue(world, "10:00", "07:00")
    assert (await enqueue(world, "08:30", "08:29")).deliveries == 1
    assert (await enqueue(world, "08:31", "08:30")).deliveries == 0


async def test_a_late_message_says_nothing_that_is_no_longer_true(world: World) -> None:
    await world.join("지우")
    await enqueue(world, "08:59", "08:20")
    assert "분 전" not in (await said(world))["지우"][0]


async def test_tomorrows_plan_lists_the_day(world: World) -> None:
    await world.join("지우")
    await enqueue(world, "21:00", day=0)
    text = (await said(world))["지우"][0]
    assert "10월 14일(화)" in text
    assert "12:30" in text


async def test_anything_may_be_put_for_anybody_once(world: World) -> None:
    await world.join("지우", "민서")
    now = world.clock.now()
    note = Note("announcement:1", "announcement", 3, must=True, due_at=now, expires_at=now + timedelta(days=1))
    who = Recipients("forum", Audience())
    async with world.database.begin() as tx:
        assert await notices.put(tx, note, who, {"ko": Reply("안녕하세요")}, now) == 2
        assert await notices.put(tx, note, who, {"ko": Reply("안녕하세요")}, now) is None
        notice = (await tx.execute(select(Notice.id))).scalar_one()
        assert await deliveries.counts(tx, notice) == {"queued": 2, "repeats": 0}


async def test_the_outbox_takes_thousands_in_one_go(world: World) -> None:
    await world.join("지우")
    async with world.database.begin() as tx:
        one = (await tx.execute(select(Account.person_id, Account.consented_at, Account.created_at))).one()._mapping
        await tx.execute(
            insert(Account), [{**one, "bot": "memory", "user": f"u{n}", "chat": f"u{n}"} for n in range(3000)]
        )
    assert (await enqueue(world, "08:30")).deliveries == 3001
    async with world.database.read() as tx:
        assert (await tx.execute(select(func.count()).select_from(Delivery))).scalar_one() == 3001
