"""Files as people get them wrong: all faults at once, each with its line and what to do, in both languages."""

from pathlib import Path

import pytest
import yaml

from bot.texts import Say
from config.loader import load, loads

HERE = Path(__file__).parent
EXPECTED: dict[str, dict[str, list[str]]] = yaml.safe_load((HERE / "expected.yaml").read_text("utf-8"))


def test_every_broken_file_is_expected() -> None:
    assert {path.name for path in (HERE / "broken").iterdir()} == EXPECTED.keys()
    assert len(EXPECTED) >= 20


@pytest.mark.parametrize("language", ["ko", "en"])
@pytest.mark.parametrize("name", EXPECTED)
def test_what_is_said_about_a_broken_file(name: str, language: str, words: dict[str, Say]) -> None:
    loaded = load(HERE / "broken" / name)
    assert loaded.event is None
    assert [problem.render(words[language]) for problem in loaded.problems] == EXPECTED[name][language]


def test_a_file_that_is_not_there(tmp_path: Path, words: dict[str, Say]) -> None:
    missing, folder = load(tmp_path / "none.yaml"), load(tmp_path)
    assert "파일을 열 수 없어요" in missing.problems[0].render(words["ko"])
    assert "cannot be opened" in folder.problems[0].render(words["en"])


def test_a_file_that_is_too_large(tmp_path: Path) -> None:
    path = tmp_path / "large.yaml"
    path.write_text("# " + "x" * 1_000_000, "utf-8")
    assert [problem.key for problem in load(path).problems] == ["too_large"]
    assert [problem.key for problem in loads("x" * 1_000_001, "chat").problems] == ["too_large"]


def test_a_name_that_no_file_can_have() -> None:
    assert load(Path("a\0b")).problems[0].key == "unreadable"


@pytest.mark.parametrize(
    ("content", "key"),
    [
        (b"title: \xff\xfe\xfd\x81", "encoding"),
        (b"\xd0\xcf\x11\xe0\xa1\xb1", "not_text"),
        ("[" * 100_000, "too_deep"),
        ("a: " * 40, "colon"),
        ("? [a]\n: b", "key_shape"),
        ("a: *nowhere", "alias"),
        ("version: 1\nevent: &a [*a]", "alias"),
        ("title: \ud800", "control_sign"),
        ("just words", "not_mapping"),
        ("~", "not_mapping"),
        ("", "empty_file"),
        (b"", "empty_file"),
        ('a: "\\q"', "escape"),
        ("a: b\nc\nd: e", "no_colon"),
    ],
)
def test_text_that_is_no_event_file(content: str | bytes, key: str, words: dict[str, Say]) -> None:
    (problem,) = loads(content, "chat.yaml").problems
    assert problem.key == key
    assert problem.render(words["ko"]).startswith("chat.yaml:")


def test_problems_stand_in_the_order_of_the_file() -> None:
    lines = [problem.line or 0 for problem in load(HERE / "broken" / "days.yaml").problems]
    assert lines == sorted(lines)
