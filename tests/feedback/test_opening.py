"""What the event file says of the form, and what holds where it says nothing."""

from pathlib import Path

import pytest

from bot import itinerary, questionnaire
from bot.texts import load as texts
from config.loader import loads
from tests.handlers.chat import SAMPLE, seoul

HEAD = """version: 1
event: {id: trip, title: 나들이, timezone: Asia/Seoul, days: [2014-10-23, 2014-10-24]}
itinerary:
  - {id: go, day: 1, start: "09:00", end: "10:00", title: 출발, kind: transport}
  - {id: lunch, day: 1, start: "12:00", end: "13:00", title: 점심, kind: meal}
  - {id: walk, day: 2, start: "10:00", end: "12:00", title: 산책, kind: free}
"""
BACK = '  - {id: back, day: 2, start: "13:00", end: "16:00", title: 귀가, kind: transport}\n'


def plan(rest: str = "", rows: str = "") -> itinerary.Itinerary:
    loaded = loads(HEAD + rows + rest, "trip.yaml")
    assert loaded.event is not None, loaded.problems
    return itinerary.of(loaded.event)


def asked(rest: str = "") -> list[str]:
    return [one.key for one in questionnaire.questions(plan(rest))]


def test_without_a_word_it_opens_on_the_bus_home_or_at_the_end() -> None:
    assert questionnaire.opens_at(plan(rows=BACK)) == seoul("13:00", 24)
    assert questionnaire.opens_at(plan()) == seoul("12:00", 24)
    there = '  - {id: there, day: 2, start: "08:00", title: 이동, kind: transport}\n'
    assert questionnaire.opens_at(plan(rows=there)) == seoul("12:00", 24)
    arrival = '  - {id: bye, day: 2, start: "16:00", title: 해산, kind: free}\n'
    assert questionnaire.opens_at(plan(rows=BACK + arrival)) == seoul("13:00", 24)
    opened = seoul("13:00", 24)
    assert questionnaire.nudges_at(plan(), opened) == [seoul("16:00", 24), seoul("09:00", 25)]
    assert questionnaire.closes_at(plan(), opened) == seoul("13:00", 31)


def test_what_is_asked_can_be_narrowed() -> None:
    assert asked() == ["overall", "lunch", "good", "lacking", "improve"]
    assert asked("feedback: {activities: [walk]}\n") == ["overall", "walk", "good", "lacking", "improve"]
    assert asked("feedback: {overall: false, headings: [improve], activities: []}\n") == ["improve"]


def test_only_what_has_begun_is_asked() -> None:
    sample = itinerary.of(loads(Path(SAMPLE).read_text("utf-8"), "x").event)  # type: ignore[arg-type]
    early = [one.key for one in questionnaire.questions(sample, seoul("14:00"))]
    assert "nogodan" not in early
    assert {"overall", "good"} < set(early)


@pytest.mark.parametrize(
    ("rest", "words"),
    [
        ("feedback: {nudges: [1h, 2h, 3h]}\n", "trip.yaml:7: nudges가 3개예요. 다시 알리는 것은 2번까지"),
        ("feedback: {activities: [lunsh]}\n", "trip.yaml:7: itinerary에 id가 ‘lunsh’인 일정이 없어요."),
        ("feedback: {opens: {day: 3, at: '13:00'}}\n", "trip.yaml:7: opens.day: 3일차는 없어요."),
        ("feedback: {headings: [bad]}\n", "trip.yaml:7: headings"),
        ("feedback: {closes: soon}\n", "trip.yaml:7: closes: ‘soon’ 값은 시간 길이가 아니에요."),
    ],
)
def test_a_fault_names_its_place_and_the_remedy(rest: str, words: str) -> None:
    loaded = loads(HEAD + rest, "trip.yaml")
    assert loaded.event is None
    said = [one.render(texts()["ko"]) for one in loaded.problems]
    assert len(said) == 1
    assert said[0].startswith(words), said
    assert all(one.render(texts()["en"]) for one in loaded.problems)
