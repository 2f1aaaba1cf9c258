"""A third set: a plan among rosters and budgets, times behind titles, many times in one line, cells full of lists."""

from tests.importers.reading import table
from tests.importers.strangers.makers import book, hangul, printed, ruled
from tests.importers.strangers.stranger import Stranger, days


def thick() -> bytes:
    return hangul(
        table(["담당", "팀장", "과장", "국장"], ["", "", "", ""]),
        "주민자치위원 역량강화 워크숍 추진 계획",
        "자치위원의 소통과 화합을 위해 워크숍을 아래와 같이 추진하고자 함",
        "1  행사 개요",
        "❍ 기    간 : 2031. 10. 23.(목) ~ 10. 24.(금) 【1박 2일】",
        "❍ 장    소 : 강원특별자치도 속초시 일원 (숙소: 설악리조트)",
        "❍ 대    상 : 주민자치위원 70명, 직원 6명",
        "2  추진 일정",
        table(["일정", "내용"], ["9. 10.", "계획 수립"], ["9. 30.", "참가자 모집"], ["10. 15.", "사전 설명회 14:00"]),
        "3  세부 일정",
        "❍ 1일차 (10. 23. 목)",
        table(
            ["시 간", "소요", "일 정", "장 소", "비 고"],
            ["07:30~08:00", "30분", "집 결", "구청 광장", "차량 탑승"],
            ["08:00~11:00", "180분", "이 동", "구청 → 속초", "버스 2대"],
            ["11:00~12:30", "90분", "특 강\n(주민자치의 미래)", "설악리조트 세미나실", "강사: 오교수"],
            ["12:30~13:30", "60분", "중 식", "대포항 식당", "해물탕"],
            ["13:30~17:00", "210분", "현장 탐방\n- 아바이마을\n- 속초관광수산시장", "아바이마을 등", "2개 조"],
            ["18:00~20:00", "120분", "석식 및 화합의 시간", "설악리조트 연회장", ""],
        ),
        "❍ 2일차 (10. 24. 금)",
        table(
            ["시 간", "소요", "일 정", "장 소", "비 고"],
            ["08:00~09:00", "60분", "조 식", "설악리조트 식당", ""],
            ["09:30~11:30", "120분", "분임별 발표", "설악리조트 세미나실", ""],
            ["12:00~13:00", "60분", "중 식", "황태촌", "황태정식"],
            ["13:00~16:30", "210분", "귀 가", "속초 → 구청", ""],
        ),
        "4  우천 시 대체 일정",
        table(
            ["시 간", "일 정", "장 소"],
            ["13:30~17:00", "실내 체험", "박물관"],
            ["18:00~20:00", "석식", "실내 연회장"],
        ),
        "5  차량 배차",
        table(
            ["차량", "출발시각", "탑승자", "인솔"],
            ["1호차", "08:00", "1~8통", "김주임"],
            ["2호차", "08:00", "9~16통", "이주임"],
        ),
        "6  소요 예산 : 15,400천원",
        table(["구분", "산출내역", "금액(천원)"], ["숙박비", "76명×60", "4,560"], ["강사료", "2시간", "500"]),
        "7  행정 사항 : 여행자보험 가입(10. 20.까지)",
    )


THICK = Stranger(
    "추진계획.hwpx",
    thick,
    (
        (1, "07:30", "08:00", "집결", "transport", ["구청 광장"]),
        (1, "08:00", "11:00", "이동", "transport", []),
        (1, "11:00", "12:30", "특강", "session", ["설악리조트 세미나실"]),
        (1, "12:30", "13:30", "중식", "meal", ["대포항 식당"]),
        (1, "13:30", "17:00", "현장 탐방", "tour", ["아바이마을 등"]),
        (1, "18:00", "20:00", "석식 및 화합의 시간", "meal", ["설악리조트 연회장"]),
        (2, "08:00", "09:00", "조식", "meal", ["설악리조트 식당"]),
        (2, "09:30", "11:30", "분임별 발표", "session", ["설악리조트 세미나실"]),
        (2, "12:00", "13:00", "중식", "meal", ["황태촌"]),
        (2, "13:00", "16:30", "귀가", "transport", []),
    ),
    {
        "title": "주민자치위원 역량강화 워크숍",
        "days": days("2031-10-23", "2031-10-24"),
        "attendance": {"주민자치위원": 70, "직원": 6},
    },
)


def symposium() -> bytes:
    return ruled(
        "2031 도시재생 국제 심포지엄 / International Symposium on Urban Regeneration",
        "일시: 2031년 11월 13일(목) 9:30-17:00",
        "장소: 서울시청 다목적홀 (8F)",
        table(
            ["Time", "Program", "Speaker"],
            [("Morning Session", 1, 3), None, None],
            ["9:30-10:00", "등록 Registration", ""],
            ["10:00-10:20", "개회사 Opening Remarks", "홍길동\n(도시재생학회장)"],
            ["10:20-11:10", "기조강연 Keynote: Cities Reborn", "Dr. Anna Schmidt\n(TU Berlin)"],
            ["11:10-11:20", "휴식 Break", ""],
            ["11:20-12:00", "사례발표 1", "이도시 (한국대)"],
            ["12:00-1:30", "오찬 Lunch", ""],
            [("Afternoon Session", 1, 3), None, None],
            ["1:30-2:10", "사례발표 2", "박재생 (서울연구원)"],
            ["2:10-3:30", "종합토론 Panel Discussion", "좌장: 최교수"],
            ["3:30-5:00", "현장답사 Field Trip (세운상가)", ""],
        ),
    )


SYMPOSIUM = Stranger(
    "symposium.docx",
    symposium,
    (
        (1, "09:30", "10:00", "등록 Registration", "session", []),
        (1, "10:00", "10:20", "개회사 Opening Remarks", "session", []),
        (1, "10:20", "11:10", "기조강연 Keynote: Cities Reborn", "session", []),
        (1, "11:10", "11:20", "휴식 Break", "free", []),
        (1, "11:20", "12:00", "사례발표 1", "session", []),
        (1, "12:00", "13:30", "오찬 Lunch", "meal", []),
        (1, "13:30", "14:10", "사례발표 2", "session", []),
        (1, "14:10", "15:30", "종합토론 Panel Discussion", "session", []),
        (1, "15:30", "17:00", "현장답사 Field Trip", "tour", ["세운상가"]),
    ),
    {"days": days("2031-11-13")},
)
SYMPOSIUM_PRINTED = Stranger(
    "symposium.pdf", lambda: printed(symposium(), "docx"), SYMPOSIUM.rows, SYMPOSIUM.facts, office=True
)

BEHIND = """\
[산악회 5월 정기산행 공지]
산행일: 2031년 5월 17일(토)
산행지: 오대산 (평창)

집결: 06:30 사당역 1번 출구
출발: 07:00
상원사 주차장 도착: 10:00
산행: 10:20~14:30 (상원사-비로봉-상왕봉)
점심: 12:00 비로봉 정상 (각자 도시락)
하산 후 뒤풀이: 15:00~16:30 (산채식당)
귀경: 16:30
사당역 도착: 19:30 예정

회비 5만원 / 총대장 010-1212-3434
"""
BEHIND_PLAN = Stranger(
    "산행.txt",
    BEHIND.encode,
    (
        (1, "06:30", None, "집결", "transport", ["사당역 1번 출구"]),
        (1, "07:00", None, "출발", "transport", []),
        (1, "10:00", None, "상원사 주차장 도착", "transport", []),
        (1, "10:20", "14:30", "산행 (상원사-비로봉-상왕봉)", "tour", []),
        (1, "12:00", None, "점심 (각자 도시락)", "meal", ["비로봉 정상"]),
        (1, "15:00", "16:30", "하산 후 뒤풀이", "meal", ["산채식당"]),
        (1, "16:30", None, "귀경", "transport", []),
        (1, "19:30", None, "사당역 도착", "transport", []),
    ),
    {"title": "산악회 5월 정기산행", "days": days("2031-05-17")},
)

CHAIN = (
    """\
도서관 친구들 문학기행 (2031. 6. 7. 토요일)

07:30 도서관 앞 출발 → 10:30 원주 박경리문학공원 도착 → 12:30 점심(막국수) → 14:00 뮤지엄산 관람 → """
    """16:30 원주 출발 → 19:00 도서관 도착

준비물: 편한 신발, 필기구
"""
)
CHAIN_PLAN = Stranger(
    "문학기행.txt",
    CHAIN.encode,
    (
        (1, "07:30", None, "도서관 앞 출발", "transport", ["도서관 앞"]),
        (1, "10:30", None, "원주 박경리문학공원 도착", "transport", []),
        (1, "12:30", None, "점심(막국수)", "meal", []),
        (1, "14:00", None, "뮤지엄산 관람", "tour", []),
        (1, "16:30", None, "원주 출발", "transport", ["원주"]),
        (1, "19:00", None, "도서관 도착", "transport", []),
    ),
    {"title": "도서관 친구들 문학기행", "days": days("2031-06-07")},
)


def letter() -> bytes:
    return hangul(
        "가 정 통 신 문",
        "제 2031-45호",
        "6학년 수학여행 안내",
        "학부모님 안녕하십니까? 아래와 같이 수학여행을 실시하오니 많은 관심 부탁드립니다.",
        "1. 일시: 2031년 10월 15일(수)~10월 17일(금)",
        "2. 장소: 경주 일대",
        "3. 일정",
        table(
            ["첫째 날(10/15)", "둘째 날(10/16)", "셋째 날(10/17)"],
            [
                "07:30 학교 출발\n12:00 점심식사\n13:30 불국사 관람\n18:00 저녁식사\n20:00 레크리에이션\n22:00 취침",
                "07:30 기상, 아침식사\n09:00 박물관 관람\n12:00 점심식사\n13:30 경주월드\n18:00 저녁식사\n22:00 취침",
                "07:30 기상 및 아침식사\n09:30 첨성대, 대릉원 답사\n12:00 점심식사\n13:00 경주 출발\n17:30 학교 도착",
            ],
        ),
        "4. 준비물: 세면도구, 여벌옷, 개인 상비약",
        "2031년 9월 20일",
        "새싹초등학교장",
    )


LETTER = Stranger(
    "가정통신문.hwpx",
    letter,
    (
        (1, "07:30", None, "학교 출발", "transport", ["학교"]),
        (1, "12:00", None, "점심식사", "meal", []),
        (1, "13:30", None, "불국사 관람", "tour", []),
        (1, "18:00", None, "저녁식사", "meal", []),
        (1, "20:00", None, "레크리에이션", "session", []),
        (1, "22:00", None, "취침", "lodging", []),
        (2, "07:30", None, "기상, 아침식사", "meal", []),
        (2, "09:00", None, "박물관 관람", "tour", []),
        (2, "12:00", None, "점심식사", "meal", []),
        (2, "13:30", None, "경주월드", "session", []),
        (2, "18:00", None, "저녁식사", "meal", []),
        (2, "22:00", None, "취침", "lodging", []),
        (3, "07:30", None, "기상 및 아침식사", "meal", []),
        (3, "09:30", None, "첨성대, 대릉원 답사", "tour", []),
        (3, "12:00", None, "점심식사", "meal", []),
        (3, "13:00", None, "경주 출발", "transport", ["경주"]),
        (3, "17:30", None, "학교 도착", "transport", []),
    ),
    {"title": "6학년 수학여행", "days": days("2031-10-15", "2031-10-16", "2031-10-17")},
)


def digits() -> bytes:
    rows: list[list[object]] = [
        ["Training Week – Field Team"],
        ["Week of 7 July 2031"],
        [],
        ["Day", "Start", "End", "Activity", "Venue", "Owner"],
        ["Mon 7 Jul", "0900", "1030", "Safety briefing", "Site Office", "Lee"],
        [None, "1045", "1200", "Equipment check", "Warehouse 2", "Park"],
        [None, "1200", "1300", "Lunch", "Canteen", None],
        ["Tue 8 Jul", "0830", "1200", "Field exercise", "North Yard", "Kim"],
        [None, "1300", "1500", "Debrief", "Site Office", "Lee"],
    ]
    return book({"Plan": rows}, {}, {})


DIGITS = Stranger(
    "training.xlsx",
    digits,
    (
        (1, "09:00", "10:30", "Safety briefing", "session", ["Site Office"]),
        (1, "10:45", "12:00", "Equipment check", "session", ["Warehouse 2"]),
        (1, "12:00", "13:00", "Lunch", "meal", ["Canteen"]),
        (2, "08:30", "12:00", "Field exercise", "session", ["North Yard"]),
        (2, "13:00", "15:00", "Debrief", "session", ["Site Office"]),
    ),
    {"title": "Training Week – Field Team", "days": days("2031-07-07", "2031-07-08")},
)
DIGITS_PRINTED = Stranger("training.pdf", lambda: printed(digits(), "xlsx"), DIGITS.rows, DIGITS.facts, office=True)

MARKDOWN = """\
# 🚀 Dev Retreat

**When:** May 8–9, 2031
**Where:** Yangpyeong Forest Lodge

### Day 1 — Thursday

- **09:00–09:30** Check-in · *Lobby*
- **09:30–11:00** Roadmap review — *Pine Room*
- **11:00** Coffee break
- **11:15–12:30** Lightning talks — *Pine Room*
- **12:30–14:00** Lunch — *Dining Hall*
- **14:00–17:00** Hike to the waterfall

### Day 2 — Friday

- **08:00–09:00** Breakfast — *Dining Hall*
- **09:00–11:30** Hackathon demos — *Pine Room*
- **12:00** Bus to Seoul
"""
MARKDOWN_PLAN = Stranger(
    "retreat.md",
    MARKDOWN.encode,
    (
        (1, "09:00", "09:30", "Check-in", "lodging", ["Lobby"]),
        (1, "09:30", "11:00", "Roadmap review", "session", ["Pine Room"]),
        (1, "11:00", None, "Coffee break", "free", []),
        (1, "11:15", "12:30", "Lightning talks", "session", ["Pine Room"]),
        (1, "12:30", "14:00", "Lunch", "meal", ["Dining Hall"]),
        (1, "14:00", "17:00", "Hike to the waterfall", "tour", []),
        (2, "08:00", "09:00", "Breakfast", "meal", ["Dining Hall"]),
        (2, "09:00", "11:30", "Hackathon demos", "session", ["Pine Room"]),
        (2, "12:00", None, "Bus to Seoul", "transport", []),
    ),
    {"title": "Dev Retreat", "days": days("2031-05-08", "2031-05-09")},
)
ALL = (
    *(THICK, SYMPOSIUM, SYMPOSIUM_PRINTED, BEHIND_PLAN, CHAIN_PLAN),
    *(LETTER, DIGITS, DIGITS_PRINTED, MARKDOWN_PLAN),
)
