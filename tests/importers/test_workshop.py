"""The same plan in every format gives the same sixteen rows, the same facts and the same doubts."""

from collections.abc import Callable
from datetime import date

import pytest

from config.importers import read
from config.importers.draft import Draft
from config.importers.reading import read_here
from tests.importers import workshop, writers
from tests.importers.reading import checked, keys, named, names

BLOCKS = (*workshop.BEFORE, workshop.merged(), *workshop.AFTER)
RENDITIONS: dict[str, Callable[[], bytes]] = {
    "plan.hwpx": lambda: writers.hwpx(BLOCKS),
    "plan.hwp": lambda: writers.hwp5(BLOCKS),
    "plan.docx": lambda: writers.word(BLOCKS),
    "plan.xlsx": lambda: writers.excel(BLOCKS),
    "plan.pdf": lambda: writers.pdf(BLOCKS),
    "open-sides.pdf": lambda: writers.pdf(BLOCKS, sides=False),
    "pasted.txt": lambda: workshop.pasted().encode(),
    "pasted-cp949.txt": lambda: workshop.pasted().encode("cp949"),
    "plan.md": lambda: workshop.markdown().encode(),
    "lines.txt": lambda: workshop.one_cell_a_line().encode(),
}


def told(found: Draft) -> list[tuple[object, ...]]:
    return [
        (
            *(one["day"], one["start"], one.get("end"), one["kind"], names(found, one.get("places", []))),
            *(named(found, one, "from"), named(found, one, "to"), one.get("details", {})),
        )
        for one in found.data["itinerary"]
    ]


@pytest.fixture(params=RENDITIONS, scope="module")
def found(request: pytest.FixtureRequest) -> Draft:
    return checked(read_here(RENDITIONS[request.param](), request.param))


def test_all_sixteen_rows_are_exact(found: Draft) -> None:
    assert told(found) == list(workshop.GOLDEN)


def test_the_overview_gives_the_events_facts(found: Draft) -> None:
    event = found.data["event"]
    assert event["title"] == "2014년 성북구 사회적경제 가을 워크숍"
    assert event["days"] == [date(2014, 10, 23), date(2014, 10, 24)]
    assert (event["host"], len(event["organizers"])) == ("성북구", 2)
    assert event["attendance"] == {"구청": 24, "민간": 27}
    assert len(event["topics"]) == 2
    assert event["visits"] == ["구례자연드림파크", "지리산국립공원 노고단"]
    assert event["budget"] == {"unit": "천원", "total": 8000, "sources": {"구비": 4000, "시비": 4000}}
    assert event["training_hours"] == {"days": 2, "hours": 7}


def test_one_place_in_three_spellings_is_one_and_asked_about(found: Draft) -> None:
    park = next(one for one in found.data["places"].values() if one["name"] == "구례자연드림파크")
    assert set(park["aliases"]) == {"구려 자연드림파크", "구레자연드림파크"}
    assert park["address"] == "전남 구례군 용방면"
    assert "one_place" in keys(found)


def test_two_things_in_a_row_are_parted_with_their_places(found: Draft) -> None:
    dinner = found.data["itinerary"][6]
    assert [(part["title"], names(found, part["places"])) for part in dinner["parts"]] == [
        ("석식", ["식당"]),
        ("사회적경제 간담회", ["자연드림 카페"]),
    ]


def test_what_was_supposed_is_marked_beside_its_row(found: Draft) -> None:
    assert found.event_yaml.count("# 추정: 앞 일정의 장소") == 4
    assert "timezone: Asia/Seoul  # 추정" in found.event_yaml


def test_reading_again_gives_the_same_file() -> None:
    data = RENDITIONS["plan.docx"]()
    assert read_here(data, "plan.docx").event_yaml == read_here(data, "plan.docx").event_yaml


def test_a_new_version_keeps_the_ids_of_rows_that_stay() -> None:
    before = read_here(workshop.pasted().encode(), "a.txt")
    after = read_here(workshop.pasted().replace("06:30~ 08:00", "07:00~ 08:00").encode(), "b.txt")
    changed = [
        (old["id"], new["start"])
        for old, new in zip(before.data["itinerary"], after.data["itinerary"], strict=True)
        if old != new
    ]
    assert before.data["event"] == after.data["event"]
    assert [start for _, start in changed] == ["07:00"]
    assert [one["id"] for one in before.data["itinerary"]] == [one["id"] for one in after.data["itinerary"]]


def test_a_process_of_its_own_gives_the_same_draft() -> None:
    data = RENDITIONS["plan.hwpx"]()
    assert read(data, "plan.hwpx") == read_here(data, "plan.hwpx")
