"""Understanding and answer of one question: p50 and p99 on the sample event and on a schedule of 900 talks, and memory.

The questions are those of tests/understanding/questions/; the goals: p99 ≤ 2 ms and ≤ 10 ms, the whole ≤ 200 MB.
"""

import gc
import resource
import time
from datetime import timedelta
from pathlib import Path
from typing import Any

import yaml

from bot import texts
from bot.itinerary import Itinerary
from handlers.understanding import answer, language_of_text
from tests.understanding.event_files import event
from tests.understanding.judging import moment

FOLDER = Path(__file__).parent.parent / "understanding" / "questions"
GOALS = {"seongbuk": 2.0, "conference": 10.0}
ROUNDS = 5


def main() -> None:
    """Print one line an event."""
    for name, goal in GOALS.items():
        plan = event(name)
        first = _timed(plan, {"text": "지금 뭐 해?", "now": str(plan.event.days[0]) + "T12:00", "language": "ko"})
        gc.collect()
        gc.freeze()
        took = sorted(_timed(plan, one) for _ in range(ROUNDS) for one in _questions(name))
        half, most = took[len(took) // 2], took[int(len(took) * 0.99)]
        rows = len(plan.activities)
        print(f"{name:12} {rows:4} rows  first {first:7.1f} ms  p50 {half:5.2f} ms  p99 {most:5.2f} ms (goal {goal:g})")
    print(f"memory {resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024:.0f} MB, both events and their indexes")


def _questions(name: str) -> list[dict[str, Any]]:
    return list(yaml.safe_load((FOLDER / f"{name}.yaml").read_text("utf-8")))


def _timed(plan: Itinerary, one: dict[str, Any]) -> float:
    """Milliseconds of computing from text to answer (a busy machine does not count)."""
    say = SAY[language_of_text(one["text"], one["language"])]
    now = moment(one["now"], plan, timedelta())
    begin = time.thread_time()
    answer(one["text"], now, plan, say)
    return (time.thread_time() - begin) * 1000


SAY = texts.load()

if __name__ == "__main__":
    main()
