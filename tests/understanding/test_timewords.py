"""Days and times as people write them, on the event's clock."""

from datetime import datetime

import pytest

from handlers.understanding.clocktimes import clock
from handlers.understanding.normalise import clean
from handlers.understanding.timewords import When, read

from .event_files import event

BEFORE = "2014-10-22T20:00"
FIRST = "2014-10-23T11:00"


def when(text: str, now: str) -> When:
    plan = event("seongbuk")
    return read(clean(text), datetime.fromisoformat(now).replace(tzinfo=plan.zone), plan)[0]


@pytest.mark.parametrize(
    ("text", "now", "day"),
    [
        ("내일 일정", BEFORE, 1),
        ("모레 금욜엔", BEFORE, 2),
        ("내일 일정", FIRST, 2),
        ("오늘 저녁", FIRST, 1),
        ("둘째 날 아침", BEFORE, 2),
        ("이튿날 조식", BEFORE, 2),
        ("2일차 점심", BEFORE, 2),
        ("마지막 날", BEFORE, 2),
        ("10월 23일(목) 일정", BEFORE, 1),
        ("10/24 일정", BEFORE, 2),
        ("24일 일정", BEFORE, 2),
        ("목요일", BEFORE, 1),
        ("on the second morning", BEFORE, 2),
        ("day two", BEFORE, 2),
        ("Oct 24th", BEFORE, 2),
        ("tomorrow", FIRST, 2),
    ],
)
def test_a_day_is_found_on_the_events_calendar(text: str, now: str, day: int) -> None:
    assert when(text, now).day == day


@pytest.mark.parametrize(
    ("text", "now"), [("셋째 날 일정", BEFORE), ("3일차", FIRST), ("모레", FIRST), ("day 3", BEFORE)]
)
def test_a_day_that_the_event_lacks_is_known_to_lie_outside(text: str, now: str) -> None:
    assert when(text, now).outside


@pytest.mark.parametrize(
    ("text", "minutes"),
    [
        ("2시에", (120, 840)),
        ("오후 3시 반", (930,)),
        ("열두시 반에는", (30, 750)),
        ("14:30", (870,)),
        ("3pm", (900,)),
        ("half past two", (150, 870)),
        ("at noon", (720,)),
        ("밤 10시", (1320,)),
        ("quarter to ten", (585, 1305)),
    ],
)
def test_a_time_of_day_has_its_readings(text: str, minutes: tuple[int, ...]) -> None:
    found, _rest = clock(clean(text))
    assert found is not None
    assert found.minutes == minutes


@pytest.mark.parametrize("text", ["두 시간 동안", "2.6km", "45인승 버스", "시작 시간", "역시 좋네요"])
def test_a_number_without_a_clock_is_no_time(text: str) -> None:
    assert clock(clean(text))[0] is None
