"""Published schedules: iCalendar, frab XML, pretalx, frab and Sessionize JSON, with oddities of real ones."""

import json
from datetime import date
from typing import Any

import pytest

from config.importers import ImportProblem
from config.importers.draft import Draft
from config.importers.reading import read_here
from tests.importers.reading import checked, keys, rows


def calendar(*events: str, head: str = "") -> Draft:
    body = "\n".join(f"BEGIN:VEVENT\n{event.strip()}\nEND:VEVENT" for event in events)
    text = f"BEGIN:VCALENDAR\nVERSION:2.0\nPRODID:-//test//\n{head}{body}\nEND:VCALENDAR\n"
    return checked(read_here(text.replace("\n", "\r\n").encode(), "feed.ics"))


def as_json(value: object) -> Draft:
    return checked(read_here(json.dumps(value).encode(), "schedule.json"))


def frab(*days: str, conference: str = "<title>MyConf 2031</title>") -> Draft:
    text = f"<?xml version='1.0'?><schedule><conference>{conference}</conference>{''.join(days)}</schedule>"
    return checked(read_here(text.encode(), "schedule.xml"))


def event(number: int, start: str, duration: str = "00:30", moment: str = "", title: str = "") -> str:
    at = f"<date>{moment}</date>" if moment else ""
    named = title or f"Talk {number}"
    return (
        f"<event id='{number}'>{at}<start>{start}</start><duration>{duration}</duration><title>{named}</title></event>"
    )


def clocks(found: Draft) -> list[tuple[object, ...]]:
    return [(one["day"], one["start"], one.get("end"), one["title"]) for one in found.data["itinerary"]]


# iCalendar


def test_a_feed_whose_uids_repeat_keeps_every_event_with_an_id_of_its_own() -> None:
    found = calendar(
        "UID:1\nDTSTART:20310915T130000Z\nDTEND:20310915T140000Z\nSUMMARY:Closing\nLOCATION:Hall",
        "UID:1\nDTSTART:20310915T110000Z\nDTEND:20310915T113000Z\nSUMMARY:Maps\nLOCATION:Hall",
        "UID:1\nDTSTART:20310915T110000Z\nDTEND:20310915T113000Z\nSUMMARY:Apps\nLOCATION:Yard",
        head="VTIMEZONE: Europe/Rome\n",
    )
    assert found.data["event"]["timezone"] == "Europe/Rome"
    assert clocks(found) == [
        (1, "13:00", "13:30", "Maps"),
        (1, "13:00", "13:30", "Apps"),
        (1, "15:00", "16:00", "Closing"),
    ]
    assert len({one["id"] for one in found.data["itinerary"]}) == 3
    assert "ids_repeat" in keys(found)


def test_times_in_several_zones_are_told_in_the_events_own() -> None:
    found = calendar(
        "UID:a\nDTSTART;TZID=Asia/Seoul:20310301T090000\nDURATION:PT1H\nSUMMARY:Seoul speaks",
        "UID:b\nDTSTART;TZID=Asia/Seoul:20310301T100000\nDURATION:PT30M\nSUMMARY:Seoul again",
        "UID:c\nDTSTART;TZID=Europe/London:20310301T030000\nDURATION:PT1H\nSUMMARY:London answers",
    )
    assert found.data["event"]["timezone"] == "Asia/Seoul"
    assert clocks(found)[2] == (1, "12:00", "13:00", "London answers")
    assert "offsets_mixed" in keys(found)


def test_a_feed_without_any_zone_says_what_it_supposed() -> None:
    found = calendar("UID:a\nDTSTART:20310301T090000\nDTEND:20310301T100000\nSUMMARY:여는 말")
    assert (found.data["event"]["timezone"], clocks(found)) == ("Asia/Seoul", [(1, "09:00", "10:00", "여는 말")])
    assert "zone_guessed" in keys(found)
    assert "추정: 파일에 시간대 이름이 없어요" in found.event_yaml


def test_repetitions_are_written_out_without_those_taken_back_or_moved() -> None:
    found = calendar(
        "UID:r\nDTSTART;TZID=Asia/Seoul:20310301T070000\nDTEND;TZID=Asia/Seoul:20310301T080000\nSUMMARY:Breakfast\n"
        "RRULE:FREQ=DAILY;COUNT=4\nEXDATE;TZID=Asia/Seoul:20310302T070000",
        "UID:r\nRECURRENCE-ID;TZID=Asia/Seoul:20310303T070000\nDTSTART;TZID=Asia/Seoul:20310303T073000\n"
        "DTEND;TZID=Asia/Seoul:20310303T083000\nSUMMARY:Late breakfast",
    )
    assert [(day.isoformat()) for day in found.data["event"]["days"]] == ["2031-03-01", "2031-03-03", "2031-03-04"]
    assert [(one["start"], one["title"]) for one in found.data["itinerary"]] == [
        ("07:00", "Breakfast"),
        ("07:30", "Late breakfast"),
        ("07:00", "Breakfast"),
    ]


def test_cancelled_and_all_day_events_are_left_out_and_said() -> None:
    found = calendar(
        "UID:a\nDTSTART:20310301T090000Z\nDTEND:20310301T100000Z\nSUMMARY:Kept",
        "UID:b\nDTSTART:20310301T090000Z\nSTATUS:CANCELLED\nSUMMARY:Gone",
        "UID:c\nDTSTART;VALUE=DATE:20310301\nSUMMARY:Conference day",
        head="X-WR-TIMEZONE:Asia/Tokyo\nX-WR-CALNAME:My feed\n",
    )
    assert found.data["event"]["title"] == "My feed"
    assert clocks(found) == [(1, "18:00", "19:00", "Kept")]
    assert {"events_cancelled", "events_all_day"} <= set(keys(found))


# frab XML


def test_events_after_midnight_of_the_evening_before_fall_on_the_next_date() -> None:
    day = "<day index='1' date='2031-12-27'><room name='Saal 1'>{}</room></day>".format(
        event(1, "23:00", "02:00") + event(2, "00:30", title="Night talk") + event(3, "10:00", "0:45")
    )
    found = frab(day, conference="<title>C</title><time_zone_name>Europe/Berlin</time_zone_name>")
    assert clocks(found) == [
        (1, "10:00", "10:45", "Talk 3"),
        (1, "23:00", "01:00", "Talk 1"),
        (2, "00:30", "01:00", "Night talk"),
    ]
    assert found.data["itinerary"][1]["end_day"] == 2
    assert found.data["event"]["days"] == [date(2031, 12, 27), date(2031, 12, 28)]


def test_an_event_with_its_own_date_and_offset_counts_by_them() -> None:
    room = event(1, "10:30", moment="2031-07-01T10:30:00+01:00") + event(2, "12:00", moment="2031-07-01T13:00:00+02:00")
    found = frab(
        f"<day index='1' date='2031-07-01'><room name='A'>{room}</room></day>",
        conference="<title>C</title><time_zone_name>Europe/London</time_zone_name>",
    )
    assert clocks(found) == [(1, "10:30", "11:00", "Talk 1"), (1, "12:00", "12:30", "Talk 2")]
    assert "offsets_mixed" in keys(found)


def test_the_city_tells_the_zone_where_no_zone_is_named() -> None:
    found = frab(
        f"<day date='2031-02-01'>{event(1, '10:00')}</day>", conference="<title>C</title><city>Brussels</city>"
    )
    assert found.data["event"]["timezone"] == "Europe/Brussels"
    assert "zone_guessed" in keys(found)


def test_an_event_without_a_start_is_told_not_lost() -> None:
    found = frab(f"<day date='2031-02-01'>{event(1, '10:00')}{event(2, '', title='Someday')}</day>")
    assert "event_unread" in keys(found)
    assert "Someday" in found.event_yaml


def test_a_thousand_events_come_in_whole() -> None:
    days = [
        "<day index='{0}' date='2031-03-0{0}'>{1}</day>".format(
            day,
            "".join(
                f"<room name='Room {room}'>"
                + "".join(event(day * 1000 + room * 50 + n, f"{9 + n // 2:02d}:{n % 2 * 30:02d}") for n in range(25))
                + "</room>"
                for room in range(20)
            ),
        )
        for day in (1, 2)
    ]
    found = frab(*days, conference="<title>Big</title><time_zone_name>Asia/Seoul</time_zone_name>")
    assert len(found.data["itinerary"]) == 1000
    assert len(found.data["places"]) == 20
    assert len({one["id"] for one in found.data["itinerary"]}) == 1000


# JSON


def test_frabs_json_gives_rooms_speakers_and_tracks() -> None:
    talk = {
        "id": 7, "date": "2031-05-02T10:00:00+09:00", "start": "10:00", "duration": "00:40", "title": "Small tables",
        "track": "Data", "language": "en", "persons": [{"public_name": "Kim A"}, {"public_name": "Lee B"}],
    }  # fmt: skip
    found = as_json(
        {
            "schedule": {
                "conference": {
                    "title": "PyDays",
                    "time_zone_name": "Asia/Seoul",
                    "days": [{"index": 1, "date": "2031-05-02", "rooms": {"Hall": [talk], "Yard": []}}],
                }
            }
        }
    )
    assert rows(found) == [(1, "10:00", "10:40", "Small tables", "session", ["Hall"])]
    assert found.data["itinerary"][0]["details"] == {"speaker": "Kim A, Lee B", "track": "Data", "language": "en"}


def test_minutes_as_keys_and_rooms_by_number() -> None:
    def talk(code: str, start: str, room: int) -> dict[str, Any]:
        return {"code": code, "title": f"Talk {code}", "slots": [{"room": room, "start": start, "duration": 45}]}

    found = as_json(
        {
            "rooms": [{"id": 1, "name": {"en": "Blue", "fr": "Bleu"}}, {"id": 2, "name": {"en": "Red"}}],
            "schedule": {
                "2031-11-01": {
                    "510": {},
                    "530": {
                        "1": talk("AA", "2031-11-01T08:50:00+01:00", 1),
                        "2": talk("BB", "2031-11-01T08:50:00+01:00", 2),
                    },
                }
            },
            "extra": {"2031-11-01": {"750": {"id": "lunch", "title": {"en": "Lunch"}}}},
        }
    )
    assert rows(found) == [
        (1, "08:50", "09:35", "Talk AA", "session", ["Blue"]),
        (1, "08:50", "09:35", "Talk BB", "session", ["Red"]),
        (1, "12:30", None, "Lunch", "meal", []),
    ]


def test_sessionize_flat_and_grid_tell_the_same() -> None:
    flat = {
        "sessions": [
            {
                "id": "1",
                "title": "Open",
                "startsAt": "2031-06-01T09:00:00",
                "endsAt": "2031-06-01T09:30:00",
                "roomId": 5,
                "speakers": ["u"],
            },
            {"id": "2", "title": "Not yet", "startsAt": None, "endsAt": None, "speakers": []},
        ],
        "rooms": [{"id": 5, "name": "Main"}],
        "speakers": [{"id": "u", "fullName": "Han C"}],
    }
    session = {
        "id": "1",
        "title": "Open",
        "startsAt": "2031-06-01T09:00:00",
        "endsAt": "2031-06-01T09:30:00",
        "speakers": [{"name": "Han C"}],
    }
    grid = [{"date": "2031-06-01T00:00:00", "rooms": [{"id": 5, "name": "Main", "sessions": [session]}]}]
    for value in (flat, grid):
        found = as_json(value)
        assert rows(found) == [(1, "09:00", "09:30", "Open", "session", ["Main"])]
        assert found.data["itinerary"][0]["details"] == {"speaker": "Han C"}
        assert "zone_guessed" in keys(found)


def test_a_talk_is_a_session_whatever_its_title_says_but_lunch_is_lunch() -> None:
    day = (
        event(1, "10:00", title="How breakfast cereals travel by bus")
        + event(2, "12:00", title="Lunch")
        + event(3, "15:00", title="Coffee break")
    )
    found = frab(f"<day date='2031-02-01'>{day}</day>")
    assert [one["kind"] for one in found.data["itinerary"]] == ["session", "meal", "free"]


@pytest.mark.parametrize(
    "data", [b"BEGIN:VCALENDAR\r\nEND:VCALENDAR\r\n", b"<schedule><conference/></schedule>", b'{"sessions": []}']
)
def test_a_schedule_without_events_is_no_plan(data: bytes) -> None:
    with pytest.raises(ImportProblem) as raised:
        read_here(data, "schedule")
    assert raised.value.key == "no_itinerary"


def test_an_event_that_ends_weeks_later_loses_its_end_and_is_asked_about() -> None:
    found = calendar(
        "UID:a\nDTSTART:20310301T090000Z\nDTEND:20310401T100000Z\nSUMMARY:Exhibition",
        "UID:b\nDTSTART:20310301T220000Z\nDTEND:20310302T010000Z\nSUMMARY:Party",
        head="X-WR-TIMEZONE:Etc/UTC\n",
    )
    assert clocks(found) == [(1, "09:00", None, "Exhibition"), (1, "22:00", "01:00", "Party")]
    assert found.data["itinerary"][1]["end_day"] == 2
    assert "very_long" in keys(found)
