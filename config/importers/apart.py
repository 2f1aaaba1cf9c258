"""Reading in a process of its own, with limits on time and memory: a hostile file can only stop that process."""

import json
import os
import subprocess
import sys
from datetime import date
from typing import Any

from config.importers.draft import Draft, Remark
from config.importers.problem import ImportProblem

SECONDS = 20
MEMORY = 400


def in_process(
    data: bytes, name: str, today: date | None = None, *, seconds: int = SECONDS, memory: int = MEMORY
) -> Draft:
    """The draft of a file's bytes, read apart; ImportProblem too_slow, too_heavy or failed when it is stopped.

    `seconds` limits both its processor time and its wall time (twice that), `memory` the MB that it may add.
    """
    command = [
        sys.executable,
        "-m",
        "config.importers.child",
        name or "file",
        str(today or "-"),
        str(seconds),
        str(memory),
    ]
    kept = {key: value for key, value in os.environ.items() if key in {"PATH", "LANG", "LC_ALL", "SYSTEMROOT"}}
    environment = kept | {"PYTHONPATH": os.pathsep.join(path for path in sys.path if path), "PYTHONUTF8": "1"}
    try:
        done = subprocess.run(  # noqa: S603 - our own module, no shell
            command, input=data, capture_output=True, timeout=2 * seconds, env=environment, check=False
        )
    except subprocess.TimeoutExpired as error:
        raise ImportProblem(key="too_slow") from error
    if done.returncode < 0:
        raise ImportProblem(key="too_slow" if done.returncode in {-24, -9} else "too_heavy")
    if done.returncode:
        raise ImportProblem(key="too_heavy" if b"MemoryError" in done.stderr else "failed")
    return _draft(json.loads(done.stdout))


def _draft(answer: dict[str, Any]) -> Draft:
    if "problem" in answer:
        raise ImportProblem(answer["problem"], **answer["values"])
    data = answer["data"]
    data["event"]["days"] = [date.fromisoformat(day) for day in data["event"]["days"]]
    remarks = tuple(Remark(key, values, sort, row) for key, values, sort, row in answer["remarks"])
    return Draft(answer["yaml"], data, remarks, answer["source"])
