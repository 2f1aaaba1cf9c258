"""Plans as other organizers draw them: each style once, small, with what it must give."""

from datetime import date

import pytest

from config.importers import ImportProblem
from config.importers.cells import Document
from config.importers.compose import compose
from config.importers.draft import Draft
from config.importers.text import read as read_text
from tests.importers.reading import draft, keys, named, names, of_tables, rows, table


def times(found: Draft) -> list[tuple[object, ...]]:
    return [(one["day"], one["start"], one.get("end"), one["title"]) for one in found.data["itinerary"]]


def test_a_school_trip_with_days_across_and_cells_merged_both_ways() -> None:
    found = of_tables(
        "2학년 소규모 테마형 교육여행 운영 계획",
        "1. 기간: 2025. 5. 14.(수) ~ 16.(금), 2박 3일",
        "2. 대상: 2학년 학생 124명, 인솔교사 8명",
        table(
            ["시간", "1일차(5.14. 수)", "2일차(5.15. 목)", "3일차(5.16. 금)"],
            ["07:00~08:00", "학교 집결 및 출발", ("기상 및 조식", 1, 2), None],
            ["08:00~12:00", "김포공항 → 제주공항", ("한라산 탐방", 2, 1), "짐 정리 및 퇴실"],
            ["12:00~13:00", "중식(흑돼지 불고기)", None, "중식"],
            ["18:00~", "석식 및 숙소 배정", "석식\n레크리에이션", ""],
        ),
    )
    assert found.data["event"]["days"] == [date(2025, 5, day) for day in (14, 15, 16)]
    assert found.data["event"]["attendance"] == {"2학년 학생": 124, "인솔교사": 8}
    assert times(found) == [
        (1, "07:00", "08:00", "학교 집결 및 출발"),
        (1, "08:00", "12:00", "김포공항 → 제주공항"),
        (1, "12:00", "13:00", "중식(흑돼지 불고기)"),
        (1, "18:00", None, "석식 및 숙소 배정"),
        (2, "07:00", "08:00", "기상 및 조식"),
        (2, "08:00", "13:00", "한라산 탐방"),
        (2, "18:00", None, "석식 레크리에이션"),
        (3, "07:00", "08:00", "기상 및 조식"),
        (3, "08:00", "12:00", "짐 정리 및 퇴실"),
        (3, "12:00", "13:00", "중식"),
    ]
    flight = found.data["itinerary"][1]
    assert (flight["kind"], named(found, flight, "from"), named(found, flight, "to")) == (
        "transport",
        "김포공항",
        "제주공항",
    )


def test_a_church_retreat_as_lines_with_half_written_hours() -> None:
    found = draft(
        "○○교회 여름 수련회\n일시: 2025년 8월 7일(목) ~ 8일(금)\n장소: 소망수양관\n\n[첫째 날]\n"
        "10:00 교회 앞 집합 및 출발\n"
        "12:00 점심식사 (식당)\n오후 2:00 개회예배 (대예배실)\n3:30 조별 모임\n7:30 저녁집회 (대예배실)\n"
        "[둘째 날]\n06:00 새벽기도회\n09:00 성경공부 / 소그룹실\n11:00 폐회예배\n문의: 김집사 010-0000-0000\n"
    )
    assert rows(found) == [
        (1, "10:00", None, "교회 앞 집합 및 출발", "transport", ["교회 앞"]),
        (1, "12:00", None, "점심식사", "meal", ["식당"]),
        (1, "14:00", None, "개회예배", "session", ["대예배실"]),
        (1, "15:30", None, "조별 모임", "session", []),
        (1, "19:30", None, "저녁집회", "session", ["대예배실"]),
        (2, "06:00", None, "새벽기도회", "session", []),
        (2, "09:00", None, "성경공부", "session", ["소그룹실"]),
        (2, "11:00", None, "폐회예배", "session", []),
    ]
    assert found.event_yaml.count("오후로 봤어요") == 2
    assert found.data["event"]["contact"] == {"name": "김집사", "phone": "010-0000-0000"}


def test_a_companys_markdown_table_with_people_in_charge_and_buses_for_a_place() -> None:
    found = draft(
        "# 2025 상반기 전사 워크숍 일정\n- 일시: 2025. 6. 12.(목) ~ 13.(금)\n"
        "- 참석: 총 48명 (개발팀 20명, 영업팀 18명, 지원팀 10명)\n\n"
        "| 일자 | 시간 | 프로그램 | 장소 | 담당 | 비고 |\n|---|---|---|---|---|---|\n"
        "| 6/12(목) | 09:00 - 11:00 | 본사 출발 및 이동 | 전세버스 2대 | 총무팀 | 45인승 |\n"
        "| | 11:00 - 12:00 | 체크인 | 로비 | | 2인 1실 |\n| | 12:00 - 13:30 | 중식 | 한식당 | | 닭갈비 |\n"
        "| | 15:30 ~ 18:00 | 팀빌딩 | 잔디광장 | 외부강사 | 6개 팀 |\n| 6/13(금) | 08:00 ~ 09:00 | 조식 | 〃 | | |\n"
    )
    assert [one["day"] for one in found.data["itinerary"]] == [1, 1, 1, 1, 2]
    assert [one.get("details", {}) for one in found.data["itinerary"]] == [
        {"in_charge": "총무팀", "vehicle": "전세버스", "seats": 45, "vehicles": 2},
        {"per_room": 2},
        {"menu": "닭갈비"},
        {"in_charge": "외부강사", "teams": 6},
        {},
    ]
    assert names(found, found.data["itinerary"][4]["places"]) == ["잔디광장"]
    assert found.data["event"]["attendance"] == {"개발팀": 20, "영업팀": 18, "지원팀": 10}


def test_a_conference_with_rooms_across_and_plenaries_over_all() -> None:
    found = of_tables(
        "DevDays 2025",
        "Saturday 14 June 2025",
        table(
            ["Time", "Grand Hall", "Room 201", "Room 202"],
            ["09:00 – 09:30", ("Registration", 1, 3), None, None],
            ["09:30 – 10:30", ("Opening keynote\nJane Doe", 1, 3), None, None],
            ["10:45 – 11:30", "Taming queues\nA. Kim", "Lunch for bees", "Hands-on: sensors"],
            ["11:30 – 12:15", "Small languages", "Privacy by design", ("Hands-on: maps", 2, 1)],
            ["12:15 – 13:15", ("Lunch", 1, 2), None, None],
        ),
    )
    assert found.data["event"]["days"] == [date(2025, 6, 14)]
    assert rows(found) == [
        (1, "09:00", "09:30", "Registration", "session", []),
        (1, "09:30", "10:30", "Opening keynote", "session", []),
        (1, "10:45", "11:30", "Taming queues", "session", ["Grand Hall"]),
        (1, "10:45", "11:30", "Lunch for bees", "session", ["Room 201"]),
        (1, "10:45", "11:30", "Hands-on: sensors", "session", ["Room 202"]),
        (1, "11:30", "12:15", "Small languages", "session", ["Grand Hall"]),
        (1, "11:30", "12:15", "Privacy by design", "session", ["Room 201"]),
        (1, "11:30", "13:15", "Hands-on: maps", "session", ["Room 202"]),
        (1, "12:15", "13:15", "Lunch", "meal", ["Grand Hall", "Room 201"]),
    ]
    assert found.data["itinerary"][2]["details"] == {"speaker": "A. Kim"}


def test_an_offices_table_with_start_end_and_length_and_days_as_headings() -> None:
    found = of_tables(
        "■ 행 사 명 : 2025년 마을활동가 연수",
        "■ 기     간 : 2025. 9. 4.(목) ~ 9. 5.(금)",
        table(
            ["시작", "종료", "소요", "내 용", "장 소", "비 고"],
            [("▶ 1일차 (9. 4. 목)", 1, 6), None, None, None, None, None],
            ["08:30", "09:00", "30분", "인원점검 및 출발", "구청 광장", ""],
            ["09:00", "", "150분", "완주로 이동", "이 동", "45인승 버스 1대"],
            [("▶ 2일차 (9. 5. 금)", 1, 6), None, None, None, None, None],
            ["09:00", "11:00", "120분", "특강: 주민자치의 길", "연수원 대강당", "강사: 박교수"],
        ),
    )
    assert found.data["event"]["title"] == "2025년 마을활동가 연수"
    assert rows(found) == [
        (1, "08:30", "09:00", "인원점검 및 출발", "transport", ["구청 광장"]),
        (1, "09:00", "11:30", "완주로 이동", "transport", []),
        (2, "09:00", "11:00", "특강: 주민자치의 길", "session", ["연수원 대강당"]),
    ]
    assert named(found, found.data["itinerary"][1], "to") == "완주"


def test_a_travel_agencys_sheet_with_meals_of_the_day_and_no_year() -> None:
    found = compose_on(
        date(2025, 9, 1),
        "시청 퇴직자 문화탐방 일정표",
        table(
            ["일자", "지역", "교통편", "시간", "일 정", "식사"],
            [
                ("제1일\n10/23\n(목)", 3, 1),
                "서울",
                "전용버스",
                "07:00",
                "시청 앞 집결 후 출발",
                ("중:한정식\n석:회정식", 3, 1),
            ],
            [None, "순천", "", "11:30", "순천만국가정원 도착 및 관람", None],
            [None, "", "", "18:00", "호텔 투숙 및 휴식", None],
            [("제2일\n10/24\n(금)", 2, 1), "여수", "전용버스", "08:00", "호텔 조식 후 체크아웃", "조:호텔식"],
            [None, "서울", "", "18:00", "시청 도착 후 해산", ""],
        ),
    )
    assert found.data["event"]["days"] == [date(2025, 10, 23), date(2025, 10, 24)]
    assert "year_guessed" in keys(found)
    assert [(one["day"], one["start"], one["kind"]) for one in found.data["itinerary"]] == [
        (1, "07:00", "transport"),
        (1, "11:30", "transport"),
        (1, "18:00", "lodging"),
        (2, "08:00", "meal"),
        (2, "18:00", "transport"),
    ]
    assert "중:한정식 석:회정식" in found.data["itinerary"][0]["notes"]
    assert "notes" not in found.data["itinerary"][2]


def compose_on(today: date, *blocks: object) -> Draft:
    return compose(Document(blocks), "plan.docx", today)  # type: ignore[arg-type]  # lines and tables


def test_times_across_the_top() -> None:
    found = of_tables(
        "2031. 7. 1. ~ 7. 2. 물놀이 캠프",
        table(
            ["구분", "09:00~10:00", "10:00~12:00", "12:00~13:00"],
            ["1일차", "입소식", "오리엔테이션", "점심"],
            ["2일차", "체조", "물놀이 체험", "점심"],
        ),
    )
    assert times(found) == [
        (1, "09:00", "10:00", "입소식"),
        (1, "10:00", "12:00", "오리엔테이션"),
        (1, "12:00", "13:00", "점심"),
        (2, "09:00", "10:00", "체조"),
        (2, "10:00", "12:00", "물놀이 체험"),
        (2, "12:00", "13:00", "점심"),
    ]


def test_two_days_side_by_side_each_with_its_own_times() -> None:
    found = of_tables(
        table(
            [("1일차", 1, 3), None, None, ("2일차", 1, 3), None, None],
            ["시간", "내용", "장소", "시간", "내용", "장소"],
            ["10:00", "등록", "로비", "08:00", "조식", "식당"],
            ["11:00~12:00", "개회식", "대강당", "09:00~10:00", "총회", "대강당"],
            ["12:00", "오찬", "식당", "", "", ""],
        )
    )
    assert rows(found) == [
        (1, "10:00", None, "등록", "session", ["로비"]),
        (1, "11:00", "12:00", "개회식", "session", ["대강당"]),
        (1, "12:00", None, "오찬", "meal", ["식당"]),
        (2, "08:00", None, "조식", "meal", ["식당"]),
        (2, "09:00", "10:00", "총회", "session", ["대강당"]),
    ]
    assert "dates_unknown" in keys(found)
    assert "문서에 날짜가 없어요" in found.event_yaml


def test_times_within_the_cells() -> None:
    found = of_tables(
        "가을 야유회 (2025.10.18. 토)",
        table(
            ["구분", "내용"],
            ["오전", "09:00 사당역 1번 출구 집결\n09:30 출발\n11:00 수목원 도착"],
            ["오후", "12:00~13:00 점심식사\n13:00~15:00 자유시간"],
        ),
    )
    assert found.data["event"]["title"] == "가을 야유회"
    assert times(found) == [
        (1, "09:00", None, "사당역 1번 출구 집결"),
        (1, "09:30", None, "출발"),
        (1, "11:00", None, "수목원 도착"),
        (1, "12:00", "13:00", "점심식사"),
        (1, "13:00", "15:00", "자유시간"),
    ]
    assert named(found, found.data["itinerary"][2], "from") == "사당역 1번 출구"


def test_an_english_agenda_with_am_and_pm_left_out() -> None:
    found = draft(
        "Team Offsite Agenda\nWhen: May 8-9, 2025\nWhere: Lakeside Lodge\n\nTime | Activity | Location\nDay 1\n"
        "8:30am - 9:00am | Bus to Lakeside Lodge | HQ lobby\n12:00 – 1:00 | Lunch | Dining Hall\n"
        "1:00 – 2:30 | Strategy workshop | Pine Room\n7:00 – 9:00 pm | Dinner & campfire | Fire pit\nDay 2\n"
        "8:00 | Breakfast | Dining Hall\n9:00 | Hike to the lookout |\n"
    )
    assert found.data["event"]["days"] == [date(2025, 5, 8), date(2025, 5, 9)]
    assert found.data["event"]["language"] == "en"
    assert rows(found) == [
        (1, "08:30", "09:00", "Bus to Lakeside Lodge", "transport", ["HQ lobby"]),
        (1, "12:00", "13:00", "Lunch", "meal", ["Dining Hall"]),
        (1, "13:00", "14:30", "Strategy workshop", "session", ["Pine Room"]),
        (1, "19:00", "21:00", "Dinner & campfire", "meal", ["Fire pit"]),
        (2, "08:00", None, "Breakfast", "meal", ["Dining Hall"]),
        (2, "09:00", None, "Hike to the lookout", "tour", []),
    ]
    assert "guess: taken for the afternoon" in found.event_yaml


def test_columns_drawn_with_spaces() -> None:
    found = draft(
        "청소년 캠프 시간표\n2025. 7. 21.(월)\n\n시간            내용              장소\n"
        "09:00~10:00     접수 및 등록      본관 로비\n12:00~13:00     점심\n13:00~16:00     직업 체험         체험관\n"
    )
    assert rows(found) == [
        (1, "09:00", "10:00", "접수 및 등록", "session", ["본관 로비"]),
        (1, "12:00", "13:00", "점심", "meal", []),
        (1, "13:00", "16:00", "직업 체험", "tour", ["체험관"]),
    ]


def test_ragged_tabs_without_any_head() -> None:
    found = draft(
        "1일차\t10:00\t구청\t출발\n\t13:00\t식당\t중식\n\t23:30\t숙소\t취침\n"
        "2일차\t08:00\t식당\t조식\n\t10:00\t이동\t구청 도착\n"
    )
    assert rows(found) == [
        (1, "10:00", None, "출발", "transport", ["구청"]),
        (1, "13:00", None, "중식", "meal", ["식당"]),
        (1, "23:30", None, "취침", "lodging", ["숙소"]),
        (2, "08:00", None, "조식", "meal", ["식당"]),
        (2, "10:00", None, "구청 도착", "transport", []),
    ]


def test_an_evening_that_goes_on_past_midnight() -> None:
    found = of_tables(
        "별빛 축제",
        table(
            ["일시", "프로그램", "장소"],
            ["2025. 10. 3.(금) 19:00~22:00", "전야제", "해변무대"],
            ["22:00~익일 01:00", "심야영화", "잔디광장"],
            ["01:00~02:00", "별보기", "전망대"],
            ["10. 4.(토) 09:00~10:00", "조식", "식당"],
        ),
    )
    assert times(found) == [
        (1, "19:00", "22:00", "전야제"),
        (1, "22:00", "01:00", "심야영화"),
        (2, "01:00", "02:00", "별보기"),
        (2, "09:00", "10:00", "조식"),
    ]
    assert found.data["itinerary"][1]["end_day"] == 2
    assert "past_midnight" in keys(found)


def test_teams_that_go_round() -> None:
    found = of_tables(
        "체험학습 조별 일정 2025.5.1.",
        table(
            ["시간", "1조", "2조", "3조"],
            ["09:00~10:00", ("출발", 1, 3), None, None],
            ["10:00~11:00", "도자기 체험", "염색 체험", "떡메치기"],
        ),
    )
    assert [(one["title"], one.get("audience")) for one in found.data["itinerary"]] == [
        ("출발", None),
        ("도자기 체험", {"team": ["1"]}),
        ("염색 체험", {"team": ["2"]}),
        ("떡메치기", {"team": ["3"]}),
    ]


def test_days_that_nothing_names_follow_from_the_clock() -> None:
    found = draft("시간\t내용\n10:00\t등록\n22:00\t취침\n07:00\t조식\n10:00\t해산\n")
    assert [one["day"] for one in found.data["itinerary"]] == [1, 1, 2, 2]
    assert "new_day" in keys(found)


def test_a_table_for_each_day_under_its_heading_and_others_left_alone() -> None:
    def day(first: str, second: str) -> object:
        return table(["시간", "내용", "장소"], ["09:00~10:00", first, "강당"], ["10:00~12:00", second, "회의실"])

    found = of_tables(
        "행사명: 2031 학술대회", "기간: 2031. 3. 4. ~ 3. 5.",
        "준비 일정", table(["시간", "업무", "담당"], ["08:00", "현수막 달기", "총무"], ["08:30", "책상 놓기", "간사"]),
        "1일차 (3. 4.)", day("개회식", "발표 1"),  # type: ignore[arg-type]  # a table
        "2일차 (3. 5.)", day("총회", "폐회식"),  # type: ignore[arg-type]  # a table
        "우천 시 일정", day("실내 체조", "영화"),  # type: ignore[arg-type]  # a table
    )  # fmt: skip
    assert times(found) == [
        (1, "09:00", "10:00", "개회식"),
        (1, "10:00", "12:00", "발표 1"),
        (2, "09:00", "10:00", "총회"),
        (2, "10:00", "12:00", "폐회식"),
    ]
    assert keys(found).count("table_left") == 2


def test_what_cannot_be_read_is_told_with_its_cell_and_kept_as_a_comment() -> None:
    found = of_tables(
        "소풍 2031. 5. 5.",
        table(["시간", "내용", "장소"], ["추후 공지", "보물찾기", "공원"], ["12:00", "점심", "잔디밭"]),
    )
    unread = next(one for one in found.remarks if one.sort == "unread")
    assert (unread.key, unread.values["row"], unread.values["text"]) == ("row_unread", 2, "보물찾기")
    assert "보물찾기" in found.event_yaml
    assert [one["title"] for one in found.data["itinerary"]] == ["점심"]


def test_sums_that_do_not_add_up_and_weekdays_that_are_wrong_are_asked_about() -> None:
    found = draft(
        "행사명: 봄 연수\n기간: 2031. 4. 1.(월) ~ 4. 2.(화)\n참석인원: 50명(시청 20명, 주민 27명)\n"
        "예산: 1,000만원 (시비 600만원, 도비 300만원)\n\n시간\t내용\n09:00\tRRT 교육\n10:00\t해산\n"
    )
    assert {"people_differ", "budget_differs", "weekday_wrong", "abbreviation"} <= set(keys(found))


def test_a_text_without_times_is_no_plan() -> None:
    with pytest.raises(ImportProblem) as raised:
        compose(read_text("회의를 합니다.\n많이 와 주세요."), "a.txt")
    assert raised.value.key == "no_itinerary"


def test_a_districts_table_with_ways_and_places_in_brackets() -> None:
    found = of_tables(
        "2025년 주민자치위원 선진지 견학 계획(안)",
        "○ 일    시 : 2025. 11. 6.(목) 07:30 ~ 11. 7.(금) 18:00 [1박 2일]",
        "○ 참석인원 : 42명(주민자치위원 38, 공무원 4)",
        "○ 소요예산 : 12,600천원",
        "  - 자치회비 8,000천원, 자부담 4,600천원",
        table(
            ["구분", "시   간", "내      용", "소요시간", "비고"],
            [("1일차\n11.6.(목)", 4, 1), "07:30~08:00", "집결 및 출발(동 주민센터 앞)", "30′", "차량 2대"],
            [None, "08:00~11:30", "이동(동 주민센터→전주)", "210′", "휴게소 1회"],
            [None, "15:00~17:00", "△△동 주민센터 방문\n- 우수사례 청취\n- 질의응답", "120′", ""],
            [None, "19:30~", "숙소 도착 및 자유시간", "", "호텔(2인 1실)"],
            [("2일차\n11.7.(금)", 1, 1), "14:00~18:00", "이동(전주→동 주민센터) 및 해산", "240′", ""],
        ),
    )
    assert found.data["event"]["title"] == "2025년 주민자치위원 선진지 견학"
    assert found.data["event"]["attendance"] == {"주민자치위원": 38, "공무원": 4}
    assert found.data["event"]["budget"]["sources"] == {"자치회비": 8000, "자부담": 4600}
    ways = [(named(found, one, "from"), named(found, one, "to")) for one in found.data["itinerary"]]
    assert ways == [
        ("동 주민센터 앞", None),
        ("동 주민센터", "전주"),
        (None, None),
        ("전주", "숙소"),
        ("전주", "동 주민센터"),
    ]
    assert found.data["itinerary"][2]["notes"] == ["우수사례 청취", "질의응답"]


def test_a_chat_message_with_pictures_before_the_times() -> None:
    found = compose(
        read_text(
            "📢 가을 워크샵 안내\n✅ 날짜: 2031. 10/17(금)~10/18(토)\n[1일차]\n⏰ 08:30 회사 앞 집결\n🚌 09:00 출발\n"
            "🍽 12:00 점심 (닭갈비)\n🎯 14:00~17:00 팀 미션\n[2일차]\n🍳 09:00 조식\n🚌 11:00 서울로 출발\n"
        ),
        "chat.txt",
    )
    assert found.data["event"]["days"] == [date(2031, 10, 17), date(2031, 10, 18)]
    assert times(found) == [
        (1, "08:30", None, "회사 앞 집결"),
        (1, "09:00", None, "출발"),
        (1, "12:00", None, "점심 (닭갈비)"),
        (1, "14:00", "17:00", "팀 미션"),
        (2, "09:00", None, "조식"),
        (2, "11:00", None, "서울로 출발"),
    ]


def test_one_time_merged_over_two_rooms() -> None:
    found = of_tables(
        "춘계 학술대회 2031. 4. 25.",
        table(
            ["시간", "내용", None, "좌장/발표자"],
            ["09:00-09:30", ("등록", 1, 2), None, ""],
            [("10:50-12:00", 2, 1), "세션 1", "무궁화홀", "박○○"],
            [None, "세션 2", "수련홀", "최○○"],
            ["12:00-13:30", ("오찬 (교수회관 식당)", 1, 3), None, None],
        ),
    )
    assert rows(found) == [
        (1, "09:00", "09:30", "등록", "session", []),
        (1, "10:50", "12:00", "세션 1", "session", ["무궁화홀"]),
        (1, "10:50", "12:00", "세션 2", "session", ["수련홀"]),
        (1, "12:00", "13:30", "오찬", "meal", ["교수회관 식당"]),
    ]
    assert found.data["itinerary"][1]["details"] == {"speaker": "박○○"}


def test_a_week_with_weekdays_across_and_a_lesson_over_two_hours() -> None:
    found = of_tables(
        "여름 캠프 2031. 7. 28. ~ 7. 30.",
        table(
            ["시간", "월", "화", "수"],
            ["09:00~10:20", ("수영", 2, 1), "독서", "발표회"],
            ["10:30~12:00", None, ("탐험", 1, 2), None],
            ["12:00~13:00", ("점심", 1, 3), None, None],
        ),
    )
    assert [(one[0], one[1], one[2], one[3]) for one in times(found)] == [
        (1, "09:00", "12:00", "수영"),
        (1, "12:00", "13:00", "점심"),
        (2, "09:00", "10:20", "독서"),
        (2, "10:30", "12:00", "탐험"),
        (2, "12:00", "13:00", "점심"),
        (3, "09:00", "10:20", "발표회"),
        (3, "10:30", "12:00", "탐험"),
        (3, "12:00", "13:00", "점심"),
    ]


def test_a_last_night_past_midnight_reaches_the_next_date() -> None:
    found = draft(
        "행사명: 별 보는 밤\n일시: 2031. 8. 12.(화)\n\n시간\t내용\n20:00~22:00\t강연\n22:00~익일 02:00\t별 관측\n"
    )
    assert found.data["event"]["days"] == [date(2031, 8, 12), date(2031, 8, 13)]
    assert (found.data["itinerary"][1]["end"], found.data["itinerary"][1]["end_day"]) == ("02:00", 2)
