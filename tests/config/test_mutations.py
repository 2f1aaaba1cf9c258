"""Whatever stands in a file, reading it ends with an event or with problems that can be told; nothing raises."""

import random
from copy import deepcopy
from pathlib import Path

import yaml
from hypothesis import given, settings
from hypothesis import strategies as st

from bot import itinerary
from bot.texts import load as catalogues
from config.lint import lint
from config.loader import loads

SAMPLE = (Path(__file__).parents[2] / "config" / "events" / "seongbuk-2014.yaml").read_text("utf-8")
TREE = yaml.load(SAMPLE, yaml.CBaseLoader)  # noqa: S506 - strings only
LINES = [line for line in SAMPLE.splitlines() if not line.lstrip().startswith("#")]
WORDS = catalogues()
SHARDS = [
    "",
    "~",
    "[]",
    "{}",
    "- ",
    ": ",
    "&a ",
    "*a",
    "!x ",
    "'",
    '"',
    "\t",
    "25:00",
    "no",
    "-1",
    "999999999999999999",
    "1e999",
]
SCALARS = st.none() | st.booleans() | st.integers() | st.floats() | st.text(max_size=12) | st.sampled_from(SHARDS)
VALUES = st.recursive(
    SCALARS, lambda inner: st.lists(inner, max_size=4) | st.dictionaries(st.text(max_size=8), inner, max_size=4)
)


def told(content: str | bytes) -> None:
    """Read it to the end of every path: problems or remarks in both languages, the rows' times."""
    loaded = loads(content, "any.yaml")
    assert (loaded.event is None) == bool(loaded.problems)
    for say in WORDS.values():
        for problem in loaded.problems:
            text = problem.render(say)
            assert text.startswith("any.yaml:")
            assert "\n" not in text
        for remark in lint(loaded.event) if loaded.event else ():
            assert "\n" not in remark.render(say, loaded.lines, "any.yaml")
    if loaded.event:
        assert len(itinerary.of(loaded.event).activities) == len(loaded.event.itinerary)


@settings(max_examples=150, deadline=None)
@given(st.integers(), st.lists(st.tuples(st.integers(0, len(LINES) - 1), st.sampled_from(SHARDS)), max_size=5))
def test_lines_cut_and_shards_strewn_in(seed: int, cuts: list[tuple[int, str]]) -> None:
    lines, luck = LINES.copy(), random.Random(seed)  # noqa: S311 - no secret
    for index, shard in cuts:
        line = lines[index]
        at = luck.randint(0, len(line))
        lines[index] = luck.choice([line[:at] + shard + line[at:], line[:at], shard, "", line + "\n" + line])
    told("\n".join(lines))


@settings(max_examples=200, deadline=None)
@given(st.data())
def test_any_value_in_any_place(data: st.DataObject) -> None:
    tree = deepcopy(TREE)
    node, steps = tree, data.draw(st.integers(1, 5))
    for step in range(steps):
        keys = list(node) if isinstance(node, dict) else list(range(len(node)))
        if not keys:
            break
        key = data.draw(st.sampled_from(keys))
        if step == steps - 1 or not isinstance(node[key], dict | list):
            node[key] = data.draw(VALUES)
            break
        node = node[key]
    told(yaml.dump(tree, Dumper=yaml.CSafeDumper, allow_unicode=True))


@settings(max_examples=200, deadline=None)
@given(VALUES)
def test_any_yaml(value: object) -> None:
    told(yaml.safe_dump(value, allow_unicode=True))


@settings(max_examples=200, deadline=None)
@given(st.binary(max_size=200) | st.text(max_size=200).map(lambda text: text.encode("utf-8", "surrogatepass")))
def test_any_bytes(content: bytes) -> None:
    told(content)
