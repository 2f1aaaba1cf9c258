"""Every fault and every remark has its words, and every word its use."""

import re
from pathlib import Path

import pytest

from bot.texts import Say

CONFIG = Path(__file__).parents[2] / "config"
PROBLEMS = ["tree.py", "faults.py", "references.py", "loader.py", "problems.py"]
KEY = re.compile(r'"([a-z_]+)"')


def quoted(*paths: Path) -> set[str]:
    """The words in double quotes in some source files."""
    return {word for path in paths for word in KEY.findall(path.read_text("utf-8"))}


def keys(say: Say, subject: str) -> set[str]:
    return {key.removeprefix(f"{subject}.") for key in say.words if key.startswith(f"{subject}.")}


@pytest.mark.parametrize("language", ["ko", "en"])
def test_every_text_is_used(words: dict[str, Say], language: str) -> None:
    said = quoted(*(CONFIG / name for name in PROBLEMS)) | {"nearest"}
    assert keys(words[language], "problems") - said == set()
    remarked = quoted(*(CONFIG / "lint").glob("*.py")) | {"row", "no_lunch", "no_dinner"}
    assert keys(words[language], "lint") - remarked == set()


@pytest.mark.parametrize("language", ["ko", "en"])
def test_every_key_has_its_text(words: dict[str, Say], language: str) -> None:
    asked = re.compile(r'\b(?:ask|warn)\(\s*"([a-z_]+)"')
    remarks = {key for path in (CONFIG / "lint").glob("*.py") for key in asked.findall(path.read_text("utf-8"))}
    assert len(remarks) > 30
    assert remarks <= keys(words[language], "lint")
    made = re.compile(r'(?:Problem|self\.stop)\(\s*"([a-z_]+)"|\), "([a-z_]+)"[,)]')
    sources = "".join((CONFIG / name).read_text("utf-8") for name in PROBLEMS)
    problems = {first or second for first, second in made.findall(sources)}
    assert len(problems) > 25
    assert problems <= keys(words[language], "problems")
