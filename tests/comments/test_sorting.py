"""Comments that were labelled by hand before anything sorted them; and what must hold for any comment."""

import random
from collections.abc import Iterator
from itertools import pairwise
from pathlib import Path
from typing import Any

import pytest
import yaml
from hypothesis import given
from hypothesis import strategies as st

from bot.comments.sorting import sort
from bot.feedback import Comment

HERE = Path(__file__).parent
QUESTIONS = ("good", "lacking", "improve", "overall", "workshops")
Labelled = tuple[str, str, list[list[str]], str]


def labelled(name: str) -> Iterator[Labelled]:
    """Question, text, points as (words, heading, topic), and what must be masked."""
    for question, text, *rest in yaml.safe_load((HERE / f"{name}.yaml").read_text("utf-8")):
        hidden = [str(one["hide"]) for one in rest if isinstance(one, dict)]
        yield question, text, [one for one in rest if isinstance(one, list)], " ".join(hidden)


def found(comments: list[Comment]) -> list[tuple[str, str]]:
    """Each point with its heading, or "aside"."""
    made = sort(comments)
    kept = [(point.text, theme.heading) for theme in made.themes for point, count in theme.points for _ in range(count)]
    return [*kept, *((point.text, "aside") for point, count in made.aside for _ in range(count))]


def pairs(text: str) -> set[tuple[str, str]]:
    """The pairs of letters in it."""
    bare = [one for one in text.lower() if one.isalnum()]
    return set(pairwise(bare))


@pytest.mark.parametrize(("name", "least"), [("dev", 120), ("held_out", 120), ("third", 90), ("fourth", 45)])
def test_nine_of_ten_points_come_under_their_heading(name: str, least: int) -> None:
    right = total = 0
    for question, text, points, _ in labelled(name):
        got = found([Comment(question, text)])
        for words, heading, *_ in points:
            nearest = max(got, key=lambda one: len(pairs(one[0]) & pairs(str(words))))
            right, total = right + (nearest[1] == heading), total + 1
    assert total >= least
    assert right / total >= 0.9


@pytest.mark.parametrize(("name", "share"), [("dev", 0.9), ("held_out", 0.9), ("third", 0.85), ("fourth", 0.9)])
def test_comments_are_taken_apart_as_people_would(name: str, share: float) -> None:
    rows = list(labelled(name))
    alike = sum(len(found([Comment(question, text)])) == len(points) for question, text, points, _ in rows)
    assert alike / len(rows) >= share


def test_personal_data_stands_in_no_line_and_no_point() -> None:
    hidden = 0
    for name in ("dev", "held_out", "third", "fourth"):
        for question, text, _, hide in labelled(name):
            made: Any = sort([Comment(question, text)])
            for word in hide.split():
                hidden += 1
                assert word not in repr(made), text
    assert hidden >= 35


def test_the_score_tells_what_words_alone_do_not() -> None:
    text = "샤워실 물이 졸졸 나와요"
    for score, expected in ((None, "good"), (5, "good"), (2, "lacking"), (1, "lacking")):
        assert found([Comment("rooms", text, score)]) == [(text, expected)]
    assert found([Comment("rooms", "방이 깨끗했어요", 1)]) == [("방이 깨끗했어요", "good")]


def test_the_same_for_any_order() -> None:
    comments = [Comment(question, text) for name in ("dev", "held_out") for question, text, *_ in labelled(name)]
    mixed = comments.copy()
    random.Random(3).shuffle(mixed)  # noqa: S311 - no secret
    assert sort(comments) == sort(mixed)


def test_what_many_say_is_one_line_with_their_number() -> None:
    said = [
        "버스 타는 시간이 너무 길었어요",
        "버스 시간이 너무 길어요",
        "버스 타는 시간이 길었음",
        "버스 타는 시간이 너무 길었습니다!",
    ]
    made = sort([Comment("lacking", one) for one in [*said, "방이 추웠어요"]])
    assert sorted(theme.voices for theme in made.themes) == [1, 4]
    assert {theme.heading for theme in made.themes} == {"lacking"}


@given(st.lists(st.tuples(st.sampled_from(QUESTIONS), st.text(max_size=300)), max_size=8))
def test_no_comment_is_lost(given_ones: list[tuple[str, str]]) -> None:
    for question, text in given_ones:
        got = found([Comment(question, text)])
        assert bool(got) == bool(text.strip())
    written = [Comment(question, text) for question, text in given_ones if text.strip()]
    assert len(found(written)) >= len(written)


@pytest.mark.parametrize(
    "text", ["ㅋ" * 3000, "좋았어요. " * 400, "1) " * 500, "🙂" * 50, "<b>&amp;</b>", "a" * 5000, "좋은데 " * 500]
)
def test_odd_comments_do_no_harm(text: str) -> None:
    assert found([Comment("good", text)])
