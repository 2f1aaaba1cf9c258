"""The training-hours list from roll calls."""

from dataclasses import replace
from io import BytesIO

from openpyxl import load_workbook

from bot import itinerary
from bot.attendance import Mark, attended, workbook
from bot.people import Person
from config import loader
from tests.handlers.chat import SAMPLE, TEXTS, seoul

FILE = loader.load(SAMPLE).event
assert FILE is not None
PLAN = itinerary.of(FILE)
KIM, LEE, PARK = (Person(key, "e", name, group="구청") for key, name in enumerate(("=1+1", "이순자", "박영호"), 1))


def test_hours_follow_the_roll_calls_and_are_capped() -> None:
    day_1, day_2 = seoul("08:30"), seoul("09:30", 24)
    marks = [Mark(1, "present", day_1), Mark(1, "present", day_2), Mark(2, "present", day_1), Mark(2, "absent", day_2)]
    kim, lee, park = attended(PLAN, [KIM, LEE, PARK], marks)
    assert (kim.hours, lee.hours, park.hours) == (7.0, 5.0, 0)
    assert lee.keys == {"workshops", "education"}
    longer = tuple(replace(one, ends_at=seoul("21:00")) if one.key == "education" else one for one in PLAN.activities)
    slipped = attended(replace(PLAN, activities=longer), [KIM], marks)[0]
    assert (slipped.hours, slipped.credited) == (8.0, 7)


def test_who_left_in_the_afternoon_missed_the_evening() -> None:
    marks = [Mark(2, "present", seoul("08:30")), Mark(2, "excused", seoul("17:00"))]
    assert attended(PLAN, [LEE], marks)[0].keys == {"workshops"}


def test_the_workbook_is_a_draft_and_holds_no_formula() -> None:
    rows = attended(PLAN, [KIM], [Mark(1, "present", seoul("08:30"))])
    sheet = load_workbook(BytesIO(workbook(PLAN, rows, TEXTS["ko"]))).active
    assert sheet is not None
    said = [[cell.value for cell in row] for row in sheet.iter_rows()]
    assert "초안" in str(said[1][0])
    assert (said[4][0], said[4][2]) == ("=1+1", "구청")
    assert said[4][-3:-1] == [5, 5]
    assert {cell.data_type for row in sheet.iter_rows() for cell in row} <= {"s", "n", "inlineStr"}
