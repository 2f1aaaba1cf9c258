"""One real workshop's plan, told anew: sixteen rows over two days with the oddities of an office's document."""

from config.importers.cells import Cell, Table

BEFORE = (
    "문서번호\t총무과-1123",
    "결재일자\t2014.10.13.",
    "『성북구 사회적경제 가을 워크숍』 추진 계획",
    "Ⅰ 행사 개요",
    "■ 행사명 : 『2014년 성북구 사회적경제 가을 워크숍』",
    "■ 기 간 : 2014. 10. 23.(목) ~ 24.(금), 1박 2일",
    "■ 장 소 : 구레자연드림파크(전남 구례군 용방면 소재)",
    "■ 참석자 : 51명",
    "- 구청(24명) : 과장과 담당 직원 등",
    "- 민간(27명) : 기업 대표 등",
    "■ 주요 내용",
    "- 마을과 사회적경제의 다음 걸음 토론",
    "- 공공기관 우선구매 넓히기",
    "■ 방문지 : 구레자연드림파크, 지리산국립공원 노고단",
    "■ 예산 : 총 8,000천원(시비 4,000천원 + 구비 4,000천원)",
    "■ 주 최 : 성북구",
    "■ 주 관 : 성북구사회적경제지원단, 성북구사회적기업·협동조합협의회",
    "Ⅱ 세부 일정",
    "■ 워크숍 일정표",
)
AFTER = ("Ⅲ 행정 사항", "- 공무원은 상시학습 2일 7시간을 인정받음")
HEAD = ("일 정", "장 소", "내 용", "비 고")
# Day label, time, place, content, remark; a line feed is a line break within the cell.
ROWS = (
    ("1일차", "08:30 ~ 09:00", "성북구청", "구청 출발", ""),
    ("", "09:00 ~ 13:30", "이 동", "구례자연드림파크 도착", "45인승 버스"),
    ("", "13:30~ 14:30", "식 당", "중식", ""),
    ("", "14:30~ 15:00", "시청각실\n게스트하우스", "방 배정과 짐 정리", "24평(6인 1실)"),
    ("", "15:00 ~ 17:00", "공방 견학 및 밀 체험", "11개 공방 체험, 쿠키·피자 만들기", "공방 체험 (총 3팀)"),
    ("", "17:00 ~ 20:00", "시청각실\n자연드림시네마", "사회적경제 교육 및 영화 상영", ""),
    ("", "20:00 ~ 22:00", "식 당\n자연드림 카페", "석식\n사회적경제 간담회", ""),
    ("", "22:00 ~", "게스트하우스", "취침", ""),
    ("2일차", "06:30~ 08:00", "구 려 자연드림파크", "산책 및 자유시간\n사우나, 헬스장 이용", ""),
    ("", "08:00 ~ 09:00", "식 당", "조식(해장국)", ""),
    ("", "09:00 ~ 09:30", "구 려 자연드림파크", "퇴실 준비\n단체사진, 차량 탑승", ""),
    ("", "09:30 ~ 10:00", "이 동", "지리산 노고단 도착", "45인승 버스"),
    ("", "10:00 ~ 12:00", "지리산 노고단", "노고단 코스 (총 2.6km, 해발 1,507m)", "팀워크훈련"),
    ("", "12:00 ~ 12:30", "이 동", "지리산 식당 도착", "45인승 버스"),
    ("", "12:30 ~ 13:30", "지리산 식당", "중식(산채정식)", ""),
    ("", "13:30 ~ 18:00", "이 동", "구청 도착후 해산", "45인승 버스"),
)

# Day, start, end, kind, places, origin, destination, details.
PARK, BUS = "구례자연드림파크", {"vehicle": "버스", "seats": 45}
GOLDEN: tuple[tuple[object, ...], ...] = (
    (1, "08:30", "09:00", "transport", ["성북구청"], "성북구청", None, {}),
    (1, "09:00", "13:30", "transport", [], "성북구청", PARK, BUS),
    (1, "13:30", "14:30", "meal", ["식당"], None, None, {}),
    (1, "14:30", "15:00", "lodging", ["시청각실", "게스트하우스"], None, None, {"room_area": "24평", "per_room": 6}),
    (1, "15:00", "17:00", "tour", [], None, None, {"teams": 3, "workshops": 11}),
    (1, "17:00", "20:00", "session", ["시청각실", "자연드림시네마"], None, None, {}),
    (1, "20:00", "22:00", "meal", ["식당", "자연드림 카페"], None, None, {}),
    (1, "22:00", None, "lodging", ["게스트하우스"], None, None, {}),
    (2, "06:30", "08:00", "free", [PARK], None, None, {}),
    (2, "08:00", "09:00", "meal", ["식당"], None, None, {"menu": "해장국"}),
    (2, "09:00", "09:30", "lodging", [PARK], None, None, {}),
    (2, "09:30", "10:00", "transport", [], PARK, "지리산 노고단", BUS),
    (
        *(2, "10:00", "12:00", "tour", ["지리산 노고단"], None, None),
        {"distance_km": 2.6, "height_m": 1507, "purpose": "팀워크훈련"},
    ),
    (2, "12:00", "12:30", "transport", [], "지리산 노고단", "지리산 식당", BUS),
    (2, "12:30", "13:30", "meal", ["지리산 식당"], None, None, {"menu": "산채정식"}),
    (2, "13:30", "18:00", "transport", [], "지리산 식당", "성북구청", BUS),
)


def merged() -> Table:
    """The itinerary as an office draws it: the head over day and time merged, the day merged down."""
    cells = [Cell(HEAD[0], 0, 0, 1, 2), *(Cell(word, 0, n + 2) for n, word in enumerate(HEAD[1:]))]
    starts = [n for n, row in enumerate(ROWS) if row[0]]
    for start, end in zip(starts, [*starts[1:], len(ROWS)], strict=True):
        cells.append(Cell(ROWS[start][0], start + 1, 0, end - start, 1))
    for number, row in enumerate(ROWS):
        cells += [Cell(text, number + 1, column) for column, text in enumerate(row) if column]
    return Table(tuple(sorted(cells, key=lambda cell: (cell.row, cell.column))))


def pasted() -> str:
    """The plan as text copied from its document: line breaks within cells are lost, columns are tabs."""
    head = "\t".join((HEAD[0], "", *HEAD[1:]))
    lines = ["\t".join(cell.replace("\n", " ") for cell in row) for row in ROWS]
    return "\n".join((*BEFORE, "", head, *lines, "", *AFTER))


def markdown() -> str:
    head = "| 날짜 | 시간 | 장소 | 내용 | 비고 |\n|---|---|---|---|---|"
    lines = ["| " + " | ".join(cell.replace("\n", "<br>") for cell in row) + " |" for row in ROWS]
    return "\n".join((*BEFORE, "", head, *lines, "", *AFTER))


def one_cell_a_line() -> str:
    """The plan as some viewers copy it: every cell on a line of its own, empty cells lost."""
    lines = list(HEAD)
    for row in ROWS:
        lines += [cell.replace("\n", " ") for cell in row if cell]
    return "\n".join((*BEFORE, *lines, "", *AFTER))
