"""The sample event holds what the workshop's itinerary says: sixteen rows, nothing lost and nothing added."""

import re
from pathlib import Path

import pytest

from bot import itinerary
from bot.texts import Say
from config.event import Event
from config.lint import lint
from config.loader import load

# id, kind, day, start, end, places, from, to
ROWS = """
depart        transport 1 08:30 09:00 office          office        -
to-gurye      transport 1 09:00 13:30 -               office        park
lunch-1       meal      1 13:30 14:30 diner           -             -
rooms         lodging   1 14:30 15:00 av-room,guesthouse -          -
workshops     tour      1 15:00 17:00 park            -             -
education     session   1 17:00 20:00 av-room,cinema  -             -
dinner        meal      1 20:00 22:00 diner,cafe      -             -
sleep         lodging   1 22:00 -     guesthouse      -             -
stroll        free      2 06:30 08:00 park            -             -
breakfast     meal      2 08:00 09:00 diner           -             -
checkout      lodging   2 09:00 09:30 park            -             -
to-nogodan    transport 2 09:30 10:00 -               park          nogodan
nogodan       tour      2 10:00 12:00 nogodan         -             -
to-restaurant transport 2 12:00 12:30 -               nogodan       jirisan-diner
lunch-2       meal      2 12:30 13:30 jirisan-diner   -             -
to-seongbuk   transport 2 13:30 18:00 -               jirisan-diner office
"""
NAMES = {
    "office": "성북구청",
    "park": "구례자연드림파크",
    "diner": "식당",
    "av-room": "시청각실",
    "guesthouse": "게스트하우스",
    "cinema": "자연드림시네마",
    "cafe": "자연드림 카페",
    "nogodan": "지리산 노고단",
    "jirisan-diner": "지리산 식당",
}
DETAILS = {
    "to-gurye": {"vehicle": "버스", "seats": 45},
    "rooms": {"room_area": "24평", "per_room": 6},
    "workshops": {
        "teams": 3,
        "workshops": tuple("막걸리 오리 정육 김치 우리밀 요거트 한과 라면 전분 도정 제분".split()),  # noqa: SIM905 - eleven words in a row
    },
    "breakfast": {"menu": "해장국"},
    "to-nogodan": {"vehicle": "버스", "seats": 45},
    "nogodan": {"distance_km": 2.6, "height_m": 1507, "purpose": "팀워크 훈련"},
    "to-restaurant": {"vehicle": "버스", "seats": 45},
    "lunch-2": {"menu": "산채정식"},
    "to-seongbuk": {"vehicle": "버스", "seats": 45},
}
PARTS = {
    "workshops": [("11개 공방 체험", "park"), ("우리밀 쿠키·피자 만들기", "park")],
    "education": [("마을·사회적경제 교육", "av-room"), ("사회적경제 영화 상영", "cinema")],
    "dinner": [("석식", "diner"), ("마을·사회적경제 간담회", "cafe")],
    "checkout": [("짐 정리 및 퇴실 준비", "park"), ("단체사진 촬영", "park"), ("차량 탑승", "park")],
}


@pytest.fixture(scope="module")
def workshop(sample: Path) -> Event:
    loaded = load(sample)
    assert loaded.problems == ()
    assert loaded.event is not None
    return loaded.event


def test_sixteen_rows_as_the_plan_has_them(workshop: Event) -> None:
    told = [
        " ".join(
            [
                row.id or "-",
                row.kind,
                str(row.day),
                row.start,
                row.end or "-",
                ",".join(row.places) or "-",
                row.origin or "-",
                row.destination or "-",
            ]
        )
        for row in workshop.itinerary
    ]
    assert told == [" ".join(line.split()) for line in ROWS.strip().splitlines()]


def test_what_the_rows_say_beside(workshop: Event) -> None:
    assert {row.id: row.details for row in workshop.itinerary if row.details} == DETAILS
    parts = {row.id: [(part.title, *part.places) for part in row.parts] for row in workshop.itinerary if row.parts}
    assert parts == PARTS
    stroll = next(row for row in workshop.itinerary if row.id == "stroll")
    assert stroll.notes == ("사우나·휘트니스센터 이용 등",)


def test_places_and_their_names(workshop: Event) -> None:
    assert {key: place.name for key, place in workshop.places.items()} == NAMES
    assert workshop.places["park"].address == "전라남도 구례군 용방면"
    assert {key: place.at for key, place in workshop.places.items() if place.at} == {"office": (37.5894, 127.0167)}


@pytest.mark.parametrize(
    ("word", "key"),
    [("구청", "office"), ("드림파크", "park"), ("AV room", "av-room"), ("숙소", "guesthouse"), ("노고단", "nogodan")],
)
def test_people_have_other_words_for_places(workshop: Event, word: str, key: str) -> None:
    assert [name for name, place in workshop.places.items() if word in place.aliases] == [key]


def test_facts_of_the_event(workshop: Event) -> None:
    facts = workshop.event
    assert facts.title == "2014년도 하반기 성북구 사회적경제조직 워크숍"
    assert [day.isoformat() for day in facts.days] == ["2014-10-23", "2014-10-24"]
    assert [f"{day:%a}" for day in facts.days] == ["Thu", "Fri"]
    assert facts.attendance == {"구청": 24, "민간": 27}
    assert facts.host == "성북구"
    assert facts.organizers == ("성북구사회적기업·협동조합협의회", "성북구사회적경제지원단")
    assert facts.visits == ("구례자연드림파크", "지리산국립공원 노고단")
    assert (len(facts.topics), facts.join) == (4, "open")
    assert facts.training_hours
    assert (facts.training_hours.days, facts.training_hours.hours) == (2, 7)
    assert facts.budget
    assert (facts.budget.unit, facts.budget.total) == ("천원", 8000)
    assert facts.budget.sources == {"구비": 4000, "시비": 4000}


def test_what_nobody_said_is_not_there(workshop: Event, sample: Path) -> None:
    assert workshop.event.contact
    assert workshop.event.contact.phone is None
    assert not workshop.faq
    assert not {"buses", "rooms", "room", "wifi"} & {name for row in workshop.itinerary for name in row.details}
    assert not re.search(r"와이파이|wifi|구레|구 려|\d{2,3}-\d{3,4}-\d{4}", sample.read_text("utf-8"))


def test_every_text_has_its_english_twin(workshop: Event) -> None:
    facts = workshop.event
    for name in ("title", "host", "organizers", "purpose", "topics", "visits", "notes", "attendance"):
        korean, english = getattr(facts, name), getattr(facts, f"{name}_en")
        assert english, name
        assert type(korean) is type(english), name
        assert isinstance(korean, str) or len(korean) == len(english), name
    for one in (*workshop.itinerary, *(part for row in workshop.itinerary for part in row.parts)):
        assert not re.search("[가-힣]", one.say("title", "en"))
    for row in workshop.itinerary:
        assert len(row.notes) == len(row.notes_en)
        assert row.details.keys() == row.details_en.keys()
    for place in workshop.places.values():
        assert not re.search("[가-힣]", place.say("name", "en") + (place.say("address", "en") or ""))


def test_both_days_run_without_gap_from_half_past_eight_to_six(workshop: Event) -> None:
    trip = itinerary.of(workshop)
    first, second = trip.on(1), trip.on(2)
    assert (len(first), len(second)) == (8, 8)
    for day in (first, second):
        assert [one.ends_at for one in day[:-1]] == [one.starts_at for one in day[1:]]
    assert trip.local(first[0].starts_at).isoformat() == "2014-10-23T08:30:00+09:00"
    assert (second[-1].ends_at and trip.local(second[-1].ends_at).isoformat()) == "2014-10-24T18:00:00+09:00"


def test_the_colleague_asks_about_its_traps_and_no_more(workshop: Event) -> None:
    assert [(remark.key, remark.activity, remark.severity) for remark in lint(workshop)] == [
        ("no_phone", None, "question"),
        ("no_pins", None, "question"),
        ("seats", "to-gurye", "question"),
        ("no_rest", "to-gurye", "question"),
        ("rooms", "rooms", "question"),
        ("teams", "workshops", "question"),
        ("no_rest", "to-seongbuk", "question"),
    ]


def test_the_questions_are_asked_in_words(workshop: Event, sample: Path, words: dict[str, Say]) -> None:
    loaded = load(sample)
    seats = next(remark for remark in lint(workshop) if remark.key == "seats")
    line = loaded.lines["itinerary", 1]
    korean, english = (seats.render(words[language], loaded.lines, sample.name) for language in ("ko", "en"))
    assert korean.startswith(
        f"seongbuk-2014.yaml:{line}: [물음] 1일차 09:00 ‘구례자연드림파크 도착’: 51명인데 버스는 45인승이에요."
    )
    assert "적어도 2대" in korean
    assert "51 people, but the bus seats 45. How many buses" in english
    assert sample.read_text("utf-8").splitlines()[line - 1].strip() == "- id: to-gurye"
