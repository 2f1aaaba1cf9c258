"""Schools, churches and conferences."""

from tests.importers import writers
from tests.importers.reading import table
from tests.importers.strangers.makers import hangul, printed, ruled
from tests.importers.strangers.stranger import Stranger, days


def trip() -> bytes:
    return hangul(
        "2031학년도 1학년 현장체험학습 운영 계획",
        "1. 목적: 자연과 문화를 체험하며 협동심을 기른다.",
        "2. 일시: 2031년 5월 9일(금) 08:30~16:30",
        "3. 대상: 1학년 6개 학급 168명, 인솔교사 12명",
        "4. 차량 배정",
        table(
            ["차량", "학급", "인솔 책임", "학생수"],
            ["1호차", "1-1, 1-2", "김교사", "56"],
            ["2호차", "1-3, 1-4", "이교사", "56"],
            ["3호차", "1-5, 1-6", "박교사", "56"],
        ),
        "5. 세부 일정",
        table(
            ["시 간", "활 동 내 용", "장 소", "비 고"],
            ["08:30~08:50", "등교 및 승차", "운동장", "반별 인원 확인"],
            ["08:50~10:20", "체험장으로 이동", "", "버스 3대"],
            ["10:20~12:00", "도자기 만들기(1~3반)\n목공 체험(4~6반)", "체험관", "2개 조 교대"],
            ["12:00~13:00", "점심", "잔디밭", "개인 도시락"],
            ["13:00~14:40", "목공 체험(1~3반)\n도자기 만들기(4~6반)", "체험관", ""],
            ["14:40~16:10", "학교로 이동", "", ""],
            ["16:10~16:30", "인원 점검 및 하교", "운동장", ""],
        ),
        "6. 준비물: 도시락, 물, 여벌 옷, 편한 신발",
        "7. 유의사항",
        " 가. 버스 안에서는 안전벨트를 착용한다.",
        " 나. 12:00 이전에는 간식을 먹지 않는다.",
        "8. 비상연락망: 학년부장 010-9999-0000",
    )


TRIP = Stranger(
    "체험학습.hwpx",
    trip,
    (
        (1, "08:30", "08:50", "등교 및 승차", "transport", ["운동장"]),
        (1, "08:50", "10:20", "체험장으로 이동", "transport", []),
        (1, "10:20", "12:00", "도자기 만들기(1~3반) 목공 체험(4~6반)", "tour", ["체험관"]),
        (1, "12:00", "13:00", "점심", "meal", ["잔디밭"]),
        (1, "13:00", "14:40", "목공 체험(1~3반) 도자기 만들기(4~6반)", "tour", ["체험관"]),
        (1, "14:40", "16:10", "학교로 이동", "transport", []),
        (1, "16:10", "16:30", "인원 점검 및 하교", "transport", ["운동장"]),
    ),
    {
        "title": "2031학년도 1학년 현장체험학습",
        "days": days("2031-05-09"),
        "contact": {"name": "학년부장", "phone": "010-9999-0000"},
    },
)


def retreat() -> bytes:
    return hangul(
        "2031 청년부 여름수련회",
        "주제: 다시, 처음처럼",
        "일시: 2031. 8. 1(금) - 3(주일)",
        "장소: 은혜기도원 (경기도 양평군)",
        "회비: 8만원",
        "강사: 이목사 (새빛교회)",
        table(
            ["시간\\날짜", "8/1(금)", "8/2(토)", "8/3(주일)"],
            ["6:30", "", "기상 및 새벽기도", "기상 및 새벽기도"],
            ["8:00", "", "아침 식사", "아침 식사"],
            ["9:30", "", "성경 강해 1", "주일 예배"],
            ["12:00", "", "점심 식사", "점심 식사"],
            ["2:00", "교회 출발", "공동체 게임", "정리 및 귀가"],
            ["6:00", "저녁 식사", "저녁 식사", ""],
            ["7:30", "저녁 집회 1", "저녁 집회 2", ""],
            ["10:30", "취침", "취침", ""],
        ),
        "식사 봉사: 8/1 저녁-1셀, 8/2 아침-2셀",
        "문의: 청년부 회장 최믿음 010-7777-8888",
    )


RETREAT = Stranger(
    "수련회.hwpx",
    retreat,
    (
        (1, "14:00", None, "교회 출발", "transport", ["교회"]),
        (1, "18:00", None, "저녁 식사", "meal", []),
        (1, "19:30", None, "저녁 집회 1", "session", []),
        (1, "22:30", None, "취침", "lodging", []),
        (2, "06:30", None, "기상 및 새벽기도", "session", []),
        (2, "08:00", None, "아침 식사", "meal", []),
        (2, "09:30", None, "성경 강해 1", "session", []),
        (2, "12:00", None, "점심 식사", "meal", []),
        (2, "14:00", None, "공동체 게임", "session", []),
        (2, "18:00", None, "저녁 식사", "meal", []),
        (2, "19:30", None, "저녁 집회 2", "session", []),
        (2, "22:30", None, "취침", "lodging", []),
        (3, "06:30", None, "기상 및 새벽기도", "session", []),
        (3, "08:00", None, "아침 식사", "meal", []),
        (3, "09:30", None, "주일 예배", "session", []),
        (3, "12:00", None, "점심 식사", "meal", []),
        (3, "14:00", None, "정리 및 귀가", "transport", []),
    ),
    {
        "title": "2031 청년부 여름수련회",
        "days": days("2031-08-01", "2031-08-02", "2031-08-03"),
        "contact": {"name": "청년부 회장 최믿음", "phone": "010-7777-8888"},
    },
)


def conference() -> bytes:
    return ruled(
        "# Asia Open Data Forum 2031",
        "Venue: Songdo Convensia, Incheon, Republic of Korea",
        "Dates: September 4–5, 2031",
        "Host: Open Data Institute Korea",
        "Thursday, September 4",
        table(
            ["Time", "Session", "Speaker", "Room"],
            ["8:30 AM – 9:00 AM", "Registration & Coffee", "", "Lobby"],
            ["9:00 AM – 9:45 AM", "Opening Keynote: Data for All", "Maria Lopez", "Grand Ballroom"],
            ["9:45 AM – 10:30 AM", "Panel: Cities and Open Data", "Moderator: J. Park", "Grand Ballroom"],
            ["10:30 AM – 10:45 AM", "Coffee Break", "", "Foyer"],
            ["10:45 AM – 12:15 PM", "Workshop A", "K. Sato", "Room 101"],
            ["12:15 PM – 1:30 PM", "Lunch", "", "Restaurant Azure"],
            ["1:30 PM – 5:00 PM", "Site visit: Smart City Center", "", ""],
            ["6:30 PM – 9:00 PM", "Welcome Dinner", "", "Sky Lounge"],
        ),
        "Friday, September 5",
        table(
            ["Time", "Session", "Speaker", "Room"],
            ["9:00 AM – 10:30 AM", "Workshop B", "L. Chen", "Room 102"],
            ["10:30 AM – 12:00 PM", "Closing Remarks", "", "Grand Ballroom"],
            ["12:00 PM", "Shuttle departs for the airport", "", "Main entrance"],
        ),
        "Contact: secretariat, +82 32 000 1234",
    )


CONFERENCE = Stranger(
    "forum.docx",
    conference,
    (
        (1, "08:30", "09:00", "Registration & Coffee", "session", ["Lobby"]),
        (1, "09:00", "09:45", "Opening Keynote: Data for All", "session", ["Grand Ballroom"]),
        (1, "09:45", "10:30", "Panel: Cities and Open Data", "session", ["Grand Ballroom"]),
        (1, "10:30", "10:45", "Coffee Break", "free", ["Foyer"]),
        (1, "10:45", "12:15", "Workshop A", "session", ["Room 101"]),
        (1, "12:15", "13:30", "Lunch", "meal", ["Restaurant Azure"]),
        (1, "13:30", "17:00", "Site visit: Smart City Center", "tour", []),
        (1, "18:30", "21:00", "Welcome Dinner", "meal", ["Sky Lounge"]),
        (2, "09:00", "10:30", "Workshop B", "session", ["Room 102"]),
        (2, "10:30", "12:00", "Closing Remarks", "session", ["Grand Ballroom"]),
        (2, "12:00", None, "Shuttle departs for the airport", "transport", ["Main entrance"]),
    ),
    {
        "title": "Asia Open Data Forum 2031",
        "days": days("2031-09-04", "2031-09-05"),
        "host": "Open Data Institute Korea",
    },
)
CONFERENCE_PRINTED = Stranger(
    "forum.pdf", lambda: printed(conference(), "docx"), CONFERENCE.rows, CONFERENCE.facts, office=True
)


def meals_apart() -> bytes:
    return writers.pdf(
        [
            "청소년 리더십 캠프 안내문",
            "■ 기간 : 2031. 7. 28.(월) ~ 7. 29.(화)",
            "■ 장소 : 국립청소년수련원",
            "■ 참가 : 중학생 80명, 지도자 10명",
            "[식단표]",
            table(
                ["구분", "7/28(월)", "7/29(화)"],
                ["조식", "-", "토스트, 우유"],
                ["중식", "제육덮밥", "비빔밥"],
                ["석식", "돈가스", "-"],
            ),
            "[활동 일정]",
            table(
                ["일자", "시간", "활동", "장소"],
                [("1일차\n7/28", 5, 1), "10:00~11:00", "입소식", "대강당"],
                [None, "11:00~12:00", "안전교육", "대강당"],
                [None, "12:00~13:00", "점심식사", "식당"],
                [None, "13:00~17:00", "도전활동(챌린지코스)¹", "야외활동장"],
                [None, "18:00~19:00", "저녁식사", "식당"],
                [("2일차\n7/29", 3, 1), "08:00~09:00", "아침식사", "식당"],
                [None, "09:00~11:30", "진로 특강", "소강당"],
                [None, "11:30~12:00", "퇴소식", "대강당"],
            ),
            "¹ 우천 시 실내체육관에서 실시",
            "○ 준비물 : 운동복, 세면도구, 개인 물통",
            "○ 유의사항 : 22:00 이후 외출 금지",
        ]
    )


MEALS_APART = Stranger(
    "캠프.pdf",
    meals_apart,
    (
        (1, "10:00", "11:00", "입소식", "session", ["대강당"]),
        (1, "11:00", "12:00", "안전교육", "session", ["대강당"]),
        (1, "12:00", "13:00", "점심식사", "meal", ["식당"]),
        (1, "13:00", "17:00", "도전활동(챌린지코스)¹", "session", ["야외활동장"]),
        (1, "18:00", "19:00", "저녁식사", "meal", ["식당"]),
        (2, "08:00", "09:00", "아침식사", "meal", ["식당"]),
        (2, "09:00", "11:30", "진로 특강", "session", ["소강당"]),
        (2, "11:30", "12:00", "퇴소식", "session", ["대강당"]),
    ),
    {
        "title": "청소년 리더십 캠프",
        "days": days("2031-07-28", "2031-07-29"),
        "attendance": {"중학생": 80, "지도자": 10},
    },
)
ALL = (TRIP, RETREAT, CONFERENCE, CONFERENCE_PRINTED, MEALS_APART)
