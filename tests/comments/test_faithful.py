"""What another wording of a line may say: what the line and its comments say, and nothing more."""

import pytest

from bot.comments.faithful import faithful

POINTS = ("버스 시간이 너무 길어서 힘들었어요", "이동이 3시간이나 걸림", "휴게소에서 쉬는 시간이 짧았다")


@pytest.mark.parametrize(
    "proposed",
    [
        "버스 시간이 길어 힘들었음",
        "버스 이동 시간이 길었음",
        "이동이 3시간 걸려 버스에서 보내는 시간이 길었다는 의견이 있었음",
        "휴게소에서 쉬는 시간이 짧았음",
    ],
)
def test_the_same_in_other_words_is_taken(proposed: str) -> None:
    expected = "보내는" not in proposed  # nobody wrote that word
    assert faithful("버스 시간이 너무 길었음", proposed, POINTS) is expected


@pytest.mark.parametrize(
    "proposed",
    [
        "",
        "버스 시간이 길었음\n휴게소에서 쉬는 시간이 짧았음",
        "버스 시간이 5시간으로 길었음",
        "김철수 기사의 운전으로 버스 시간이 길었음",
        "버스 시간이 길지 않았음",
        "버스 시간이 길어 참가자의 불만이 컸음",
        "버스 시간이 길었으므로 내년에는 기차를 타야 함",
        "○○○ 버스 시간이 길었음",
        "The bus ride was too long",
        "버스 시간이 길었음 " * 20,
    ],
)
def test_what_nobody_wrote_is_refused(proposed: str) -> None:
    assert not faithful("버스 시간이 너무 길었음", proposed, POINTS)


def test_a_not_may_not_be_lost() -> None:
    points = ("방이 넓지 않아서 불편했어요",)
    assert faithful("방이 넓지 않아 불편하였음", "방이 넓지 않아서 불편했음", points)
    assert not faithful("방이 넓지 않아 불편하였음", "방이 넓어 불편하였음", points)
    assert not faithful("Rooms were not warm", "Rooms were warm", ("the rooms were not warm",))


def test_english_and_masked_names() -> None:
    points = ("the rooms weren't cleaned by ○○○ on day 2", "cleaning the room took long")
    assert faithful("rooms weren't cleaned by ○○○", "The rooms weren't cleaned by ○○○ on day 2", points)
    assert not faithful("rooms weren't cleaned by ○○○", "The rooms weren't cleaned by Mr Kim", points)
