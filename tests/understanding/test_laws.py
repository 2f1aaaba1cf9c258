"""What holds for every input: nothing raises, nothing takes long, no reply names a time that is in no row."""

import gc
import re
import time
from datetime import datetime, timedelta

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

from bot import texts
from bot.itinerary import Itinerary
from bot.messages import plain
from handlers.understanding import answer, find_activity, find_place, language_of_text

from .event_files import event

SAY = texts.load()
_WORDS = [
    "점심",
    "저녁",
    "아침",
    "내일",
    "오늘",
    "모레",
    "둘째",
    "날",
    "몇",
    "시",
    "어디",
    "언제",
    "버스",
    "출발",
    "도착",
    "숙소",
    "방",
    "메뉴",
    "영화",
    "끝나고",
    "다음",
    "지금",
    "2시",
    "15:30",
    "오후",
    "반",
    "까지",
    "얼마나",
    "남았어요",
    "일정",
    "첫날",
    "마지막",
    "when",
    "where",
    "lunch",
    "dinner",
    "tomorrow",
    "bus",
    "next",
    "now",
    "after",
    "before",
    "how",
    "long",
    "until",
    "at",
    "3pm",
    "day",
    "2",
    "the",
    "is",
    "there",
    "any",
    "room",
    "talk",
    "?",
    "!",
    ",",
    "ㅇㄷ",
    "ㅋㅋ",
    "등산",
    "사우나",
    "1팀",
    "10/23",
    "23일",
    "금요일",
]
anything = st.one_of(
    st.text(max_size=400),
    st.text(alphabet="점심저녁몇시어디언제버스 0123456789:~.?ㅇㄷabc", max_size=60),
    st.lists(st.sampled_from(_WORDS), max_size=12).map(" ".join),
    st.lists(st.sampled_from(_WORDS), max_size=8).map("".join),
)
hours = st.integers(min_value=-24 * 10, max_value=24 * 5)
# "13:00에는 잡힌 일정이 없습니다" repeats the time of the question.
_ECHO = re.compile(r"\d\d:\d\d(?=에는)|(?:At|planned at) \d\d:\d\d")
_CLOCK = re.compile(r"(?<![\d:])(\d\d:\d\d)(?![\d:])")


def _now(plan: Itinerary, offset: int) -> datetime:
    return plan.activities[0].starts_at + timedelta(hours=offset)


def _planned(plan: Itinerary) -> set[str]:
    moments = [*(one.starts_at for one in plan.activities), *(one.ends_at for one in plan.activities if one.ends_at)]
    return {plan.local(one).strftime("%H:%M") for one in moments}


@given(text=anything, offset=hours, language=st.sampled_from(["ko", "en"]))
@example("", 0, "ko")
@example("2시 30분에 뭐 해요", 3, "ko")
@example("\x00" * 5000, 0, "en")
@example("첫날DAY10", 0, "ko")
@example("아칚어디첫날DAY10", 0, "ko")
@settings(max_examples=400, deadline=None)
def test_whatever_is_typed_gets_an_answer_of_planned_times(text: str, offset: int, language: str) -> None:
    plan = event("seongbuk")
    now = _now(plan, offset)
    reply = answer(text, now, plan, SAY[language_of_text(text, language)])
    said = plain(reply.text)
    assert 0 < len(said) <= 4096
    present = {plan.local(now).strftime("%H:%M")}
    assert set(_CLOCK.findall(_ECHO.sub("", said))) <= _planned(plan) | present


@given(text=anything)
@settings(max_examples=100, deadline=None)
def test_finding_places_and_rows_never_raises(text: str) -> None:
    plan = event("trip")
    place, row = find_place(text, plan), find_activity(text, plan, _now(plan, 0))
    assert place is None or place in plan.places
    assert row is None or plan.find(row) is not None


@given(text=anything, offset=st.integers(min_value=0, max_value=60))
@settings(max_examples=100, deadline=None)
def test_nothing_raises_on_a_conference_of_900_talks(text: str, offset: int) -> None:
    plan = event("conference")
    assert answer(text, _now(plan, offset), plan, SAY["en"]).text


@pytest.mark.parametrize("name", ["seongbuk", "conference"])
@pytest.mark.parametrize(
    "text", ["가" * 300, "점심몇시" * 75, "a" * 300, "lunch " * 50, "ㄱ" * 300, "1" * 300, "2시 " * 100]
)
def test_long_input_is_cut_and_stays_quick(name: str, text: str) -> None:
    plan = event(name)
    answer("지금 뭐 해?", _now(plan, 0), plan, SAY["ko"])
    gc.collect()
    quickest = min(_seconds(text, plan) for _ in range(3))
    assert quickest < 0.05


def _seconds(text: str, plan: Itinerary) -> float:
    begin = time.thread_time()
    answer(text, _now(plan, 1), plan, SAY["ko"])
    return time.thread_time() - begin
