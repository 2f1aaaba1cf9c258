"""What a careful colleague notices in a plan, and what does not bother one."""

from collections.abc import Callable
from itertools import count

import pytest

from bot.texts import Say
from config.event import Event
from config.lint import lint

Remarks = Callable[..., set[str]]
QUIET_FACTS = ", contact: {name: 김, phone: 02-0}, attendance: {모두: 40}"
PLACES = """\
places:
  seoul: {name: 서울역, at: [37.5547, 126.9707]}
  busan: {name: 부산역, at: [35.1152, 129.0422]}
  hall: {name: 본관, at: [35.1160, 129.0430]}
"""


_numbers = count()


def row(start: str, end: str | None, rest: str = "kind: session, places: [hall]", day: int = 1) -> str:
    ends = f", end: {end}" if end else ""
    return f"  - {{id: r{next(_numbers)}, day: {day}, start: {start}{ends}, title: 일정, {rest}}}\n"


def plan(*rows: str, places: str = PLACES, rest: str = "") -> str:
    return f"{places}itinerary:\n{''.join(rows)}{rest}"


BUS = "kind: transport, from: seoul, to: busan"


@pytest.mark.parametrize(
    ("details", "expected"),
    [
        ("{seats: 45}", "seats"),
        ("{seats: 45, buses: 1}", "too_few_seats"),
        ("{seats: 45, buses: 2}", None),
        ("{seats: 45인승}", "seats"),
        ("{seats: 51}", None),
        ("{seats: 0}", None),
        ("{seats: many}", None),
    ],
)
def test_heads_against_seats(remarks: Remarks, details: str, expected: str | None) -> None:
    heard = remarks(plan(row("09:00", "10:00", f"{BUS}, details: {details}")), ", attendance: {구청: 24, 민간: 27}")
    assert heard & {"seats", "too_few_seats"} == ({expected} if expected else set())


def test_a_ride_for_one_bus_only_is_not_measured_against_all(remarks: Remarks) -> None:
    ride = row("09:00", "10:00", f"{BUS}, details: {{seats: 45}}, audience: {{bus: 1}}")
    assert not {"seats", "too_few_seats"} & remarks(plan(ride), ", attendance: {모두: 51}")


@pytest.mark.parametrize(
    ("details", "expected"),
    [("{per_room: 6}", "rooms"), ("{per_room: 6, rooms: 8}", "too_few_rooms"), ("{per_room: 6, rooms: 9}", None)],
)
def test_heads_against_rooms(remarks: Remarks, details: str, expected: str | None) -> None:
    rows = row("21:00", None, f"kind: lodging, places: [hall], details: {details}")
    heard = remarks(plan(rows), ", attendance: {구청: 24, 민간: 27}")
    assert heard & {"rooms", "too_few_rooms"} == ({expected} if expected else set())


def test_teams_groups_and_head_counts(remarks: Remarks) -> None:
    teams = "kind: tour, places: [hall], details: {teams: 3}"
    assert "teams" in remarks(plan(row("09:00", "10:00", teams)))
    assert "teams" not in remarks(plan(row("09:00", "10:00", f"{teams}, audience: {{team: 1}}")))
    grouped = "kind: tour, places: [hall], audience: {group: 구천}, details: {people: 60}"
    facts = ", attendance: {구청: 24}, notes: [참석자 모두 51명, 구청 23명은 버스로]"
    assert remarks(plan(row("09:00", "10:00", grouped)), facts) >= {"unknown_group", "heads_over", "heads_differ"}
    assert "heads_differ" not in remarks(plan(), ", attendance: {구청: 24}, notes: [구청 24명, 모두 24명]")


def test_somebody_to_call(remarks: Remarks) -> None:
    assert {"no_contact", "no_heads", "no_rows"} <= remarks(plan())
    assert "no_phone" in remarks(plan(), ", contact: {name: 김}")
    assert not {"no_contact", "no_phone", "no_heads"} & remarks(plan(), QUIET_FACTS)


@pytest.mark.parametrize(
    ("first", "second", "overlaps"),
    [
        ("kind: session, places: [hall]", "kind: meal, places: [hall]", True),
        ("kind: session, audience: {team: 1}", "kind: tour, audience: {team: 2}", False),
        ("kind: session, audience: {team: [1, 2]}", "kind: tour, audience: {team: 2}", True),
        ("kind: session, audience: {bus: 1}", "kind: tour", True),
        ("kind: session, audience: {bus: 1, team: 1}", "kind: tour, audience: {bus: 2, team: 1}", False),
    ],
)
def test_overlap_only_for_the_same_people(remarks: Remarks, first: str, second: str, overlaps: bool) -> None:  # noqa: FBT001
    heard = remarks(plan(row("09:00", "11:00", first), row("10:00", "12:00", second)))
    assert ("overlap" in heard) is overlaps


def test_rows_that_only_touch_do_not_overlap(remarks: Remarks) -> None:
    heard = remarks(plan(row("09:00", "10:00"), row("10:00", None), row("11:00", "12:00")))
    assert "overlap" not in heard
    assert "open_end" in heard


@pytest.mark.parametrize(("start", "gap"), [("10:30", False), ("10:31", True), ("13:00", True)])
def test_a_hole_of_more_than_half_an_hour(remarks: Remarks, start: str, gap: bool) -> None:  # noqa: FBT001
    assert ("gap" in remarks(plan(row("09:00", "10:00"), row(start, "14:00")))) is gap


def test_the_night_is_no_gap_and_an_open_row_fills_one(remarks: Remarks) -> None:
    heard = remarks(plan(row("20:00", "21:00"), row("09:00", "10:00", day=2)))
    assert "gap" not in heard
    assert "gap" not in remarks(plan(row("09:00", None), row("12:00", "14:00")))


def test_odd_lengths_and_disorder(remarks: Remarks) -> None:
    heard = remarks(plan(row("12:00", "12:03"), row("09:00", "15:30", "kind: session")))
    assert heard >= {"short", "long", "order", "empty_day"}
    late = row("21:00", "01:00", "kind: session, end_day: 2")
    assert "past_midnight" in remarks(plan(late))
    assert "open_finish" in remarks(plan(row("18:00", None)))
    assert not {"short", "long", "open_finish"} & remarks(plan(row("08:00", "20:00", "kind: free")))


@pytest.mark.parametrize(
    ("rest", "asked"),
    [
        ("", True),
        (", notes: [휴게소 들름]", False),
        (", details: {rest_stops: 1}", False),
        (", notes_en: [a rest]", False),
    ],
)
def test_a_long_ride_wants_a_rest(remarks: Remarks, rest: str, asked: bool) -> None:  # noqa: FBT001
    assert ("no_rest" in remarks(plan(row("09:00", "13:30", BUS + rest)))) is asked
    assert "no_rest" not in remarks(plan(row("09:00", "11:00", BUS + rest)))


def test_rides_from_nowhere_and_rows_without_place(remarks: Remarks) -> None:
    heard = remarks(plan(row("09:00", "10:00", "kind: transport"), row("10:00", "11:00", "kind: session")))
    assert heard >= {"no_origin", "no_destination", "no_place"}
    parted = row("10:00", "11:00", "kind: session, parts: [{title: 가, places: [hall]}]")
    assert "no_place" not in remarks(plan(parted))
    boarding = row("08:30", "09:00", "kind: transport, from: seoul, places: [seoul]")
    assert "no_destination" not in remarks(plan(boarding, row("09:00", "10:00", BUS)))


def test_where_one_row_ends_the_next_begins(remarks: Remarks) -> None:
    ride, back = row("09:00", "11:00", BUS), row("11:00", "13:00", "kind: transport, from: hall, to: seoul")
    assert "leaves_elsewhere" in remarks(plan(ride, back))
    assert "arrival" in remarks(plan(ride, row("11:00", "12:00", "kind: meal, places: [seoul]")))
    assert "arrival" not in remarks(plan(ride, row("11:00", "12:00", "kind: meal, places: [hall]")))
    here = row("08:00", "09:00", "kind: meal, places: [hall]")
    assert "boards_elsewhere" in remarks(plan(here, ride))
    assert "boards_elsewhere" not in remarks(plan(row("08:00", "09:00", "kind: meal, places: [seoul]"), ride))


def test_nobody_walks_from_seoul_to_busan(remarks: Remarks) -> None:
    start, far = row("08:00", "09:00", "kind: meal, places: [seoul]"), row("09:30", "10:00")
    assert "hop" in remarks(plan(start, far))
    assert "hop" not in remarks(plan(row("08:00", "09:00", "kind: meal, places: [busan]"), far))


def test_meals_and_beds(remarks: Remarks) -> None:
    day = row("09:00", "21:00", "kind: free")
    assert remarks(plan(day, row("09:00", "11:00", day=2))) >= {"no_lunch", "no_dinner", "no_lodging"}
    fed = [
        row("12:00", "13:00", "kind: meal"),
        row("18:30", "19:30", "kind: meal"),
        row("21:00", None, "kind: lodging"),
    ]
    heard = remarks(plan(*fed, row("09:00", "11:00", day=2)))
    assert not {"no_lunch", "no_dinner", "no_lodging"} & heard
    assert not {"no_lunch", "no_dinner"} & remarks(plan(row("14:00", "17:00")))


def test_a_night_on_the_bus_needs_no_bed(remarks: Remarks) -> None:
    night = row("22:00", "05:00", f"{BUS}, end_day: 2")
    assert "no_lodging" not in remarks(plan(night, row("09:00", "11:00", day=2)))


def test_weekdays_are_the_calendars(remarks: Remarks) -> None:
    assert "weekday" in remarks(plan(), ", notes: [10월 14일(수)에 모여요]")
    assert "weekday" in remarks(plan(row("09:00", "10:00", "kind: free, notes: [10. 14(금) 출발]")))
    assert "weekday" not in remarks(plan(), ", notes: ['10월 14일(화)에 모여요', '2. 30(화)', 13월 1일(월)]")


def test_places_alike_unused_bare_and_far(remarks: Remarks) -> None:
    places = """\
places:
  a: {name: 자연드림시네마, at: [35.2, 127.4]}
  b: {name: 자연드림 시네마관, at: [33.4, 126.5]}
  c: {name: 카페, aliases: [찻집], at: [48.85, 2.35]}
  d: {name: 찻집}
"""
    assert remarks(plan(places=places)) >= {"places_alike", "alias_twice", "unused", "no_pins", "far"}
    assert not {"places_alike", "alias_twice", "no_pins", "far"} & remarks(plan())


def test_reminders_that_nobody_gets(remarks: Remarks) -> None:
    early = plan(row("06:05", "07:00", "kind: meal"), row("05:00", "05:30", BUS), rest='quiet: ["22:30", "06:00"]\n')
    assert "quiet_reminder" in remarks(early)
    safe = plan(row("05:00", "05:30", BUS), row("06:10", "07:00", "kind: meal"), rest='quiet: ["22:30", "06:00"]\n')
    assert "quiet_reminder" not in remarks(safe)
    assert "quiet_daily" in remarks(plan(rest='quiet: ["20:00", "06:00"]\n'))
    assert "quiet_daily" not in remarks(plan(rest='quiet: ["12:00", "13:00"]\n'))


def test_feedback_waits_for_the_end(remarks: Remarks) -> None:
    rows = [row("12:30", "13:30", "kind: meal", day=2), row("13:30", "18:00", BUS, day=2)]
    assert "feedback_early" in remarks(plan(*rows, rest="feedback: {opens: {day: 2, at: 13:00}}\n"))
    assert "feedback_early" not in remarks(plan(*rows, rest="feedback: {opens: {day: 2, at: 13:30}}\n"))


def test_codes_sums_and_hours(remarks: Remarks) -> None:
    assert "weak_code" in remarks(plan(), ", join: code, code: '1234'")
    assert "weak_code" in remarks(plan(), ", join: code, code: 지리산워크숍2014")
    assert "code_unused" in remarks(plan(), ", code: FORUM-7K2M")
    assert "budget" in remarks(plan(), ", budget: {unit: 원, total: 10, sources: {가: 4, 나: 5}}")
    assert "training" in remarks(plan(), ", training_hours: {days: 3, hours: 7}")


def test_wording(remarks: Remarks) -> None:
    heard = remarks(
        plan("  - {day: 1, start: 09:00, title: 추후 공지, kind: free, notes: [가, 나], notes_en: [one]}\n")
    )
    assert heard >= {"undecided", "no_ids", "twins_differ", "no_twins"}
    assert "no_twins" not in remarks(plan(row("09:00", "10:00")))


def test_a_good_plan_is_met_with_silence(event: Callable[..., Event]) -> None:
    rows = [
        row("09:00", "10:30", "kind: transport, from: seoul, to: busan, details: {seats: 45, buses: 1}"),
        row("10:30", "12:00"),
        row("12:00", "13:30", "kind: meal, places: [hall]"),
        row("13:30", "18:00", "kind: tour, places: [hall, busan]"),
        row("18:00", "20:00", "kind: meal, places: [hall]"),
        row("20:00", None, "kind: lodging, places: [hall]"),
        row("09:00", "10:00", "kind: meal, places: [hall]", day=2),
    ]
    assert lint(event(plan(*rows), QUIET_FACTS)) == []


def test_remarks_name_rows_and_places_in_the_readers_language(
    event: Callable[..., Event], words: dict[str, Say]
) -> None:
    rows = "  - {id: a, day: 1, start: 09:00, end: 11:00, title: 강의, title_en: Talk, kind: free}\n"
    rows += "  - {id: b, day: 1, start: 10:00, end: 11:30, title: 점심, title_en: Lunch, kind: free}\n"
    overlap = next(one for one in lint(event(f"itinerary:\n{rows}")) if one.key == "overlap")
    assert overlap.render(words["ko"]).startswith("[주의] 1일차 10:00 ‘점심’: ‘강의’ 일정(11:00까지)과 겹쳐요.")
    english = overlap.render(words["en"], {("itinerary",): 3, ("itinerary", 1): 5}, "plan.yaml")
    assert english.startswith("plan.yaml:5: [warning] day 1 10:00 “Lunch”: It overlaps “Talk” (until 11:00).")
    assert overlap.activity == "b"
