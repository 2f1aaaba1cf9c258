"""config ← bot ← handlers ← scheduler: a folder imports only from those to its left."""

import ast
from pathlib import Path

import pytest

ROOT = Path(__file__).parent.parent
ORDER = ("config", "bot", "handlers", "scheduler")
# The composition root and the command line put the house together, so they alone may look right.
ROOTS = {ROOT / "bot" / "app", ROOT / "bot" / "cli"}


def _imports(path: Path) -> set[str]:
    found = set()
    for node in ast.walk(ast.parse(path.read_text("utf-8"))):
        if isinstance(node, ast.Import):
            found |= {one.name.split(".")[0] for one in node.names}
        elif isinstance(node, ast.ImportFrom) and node.module:
            found.add(node.module.split(".")[0])
    return found


@pytest.mark.parametrize("folder", ORDER)
def test_a_folder_imports_only_from_those_to_its_left(folder: str) -> None:
    right = set(ORDER[ORDER.index(folder) + 1 :])
    for path in (ROOT / folder).rglob("*.py"):
        if path.parent not in ROOTS:
            assert not _imports(path) & right, path


def test_no_folder_imports_the_tests() -> None:
    for folder in ORDER:
        for path in (ROOT / folder).rglob("*.py"):
            assert "tests" not in _imports(path), path
