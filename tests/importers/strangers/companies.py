"""Companies and travel agencies: Excel sheets with real times, and prints of them."""

from datetime import date, time, timedelta

from tests.importers.reading import table
from tests.importers.strangers.makers import book, printed, ruled
from tests.importers.strangers.stranger import Stranger, days


def workshop() -> bytes:
    m = timedelta(minutes=1)
    rows: list[list[object]] = [
        ["2031 하반기 개발본부 워크샵"],
        [],
        ["날짜", "시작", "소요시간", "내용", "장소", "담당자"],
        [date(2031, 10, 16), time(9, 0), 60 * m, "본사 집결 및 출발", "본사 1층", "김대리"],
        [None, time(10, 0), 120 * m, "이동", "버스", None],
        [None, time(12, 0), 90 * m, "점심 (막국수)", "춘천 막국수집", "이과장"],
        [None, time(13, 30), 150 * m, "본부 전략 발표", "컨퍼런스룸 A", "박본부장"],
        [None, time(16, 0), 90 * m, "팀빌딩 게임", "잔디마당", None],
        [None, time(18, 0), 180 * m, "바비큐 디너", "야외 바비큐장", None],
        [date(2031, 10, 17), time(8, 0), 60 * m, "조식 뷔페", "레스토랑", None],
        [None, time(9, 30), 120 * m, "팀별 회고", "컨퍼런스룸 A", None],
        [None, time(11, 30), 30 * m, "체크아웃", "로비", None],
        [None, time(12, 0), None, "서울로 출발", None, None],
    ]
    names: list[list[object]] = [["이름", "소속", "연락처"]]
    names += [[f"홍길동{number}", "개발1팀", f"010-0000-{number:04}"] for number in range(30)]
    rooms: list[list[object]] = [["호실", "인원", "투숙객"], [301, 2, "홍길동1, 홍길동2"], [302, 2, "홍길동3, 홍길동4"]]
    shapes = {f"일정!A{row}": "m/d" for row in range(4, 14)} | {f"일정!B{row}": "h:mm" for row in range(4, 14)}
    return book(
        {"명단": names, "일정": rows, "객실": rooms},
        {"일정": ["A1:F1", "A4:A9", "A10:A13"]},
        shapes | {f"일정!C{row}": "[h]:mm" for row in range(4, 14)},
    )


WORKSHOP = Stranger(
    "워크샵.xlsx",
    workshop,
    (
        (1, "09:00", "10:00", "본사 집결 및 출발", "transport", ["본사 1층"]),
        (1, "10:00", "12:00", "이동", "transport", []),
        (1, "12:00", "13:30", "점심 (막국수)", "meal", ["춘천 막국수집"]),
        (1, "13:30", "16:00", "본부 전략 발표", "session", ["컨퍼런스룸 A"]),
        (1, "16:00", "17:30", "팀빌딩 게임", "session", ["잔디마당"]),
        (1, "18:00", "21:00", "바비큐 디너", "meal", ["야외 바비큐장"]),
        (2, "08:00", "09:00", "조식 뷔페", "meal", ["레스토랑"]),
        (2, "09:30", "11:30", "팀별 회고", "session", ["컨퍼런스룸 A"]),
        (2, "11:30", "12:00", "체크아웃", "lodging", ["로비"]),
        (2, "12:00", None, "서울로 출발", "transport", []),
    ),
    {"title": "2031 하반기 개발본부 워크샵", "days": days("2031-10-16", "2031-10-17")},
)
WORKSHOP_PRINTED = Stranger(
    "워크샵.ods.xlsx",
    lambda: printed(printed(workshop(), "xlsx", "ods"), "ods", "xlsx"),
    WORKSHOP.rows,
    WORKSHOP.facts,
    office=True,
)


def matrix() -> bytes:
    rows: list[list[object]] = [
        ["글로벌 세일즈 서밋 2031 – 제주", None, None, None],
        [None, "Day 1", "Day 2", "Day 3"],
        ["시간", date(2031, 6, 9), date(2031, 6, 10), date(2031, 6, 11)],
        ["07:30", None, "조식", "조식"],
        ["09:00", "김포 출발 (OZ8915)", "지역별 실적 공유", "체크아웃"],
        ["10:30", "제주공항 도착", None, "공항 이동"],
        ["12:00", "중식", "중식", "김포행 탑승"],
        ["13:30", "개회 및 CEO 메시지", "오름 트레킹", None],
        ["15:00", "신제품 교육", None, None],
        ["18:30", "환영 만찬", "해변 바비큐", None],
    ]
    return book(
        {"Agenda": rows},
        {"Agenda": ["A1:D1", "C5:C6", "C8:C9"]},
        {f"Agenda!{column}3": 'm"월" d"일"' for column in "BCD"},
    )


MATRIX = Stranger(
    "summit.xlsx",
    matrix,
    (
        (1, "09:00", None, "김포 출발 (OZ8915)", "transport", ["김포"]),
        (1, "10:30", None, "제주공항 도착", "transport", []),
        (1, "12:00", None, "중식", "meal", []),
        (1, "13:30", None, "개회 및 CEO 메시지", "session", []),
        (1, "15:00", None, "신제품 교육", "session", []),
        (1, "18:30", None, "환영 만찬", "meal", []),
        (2, "07:30", None, "조식", "meal", []),
        (2, "09:00", None, "지역별 실적 공유", "session", []),
        (2, "12:00", None, "중식", "meal", []),
        (2, "13:30", None, "오름 트레킹", "tour", []),
        (2, "18:30", None, "해변 바비큐", "meal", []),
        (3, "07:30", None, "조식", "meal", []),
        (3, "09:00", None, "체크아웃", "lodging", []),
        (3, "10:30", None, "공항 이동", "transport", []),
        (3, "12:00", None, "김포행 탑승", "transport", []),
    ),
    {"title": "글로벌 세일즈 서밋 2031 – 제주", "days": days("2031-06-09", "2031-06-10", "2031-06-11")},
)


def agency() -> bytes:
    return ruled(
        "# 경주·포항 역사문화 탐방 일정표",
        "여행기간: 2031.04.19(토)~04.20(일) / 1박2일",
        "출발인원: 42명",
        table(
            ["일자", "지역", "교통", "시간", "세부 일정", "식사"],
            [
                ("제1일\n04/19\n(토)", 5, 1),
                "서울",
                "KTX",
                "07:30",
                "서울역 3번 출구 집결",
                ("중식:쌈밥\n석식:한정식", 5, 1),
            ],
            [None, "", "", "08:00", "서울역 출발", None],
            [None, "경주", "전용버스", "10:10", "신경주역 도착 후 가이드 미팅", None],
            [None, "", "", "10:40", "불국사, 석굴암 관람", None],
            [None, "", "", "17:30", "호텔 체크인 및 휴식", None],
            [
                ("제2일\n04/20\n(일)", 4, 1),
                "경주",
                "전용버스",
                "08:30",
                "호텔 조식 후 출발",
                ("조식:호텔식\n중식:물회", 4, 1),
            ],
            [None, "포항", "", "10:00", "호미곶 해맞이광장 관광", None],
            [None, "", "KTX", "15:20", "포항역 출발", None],
            [None, "서울", "", "17:50", "서울역 도착, 해산", None],
        ),
        "※ 상기 일정은 현지 사정에 따라 변경될 수 있습니다.",
        "비상연락처: 여행사 담당 박실장 010-1234-5678",
    )


AGENCY = Stranger(
    "탐방 일정표.docx",
    agency,
    (
        (1, "07:30", None, "서울역 3번 출구 집결", "transport", ["서울"]),
        (1, "08:00", None, "서울역 출발", "transport", ["서울역"]),
        (1, "10:10", None, "신경주역 도착 후 가이드 미팅", "transport", ["경주"]),
        (1, "10:40", None, "불국사, 석굴암 관람", "tour", []),
        (1, "17:30", None, "호텔 체크인 및 휴식", "lodging", []),
        (2, "08:30", None, "호텔 조식 후 출발", "meal", ["경주"]),
        (2, "10:00", None, "호미곶 해맞이광장 관광", "tour", ["포항"]),
        (2, "15:20", None, "포항역 출발", "transport", ["포항역"]),
        (2, "17:50", None, "서울역 도착, 해산", "transport", ["서울"]),
    ),
    {"title": "경주·포항 역사문화 탐방", "days": days("2031-04-19", "2031-04-20")},
)
AGENCY_PRINTED = Stranger("탐방 일정표.pdf", lambda: printed(agency(), "docx"), AGENCY.rows, AGENCY.facts, office=True)


def cp949() -> bytes:
    return (
        "구분,시간,프로그램,장소,진행\r\n"
        "1일차(7/3),14:00-14:30,입실 및 등록,관리동,사무국\r\n"
        ',14:30-16:00,"아이스브레이킹, 팀 나누기",강당,사무국\r\n'
        ",16:00-18:00,주제 토론,세미나실 1·2,퍼실리테이터\r\n"
        ",18:00-19:30,저녁 식사,식당,\r\n"
        ",19:30-21:30,네트워킹 파티,강당,사무국\r\n"
        "2일차(7/4),07:30-09:00,아침 식사,식당,\r\n"
        ",09:00-11:30,결과 공유,강당,전원\r\n"
        ",11:30-12:00,마무리 및 퇴실,,\r\n"
    ).encode("cp949")


CSV = Stranger(
    "2031 청년활동가 캠프 일정.csv",
    cp949,
    (
        (1, "14:00", "14:30", "입실 및 등록", "lodging", ["관리동"]),
        (1, "14:30", "16:00", "아이스브레이킹, 팀 나누기", "session", ["강당"]),
        (1, "16:00", "18:00", "주제 토론", "session", ["세미나실 1·2"]),
        (1, "18:00", "19:30", "저녁 식사", "meal", ["식당"]),
        (1, "19:30", "21:30", "네트워킹 파티", "session", ["강당"]),
        (2, "07:30", "09:00", "아침 식사", "meal", ["식당"]),
        (2, "09:00", "11:30", "결과 공유", "session", ["강당"]),
        (2, "11:30", "12:00", "마무리 및 퇴실", "lodging", []),
    ),
    {"title": "2031 청년활동가 캠프", "days": days("2031-07-03", "2031-07-04")},
)
ALL = (WORKSHOP, WORKSHOP_PRINTED, MATRIX, AGENCY, AGENCY_PRINTED, CSV)
