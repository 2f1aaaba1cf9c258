"""Which activity a photo shows, by its caption, its camera's clock, or when it came."""

from dataclasses import replace
from datetime import UTC, datetime, timedelta

import pytest

from bot import itinerary
from bot.photos import place
from tests.house import at, sample

PLAN = itinerary.of(sample())


def shown(clock: str, *named: str, now: str = "2014-10-24 20:00") -> str:
    return place.shown(PLAN.activities, at(clock), named, now=at(now))


@pytest.mark.parametrize(
    ("clock", "key"),
    [
        ("2014-10-23 15:00", "workshops"),
        ("2014-10-23 16:59", "workshops"),
        ("2014-10-23 17:00", "education"),
        ("2014-10-23 23:30", "sleep"),
        ("2014-10-24 10:30", "nogodan"),
        ("2014-10-23 08:20", "depart"),
        ("2014-10-23 08:00", ""),
        ("2014-10-24 18:20", "to-seongbuk"),
        ("2014-10-24 19:00", ""),
    ],
)
def test_by_the_time(clock: str, key: str) -> None:
    assert shown(clock) == key


def test_by_the_caption_the_one_that_has_been() -> None:
    meals = ("lunch-1", "lunch-2")
    assert shown("2014-10-23 16:00", *meals, now="2014-10-23 16:00") == "lunch-1"
    assert shown("2014-10-24 12:40", *meals) == "lunch-2"
    assert shown("2014-10-24 15:00", *meals) == "lunch-2"
    assert shown("2014-10-23 16:00", "nogodan") == "workshops"  # tomorrow's mountain is on no photo of today


def test_a_row_that_slipped_is_where_it_really_was() -> None:
    late = timedelta(minutes=40)
    rows = [
        replace(one, starts_at=one.starts_at + late, ends_at=one.ends_at and one.ends_at + late)
        for one in PLAN.activities
    ]
    assert place.shown(rows, at("2014-10-23 15:10"), now=at("2014-10-23 15:10")) == "rooms"
    assert place.shown(rows, at("2014-10-23 17:20"), now=at("2014-10-23 17:20")) == "workshops"


def test_the_camera_before_the_message_and_neither_outside_the_days() -> None:
    sent, camera = at("2014-10-23 21:00"), datetime(2014, 10, 23, 15, 20)  # noqa: DTZ001 - a camera's wall clock
    assert place.moment(camera, sent, PLAN) == at("2014-10-23 15:20").astimezone(UTC)
    assert place.moment(datetime(2014, 10, 23, 6, 20, tzinfo=UTC), sent, PLAN) == at("2014-10-23 15:20").astimezone(UTC)
    assert place.moment(None, sent, PLAN) == sent.astimezone(UTC)
    assert place.moment(datetime(2026, 1, 1), sent, PLAN) == sent.astimezone(UTC)  # noqa: DTZ001 - a clock that is ahead
    assert place.moment(datetime(2013, 1, 1), sent, PLAN) is None  # noqa: DTZ001 - an old picture
    assert place.moment(None, at("2014-10-26 10:00"), PLAN) is None
    assert place.moment(camera, at("2014-10-26 10:00"), PLAN) == at("2014-10-23 15:20").astimezone(UTC)
