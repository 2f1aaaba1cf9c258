"""The small readers: times, days, places, kinds and facts, each over the ways in which people write them."""

from datetime import date

import pytest
import yaml
from hypothesis import given
from hypothesis import strategies as st

from bot.texts import load
from config.importers import dates, kinds, moves, places, remarks, times
from config.importers.words import clean, joined, key, near
from config.importers.write import scalar


@pytest.mark.parametrize(
    ("text", "start", "end"),
    [
        ("13:30~ 14:30", 810, 870),
        ("22:00 ~", 1320, None),
        ("~ 12:00", None, 720),
        ("09:00-", 540, None),
        ("오전 9시 30분", 570, None),
        ("9시반", 570, None),
        ("14시~", 840, None),
        ("１４：００～１５：００", 840, 900),
        ("오전 11시~1시", 660, 780),
        ("오후 1시반부터 3시까지", 810, 900),
        ("22:00~익일 01:00", 1320, 1500),
        ("22:00~01:00", 1320, 1500),
        ("1:00-2:30 pm", 780, 870),
        ("11:00-1:00pm", 660, 780),
        ("12.30-13.30", 750, 810),
        ("0930-1030", 570, 630),
        ("9~11시", 540, 660),
        ("9:00-10", 540, 600),
        ("정오", 720, None),
        ("자정", 1440, None),
        ("10:00~10:50(50')", 600, 650),
        ("10:00 (60분)", 600, 660),
        ("25:00", 1500, None),
        ("9pm", 1260, None),
        ("1교시 09:00~09:50", 540, 590),
        ("09:00:00 - 10:00:00", 540, 600),
        ("until 5pm", None, 1020),
        ("밤 12시", 1440, None),
    ],
)
def test_a_time_cell(text: str, start: int | None, end: int | None) -> None:
    found = times.span(text)
    assert found is not None
    assert (found.start, found.end) == (start, end)


@pytest.mark.parametrize(
    "text", ["", "10.23(목)", "2031-05-01", "6인 1실", "30분", "09:00 출발", "45인승 버스", "2박 3일", "제3회의실"]
)
def test_no_time_cell(text: str) -> None:
    assert times.span(text) is None


@given(st.integers(0, 1439), st.integers(0, 1439))
def test_any_clock_range_is_read_as_written(start: int, end: int) -> None:
    found = times.span(f"{times.clock(start)} ~ {times.clock(end)}")
    assert found is not None
    assert found.start == start
    assert found.end is not None
    assert (found.end - end) % 720 == 0
    assert start < found.end <= start + 1440


@pytest.mark.parametrize(
    ("text", "day"),
    [
        ("1 일 차", (1, None, None)),
        ("Ⅱ일차", (2, None, None)),
        ("둘째 날", (2, None, None)),
        ("제3일", (3, None, None)),
        ("Day 2", (2, None, None)),
        ("10. 23(목)", (None, 10, 23)),
        ("10월 23일", (None, 10, 23)),
        ("1일차\n(10/23)", (1, 10, 23)),
        ("2031-10-23", (None, 10, 23)),
        ("Thu, Oct 23", (None, 10, 23)),
        ("23일(목)", (None, None, 23)),
        ("목요일", (None, None, None)),
        ("1일차(10.23. 목)", (1, 10, 23)),
        ("Saturday 14 June 2031", (None, 6, 14)),
    ],
)
def test_a_day_cell(text: str, day: tuple[int | None, int | None, int | None]) -> None:
    found = dates.named(text)
    assert found is not None
    assert (found.number, found.month, found.day) == day


@pytest.mark.parametrize("text", ["오전", "이동", "2.6km", "11개 공방", "2박 3일", "1부", "식당"])
def test_no_day_cell(text: str) -> None:
    assert dates.named(text) is None


@pytest.mark.parametrize(
    ("text", "first", "last"),
    [
        ("2014. 10. 23(목) ~ 24(금) / 1박 2일", date(2014, 10, 23), date(2014, 10, 24)),
        ("2031년 5월 1일부터 3일까지", date(2031, 5, 1), date(2031, 5, 3)),
        ("2030.12.31~2031.1.1", date(2030, 12, 31), date(2031, 1, 1)),
        ("'31. 5. 1.(목) 14:00 ~ 5. 2.(금) 12:00", date(2031, 5, 1), date(2031, 5, 2)),
        ("May 8-9, 2031", date(2031, 5, 8), date(2031, 5, 9)),
        ("1–3 May 2031", date(2031, 5, 1), date(2031, 5, 3)),
        ("2031. 6. 12.(목)", date(2031, 6, 12), date(2031, 6, 12)),
    ],
)
def test_a_period(text: str, first: date, last: date) -> None:
    found = dates.period(text)
    assert found is not None
    assert (found[0].date(), found[1].date(found[0].year)) == (first, last)


@pytest.mark.parametrize(
    ("cell", "names"),
    [
        ("시청각실 게스트하우스", ["시청각실", "게스트하우스"]),
        ("식 당 자연드림 카페", ["식당", "자연드림 카페"]),
        ("지리산 식당", ["지리산 식당"]),
        ("구 려\n자연드림파크", ["구려 자연드림파크"]),
        ("본관\n대강당", ["본관 대강당"]),
        ("강당, 식당", ["강당", "식당"]),
        ("1층, 로비", ["1층, 로비"]),
        ("공방·식당", ["공방", "식당"]),
        ("Grand Ballroom Lobby", ["Grand Ballroom Lobby"]),
        ("이 동", []),
        ("대강당 앞", ["대강당 앞"]),
        ("대강당(3층)", ["대강당"]),
        ("Room 101 / Room 102", ["Room 101", "Room 102"]),
    ],
)
def test_places_in_a_cell(cell: str, names: list[str]) -> None:
    assert [one.name for one in places.mentions(cell)] == names


@pytest.mark.parametrize(
    ("one", "other", "same"),
    [
        ("구례자연드림파크", "구려 자연드림파크", True),
        ("지리산 식당", "지리산식당", True),
        ("제1공방", "제2공방", False),
        ("대회의실", "소회의실", False),
        ("Room A", "Room B", False),
        ("Grand Ballroom", "Grand Balroom", True),
        ("101호실", "102호실", False),
    ],
)
def test_spellings_of_one_name(one: str, other: str, same: bool) -> None:  # noqa: FBT001 - a row of a table
    assert near(one, other) is same


@pytest.mark.parametrize(
    ("title", "kind"),
    [
        ("구청 출발", "transport"),
        ("객실배정 및 짐정리", "lodging"),
        ("기상 및 조식", "meal"),
        ("인원점검 및 출발", "transport"),
        ("저녁", "meal"),
        ("아침 예배", "session"),
        ("산책 및 자유시간", "free"),
        ("Coffee break", "free"),
        ("김포공항 → 제주공항", "transport"),
        ("체험관 견학", "tour"),
        ("Check-in", "lodging"),
        ("Opening remarks", "session"),
    ],
)
def test_kinds(title: str, kind: str) -> None:
    assert kinds.kind(title).kind == kind


def test_a_kind_that_no_word_tells_is_not_sure() -> None:
    assert not kinds.kind("마중물").sure


@pytest.mark.parametrize(
    ("title", "origin", "destination"),
    [
        ("구청 도착후 해산", "", "구청"),
        ("성북구청에서 구례로 이동", "성북구청", "구례"),
        ("서울역 출발 → 부산역 도착", "서울역", "부산역"),
        ("휴게소 경유 강릉 도착", "", "강릉"),
        ("버스로 이동", "", ""),
        ("이동 및 휴식", "", ""),
        ("점심 식사 장소로 이동", "", ""),
        ("Bus to Gurye", "", "Gurye"),
        ("Departure from City Hall", "City Hall", ""),
        ("전세버스 탑승 및 출발", "", ""),
    ],
)
def test_movements(title: str, origin: str, destination: str) -> None:
    assert moves.move(title) == moves.Move(origin, destination)


@pytest.mark.parametrize(
    ("text", "facts"),
    [
        ("45인승 버스", {"seats": 45}),
        ("24평(6인 1실)", {"room_area": "24평", "per_room": 6}),
        ("공방 (총 3팀)", {"teams": 3}),
        ("총 2.6km, 해발 1,507m", {"distance_km": 2.6, "height_m": 1507}),
        ("2인 1실, 객실 26개", {"per_room": 2, "rooms": 26}),
        ("4·3평화기념관", {}),
        ("준비물: 우산, 모자", {"bring": "우산, 모자"}),
        ("1인 15,000원", {"price": "1인 15,000원"}),
    ],
)
def test_facts(text: str, facts: dict[str, object]) -> None:
    assert remarks.facts(text) == facts


def test_letter_spacing_and_keys() -> None:
    assert joined("비 고") == "비고"
    assert joined("이 날 저녁") == "이날 저녁"
    assert key("성북구청 3층") == "seongbukgucheong-3cheung"
    assert key("…") != ""


@given(st.text(max_size=30))
def test_any_text_survives_the_file(text: str) -> None:
    assert yaml.safe_load(f"a: {scalar(clean(text))}\n")["a"] == clean(text)


def test_every_sentence_stands_in_both_languages() -> None:
    words = load()
    assert all(say.has("importing.row_unread") for say in words.values())
