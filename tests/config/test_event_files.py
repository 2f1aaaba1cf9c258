"""What an event file may look like: every way of writing that means the same."""

import json
from datetime import date

import pytest
from jsonschema import Draft202012Validator

from config.event import Event
from config.loader import loads, schema

FORUM = """\
version: 1
event:
  id: spring-forum
  title: 봄 포럼
  title_en: Spring forum
  timezone: Asia/Seoul
  days: [2031-03-04, "2031-03-05"]
  join: code
  code: SPRING-4T7W
  contact: {name: 김담당, phone: 02-000-0000}
  host: 어느 구
  organizers: 어느 협의회
  attendance: {구청: 3, 민간: 5}
  budget: {unit: 천원, total: 100.5, sources: {구비: 100.5}}
  training_hours: {days: 2, hours: 6.5}
places:
  hall: {name: 본관, aliases: 강당, aliases_en: [main hall], at: [37.5, 127], directions: 정문 왼쪽}
  stop: {name: 정류장}
itinerary:
  - {id: go, day: 1, start: 8:30, end: "09:00", title: no, kind: transport, from: hall, to: stop, notes: 45인승}
  - {day: 1, start: 12:30, end: null, title: 2031, kind: meal, places: hall, audience: {bus: 1, team: [1, 02]}}
  - {day: 1, start: 22:00, end: 07:00, end_day: 2, title: 취침, kind: lodging, details: {per_room: 2, sauna: true}}
  - day: 2
    start: 23:00
    end: 24:00
    title: 'yes: on'
    kind: free
    parts: [{title: 안내, places: [hall]}]
reminders:
  - {kinds: [transport], before: 30m}
  - {daily: 21:00}
quiet: [22:30, 06:00]
feedback: {opens: {day: 2, at: 13:30}, nudges: 3h, closes: 7d}
faq: [{q: 와이파이, q_en: wifi, a: 안내데스크에 있어요, a_en: Ask at the desk}]
"""


def event(text: str) -> Event:
    loaded = loads(text, "forum.yaml")
    assert loaded.event is not None, loaded.problems
    return loaded.event


def test_a_whole_file_is_read() -> None:
    forum = event(FORUM)
    assert forum.event.days == (date(2031, 3, 4), date(2031, 3, 5))
    assert forum.event.contact
    assert forum.event.contact.phone == "02-000-0000"
    assert forum.event.organizers == ("어느 협의회",)
    assert forum.places["hall"].aliases == ("강당", "main hall")
    assert forum.places["hall"].at == (37.5, 127.0)
    assert forum.quiet == ("22:30", "06:00")
    assert forum.faq[0].q == ("와이파이", "wifi")


def test_times_days_and_words_mean_what_is_written() -> None:
    go, lunch, sleep, late = event(FORUM).itinerary
    assert (go.start, go.end, go.title, go.notes) == ("08:30", "09:00", "no", ("45인승",))
    assert (lunch.start, lunch.end, lunch.title) == ("12:30", None, "2031")
    assert lunch.audience.team == ("1", "02")
    assert lunch.audience.bus == ("1",)
    assert (sleep.end, sleep.end_day, sleep.details) == ("07:00", 2, {"per_room": 2, "sauna": True})
    assert (late.end, late.title) == ("24:00", "yes: on")


def test_lines_lead_back_into_the_file() -> None:
    lines = loads(FORUM, "forum.yaml").lines
    written = FORUM.splitlines()
    assert "id: go" in written[lines["itinerary", 0] - 1]
    assert written[lines["itinerary", 3, "kind"] - 1] == "    kind: free"
    assert written[lines["places", "stop"] - 1] == "  stop: {name: 정류장}"


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16", "cp949"])
@pytest.mark.parametrize("newline", ["\n", "\r\n"])
def test_editors_and_their_encodings(encoding: str, newline: str) -> None:
    content = FORUM.replace("\n", newline).encode(encoding)
    assert loads(content, "forum.yaml").event == event(FORUM)


def test_an_anchor_may_save_typing() -> None:
    text = FORUM.replace("to: stop, notes: 45인승", "to: stop, notes: &bus [45인승]").replace(
        "places: hall, audience", "places: hall, notes: *bus, audience"
    )
    go, lunch = event(text).itinerary[:2]
    assert go.notes == lunch.notes == ("45인승",)


@pytest.mark.parametrize("word", ["yes", "off", "0101", "1_000", "0x1F", "1e3", "2031-01-01", "12:30", "3.10", "true"])
def test_text_stays_text(word: str) -> None:
    assert event(FORUM.replace("title: no,", f"title: {word},")).itinerary[0].title == word


@pytest.mark.parametrize("day", ["0", "20310304", "2031-03-04T00:00:00", "1e9", "true", "1899-01-01"])
def test_only_written_dates_are_dates(day: str) -> None:
    loaded = loads(FORUM.replace('[2031-03-04, "2031-03-05"]', f'["{day}", {day}]'), "forum.yaml")
    assert {problem.key for problem in loaded.problems} & {"date", "range"}


@pytest.mark.parametrize("number", ["inf", "nan", "-1", "1e400"])
def test_sums_of_money_are_numbers(number: str) -> None:
    loaded = loads(FORUM.replace("total: 100.5", f'total: "{number}"'), "forum.yaml")
    assert len(loaded.problems) == 1


def test_an_event_survives_its_own_json() -> None:
    forum = event(FORUM)
    stored = forum.model_dump_json(by_alias=True, exclude_defaults=True)
    assert Event.model_validate_json(stored) == forum
    assert loads(stored, "stored.json").event == forum


def test_the_schema_describes_the_file_to_an_editor() -> None:
    described = json.loads(json.dumps(schema()))
    Draft202012Validator.check_schema(described)
    judge = Draft202012Validator(described)
    good = json.loads(event(FORUM).model_dump_json(by_alias=True, exclude_defaults=True))
    assert not list(judge.iter_errors(good))
    bad = {**good, "itinerary": [{**good["itinerary"][0], "kind": "trip", "start": "8시", "venue": "hall"}]}
    assert len(list(judge.iter_errors(bad))) == 3
    texts = described["$defs"]["Activity"]
    assert "itinerary" in texts["description"]
    assert "open end" in texts["properties"]["end"]["description"]
