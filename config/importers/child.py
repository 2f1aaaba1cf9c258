"""The other side of apart.py: a process that limits itself, reads standard input, and answers in JSON."""

import json
import resource
import sys
from datetime import date
from pathlib import Path
from typing import Any

from config.importers.draft import Draft
from config.importers.problem import ImportProblem
from config.importers.reading import read_here

MB = 1024 * 1024


def main() -> None:
    """Arguments: name, today or "-", seconds of processor time, MB of memory beyond what the program itself takes."""
    name, today, seconds, memory = sys.argv[1:]
    data = sys.stdin.buffer.read()
    _limit(int(seconds), int(memory))
    answer = _answer(data, name, None if today == "-" else date.fromisoformat(today))
    sys.stdout.write(json.dumps(answer, ensure_ascii=False, default=str))


def _limit(seconds: int, memory: int) -> None:
    """Limit processor time, written files and, where the system tells what is used, memory from here on."""
    resource.setrlimit(resource.RLIMIT_CPU, (seconds, seconds + 1))
    resource.setrlimit(resource.RLIMIT_FSIZE, (0, 0))
    status = Path("/proc/self/statm")
    if status.exists():
        used = int(status.read_text("ascii").split()[0]) * resource.getpagesize()
        resource.setrlimit(resource.RLIMIT_AS, (used + memory * MB, used + memory * MB))


def _answer(data: bytes, name: str, today: date | None) -> dict[str, Any]:
    try:
        return _plain(read_here(data, name, today))
    except ImportProblem as problem:
        return {"problem": problem.key, "values": problem.values}
    except MemoryError:
        return {"problem": "too_heavy", "values": {}}
    except RecursionError:
        return {"problem": "too_deep", "values": {}}


def _plain(found: Draft) -> dict[str, Any]:
    remarks = [[one.key, one.values, one.sort, one.row] for one in found.remarks]
    return {"yaml": found.event_yaml, "data": found.data, "remarks": remarks, "source": found.source_table}


if __name__ == "__main__":
    main()
