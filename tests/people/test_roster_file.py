"""Rosters as organizers keep them."""

import io

import openpyxl
import pytest

from config import roster
from config.importers import ImportProblem

PLAIN = (
    "성명,소속,구분,버스,방,조,연락처\n홍길동,성북구청,구청,1호차,301,1조,010-1234-5678\n김영자,두레,민간,2호차,,2조,\n"
)


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "cp949", "utf-16"])
@pytest.mark.parametrize("sign", [",", ";", "\t"])
def test_any_usual_text_form_says_the_same(encoding: str, sign: str) -> None:
    found = roster.read(PLAIN.replace(",", sign).encode(encoding), "명단.csv")
    assert not found.problems
    assert [(one.name, one.bus, one.room, one.team, one.row) for one in found.entries] == [
        ("홍길동", "1호차", "301", "1조", 2),
        ("김영자", "2호차", "", "2조", 3),
    ]
    assert found.entries[0].phone == "010-1234-5678"


def test_a_sheet_with_a_title_merged_buses_and_a_sum() -> None:
    book = openpyxl.Workbook()
    sheet = book.active
    assert sheet is not None
    for row in (
        ["참가자 명단"], [], ["Bus", "Name", "Organisation", "Team leader", "Team", "Language"],
        [1, "Kim", "Dure", "O", 2, "English"], [None, "Lee", "Dure", None, 2, "한국어"], ["합계", "2명"],
    ):  # fmt: skip
        sheet.append(row)
    sheet.merge_cells("A4:A5")
    data = io.BytesIO()
    book.save(data)
    found = roster.read(data.getvalue(), "list.xlsx")
    assert not found.problems
    assert [(one.name, one.bus, one.team, one.language, one.leads_team, one.role) for one in found.entries] == [
        ("Kim", "1", "2", "en", "2", "leader"),
        ("Lee", "1", "2", "ko", "", ""),
    ]


def test_a_leader_may_be_named_in_every_row() -> None:
    found = roster.read("이름,조,조장\n가나,1,다라\n다라,1,다라\n마바,2,마바\n".encode(), "a.csv")
    assert [(one.name, one.leads_team) for one in found.entries] == [("가나", ""), ("다라", "1"), ("마바", "2")]


def test_every_problem_is_told_by_row_and_nothing_is_read() -> None:
    text = (
        "이름,소속,연락처,언어,역할,조장,조\n"
        ",두레,,,,,\n김영자,두레,없음요,,,,\n김영자,두레,,프랑스어,,,\n박,x,,,왕,,\n이,x,,,,O,\n"
    )
    found = roster.read(text.encode(), "a.csv")
    assert found.entries == ()
    assert [(one.row, one.key) for one in found.problems] == [
        (2, "no_name"), (3, "phone"), (4, "language"), (4, "double"), (5, "role"), (6, "leads_team"),
    ]  # fmt: skip


def test_a_file_without_names_and_a_file_that_is_none() -> None:
    assert [one.key for one in roster.read("소속,버스\n두레,1\n".encode(), "a.csv").problems] == ["no_name_column"]
    assert [one.key for one in roster.read("이름,소속\n".encode(), "a.csv").problems] == ["nobody"]
    with pytest.raises(ImportProblem):
        roster.read(b"\x89PNG\r\n\x1a\n\x00\x00", "a.csv")
    with pytest.raises(ImportProblem):
        roster.read(b"", "a.csv")
