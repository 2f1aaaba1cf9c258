from datetime import date, timedelta
from pathlib import Path

import pytest

from bot.texts import Say, TextError, language_of, load, particle


@pytest.mark.parametrize(
    ("word", "form", "expected"),
    [
        ("점심", "은", "은"),
        ("버스", "은", "는"),
        ("식당", "으로", "으로"),
        ("카페", "으로", "로"),
        ("호텔", "으로", "로"),
        ("중식(산채정식)", "이", "이"),
        ("1호차", "을", "를"),
        ("버스 3", "이", "이"),
        ("Wi-Fi", "이", "가"),
        ("", "이", "가"),
    ],
)
def test_the_particle_fits_the_last_sound(word: str, form: str, expected: str) -> None:
    assert particle(word, form) == expected


def test_catalogues_hold_the_same_keys() -> None:
    assert load().keys() == {"ko", "en"}


def test_dates_and_lengths_read_as_people_write_them() -> None:
    korean, english = load()["ko"], load()["en"]
    assert korean.date(date(2014, 10, 23)) == "10월 23일(목)"
    assert english.date(date(2014, 10, 23)) == "Thu 23 Oct"
    assert korean.length(timedelta(minutes=90)) == "1시간 30분"
    assert english.length(timedelta(days=1, minutes=5)) == "1 d 5 min"


def test_placeholders_take_particles() -> None:
    assert (
        Say("ko", {"a.b": "{what:은} {place:으로} 오세요"})("a.b", what="점심", place="카페") == "점심은 카페로 오세요"
    )


def test_a_key_in_one_language_only_is_an_error_at_start(tmp_path: Path) -> None:
    for language, text in (("ko", "a: 하나\nb: 둘\n"), ("en", "a: one\n")):
        (tmp_path / language).mkdir()
        (tmp_path / language / "x.yaml").write_text(text, "utf-8")
    with pytest.raises(TextError, match=r"x\.b"):
        load(tmp_path)


def test_other_languages_read_english() -> None:
    assert [language_of(hint) for hint in ("ko-KR", "en", "fr", "")] == ["ko", "en", "en", "ko"]


def test_one_of_a_thing_is_not_called_many() -> None:
    say = Say("en", {"stay": "{days:day/days}, {nights:night/nights}"})
    assert say("stay", days=2, nights=1) == "2 days, 1 night"
    assert say("stay", days="1", nights=0) == "1 day, 0 nights"
