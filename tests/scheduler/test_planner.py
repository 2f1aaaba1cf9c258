from collections.abc import Iterable
from datetime import UTC, datetime, timedelta
from itertools import pairwise
from typing import Any

from hypothesis import given, settings
from hypothesis import strategies as st

from bot.itinerary import Itinerary, instant, of
from config.event import Event
from scheduler.planner import Planned, next_due, notices
from tests.scheduler.conftest import DAY_1, at, forum

MINUTE = timedelta(minutes=1)
WEEK = timedelta(days=7)


def due(rows: Iterable[Planned]) -> list[tuple[str, str]]:
    return [(one.activity or one.kind, f"{one.due_at + timedelta(hours=9):%d %H:%M}") for one in rows]


def through(plan: Itinerary, start: datetime, end: datetime, step: timedelta = MINUTE) -> list[Planned]:
    """What a ticker that looks every `step` would keep, each key once."""
    kept: dict[str, Planned] = {}
    since, now = None, start
    while now <= end:
        for one in notices(plan, now, since):
            kept.setdefault(one.key, one)
        since, now = now, now + step
    return list(kept.values())


def test_the_days_of_the_forum_minute_by_minute() -> None:
    plan = of(forum())
    found = through(plan, DAY_1 - timedelta(days=1), DAY_1 + timedelta(days=2))
    assert due(found) == [("tomorrow", "13 21:00"), ("bus", "14 08:30"), ("bus", "14 08:50"), ("lunch", "14 12:20")]
    assert [one.missed for one in found] == [False] * 4


def test_a_fresh_database_in_the_middle_of_the_event_misses_nothing() -> None:
    assert due(notices(of(forum()), at("08:55"), None)) == [("bus", "14 08:30"), ("bus", "14 08:50")]
    assert notices(of(forum()), at("11:00"), None) == []


def test_what_fell_due_while_nobody_looked_is_sent_if_it_is_of_use_and_else_missed() -> None:
    plan = of(forum())
    found = notices(plan, at("12:25"), at("08:40"))
    assert [(one.activity, one.missed) for one in found] == [("bus", True), ("lunch", False)]


def test_an_activity_moved_one_minute_before_its_reminder_gets_the_new_one_only() -> None:
    before = of(forum())
    moved = of(forum({"id": "lunch", "day": 1, "start": "13:30", "title": "점심", "kind": "meal"}))
    assert notices(before, at("12:19"), at("12:18")) == []
    assert notices(moved, at("12:20"), at("12:19")) == []
    assert due(notices(moved, at("13:20"), at("13:19"))) == [("lunch", "14 13:20")]


def test_an_activity_moved_forward_past_its_reminder_is_announced_at_once_as_long_as_it_has_not_begun() -> None:
    moved = of(forum({"id": "lunch", "day": 1, "start": "12:05", "title": "점심", "kind": "meal"}))
    assert due(notices(moved, at("12:00"), at("11:59"))) == [("lunch", "14 11:55")]
    assert notices(moved, at("12:05"), at("12:04")) == []


def test_an_activity_moved_into_the_past_is_neither_sent_nor_missed() -> None:
    moved = of(forum({"id": "lunch", "day": 1, "start": "09:00", "title": "점심", "kind": "meal"}))
    assert notices(moved, at("11:00"), at("10:59")) == []


def test_own_lead_times_take_the_place_of_the_first() -> None:
    found = notices(of(forum()), at("08:55"), None, frozenset({10, 45}))
    assert [(one.due_at, one.leads) for one in found] == [
        (at("08:15"), frozenset({45})),
        (at("08:30"), frozenset({None, 30})),
        (at("08:50"), frozenset()),
    ]


def test_at_night_only_safety_passes_and_the_rest_waits_if_it_is_still_of_use() -> None:
    rows: tuple[dict[str, Any], ...] = (
        {"id": "night-bus", "day": 1, "start": "23:30", "title": "이동", "kind": "transport"},
        {"id": "sunrise", "day": 2, "start": "05:40", "title": "해돋이", "kind": "tour"},
        {"id": "soup", "day": 2, "start": "06:05", "title": "해장국", "kind": "meal"},
    )
    plan = of(forum(*rows, quiet=["22:30", "06:00"]))
    found = through(plan, at("12:00"), at("12:00", 2))
    assert due(found) == [
        ("tomorrow", "14 21:00"),
        ("night-bus", "14 23:00"),
        ("night-bus", "14 23:20"),
        ("soup", "15 06:00"),
    ]


def test_the_evening_plan_ends_with_the_evening() -> None:
    plan = of(forum(quiet=["22:30", "06:00"]))
    assert due(notices(plan, at("22:29", 0), None)) == [("tomorrow", "13 21:00")]
    assert notices(plan, at("22:30", 0), None) == []
    assert notices(of(forum()), at("00:00", 1), None) == []


def test_large_audiences_are_begun_with_earlier() -> None:
    plan = of(forum())
    ahead = {plan.activities[0].row.audience: timedelta(minutes=6)}
    assert next_due(plan, at("00:00"), frozenset(), ahead) == at("08:24")


def _zoned(zone: str, days: list[str], *starts: tuple[int, str]) -> Itinerary:
    rows = [{"day": day, "start": start, "title": f"{day} {start}", "kind": "meal"} for day, start in starts]
    facts = {"id": "dst", "title": "DST", "timezone": zone, "days": days}
    return of(Event.model_validate({"version": 1, "event": facts, "itinerary": rows, "quiet": ["23:00", "02:30"]}))


def test_a_spring_night_that_has_no_half_past_two() -> None:
    plan = _zoned("Europe/Berlin", ["2031-03-30"], (1, "02:30"), (1, "03:20"), (1, "03:45"))
    found = through(plan, datetime(2031, 3, 29, 12, tzinfo=UTC), datetime(2031, 3, 30, 12, tzinfo=UTC))
    # The quiet hours end at 02:30, which is read as 03:30: the first two would be reminded of when they have begun.
    assert [one.due_at.strftime("%H:%M") for one in found] == ["20:00", "01:35"]


def test_an_autumn_night_that_has_half_past_two_twice() -> None:
    plan = _zoned("Europe/Berlin", ["2031-10-26"], (1, "02:50"), (1, "04:00"))
    found = through(plan, datetime(2031, 10, 25, 12, tzinfo=UTC), datetime(2031, 10, 26, 12, tzinfo=UTC))
    assert [one.due_at.strftime("%H:%M") for one in found] == ["19:00", "00:40", "02:50"]


def test_an_hours_jump_of_the_clock_either_way_repeats_nothing_and_sends_nothing_stale() -> None:
    plan = of(forum())
    kept: dict[str, Planned] = {}
    since = None
    for clock in ("08:29", "08:30", "09:30", "09:31", "08:31", "08:50", "09:00", "12:20", "11:20", "12:20", "12:30"):
        now = at(clock)
        for one in notices(plan, now, min(since, now) if since else None):
            if one.key not in kept or kept[one.key].missed:
                kept[one.key] = one
                assert one.missed or one.due_at <= now < one.expires_at
        since = now
    assert due(kept.values()) == [("bus", "14 08:30"), ("bus", "14 08:50"), ("lunch", "14 12:20")]
    assert not any(one.missed for one in kept.values())


CLOCK = st.builds("{:02}:{:02}".format, st.integers(0, 23), st.integers(0, 59))
LENGTH = st.builds("{}m".format, st.integers(0, 200))
ROW = st.fixed_dictionaries(
    {
        "day": st.integers(1, 2),
        "start": CLOCK,
        "title": st.sampled_from(["버스", "점심", "교육"]),
        "kind": st.sampled_from(["transport", "meal", "session", "tour", "lodging", "free"]),
    }
)
RULES = st.lists(
    st.one_of(
        st.builds(
            lambda kind, before: {"kinds": [kind], "before": before},
            st.sampled_from(["transport", "meal", "session", "tour"]),
            st.lists(LENGTH, max_size=3),
        ),
        st.builds(lambda clock: {"daily": clock}, CLOCK),
    ),
    max_size=5,
)
PLAN = st.builds(
    lambda rows, rules, quiet, zone: of(
        Event.model_validate(
            {
                "version": 1,
                "event": {"id": "x", "title": "x", "timezone": zone, "days": ["2031-03-30", "2031-03-31"]},
                "itinerary": rows,
                "reminders": rules,
                "quiet": quiet,
            }
        )
    ),
    st.lists(ROW, max_size=6),
    RULES,
    st.none() | st.tuples(CLOCK, CLOCK).map(list),
    st.sampled_from(["Asia/Seoul", "Europe/Berlin", "America/New_York", "Pacific/Apia"]),
)
MOMENT = st.datetimes(datetime(2031, 3, 28), datetime(2031, 4, 2), timezones=st.just(UTC))  # noqa: DTZ001 - bounds are naive there
LEADS = st.frozensets(st.integers(0, 300), max_size=3)


@settings(max_examples=150, deadline=None)
@given(PLAN, st.lists(MOMENT, min_size=2, max_size=8), LEADS)
def test_laws_of_every_plan(plan: Itinerary, looks: list[datetime], leads: frozenset[int]) -> None:
    looks.sort()
    for since, now in pairwise(looks):
        found = notices(plan, now, since, leads)
        assert len({one.key for one in found}) == len(found)
        assert [one.due_at for one in found] == sorted(one.due_at for one in found)
        assert [(one.due_at, one.key) for one in found] == sorted((one.due_at, one.key) for one in found)
        for one in found:
            assert one.due_at <= now
            assert one.missed == (one.expires_at <= now)
            activity = plan.find(one.activity)
            assert activity is None or one.expires_at <= activity.starts_at
            assert one.must or not _quiet(plan, one.due_at)
        assert notices(plan, now, since, leads) == found


@settings(max_examples=80, deadline=None)
@given(PLAN, MOMENT, LEADS)
def test_who_wakes_at_the_next_due_moment_misses_nothing(plan: Itinerary, now: datetime, leads: frozenset[int]) -> None:
    start, seen = now, {one.key for one in notices(plan, now, None, leads)}
    while (upcoming := next_due(plan, now, leads)) is not None:
        assert upcoming > now
        found = notices(plan, upcoming, now, leads)
        assert not any(one.missed for one in found if one.key not in seen)
        seen |= {one.key for one in found}
        now = upcoming
    everything = {one.key for one in notices(plan, start + 2 * WEEK, start, leads)}
    assert everything <= seen


def _quiet(plan: Itinerary, moment: datetime) -> bool:
    """By the minutes of the wall clock, in another way than the planner's."""
    quiet = plan.file.quiet
    if quiet is None or quiet[0] == quiet[1]:
        return False
    today = plan.local(moment).date()
    for night in (today - timedelta(days=1), today):
        last = night if quiet[1] > quiet[0] else night + timedelta(days=1)
        if instant(night, quiet[0], plan.zone) <= moment < instant(last, quiet[1], plan.zone):
            return True
    return False
