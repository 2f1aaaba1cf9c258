"""How rows move, without any chat."""

from collections.abc import Mapping
from datetime import datetime, timedelta

import pytest

from bot import itinerary
from bot.itinerary import Itinerary
from config.event import Event
from handlers.plan import shift
from handlers.plan.shift import Draft, WishError

HOUR = timedelta(hours=1)


def at(clock: str, day: int = 14) -> datetime:
    return datetime.fromisoformat(f"2031-10-{day}T{clock}:00+09:00")


def plan(*rows: tuple[str, str, str, Mapping[str, object]], day: int = 1) -> Itinerary:
    written = [
        {
            "id": key,
            "day": day,
            "start": start,
            "title": key,
            "kind": "session",
            **({"end": end} if end else {}),
            **more,
        }
        for key, start, end, more in rows
    ]
    facts = {"id": "forum", "title": "포럼", "timezone": "Asia/Seoul", "days": ["2031-10-14", "2031-10-15"]}
    last = {"id": "tomorrow", "day": 2, "start": "00:30", "title": "tomorrow", "kind": "free"}
    return itinerary.of(Event.model_validate({"version": 1, "event": facts, "itinerary": [*written, last]}))


def moved(draft: Draft) -> dict[str, str]:
    return {one.key: f"{one.after.starts_at.astimezone(at('09:00').tzinfo):%H:%M}" for one in draft.changes}


def test_a_pinned_row_stops_the_cascade_and_what_does_not_fit_is_said() -> None:
    day = plan(("a", "09:00", "10:00", {}), ("b", "10:00", "11:30", {}), ("c", "12:00", "13:00", {"fixed": True}),
               ("d", "13:00", "14:00", {}))  # fmt: skip
    draft = shift.delay(day, "a", HOUR, at("08:00"))
    assert moved(draft) == {"a": "10:00", "b": "11:00"}
    assert draft.stopped is not None
    assert draft.stopped.key == "c"
    assert [(one.first.key, one.second.key, one.overlap) for one in draft.clashes] == [
        ("b", "c", timedelta(minutes=30))
    ]


def test_the_other_bus_does_not_wait() -> None:
    one, two = {"audience": {"bus": ["1"]}}, {"audience": {"bus": ["2"]}}
    day = plan(("one", "09:00", "10:00", one), ("two", "09:00", "10:00", two), ("two-b", "10:00", "11:00", two))
    assert moved(shift.delay(day, "one", HOUR, at("08:00"))) == {"one": "10:00"}


def test_what_runs_keeps_its_start_and_what_is_over_stays() -> None:
    day = plan(("a", "09:00", "10:00", {}), ("b", "10:00", "11:00", {}), ("c", "11:00", "", {}))
    draft = shift.delay(day, "b", HOUR, at("10:30"))
    assert moved(draft) == {"b": "10:00", "c": "12:00"}
    assert draft.changes[0].after.ends_at == at("12:00")
    with pytest.raises(WishError, match="over"):
        shift.delay(day, "a", HOUR, at("10:30"))


def test_nothing_goes_into_the_past_or_past_midnight() -> None:
    day = plan(("a", "09:00", "10:00", {}), ("late", "23:00", "23:30", {}))
    with pytest.raises(WishError, match="past"):
        shift.delay(day, "a", -HOUR, at("08:30"))
    with pytest.raises(WishError, match="midnight"):
        shift.delay(day, "a", HOUR, at("08:00"))
    assert moved(shift.delay(day, "a", HOUR, at("08:00"), absorb=True)) == {"a": "10:00"}


def test_earlier_overlaps_what_is_before() -> None:
    day = plan(("a", "09:00", "10:00", {}), ("b", "10:00", "11:00", {}))
    draft = shift.delay(day, "b", timedelta(minutes=-10), at("08:00"))
    assert [(one.first.key, one.second.key) for one in draft.clashes] == [("a", "b")]
