"""Lines of the report from what people wrote: in the office's style, and saying no more than they did."""

import pytest

from bot.comments.model import Sorted
from bot.comments.need import needed
from bot.comments.sorting import sort
from bot.feedback import Comment
from tests.feedback import trip

KNOWN = {"점심 식사": "lunch-1", "마을 교육": "education", "강의": "education", "저녁 만찬": "dinner"}


def lines(*comments: tuple[str, str]) -> list[tuple[str, int]]:
    """Each theme's line with its voices."""
    return [(one.line, one.voices) for one in _sorted(*comments).themes]


def _sorted(*comments: tuple[str, str]) -> Sorted:
    return sort([Comment(*one) for one in comments], (), KNOWN)


@pytest.mark.parametrize(
    "said",
    [
        "늘려 늘릴", "열어 열", "만들어 만들", "알려 알릴", "확대해 확대할", "당겨 당길", "들러 들를", "골라 고를",
        "바꿔 바꿀", "지켜 지킬", "켜 켤", "나눠 나눌", "찾아 찾을", "먹어 먹을", "줄여 줄일", "보내 보낼", "도와 도울",
        "꺼 끌", "하지말아 하지_않을", "채워 채울",
    ],
)  # fmt: skip
def test_what_was_asked_for_is_needed(said: str) -> None:
    verb, need = said.split()
    assert needed(verb) == need.replace("_", " ")


def test_a_verb_that_may_be_two_is_left_as_it_was_asked_for() -> None:
    assert needed("걸어") is None
    assert lines(("improve", "현수막을 걸어 주세요")) == [("현수막을 걸어 달라는 의견이 있었음", 1)]


@pytest.mark.parametrize(
    ("text", "line"),
    [
        ("자유시간을 늘려 주세요", "자유시간을 늘릴 필요가 있음"),
        ("시간 좀 지켜주세요", "시간 지킬 필요가 있음"),
        ("후속 모임이 있었으면 합니다", "후속 모임이 필요함"),
        ("출발시간 늦추기", "출발시간 늦출 필요가 있음"),
        ("숙소에 와이파이 설치", "숙소에 와이파이 설치가 필요함"),
        ("조를 섞어서 앉게 하는게 나을듯", "조를 섞어서 앉게 하는 것이 좋겠다는 의견이 있었음"),
        ("예산을 더 잡읍시다", "예산을 더 잡자는 의견이 있었음"),
    ],
)
def test_wishes_read_as_an_office_writes_them(text: str, line: str) -> None:
    assert lines(("improve", text)) == [(line, 1)]


def test_what_was_a_little_amiss_stays_a_little_amiss_and_says_of_what() -> None:
    said = [(one, "조금 짰어요") for one in ("lunch-1", "dinner", "breakfast")]
    assert lines(*said) == [("음식이 다소 짰음", 3)]
    assert lines(("education", "조금 길었어요")) == [("마을 교육이 다소 길었음", 1)]
    assert lines(("dinner", "당겨주세요")) == [("저녁 만찬: 당길 필요가 있음", 1)]


def test_no_one_sentence_speaks_for_people_who_said_other_things() -> None:
    said = (
        "네트워크의 필요성을 느꼈습니다",
        "소통하는 시간이 뜻깊었어요",
        "다른 구 분들과 이야기 나눌 수 있어 좋았어요",
    )
    assert lines(*(("good", one) for one in said)) == [("교류와 소통에 대한 만족도가 높았음", 3)]
    assert lines(("lunch-1", "맛있었어요"), ("good", "밥이 다 맛있었어요"), ("good", "밥이 맛있었어요")) == [
        ("밥이 다 맛있었음", 3)
    ]


def test_what_several_praise_of_one_thing_besides_is_a_line_of_its_own() -> None:
    food = [
        ("good", one)
        for one in (
            "밥이 맛있었어요",
            "음식이 맛있었어요",
            "맛있었어요",
            "채소가 많아 좋았어요",
            "채소가 많아서 좋았음",
        )
    ]
    assert sorted(voices for _, voices in lines(*food)) == [2, 3]


def test_the_same_matter_in_other_words_is_one_line() -> None:
    for said in (
        ("버스 타는 시간이 너무 길었어요", "버스 이동이 길어서 허리가 아팠습니다"),
        ("사회적경제 조직 참여가 적었어요", "협동조합 쪽 참석자가 적어서 아쉬웠음"),
        ("와이파이가 안 터져요", "와이파이 너무 느렸음"),
    ):
        assert [voices for _, voices in lines(*(("lacking", one) for one in said))] == [2]


def test_words_to_an_activity_join_what_is_said_of_the_same_elsewhere_and_nothing_else() -> None:
    made = _sorted(("dinner", "채소가 많아 좋았어요"), ("good", "저녁 만찬에서 솔직한 이야기를 들어 좋았음"))
    assert len(made.themes) == 2
    assert [voices for _, voices in lines(("education", "어려웠어요"), ("lacking", "강의가 너무 어려웠어요"))] == [2]


def test_what_follows_something_else_with_too_reads_alone() -> None:
    assert lines(("overall", "날씨도 좋았습니다")) == [("날씨가 좋았음", 1)]
    assert lines(("lacking", "아직도 안내가 부족합니다"))[0][0].startswith("아직도")


def test_no_word_of_an_ending_is_taken_for_a_thing() -> None:
    assert lines(("lunch-1", "그냥 그래요")) == [("점심 식사에 대한 아쉬움이 있었음", 1)]
    assert lines(("overall", "준비하신 분들 고생 많으셨어요")) == [("준비와 진행에 감사하는 의견이 있었음", 1)]


def test_every_comment_of_a_trip_is_somewhere_and_few_lines_say_it() -> None:
    written = [(key, text) for key, texts in trip.COMMENTS.items() for text in texts]
    made = _sorted(*written)
    placed = [point.text for one in made.themes for point, _ in one.points] + [point.text for point, _ in made.aside]
    whole = "".join("".join(placed).split())
    assert [text for _, text in written if "".join(text.split())[:5] not in whole and "010" not in text] == []
    assert len({one.line for one in made.themes}) == len(made.themes)
    assert all(not one.line.endswith(("요", "니다", "?")) for one in made.themes)
