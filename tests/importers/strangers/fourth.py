"""A fourth set: buses side by side, from and to, halves of days as headings, moments of a machine, bars between."""

from tests.importers.reading import table
from tests.importers.strangers.makers import book, hangul, printed, ruled
from tests.importers.strangers.stranger import Stranger, days


def village() -> bytes:
    return hangul(
        "『2031년 마을공동체 활동가 워크숍』 추진계획",
        "■ 행 사 명 : 2031년 마을공동체 활동가 워크숍",
        "■ 일    시 : 2031. 9. 18.(목) ~ 9. 19.(금) / 1박 2일",
        "■ 장    소 : 한드미마을(충북 단양군 가곡면)",
        "■ 참 가 자 : 64명 (구청 14명, 주민 50명)",
        "■ 주    최 : 은빛구 / 주    관 : 은빛구마을센터",
        "■ 세부일정",
        table(
            [("일 정", 1, 2), None, "장 소", "내 용", "비 고"],
            [("1\n일\n차", 6, 1), "08:00 ~ 08:30", "은빛구청 앞", "인원 점검 및 출발", ""],
            [None, "08:30 ~ 11:30", "이 동", "한드미마을 도착", "45인승 버스 2대"],
            [None, "11:30 ~ 13:00", "마을 식당", "중식 (곤드레밥)", ""],
            [None, "13:00 ~ 13:30", "황토방", "방 배정", "25평(5인 1실)"],
            [None, "13:30 ~ 17:00", "체험관\n마을회관", "삼굿 체험\n마을 사례 교육", "총 4팀"],
            [None, "21:30 ~", "황토방", "취침", ""],
            [("2\n일\n차", 4, 1), "07:30 ~ 09:00", "마을 식당", "조식", ""],
            [None, "09:00 ~ 11:30", "소백산", "소백산 자락길 걷기 (3.2km, 해발 1,200m)", ""],
            [None, "12:00 ~ 13:00", "단양 식당", "중식", "마늘정식"],
            [None, "13:00 ~ 16:30", "이 동", "은빛구청 도착 후 해산", "45인승 버스 2대"],
        ),
    )


VILLAGE = Stranger(
    "마을워크숍.hwpx",
    village,
    (
        (1, "08:00", "08:30", "인원 점검 및 출발", "transport", ["은빛구청 앞"]),
        (1, "08:30", "11:30", "한드미마을 도착", "transport", []),
        (1, "11:30", "13:00", "중식 (곤드레밥)", "meal", ["마을 식당"]),
        (1, "13:00", "13:30", "방 배정", "lodging", ["황토방"]),
        (1, "13:30", "17:00", "삼굿 체험 마을 사례 교육", "tour", ["체험관", "마을회관"]),
        (1, "21:30", None, "취침", "lodging", ["황토방"]),
        (2, "07:30", "09:00", "조식", "meal", ["마을 식당"]),
        (2, "09:00", "11:30", "소백산 자락길 걷기", "tour", ["소백산"]),
        (2, "12:00", "13:00", "중식", "meal", ["단양 식당"]),
        (2, "13:00", "16:30", "은빛구청 도착 후 해산", "transport", []),
    ),
    {
        "title": "2031년 마을공동체 활동가 워크숍",
        "days": days("2031-09-18", "2031-09-19"),
        "attendance": {"구청": 14, "주민": 50},
        "host": "은빛구",
        "organizers": ["은빛구마을센터"],
    },
    more=(
        ("한드미마을 도착", "to", "한드미마을"),
        ("한드미마을 도착", "details", {"vehicle": "버스", "seats": 45, "vehicles": 2}),
        ("방 배정", "details", {"room_area": "25평", "per_room": 5}),
        ("삼굿 체험 마을 사례 교육", "details", {"teams": 4}),
        ("소백산 자락길 걷기", "details", {"distance_km": 3.2, "height_m": 1200}),
        ("중식", "details", {"menu": "마늘정식"}),
        ("은빛구청 도착 후 해산", "from", "단양 식당"),
    ),
)
VILLAGE_PRINTED = Stranger(
    "마을워크숍.pdf",
    lambda: printed(
        ruled(
            "2031년 마을공동체 활동가 워크숍",
            "일시: 2031. 9. 18.(목) ~ 9. 19.(금)",
            table(
                ["일정", "시간", "장소", "내용", "비고"],
                [("1일차", 2, 1), "08:00 ~ 08:30", "은빛구청 앞", "인원 점검 및 출발", ""],
                [None, "08:30 ~ 11:30", "이 동", "한드미마을 도착", "45인승 버스 2대 (뒷좌석 짐칸 사용 금지)"],
                [("2일차", 1, 1), "07:30 ~ 09:00", "마을 식당", "조식 후 마을 둘레길 아침 산책 및 사진 촬영", ""],
            ),
        ),
        "docx",
    ),
    (
        (1, "08:00", "08:30", "인원 점검 및 출발", "transport", ["은빛구청 앞"]),
        (1, "08:30", "11:30", "한드미마을 도착", "transport", []),
        (2, "07:30", "09:00", "조식 후 마을 둘레길 아침 산책 및 사진 촬영", "meal", ["마을 식당"]),
    ),
    {"title": "2031년 마을공동체 활동가 워크숍", "days": days("2031-09-18", "2031-09-19")},
    office=True,
)


def buses() -> bytes:
    rows: list[list[object]] = [
        ["2031 중학교 3학년 졸업여행 일정", None, None, None],
        ["2031년 11월 20일(목)", None, None, None],
        ["시간", "1호차", "2호차", "3호차"],
        ["08:00~08:30", "학교 운동장 집합", None, None],
        ["08:30~10:30", "에버파크로 이동", None, None],
        ["10:30~12:00", "사파리 관람", "식물원 관람", "놀이기구 체험"],
        ["12:00~13:00", "점심식사", "점심식사", "점심식사"],
        ["13:00~15:00", "식물원 관람", "놀이기구 체험", "사파리 관람"],
        ["15:00~17:00", "학교로 이동", None, None],
    ]
    merged = ["A1:D1", "A2:D2", "B4:D4", "B5:D5", "B9:D9"]
    return book({"졸업여행": rows}, {"졸업여행": merged}, {})


BUSES = Stranger(
    "졸업여행.xlsx",
    buses,
    (
        (1, "08:00", "08:30", "학교 운동장 집합", "transport", ["학교 운동장"]),
        (1, "08:30", "10:30", "에버파크로 이동", "transport", []),
        (1, "10:30", "12:00", "사파리 관람", "tour", []),
        (1, "10:30", "12:00", "식물원 관람", "tour", []),
        (1, "10:30", "12:00", "놀이기구 체험", "tour", []),
        (1, "12:00", "13:00", "점심식사", "meal", []),
        (1, "13:00", "15:00", "식물원 관람", "tour", []),
        (1, "13:00", "15:00", "놀이기구 체험", "tour", []),
        (1, "13:00", "15:00", "사파리 관람", "tour", []),
        (1, "15:00", "17:00", "학교로 이동", "transport", []),
    ),
    {"title": "2031 중학교 3학년 졸업여행", "days": days("2031-11-20")},
    more=(("사파리 관람", "audience", {"bus": ["1"]}), ("식물원 관람", "audience", {"bus": ["2"]})),
)


def delegation() -> bytes:
    return ruled(
        "# Delegation Visit to Gangneung: Itinerary",
        "Dates: Thu 23 October – Fri 24 October 2031",
        "Delegates: 18 people",
        table(
            ["Date", "Time", "Activity", "From", "To", "Notes"],
            [("Thu 23 Oct", 4, 1), "07:30–08:00", "Assemble and board the bus", "City Hall", "", "45-seat coach"],
            [None, "08:00–11:00", "Transfer", "City Hall", "Gangneung", "45-seat coach"],
            [None, "11:00–12:30", "Visit to the Coffee Museum", "", "", ""],
            [None, "12:30–13:30", "Lunch", "", "", "Tofu stew"],
            [("Fri 24 Oct", 3, 1), "09:00–11:00", "Meeting with the mayor", "", "", "Bring business cards"],
            [None, "11:00–12:00", "Free time", "", "", ""],
            [None, "12:00–15:30", "Return", "Gangneung", "City Hall", ""],
        ),
    )


DELEGATION = Stranger(
    "delegation.docx",
    delegation,
    (
        (1, "07:30", "08:00", "Assemble and board the bus", "transport", ["City Hall"]),
        (1, "08:00", "11:00", "Transfer", "transport", []),
        (1, "11:00", "12:30", "Visit to the Coffee Museum", "tour", []),
        (1, "12:30", "13:30", "Lunch", "meal", []),
        (2, "09:00", "11:00", "Meeting with the mayor", "session", []),
        (2, "11:00", "12:00", "Free time", "free", []),
        (2, "12:00", "15:30", "Return", "transport", []),
    ),
    {"title": "Delegation Visit to Gangneung", "days": days("2031-10-23", "2031-10-24")},
    more=(("Transfer", "to", "Gangneung"), ("Return", "from", "Gangneung"), ("Return", "to", "City Hall")),
)

HALVES = """\
★ 2031 봄 교사 연수 ★
일시 : 2031년 4월 25일(금) ~ 26일(토)
장소 : 남해유스호스텔

<1일차>
[오전]
9:00 집결 (교육지원청 주차장)
9:20 출발
[오후]
1:00 도착 및 점심
2:30 ~ 4:30 특강 (대강당)
5:00 방 배정
[저녁]
6:30 저녁식사
8:00 분임토의 (세미나실)

<2일차>
[오전]
7:30 아침식사
9:00 ~ 11:00 남해 독일마을 탐방
11:30 출발
[오후]
3:00 교육지원청 도착
"""
HALVES_PLAN = Stranger(
    "연수.txt",
    HALVES.encode,
    (
        (1, "09:00", None, "집결", "transport", ["교육지원청 주차장"]),
        (1, "09:20", None, "출발", "transport", []),
        (1, "13:00", None, "도착 및 점심", "transport", []),
        (1, "14:30", "16:30", "특강", "session", ["대강당"]),
        (1, "17:00", None, "방 배정", "lodging", []),
        (1, "18:30", None, "저녁식사", "meal", []),
        (1, "20:00", None, "분임토의", "session", ["세미나실"]),
        (2, "07:30", None, "아침식사", "meal", []),
        (2, "09:00", "11:00", "남해 독일마을 탐방", "tour", []),
        (2, "11:30", None, "출발", "transport", []),
        (2, "15:00", None, "교육지원청 도착", "transport", []),
    ),
    {"title": "2031 봄 교사 연수", "days": days("2031-04-25", "2031-04-26")},
)

MACHINE = (
    "Start,End,Title,Location,Notes\n"
    "2031-10-23 08:30,2031-10-23 09:00,Departure,Head office,\n"
    "2031-10-23 09:00,2031-10-23 12:00,Bus to Daejeon,,45 seats\n"
    "2031-10-23 12:00,2031-10-23 13:00,Lunch,Riverside Restaurant,\n"
    "2031-10-23 22:00,2031-10-24 00:30,Night hike,,Bring a torch\n"
    "2031-10-24 09:00,2031-10-24 10:30,Wrap-up meeting,Room 5,\n"
)
MACHINE_PLAN = Stranger(
    "team-trip.csv",
    MACHINE.encode,
    (
        (1, "08:30", "09:00", "Departure", "transport", ["Head office"]),
        (1, "09:00", "12:00", "Bus to Daejeon", "transport", []),
        (1, "12:00", "13:00", "Lunch", "meal", ["Riverside Restaurant"]),
        (1, "22:00", "00:30", "Night hike", "tour", []),
        (2, "09:00", "10:30", "Wrap-up meeting", "session", ["Room 5"]),
    ),
    {"days": days("2031-10-23", "2031-10-24")},
)

BARS = """\
성당 주일학교 여름캠프
2031년 8월 2일(토) - 3일(일)

첫째날
08:30~09:00 | 성당 마당 | 출발
09:00~11:00 | 이동 | 청소년야영장 도착
11:00~12:00 | 대강당 | 입소식
12:00~13:00 | 식당 | 점심
13:00~17:00 | 수영장 | 물놀이
19:00~21:00 | 운동장 | 캠프파이어
22:00~ | 숙소 | 취침

둘째날
07:00~08:00 | 식당 | 아침
08:00~10:00 | 대강당 | 파견미사
10:00~12:00 | 이동 | 성당 도착, 해산
"""
BARS_PLAN = Stranger(
    "주일학교.txt",
    BARS.encode,
    (
        (1, "08:30", "09:00", "출발", "transport", ["성당 마당"]),
        (1, "09:00", "11:00", "청소년야영장 도착", "transport", []),
        (1, "11:00", "12:00", "입소식", "session", ["대강당"]),
        (1, "12:00", "13:00", "점심", "meal", ["식당"]),
        (1, "13:00", "17:00", "물놀이", "tour", ["수영장"]),
        (1, "19:00", "21:00", "캠프파이어", "session", ["운동장"]),
        (1, "22:00", None, "취침", "lodging", ["숙소"]),
        (2, "07:00", "08:00", "아침", "meal", ["식당"]),
        (2, "08:00", "10:00", "파견미사", "session", ["대강당"]),
        (2, "10:00", "12:00", "성당 도착, 해산", "transport", []),
    ),
    {"title": "성당 주일학교 여름캠프", "days": days("2031-08-02", "2031-08-03")},
    more=(("청소년야영장 도착", "to", "청소년야영장"),),
)
ALL = (VILLAGE, VILLAGE_PRINTED, BUSES, DELEGATION, HALVES_PLAN, MACHINE_PLAN, BARS_PLAN)
